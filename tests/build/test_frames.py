"""Frames of pages: minified once, and no value is changed by it."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from sitegen.build.frames import framed, minified
from sitegen.theme.compiling import Piece, shown

_TEXTS = st.text(st.characters(exclude_characters="\ue000\ue001", exclude_categories=["Cs"]))


def test_the_text_of_a_template_is_minified_and_values_are_not() -> None:
    pieces: list[Piece] = ["<div>\n   <p class='a'>  ", ("two  spaces",), "  </p>\n\n</div>"]
    assert framed(pieces) == "<div><p class=a>two  spaces</p></div>"


def test_attributes_that_change_places_take_their_values_with_them() -> None:
    pieces: list[Piece] = [
        '<p title="',
        ("first",),
        '" id="',
        ("second",),
        '">',
        ("third",),
        "</p>",
    ]
    assert framed(pieces) == '<p id="second" title="first">third</p>'


@given(st.lists(_TEXTS, min_size=3, max_size=3))
def test_a_value_stays_inside_its_attribute(values: list[str]) -> None:
    first, second, third = (shown(value) for value in values)
    pieces: list[Piece] = ['<p title="', first, '" id=', '"x', second, '">', third, "</p>"]
    text = framed(pieces)
    assert f'title="{escape(values[0])}"' in text
    assert f'id="x{escape(values[1])}"' in text
    assert text.endswith(f">{escape(values[2])}</p>")


def test_a_value_without_quotation_marks_around_it_is_minified_with_its_page() -> None:
    pieces: list[Piece] = ["<a href=", ("x",), ">", ("y",), "</a>"]
    assert framed(pieces) == minified("<a href=x>y</a>")


def test_a_value_that_the_minifier_drops_is_minified_with_its_page() -> None:
    pieces: list[Piece] = ["<!-- ", ("x",), " --><p>", ("y",), "</p>"]
    assert framed(pieces) == minified("<!-- x --><p>y</p>") == "<p>y</p>"


def test_long_lists_are_minified_as_they_are() -> None:
    row: list[Piece] = ["<li>  ", ("a",), " </li>"]
    pieces = row * 200
    assert framed(pieces) == minified("<li>  a </li>" * 200)
