"""The corpus generator keeps its promises: same bytes, exact totals, depth and tail.

It is run as its users run it, as a command.
"""

import json
import re
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

_COMMAND = Path(__file__).resolve().parents[2] / "benchmarks" / "corpus.py"
_ALL = [
    (name, layout)
    for name in ("hn-algolia", "hn-firebase", "reddit-ndjson")
    for layout in ("files", "ndjson")
]


def corpus(out: Path, *flags: str, hash_seed: str = "0") -> Path:
    subprocess.run(
        [sys.executable, str(_COMMAND), str(out), *flags],
        check=True,
        env={"PYTHONHASHSEED": hash_seed, "LC_ALL": "C"},
    )
    return out


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def posts(folder: Path) -> Iterator[tuple[str, str | None, dict[str, Any]]]:
    """(id, parent or None, record) of every post, from any of the formats."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        for line in path.read_text(encoding="utf-8").splitlines():
            todo = [json.loads(line)]
            while todo:
                record = todo.pop()
                todo.extend(record.get("children", ()))
                parent = record.get("parent") or record.get("parent_id")
                prefix = "" if isinstance(record["id"], int) else ("t1_" if parent else "t3_")
                yield f"{prefix}{record['id']}", str(parent) if parent else None, record


def depths(parent_of: dict[str, str | None]) -> list[int]:
    """The depth of every comment; 1 answers the opening post."""
    known: dict[str, int] = {}
    for post in parent_of:
        path = [post]
        while path[-1] not in known and (parent := parent_of[path[-1]]) is not None:
            path.append(parent)
        depth = known.setdefault(path[-1], 0)
        for above, member in enumerate(reversed(path[:-1]), depth + 1):
            known[member] = above
    return [depth for depth in known.values() if depth]


@pytest.mark.parametrize(("name", "layout"), _ALL)
def test_same_arguments_same_bytes(tmp_path: Path, name: str, layout: str) -> None:
    flags = ("--threads", "30", "--format", name, "--layout", layout)
    one = digests(corpus(tmp_path / "one", *flags, hash_seed="1"))
    two = digests(corpus(tmp_path / "two", *flags, hash_seed="2"))
    other = digests(corpus(tmp_path / "other", *flags, "--seed", "7"))
    assert one
    assert one == two
    assert set(one.values()).isdisjoint(other.values())


@pytest.mark.parametrize(("name", "layout"), _ALL)
@pytest.mark.parametrize(("threads", "comments"), [(1, 0), (7, 3), (40, 1000), (450, 4500)])
def test_totals_are_exact(
    tmp_path: Path, name: str, layout: str, threads: int, comments: int
) -> None:
    flags = ("--threads", str(threads), "--comments", str(comments))
    out = corpus(tmp_path, *flags, "--format", name, "--layout", layout)
    found = list(posts(out))
    ids = {post for post, _, _ in found}
    assert len(ids) == len(found) == threads + comments
    assert sum(parent is None for _, parent, _ in found) == threads
    assert all(parent in ids for _, parent, _ in found if parent is not None)


def test_the_formats_tell_of_the_same_threads(tmp_path: Path) -> None:
    def shape(name: str, layout: str) -> list[tuple[int, str | None]]:
        flags = ("--threads", "25", "--format", name, "--layout", layout)
        found = list(posts(corpus(tmp_path / name / layout, *flags)))
        return sorted((int(post), parent) for post, parent, _ in found)

    nested, flat = shape("hn-algolia", "files"), shape("hn-firebase", "ndjson")
    assert nested == flat
    assert nested == shape("hn-firebase", "files") == shape("hn-algolia", "ndjson")


def test_lines_lie_in_order_of_time(tmp_path: Path) -> None:
    flags = ("--threads", "300", "--layout", "ndjson", "--format", "hn-firebase")
    found = list(posts(corpus(tmp_path, *flags)))
    assert [int(post) for post, _, _ in found] == sorted(int(post) for post, _, _ in found)
    assert all(int(parent) < int(post) for post, parent, _ in found if parent)


def test_depth_and_tail(tmp_path: Path) -> None:
    flags = ("--threads", "1000", "--comments", "10000", "--layout", "ndjson")
    parent_of = {post: parent for post, parent, _ in posts(corpus(tmp_path, *flags))}
    levels = depths(parent_of)
    assert 20 <= max(levels) <= 30
    assert 2 <= statistics.median(levels) <= 3

    root_of: dict[str, str] = {}
    for post in sorted(parent_of, key=int):  # parents come first
        parent = parent_of[post]
        root_of[post] = post if parent is None else root_of[parent]
    sizes = sorted(size - 1 for size in Counter(root_of.values()).values())
    assert 7 <= statistics.median(sizes) <= 9
    assert sizes[-1] == 10_000 // 12
    assert sizes[-1] > 30 * sizes[-10]  # one giant, no army of them


def test_bodies_look_like_comments(tmp_path: Path) -> None:
    flags = ("--threads", "400", "--format", "hn-firebase", "--layout", "ndjson")
    comments = [record for _, parent, record in posts(corpus(tmp_path, *flags)) if parent]
    texts = [record["text"] for record in comments if "text" in record]
    assert 0.01 < sum("deleted" in record for record in comments) / len(comments) < 0.03
    assert 220 < statistics.median(map(len, texts)) < 300
    assert max(map(len, texts)) > 3000
    assert 0.08 < sum(text.startswith("&gt; ") for text in texts) / len(texts) < 0.14
    for sign in ("<p>", "<i>", '<a href="https:&#x2F;', "<pre><code>  ", "&#x27;", "&amp;"):
        assert any(sign in text for text in texts), sign
    bare = [re.sub(r"<[^>]*>", "", text) for text in texts]
    assert not any(
        sign in text for text in bare for sign in "<>'\"/"
    )  # all are written as entities


@pytest.mark.parametrize(
    ("name", "layout"), [("hn-firebase", "ndjson"), ("reddit-ndjson", "files")]
)
def test_one_deep_chain(tmp_path: Path, name: str, layout: str) -> None:
    out = corpus(tmp_path, "--deep", "3000", "--format", name, "--layout", layout)
    parent_of = {post: parent for post, parent, _ in posts(out)}
    assert len(parent_of) == 3001
    assert sorted(depths(parent_of)) == list(range(1, 3001))


def test_one_deep_chain_nested(tmp_path: Path) -> None:
    (path,) = (p for p in corpus(tmp_path, "--deep", "3000").rglob("*") if p.is_file())
    text = path.read_text(encoding="utf-8")
    assert text.count('"children":[{') == 3000  # deeper than json can decode
    assert text.endswith("[" + "]}" * 3001 + "\n")
