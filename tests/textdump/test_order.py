"""The same copy gives the same bytes: sums over sets of words do not hang on their order."""

from itertools import permutations
from typing import cast

from sitegen.textdump import kinship


def test_what_words_weigh_is_the_same_in_any_order() -> None:
    rarity = {"kiln": 0.1, "lamp": 0.2, "pump": 0.3, "reed": 1e16, "rope": 1.0, "salt": -1e16}
    masses = {
        kinship.mass(cast("frozenset[str]", words), rarity)  # a set has no order to be told
        for words in permutations(rarity)
    }
    assert len(masses) == 1
