"""Pages in other languages: every text of the templates, plurals, numbers, dates, direction."""

import ast
import re
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import jinja2
import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.build import said
from sitegen.errors import ThemeError
from sitegen.theme import bundled, cases, catalogue, load
from sitegen.theme.files import texts_of_style
from sitegen.theme.theme import Theme
from sitegen.theme.translate import texts_of

from .pages import render, rendered

LANGUAGES = ("ar", "de", "es", "fr", "zh")
SAME = {"article", "JSON", "Markdown"}  # a value for programs, and names
CODE = sorted(Path(said.__file__).parent.glob("*.py"))
COUNTED = {"community", "month"}  # by a name of the code's own


def words(language: str) -> dict[str, dict[str, object]]:
    path = bundled() / "default" / "words" / f"{language}.toml"
    return tomllib.loads(path.read_text("utf-8"))


def spoken() -> set[str]:
    env = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    found: set[str] = set()
    for ending in ("html", "txt"):
        for path in bundled().glob(f"*/templates/**/*.{ending}"):
            found.update(texts_of(env.parse(path.read_text("utf-8")), html=ending == "html"))
    for path in bundled().glob("*/static/css/*.css"):
        found.update(texts_of_style(path.read_text("utf-8")))
    return found


def told() -> set[str]:
    """What the build says: literals that are handed to `text`, and the tables of said.py."""
    found = {*said.RULES, *said.CLAUSES}
    for table in (said.ORDERS, said.IN_ORDER, said.LISTS, said.LISTS_IN_ORDER, said.FORMS,
                  said.HOW_SURE, said.STATES):  # fmt: skip
        found.update(table.values())
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) == "text" and node.args:
                literals = (n.value for n in ast.walk(node.args[0]) if isinstance(n, ast.Constant))
                found.update(of for of in literals if isinstance(of, str))
    return found


def _name(of: ast.expr) -> str:
    return of.attr if isinstance(of, ast.Attribute) else of.id if isinstance(of, ast.Name) else ""


def counted() -> set[str]:
    templates = bundled().glob("*/templates/**/*.*")
    text = "".join(path.read_text("utf-8") for path in [*templates, *CODE])
    holes = {hole for of in said.CLAUSES for hole in re.findall(r"\{([a-z ]{4,})\}", of)}
    return {
        *re.findall(r'count\((?:[^"\n()]+(?:\([^()]*\))?[^"\n()]*, )?"([\w ]+)"', text),
        *holes,
    } | COUNTED


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_and_noun_of_the_templates_is_there_and_no_other(language: str) -> None:
    said = words(language)
    wanted = (spoken() - SAME) | told()
    assert wanted - said["texts"].keys() == set(), f"add these to default/words/{language}.toml"
    assert said["texts"].keys() - wanted == set(), "no template says these any more"
    assert said["counted"].keys() == counted()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nouns_have_the_plural_forms_of_their_language(language: str) -> None:
    rules = catalogue.locale(language).plural_form
    wanted = {*rules.tags, "other"} - ({"many"} if language in ("es", "fr") else set())
    for noun, forms in words(language)["counted"].items():
        assert isinstance(forms, dict)
        assert forms.keys() == wanted, noun


def german(**options: object) -> Theme:
    return load("default", [], options, language="de-AT")


def test_a_page_speaks_its_language() -> None:
    theme = german()
    thread = LexborHTMLParser(render(theme, "thread.html", cases.conversation(theme)))
    text = thread.css_first("body").text()
    for words_ in ("Zu den Kommentaren", "11 Kommentare", "bearbeitet", "Gelöschter Kommentar",
                 "3\N{NO-BREAK SPACE}weitere Antworten nicht gesichert", "nach Gemeinschaft",
                 "88\N{NO-BREAK SPACE}Punkte", "alle Kommentare"):  # fmt: skip
        assert words_ in text or words_ == "nach Gemeinschaft", words_
    assert thread.css_first("nav").attributes["aria-label"] == "Website"
    front = LexborHTMLParser(rendered(theme)["front"]).css_first("main").text()
    assert "1.234 Threads, 56.789 Kommentare" in front
    assert "The clock in the lamp room loses a minute a day" in front


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_english_is_left_and_no_tag_is_lost(language: str) -> None:
    english, other = load("default", [], {}), load("default", [], {}, language=language)
    before, after = rendered(english), rendered(other)
    for name, page in before.items():
        if page.lstrip().startswith("<!DOCTYPE html>"):
            tags = [node.tag for node in LexborHTMLParser(page).css("*")]
            assert [node.tag for node in LexborHTMLParser(after[name]).css("*")] == tags, name
            for text in ("Skip to", ">Months<", "All threads", "Unknown author", "not saved"):
                assert text not in after[name]


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("ar", 1, "تعليق واحد"),
        ("ar", 2, "تعليقان"),
        ("de", 1, "1 Kommentar"),
        ("de", 2619, "2.619 Kommentare"),
        ("fr", 0, "0 commentaire"),
        ("es", 1, "1 comentario"),
        ("zh", 5, "5 条评论"),
    ],
)
def test_plurals_and_numbers(language: str, number: int, said: str) -> None:
    found = load("default", [], {}, language=language).catalogue
    assert found is not None
    assert found.count(number, "comment") == said


def test_dates_are_those_of_the_language() -> None:
    found = german().catalogue
    assert found is not None
    assert found.day(date(2024, 2, 19)) == "19.02.2024"
    assert found.month(date(2024, 2, 1)) == "Februar 2024"


def test_english_and_unknown_languages_cost_nothing() -> None:
    assert load("default", [], {}, language="en-GB").catalogue is None
    assert load("default", [], {}, language="tlh").catalogue is None
    assert [catalogue.direction(tag) for tag in ("en", "ar", "he-IL", "de", "tlh")] == [
        "ltr", "rtl", "rtl", "ltr", "ltr",
    ]  # fmt: skip


def test_a_theme_and_a_site_have_words_of_their_own(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    texts = '[texts]\n"Feed" = "Neues"\n"Kept by hand" = "Von Hand gepflegt"\n'
    footer = "{# Of base.html. #}\n<footer>Kept by hand · {{ site.title }}</footer>"
    write("own", {"words/de.toml": texts, "templates/partials/footer.html": footer},
          extends="default")  # fmt: skip
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "de.toml").write_text('[texts]\n"Months" = "Monat für Monat"\n', "utf-8")
    theme = load("own", [tmp_path / "themes"], {}, tmp_path, language="de")
    page = LexborHTMLParser(render(theme, "thread.html", cases.conversation(theme)))
    assert "Neues" in page.css_first("header").text()
    assert "Monat für Monat" in page.css_first("header").text()
    assert page.css_first("footer").text() == "Von Hand gepflegt · The lamp room"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[texts]\na = 1", "cannot be read"),
        ('[counted.comment]\none = "x"', "'other'"),
        ("[", "cannot be read"),
    ],
)
def test_words_that_cannot_be_read_are_told(
    write: Callable[..., Path], text: str, message: str
) -> None:
    folder = write("own", {"words/de.toml": text}, extends="default")
    with pytest.raises(ThemeError, match=message):
        load("own", [folder.parent], {}, language="de")
