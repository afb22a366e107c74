"""Dumps of SQL: what programs write, what was never public, damage, and hostile scripts."""

import io
import time
from pathlib import Path

import pytest

from sitegen import sources
from sitegen.errors import UnknownFormat
from sitegen.model import Post, Problem, Record
from sitegen.sources import _sql_text, _sql_values
from sitegen.sources._sql_made import Made
from sitegen.sources._sql_text import ESCAPING, STANDARD, Grammar, Put, Script
from sitegen.sources.source import Dump, Head

SAMPLES = Path(__file__).parents[1] / "data" / "sql-dump"
MYSQL = b"-- MySQL dump 10.13\n"
COMMENTS = (
    b"CREATE TABLE `comments` (`id` int, `thread_id` int, `parent_id` int, `author` text,"
    b" `created_at` text, `body` text, PRIMARY KEY (`id`)) ENGINE=InnoDB;\n"
)


def read(data: bytes, name: str = "x.sql") -> list[Record]:
    dump = Dump(name, Path(name), data)
    source, told = sources.recognise(dump, {})
    assert source.name == "sql-dump"
    return list(sources.read(source, told))


def posts(records: list[Record]) -> list[Post]:
    return [record for record in records if isinstance(record, Post)]


def problems(records: list[Record]) -> list[tuple[str, str, bool]]:
    return [(r.where, r.message, r.lost) for r in records if isinstance(r, Problem)]


def of_sample(name: str) -> list[Record]:
    return read((SAMPLES / f"{name}.sql").read_bytes(), f"{name}.sql")


def told(data: bytes, grammar: Grammar) -> list[object]:
    script = Script(b"", io.BufferedReader(io.BytesIO(data)), grammar)
    values = _sql_values.reader(has_escapes=grammar.has_escapes)
    return [values(one) if isinstance(one, Put) else one for one in script.told()]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (rb"'It\'s; a \"b\"\n(x), y\\'", 'It\'s; a "b"\n(x), y\\'),
        (b"'it''s'", "it's"),
        (b'"in two"', "in two"),
        (b"_utf8mb4 'a'", "a"),
        (b"_binary 'ab'", "ab"),
        (b"0x4142", b"AB"),
        (b"X'4142'", b"AB"),
        (b"b'101'", 5),
        (b"-3", -3),
        (b"1.5e3", 1500.0),
        (b"NULL", None),
        (b"CURRENT_TIMESTAMP", None),
        (b"FROM_UNIXTIME(1577880000)", 1577880000.0),
        (b"f(g('a)', (1)))", "a)"),
    ],
)
def test_values_of_mysql(written: bytes, value: object) -> None:
    (row,) = told(b"INSERT INTO `t` VALUES (" + written + b",7);\n", ESCAPING)
    assert row == [value, 7]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (rb"'a\nb'", r"a\nb"),
        (rb"E'a\nb\'c'", "a\nb'c"),
        (b"N'a''b'", "a'b"),
        (b"'2020-01-02'::date", "2020-01-02"),
        (b"CAST(N'2020-01-02T00:00:00' AS DateTime)", "2020-01-02T00:00:00"),
        (rb"replace('a\nb''c','\n',char(10))", "a\nb'c"),
        (rb"unistr('a\u000ab\\')", "a\nb\\"),
        (b"true", 1),
    ],
)
def test_values_of_others(written: bytes, value: object) -> None:
    (row,) = told(b"INSERT INTO t VALUES (" + written + b", 7)\n", STANDARD)
    assert row == [value, 7]


def test_lines_of_copy() -> None:
    data = (
        b"COPY public.t (a, b) FROM stdin;\nx\\ty\\\\n\\101\t\\N\n\\.\n"
        b"INSERT INTO t VALUES (1,2);\n"
    )
    assert told(data, STANDARD) == [["x\ty\\nA", None], [1, 2]]


def test_what_makes_a_table() -> None:
    data = (
        b"CREATE TABLE IF NOT EXISTS db.`posts` (\n `id` int(10) COMMENT 'a (b), c',\n"
        b" `up` bigint REFERENCES posts(id), `is` boolean, `say` text,\n"
        b" KEY `k` (`up`,`id`), PRIMARY KEY (`id`, `say`(191)),\n"
        b" CONSTRAINT `f` FOREIGN KEY (`say`) REFERENCES `said` (`word`));\n"
    )
    (made,) = told(data, ESCAPING)
    assert made == Made(
        "posts",
        ("id", "up", "is", "say"),
        ("integer", "integer", "boolean", ""),
        ("id", "say"),
        {"up": ("posts", "id"), "say": ("said", "word")},
    )


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.sql")), ids=lambda path: path.stem)
def test_pieces_of_any_size_tell_the_same(
    sample: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = sample.read_bytes()
    grammar = _sql_text.grammar_of(data)
    whole = told(data, grammar)
    monkeypatch.setattr(_sql_text, "_PIECE", size)
    assert told(data, grammar) == whole


def test_posts_that_were_never_public_are_left_out_and_counted() -> None:
    names = ("phpbb", "vbulletin", "xenforo", "wordpress", "discourse", "flarum")
    told_of = {name: [message for _, message, _ in problems(of_sample(name))] for name in names}
    left = {name: [m for m in told_of[name] if m.startswith("left out")] for name in names}
    assert left == {
        "phpbb": ["left out: comments that wait for approval (1)"],
        "vbulletin": ["left out: comments that wait for approval (1)"],
        "xenforo": ["left out: posts that were taken away (1)"],
        "wordpress": [
            "left out: posts that were taken away (1)",
            "left out: drafts, revisions and other entries that were not published as posts (2)",
        ],
        "discourse": ["left out: private messages (1)"],
        "flarum": [
            "left out: notes of what was done to a discussion (1)",
            "left out: private messages (1)",
        ],
    }


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.sql")), ids=lambda path: path.stem)
def test_private_words_are_in_no_post(sample: Path) -> None:
    for post in posts(read(sample.read_bytes(), sample.name)):
        assert "rivate" not in post.body.text
        assert "Hidden" not in post.body.text
        assert "Deleted words" not in post.body.text


def test_a_deleted_post_keeps_its_place_and_loses_its_text() -> None:
    found = {post.id: post for post in posts(of_sample("discourse"))}
    post = found["table:discourse/posts/5/4"]
    assert (post.state, post.body.text, post.parent) == ("deleted", "", "table:discourse/posts/5/2")


def test_posts_of_a_topic_that_is_hidden_are_left_out() -> None:
    data = (SAMPLES / "xenforo.sql").read_bytes().replace(b",10,'visible');", b",10,'deleted');")
    records = read(data)
    assert posts(records) == []
    assert ("x.sql: post", "left out: posts that were taken away (3)", True) in problems(records)


def test_a_guest_has_the_name_that_the_post_tells() -> None:
    names = [post.author for post in posts(of_sample("phpbb"))]
    assert names == ["mia", "otto", "guesty", "otto"]


def test_the_same_posts_by_rows_and_by_copy() -> None:
    def seen(name: str) -> list[tuple[object, ...]]:
        found = posts(of_sample(name))
        return [(p.author, p.created, p.title, p.community, p.body, p.state) for p in found]

    assert seen("inserts") == seen("discourse")


def test_rows_whose_columns_are_named_need_no_table_to_be_made() -> None:
    columns = b"(id, thread_id, parent_id, author, created_at, body)"
    records = read(
        b"-- data alone\nINSERT INTO comments " + columns + b" VALUES\n"
        b"(1,7,NULL,'mia','2020-01-01 10:00:00','Is the lid off?'),\n"
        b"(2,7,1,'otto','2020-01-01 10:05:00','Off.');\n"
    )
    assert [post.parent for post in posts(records)] == [None, "table:x/comments/1"]


@pytest.mark.parametrize(
    "name", ["dialog_posts", "blog_comments", "task_comments", "archive", "a_log_posts"]
)
def test_a_table_of_posts_may_have_any_name_but_those_of_private_messages(name: str) -> None:
    made = MYSQL + COMMENTS.replace(b"`comments`", b"`%s`" % name.encode())
    rows = b"(1,7,NULL,'mia','2020-01-01','a'),(2,7,1,'otto','2020-01-02','b')"
    row = b"INSERT INTO `%s` VALUES " + rows + b";\n"
    assert len(posts(read(made + row % name.encode()))) == 2
    private = made.replace(name.encode(), b"x_personal_messages")
    assert posts(read(private + row % b"x_personal_messages")) == []


def test_a_dump_without_posts_is_told() -> None:
    records = read(MYSQL + b"CREATE TABLE `a` (`b` int);\nINSERT INTO `a` VALUES (1);\n")
    assert problems(records) == [("x.sql", "tables that hold no posts were passed over: a", False)]


def test_many_rows_that_are_wrong_are_told_in_few_words() -> None:
    rows = b",".join(b"(%d)" % n for n in range(300))
    records = read(MYSQL + COMMENTS + b"INSERT INTO `comments` VALUES " + rows + b";\n")
    messages = [message for _, message, _ in problems(records)]
    assert len(messages) < 60
    assert "comments: 250 further problems of this kind" in messages


def test_what_cannot_be_read_is_told_and_the_next_row_is_found() -> None:
    rows = (
        b"(1,7,NULL,'mia','2020-01-01','a'),(2,7,1 1,'mia','2020-01-01','b'),"
        b"(3,7,1,'otto','2020-01-02','c')"
    )
    records = read(MYSQL + COMMENTS + b"INSERT INTO `comments` VALUES " + rows + b" (4);\n")
    assert [post.body.text for post in posts(records)] == ["a", "c"]
    told_of = [(where, message[:40]) for where, message, _ in problems(records)]
    assert told_of == [
        ("x.sql: line 3", "a row of 'comments' cannot be read: \"(2,"),
        ("x.sql: line 3", "a row of 'comments' is not followed by o"),
    ]


def test_names_and_values_that_no_database_takes_cost_nothing_else() -> None:
    rows = b"(1,7,NULL,'mia','2020-01-01','a'),(2,7,1,'otto','2020-01-02','b')"
    odd = (
        b"CREATE TABLE `a\0b` (`\0` int, `c` text);\nINSERT INTO `a\0b` VALUES (1,'x');\n"
        b"CREATE TABLE sqlite_sequence(name,seq);\nINSERT INTO sqlite_sequence VALUES('x',2);\n"
        b"CREATE TABLE `names` (`id` int, `ID` int, `name` text);\n"
        b"INSERT INTO `names` VALUES (b'" + b"1" * 64 + b"',1e999,unistr('\\ud800'));\n"
    )
    for grammar in (MYSQL, b"PRAGMA foreign_keys=OFF;\n"):
        data = grammar + odd + COMMENTS + b"INSERT INTO `comments` VALUES " + rows + b";\n"
        records = read(data)
        assert [post.body.text for post in posts(records)] == ["a", "b"]
        assert not [message for _, message, lost in problems(records) if lost]


def test_a_statement_that_cannot_be_read_is_told() -> None:
    records = read(MYSQL + COMMENTS + b"INSERT INTO `comments` SET id = 1;\n")
    assert [where for where, _, lost in problems(records) if lost] == ["x.sql: line 3"]


def test_words_about_sql_are_no_dump() -> None:
    for text in (
        b"-- a note\nInsert coins, said the machine.\nCreate table manners.\n",
        b"Use the lid.\nInsert it slowly.\n",
        b"# Notes\n\nSET out early.\nCREATE a list.\n",
    ):
        with pytest.raises(UnknownFormat):
            sources.detect(Head("x.txt", text, True), {})


MILLION = 1_000_000
HOSTILE = {
    "a text without an end": b"INSERT INTO t VALUES ('" + b"a" * MILLION,
    "brackets": b"INSERT INTO t VALUES (" + b"(" * MILLION,
    "calls": b"INSERT INTO t VALUES (" + b"f(" * (MILLION // 2),
    "quotes": b"INSERT INTO t VALUES (" + b"''" * (MILLION // 2),
    "rows that begin": b"INSERT INTO t VALUES (\n" * (MILLION // 23),
    "beginnings": b"INSERT INTO t VALUES ('a;\n" * (MILLION // 26),
    "escapes": b"INSERT INTO t VALUES ('" + b"\\'a;\nINSERT INTO t VALUES (\\'" * (MILLION // 30),
    "spaces": b"INSERT INTO t VALUES (1" + b" " * MILLION + b"x",
    "introducers": b"INSERT INTO t VALUES (" + b"_utf8 " * (MILLION // 6),
    "names": b"INSERT INTO " + b"`a`." * (MILLION // 4),
    "words": b"CREATE " + b"a " * (MILLION // 2),
    "columns": b"CREATE TABLE t (" + b"a int," * (MILLION // 6) + b")",
    "keys": b"CREATE TABLE t (" + b"KEY a (b" * (MILLION // 8),
    "changes": b"ALTER TABLE t ADD a\n" * (MILLION // 20),
    "copies": b"COPY t (a) FROM stdin;\n\\.\n" * (MILLION // 26),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_scripts_take_little_time(data: bytes) -> None:
    start = time.process_time()
    for grammar in (ESCAPING, STANDARD):
        told(MYSQL + data, grammar)
    assert time.process_time() - start < 6
