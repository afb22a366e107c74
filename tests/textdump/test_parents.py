"""Parents: nothing off the spine, counts kept, quotations linked, corrections obeyed."""

import random

from hypothesis import given
from hypothesis import strategies as st

from sitegen.textdump import kinship, offers, replies
from sitegen.textdump.model import learned
from sitegen.textdump.quotes import matches
from sitegen.textdump.words import facts

WORDS = ("harbour", "kettle", "lantern", "meadow", "needle", "orchard", "pebble", "quarry")


def page(texts: list[str], direct: int | None = None, fixed: dict[int, int] | None = None):
    seen = [facts(text) for text in texts]
    ties = kinship.ties(matches(seen), range(len(seen)))
    ties += [{} for _ in range(len(seen) - len(ties))]
    return offers.page_of([kinship.voice([block]) for block in seen], ties, direct, fixed)


def parents(told: offers.Page) -> list[int]:
    weigh, trust = replies.weigher(learned().replies), replies.weigher(learned().trust)
    return [parent for parent, _ in replies.answered(told, weigh, trust, learned().again)]


def texts(count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(chance.choices(WORDS, k=9)).capitalize() + "." for _ in range(count)]


def assert_depth_first(told: list[int]) -> None:
    spine = [0]
    for number, parent in enumerate(told, start=1):
        assert parent in spine
        del spine[spine.index(parent) + 1 :]
        spine.append(number)


@given(st.integers(2, 25), st.integers(0, 9999), st.data())
def test_a_known_number_of_direct_replies_is_kept(count: int, seed: int, data) -> None:
    direct = data.draw(st.integers(1, count))
    told = parents(page(texts(count + 1, seed), direct))
    assert_depth_first(told)
    if direct < count + 1:
        assert told.count(0) == direct


@given(st.integers(3, 25), st.integers(0, 9999), st.data())
def test_known_parents_are_obeyed_and_kept_possible(count: int, seed: int, data) -> None:
    spine, true = [0], []
    for number in range(1, count + 1):
        del spine[data.draw(st.integers(1, len(spine))) :]
        true.append(spine[-1])
        spine.append(number)
    some = data.draw(st.sets(st.integers(1, count)))
    told = parents(page(texts(count + 1, seed), None, {n: true[n - 1] for n in some}))
    assert_depth_first(told)
    assert all(told[n - 1] == true[n - 1] for n in some)


def test_a_quotation_finds_its_source_across_what_stands_between() -> None:
    told = [
        "The fountain was turned off at noon.",
        "Nobody told the ducks about it, as far as I can see.",
        "The ducks never read the notices anyway.",
        "True enough, they cannot.",
        "> Nobody told the ducks about it, as far as I can see.\n",
    ]
    assert parents(page(told))[-1] == 1
    found = matches([facts(text) for text in told])
    assert (found[4].source, found[4].share) == (1, 1.0)


def test_code_that_quotes_is_a_quotation_and_a_quotation_is_no_source() -> None:
    seen = [
        facts("The gate is a complete failure of design."),
        facts("> The gate is a complete failure of design."),
        facts("  > The gate is a complete failure of design\n\n  - hinge\n  - latch", code=True),
    ]
    assert {at: match.source for at, match in matches(seen).items()} == {1: 0, 2: 0}


def test_short_quotations_must_be_the_whole_of_their_source() -> None:
    seen = [facts("Not really."), facts("Not really, no."), facts("> not really")]
    assert matches(seen)[2].source == 0
    assert matches([facts("Never mind it."), facts("> mind it")])[1].source == -1


def test_depth_first_order_puts_what_stands_between_below() -> None:
    assert offers.floors({5: 2, 4: 3}, 7) == [0, 0, 0, 2, 3, 2, 0]


def test_a_parent_that_crosses_an_earlier_one_is_passed_over() -> None:
    assert offers.possible({3: 1, 4: 2, 5: 1, 6: 6, 7: 5}) == {3: 1, 5: 1, 7: 5}
