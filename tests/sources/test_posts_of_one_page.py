"""Tables of comments that name neither what these are on nor what they answer: one page a file."""

from pathlib import Path

import pytest

from sitegen.columns import Columns
from sitegen.errors import UnknownFormat
from tests.sources.test_posts_tables import posts_of

HEAD = "Username,Comment,Date\n"
ROWS = "marit,It hums at night.,2024-05-01 10:00\nwren,Oil it.,2024-05-02 09:00\n"


def test_a_file_of_comments_is_one_thread_called_as_the_file(tmp_path: Path) -> None:
    posts = posts_of(tmp_path, HEAD + ROWS)
    assert list(posts) == ["line-2", "line-3"]
    assert {post.parent for post in posts.values()} == {"table:t/thread-page"}
    assert {post.root for post in posts.values()} == {"table:t/thread-page"}
    assert posts["line-2"].title == "t"
    assert posts["line-2"].evidence is not None, "that a comment answers nobody is not told"
    assert [post.author for post in posts.values()] == ["marit", "wren"]


def test_ids_are_kept_and_stand_in_for_times(tmp_path: Path) -> None:
    text = "Comment_ID,Username,Comment\n7,marit,It hums.\n9,wren,Oil it.\n"
    assert list(posts_of(tmp_path, text)) == ["7", "9"]
    with pytest.raises(UnknownFormat):
        posts_of(tmp_path, text.replace("Comment_ID", "nr"))
    with pytest.raises(UnknownFormat):
        posts_of(tmp_path, text.replace("9,wren", "7,wren"))


@pytest.mark.parametrize(
    "text",
    [
        (HEAD + ROWS).replace("Comment", "Text"),
        (HEAD + ROWS).replace("Username", "Machine"),
        (HEAD + ROWS).replace("Date", "Place"),
        (HEAD + ROWS).replace("wren", "marit"),
        (HEAD + ROWS).replace("It hums at night.", "fine").replace("Oil it.", "bad"),
        "Username,Comment,Date,Priority\nmarit,It hums.,2024-05-01,1\nwren,Oil it.,2024-05-02,2\n",
    ],
    ids=["text", "nobody", "no time", "one person", "words", "tickets"],
)
def test_tables_that_may_be_of_something_else_are_left_to_the_user(
    tmp_path: Path, text: str
) -> None:
    with pytest.raises(UnknownFormat):
        posts_of(tmp_path, text)


def test_the_user_may_say_that_a_table_is_one(tmp_path: Path) -> None:
    text = "who,what,when\na,One,2024-05-01\na,Two,2024-05-02\n"
    posts = posts_of(tmp_path, text, Columns(site="harbour", text="what"))
    assert [post.id for post in posts.values()] == ["harbour:t/line-2", "harbour:t/line-3"]
    assert {post.root for post in posts.values()} == {"harbour:thread-t/page"}


def test_a_row_that_tells_nothing_is_no_comment(tmp_path: Path) -> None:
    assert len(posts_of(tmp_path, f"{HEAD}{ROWS},,2024-05-03\n")) == 2
