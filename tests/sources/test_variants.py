"""The same dump as other programs would have saved it: the same format, and the same posts.

Byte order marks, line ends, compression, spaces and the order of keys say nothing, nor does it
count whether records stand in an array or one a line, or whether numbers stand in strings.
"""

import gzip
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sitegen import sources
from sitegen.errors import SourceError
from sitegen.model import Post
from sitegen.sources import _streams
from sitegen.sources._times import utc_unix
from sitegen.sources.source import Dump

DATA = Path(__file__).parents[1] / "data"
HOSTILE = ("hostile", "damaged", "cut-off", "cut_off", "broken")
SAMPLES = [
    sample
    for source in sources.SOURCES
    for sample in sorted((DATA / source.name).glob("*"))
    if sample.is_file()
    and not sample.name.endswith(".expected.json")
    and not sample.name.startswith(HOSTILE)
    and sample.suffix not in (".zip", ".7z", ".gz", ".zst", ".bz2", ".xz", ".tgz", ".tar")
]
# What does count: format, beginning of the sample's name, what was done -> why.
COUNTS = {
    ("excel-tables", "", "a byte order mark"): "a workbook is no text",
    ("excel-tables", "", "line ends of Windows"): "as above",
    ("hn-html", "2024-one-file", "a byte order mark"): "a page with its files is a message of mail",
    ("hn-html", "2024-one-file", "UTF-16"): "as above",
    ("hn-html", "2024-one-file", "UTF-16, the other way round"): "as above",
    (
        "hn-hnapi",
        "lists",
        "as an array",
    ): "its lines are arrays, and nobody puts those into another",
    ("hn-hnapi", "lists", "as an array over several lines"): "as above",
    ("reddit-bdfr", "", "keys in another order"): "by their order it is told from Reddit's answers",
    ("reddit-ndjson", "eras", "numbers in strings"): "ids of digits alone are of another base",
    ("sitegen-ndjson", "", "numbers in strings"): "the version of the format is a number",
    ("slack-json", "", "in an array"): "an array is one of messages",
    ("slack-json", "chunks", "numbers in strings"): "kinds of chunks are numbers",
    ("telegram-json", "", "numbers in strings"): "the program writes ids as numbers, and texts too",
}


def read(path: Path) -> tuple[str, set[str]]:
    """The format that claims a file, and the posts in it."""
    dump = Dump(path.name, path)
    source = sources.detect(sources.head(dump), {})
    return source.name, {r.id for r in sources.read(source, dump) if isinstance(r, Post)}


def text_variants(name: str, data: bytes) -> Iterator[tuple[str, str, bytes]]:
    """(what was done, name of the file, its bytes)."""
    yield "a byte order mark", name, b"\xef\xbb\xbf" + data.removeprefix(b"\xef\xbb\xbf")
    yield "line ends of Windows", name, data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    yield "gzip", f"{name}.gz", gzip.compress(data)
    yield "zstd", f"{name}.zst", _streams.zstd.compress(data)
    if _is_utf8(data):
        text = data.decode("utf-8-sig")
        yield "UTF-16", name, text.encode("utf-16")
        yield "UTF-16, the other way round", name, b"\xfe\xff" + text.encode("utf-16-be")


def counts(sample: Path, what: str) -> bool:
    return any(
        sample.parent.name == name and sample.name.startswith(start) and what == done
        for name, start, done in COUNTS
    )


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b'encoding="' not in data[:200]


def json_variants(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        values, one = [json.loads(data)], True
    except ValueError:
        values, one = [json.loads(line) for line in data.splitlines() if line.strip()], False
    if one:
        yield "over several lines", json.dumps(values[0], indent=2).encode()
        yield "on one line", json.dumps(values[0], ensure_ascii=False).encode()
        if isinstance(values[0], dict):
            yield "in an array", json.dumps(values).encode()
    else:
        yield "as an array", json.dumps(values).encode()
        yield "as an array over several lines", json.dumps(values, indent=1).encode()
    for what, change in (("keys in another order", _shuffled), ("numbers in strings", _in_strings)):
        changed = [_changed(value, change) for value in values]
        yield what, (b"\n".join(json.dumps(value).encode() for value in changed))


def _changed(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, dict):
        value = {key: _changed(inner, change) for key, inner in value.items()}
    elif isinstance(value, list):
        value = [_changed(inner, change) for inner in value]
    return change(value)


def _shuffled(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    keys = sorted(value)
    random.Random(str(keys)).shuffle(keys)
    return {key: value[key] for key in keys}


def _in_strings(value: Any) -> Any:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if number else value


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_how_a_file_was_saved_does_not_count(sample: Path, tmp_path: Path) -> None:
    data = sample.read_bytes()
    whole = read(sample)
    wrong = {}
    for what, name, changed in text_variants(sample.name, data):
        copy = tmp_path / name
        copy.write_bytes(changed)
        if (found := _read(copy)) != whole and not counts(sample, what):
            wrong[what] = found
    assert wrong == {}


def _read(path: Path) -> tuple[str, set[str]] | str:
    try:
        return read(path)
    except SourceError as error:
        return error.message


@pytest.mark.parametrize(
    "sample",
    [sample for sample in SAMPLES if sample.suffix in (".json", ".ndjson", ".jsonl")],
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_how_json_was_written_does_not_count(sample: Path, tmp_path: Path) -> None:
    whole = read(sample)
    wrong = {}
    copy = tmp_path / sample.name
    for what, changed in json_variants(sample.read_bytes()):
        copy.write_bytes(changed)
        if (found := _read(copy)) != whole and not counts(sample, what):
            wrong[what] = found if isinstance(found, str) else (found[0], whole[1] ^ found[1])
    assert wrong == {}


def test_times_in_milliseconds_and_microseconds_are_times() -> None:
    told = {utc_unix(seconds) for seconds in (1700000000, 1700000000000, "1700000000000000")}
    assert len(told) == 1
    assert None not in told
    assert utc_unix(10**17) is None
    assert utc_unix(99999999999999) is None  # in the year 5138 as milliseconds
