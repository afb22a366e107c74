"""Answers of Flarum: what answers what, which forum it is, and hostile ones."""

import json
import time
from pathlib import Path

import pytest

from sitegen.model import Post, Problem
from sitegen.sources import flarum_json
from sitegen.sources.source import Dump


def records(html: str, name: str = "12.json", **links: str) -> list[Post | Problem]:
    post = {"number": 2, "contentType": "comment", "contentHtml": html}
    data = {"type": "discussions", "id": "12", "attributes": {"title": "T", "slug": "12-t"}}
    told = {
        "links": links,
        "data": data,
        "included": [{"type": "posts", "id": "40", "attributes": post}],
    }
    found = flarum_json.SOURCE.read(Dump(name, Path(), json.dumps(told).encode()))
    return [record for record in found if isinstance(record, Post | Problem)]


@pytest.mark.parametrize(
    ("html", "parent"),
    [
        ('<p><a href="https://f.example/d/12/3" class="PostMention" data-id="31">x</a>', "3"),
        ('<p><a data-id="31" class="PostMention" href="/d/12-slug/3">x</a>', "3"),
        ('<blockquote class="uncited"><div><p><a href="/d/12/3" class="PostMention"'
         ' data-id="31">x</a>', "3"),
        ('<p><a href="https://f.example/d/12/1" class="PostMention" data-id="30">x</a>', "1"),
        ('<p>No, <a href="https://f.example/d/12/3" class="PostMention" data-id="31">x</a>', "1"),
        ('<p><a href="https://f.example/d/13/3" class="PostMention" data-id="31">x</a>', "1"),
        ('<p><a href="https://f.example/u/x" class="UserMention">x</a>', "1"),
    ],
)  # fmt: skip
def test_a_post_answers_what_it_names_first(html: str, parent: str) -> None:
    (post,) = records(html, "f.example/12.json")
    assert isinstance(post, Post)
    assert post.parent == f"flarum:f.example/12/{parent}"


@pytest.mark.parametrize(
    ("name", "links", "host"),
    [
        ("f.example/a.json", {}, "f.example"),
        ("a.json", {"first": "https://F.example/api/posts?page=1"}, "f.example"),
        ("a.json", {"first": "https://f.example/a/b/api/posts"}, "f.example/a/b"),
        ("a.json", {}, "unknown"),
    ],
)
def test_an_answer_or_its_folder_tells_the_forum(
    name: str, links: dict[str, str], host: str
) -> None:
    *problems, post = records("<p>x</p>", name, **links)
    assert isinstance(post, Post)
    assert post.id == f"flarum:{host}/12/2"
    assert bool(problems) == (host == "unknown")
    assert (post.permalink is None) == (host == "unknown")


def test_hostile_answers_take_linear_time() -> None:
    for piece in (" ", "<", "<a ", "<p>", "/d/12", 'class="PostMention"', "/a", '"', "https://a/"):
        many = piece * (100_000 // len(piece))
        for html in (many, f"<p><a {many}", f'<a href="{many}" class="PostMention">'):
            start = time.process_time()
            records(html, first=f"https://f.example/{many}")
            assert time.process_time() - start < 2.0, piece


def test_each_post_without_an_id_is_told() -> None:
    post = {"type": "posts", "attributes": {"number": 2, "contentType": "comment"}}
    told = json.dumps({"data": [post, post, {**post, "id": "-1"}]}).encode()
    found = list(flarum_json.SOURCE.read(Dump("f.example/posts.json", Path(), told)))
    assert [record.where for record in found if isinstance(record, Problem)] == [
        "post number 1", "post number 2", "post number 3",
    ]  # fmt: skip


POST = {
    "type": "posts",
    "id": "30",
    "attributes": {"number": 2, "contentType": "comment", "contentHtml": "<p>x</p>"},
    "relationships": {"discussion": {"data": {"type": "discussions", "id": "12"}}},
}
ODD = "nothing that an answer of Flarum holds"


def told_of(attributes: dict[str, object]) -> dict[str, object]:
    return {"data": [{**POST, "attributes": {**POST["attributes"], **attributes}}]}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("answer", "where", "said"),
    [
        ({"data": [POST, 5]}, "$.data[1]", ODD),
        ({"data": [POST, {"type": "groups", "id": "1"}]}, "$.data[1]", ODD),
        ({"data": 5, "included": [POST]}, "$.data", ODD),
        ({"data": [POST], "included": [None]}, "$.included[0]", ODD),
        ({"data": [POST], "included": [{"type": ["users"]}]}, "$.included[0]", ODD),
        (
            {"data": [POST], "included": {"type": "users"}},
            "$.included",
            "a list was expected; nothing in it is read",
        ),
        (
            {"data": [POST], "included": [{"type": "users", "id": None}]},
            "$.included[0]",
            "of users, without a usable id",
        ),
        (
            {"data": [POST], "included": [{"type": "users", "id": "5", "attributes": "ada"}]},
            "$.included[0]",
            "not usable, and left out: attributes",
        ),
        (
            {"data": {"type": "discussions", "id": "12", "attributes": {"title": 5}},
             "included": [POST]},
            "$.data",
            "not usable, and left out: attributes.title",
        ),
        (told_of({"contentHtml": 5, "content": "x"}), "$.data[0]",
         "not usable, and left out: attributes.contentHtml"),
        (told_of({"createdAt": "soon"}), "post 30", "not usable, and left out: createdAt"),
        (told_of({"number": "first"}), "post 30", "not usable, and left out: number"),
        ({"data": [{**POST, "relationships": {**POST["relationships"], "user": "ada"}}]},  # type: ignore[dict-item]
         "post 30", "not usable, and left out: user"),
        ({"data": [{**POST, "relationships": {**POST["relationships"], "user": {"data": None}}}]},  # type: ignore[dict-item]
         "", ""),
        ({"data": [POST], "included": [{"type": "groups", "id": "1"}]}, "", ""),
    ],
)  # fmt: skip
def test_what_of_an_answer_cannot_be_read_is_told(
    answer: dict[str, object], where: str, said: str
) -> None:
    data = json.dumps(answer).encode()
    found = list(flarum_json.SOURCE.read(Dump("f.example/posts.json", Path(), data)))
    problems = [record for record in found if isinstance(record, Problem)]
    assert len([record for record in found if isinstance(record, Post)]) == 1
    assert [(one.where.removeprefix("line 1, "), one.message) for one in problems] == (
        [(where, said)] if said else []
    )
