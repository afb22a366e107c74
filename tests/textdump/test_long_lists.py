"""Work that Python does in one step, a search in a list say, is in proportion to the text, too.

It is timed, for `test_cost` counts lines of code.
"""

import time

import pytest

from sitegen import textdump

LISTS = {  # texts of which a search in a list, or a list that is moved up, would make a square
    "ends of comments": (
        "Hacker News new | past | comments\nLamps (a.example)\n1 point by ann 3 days ago\n\n",
        "hi\n\nreply\n\n",
        "",
    ),
    "rows above a comment": ("12 ann 2 days ago | link | flag\n" * 3, "flag\nreply\n", "hi\n"),
    "numbers above an answer": (
        "It froze.\nShare\nasked May 3, 2023\nann\nIce.\nShare\nanswered May 4, 2023\ncy\n",
        "12\n",
        "Ice.\nShare\nanswered May 5, 2023\nbo\n",
    ),
    "numbers above a remark": (
        "It froze.\nShare\nasked May 3, 2023\nann\nIce.\nShare\nanswered May 5, 2023\nbo\n",
        "12\n",
        "It did. – cy\nMay 6, 2023\nAdd a comment\n",
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
        assert reading.sheet.shape != "bare"
        return time.process_time() - began

    taken(300)
    assert taken(240_000) < 6 * max(taken(60_000), 0.5)  # a square is 16 times as much
