"""An array inside of an object: found wherever reads part it, in time in proportion to the size."""

import io
import time
from typing import BinaryIO, cast

import pytest

from sitegen.sources._json_inside import array_of


class Slow(io.BytesIO):
    """A stream that gives a byte, or a few, at a time."""

    step = 1

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(self.step)


@pytest.mark.parametrize("step", [1, 2, 3, 7, 1000])
def test_it_is_found_wherever_reads_part_it(step: int) -> None:
    told = b'{"a": "\\"items\\": [", "b": "items", "c": {"items": [0]},'
    told += b' "items" : \n [1, {"x": [2]}], "d": 1}'
    stream = Slow(told)
    stream.step = step
    found = array_of(cast(BinaryIO, stream), "items")
    assert not isinstance(found, bytes)
    assert list(found[0]) == ["a", "b", "c"]
    assert list(found[1]) == [("$.items[0]", b"1"), ("$.items[1]", b'{"x": [2]}')]


@pytest.mark.parametrize("step", [1, 5, 1000])
@pytest.mark.parametrize("between", [b"[],", b"[ ] ,\n ", b"[]\n,"])
def test_an_empty_one_before_one_of_its_name_is_passed_over(step: int, between: bytes) -> None:
    """So Mastodon writes its outboxes: "orderedItems":[],"orderedItems":[{…"""
    stream = Slow(b'{"a": 1, "items": ' + between + b'"items":[{"b": []}, 2]}')
    stream.step = step
    found = array_of(cast(BinaryIO, stream), "items")
    assert not isinstance(found, bytes)
    assert list(found[1]) == [("$.items[0]", b'{"b": []}'), ("$.items[1]", b"2")]


@pytest.mark.parametrize("behind", [b"}", b', "more": [1]}', b',"items":2}', b',"item":[1]}'])
def test_an_empty_one_alone_is_empty(behind: bytes) -> None:
    found = array_of(io.BytesIO(b'{"items":[]' + behind), "items")
    assert not isinstance(found, bytes)
    assert list(found[1]) == []


@pytest.mark.parametrize(
    "told",
    [b'{"a": {"items": [1]}}', b'[{"items": [1]}]', b'{"items": 1}', b'{"items"', b'{"a', b""],
)
def test_elsewhere_there_is_none_and_what_was_read_is_given_back(told: bytes) -> None:
    assert array_of(io.BytesIO(told), "items") == told


def test_what_looks_like_it_costs_no_more_the_more_there_is() -> None:
    """Where each was tried from the beginning, this took hours."""
    told = b'{"x": [' + b'{"items":[]},' * 200_000 + b"1]}"
    began = time.process_time()
    assert isinstance(array_of(io.BytesIO(told), "items"), bytes)
    assert time.process_time() - began < 20
