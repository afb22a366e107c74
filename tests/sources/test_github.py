"""GitHub beyond the samples: one post from all spellings, what is claimed, hostile fields."""

import base64
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import bodies, sources
from sitegen.errors import UnknownFormat
from sitegen.model import Post, Problem, Record
from sitegen.sources import _github_fields as fields
from sitegen.sources import _github_places as places
from sitegen.sources.source import Dump, Head

API = "https://api.github.com/repos/kiln/glaze"
WEB = "https://github.com/kiln/glaze"

Read = Callable[..., list[Record]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def run(value: Any, name: str = "dump.json") -> list[Record]:
        path = tmp_path / "dump.json"
        path.write_text(value if isinstance(value, str) else json.dumps(value))
        dump = Dump(name, path)
        return list(sources.read(sources.detect(sources.head(dump), {}), dump))

    return run


def posts(records: list[Record]) -> list[Post]:
    return [record for record in records if isinstance(record, Post)]


def issue(number: int, **more: Any) -> dict[str, Any]:
    return {
        "url": f"{API}/issues/{number}",
        "repository_url": API,
        "html_url": f"{WEB}/issues/{number}",
        "number": number,
        "title": f"Crack {number}",
        "user": {"login": "ada"},
        "created_at": "2024-03-05T09:12:31Z",
        "body": "It cracks.",
    } | more


# One post from all spellings


def node_id(kind: str, number: int) -> str:
    packed = msgspec.msgpack.encode([0, 515435940, number])
    return f"{kind}_{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"


def old_node_id(kind: str, number: int) -> str:
    return base64.b64encode(f"012:{kind}{number}".encode()).decode()


@pytest.mark.parametrize("told", [
    {"id": 901, "html_url": f"{WEB}/issues/12#issuecomment-901", "issue_url": f"{API}/issues/12"},
    {"id": 901, "issue_url": f"{API}/issues/12", "user": None},
    {"url": f"{WEB}/issues/12#issuecomment-901", "id": node_id("IC", 901)},
    {"html_url": "https://www.github.com/Kiln/Glaze/issues/12#issuecomment-901"},
])  # fmt: skip
def test_a_comment_is_the_same_from_all_answers(told: dict[str, Any], read: Read) -> None:
    (post,) = posts(read([told | {"body": "x", "created_at": "2024-03-05T09:12:31Z"}]))
    assert (post.id, post.parent) == (
        "github:kiln/glaze#12/issuecomment-901",
        "github:kiln/glaze#12",
    )


@pytest.mark.parametrize("make", [node_id, old_node_id])
def test_a_comment_inside_its_issue_is_the_same_as_alone(
    make: Callable[[str, int], str], read: Read
) -> None:
    comment = {"id": make("IssueComment", 901), "body": "x", "author": {"login": "b"}}
    told = issue(12, comments=[comment])
    assert posts(read(told))[1].id == "github:kiln/glaze#12/issuecomment-901"


@pytest.mark.parametrize("node", [
    None, "", "IC_", "IC_####", "_", "é_é", "A" * 500, "IC_kwDO", base64.b64encode(b"x").decode(),
    base64.b64encode(b"\x93" * 90).decode(), old_node_id("X", 10**18), 5, ["IC_x"],
])  # fmt: skip
def test_an_id_that_is_none_names_no_number(node: Any) -> None:
    assert fields.number_in(node) in (None, 10**18)


@pytest.mark.parametrize(("address", "found"), [
    (f"{WEB}/issues/12", "github:kiln/glaze#12"),
    (f"{WEB}/pull/12/files#r7", "github:kiln/glaze#12"),
    (f"{WEB}/discussions/12?sort=new", "github:kiln/glaze#12"),
    (f"{API}/pulls/12", "github:kiln/glaze#12"),
    ("https://git.example.org/api/v3/repos/a/b/issues/1", "github:git.example.org/a/b#1"),
    ("https://git.example.org/a/b/issues/1", "github:git.example.org/a/b#1"),
    (f"{WEB}/issues/12x", None),
    (f"{WEB}/issues", None),
    ("https://github.com/../../issues/1", None),
    ("javascript://github.com/a/b/issues/1", None),
    ("https://evil@github.com/a/b/issues/1", None),
    (None, None),
])  # fmt: skip
def test_addresses_name_threads(address: str | None, found: str | None) -> None:
    place = places.place_in(address)
    assert (place.id if place else None) == found


def test_a_dump_that_tells_no_repository_takes_it_from_its_folders(read: Read) -> None:
    told = [{"number": 3, "title": "T", "body": "#4", "author": {"login": "a"}}]
    (post,) = read(told, "github.com/kiln/glaze/issues.json")
    assert isinstance(post, Post)
    assert post.permalink == f"{WEB}/issues/3"
    assert f'href="{WEB}/issues/4"' in bodies.render(post.body)
    unknown = read(told, "a/issues.json")
    assert posts(unknown)[0].id == "github:~/a-issues#3"
    assert isinstance(unknown[1], Problem)
    assert not unknown[1].lost


def test_answers_of_graphql_are_told_by_what_they_were_asked_for(read: Read) -> None:
    thread = {"number": 1, "title": "T", "body": "x", "author": {"login": "a"}}

    def ask(kind: str) -> dict[str, Any]:
        repository = {"owner": {"login": "kiln"}, "name": "glaze", kind: {"nodes": [thread]}}
        return {"data": {"repository": repository}}

    links = [posts(read(ask(k)))[0].permalink for k in ("issues", "pullRequests", "discussions")]
    assert links == [f"{WEB}/issues/1", f"{WEB}/pull/1", f"{WEB}/discussions/1"]
    assert sources.detect(Head("a", json.dumps(ask("discussions")).encode(), True), {}).name == (
        "github-discussions"
    )


def test_comments_of_a_file_stand_below_what_they_answer(read: Read) -> None:
    first = {
        "id": 1, "html_url": f"{WEB}/pull/2#discussion_r1", "pull_request_url": f"{API}/pulls/2",
        "path": "a.py", "diff_hunk": "@@ -1 +1 @@\n+````\n+x", "body": "Why?", "line": 4,
    }  # fmt: skip
    answer = first | {"id": 5, "html_url": f"{WEB}/pull/2#discussion_r5", "in_reply_to_id": 1}
    one, two = posts(read([first, answer]))
    assert (one.parent, one.labels) == ("github:kiln/glaze#2", ("a.py:4",))
    assert one.body.text == "`````diff\n@@ -1 +1 @@\n+````\n+x\n`````\n\nWhy?"
    assert (two.parent, two.body.text) == (one.id, "Why?")


def test_comments_without_numbers_keep_their_ids_from_snapshot_to_snapshot(read: Read) -> None:
    def comment(author: str | None, minute: int) -> dict[str, Any]:
        return {"author": author and {"login": author}, "body": f"{minute}",
                "createdAt": f"2024-03-05T09:{minute:02}:00Z"}  # fmt: skip

    earlier = issue(1, comments=[comment("a", 1), comment("a", 1), comment(None, 2)])
    later = issue(1, comments=[comment("b", 0), *earlier["comments"]])
    ids = [post.id for post in posts(read([earlier]))]
    assert len(set(ids)) == 4
    assert set(ids) < {post.id for post in posts(read([later]))}
    assert len({post.id for post in posts(read([earlier, later]))}) == 5


# What is claimed


@pytest.mark.parametrize("told", [
    {"title": "A story", "url": f"{WEB}/issues/12", "author": "ada", "points": 4, "id": 3},
    {"short_id": "abc123", "title": "A story", "url": f"{WEB}/issues/12", "score": 2},
    {"title": "x", "body": "y", "author": "ada"},
    {"event": "message", "user": "ada", "text": "x"},
    {"event": "push", "workflow_id": 3, "node_id": "x", "url": f"{API}/actions/runs/1"},
    {"data": [{"id": 1, "name": "x"}]},
    {"id": 1, "name": "glaze", "full_name": "kiln/glaze", "labels_url": f"{API}/labels{{/name}}"},
    {"message": "Not Found", "documentation_url": "https://docs.github.com/rest"},
])  # fmt: skip
def test_others_that_only_link_there_are_not_claimed(told: Any) -> None:
    for value in (told, [told], {"data": told}):
        head = Head("dump.json", json.dumps(value).encode(), True)
        assert [
            s.name for s in sources.SOURCES if s.name.startswith("github") and s.sniff(head)
        ] == []


def test_a_comment_of_giscus_keeps_its_replies(read: Read) -> None:
    def one(number: int, *replies: Any, **more: Any) -> dict[str, Any]:
        told = {"id": f"DC_{number}", "url": f"{WEB}/discussions/3#discussioncomment-{number}"}
        said = {"author": {"login": "ada"}, "createdAt": "2024-03-04T10:00:00Z"}
        return {**told, **said, "bodyHTML": f"<p>{number}</p>", "replies": list(replies), **more}

    thread, upper, lower = posts(read([one(1), one(2, one(4, replyToId="DC_2"))]))
    assert (thread.parent, upper.parent) == ("github:kiln/glaze#3",) * 2
    assert (lower.parent, lower.body.text) == (upper.id, "<p>4</p>")


@pytest.mark.parametrize("place", ["0/4207361528", "2/4207361528/?l=german", "0"])
def test_threads_of_steam_are_not_those_of_github(tmp_path: Path, place: str) -> None:
    path = tmp_path / "dump.json"
    url = f"https://steamcommunity.com/app/440/discussions/{place}"
    told = {"title": "Glaze", "author": "ada", "url": url, "content": "It runs.", "comments": [
        {"author": "bo", "content": "Which kiln was it in?"}]}  # fmt: skip
    path.write_text(json.dumps([told]))
    source, dump = sources.recognise(Dump(path.name, path), {})
    assert source.name == "posts-tree"
    assert [post.body.text for post in posts(list(sources.read(source, dump)))] == [
        "It runs.",
        "Which kiln was it in?",
    ]


def test_a_head_that_ends_in_a_long_list_of_comments_is_enough() -> None:
    comment = {"author": {"login": "b"}, "authorAssociation": "NONE", "body": "x" * 900}
    told = [{"author": {"login": "a"}, "body": "y", "comments": [comment] * 100, "title": "T"}]
    head = Head("dump.json", json.dumps(told).encode()[:65536])
    assert sources.detect(head, {}).name == "github-issues"
    pages = Head("dump.json", ("[[],\n" + json.dumps([[issue(1)]])).encode())
    assert sources.detect(pages, {}).name == "github-issues"
    with pytest.raises(UnknownFormat):
        sources.detect(Head("dump.json", b"[[[]]]", True), {})


# Hostile fields

_KEYS = re.findall(
    r"\w+",
    """
    url html_url issue_url pull_request_url repository_url number id node_id databaseId title body
    bodyHTML bodyText user author createdAt created_at updated_at state labels reactions comments
    reviews replies reactionGroups answer isAnswer category pull_request path diff_hunk line data
    in_reply_to_id reviewThreads event nodes upvoteCount commentTotal repository nameWithOwner
    """,
)
_TEXTS = (
    f"{WEB}/issues/1", f"{WEB}/pull/2#discussion_r3", f"{API}/pulls/2", API, "ada", "closed", "",
    "2024-03-05T09:12:31Z", "commented", "reviewed", "kiln/glaze", "#1 @a", "\ud800",
    "<p dir=\"auto\">",
)  # fmt: skip
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.just(2**70) | st.sampled_from(_TEXTS),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=9)
    ),
    max_leaves=40,
)


@pytest.mark.parametrize("name", ["github-issues", "github-archive"])
@given(told=st.dictionaries(st.sampled_from(_KEYS), _VALUES, max_size=14))
def test_whatever_the_fields_hold_posts_and_problems_come_out(
    name: str, told: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if name == "github-archive":
        told = {
            "magic": "E!vIA5L86J2I",
            "repo": told.get("title"),
            "issues": [told, issue(1) | told],
        }
    data = json.dumps([told, issue(1) | told]).encode()
    records = list(sources.read(sources.by_name(name), Dump("d.json", Path("d.json"), data)))
    assert records
    for record in records:
        msgspec.json.encode(record)
        if isinstance(record, Post):
            assert record.id.startswith("github:")
            assert record.parent != record.id
            bodies.render(record.body)
