"""Databases in which several tables answer others: no id is two posts', and each stands where it
belongs."""

import subprocess
import sys
from pathlib import Path

import pytest
from made_databases import posts, problems, read, written

QUESTIONS = """
CREATE TABLE questions (id INTEGER PRIMARY KEY, title TEXT, body TEXT, created_at TEXT,
    author TEXT);
CREATE TABLE answers (id INTEGER PRIMARY KEY, question_id INTEGER REFERENCES questions(id),
    body TEXT, created_at TEXT, author TEXT);
INSERT INTO questions VALUES (1, 'Which cone?', 'For blue.', '2024-03-04 10:00:00', 'ada');
INSERT INTO answers VALUES (1, 1, 'Six, slowly.', '2024-03-04 11:00:00', 'quill');
"""
COMMENTS = """
CREATE TABLE comments (id INTEGER PRIMARY KEY, {} body TEXT, created_at TEXT, author TEXT);
INSERT INTO comments VALUES {};
"""
SAID = "'How slowly?', '2024-03-04 12:00:00', 'mo'"


def _stands(path: Path) -> dict[str, str | None]:
    found = posts(read(path))
    stands = {post.id.removeprefix("table:kiln/"): post.parent for post in found}
    assert len(stands) == len(found)
    return {own: parent and parent.removeprefix("table:kiln/") for own, parent in stands.items()}


@pytest.mark.parametrize(
    ("columns", "values", "parent"),
    [
        ("question_id INTEGER,", "1,", "thread-questions-1"),
        ("answer_id INTEGER,", "1,", "answers-1"),
        ("question_id INTEGER, answer_id INTEGER,", "NULL, 1,", "answers-1"),
        ("question_id INTEGER, answer_id INTEGER,", "1, 1,", "answers-1"),
        ("question_id INTEGER, answer_id INTEGER,", "1, NULL,", "thread-questions-1"),
    ],
)
def test_two_tables_of_answers_share_no_ids(
    tmp_path: Path, columns: str, values: str, parent: str
) -> None:
    comments = COMMENTS.format(columns, f"(1, {values} {SAID})")
    assert _stands(written(tmp_path / "kiln.db", QUESTIONS + comments)) == {
        "questions/thread-questions-1": None,
        "questions/answers-1": "questions/thread-questions-1",
        "questions/comments-1": f"questions/{parent}",
    }


def test_a_table_of_posts_in_topics_that_have_no_text_keeps_them_where_comments_answer_it(
    tmp_path: Path,
) -> None:
    script = f"""
        CREATE TABLE topics (id INTEGER PRIMARY KEY, title TEXT);
        CREATE TABLE posts (id INTEGER PRIMARY KEY, topic_id INTEGER, body TEXT, created_at TEXT,
            author TEXT);
        INSERT INTO topics VALUES (1, 'Kilns');
        INSERT INTO posts VALUES (1, 1, 'It is on.', '2024-03-04 10:00:00', 'ada'),
            (2, 1, 'Which cone?', '2024-03-04 11:00:00', 'quill');
        {COMMENTS.format("post_id INTEGER,", f"(1, 2, {SAID})")}
    """
    stands = _stands(written(tmp_path / "kiln.db", script))
    assert stands == {"posts/1": None, "posts/2": "posts/1", "posts/comments-1": "posts/2"}


def test_posts_that_answer_each_other_and_have_comments_name_both_by_one_kind_of_ids(
    tmp_path: Path,
) -> None:
    script = f"""
        CREATE TABLE posts (id INTEGER PRIMARY KEY, parent_id INTEGER, title TEXT, body TEXT,
            created_at TEXT, author TEXT);
        INSERT INTO posts VALUES (1, 0, 'Kilns', 'It is on.', '2024-03-04 10:00:00', 'ada'),
            (2, 1, NULL, 'Which cone?', '2024-03-04 11:00:00', 'quill');
        {COMMENTS.format("post_id INTEGER,", f"(1, 2, {SAID})")}
    """
    assert _stands(written(tmp_path / "kiln.db", script)) == {
        "posts/thread-posts-1": None,
        "posts/thread-posts-2": "posts/thread-posts-1",
        "posts/comments-1": "posts/thread-posts-2",
    }


def test_tables_that_refer_to_each_other_are_no_circle(tmp_path: Path) -> None:
    script = f"""
        CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, body TEXT, created_at TEXT,
            newest INTEGER REFERENCES comments(id));
        INSERT INTO posts VALUES (1, 'Kilns', 'It is on.', '2024-03-04 10:00:00', 1);
        {COMMENTS.format("post_id INTEGER,", f"(1, 1, {SAID})")}
    """
    assert _stands(written(tmp_path / "kiln.db", script)) == {
        "posts/thread-posts-1": None,
        "posts/comments-1": "posts/thread-posts-1",
    }


def test_a_table_without_ids_that_answers_another_has_places_of_its_own(tmp_path: Path) -> None:
    script = (
        QUESTIONS
        + """
        CREATE TABLE comments (question_id INTEGER, body TEXT, created_at TEXT, author TEXT);
        CREATE TABLE remarks (question_id INTEGER, body TEXT, created_at TEXT, author TEXT);
        INSERT INTO comments VALUES (1, 'How?', '2024-03-04 12:00:00', 'mo');
        INSERT INTO remarks VALUES (1, 'Oh.', '2024-03-04 12:00:00', 'mo');
    """
    )
    stands = _stands(written(tmp_path / "kiln.db", script))
    assert stands["questions/comments-row-1"] == "questions/thread-questions-1"
    assert stands["questions/remarks-row-1"] == "questions/thread-questions-1"


def test_parents_that_are_the_opening_post_are_no_comments_of_that_number(tmp_path: Path) -> None:
    comments = COMMENTS.format(
        "question_id INTEGER, parent_id INTEGER,", f"(7, 1, 1, {SAID}), (8, 1, 7, {SAID})"
    )
    stands = _stands(written(tmp_path / "kiln.db", QUESTIONS + comments))
    assert stands["questions/comments-7"] == "questions/thread-questions-1"
    assert stands["questions/comments-8"] == "questions/comments-7"


def test_two_tables_of_messages_share_no_ids(tmp_path: Path) -> None:
    script = "".join(
        f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, author TEXT, text TEXT, date TEXT);"
        f"INSERT INTO {name} VALUES (1, 'ada', 'in {name}', '2024-03-04 10:00:00');"
        for name in ("chat_messages", "messages", "message")
    )
    stands = _stands(written(tmp_path / "kiln.db", script))
    assert {own: parent for own, parent in stands.items() if parent} == {
        "1": "table:kiln-2024-03-04",
        "chat_messages/1": "chat_messages-2024-03-04",
        "messages/1": "messages-2024-03-04",
    }


def test_what_is_read_does_not_hang_on_the_order_of_sets(tmp_path: Path) -> None:
    script = """
        CREATE TABLE posts (id INTEGER PRIMARY KEY, code TEXT UNIQUE, title TEXT, body TEXT,
            created_at TEXT);
        INSERT INTO posts VALUES (1, 'a', 'Kilns', 'It is on.', '2024-03-04 10:00:00');
    """
    for name, target in (("comments", "id"), ("remarks", "code"), ("replies", "id")):
        script += f"""
            CREATE TABLE {name} (id INTEGER PRIMARY KEY, post_id REFERENCES posts({target}),
                body TEXT, created_at TEXT, author TEXT);
            INSERT INTO {name} VALUES (1, {1 if target == "id" else "'a'"}, {SAID});
        """
    path = written(tmp_path / "kiln.db", script)
    asked = (
        "import sys; from pathlib import Path; from sitegen import sources;"
        "from sitegen.sources.source import Dump;"
        "source, dump = sources.recognise(Dump('kiln.db', Path(sys.argv[1])), {});"
        "print(list(sources.read(source, dump)))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", asked, str(path)],
            env={"PYTHONHASHSEED": str(seed)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in range(4)
    }
    assert len(told) == 1


def test_messages_with_the_names_that_telethon_gives_are_those_of_a_chat(tmp_path: Path) -> None:
    script = """
        CREATE TABLE messages (id INTEGER, chat_id INTEGER, sender_id INTEGER, message TEXT,
            date TEXT, reply_to_msg_id INTEGER, PRIMARY KEY (id, chat_id));
        INSERT INTO messages VALUES (1, 5, 70, 'It is on', '2024-03-04 10:00:00', NULL),
            (2, 5, 71, 'Which cone?', '2024-03-04 10:05:00', 1);
    """
    _, first, second = posts(read(written(tmp_path / "kiln.db", script)))
    assert (first.author, second.author) == ("70", "71")
    assert second.parent == first.id == "table:kiln/5/1"


def test_comments_are_below_pages_that_have_no_text_of_their_own(tmp_path: Path) -> None:
    """In databases of Isso; what waits for approval there was never public."""
    script = """
        CREATE TABLE threads (id INTEGER PRIMARY KEY, uri TEXT UNIQUE, title TEXT);
        CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER,
            created FLOAT NOT NULL, modified FLOAT, mode INTEGER, remote_addr TEXT, text TEXT,
            author TEXT, email TEXT, website TEXT, likes INTEGER, voters BLOB);
        INSERT INTO threads VALUES (1, '/wicks.html', 'Wicks'), (2, '/glass.html', 'Glass');
        INSERT INTO comments VALUES
            (1, 1, NULL, 1709625600.5, NULL, 1, '10.0.0.0', 'Which *wick*?', 'ada', 'a@b.example',
             NULL, 3, x'00'),
            (1, 2, 1, 1709625700, NULL, 1, '10.0.0.0', 'The braided.', NULL, NULL, NULL, 0, x'00'),
            (1, 3, NULL, 1709625800, NULL, 1, '10.0.0.0', 'It smokes.', 'tom', NULL, NULL, 0, ''),
            (1, 4, NULL, 1709625900, NULL, 2, '10.0.0.0', 'Buy this.', 'spam', NULL, NULL, 0, ''),
            (1, 5, NULL, 1709626000, NULL, 4, '10.0.0.0', '', '', NULL, NULL, 0, ''),
            (2, 6, NULL, 1709627000, NULL, 1, '10.0.0.0', 'Clear.', 'ada', NULL, NULL, 0, '');
    """
    records = read(written(tmp_path / "isso.db", script))
    told = {post.id.rpartition("/")[2]: post for post in posts(records)}
    tops = {name: (post.parent or "").rpartition("/")[2] for name, post in told.items()}
    assert tops == {
        "thread-threads-1": "",
        "thread-threads-2": "",
        "comments-1": "thread-threads-1",
        "comments-2": "comments-1",
        "comments-3": "thread-threads-1",
        "comments-5": "thread-threads-1",
        "comments-6": "thread-threads-2",
    }
    assert told["thread-threads-1"].title == "Wicks"
    assert told["comments-1"].body.markup == "markdown"
    assert told["comments-5"].state == "deleted"
    left = [problem.message for problem in problems(records) if problem.lost]
    assert left == ["left out: comments that wait for approval (1)"]
    assert "10.0.0.0" not in str(records)
    assert "a@b.example" not in str(records)
