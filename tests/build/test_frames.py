"""Frames of pages: minified once, and no value is changed by it."""

import minify_html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from sitegen.build import frames
from sitegen.build.frames import framed, minified
from sitegen.theme.compiling import Piece, shown

_OPTIONS = {"keep_closing_tags": True, "keep_html_and_head_opening_tags": True}
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


def test_long_paragraphs_are_minified_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    link: list[Piece] = [' <a id="', ("c-1",), '" href="', ("page 2#c-1",), '">', ("a  b",), "</a>"]
    paragraph: list[Piece] = ["<p> Page:\n", *link * 400, " </p>\n"]
    kept: list[Piece] = ["<pre>", *paragraph, "</pre>\n"]
    pieces = ["<main>\n", *paragraph * 9, *kept, "<p>the  end</p></main>"]
    whole = minified("".join([piece if isinstance(piece, str) else piece[0] for piece in pieces]))
    lengths: list[int] = []

    def minify(html: str, **options: bool) -> str:
        lengths.append(len(html))
        return minify_html.minify(html, **options)

    monkeypatch.setattr(frames, "minified", lambda html: minify(html, **_OPTIONS))
    assert framed(pieces) == whole
    assert max(lengths) < len(whole) / 2
