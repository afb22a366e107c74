"""Words of ASCII are found without the pattern, and are those that it finds."""

from random import Random

import pytest

from sitegen.textdump import words
from sitegen.textdump.text import split_lines

SIGNS = "ab'’Z9_- é\x1c\n\t.İſ"


@pytest.mark.parametrize("signs", [SIGNS, "".join(filter(str.isascii, SIGNS))])
def test_are_those_of_the_pattern(signs: str) -> None:
    random = Random(7)
    for _ in range(5000):
        text = "".join(random.choices(signs, k=random.randint(0, 14)))
        straight = text.lower().replace("’", "'")
        assert words.words_of(text) == words._WORD.findall(straight), text


def test_apostrophes_end_words_that_go_on_behind_them() -> None:
    assert words.words_of("Don't say 'no'; don't've_it") == [
        "don't",
        "say",
        "no",
        "don't",
        "ve",
        "it",
    ]


def test_a_carriage_return_ends_a_line_with_and_without_a_line_feed() -> None:
    assert split_lines("a\r\nb\rc\n\rd\x0be") == ("a", "b", "c", "", "d\x0be")
