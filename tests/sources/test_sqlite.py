"""Databases of SQLite: tables as programs write them, what stands between them, and damage."""

import gzip
import zipfile
from pathlib import Path

import pytest
from made_databases import HN, HN_ROWS, posts, problems, read, written

from sitegen import sources
from sitegen.columns import Columns
from sitegen.errors import UnknownFormat
from sitegen.model import Post, Problem
from sitegen.sources.source import Dump

FORUM = """
CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, secret TEXT);
CREATE TABLE questions (id INTEGER PRIMARY KEY, title TEXT, body TEXT, created_at TEXT,
    author_id INTEGER REFERENCES people(id));
CREATE TABLE answers (id INTEGER PRIMARY KEY, about INTEGER REFERENCES questions(id), body TEXT,
    created_at TEXT, author_id INTEGER REFERENCES people(id), below INTEGER REFERENCES answers(id));
INSERT INTO people VALUES (1, 'Ada Moss', 'x'), (2, 'Quill', 'y');
INSERT INTO questions VALUES (1, 'Which cone?', 'For blue glaze.', '2024-03-04 10:00:00', 1);
INSERT INTO answers VALUES (1, 1, 'Six, slowly.', '2024-03-04 11:00:00', 2, NULL),
    (2, 1, 'How slowly?', '2024-03-04 12:00:00', 1, 1);
"""
CHAT = """
CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, username TEXT, first_name TEXT,
    last_name TEXT);
CREATE TABLE media (id INTEGER PRIMARY KEY, type TEXT, title TEXT);
CREATE TABLE messages (id INTEGER NOT NULL PRIMARY KEY, type TEXT, date TIMESTAMP, content TEXT,
    reply_to INTEGER, user_id INTEGER REFERENCES users(id), media_id INTEGER REFERENCES media(id));
INSERT INTO users VALUES (1, NULL, 'Ada', 'Moss'), (2, 'quill', 'Q', NULL);
INSERT INTO messages VALUES (1, 'message', '2024-03-04 10:00:00', 'The kiln is on', NULL, 1, NULL),
    (2, 'message', '2024-03-04 10:05:00', 'Which cone?', 1, 2, NULL),
    (3, 'message', '2024-03-05 10:05:00', 'Lost one', 99, 2, NULL);
"""


def test_items_of_hacker_news_are_those_of_a_table_of_bigquery(tmp_path: Path) -> None:
    path = written(tmp_path / "hn.db", HN, HN_ROWS)
    story, comment = read(path)
    assert isinstance(story, Post)
    assert isinstance(comment, Post)
    assert (story.id, story.title, story.author, story.score) == ("hn:1", "A kiln", "ada", 7)
    assert (comment.id, comment.parent, comment.body.markup) == ("hn:2", "hn:1", "hn")
    assert sorted(tmp_path.iterdir()) == [path]


def test_objects_in_cells_are_read_as_lines_of_json(tmp_path: Path) -> None:
    script = "CREATE TABLE hn_items (id INTEGER PRIMARY KEY, item_json BLOB, time TEXT)"
    item = (
        b'{"id": %d, "type": "comment", "by": "ada", "time": 1700000000, "parent": 1, "text": "x"}'
    )
    path = written(
        tmp_path / "hn.sqlite",
        script,
        [(2, item % 2, "2023"), (3, b"", ""), (4, (item % 4).decode(), "2023")]
        + [(n, item % n, "2023") for n in range(5, 30)],
        "hn_items",
    )
    records = read(path)
    assert [post.id for post in posts(records)][:2] == ["hn:2", "hn:4"]
    assert [(one.where, one.lost) for one in problems(records)] == [
        ("hn.sqlite: hn_items: row 3", True)
    ]


def test_comments_of_reddit_user_to_sqlite_have_the_names_and_the_thread_that_others_tell(
    tmp_path: Path,
) -> None:
    path = written(
        tmp_path / "reddit.db",
        """
        CREATE TABLE subreddits (id TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT);
        CREATE TABLE users (id TEXT PRIMARY KEY, username TEXT NOT NULL);
        CREATE TABLE comments (id TEXT PRIMARY KEY, timestamp INTEGER, score INTEGER, text TEXT,
            user TEXT REFERENCES users(id), subreddit TEXT REFERENCES subreddits(id),
            permalink TEXT, is_submitter INTEGER, controversiality INTEGER, num_awards INTEGER);
        CREATE VIRTUAL TABLE comments_fts USING fts5(text, content=comments);
        CREATE TABLE settings (id TEXT PRIMARY KEY, value TEXT);
        INSERT INTO subreddits VALUES ('s1', 'kilns', 'public');
        INSERT INTO users VALUES ('u1', 'ada');
        INSERT INTO comments VALUES ('c1', 1700000000, 4, 'At **cone 6**', 'u1', 's1',
            'https://old.reddit.com/r/kilns/comments/p1/slow/c1/?context=10', 0, 0, 0);
        """,
    )
    records = read(path)
    (comment,) = posts(records)
    assert (comment.id, comment.root) == ("reddit:t1_c1", "reddit:t3_p1")
    assert (comment.author, comment.community, comment.score) == ("ada", "r/kilns", 4)
    (passed,) = problems(records)
    assert (passed.message, passed.lost) == (
        "tables that hold no posts were passed over: settings",
        False,
    )


def test_answers_stand_below_the_questions_of_the_table_beside_them(tmp_path: Path) -> None:
    records = posts(read(written(tmp_path / "forum.db", FORUM)))
    question, first, second = records
    assert question.id == "table:forum/questions/thread-questions-1"
    assert (question.title, question.author, question.parent) == ("Which cone?", "Ada Moss", None)
    assert (first.parent, first.root, first.author) == (question.id, question.id, "Quill")
    assert (second.parent, second.root) == (first.id, question.id)
    assert {post.community for post in records} == {"forum"}


def test_rows_without_a_key_are_looked_up_all_the_same(tmp_path: Path) -> None:
    script = FORUM.replace("people (id INTEGER PRIMARY KEY", "people (id INTEGER")
    assert [post.author for post in posts(read(written(tmp_path / "forum.db", script)))] == [
        "Ada Moss",
        "Quill",
        "Ada Moss",
    ]


def test_messages_of_a_chat_are_put_together_by_days(tmp_path: Path) -> None:
    day, first, answer, next_day, lost = posts(read(written(tmp_path / "data.sqlite", CHAT)))
    assert (day.id, day.title) == ("table:data-2024-03-04", "data, 4 March 2024")
    assert (first.parent, first.author) == (day.id, "Ada Moss")
    assert (answer.parent, answer.author) == (first.id, "quill")
    assert (next_day.id, lost.parent) == ("table:data-2024-03-05", "table:data-2024-03-05")


def test_issues_and_comments_of_github_are_those_of_its_api(tmp_path: Path) -> None:
    path = written(
        tmp_path / "github.db",
        """
        CREATE TABLE users (id INTEGER PRIMARY KEY, login TEXT, name TEXT);
        CREATE TABLE repos (id INTEGER PRIMARY KEY, full_name TEXT, name TEXT);
        CREATE TABLE issues (id INTEGER PRIMARY KEY, node_id TEXT, number INTEGER, title TEXT,
            user INTEGER REFERENCES users(id), state TEXT, comments INTEGER, created_at TEXT,
            author_association TEXT, body TEXT, repo INTEGER REFERENCES repos(id), type TEXT);
        CREATE TABLE issue_comments (html_url TEXT, issue_url TEXT, id INTEGER PRIMARY KEY,
            node_id TEXT, user INTEGER REFERENCES users(id), created_at TEXT,
            author_association TEXT, body TEXT, issue INTEGER REFERENCES issues(id));
        INSERT INTO users VALUES (1, 'ada', 'Ada Moss');
        INSERT INTO repos VALUES (9, 'ada/kiln', 'kiln');
        INSERT INTO issues VALUES (11, 'I', 5, 'Door sticks', 1, 'open', 1, '2024-03-04T10:00:00Z',
            'OWNER', 'It **sticks**', 9, 'issue'), (12, 'J', 6, 'No place', 1, 'open', 0,
            '2024-03-04T10:00:00Z', 'OWNER', 'Nowhere', 10, 'issue');
        INSERT INTO issue_comments VALUES ('https://github.com/ada/kiln/issues/5#issuecomment-21',
            'https://api.github.com/repos/ada/kiln/issues/5', 21, 'C', 1, '2024-03-05T10:00:00Z',
            'OWNER', 'Oil it', 11);
        """,
    )
    records = read(path)
    issue, comment = posts(records)
    assert (issue.id, issue.author, issue.title) == ("github:ada/kiln#5", "ada", "Door sticks")
    assert (comment.parent, comment.author, comment.body.markup) == (issue.id, "ada", "github")
    assert [one.where for one in problems(records) if one.lost] == ["github.db: issues: row 12"]


def test_an_archive_of_slackdump_is_read_as_slack_told_it(tmp_path: Path) -> None:
    told = '{"type": "message", "user": "U1", "ts": "%s", "text": "x", '
    told += '"thread_ts": "1709546400.000100"}'
    path = written(
        tmp_path / "slackdump.sqlite",
        """
        CREATE TABLE WORKSPACE (ID INTEGER PRIMARY KEY, URL TEXT);
        CREATE TABLE CHANNEL (ID TEXT, CHUNK_ID INTEGER, NAME TEXT, DATA BLOB);
        CREATE TABLE S_USER (ID TEXT, CHUNK_ID INTEGER, USERNAME TEXT, DISPLAY_NAME TEXT);
        CREATE TABLE MESSAGE (ID INTEGER, CHUNK_ID INTEGER, CHANNEL_ID TEXT, TS TEXT,
            PARENT_ID INTEGER, THREAD_TS TEXT, TXT TEXT, DATA BLOB, PRIMARY KEY (ID, CHUNK_ID));
        INSERT INTO WORKSPACE VALUES (1, 'https://kilns.slack.com/');
        INSERT INTO CHANNEL VALUES ('C012345', 1, 'general', '{}');
        INSERT INTO S_USER VALUES ('U1', 1, 'ada', 'Ada');
        """,
        [
            (int(ts[-3:]), 1, "C012345", ts, None, "1709546400.000100", "x", (told % ts).encode())
            for ts in ("1709546400.000100", "1709546410.000200")
        ],
        "MESSAGE",
    )
    opening, reply = posts(read(path))
    assert (opening.id, opening.author) == ("slack:C012345/1709546400.000100", "Ada")
    assert (reply.parent, reply.community) == (opening.id, "kilns/general")


def test_messages_of_mbox_to_sqlite_are_decoded(tmp_path: Path) -> None:
    path = written(
        tmp_path / "mail.db",
        'CREATE TABLE messages ("Message-ID" TEXT PRIMARY KEY, "From" TEXT, "Subject" TEXT, '
        '"Date" TEXT, "Content-Type" TEXT, "Content-Transfer-Encoding" TEXT, payload TEXT)',
        [
            (
                "<m1@example.org>",
                "Ada <ada@example.org>",
                "Kiln",
                "Mon, 04 Mar 2024 10:00:00 +0000",
                "text/plain; charset=iso-8859-1",
                "quoted-printable",
                "It sticks =E9 when=\n warm.",
            )
        ],
        "messages",
    )
    (post,) = posts(read(path))
    assert (post.author, post.body.text) == ("Ada", "It sticks é when warm.")


def test_posts_that_nobody_answers_open_threads(tmp_path: Path) -> None:
    path = written(
        tmp_path / "mastodon.db",
        """
        CREATE TABLE accounts (id INTEGER PRIMARY KEY, username TEXT, note TEXT);
        CREATE TABLE statuses (id INTEGER PRIMARY KEY, account_id INTEGER REFERENCES accounts(id),
            content TEXT, created_at TEXT);
        INSERT INTO accounts VALUES (1, 'ada', '<p>x</p>');
        INSERT INTO statuses VALUES (7, 1, '<p>Hot &amp; slow</p>', '2024-03-04T10:00:00.000Z'),
            (8, 1, '<p>Cold again</p>', '2024-03-05T10:00:00.000Z');
        """,
    )
    first, second = posts(read(path))
    assert (first.parent, first.root, first.author, first.body.markup) == (
        None,
        None,
        "ada",
        "html",
    )
    assert second.body.text == "<p>Cold again</p>"


def test_what_the_user_says_of_columns_holds_where_a_table_has_them(tmp_path: Path) -> None:
    path = written(
        tmp_path / "odd.db",
        "CREATE TABLE things (nr INTEGER, says TEXT, above INTEGER);"
        "INSERT INTO things VALUES (1, 'Which cone?', NULL), (2, 'Six.', 1);",
    )
    with pytest.raises(UnknownFormat, match="SQLite database with the tables things"):
        read(path)
    said = Columns(site="kilns", id="nr", text="says", parent="above")
    assert [(post.id, post.parent) for post in posts(read(path, columns=said))] == [
        ("kilns:1", None),
        ("kilns:2", "kilns:1"),
    ]


# Compressed, packed


def test_a_compressed_database_is_read_from_a_temporary_copy(tmp_path: Path) -> None:
    path = written(tmp_path / "hn.db", HN, HN_ROWS)
    packed = tmp_path / "hn.db.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert [post.id for post in posts(read(packed))] == ["hn:1", "hn:2"]


def test_a_database_in_an_archive_is_read(tmp_path: Path) -> None:
    path = written(tmp_path / "hn.db", HN, HN_ROWS)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(path, "in/hn.db")
    dump = Dump("all.zip/in/hn.db", tmp_path / "all.zip", member="in/hn.db")
    source, dump = sources.recognise(dump, {})
    assert len(posts(sources.read(source, dump))) == 2


def test_a_log_beside_a_database_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    path = written(tmp_path / "hn.db", HN, HN_ROWS)
    log = tmp_path / "hn.db-wal"
    log.write_bytes(b"7\x7f\x06\x82" + bytes(100))
    first = read(path)[0]
    assert isinstance(first, Problem)
    assert "a log of 104 bytes lies beside it (hn.db-wal)" in first.message
    assert log.stat().st_size == 104
    with pytest.raises(UnknownFormat, match="the log of an SQLite database"):
        sources.recognise(Dump("hn.db-wal", log), {})
