"""Which files are Reddit's: samples, cut heads, files of others, and real captures."""

import csv
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen import sources
from sitegen.model import Post, Problem
from sitegen.sources import reddit_json, reddit_ndjson
from sitegen.sources.source import Dump, Head

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests/data"
SHARED = Path(os.environ.get("SITEGEN_SHARED", ROOT / "../shared")).resolve() / "data"
SAMPLES = [
    path
    for source in (reddit_json.SOURCE, reddit_ndjson.SOURCE)
    for path in sorted((DATA / source.name).iterdir())
    if not path.name.endswith(".expected.json")
]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_samples_are_known_by_their_first_bytes(path: Path) -> None:
    data = path.read_bytes()
    first = [s for s in sources.SOURCES if not s.last]  # the others are asked where these say no
    claims = [s.name for s in first if s.sniff(Head("dump", data, whole=True))]
    assert claims == [path.parent.name]
    for end in (1500, 1000, 800):
        head = Head("dump", data[:end])
        assert [s.name for s in first if s.sniff(head)] == [path.parent.name]


def reordered(value: object) -> object:
    """The same JSON with the keys of all objects in opposite order."""
    if isinstance(value, dict):
        return {key: reordered(value[key]) for key in reversed(value)}
    return [reordered(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", ["thread.json", "subreddit.json", "morechildren.json"])
@pytest.mark.parametrize("end", [700, 100_000])
def test_the_order_of_keys_does_not_matter(name: str, end: int) -> None:
    value = json.loads((DATA / "reddit-json" / name).read_text())
    data = json.dumps(reordered(value)).encode()[:end]
    assert reddit_json.SOURCE.sniff(Head("dump", data))
    assert not reddit_ndjson.SOURCE.sniff(Head("dump", data))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"[1,2]",
        b"plain text with {braces}",
        b'{"kind":"Listing"',
        b'{"kind":"youtube#video","data":{"children":[]}}',
        b'{"id":1,"type":"comment","by":"x","text":"y","time":1}',
        b'{"id":"1","title":"A note","body":"x","created_utc":1}',
        b'{"scrape_settings":{"n":1},"data":{"comments":[{"id":"a","body":"x",'
        b'"created_utc":"03-23-2021 20:52:36","link_id":"t3_a","parent_id":"t3_a"}]}}',
        b'{"data":[{"id":"a","body":"x","created_utc":"03-23-2021 20:52:36","link_id":"t3_a"}]}',
        b'{"id":"a","title":"With comments inside","selftext":"","num_comments":1,"is_self":true,'
        b'"created_utc":1,"comments":[{"id":"b","body":"lost if this were read as flat"}]}',
    ],
)
def test_what_is_not_ours_is_left_alone(data: bytes) -> None:
    head = Head("dump", data, whole=True)
    if not data.startswith(b'{"kind":"Listing"'):
        assert not reddit_json.SOURCE.sniff(head)
    assert not reddit_ndjson.SOURCE.sniff(head)


# Real captures


def captures() -> Iterator[tuple[str, str]]:
    """(path, number of comments that the index tells) of each real capture."""
    if not SHARED.is_dir():
        return
    with open(SHARED / "INDEX.tsv", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["format"] in ("reddit-listing", "reddit-pushshift"):
                yield row["path"], row["comments"]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared captures are not here")
@pytest.mark.parametrize(("name", "comments"), list(captures()))
def test_every_comment_of_a_real_capture_is_read(name: str, comments: str) -> None:
    dump = Dump(name, SHARED / name)
    source = sources.detect(sources.head(dump), {})
    assert source.name == ("reddit-ndjson" if "pushshift" in name else "reddit-json")
    records = list(sources.read(source, dump))
    assert not [r for r in records if isinstance(r, Problem)]
    kind = "reddit:t3_" if "_RS_" in name else "reddit:t1_"
    posts = [record for record in records if isinstance(record, Post)]
    assert sum(post.id.startswith(kind) for post in posts) == int(comments)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared captures are not here")
def test_nobody_else_s_capture_is_claimed() -> None:
    for path in sorted(SHARED.rglob("*")):
        if path.is_file() and not path.match("reddit-listing/*") | path.match("reddit-pushshift/*"):
            head = sources.head(Dump(path.name, path))
            assert not reddit_json.SOURCE.sniff(head), path
            assert not reddit_ndjson.SOURCE.sniff(head), path
