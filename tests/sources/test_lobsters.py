"""Lobsters beyond the samples: the same thread as JSON and as a page, depth, look-alikes."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared_dumps import shared_folder
from source_records import Read, posts_of

from sitegen import sources
from sitegen.model import Post, Problem, assemble
from sitegen.sources import lobsters_html, lobsters_json
from sitegen.sources.source import Dump, Head, Source

DATA = shared_folder() / "data"

MINUTE = timedelta(minutes=1)

# JSON


def story(*comments: dict[str, Any], **more: Any) -> bytes:
    told = {"short_id": "sto001", "title": "x", "comments_url": "https://lobste.rs/s/sto001/x"}
    return json.dumps({**told, "comments": list(comments), **more}).encode()


@given(st.lists(st.integers(1, 6), max_size=30))
def test_levels_alone_give_the_tree(levels: list[int]) -> None:
    """Whatever the levels say, each comment answers the nearest one above that is less deep."""
    page = lobsters_json._Page(lobsters_json.Site(), "sto001", [], {})
    for index, level in enumerate(levels):
        told = lobsters_json._Comment(short_id=f"c{index}", indent_level=level)
        before = [
            i for i in range(index) if levels[i] < level <= min(levels[i + 1 : index], default=9)
        ]
        parent, guessed = lobsters_json._parent(told, page)
        assert parent == (f"c{before[-1]}" if before else None)
        assert guessed == (level != (levels[before[-1]] if before else 0) + 1)


def test_a_story_and_a_comment_may_have_the_same_letters(read: Read) -> None:
    comment = {"short_id": "sto001", "comment": "<p>y</p>", "parent_comment": None}
    first, second = posts_of(read(lobsters_json.SOURCE, story(comment)))
    assert first.id != second.id
    assert second.parent == first.id


def test_a_long_chain_of_comments_is_read(read: Read) -> None:
    chain = [
        {"short_id": f"c{n}", "comment": "x", "parent_comment": f"c{n - 1}" if n else None}
        for n in range(20_000)
    ]
    thread = assemble("lobsters:sto001", posts_of(read(lobsters_json.SOURCE, story(*chain))))
    assert [comment.depth for comment in thread.comments] == list(range(20_000))


@pytest.mark.parametrize(
    "url",
    [
        "https://user:pass@lobste.rs/s/a",
        "javascript:alert(1)",
        "//lobste.rs",
        "http://[",
        "x" * 9999,
    ],
)
def test_addresses_of_a_dump_lead_nowhere_else(url: str, read: Read) -> None:
    comment = {"short_id": "c1", "comment": "x", "parent_comment": None, "url": url}
    told = story(comment, comments_url=url, short_id_url=url)
    for post in posts_of(read(lobsters_json.SOURCE, told)):
        assert post.permalink
        assert post.permalink.startswith(("https://lobste.rs/", "https://user:pass@lobste.rs/"))


@pytest.mark.parametrize(
    "data",
    [
        b'{"short_id":"x","title":"no word of who submitted it"}',
        b'{"id":1,"words":"\\"short_id\\" and comments_url"}',
        b'{"comments":[{"short_id":"c1","commenting_user":"x"}]}',
        b"[]",
    ],
)
def test_other_json_is_not_claimed(data: bytes) -> None:
    assert not lobsters_json.SOURCE.sniff(Head("x.json", data))


# Pages


def page(depth: int, end: str = "") -> bytes:
    opened = "".join(
        f'<li class="comments_subtree"><div class="comment" data-shortid="c{n}">'
        f'<div class="byline"><a href="/~u{n}">u{n}</a></div>'
        f'<div class="comment_text"><p>{n}</p></div></div><ol class="comments">'
        for n in range(depth)
    )
    head = '<link rel="canonical" href="https://lobste.rs/s/sto001/x">'
    return f'<!doctype html>{head}<li class="story" data-shortid="sto001">{opened}{end}'.encode()


@pytest.mark.parametrize("depth", [1, 30, 300])
def test_nested_comments_keep_their_parents(depth: int, read: Read) -> None:
    thread = assemble("lobsters:sto001", posts_of(read(lobsters_html.SOURCE, page(depth))))
    assert [comment.depth for comment in thread.comments] == list(range(depth))


def test_nesting_beyond_all_bounds_is_told(read: Read) -> None:
    found = read(lobsters_html.SOURCE, page(5000))
    assert len({post.id for post in posts_of(found)}) > 400
    assert any(isinstance(record, Problem) for record in found)


def test_what_a_body_says_of_comments_is_no_comment(read: Read) -> None:
    forged = '<div class="comment" data-shortid="forged"><div class="comment_text">no</div></div>'
    data = page(1).replace(b"<p>0</p>", f"<p>0</p>{forged}".encode())
    ids = [post.id for post in posts_of(read(lobsters_html.SOURCE, data))]
    assert ids == ["lobsters:sto001", "lobsters:c_c0"]


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body data-shortid=1>something else",
        b'<?xml version="1.0"?><rss><title>Lobsters</title></rss>',
        b'{"a":"<li id=\\"story_x\\" data-shortid=\\"x\\">"}',
        b"comments_subtree data-shortid=",
    ],
)
def test_other_pages_are_not_claimed(data: bytes) -> None:
    assert not lobsters_html.SOURCE.sniff(Head("x.html", data))


# The same thread from all formats


def test_one_thread_is_the_same_from_json_and_pages(shared: Path) -> None:
    def read_all(source: Source, name: str) -> dict[str, Post]:
        found = sources.read(source, Dump(name, DATA / name))
        return {record.id: record for record in found if isinstance(record, Post)}

    json_ = [
        read_all(lobsters_json.SOURCE, f"lobsters-json/post_details_tdfoqh_{version}.json")
        for version in ("v1", "v2")
    ]
    pages = [
        read_all(lobsters_html.SOURCE, f"lobsters-html/post_details_{name}.html")
        for name in ("tdfoqh", "upvoted")
    ]
    assert json_[0] == json_[1]
    wanted = json_[0]
    for found in pages:
        assert list(found) == list(wanted)
        for post_id, post in found.items():
            same = wanted[post_id]
            for field in ("parent", "root", "author", "title", "link", "permalink", "replies"):
                assert getattr(post, field) == getattr(same, field), (post_id, field)
            assert (post.state, post.claimed) == (same.state, same.claimed)
            # A page tells the time of the last edit in place of the first writing.
            assert post.created is None or post.created - same.created < MINUTE  # type: ignore[operator]
            assert post.edited == same.edited
