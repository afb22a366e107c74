"""Bodies of mail by example (mail.md), and what holds for every one of them.

They hold more than other bodies: folds, and classes for what is dimmed. Everything else is as
`body_html` says.
"""

import re
import sys
import time
from pathlib import Path
from typing import cast

import pytest
from body_html import Read, laid_out, words
from hypothesis import given, settings
from hypothesis import strategies as st
from test_bodies import Case, cases

from sitegen import bodies
from sitegen.bodies.characters import tidy
from sitegen.bodies.mail_addresses import without_addresses
from sitegen.bodies.sanitize import clean_mail
from sitegen.model import Body
from sitegen.model.post import Markup

FILE = Path(__file__).parent / "mail.md"
_CASE = re.compile(r"^([^\n.][^\n]*)\n\.\n(.*?)^\.\n(?:(.*?)^\.\n)?", re.M | re.S)
_CLASSES = {"p": "attribution|signature", "pre": "code|signature", "ul": "attachments"}
_FOLDS = "quote|signature"
_FOLD = re.compile(r"<details class=\"\w+\"><summary>(\d+ quoted lines|PGP \w+)</summary>")


class ReadMail(Read):
    """A body of mail. `folded` are the classes of its folds."""

    def __init__(self, html: str) -> None:
        self.folded: list[str] = []
        super().__init__(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "details":
            if len(told) != 1 or not re.fullmatch(_FOLDS, told.get("class") or ""):
                self.faults.append(f"attributes {told} of details")
            self.folded.append(told.get("class") or "")
            self._open.append(tag)
            return
        if tag == "summary":
            if told or self._open[-1] != "details":
                self.faults.append("a summary of nothing")
            self._open.append(tag)
            return
        if tag in _CLASSES and re.fullmatch(_CLASSES[tag], told.get("class") or ""):
            attrs = [(name, value) for name, value in attrs if name != "class"]
        super().handle_starttag(tag, attrs)


def render(text: str, markup: str = "mail") -> str:
    return bodies.render(Body(text, cast(Markup, markup)))


def told(html: str) -> list[str]:
    """The words on the page, without those that we put there."""
    return words(ReadMail(_FOLD.sub("", html).replace("</details>", "")).text)


@pytest.mark.parametrize("case", cases("mail"), ids=lambda case: case.title)
def test_case(case: Case) -> None:
    html = render(case.text.removesuffix("\n"))
    shown = laid_out(html)
    assert (f"{shown}\n" if shown else "") == case.html
    assert ReadMail(html).faults == []


def test_the_file_holds_what_bodies_become(request: pytest.FixtureRequest) -> None:
    text = FILE.read_text("utf-8")

    def renewed(match: re.Match[str]) -> str:
        html = laid_out(render(match[2].removesuffix("\n")))
        return f"{match[1]}\n.\n{match[2]}.\n{html}{chr(10) if html else ''}.\n"

    if request.config.getoption("--golden"):
        FILE.write_text(_CASE.sub(renewed, text), "utf-8", newline="\n")
    assert text.splitlines().count(".") == 3 * len(cases("mail")), "a case lacks one of its dots"
    titles = [case.title for case in cases("mail")]
    assert len(set(titles)) == len(titles)


# Laws

LINES = (
    "> ", ">> ", ">>>", "> > ", "| ", "-- ", "--", "- ", "* ", "1. ", "    ", "\t", "   ",
    "On Mon, A wrote:", "@@ -1,2 +1,2 @@", "--- a/x", "+++ b/x", "diff --git a/x b/x", "+", "-",
    "____________________", "x mailing list", "[attachment: a.b, c/d]",
    "-----BEGIN PGP SIGNATURE-----", "-----END PGP SIGNATURE-----",
    "-----BEGIN PGP SIGNED MESSAGE-----", "Hash: SHA1", "<b>", "&lt;", "<script>", "</p>", "\"",
    "'", "https://example.org/a?b=c&d", "www.example.org", "ann@example.org",
    "<ann at example.org>", "ann at example.org (Ann)", "git@example.org:x.git", ">>> print(1)",
    "\x00", "\u202e", "\ud800", "é", "אב", "{", ";", "+--+", "a  |  b", "word", "two words", "\n",
    "\n\n", "\n> ",
)  # fmt: skip
soups = st.lists(st.sampled_from(LINES) | st.characters(), max_size=40).map("".join)
pages = st.lists(st.lists(st.sampled_from(LINES), max_size=4).map(" ".join), max_size=30).map(
    "\n".join
)


@settings(max_examples=400)
@given(soups | pages)
def test_whatever_comes_in_what_comes_out_may_stand_in_a_page(text: str) -> None:
    for markup in ("mail", "mail-html"):
        html = bodies.RENDERERS[markup](tidy(text))
        assert ReadMail(html).faults == [], repr(text)
        if markup == "mail" and "\xa0" not in html:  # which a sanitizer writes as an entity
            assert clean_mail(html) == html
        html.encode()
        bodies.plain_text(Body(text, cast(Markup, markup)), 40)


@settings(max_examples=400)
@given(pages)
def test_no_word_is_lost_but_what_stands_behind_an_at(text: str) -> None:
    text = text.replace("\x00", "").encode("utf-8", "replace").decode().replace("\u202e", "")
    text = re.sub(r"(?m)^.*(PGP|Hash:|\[attachment).*$", "", text)  # armour is put at the end
    rest = re.sub(r"(?m)[ \t]+$", "", text.strip("\n"))
    assert sorted(told(render(text))) == sorted(words(without_addresses(rest)))


@pytest.mark.parametrize("case", cases("xss"), ids=lambda case: case.title)
@pytest.mark.parametrize("markup", ["mail", "mail-html"])
def test_attacks_come_out_harmless(case: Case, markup: str) -> None:
    read = ReadMail(render(case.text, markup))
    assert read.faults == []
    assert not [link for link in read.links if "@" in link.partition("//")[2].partition("/")[0]]


def test_quotes_of_any_depth_come_out_shallow_and_whole() -> None:
    lines = [f"{'>' * depth} {depth}x" for depth in range(1, 200)]
    for text in ("\n".join(lines), "\n".join(reversed(lines)), ">" * 9999 + " 1x"):
        read = ReadMail(render(text))
        assert read.faults == []
        assert words(read.text)[-1].endswith("x") or "1x" in words(read.text)
    assert read.depth <= 20


UNITS = (
    "> ", ">", ">\n", "> a\n", ">> a\n> b\n", "| ", "| a\n", " >", "-- \n", "--\n",
    "@@ -1 +1 @@\n", "--- a\n", "+++ a\n", "diff --git a\n", "@@ -9,9 +9,9 @@\n+a\n", "a@b.cd ",
    "a@", "@b.cd", "x@b.", " at b.cd", "a at b.cd\n", "<a at b.cd>", "[attachment: ",
    "[attachment: a]\n", "-----BEGIN PGP SIGNATURE-----\n", "-----BEGIN PGP SIGNED MESSAGE-----\n",
    "Hash: a\n", "____________________\n", "mailing list\n", " ", "\t", "\n", "   a\n", " a\n",
    "a\n ", "- a\n", "1. a\n", ">>> a\n", "://", "www.", "https://a.b/ ", "{\n", ";\n", "|", "+--",
    "a.", "a-", "On \n", "wrote:\n> ", "é",
)  # fmt: skip


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_hostile_texts_take_linear_time(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    start = time.process_time()
    html = render(text)
    assert time.process_time() - start < 5.0  # linear work takes 0.1 s
    assert len(html) < 30 * len(text) + 20_000


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_twice_the_text_is_twice_the_work(unit: str) -> None:
    renderer = bodies.RENDERERS["mail"]
    renderer(unit)

    def calls(text: str) -> int:
        count = 0

        def tally(frame: object, event: str, argument: object) -> None:
            nonlocal count
            count += event in ("call", "c_call")

        sys.setprofile(tally)
        try:
            renderer(text)
        finally:
            sys.setprofile(None)
        return count

    once, twice = (unit * (size // len(unit)) for size in (3000, 6000))
    assert calls(twice) < 2.3 * calls(once) + 200
