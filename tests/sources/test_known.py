"""What is known of formats without loading them is what they say, and leads to them."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from sitegen import sources
from sitegen.errors import UsageError
from sitegen.sources import Formats

_SAMPLE = Path(__file__).parents[1] / "data/hn-algolia"
_RECOGNISED = """
import sys, msgspec
from pathlib import Path
from sitegen import sources
told = msgspec.json.decode(sys.stdin.buffer.read(), type=tuple[sources.Known, ...])
source, _ = sources.recognise(sources.Dump("a.json", Path(sys.argv[1])), {}, sources.Formats(told))
print(source.name, *sorted(sys.modules))
"""


def test_each_format_is_loaded_from_its_own_module() -> None:
    for known, source in zip(sources.formats().known, sources.SOURCES, strict=True):
        assert known.module
        assert known.load() is source


def test_what_is_known_stands_in_the_format() -> None:
    fields = ("name", "version", "folders", "marks", "keys", "last")
    for known, source in zip(sources.formats().known, sources.SOURCES, strict=True):
        assert [getattr(known, of) for of in fields] == [getattr(source, of) for of in fields]


def test_a_file_is_recognised_by_those_formats_alone_that_are_asked() -> None:
    sample = next(path for path in sorted(_SAMPLE.iterdir()) if path.suffixes == [".json"])
    told = msgspec.json.encode(sources.formats().known)
    run = [sys.executable, "-c", _RECOGNISED, str(sample)]
    name, *modules = subprocess.run(run, input=told, capture_output=True, check=True).stdout.split()
    assert name == b"hn-algolia"
    assert b"sitegen.sources.hn_algolia" in modules
    assert not {b"sitegen.sources.table", b"sitegen.sources.mbox"} & set(modules)
    heavy = {b"selectolax", b"ijson", b"sitegen.sources._rows"}  # what reads pages, damage, tables
    assert not heavy & set(modules)


def test_a_format_that_only_the_table_holds_is_found_there() -> None:
    known = sources.formats().known[0]
    loose = msgspec.structs.replace(known, module="", value="")
    assert loose.load() is known.load()


def test_names_are_looked_for_among_the_formats_that_are_known() -> None:
    some = Formats([of for of in sources.formats().known if of.name.startswith("hn-")])
    assert some.by_name("hn-text").name == "hn-text"
    with pytest.raises(UsageError, match="no format named 'mbox'"):
        some.by_name("mbox")
