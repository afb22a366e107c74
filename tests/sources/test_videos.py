"""Comments below videos: dumps that no sample should be, for their size or their names."""

import json
from pathlib import Path

import pytest

from sitegen import sources
from sitegen.model import Post, Problem, Record
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


def comments(count: int) -> list[dict[str, object]]:
    return [{"id": f"Ug{n}", "parent": "root", "text": "x" * 1000} for n in range(count)]


@pytest.mark.parametrize("end", ['"epoch": 1}', '"_version": {"version": "1", "b": null}}'])
def test_a_video_with_more_comments_than_are_read_at_once(end: str, tmp_path: Path) -> None:
    count = _json.MAX_VALUE // 1000
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
