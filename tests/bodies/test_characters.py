"""What characters become on pages: composed letters, and signs of private use."""

import time
from unicodedata import is_normalized

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen import bodies
from sitegen.bodies.characters import composed, tidy, without_private
from sitegen.model import Body

_MARKS = st.text("aeo<>=q \u0301\u0316\u0327\u0338\u1100\u1161\u11a8\u212b\uf900", max_size=60)


@pytest.mark.parametrize("markup", bodies.RENDERERS)
def test_letters_and_their_marks_are_one_character(markup: str) -> None:
    told = "Cafe\u0301 \u1112\u1161\u11ab 5 \u212b"
    assert "Café 한 5 Å" in bodies.render(Body(text=told, markup=markup))


@pytest.mark.parametrize("markup", bodies.RENDERERS)
def test_no_mark_eats_the_end_of_a_tag(markup: str) -> None:
    html = bodies.render(Body(text="<p><b>\u0338bold</b> <i>\u0338slanted</i>", markup=markup))
    assert html.count("<") == html.count(">")
    assert "\u226e" not in html
    assert "\u226f" not in html


@given(_MARKS)
@example("<\u0338\u0327")
def test_all_that_can_be_composed_is(text: str) -> None:
    result = composed(text)
    assert composed(result) == result
    assert "\u0338" in text or is_normalized("NFC", result)


def test_marks_piled_up_cost_no_squared_time() -> None:
    pile = "a" + "\u0301\u0316" * 200_000
    start = time.process_time()
    assert composed(pile) == pile
    assert composed("e\u0301" + pile) == "e\u0301" + pile
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("\uf0b7 first \uf0a7 second", "• first ▪ second"),  # bullets of word processors
        ("fine \uf04a \uf0e0 home", "fine ☺ → home"),
        ("\uf050 Think before you print this", "🌳 Think before you print this"),
        ("\uf8ff \U000f0001 \U0010fffd", "\ufffd \ufffd \ufffd"),
        ("漢 \ufffd é", "漢 \ufffd é"),
    ],
)
def test_private_characters_become_what_they_mean_or_say_that_they_are_unknown(
    told: str, shown: str
) -> None:
    assert without_private(told) == shown
    assert tidy(told) == shown
    assert bodies.render(Body(text=told, markup="plain")) == f"<p>{shown}</p>"


def test_private_characters_by_number_are_found_too() -> None:
    assert bodies.render(Body(text="a &#xF0B7; b", markup="hn")) == "<p>a • b</p>"
    assert bodies.render(Body(text="<p>a &#xF0B7; b", markup="html")) == "<p>a • b</p>"
