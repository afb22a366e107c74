"""Bodies by example: each case of the files beside this one, and the laws that hold for all.

A file is named for its markup. A case is a title, then a line with a dot, the body, a dot, its
HTML with a line for each block, and a dot; `{U+202E}` stands for a character one cannot see.
`pytest --golden` writes the HTML anew; look at it before you commit. Cases of xss.md have no HTML:
they go through every renderer, and what comes out must be harmless.
"""

import re
from pathlib import Path
from typing import NamedTuple, cast

import pytest
from body_html import Read, laid_out

from sitegen import bodies
from sitegen.model import Body
from sitegen.model.post import Markup

HERE = Path(__file__).parent
MARKUPS = ("plain", "hn", "reddit", "markdown", "github", "html", "slack", "discord")
_CASE = re.compile(r"^([^\n.][^\n]*)\n\.\n(.*?)^\.\n(?:(.*?)^\.\n)?", re.M | re.S)
_CHARACTER = re.compile(r"\{U\+([0-9A-F]{2,6})\}")


class Case(NamedTuple):
    file: str
    title: str
    text: str
    html: str


def cases(name: str) -> list[Case]:
    text = (HERE / f"{name}.md").read_text("utf-8")
    return [Case(name, *(part or "" for part in match.groups())) for match in _CASE.finditer(text)]


def rendered(text: str, markup: str) -> str:
    text = _CHARACTER.sub(lambda match: chr(int(match[1], 16)), text)
    return bodies.render(Body(text.removesuffix("\n"), cast(Markup, markup)))


def shown(html: str) -> str:
    """As it stands in a case: characters that one cannot see by their numbers."""
    hidden = re.compile("[\u00a0\u200b-\u200f\u2060\ufeff]")
    html = hidden.sub(lambda match: f"{{U+{ord(match.group()):04X}}}", laid_out(html))
    return f"{html}\n" if html else ""


@pytest.mark.parametrize("name", MARKUPS)
def test_files_hold_what_bodies_become(name: str, request: pytest.FixtureRequest) -> None:
    path = HERE / f"{name}.md"
    text = path.read_text("utf-8")

    def renewed(match: re.Match[str]) -> str:
        return f"{match[1]}\n.\n{match[2]}.\n{shown(rendered(match[2], name))}.\n"

    if request.config.getoption("--golden"):
        path.write_text(_CASE.sub(renewed, text), "utf-8", newline="\n")
    assert text.splitlines().count(".") == 3 * len(cases(name)), "a case lacks one of its dots"
    titles = [case.title for case in cases(name)]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    "case", [case for name in MARKUPS for case in cases(name)], ids=lambda case: case.title
)
def test_case(case: Case) -> None:
    html = rendered(case.text, case.file)
    assert shown(html) == case.html
    assert Read(html).faults == []


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("case", cases("xss"), ids=lambda case: case.title)
def test_attacks_come_out_harmless(case: Case, markup: str) -> None:
    html = rendered(case.text, markup)
    read = Read(html)
    assert read.faults == []
    for link in read.links:
        host = re.split(r"[/?#]", link.partition("//")[2])[0]
        assert "@" not in host
        assert not re.search(r"[\s\\]", host)


def test_cases_of_one_markup_are_safe_in_every_other() -> None:
    for name in MARKUPS:
        for case in cases(name):
            for markup in MARKUPS:
                assert Read(rendered(case.text, markup)).faults == [], (case.title, markup)


def test_every_markup_has_a_renderer() -> None:
    assert set(bodies.RENDERERS) == set(Markup.__args__)  # type: ignore[attr-defined]


def test_long_quotes_are_folded_and_short_ones_are_not() -> None:
    long = "> " + "word " * 300 + "\n\nI agree.\n\n> short\n\nNo."
    html = bodies.render(Body(long, "markdown"))
    assert html.startswith('<details class="quote"><summary>Quote of 300 words</summary>')
    assert html.count("<details") == html.count("</blockquote></details>") == 1
    assert html.count("<blockquote>") == html.count("</blockquote>") == 2
    assert bodies.plain_text(Body(long, "markdown"), 20).startswith("word word")
    deep = "".join(f"{'>' * level} {'word ' * 120}\n>\n" for level in range(1, 5))
    assert bodies.render(Body(deep, "markdown")).count("<details") == 1


@pytest.mark.parametrize("markup", ["hn", "html", "mail-html"])
def test_a_reference_of_thousands_of_digits_costs_a_body_no_markup(markup: str) -> None:
    html = rendered(f"at http://kiln.example/ &#{'1' * 5000}; <i>the kiln</i>", markup)
    assert "<i>the kiln</i>" in html or "<em>the kiln</em>" in html
