"""forum-dl, forumscraper and Comment Scraper: what joins, what is told apart, and hostile ones."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from sitegen import sources
from sitegen.errors import UnknownFormat
from sitegen.model import Continuation, Post, Problem, Record
from sitegen.sources import comment_scraper, forum_dl, forum_html, forumscraper, mbox, reddit_csv
from sitegen.sources.source import Dump, Source

URL = "https://f.example/forum/viewtopic.php?f=3&t=77"


def read(source: Source, *told: object) -> list[Record]:
    data = b"".join(json.dumps(one).encode() + b"\n" for one in told)
    return list(source.read(Dump("a.json", Path(), data)))


def entry(kind: str, extractor: str = "phpbb", **item: Any) -> dict[str, Any]:
    item = {"path": ["3", "77"], "url": URL, **item}
    return {"generator": "forum-dl", "extractor": extractor, "type": kind, "item": item}


def post(own: str, *above: str, **item: Any) -> dict[str, Any]:
    return entry("post", **{"subpath": [*above, own], "content": "x", **item})


def parents(found: list[Record]) -> dict[str, str | None]:
    """The end of the id of each post -> that of its parent."""
    ends = {r.id: r.id.rpartition("/")[2] for r in found if isinstance(r, Post)}
    return {
        ends[r.id]: r.parent and ends.get(r.parent, r.parent) for r in found if isinstance(r, Post)
    }


def test_what_the_first_post_of_a_topic_is_decides_what_others_answer() -> None:
    flat = read(forum_dl.SOURCE, post("5"), post("6"), post("7", path=["3", "78"], url=""))
    assert parents(flat) == {"77#post-5": None, "77#post-6": "77#post-5", "78#post-7": None}
    mail = [entry("post", "pipermail", subpath=[], content="x"), post("6"), post("7", "6")]
    assert parents(read(forum_dl.SOURCE, *mail)) == {
        "77": None,
        "77#post-6": "77",
        "77#post-7": "77#post-6",
    }


@pytest.mark.parametrize("by", ["forum-dl", "forumscraper"])
def test_a_topic_of_phpbb_has_the_ids_of_its_saved_pages(by: str) -> None:
    page = (
        '<html id="x"><body id="phpbb" class="section-viewtopic"><h2 class="topic-title">'
        f'<a href="{URL.replace("&", "&amp;")}">T</a></h2><div id="p5" class="post">'
        '<div class="postbody"><p class="author">by <a class="username">A</a></p>'
        '<div class="content">x</div></div></div></body></html>'
    )
    saved = list(forum_html.SOURCE.read(Dump("a.html", Path(), page.encode())))
    if by == "forum-dl":
        found = read(forum_dl.SOURCE, post("5"))
    else:
        told = {"format_version": "phpbb-2+-thread", "url": URL, "id": 77}
        found = read(forumscraper.SOURCE, {**told, "posts": [{"postid": 5, "content": "x"}]})
    assert [r.id for r in found if isinstance(r, Post)] == [
        r.id for r in saved if isinstance(r, Post)
    ]
    assert [r for r in found if isinstance(r, Continuation)] == [
        r for r in saved if isinstance(r, Continuation)
    ]


@pytest.mark.parametrize(
    ("told", "whole"),
    [
        ("./a.php?b=1&amp;c=2", "https://f.example/forum/a.php?b=1&amp;c=2"),
        ("/a", "https://f.example/a"),
        ("https://o.example/", "https://o.example/"),
        ("#post5", "#post5"),
        ("javascript:a", "javascript:a"),
        ("//[", "https://["),
    ],
)
def test_addresses_in_texts_lead_to_the_site(told: str, whole: str) -> None:
    (_, found) = read(forum_dl.SOURCE, post("5", content=f'<a href="{told}">x</a>'))
    assert isinstance(found, Post)
    assert found.body.text == f'<a href="{whole}">x</a>'


def test_without_threads_and_boards_posts_stand_all_the_same(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(post("5", author="A")) + "\n", encoding="utf-8")
    source, dump = sources.recognise(Dump("a.jsonl", file), {})
    assert source.name == "forum-dl"
    found = [r for r in source.read(dump) if isinstance(r, Post)]
    assert [(r.author, r.title, r.community) for r in found] == [("A", None, "f.example")]


@pytest.mark.parametrize(
    "told",
    [
        {"extractor": "x", "type": "post", "item": {"id": 5}},
        {"extractor": "x", "type": "car", "item": {"path": []}},
        {"format_version": "smf-2-forum", "url": "u", "id": 5},
        {"format_version": 3, "url": "u", "id": 5},
        {"generator": "Other", "threads": []},
        {"generator": "Comment Scraper", "threads": {}},
    ],
)
def test_other_files_are_not_claimed(tmp_path: Path, told: object) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(UnknownFormat):
        sources.recognise(Dump("a.json", file), {})


def test_a_time_that_is_not_certain_is_told_once() -> None:
    posts = [{"id": n, "text": "x", "date": "05 Mär 2024, 11:01"} for n in (1, 2)]
    told = {"format_version": "smf-2-thread", "url": URL, "id": 77, "posts": posts}
    found = read(forumscraper.SOURCE, told)
    assert [r.lost for r in found if isinstance(r, Problem)] == [False]
    assert len([r for r in found if isinstance(r, Post)]) == 2


def _export(**thread: Any) -> dict[str, Any]:
    about = {"source": "reddit", "thread_id": "1aaa1"}
    return {"generator": "Comment Scraper", "threads": [{"meta": about, **thread}]}


def test_replies_of_an_export_may_be_of_any_depth() -> None:
    told = '{"record_type": "comment", "comment_id": "k%d", "body": "x", "replies": ['
    deep = "".join(told % n for n in range(3000)) + "]}" * 3000
    data = json.dumps(_export(comments=[])).replace('"comments": []', f'"comments": [{deep}]')
    found = list(comment_scraper.SOURCE.read(Dump("a.json", Path(), data.encode())))
    assert len(found) == 3000
    assert isinstance(found[-1], Post)
    assert found[-1].parent == "reddit:t1_k2998"


def test_hostile_scrapes_take_linear_time() -> None:
    html = [
        "<a href='./" + "a/../" * 20_000 + "'>x</a>",
        "<div>" * 50_000,
        "<a href=x>" * 20_000,
        "<blockquote>" * 20_000,
        "&lt;" * 50_000,
    ]
    news = [{"id": n, "lvl": n, "text": "x"} for n in range(1, 40_000)]
    threads = [post("5", content=text) for text in html]
    threads += [post("5", url="https://f.example/" + "threads/" * 10_000, content="x")]
    threads += [post("5", url="https://f.example/?" + "viewtopic.php?&t=" * 10_000)]
    threads += [post(str(n), *map(str, range(n))) for n in range(400)]
    start = time.process_time()
    assert read(forum_dl.SOURCE, *threads)
    told = {"format_version": "hackernews-thread", "url": "u", "id": 100_000, "comments": news}
    assert len(read(forumscraper.SOURCE, told)) == 40_000
    rows = [{"record_type": "comment", "comment_id": f"k{n}", "body": "x"} for n in range(20_000)]
    assert len(read(comment_scraper.SOURCE, _export(records=rows))) == 20_000
    assert time.process_time() - start < 20


def test_the_empty_message_that_begins_a_mailbox_of_forum_dl_is_no_thread() -> None:
    line = "From MAILER-DAEMON Fri Nov 27 08:00:29 2026\n"
    parts = 'Content-Type: multipart/mixed; boundary="=="\nMIME-Version: 1.0\n'
    head = "Message-ID: <3.77.500>\nFrom: Ada\nSubject: Wicks\n"
    data = f"{line}{parts}\n--==\n\n--==--\n\n{line}{parts}{head}\n--==\n\nx\n--==--\n\n"
    data += f"{line}X-A: b\n\nx\n"
    found = list(mbox.SOURCE.read(Dump("a.mbox", Path(), data.encode())))
    told, words = (r for r in found if isinstance(r, Post))
    assert (told.id, told.body.text, words.body.text) == ("mail:3.77.500", "x", "x")
    assert [(r.where, r.lost) for r in found if isinstance(r, Problem)] == [("line 1", True)]


REDLENS = (
    "kind,post_id,author_username,subreddit_name,created_utc,title,selftext,score,comment_id,"
    "link_id,parent_id,body\n"
    "post,1aaa1,ada,lamps,1709546400,Which wick?,I tried three.,42,,,,\n"
    "comment,,quill,lamps,1709548200,,,12,k1,t3_1aaa1,t3_1aaa1,The braided one.\n"
)
SCRAPI = (
    "rank,post_id,title,author,subreddit,created_utc,score,selftext\n"
    "1,1aaa1,Which wick?,ada,lamps,1709546400.0,42,I tried three.\n"
)


@pytest.mark.parametrize(
    ("table", "ids"), [(REDLENS, ["t3_1aaa1", "t1_k1"]), (SCRAPI, ["t3_1aaa1"])]
)
def test_a_table_of_reddit_may_name_posts_by_ids_of_their_own(
    tmp_path: Path, table: str, ids: list[str]
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(table, encoding="utf-8")
    source, dump = sources.recognise(Dump("a.csv", file), {})
    found = list(source.read(dump))
    told = [(r.id, r.author, r.community) for r in found if isinstance(r, Post)]
    people = ["ada", "quill"]
    assert told == [
        (f"reddit:{own}", who, "r/lamps") for own, who in zip(ids, people, strict=False)
    ]
    assert len(found) == len(told)


def test_a_comment_of_reddit_without_an_id_is_not_taken_for_its_thread() -> None:
    table = "comment_id,post_id,title,created_utc,subreddit,body\n,1aaa1,T,1709546400,lamps,x\n"
    (found,) = reddit_csv.SOURCE.read(Dump("a.csv", Path(), table.encode()))
    assert isinstance(found, Problem)
    assert found.lost


def test_columns_of_redlens_tell_authors_in_json(tmp_path: Path) -> None:
    rows = [
        {"comment_id": own, "author_username": who, "subreddit_name": "lamps", "link_id": "t3_a",
         "parent_id": above, "created_utc": 1709546400 + 60 * n, "body": "The braided one."}
        for n, (own, who, above) in enumerate(
            [("k1", "ada", "t3_a"), ("k2", "quill", "t1_k1"), ("k3", "tom", "t1_k2")]
        )
    ]  # fmt: skip
    file = tmp_path / "a.json"
    file.write_text(json.dumps({"username": "ada", "comments": rows}), encoding="utf-8")
    source, dump = sources.recognise(Dump("a.json", file), {})
    found = [r for r in source.read(dump) if isinstance(r, Post)]
    assert [(r.author, r.community) for r in found] == [
        ("ada", "lamps"), ("quill", "lamps"), ("tom", "lamps"),
    ]  # fmt: skip
