"""One runner for all formats: samples in tests/data/<format>/, and what becomes of them.

A format is tested by putting `<case>.<ext>` or a folder `<case>/` there and writing
`<case>.expected.json` with `pytest --golden`. Nothing here knows a format.
"""

import json
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from sitegen import sources
from sitegen.errors import SourceError
from sitegen.model import Post, Problem, Record
from sitegen.sources import _json
from sitegen.sources.source import Dump, Head, Source

DATA = Path(__file__).parents[1] / "data"
EXPECTED = ".expected.json"
CUTS = 40
FLIPS = 30
SWAPS = 15
STRANGE = (
    *("null", "true", "0", "-1", "1e300", "1180591620717411303424", '""', '"x"', '"1"'),
    *('"2020-01-01"', '"\\u0000"', "[]", "[[]]", "[null]", '["x"]', "{}", '{"a": 1}', "[{}]"),
)

SAMPLES = [
    sample
    for source in sources.SOURCES
    for sample in sorted((DATA / source.name).glob("*"))
    if not sample.name.endswith(EXPECTED)
]
each_sample = pytest.mark.parametrize(
    "sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}"
)


def expected_file(sample: Path) -> Path:
    return sample.parent / (sample.name.partition(".")[0] + EXPECTED)


def records_of(sample: Path, path: Path | None = None) -> list[Record]:
    source = sources.by_name(sample.parent.name)
    return list(sources.read(source, Dump(sample.name, path or sample)))


def told(record: Record) -> dict[str, Any]:
    """What a record says: its kind and the fields that are not at their defaults."""
    facts: dict[str, Any] = {"record": type(record).__name__.lower()}
    for field in msgspec.structs.fields(record):
        value = getattr(record, field.name)
        if value == field.default:
            continue
        if isinstance(value, datetime):
            value = value.isoformat()
        elif isinstance(value, msgspec.Struct):
            value = msgspec.structs.asdict(value)
        facts[field.name] = value
    return facts


@pytest.mark.parametrize("source", sources.SOURCES, ids=lambda source: source.name)
def test_a_format_has_samples_a_good_one_and_a_damaged_one(source: Source) -> None:
    samples = [sample for sample in SAMPLES if sample.parent.name == source.name]
    cases = [expected_file(sample) for sample in samples]
    assert len(cases) == len(set(cases)), "two samples share an expected file"
    kinds = [{type(record) for record in records_of(sample)} for sample in samples]
    assert any(Problem not in found and Post in found for found in kinds)
    assert any(Problem in found for found in kinds)


def test_every_folder_of_samples_belongs_to_a_format() -> None:
    assert {folder.name for folder in DATA.iterdir()} <= {s.name for s in sources.SOURCES}


def test_every_expected_file_belongs_to_a_sample() -> None:
    assert set(DATA.glob("*/*" + EXPECTED)) <= set(map(expected_file, SAMPLES))


@each_sample
def test_only_its_own_format_claims_a_sample(sample: Path) -> None:
    head = sources.head(Dump(sample.name, sample))
    claims = [source.name for source in sources.SOURCES if source.sniff(head) and not source.last]
    last = [source.name for source in sources.SOURCES if source.sniff(head) and source.last]
    assert (claims or last) == [sample.parent.name]


@each_sample
def test_a_format_that_claims_a_head_has_one_of_its_keys_and_signs(sample: Path) -> None:
    whole = sources.head(Dump(sample.name, sample))
    for size in {*range(0, len(whole.data), max(1, len(whole.data) // CUTS)), len(whole.data)}:
        head = Head(whole.name, whole.data[:size], False, whole.members)
        keys = tuple(_json.members(head.data))
        formats = sources.formats()
        asked = {of.name for last in (True, False) for of in formats.to_ask(head, keys, last=last)}
        unasked = [source for source in sources.SOURCES if source.name not in asked]
        assert [source.name for source in unasked if source.sniff(head)] == []


@each_sample
def test_a_sample_reads_as_expected(sample: Path, golden: Callable[[Path, str], None]) -> None:
    records = [told(record) for record in records_of(sample)]
    golden(expected_file(sample), json.dumps(records, indent=1, ensure_ascii=False) + "\n")


@each_sample
def test_a_sample_cut_off_anywhere_gives_records_and_problems(sample: Path, tmp_path: Path) -> None:
    for copy, data in copies(sample, tmp_path):
        step = max(1, len(data) // CUTS)
        for end in (*range(16), *range(16, len(data), step), len(data) - 1):
            copy.write_bytes(data[: max(0, end)])
            survives(sample, tmp_path / sample.name)


@each_sample
def test_a_sample_with_bytes_changed_gives_records_and_problems(
    sample: Path, tmp_path: Path
) -> None:
    chance = random.Random(sample.name)
    for copy, data in copies(sample, tmp_path):
        for _ in range(FLIPS):
            changed = bytearray(data)
            for _ in range(chance.randint(1, 6) if data else 0):
                changed[chance.randrange(len(data))] = chance.choice(b'\0\n"\\[{}],:-0e<>&\xff ')
            copy.write_bytes(changed)
            survives(sample, tmp_path / sample.name)


@each_sample
def test_a_sample_whose_values_are_of_other_kinds_gives_records_and_problems(
    sample: Path, tmp_path: Path
) -> None:
    chance = random.Random(sample.name)
    for copy, data in copies(sample, tmp_path):
        told = documents(data)
        for _ in range(SWAPS if told else 0):
            swapped = (json.dumps(swap(document, chance)) for document in told)
            copy.write_text("\n".join(swapped), "utf-8")
            survives(sample, tmp_path / sample.name)


def documents(data: bytes) -> list[Any]:
    """The JSON values of a file, one of it or one a line; none where it holds something else."""
    for parts in ([data], [line for line in data.splitlines() if line.strip()]):
        with suppress(ValueError, RecursionError):
            return [json.loads(part) for part in parts]
    return []


def swap(value: Any, chance: random.Random) -> Any:
    """A copy in which a few values are gone, or are such as nobody expects there."""
    value = [json.loads(json.dumps(value))]
    for _ in range(chance.randint(1, 4)):
        places: list[tuple[Any, Any]] = []
        inside = [value]
        while inside:
            at = inside.pop()
            keys = list(at) if isinstance(at, dict) else list(range(len(at)))
            places += [(at, key) for key in keys]
            inside += [at[key] for key in keys if isinstance(at[key], dict | list)]
        holder, key = chance.choice(places)
        if holder is not value and chance.random() < 0.2:
            del holder[key]
        else:
            holder[key] = json.loads(chance.choice(STRANGE))
    return value[0]


def copies(sample: Path, folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Each file of a sample, copied to `folder` to be damaged there, with what it held."""
    target = folder / sample.name
    if sample.is_file():
        yield target, sample.read_bytes()
        return
    shutil.copytree(sample, target)
    for file in sorted(path for path in target.rglob("*") if path.is_file()):
        data = file.read_bytes()
        yield file, data
        file.write_bytes(data)


def survives(sample: Path, damaged: Path) -> None:
    """Nothing is raised but the refusal to say which format it is; what is read is a record."""
    with suppress(SourceError):  # nothing readable, or no one format fits
        sources.detect(sources.head(Dump(sample.name, damaged)), {})
    for record in records_of(sample, damaged):
        assert isinstance(record, get_args(Record))
        msgspec.json.encode(record)  # no lone surrogate, no number outside of all ranges
        if isinstance(record, Problem):
            assert record.message
            assert record.where.startswith(sample.name)
        elif isinstance(record, Post):
            assert ":" in record.id
            assert record.created is None or record.created.utcoffset() is not None
