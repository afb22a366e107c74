"""Code: every character of it is shown, in colours that can be read."""

import re
from itertools import product

import pytest
from body_html import Read
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import bodies
from sitegen.bodies import highlight
from sitegen.bodies.colours import BACKGROUND, COLOURS, TEXT, Colour
from sitegen.bodies.highlight import highlighted, painter
from sitegen.model import Body

SAMPLE = "int main(void) {\n\treturn \"a\\n\" != 'b'; // <ok> & so\n}\n\n# x = 0x1F @y"


def text_of(html: str) -> str:
    read = Read(html)
    assert read.faults == []
    return read.text


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_of_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("name", [*COLOURS, "text"])
def test_colours_can_be_read_in_both_schemes(name: str) -> None:
    colour = COLOURS.get(name, TEXT)
    assert contrast(colour.light, BACKGROUND.light) >= 4.5
    assert contrast(colour.dark, BACKGROUND.dark) >= 4.5


def test_the_style_sheet_has_each_class_once_and_only_below_code() -> None:
    css = bodies.stylesheet()
    selectors = re.findall(r"(?:^|,)([^,{}]+)(?=[,{])", re.sub(r"\{[^}]*\}", ",{", css), re.M)
    named = [selector.strip() for selector in selectors if selector.strip()]
    assert sorted(named) == sorted([".code", *(f".code .{name}" for name in COLOURS)])
    for colour in {*COLOURS.values(), TEXT, BACKGROUND}:
        assert css.count(f"light-dark({colour.light},{colour.dark})") == 1
        assert isinstance(colour, Colour)


@pytest.mark.parametrize("name", sorted(set(highlight._LANGUAGES.values())))
def test_no_lexer_changes_the_code(name: str) -> None:
    html = highlighted(SAMPLE, name)
    assert text_of(f"<pre>{html}</pre>").strip(" ") == SAMPLE
    assert set(re.findall(r'class="(\w+)"', html)) <= set(COLOURS)


def test_every_language_that_is_listed_is_known_to_pygments() -> None:
    assert set(highlight._LANGUAGES.values()) == highlight._NAMES
    assert set(highlight._SLOW) <= highlight._NAMES


@pytest.mark.parametrize("language", ["Python", "py", " JAVASCRIPT ", "c++", "sh", "yml", "rs"])
def test_languages_are_known_by_their_aliases(language: str) -> None:
    assert "<span" in painter()("if x: 'y'", language)


@pytest.mark.parametrize("language", ["", "auto", "none", "../etc/passwd", "Python console", "ſql"])
def test_other_languages_are_not_guessed(language: str) -> None:
    assert painter()("if x: 'y' # <b>", language) == (
        '<pre class="code" tabindex="0"><code>if x: \'y\' # &lt;b&gt;</code></pre>'
    )


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(["if", "x", " ", "\n", '"', "'", "/*", "//", "#", "<", "&", "1", "é"])
    ),
    st.sampled_from(["python", "c", "html", "json", "bash", "diff"]),
)
def test_code_is_shown_as_it_was_written(parts: list[str], language: str) -> None:
    code = "".join(parts)
    assert text_of(painter()(code, language)).strip(" ") == code.strip(" ")


def test_a_body_has_a_budget_of_colours() -> None:
    paint = painter()
    line = "x = 1  # boats\n"
    assert "<span" in paint(line * 100, "python")
    assert "<span" in paint(line * 100, "python")
    assert "<span" not in paint(line * 100, "python")
    assert "<span" in painter()(line * 60, "python")
    assert "<span" not in painter()(line * 2000, "python")
    assert "<span" not in painter()(line * 100, "c#")


def test_a_lexer_that_fails_or_loses_text_leaves_the_code_without_colours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Lexer:
        def __init__(self, values: list[str]) -> None:
            self.values = values

        def get_tokens_unprocessed(self, code: str) -> list[tuple[int, object, str]]:
            if not self.values:
                raise RecursionError
            return [(0, highlight.Keyword, value) for value in self.values]

    for values in ([], ["a <"], ["a < b "]):
        monkeypatch.setattr(highlight, "_lexer", lambda name, values=values: Lexer(values))
        assert highlighted("a < b", "Python") == "a &lt; b"
    monkeypatch.setattr(highlight, "_lexer", lambda name: Lexer(["a < b"]))
    assert highlighted("a < b", "Python") == '<span class="k">a &lt; b</span>'


def test_code_looks_the_same_in_every_markup() -> None:
    told = {
        "markdown": "```python\nx = 1\n```",
        "reddit": "```python\nx = 1\n```",
        "html": '<pre><code class="language-python">x = 1</code></pre>',
    }
    shown = {bodies.render(Body(text, markup)) for markup, text in told.items()}  # type: ignore[arg-type]
    assert shown == {
        '<pre class="code" tabindex="0"><code>x = <span class="m">1</span></code></pre>'
    }
    untold = {"hn": "<pre><code>  x = 1</code></pre>", "plain": "  x = 1", "reddit": "    x = 1"}
    shown = {bodies.render(Body(text, markup)) for markup, text in untold.items()}  # type: ignore[arg-type]
    assert shown == {'<pre class="code" tabindex="0"><code>x = 1</code></pre>'}


@pytest.mark.parametrize(
    ("first", "second"), list(product(["python", "c", "html"], ["json", "python"]))
)
def test_lexers_remember_nothing(first: str, second: str) -> None:
    code = '"""/* <!-- {'
    alone = painter()(code, second)
    painter()(code, first)
    assert painter()(code, second) == alone
