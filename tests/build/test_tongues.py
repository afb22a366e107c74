"""Texts in another language than their page's say so; what is not surely in one says nothing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from small_site import SmallSite, node

from sitegen.build.tongues import tongue

LINES = (Path(__file__).parent / "tongues.txt").read_text("utf-8").splitlines()[1:]
TOLD = {of: text for of, _, text in (line.partition(": ") for line in LINES) if of != "-"}
CODE = "for i in range(10):\n    print(i)\nif x in y:\n    return de.la(x) or die(no, es, un)\n"
TWO = f"{TOLD['ru']} {TOLD['en']} {TOLD['en']}"
UNTOLD = (
    *(line.removeprefix("-: ") for line in LINES if line.startswith("-: ")),
    "", "Danke!", "¿Por qué no?", "はい", "+1", "Vielen Dank für die Hilfe, das war es.", "не знаю",
    # What is no sentence: code, names, addresses, numbers, a poem of syllables.
    CODE, f"```\n{CODE}{CODE}```", f"<pre><code>{CODE}", "0x00 0x1f 0xff " * 40, "la " * 40,
    "SELECT a, b FROM t WHERE a IN (1, 2) ORDER BY b; INSERT INTO t VALUES (1, 'die der das');",
    # Quoted, or in more than one language.
    f"> {TOLD['de']}\n", f"<blockquote>{TOLD['fr']}</blockquote>", f"{TOLD['de']} {TOLD['en']}",
    f"{TOLD['fr']} {TOLD['es']}", f"{TOLD['ja']} {TOLD['en']}", TWO,
)  # fmt: skip


@pytest.mark.parametrize("language", TOLD)
def test_a_language_is_told_where_it_is_another_than_the_pages(language: str) -> None:
    text = TOLD[language]
    for own in ("de", "en", "en-GB", "fr", "es", "ja", "ru"):
        expected = "" if own.partition("-")[0] == language else language
        assert tongue(text, own) == expected
        assert tongue(f"<p>{text}</p>\n> Va bene, ma non è questo il problema.\n", own) == expected
    assert tongue(text, f"{language}-XX") == ""


@pytest.mark.parametrize("text", UNTOLD)
def test_what_is_not_surely_in_another_language_says_nothing(text: str) -> None:
    assert {tongue(text, own) for own in ("en", "tlh")} == {""}


@pytest.mark.parametrize("language", ["de", "es", "tr"])
def test_words_are_not_told_from_those_of_a_language_that_has_no_list(language: str) -> None:
    assert tongue(TOLD[language], "eu") == ""
    assert tongue(TOLD["ja"], "eu") == "ja"


@given(st.text(st.characters(max_codepoint=127), max_size=400), st.text(max_size=300))
def test_any_text_has_one_or_none(ascii_text: str, text: str) -> None:
    for given_text in (ascii_text, text):
        assert tongue(given_text, "en") in {"", *TOLD, "hu", "ro", "vi", "ka", "hy", "bn", "ta"}


@pytest.mark.parametrize(
    "piece", ["<pre", "<pre>", "```", "`", "<", "&", "a/", "a" * 50, "> ", "\t", " \n", "é", "ы"]
)
def test_texts_made_to_be_slow_are_not(piece: str) -> None:
    tongue(piece * 1_000_000, "en")


def test_pages_tell_it_in_their_texts(tmp_path: Path) -> None:
    site = SmallSite(tmp_path / "site")
    top = node(1, node(2, text=TOLD["ja"]), node(3, text=TOLD["en"]), title="One", text=TOLD["de"])
    site.dump("1.json", top)
    site.build()
    tree = LexborHTMLParser(site.page("t/hn/1/index.html"))
    told = [text.attributes.get("lang") for text in tree.css("[itemprop=text]")]
    assert told == ["de", "ja", None]
