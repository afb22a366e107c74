"""Tables of posts that are odd: words for texts, names of other languages, later lines and keys."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from sitegen import sources
from sitegen.errors import UnknownFormat
from sitegen.model import Post, Problem, Record
from sitegen.sources import posts_table
from sitegen.sources.source import Dump


def records_of(path: Path) -> list[Record]:
    source, dump = sources.recognise(Dump(path.name, path), {})
    assert source is posts_table.SOURCE
    return list(sources.read(source, dump))


def posts_of(folder: Path, text: str) -> dict[str, Post]:
    """The posts of a table, by their own ids."""
    path = folder / "t.csv"
    path.write_text(text, "utf-8")
    posts = [record for record in records_of(path) if isinstance(record, Post)]
    return {post.id.partition("/")[2] or post.id: post for post in posts}


def test_words_are_texts_where_all_else_is_a_post(tmp_path: Path) -> None:
    head = "post_id\tthread_id\tauthor\tcreated_utc\tbody\n"
    rows = "1\t9\tann\t1700000000\tOne\n2\t9\tben\t1700000100\tok\n"
    assert posts_of(tmp_path, head + rows)["2"].body.text == "ok"
    with pytest.raises(UnknownFormat):
        posts_of(tmp_path, head + rows.replace("One", "5").replace("ok", "7"))


@pytest.mark.parametrize(
    "names",
    [
        "nr;antwort_auf;nutzer;datum;inhalt",
        "id;En réponse à;auteur;date;texte",
        "id,回复,作者,时间,内容",
    ],
)
def test_columns_have_names_of_many_languages(tmp_path: Path, names: str) -> None:
    rows = ["1;;ann;2024-01-01;Hallo du", "2;1;ben;13.1.2024 14:05;So"]
    text = "\n".join([names, *rows])
    post = posts_of(tmp_path, text.replace(";", ",") if "," in names else text)["2"]
    assert (post.parent, post.author, post.body.text) == ("table:t/1", "ben", "So")
    assert str(post.created) == "2024-01-13 14:05:00+00:00"


@pytest.mark.parametrize("names", ["lfd;auf;wer;wann;was", "Lfd. Nr.;Auf wen;Wer;Wann;Was"])
def test_a_table_without_any_known_name_says_how_to_name_them(tmp_path: Path, names: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"{names}\n1;;ann;2024-01-01;Hallo du\n2;1;ben;2024-01-02;Auch so\n", "utf-8")
    with pytest.raises(UnknownFormat) as refused:
        sources.recognise(Dump(path.name, path), {})
    assert '[tables."t.csv"] id = ' in refused.value.hint
    assert f"({names.lower().replace(';', ', ')})" in refused.value.hint


def test_topics_that_are_words_are_titles(tmp_path: Path) -> None:
    head = "id,topic,author,date,text\n"
    rows = '1,"Boilers, which",ann,2024-01-01,One of\n2,"Boilers, which",ben,2024-01-02,Two\n'
    posts = posts_of(tmp_path, head + rows)
    assert [post.title for post in posts.values()] == ["Boilers, which", None]
    assert posts["2"].parent == "table:t/1"


@pytest.mark.parametrize("many", [3, 500])
def test_each_line_may_hold_a_thread(tmp_path: Path, many: int) -> None:
    def line(thread: int) -> str:
        rows = [
            {
                "id": f"{thread}-{n}",
                "author": "ab"[n % 2],
                "date": "2024-01-01",
                "text": "So it " * 20,
            }
            for n in range(many)
        ]
        return json.dumps({"thread": f"t{thread}", "comments": rows, "next": None, "page": thread})

    path = tmp_path / "t.ndjson"
    path.write_text("\n".join(map(line, range(3))), "utf-8")
    records = records_of(path)
    assert len(records) == 3 * many
    assert {post.root for post in records if isinstance(post, Post)} == {
        f"table:t/{thread}-0" for thread in range(3)
    }


def test_lists_behind_a_long_one_are_told(tmp_path: Path) -> None:
    rows = [{"id": n, "parent": n - 1, "author": "a", "text": "So it " * 20} for n in range(900)]
    path = tmp_path / "t.json"
    path.write_text(json.dumps({"rows": rows, "meta": {"a": "]}"}, "more": rows[:3]}), "utf-8")
    *posts, problem = records_of(path)
    assert len(posts) == 900
    assert isinstance(problem, Problem)
    assert problem.lost
    assert "their elements, 3," in problem.message


def test_keys_that_only_later_objects_have_are_read(tmp_path: Path) -> None:
    def row(n: int) -> dict[str, object]:
        told = {
            "id": n,
            "thread_id": "x",
            "author": "ab"[n % 2],
            "date": 10**9 + n,
            "text": "So it",
        }
        return told | ({"parent_id": n - 1, "is_deleted": True} if n == 1_500 else {})

    path = tmp_path / "t.ndjson"
    path.write_text("\n".join(json.dumps(row(n)) for n in range(1_501)), "utf-8")
    last = records_of(path)[-1]
    assert isinstance(last, Post)
    assert (last.parent, last.state) == ("table:t/1499", "deleted")


def test_the_first_of_two_columns_of_a_name_holds(tmp_path: Path) -> None:
    posts = posts_of(tmp_path, "id,parent,author,text,id\n1,,a,One of,8\n2,1,b,Two,9\n")
    assert list(posts) == ["1", "2"]


def test_a_quote_that_nothing_closes_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('id,parent,author,text\n1,,a,One of\n2,1,b,Two\n3,1,c,"Three\n4,1,d,Four\n')
    *posts, problem = records_of(path)
    assert len(posts) == 3
    assert isinstance(problem, Problem)
    assert problem.where == "t.csv: line 4"


def test_numbers_of_databases_are_ids_and_nan_is_nothing(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "t.parquet"
    table = {"id": [Decimal(1), Decimal(2)], "parent": [None, Decimal(1)], "author": ["a", "b"]}
    nothing = {"body": [float("nan")] * 2, "created": [float("nan")] * 2}
    pq.write_table(pyarrow.table(table | nothing | {"text": ["One of", "Two"]}), path)
    one, two = records_of(path)
    assert isinstance(one, Post)
    assert isinstance(two, Post)
    assert (two.parent, two.body.text) == (one.id, "Two")
