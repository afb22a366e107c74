"""Every format has a page: where its dumps come from, what is kept, what is not, an example."""

import re
from pathlib import Path

import pytest

from sitegen import sources
from sitegen.model import Post, Problem
from sitegen.sources.source import Dump, Head, Source

PAGES = Path(__file__).parents[2] / "docs" / "formats"
each_source = pytest.mark.parametrize("source", sources.SOURCES, ids=lambda source: source.name)


@each_source
def test_every_format_has_a_page_that_names_it(source: Source) -> None:
    text = (PAGES / f"{source.name}.md").read_text("utf-8")
    assert text.startswith(f"# {source.name}: ")


@each_source
def test_the_example_on_its_page_is_a_dump_of_its_format_and_of_no_other(source: Source) -> None:
    text = (PAGES / f"{source.name}.md").read_text("utf-8")
    example = re.search(r"^## An example\n.*?^```\w*\n(.*?)^```", text, re.M | re.S)
    if example is None or source.folders:
        return
    data = example[1].encode()
    assert sources.detect(Head("x", data, True), {}) is source
    records = list(sources.read(source, Dump("x", PAGES, data)))
    assert any(isinstance(record, Post) for record in records)
    assert not any(isinstance(record, Problem) and record.lost for record in records)


def test_every_page_belongs_to_a_format() -> None:
    assert {page.stem for page in PAGES.glob("*.md")} == {s.name for s in sources.SOURCES}
