"""Tables of posts by anybody's program: what is read of them, and what sitegen.toml says."""

import json
from pathlib import Path

import pytest

from sitegen import columns, sources
from sitegen.columns import Columns
from sitegen.errors import UnknownFormat
from sitegen.model import Post, Problem, Record
from sitegen.sources import posts_table
from sitegen.sources.source import Dump


def records_of(path: Path, said: Columns | None = None) -> list[Record]:
    source, dump = sources.recognise(Dump(path.name, path, columns=said), {})
    assert source is posts_table.SOURCE
    return list(sources.read(source, dump))


def posts_of(folder: Path, text: str, said: Columns | None = None) -> dict[str, Post]:
    """The posts of a table, by their own ids."""
    path = folder / "t.csv"
    path.write_text(text, "utf-8")
    posts = [record for record in records_of(path, said) if isinstance(record, Post)]
    return {post.id.partition("/")[2] or post.id: post for post in posts}


HEADS = {
    "news": "commentID,parentID,articleID,userDisplayName,createDate,commentBody",
    "news, SOCC": "comment_counter,,article_id,comment_author,post_time,comment_text",
    "videos": "comment_id,parent_id,video_id,author_display_name,published_at,text_display",
    "vBulletin": "postid,parentid,threadid,username,dateline,pagetext",
    "MyBB": "pid,replyto,tid,username,dateline,message",
    "SMF": "id_msg,,id_topic,poster_name,poster_time,body",
    "WordPress": "comment_ID,comment_parent,comment_post_ID,comment_author,comment_date_gmt,"
    "comment_content",
    "Isso": "id,parent,tid,author,created,text",
    "answers": "message_id,parent_id,message_tree_id,user_id,created_date,text",
    "debates": "post_id,parent_post_id,discussion_id,author,creation_date,text",
    "Lobsters": "short_id,parent_comment_id,story_id,user_id,created_at,markeddown_comment",
    "talk": "id,reply-to,root,user,timestamp,text",
}  # fmt: skip


@pytest.mark.parametrize("names", HEADS.values(), ids=list(HEADS))
def test_columns_have_the_names_that_programs_give_them(tmp_path: Path, names: str) -> None:
    rows = [
        ("901", "", "77", "Ada", "2020-01-01 10:00:00", "Which wick?"),
        ("902", "901", "77", "Quill", "2020-01-01 11:00:00", "The braided one."),
    ]
    kept = [index for index, name in enumerate(names.split(",")) if name]
    lines = [",".join(row[index] for index in kept) for row in rows]
    header = ",".join(name for name in names.split(",") if name)
    posts = posts_of(tmp_path, "\n".join([header, *lines]))
    assert posts["902"].body.text == "The braided one."
    assert (posts["902"].author, posts["902"].created is not None) == ("Quill", True)
    if len(kept) == len(rows[0]):
        assert posts["902"].parent == "table:t/901"
    assert posts["902"].root == posts["901"].root


@pytest.mark.parametrize("root", ["", "0", "-1", "null", "None", "self", "NaN", "0.0", "\\N", "1"])
def test_a_parent_may_be_none_in_many_ways(tmp_path: Path, root: str) -> None:
    text = f"id,parent_id,author,text\n1,{root},a,One of them.\n2,1,b,And two.\n"
    posts = posts_of(tmp_path, text)
    assert (posts["1"].parent, posts["2"].parent) == (None, "table:t/1")


def test_an_address_is_no_name(tmp_path: Path) -> None:
    rows = "1,,ada@mill.example,One of them.\n2,1,@quill@mill.example,And two.\n"
    posts = posts_of(tmp_path, f"id,parent_id,author,text\n{rows}")
    assert (posts["1"].author, posts["2"].author) == ("ada", "@quill@mill.example")


def test_an_id_may_be_nought(tmp_path: Path) -> None:
    posts = posts_of(tmp_path, "id,parent_id,author,text\n0,,a,One of them.\n1,0,b,And two.\n")
    assert posts["1"].parent == "table:t/0"


def test_ids_are_told_as_fractions_and_with_kinds(tmp_path: Path) -> None:
    posts = posts_of(tmp_path, "id,parent_id,author,text\n1,,a,One of them.\n2,1.0,b,And two.\n")
    assert posts["2"].parent == "table:t/1"
    text = (
        "id,parent,post_id,user,text\nab1,t3_zz9,t3_zz9,a,One of them.\nab2,t1_ab1,t3_zz9,b,Two.\n"
    )
    posts = posts_of(tmp_path, text)
    assert posts["ab1"].parent == "table:t/thread-zz9"
    assert posts["ab2"].parent == "table:t/ab1"


def test_the_first_post_of_a_forum_does_not_make_topics_of_posts(tmp_path: Path) -> None:
    rows = ["1,1,a,100000000,One of them.", "2,1,b,100000001,And two."]
    text = "\n".join(["post_id,topic_id,username,post_time,post_text", *rows])
    later = [f"{n},{n // 2},a,{100000000 + n},So many words." for n in range(3, 2_000)]
    posts = posts_of(tmp_path, "\n".join([text, *later]))
    assert posts["1999"].parent == "table:t/1998"
    assert posts["1998"].parent is None


def test_html_is_told_by_values_only_where_nothing_else_can_be_meant(tmp_path: Path) -> None:
    head = "id,parent_id,author,text\n"
    rows = "1,,a,<p>One &amp; two</p>\n2,1,b,Three<br>four\n"
    assert posts_of(tmp_path, head + rows)["1"].body.markup == "html"
    assert posts_of(tmp_path, f"{head}{rows}3,1,c,1 < 2\n")["1"].body.markup == "plain"
    assert posts_of(tmp_path, f"{head}{rows}3,1,c,AT&T\n")["1"].body.markup == "plain"


def test_what_is_said_of_columns_is_certain(tmp_path: Path) -> None:
    text = "nr;what;who;on;to;when\n1;One;a;x;;2020-01-01\n2;Two;b;x;1;2020-01-02\n"
    said = Columns(
        site="harbour", id="Nr", text="what", author="who", parent="to", created="when",
        markup="markdown",
    )  # fmt: skip
    posts = posts_of(tmp_path, text, said)
    assert (posts["harbour:2"].parent, posts["harbour:2"].author) == ("harbour:1", "b")
    assert posts["harbour:2"].body.markup == "markdown"
    with pytest.raises(UnknownFormat):
        posts_of(tmp_path, text, Columns(id="number", text="what"))
    with pytest.raises(UnknownFormat):
        posts_of(tmp_path, text)


def test_rows_without_ids_are_told_by_their_lines(tmp_path: Path) -> None:
    said = Columns(text="what", author="who", thread="article")
    posts = posts_of(tmp_path, "who,what,article\na,One,x\nb,Two,x\n", said)
    assert list(posts) == ["line-2", "line-3"]
    assert posts["line-3"].parent == "table:t/thread-x"


def test_a_table_of_opening_posts_joins_that_of_their_comments(tmp_path: Path) -> None:
    stories = "story,title,url\n7,Lamps,https://lamps.example/\n"
    said = Columns(site="harbour", id="story", thread="story", text="title")
    (story,) = posts_of(tmp_path, stories, said).values()
    comments = "id,story_id,author,text,date\n7,7,a,One of them.,2020-01-01\n8,7,b,Two,2020-01-02\n"
    posts = posts_of(tmp_path, comments, Columns(site="harbour"))
    assert story.id == posts["harbour:7"].parent == posts["harbour:8"].root
    assert story.link == "https://lamps.example/"


def test_globs_are_asked_in_their_order() -> None:
    tables = {"a/*.csv": Columns(id="one"), "*": Columns(id="two")}
    assert columns.of("a/b.csv", tables) == Columns(id="one")
    assert columns.of("b.csv", tables) == Columns(id="two")
    assert columns.of("b.csv", {}) is None


def test_what_nearly_is_a_table_of_posts_says_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,what,who,parent_id\n1,One,a,\n2,Two,b,1\n", "utf-8")
    with pytest.raises(UnknownFormat) as refused:
        sources.recognise(Dump(path.name, path), {})
    assert refused.value.hint.startswith("no column is known that holds the text; ")
    assert '[tables."t.csv"] id = ' in refused.value.hint
    assert "(as it is: id = id, parent = parent_id)" in refused.value.hint


@pytest.mark.parametrize("ending", ["json", "ndjson", "wrapped"])
def test_json_is_read_whatever_its_shape(tmp_path: Path, ending: str) -> None:
    rows = [
        {"id": n, "parentId": n - 1 or None, "author": {"name": "ada"}, "text": f"It is {n}."}
        for n in range(1, 3_000)
    ]
    text = {
        "json": json.dumps(rows, indent=1),
        "ndjson": "\n".join(map(json.dumps, rows)),
        "wrapped": json.dumps({"count": 3, "comments": rows}),
    }[ending]
    path = tmp_path / f"t.{ending}"
    path.write_text(text, "utf-8")
    records = records_of(path)
    assert len(records) == 2_999
    assert isinstance(records[-1], Post)
    assert records[-1].parent == f"table:{path.stem if ending != 'wrapped' else path.name}/2998"


def test_parquet_is_claimed_by_its_rows(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "t.parquet"
    table = {"id": [1, 2], "parent": [None, 1.0], "author": ["a", None], "text": ["One two", "x"]}
    pq.write_table(pyarrow.table(table | {"embedding": [[0.5], [0.25]]}), path)
    one, two = records_of(path)
    assert isinstance(one, Post)
    assert isinstance(two, Post)
    assert (two.id, two.parent) == ("table:t/2", one.id)
    pq.write_table(pyarrow.table(table | {"parent": [7, 8]}), path)
    with pytest.raises(UnknownFormat, match="a table with the columns"):
        sources.recognise(Dump(path.name, path), {})


def test_values_of_any_kind_cost_no_more_than_themselves(tmp_path: Path) -> None:
    odd = [None, True, 1e300, 2**70, "\0", "x" * 100_000, [], {}, {"name": {"name": []}}, -0.0]
    names = ("id", "parent_id", "thread_id", "text", "author", "created_at", "title", "score")
    rows: list[dict[str, object]] = [
        {"id": "a", "parent_id": None, "author": "ada", "text": "One of them."},
        {"id": "b", "parent_id": "a", "author": "moss", "text": "And two."},
    ]
    rows += [rows[1] | {"id": n} for n in range(100, 200)]
    rows += [rows[1] | {"id": f"{name}{n}", name: v} for name in names for n, v in enumerate(odd)]
    path = tmp_path / "t.json"
    path.write_text(json.dumps(rows), "utf-8")
    records = records_of(path)
    lost = [record for record in records if isinstance(record, Problem) and record.lost]
    assert len(records) - sum(isinstance(r, Problem) and not r.lost for r in records) == len(rows)
    assert {problem.message for problem in lost} == {"a row without a usable id"}


def test_a_row_of_unknown_time_opens_no_thread_that_another_opens(tmp_path: Path) -> None:
    head = "post_id,topic_id,username,post_time,post_text\n"
    rows = "31,7,a,,Not at once.\n32,7,b,1262304000,One of them.\n33,7,c,1262305000,And two.\n"
    posts = posts_of(tmp_path, head + rows)
    assert [post.parent for post in posts.values()] == ["table:t/32", None, "table:t/32"]
