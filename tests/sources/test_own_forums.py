"""Columns of forums of one's own: after the table, or ids first; and what is none of that."""

import time

import pytest

from sitegen.sources._sql_made import keys
from sitegen.sources._sqlite_names import of_one, usual


@pytest.mark.parametrize(
    ("name", "one"),
    [("tbl_replies", "reply"), ("forumPosts", "post"), ("topics", "topic"), ("Thread", "thread"),
     ("", "")],
)  # fmt: skip
def test_a_table_is_named_after_one_of_its_rows(name: str, one: str) -> None:
    assert of_one(name) == one


@pytest.mark.parametrize(
    ("table", "columns", "told"),
    [
        ("topics", "topic_id topic_subject topic_by topic_cat",
         {"topic_id": "id", "topic_subject": "subject", "topic_by": "author",
          "topic_cat": "category"}),
        ("tbl_post", "id_post id_user content", {"id_post": "id", "id_user": "user_id"}),
        ("threads", "thread_id thread_desc thread_user_id",
         {"thread_id": "id", "thread_desc": "text", "thread_user_id": "user_id"}),
        ("comments", "comment_id comment_text user_id", {}),  # these have usual names
        ("posts", "id post_name post_status", {}),  # a part of an address; not a person
        ("topics", "id topic_subject subject", {}),  # which has one
        ("categories", "category_id category_name category_description", {}),
        ("inbox", "id_inbox message", {}),
    ],
)  # fmt: skip
def test_columns_have_usual_names(table: str, columns: str, told: dict[str, str]) -> None:
    assert usual(table, columns.split()) == told


def test_an_id_that_is_not_the_key_of_its_table_is_not_its_id() -> None:
    assert usual("topics", ["topic_id", "n"], ["n"]) == {}


def test_all_foreign_keys_that_are_told_at_once_are_read() -> None:
    part = (
        b"ADD CONSTRAINT `a` FOREIGN KEY (`post_by`) REFERENCES `users` (`user_id`),\n"
        b"ADD CONSTRAINT `b` FOREIGN KEY (`post_topic`) REFERENCES `topics` (`topic_id`)"
    )
    assert keys(part)[1] == {"post_by": ("users", "user_id"), "post_topic": ("topics", "topic_id")}


def test_names_of_any_length_take_linear_time() -> None:
    begun = time.perf_counter()
    for name in ("aB" * 500_000, "_" * 1_000_000, "A" * 1_000_000, "id_" * 300_000):
        usual(f"{name}_posts", [name])
    assert time.perf_counter() - begun < 10
