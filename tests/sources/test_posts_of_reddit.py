"""Tables of Reddit's comments as scripts save them with PRAW, in names and orders of their own."""

import json
from pathlib import Path

from sitegen import sources
from sitegen.model import Body, Post, Problem, Record
from sitegen.sources.source import Dump

LEVELS = (
    "Post ID,Comment ID,Comment Text,Comment Level\n"
    "p1,c1,The pump froze.,0\np1,c2,It did not.,0\np1,c3,Herons did it.,0\n"
    "p1,c4,No herons here.,1\np1,c5,There are.,1\np1,c6,Two of them.,2\n"
    "p2,d1,Who paints the benches?,0\np2,d2,Nobody does.,0\n"
)
DEBATE = (
    "comment_id,comment_author_id,comment_author_name,comment_parent_id,comment_parent_name,"
    "comment_score,comment_posted_time,comment_body,post_id,post_title\n"
    "c1,9x,ann,0,OP,160,1700439355.0,The pump froze.,p1,The fountain\n"
    "c2,9y,bo,c1,ann,5,1700439955.0,It did not.,p1,The fountain\n"
)


def read(tmp_path: Path, name: str, text: str) -> list[Record]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    source, dump = sources.recognise(Dump(name, path), {})
    assert source.name == "posts-table"
    return list(source.read(dump))


def posts(records: list[Record]) -> list[Post]:
    return [record for record in records if isinstance(record, Post)]


def test_depths_of_all_of_a_thread_before_the_next_level_tell_no_parents(tmp_path: Path) -> None:
    records = read(tmp_path, "levels.csv", LEVELS)
    found = posts(records)
    assert len(found) == 8
    assert {post.parent for post in found} == {post.root for post in found}
    assert [record.message for record in records if isinstance(record, Problem)] == [
        "the column 'comment level' tells how deep posts stand, but not in the order of a page:"
        " not read"
    ]


def test_comments_know_their_authors_and_times_by_names_that_begin_with_comment(
    tmp_path: Path,
) -> None:
    one, other = posts(read(tmp_path, "debate.csv", DEBATE))
    assert (one.author, other.author, one.score) == ("ann", "bo", 160)
    assert other.parent == one.id
    assert one.created is not None
    assert one.title == "The fountain"


def test_comments_without_names_are_gathered_by_the_title_of_what_they_are_on(
    tmp_path: Path,
) -> None:
    rows = [
        {"id": f"c{n}", "body": f"Words {n}.", "date": "2022-05-15 22:08:41", "submission_title": t}
        for n, t in enumerate(["The fountain", "The fountain", "The benches"])
    ]
    found = posts(read(tmp_path, "titles.json", json.dumps(rows)))
    assert len({post.root for post in found}) == 2
    assert [post.title for post in found] == ["The fountain", "The fountain", "The benches"]


def test_ids_with_kinds_tell_the_markdown_of_reddit_and_a_title_is_the_threads(
    tmp_path: Path,
) -> None:
    rows = [
        ("t1_c1", "c2", "bo", "It did **not**."),
        ("t3_p1", "c1", "ann", "The pump froze."),
    ]
    text = "".join(
        json.dumps(
            {"post_title": "Ponds", "parent_comment_id": up, "comment_id": own}
            | {"author": who, "body": said}
        )
        + "\n"
        for up, own, who, said in rows
    )
    answer, first = posts(read(tmp_path, "praw.json", text))
    assert answer.parent == first.id
    assert answer.body == Body("It did **not**.", "reddit")
    assert first.title == "Ponds"
