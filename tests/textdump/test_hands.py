"""Whose hand wrote a paragraph: habits tell as much as they are rare; nothing costs much."""

from math import log
from time import process_time

import pytest

from sitegen.textdump import cues, hands
from sitegen.textdump.words import facts, weights

PLAIN = [f"The heron stood at pond {n}. It did not move. Nobody saw it leave." for n in range(8)]
ODD = "the heron dont care -- it just stands there.  Nobody minds"
RUN = range(12)


def hands_of(texts: list[str]) -> hands.Hands:
    blocks = [facts(text) for text in texts]
    return hands.Hands(cues.sight(blocks, weights(blocks), {}, [0] * len(blocks)))


def test_a_rare_habit_that_two_share_tells_more_than_a_common_one() -> None:
    found = hands_of([*PLAIN, ODD, ODD, *PLAIN[:2]])
    rare = found.cues(9, RUN, range(8, 9), range(7, 8), range(9, 11))
    common = found.cues(7, RUN, range(6, 7), range(5, 6), range(7, 8))
    differ = found.cues(8, RUN, range(7, 8), range(6, 7), range(8, 10))
    assert rare["hand of comment"] > common["hand of comment"] > 0.0 > differ["hand of comment"]
    assert differ["hand of below"] == rare["hand of above"]


def test_where_all_share_a_habit_it_tells_nothing() -> None:
    found = hands_of(["Yes, the pond is green."] * 400)
    assert found.told["capital"]["large"] == pytest.approx(0.0, abs=0.01)
    assert found.told["capital"]["large"] < hands_of(PLAIN).told["space"]["one"] + log(1.1)


def test_what_is_not_the_writer_s_own_shows_no_habit() -> None:
    assert hands_of([f"> {ODD}"]).habits == [{}]


@pytest.mark.parametrize(
    ("text", "habit"),
    [
        ("It rains.  It pours.", {"space": "two"}),
        ("It rains. It pours.", {"space": "one", "sentence": "large"}),
        ("it rains. it pours.", {"sentence": "small"}),
        ("We dont know.", {"contraction": "bare"}),
        ("We don\u2019t know.", {"contraction": "made"}),
        ("We do not know.", {"contraction": "none"}),
        ("Rain... and wind.", {"ellipsis": "three"}),
        ("Rain\u2026 and wind.", {"ellipsis": "one"}),
        ("Rain, wind, and fog.", {"series": "comma"}),
        ("Rain, wind and fog.", {"series": "none"}),
    ],
)
def test_habits(text: str, habit: dict[str, str]) -> None:
    (found,) = hands_of([text]).habits
    assert found.items() >= habit.items()


def test_what_a_paragraph_takes_up_is_counted() -> None:
    texts = ["The heron left the cold pond.", "That cold pond froze.", "Cranes prefer a lake."]
    found = hands_of(texts)
    held = found.cues(1, range(3), range(1), range(0), range(1, 2))
    free = found.cues(2, range(3), range(1, 2), range(1), range(2, 3))
    assert held["opening held"] > 0.0 == free["opening held"]
    assert held["pairs held"] == 1.0
    assert free["pairs held"] == 0.0
    assert held["points back"] > 0.0 == free["points back"]


@pytest.mark.parametrize(
    "text", ["a, " * 40_000, "a. " * 40_000, "a" * 120_000, "word, a a " * 12_000]
)
def test_hostile_text_takes_no_longer_than_its_length(text: str) -> None:
    blocks = [facts(text), facts(text)]
    view = cues.sight(blocks, weights(blocks), {}, [0, 0])
    begun = process_time()
    hands.Hands(view).cues(1, range(2), range(1), range(0), range(1, 2))
    assert process_time() - begun < 3.0
