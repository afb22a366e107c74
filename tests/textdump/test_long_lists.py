"""Work that Python does in one step, a search in a list say, is in proportion to the text, too.

It is timed, for `test_cost` counts lines of code.
"""

import time

import pytest

from sitegen import textdump

ITEM = "Hacker News new | past | comments\nLamps (a.example)\n"
LISTS = {  # texts of which a search in a list, or a list that is moved up, would make a square
    "item-ended": (
        f"{ITEM}1 point by ann 3 days ago | hide | 13 comments\n\n",
        "hi\n\nreply\n\n",
        "",
    ),
    "lobsters": (
        "12 ann 2 days ago | link | flag\nhi\n" * 3 + "12 bo 2 days ago | link | flag\n",
        "flag\nreply\n",
        "hi\n",
    ),
}


@pytest.mark.parametrize("shape", LISTS)
def test_what_python_does_not_count_takes_time_in_proportion(shape: str) -> None:
    top, unit, end = LISTS[shape]

    def taken(count: int) -> float:
        lines = textdump.split_lines(f"{top}{unit * count}{end}")
        began = time.process_time()
        reading, _ = textdump.read(lines, textdump.site_of(lines) or "web")
        assert reading is not None
        assert reading.sheet.shape == shape
        return time.process_time() - began

    taken(300)
    assert taken(100_000) < 6 * max(taken(25_000), 0.5)  # a square is 16 times as much
