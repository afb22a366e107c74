"""Discourse beyond the samples: topics in windows, sites that are told nowhere, hostile HTML."""

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared_dumps import shared_folder

from sitegen import bodies, sources
from sitegen.model import Body, Gap, Post, Problem, Record, assemble
from sitegen.sources import discourse_json
from sitegen.sources._discourse_cooked import Place, portable
from sitegen.sources._discourse_site import forum_of
from sitegen.sources.source import Dump, Head

DATA = shared_folder() / "data/discourse-json"
PLACE = Place("https://forum.example.org", 42, "bees", {})
AVATAR = "/user_avatar/forum.example.org/{}/{{size}}/1_2.png"
LETTER = "https://avatars.discourse-cdn.com/v4/letter/a/ecae2f/{size}.png"

Read = Callable[..., list[Record]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def run(value: Any, name: str = "dump.json") -> list[Record]:
        path = tmp_path / "dump.json"
        path.write_text(json.dumps(value))
        return list(sources.read(discourse_json.SOURCE, Dump(name, path)))

    return run


def post(number: int, **more: Any) -> dict[str, Any]:
    told = {
        "id": 1000 + 3 * number,
        "username": "ada",
        "avatar_template": AVATAR.format("ada"),
        "created_at": f"2021-05-01T10:{number % 60:02}:00.000Z",
        "cooked": f"<p>Number {number}.</p>",
        "post_number": number,
        "post_type": 1,
        "topic_id": 42,
        "topic_slug": "bees",
    }
    return told | more


def window(stream: list[int], held: list[int], highest: int) -> dict[str, Any]:
    """A topic whose posts have these numbers, of which the answer holds some."""
    return {
        "post_stream": {
            "posts": [post(number) for number in held],
            "stream": [1000 + 3 * number for number in stream],
        },
        "id": 42,
        "title": "Bees",
        "slug": "bees",
        "posts_count": len(stream),
        "highest_post_number": highest,
    }


# Windows of a topic


def shown(records: list[Record]) -> tuple[int, int]:
    """(posts, posts known to be missing) on the page that these records make."""
    posts = {record.id: record for record in records if isinstance(record, Post)}
    gaps = [record for record in records if isinstance(record, Gap)]
    thread = assemble("discourse:forum.example.org/42/1", posts.values(), gaps)
    ghosts = sum(comment.note == "ghost" for comment in thread.comments)
    return len(posts), thread.missing + sum(c.missing for c in thread.comments) + ghosts


@given(
    numbers=st.sets(st.integers(2, 60), max_size=40),
    data=st.data(),
)
def test_windows_close_each_others_gaps(numbers: set[int], data: st.DataObject) -> None:
    stream = [1, *sorted(numbers)]
    highest = stream[-1] + data.draw(st.integers(0, 3))
    cuts = sorted(data.draw(st.sets(st.sampled_from(stream), max_size=4)) | {1, 61})
    windows = [
        [number for number in stream if begin <= number < end] for begin, end in pairwise(cuts)
    ]
    read_so_far: list[Record] = []
    for held in windows:
        held_posts, _ = shown(read_so_far)
        document = discourse_json._held(window(stream, held, highest))
        assert document is not None
        forum = forum_of(document.posts, document.topic)
        assert forum is not None
        whole = discourse_json.Document("$", window(stream, held, highest))
        read_so_far += discourse_json._records(whole, document, forum)
        now, missing = shown(read_so_far)
        assert now == held_posts + len(held)
        assert missing == len(stream) - now


def test_a_gap_names_no_more_than_there_can_be(read: Read) -> None:
    stream = list(range(1, 50))
    for highest in (49, 1 << 53, -5, 2):
        [gap] = [r for r in read(window(stream, [1, 2], highest)) if isinstance(r, Gap)]
        assert gap.count == 47
        assert 47 <= len(gap.ids) <= 2000


def test_a_window_without_the_first_post_carries_the_title_once(read: Read) -> None:
    titles = [r.title for r in read(window([1, 2, 3, 4], [3, 4], 4)) if isinstance(r, Post)]
    assert titles == ["Bees", None]


def test_single_posts_make_one_topic(tmp_path: Path) -> None:
    records: list[Record] = []
    for number, parent in ((1, None), (2, 1), (3, 2), (4, 2)):
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps(post(number, reply_to_post_number=parent, topic_title="Bees")))
        records += sources.read(discourse_json.SOURCE, Dump(f"posts/{number}.json", path))
    posts = [record for record in records if isinstance(record, Post)]
    thread = assemble("discourse:forum.example.org/42/1", posts)
    assert [comment.depth for comment in thread.comments] == [0, 1, 1]
    assert {p.title for p in posts} == {"Bees"}


# Which site it is


@pytest.mark.parametrize(
    ("fields", "host", "base"),
    [
        ({"avatar_template": AVATAR.format("ada")}, "forum.example.org", ""),
        ({"avatar_template": f"//cdn.example{AVATAR.format('ada')}"}, "forum.example.org", ""),
        (
            {"avatar_template": "/talk/user_avatar/example.com/ada/{size}/1.png"},
            "example.com",
            "/talk",
        ),
        ({"avatar_template": LETTER, "link_counts": [
            {"internal": True, "url": "https://a.example/talk/t/bees/42"},
            {"internal": False, "url": "https://b.example/t/bees/42"},
        ]}, "a.example", "/talk"),
        ({"avatar_template": LETTER, "cooked": '<aside class="quote"><img class="avatar" '
          'src="//cdn.example/user_avatar/c.example/ada/48/1.png"></aside>'}, "c.example", ""),
        ({"avatar_template": LETTER,
          "reply_to_user": {"avatar_template": AVATAR.format("bob")}}, "forum.example.org", ""),
    ],
)  # fmt: skip
def test_the_site_is_told_by_addresses(
    fields: dict[str, Any], host: str, base: str, read: Read
) -> None:
    [found] = read(post(1, **fields))
    assert isinstance(found, Post)
    assert (found.id, found.community) == (f"discourse:{host}/42/1", host)
    assert found.permalink == f"https://{host}{base}/t/bees/42/1"


@pytest.mark.parametrize(
    "avatar",
    [
        LETTER,
        "/user_avatar/localhost/ada/{size}/1.png",
        "/user_avatar/evil.example:99999999/ada/1.png",
        '/user_avatar/"><script>/ada/1.png',
        "/user_avatar/127.0.0.1/ada/1.png",
        "/letter_avatar/ada/{size}/2.png",
        7,
        None,
    ],
)
def test_without_a_site_the_folder_tells_it_or_a_problem_says_so(avatar: Any, read: Read) -> None:
    problem, found = read(post(1, avatar_template=avatar), "dump.json")
    assert isinstance(problem, Problem)
    assert not problem.lost
    assert isinstance(found, Post)
    assert (found.id, found.permalink) == ("discourse:bees/42/1", None)
    records = read(post(1, avatar_template=avatar), "forum.example.org/v1.2/1.json")
    assert [r.id for r in records if isinstance(r, Post)] == ["discourse:forum.example.org/42/1"]


def test_two_sites_with_the_same_numbers_stay_apart(read: Read) -> None:
    here = read(post(1))[0]
    there = read(post(1, avatar_template=AVATAR.format("a").replace("forum", "other")))[0]
    assert isinstance(here, Post)
    assert isinstance(there, Post)
    assert here.id != there.id


# What cooking makes

NESTED = '<aside class="quote" data-username="a"><div class="title">a:</div><blockquote>'


@pytest.mark.parametrize(
    "html",
    [
        NESTED * 3000 + "deep" + "</blockquote></aside>" * 3000,
        "<b><i>" * 5000 + "<img src=x>",
        '<div class="meta">' * 50 + '<a class="lightbox"><div class="meta">',
        '<aside class="onebox">' * 20 + "<img>",
        '<img class="emoji" alt="&lt;script&gt;alert(1)&lt;/script&gt;">',
        '<aside class="quote" data-username="<script>" data-topic="1" data-post="1">x</aside>',
        '<div class="lazyYT" data-youtube-id=\'"><script>\' data-youtube-title="<script>"></div>',
        '<img src="/a" alt=\'"onerror=alert(1) x="\'>',
        '<a href="//[bad/" class="x">link</a><img src="/[/]">',
        "<frameset><frame src=/></frameset>",
        "<svg><script>alert(1)</script></svg><template><img src=/></template>",
        '<video><source src="javascript:alert(1)"></video>',
        "<plaintext><img src=/x>",
        "<table><tr><td><img src=/x>",
    ],
)
def test_hostile_html_is_rewritten_and_rendered(html: str) -> None:
    made = portable(html, PLACE)
    assert "<script" not in made.lower()
    rendered = bodies.render(Body(made, "html"))
    assert "<script" not in rendered.lower()
    assert "onerror=" not in rendered.replace("&quot;", "").split("<")[-1] or ">" not in rendered


@given(st.text(alphabet="<>/=\"' aimgsidevlx&;-:#0", max_size=200))
def test_any_text_can_be_cooked(text: str) -> None:
    portable(f"<p>{text}<img src=/x></p>", PLACE)


def test_what_needs_no_change_is_not_touched() -> None:
    cooked = '<p>A &amp; b<br>\nC <a href="https://x.example">x</a></p>\n<pre>1 &lt; 2\n</pre>'
    assert portable(cooked, PLACE) == cooked


# Recognising


@pytest.mark.parametrize(
    "data",
    [
        b'{"topic_list":{"topics":[{"id":1,"title":"x","slug":"x","posts_count":2}]}}',
        b'{"users":[],"category_list":{}}',
        b'{"id":1,"slug":"x","cooked":"no post"}',
        b'[1,{"post_stream":1}]',
        b'{"title":"a \\"post_stream\\" in words"}',
        b"",
    ],
)
def test_other_answers_are_not_claimed(data: bytes) -> None:
    assert not discourse_json.SOURCE.sniff(Head("x.json", data))


@pytest.mark.parametrize("size", [2_000, 20_000, 64 * 1024])
def test_a_head_may_end_anywhere(size: int) -> None:
    whole = json.dumps({"post_stream": {"posts": [post(1, cooked="x" * 70_000)], "stream": []}})
    assert discourse_json.SOURCE.sniff(Head("x.json", whole.encode()[:size]))
    links = {"details": {"links": [{"url": "x" * 70_000}]}}  # sorted keys: the posts come last
    later = {"actions_summary": [], "archetype": "regular", "chunk_size": 20, **links}
    late = json.dumps(later | {"post_stream": {"posts": [post(1)], "stream": [1]}})
    assert discourse_json.SOURCE.sniff(Head("x.json", late.encode()[:size]))
    alone = json.dumps(post(1, cooked="x" * 70_000))
    assert discourse_json.SOURCE.sniff(Head("x.json", alone.encode()[:size]))


# Real topics


def test_a_real_topic_keeps_its_quotes_links_and_notices(shared: Path) -> None:
    path = DATA / "urho3d_random-projects-shots.2431.json"
    records = list(sources.read(discourse_json.SOURCE, Dump(path.name, path)))
    posts = {record.id: record for record in records if isinstance(record, Post)}
    assert len(posts) == len(records) == 437
    assert sum("notice" in p.labels for p in posts.values()) == 2
    assert sum(p.state == "dead" and not p.body.text for p in posts.values()) == 2
    parents = [p.parent for p in posts.values() if p.parent]
    # Four answer posts that are not there: they were moved to another topic.
    assert len({parent for parent in parents if parent not in posts}) <= 20
    text = "".join(p.body.text for p in posts.values())
    assert "<svg" not in text
    assert 'href="/' not in text
    assert 'src="//' not in text
    quote = '<p><a href="https://discourse.urho3d.io/t/random-projects-shots/2431/'
    assert text.count(quote) > 20
