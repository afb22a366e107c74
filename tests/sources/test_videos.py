"""Comments below videos: dumps that no sample should be, for their size or their names."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sitegen import sources
from sitegen.errors import UnknownFormat
from sitegen.model import Gap, Post, Problem, Record, precision_of
from sitegen.sources import _json, _videos
from sitegen.sources.source import Dump

VIDEO = {
    "id": "lOoM5-00aAa",
    "title": "Looms",
    "extractor_key": "Youtube",
    "webpage_url": "https://example.org/",
}


def read(name: str, text: str, folder: Path) -> list[Record]:
    (folder / name).write_text(text, "utf-8")
    source, dump = sources.recognise(Dump(name, folder / name), {})
    assert source.name in ("ytdlp-json", "youtube-json")
    return list(sources.read(source, dump))


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch) -> int:
    """A smaller one for what is read at once: 64 MiB take their time."""
    assert _json.values.__kwdefaults__["limit"] == _json.MAX_VALUE
    monkeypatch.setitem(_json.values.__kwdefaults__, "limit", 1 << 20)
    return 1 << 20


def comments(count: int) -> list[dict[str, object]]:
    return [{"id": f"Ug{n}", "parent": "root", "text": "x" * 1000} for n in range(count)]


@pytest.mark.parametrize("end", ['"epoch": 1}', '"_version": {"version": "1", "b": null}}'])
def test_a_video_with_more_comments_than_are_read_at_once(
    end: str, limit: int, tmp_path: Path
) -> None:
    count = limit // 1000
    whole = json.dumps(VIDEO | {"comments": comments(count)})
    records = read("v.info.json", f"{whole[:-1]}, {end}", tmp_path)
    assert [type(record) for record in records] == [Post] * (count + 1)
    cut = read("v.info.json", whole[: -len('x"}]}')], tmp_path)
    assert sum(isinstance(record, Post) for record in cut) == count
    assert isinstance(cut[-1], Problem)


def test_comments_lie_where_their_file_says(tmp_path: Path) -> None:
    line = json.dumps(
        {"cid": "UgA.b", "text": "t", "author": "a", "votes": "1,234", "heart": False}
    )
    for name, video in (("lOoM5-00aAa.json", "lOoM5-00aAa"), ("my looms.json", "my_looms")):
        (post,) = read(name, line, tmp_path)
        assert isinstance(post, Post)
        assert (post.parent, post.root, post.score) == ("youtube:UgA", f"youtube:{video}", 1234)


CID = "UgzAbCdEfGhIjKlMnOpQ"
APIFY = {
    "cid": CID, "comment": "Mine creaks.", "author": "@ada", "videoId": "lOoM5-00aAa",
    "title": "Looms", "pageUrl": "https://www.youtube.com/watch?v=lOoM5-00aAa", "voteCount": "1.2K",
    "replyCount": 2, "hasCreatorHeart": True, "replyToCid": None, "publishedTimeText": "2 days ago",
}  # fmt: skip


def test_comments_of_scrapers_are_read_whatever_they_call_what_they_hold(tmp_path: Path) -> None:
    answer = APIFY | {
        "cid": "UgzOther", "comment": "Oil it.", "replyToCid": CID, "replyCount": 0, "voteCount": 0,
        "hasCreatorHeart": False, "publishedAt": "2024-05-01T10:00:00Z",
    }  # fmt: skip
    first, gap, second = read("items.json", json.dumps([APIFY, answer]), tmp_path)
    assert isinstance(first, Post)
    assert isinstance(second, Post)
    root = "youtube:lOoM5-00aAa"
    assert (first.parent, first.root, first.title) == (root, root, "Looms")
    assert (first.body.text, first.score, first.created) == ("Mine creaks.", 1200, None)
    assert first.labels == ("liked by the uploader", "2 days ago")
    assert gap == Gap(parent=first.id, root=root, count=2, total=2)
    assert (second.parent, second.title, second.labels) == (first.id, None, ())
    assert second.created == datetime(2024, 5, 1, 10, tzinfo=UTC)


def test_comments_of_invidious_and_piped_are_read(tmp_path: Path) -> None:
    one = {"author": "@bo", "commentId": CID, "likeCount": 3}
    invidious = {"videoId": "lOoM5-00aAa", "comments": [one | {
        "content": "Oil <b>it</b>.", "published": 1_700_000_000, "publishedText": "1 year ago",
        "isPinned": True, "replies": {"replyCount": 4, "continuation": "x"},
    }]}  # fmt: skip
    piped = {"nextpage": "x", "comments": [one | {
        "commentText": "Oil <b>it</b>.", "commentedTime": "1 year ago", "replyCount": 4,
    }]}  # fmt: skip
    told = []
    for name, value in (("a.json", invidious), ("lOoM5-00aAa.json", piped)):
        post, gap = read(name, json.dumps(value), tmp_path)
        assert isinstance(post, Post)
        told.append((post.body.markup, post.labels, post.created is not None))
        assert (post.id, post.author, post.score) == (f"youtube:{CID}", "@bo", 3)
        assert gap == Gap(parent=post.id, root="youtube:lOoM5-00aAa", count=4, total=4)
    assert told == [("plain", ("pinned",), True), ("html", ("1 year ago",), False)]


@pytest.mark.parametrize(
    ("told", "count"),
    [("12", 12), ("1.2K", 1200), ("3M", 3_000_000), ("1.234", 1234), ("", None), ("many", None)],
)
def test_numbers_of_votes(told: str, count: int | None) -> None:
    assert _videos.count_of(told) == count


def test_a_comment_of_the_uploader_is_by_the_author_of_the_video(tmp_path: Path) -> None:
    said = {"id": "UgA", "parent": "root", "text": "t", "author": "@x", "author_is_uploader": True}
    video = VIDEO | {"channel": "The X", "comments": [said]}
    posts = [post for post in read("a.json", json.dumps(video), tmp_path) if isinstance(post, Post)]
    assert [post.author for post in posts] == ["The X", "The X"]


def posts_of(records: list[Record]) -> list[tuple[str, str | None, str | None]]:
    return [(r.id, r.parent, r.root) for r in records if isinstance(r, Post)]


def test_videos_of_playlists_are_threads_and_the_playlist_is_none(tmp_path: Path) -> None:
    """As --dump-single-json writes them, a channel's in lists of their own."""
    said = [{"id": "UgA", "parent": "root", "text": "t"}]
    named = {"_type": "url", "id": "lOoM5-00aAd", "url": "https://example.org/d"}
    videos = {"_type": "playlist", "id": "UCk-videos", "entries": [VIDEO, None, 7, named]}
    more = {"_type": "playlist", "id": "more", "entries": [VIDEO | {"id": "b", "comments": said}]}
    channel = {"_type": "playlist", "extractor_key": "YoutubeTab", "webpage_url": "https://a.b/"}
    whole = channel | {"id": "UCk", "title": "Weavers", "entries": [videos, more]}
    records = read("c.json", json.dumps(whole), tmp_path)
    assert posts_of(records) == [
        ("youtube:lOoM5-00aAa", None, "youtube:lOoM5-00aAa"),
        ("youtube:b", None, "youtube:b"),
        ("youtube:UgA", "youtube:b", "youtube:b"),
    ]
    (problem,) = [record for record in records if isinstance(record, Problem)]
    assert not problem.lost
    assert problem.where.endswith("$.entries[0]")
    assert read("info.json", json.dumps(channel | {"id": "UCk", "title": "W"}), tmp_path) == []


def test_ids_may_be_numbers_and_ages_have_their_older_name(tmp_path: Path) -> None:
    said = [
        {"id": 90, "parent": "root", "text": "t", "author_id": 7, "timestamp": 1_700_000_000},
        {"id": 91, "parent": 90, "text": "t", "time_text": "3 weeks ago", "timestamp": 1.7e9},
        {"id": True, "parent": 90, "text": "t"},
    ]
    video = VIDEO | {"id": "BV1xx_p1", "extractor_key": "BiliBili", "comments": said}
    records = read("b.json", json.dumps(video), tmp_path)
    root = "bilibili:BV1xx_p1"
    assert posts_of(records) == [(root, None, root), (f"{root}/90", root, root),
                                 (f"{root}/91", f"{root}/90", root)]  # fmt: skip
    posts = [record for record in records if isinstance(record, Post)]
    assert [post.author for post in posts] == [None, "7", None]
    assert [precision_of(post) for post in posts] == ["", "", "month"]
    assert isinstance(records[-1], Problem)


def answer(kind: str, *items: dict[str, object]) -> str:
    return json.dumps({"kind": f"youtube#{kind}ListResponse", "items": items}) + "\n"


def reply(native: str, **snippet: object) -> dict[str, object]:
    return {"kind": "youtube#comment", "id": native, "snippet": {"textDisplay": "t"} | snippet}


def test_answers_to_comments_tell_no_video_but_what_they_answer(tmp_path: Path) -> None:
    text = answer("comment", reply("UgA.1", parentId="UgA"), reply("UgA.2"), reply("UgB"))
    records = read("r.json", text, tmp_path)
    assert posts_of(records) == [("youtube:UgA.1", "youtube:UgA", None),
                                 ("youtube:UgA.2", "youtube:UgA", None)]  # fmt: skip
    assert isinstance(records[-1], Problem)


def test_a_thread_says_how_many_replies_it_has_in_all(tmp_path: Path) -> None:
    top = reply("UgA", videoId="lOoM5-00aAa")
    snippet = {"videoId": "lOoM5-00aAa", "topLevelComment": top, "totalReplyCount": 3}
    thread = {"kind": "youtube#commentThread", "id": "UgA", "snippet": snippet}
    held = {"comments": [reply("UgA.1", parentId="UgA")]}
    records = read("t.json", answer("commentThread", thread | {"replies": held}), tmp_path)
    assert records[-1] == Gap(parent="youtube:UgA", root="youtube:lOoM5-00aAa", count=2, total=3)


@pytest.mark.parametrize(
    "text",
    [
        answer("videoCategory", {"kind": "youtube#videoCategory", "id": "1", "snippet": {}}),
        answer("search", {"id": {"kind": "youtube#video", "videoId": "lOoM5-00aAa"}}),
        '{"kind": "youtube#commentThreadListResponse", "error": {"code": 403}}',
        '{"kind": "t1", "id": "a", "items": []}',
        '{"id": "a", "formats": ["pdf"], "channel": "b", "comments": [{"id": 1}]}',
    ],
)
def test_what_holds_neither_videos_nor_comments_is_not_claimed(text: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(text, "utf-8")
    with pytest.raises(UnknownFormat):
        sources.recognise(Dump("x.json", tmp_path / "x.json"), {})


def test_a_playlist_of_more_than_is_read_at_once(limit: int, tmp_path: Path) -> None:
    video = VIDEO | {"formats": [{"format_id": "18"}], "comments": comments(100)}
    count = limit // len(json.dumps(video)) + 1
    entries = [video | {"id": f"v{number}"} for number in range(count)]
    text = json.dumps({"_type": "playlist", "id": "PL", "entries": entries, "epoch": 1})
    records = read("list.json", text, tmp_path)
    assert [type(record) for record in records] == [Post] * (count * 101)


def test_a_playlist_that_is_cut_off_keeps_the_videos_before(tmp_path: Path) -> None:
    entries = [VIDEO | {"id": "a"}, VIDEO | {"id": "b", "comments": comments(9)}]
    text = json.dumps({"_type": "playlist", "id": "PL", "entries": entries})
    records = read("list.json", text[:-500], tmp_path)
    assert [post[0] for post in posts_of(records)] == [
        "youtube:a", "youtube:b", *(f"youtube:Ug{number}" for number in range(8)),
    ]  # fmt: skip
    assert any(isinstance(r, Problem) and r.message == "cut off before its text" for r in records)


def test_lists_in_lists_are_read_so_deep_and_no_deeper(tmp_path: Path) -> None:
    """Else the place of each, which is longer the deeper it lies, takes ever more time."""

    def nested(levels: int) -> list[Record]:
        begun = '{"_type": "playlist", "extractor_key": "A", "entries": ['
        return read("n.json", begun * levels + json.dumps(VIDEO) + "]}" * levels, tmp_path)

    assert [type(record) for record in nested(21)] == [Post]
    assert [type(record) for record in nested(100_000)] == [Problem]
