"""Reading a copy takes linear time, whatever its shape: twice the text is twice the work.

Work is counted, not timed: the lines of the reader's own code that run, each turn of a loop anew.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from sitegen import textdump
from sitegen.textdump import borders, parents

ROOM = str(Path(textdump.__file__).parent)
SENTENCE = "the lamp near the old pump was never meant to burn at night, they said to us"
HN = "Hacker News new | ask | show | jobs\nby ann 3 days ago\nThe lamp.\n\n9 comments\n\n"


def many(site: str, top: str, unit: Callable[[int], str]) -> Callable[[int], tuple[str, str]]:
    return lambda count: (site, top + "".join(map(unit, range(count))))


SHAPES = {
    "levels": many(
        "reddit",
        "r/lamps\nPosted by u/ann 3 days ago\nTitle\n",
        lambda n: f"level {n % 9 + 1}\nuser{n}\n· 4 yr. ago\n{SENTENCE}\n12\nReply\nShare\n",
    ),
    "old Reddit": many(
        "reddit",
        "",
        lambda n: f"[–]user{n} 12 points 3 years ago \n{SENTENCE}\npermalinkembedsavereply\n",
    ),
    "select-all": many(
        "hn",
        HN,
        lambda n: f"user{n} 3 hours ago | parent | next [–]\n{SENTENCE} {n}\nreply\n\n",
    ),
    "bullets": many(
        "hn", "", lambda n: f"{'  ' * (n % 5)}• user{n} a day ago\n\n{'  ' * (n % 5)}{SENTENCE}\n\n"
    ),
    "Lemmy": many("lemmy", "", lambda n: f"user{n}@host.example\n5 months ago\n{SENTENCE}\n\n"),
    "Lobsters": many("lobsters", "", lambda n: f"12 user{n} 2 days ago | link | flag\n{n}\n"),
    "short lines": many("hn", HN, lambda n: f"lamp{n}\n"),
    "short lines with gaps": many("hn", HN, lambda n: f"lamp{n}\n\n"),
    "quotations": many("hn", HN, lambda n: f"> {n} {SENTENCE}\n\n{n} {SENTENCE}\n"),
    "newlines": many("hn", HN, lambda n: "\n" * 8),
    "CR": many("hn", HN.replace("\n", "\r"), lambda n: "\r" * 8),
    "blanks": many("hn", HN, lambda n: "  \n" * 8),
}


def steps(site: str, text: str) -> int:
    """How many calls and lines of the room run."""
    count = 0

    def tally(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        if not frame.f_code.co_filename.startswith(ROOM):
            return None
        count += 1
        return tally

    lines = textdump.split_lines(text)
    before = sys.gettrace()
    sys.settrace(tally)
    try:
        reading, _ = textdump.read(lines, textdump.site_of(lines) or site)
        assert reading is not None
        assert sum(1 for _ in textdump.posts(reading)) >= 1
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_copy_is_twice_the_work(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parents, "_MOST", 10)  # weighing replies takes more, so it has a bound
    monkeypatch.setattr(borders, "MOST", 10)
    steps(*SHAPES[shape](20))  # whatever is made at first use is made
    once, twice = (steps(*SHAPES[shape](count)) for count in (300, 600))
    assert twice < 2.2 * once
