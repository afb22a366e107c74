"""No word of the interface is left in English: here is a language whose words are in brackets.

All that dumps tell is in Greek letters; so what is in Latin ones and outside of brackets was said
by sitegen, and not looked up.
"""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from small_site import SmallSite, node

from sitegen.build import said
from sitegen.theme import available, bundled, catalogue
from sitegen.theme.catalogue import Catalogue

# Names, and the marks of machines: no words.
NAMES = {"Hacker", "News", "JSON", "Markdown", "Atom", "UTC"}
LABELS = ("aria-label", "title", "alt", "placeholder", "content", "data-words", "label")
WORD = re.compile(r"[A-Za-z]{2,}")
PARAGRAPH = "Το ρολόι του φάρου χάνει ένα λεπτό την ημέρα, και κανείς δεν ξέρει γιατί. "


class Bracketed(Catalogue, frozen=True):
    """A language in which every word is the English one, in brackets."""

    def text(self, english: str) -> str:
        return f"⟦{english}⟧"

    def number(self, value: int) -> str:
        return str(value)

    def count(self, value: int, one: str) -> str:
        return f"⟦{value} {one}⟧"

    def day(self, when: date) -> str:
        return "⟦day⟧"

    def month(self, when: date) -> str:
        return "⟦month⟧"


@pytest.fixture(scope="module", params=available([bundled()]))
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    site = SmallSite(tmp_path_factory.mktemp("greek"))
    text = "\n\n".join(PARAGRAPH * (1 + n % 3) for n in range(9))
    site.write("content/copy.txt", f"{text}\n\n> {PARAGRAPH}\n\nΝαι. {text}\n")
    site.write("content/quoted.txt", f"Φάρος\n\n{PARAGRAPH * 4}\n\n{text}\n")
    people = {"author": "Άννα", "text": PARAGRAPH}
    tree = node(2, node(3, node(4, **people), **people), node(5, **people), **people)
    gone = [node(8, deleted=True, author=None, text=None), node(9, dead=True, **people)]
    many = [
        node(100 + n, **{**people, "author": "Βασίλης" if n % 2 else "Γιώργος"}) for n in range(60)
    ]
    site.dump(
        "a.json", node(1, tree, *gone, title="Φάρος", points=3, url="https://a.example/", **people)
    )
    site.dump(
        "b.json",
        node(
            50,
            node(99, *many, **people),
            title="Ρολόι",
            points=9,
            url="https://a.example/",
            **people,
        ),
    )
    site.dump("c.json", *(node(1000 + n, title="Νησί", at=1_600_000_000 + n * 9**6, **people)
                          for n in range(60)))  # fmt: skip
    site.dump("d.json", {**node(600, title=None, **people), "title": None, "type": "story"})
    site.items("e.json", {"id": 701, "type": "comment", "parent": 700, "by": "Άννα",
                          "time": 1_700_000_000, "text": PARAGRAPH})  # fmt: skip
    site.write("content/f.ndjson", OWN)
    site.write("pages/peri.md", f"# Περί\n\n{PARAGRAPH}\n")
    site.config(CONFIG.replace("THEME", request.param))
    patch = pytest.MonkeyPatch()
    patch.setattr(catalogue, "load", lambda folders, language: Bracketed("de"))
    try:
        report = site.build()
    finally:
        patch.undo()
    assert report.failures == ()
    return site


OWN = """\
{"sitegen": 1, "site": "quay"}
{"id": "1", "title": "Πλοίο", "author": "Άννα", "community": "β/φάρος", "body": "Ναι."}
{"id": "2", "parent": "1", "author": "Εύα", "body": "Όχι."}
"""

CONFIG = """\
[site]
title = "Αρχείο"
url = "https://xn--jxa.example/"
language = "de"
[build]
thread_comments = 25
orders = ["newest", "best", "flat"]
twins = ["json", "md", "feed"]
per_page = 20
[search]
enabled = true
[formats]
"*.txt" = "hn-text"
[theme]
name = "THEME"
"""


def left(text: str) -> list[str]:
    """The words outside of brackets, which may lie in one another, and of addresses."""
    while (shorter := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
        text = shorter
    text = re.sub(r"https?://\S+|[\w.-]+\.example|hn:\S+|#[\w-]+", "", text)
    return [word for word in WORD.findall(text) if word not in NAMES]


def said_on(page: str) -> str:
    """All that a page says: its text, and what stands in attributes for people."""
    tree = LexborHTMLParser(page)
    people = "[name=description], [property='og:title'], [property='og:description']"
    for machine in tree.css(f"script:not([data-words]), style, meta:not({people})"):
        machine.decompose()
    labels = [
        value
        for element in tree.css("*")
        for name, value in element.attributes.items()
        if value and name in LABELS
    ]
    return "\n".join([tree.html and tree.root.text(separator="\n"), *labels])


def test_no_page_says_a_word_in_english(site: SmallSite) -> None:
    found = {}
    pages = {path for path in site.files() if path.endswith(".html")}
    assert len(pages) > 60
    for path in sorted(pages):
        if words := left(said_on(site.page(path))):
            found[path] = sorted(set(words))
    assert found == {}


def test_all_kinds_of_pages_are_among_them(site: SmallSite) -> None:
    pages = [site.page(path) for path in site.files() if path.endswith(".html")]
    for kind in ("doubt", "evidence", "guess", "quoted", "above", "people", "orders", "levels",
                 "pages", "copy", "note", "notice", "groups", "written"):  # fmt: skip
        linear = kind == "levels" and any("avatar" in page for page in pages)
        assert linear or any(LexborHTMLParser(page).css_first(f".{kind}") for page in pages), kind


def test_every_notice_of_the_readers_is_known_clause_by_clause() -> None:
    notices = {
        notice
        for path in (Path(__file__).parents[1] / "data").rglob("*.expected.json")
        if path.parent.name != "sitegen-ndjson"  # anybody's sentences
        for found in re.findall(r'"notices": (\[[^\]]*\])', path.read_text("utf-8"))
        for notice in json.loads(found)
    }
    assert len(notices) > 10
    bracketed = Bracketed("de")
    for notice in notices:
        told = said.clause_by_clause(notice, bracketed.text, bracketed.count)
        told = re.sub(r"The first lines are by [\w⟦⟧]+;", "", told)  # by whom
        assert left(told) == [], notice


def test_nor_does_a_feed_or_a_text(site: SmallSite) -> None:
    for path in site.files():
        if path.endswith("feed.xml"):
            tree = re.findall(r"<(?:title|subtitle|summary|name)>(.*?)</", site.page(path))
            assert left("\n".join(tree)) == [], path
        elif path.endswith(("index.md", "llms.txt")):
            assert left(re.sub(r"\]\([^)]*\)", "]", site.page(path))) == [], path


def test_nor_does_a_style_sheet_or_the_script(site: SmallSite) -> None:
    css = site.page(site.static("static/style.css"))
    told = re.findall(r'content:\s*"([^"]*)"(?:\s*/\s*"([^"]*)")?', css)
    assert any("⟦original⟧" in alternative for _, alternative in told)
    assert left("\n".join("\n".join(strings) for strings in told)) == []
    script = (Path(__file__).parents[2] / "themes/default/static/js/thread.js").read_text("utf-8")
    page = LexborHTMLParser(site.page("t/hn/1/index.html"))
    (words,) = (item.attributes["data-words"] for item in page.css("script[data-words]"))
    told = [word.strip("⟦⟧") for word in (words or "").split("|")]
    listed = re.findall(r'^    (?:"?\S"?): \["([^"]+)"', script, re.MULTILINE)
    assert told[: len(listed)] == listed
    for number, english in re.findall(r'say\((\d+), "([^"]+)"\)', script):
        assert told[int(number)] == english
