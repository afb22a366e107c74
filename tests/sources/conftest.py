"""Fixtures of the tests of single sources."""

from pathlib import Path

import pytest
from source_records import Read

from sitegen import sources
from sitegen.model import Record
from sitegen.sources.source import Dump, Source


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def run(source: Source, data: bytes) -> list[Record]:
        path = tmp_path / "dump"
        path.write_bytes(data)
        return list(sources.read(source, Dump("dump", path)))

    return run
