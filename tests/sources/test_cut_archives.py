"""What stands before the damage of a compressed file is read as if the file ended there."""

import gzip
import zlib
from pathlib import Path

import pytest

from sitegen import sources
from sitegen.model import Problem
from sitegen.sources import _streams
from tests.sources.test_sources import SAMPLES, records_of


def plain(sample: Path) -> bytes:
    data = sample.read_bytes()
    return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data


FILES = [
    sample
    for sample in SAMPLES
    if sample.is_file()
    and not sources.is_archive(sample.name)
    and not plain(sample).startswith((_streams.PARQUET, _streams.SQLITE))  # read from their ends
    and not sample.name.endswith(".zst")  # it would be damaged twice, which is told once
]


@pytest.mark.parametrize("sample", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_damage_costs_nothing_that_stands_before_it(sample: Path, tmp_path: Path) -> None:
    packed = gzip.compress(plain(sample) * 2, 1)  # the later half is what is cut off
    cut = packed[: len(packed) // 2]
    left = zlib.decompressobj(31).decompress(cut)
    path = tmp_path / sample.name
    path.write_bytes(left)
    whole = records_of(sample, path)
    path.write_bytes(cut)
    *told, last = records_of(sample, path)
    assert isinstance(last, Problem)
    assert "damaged or cut off" in last.message
    assert told == whole
