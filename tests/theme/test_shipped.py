"""The themes that come with sitegen beside `default`: the same cases, and the same rules."""

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.theme import available, bundled, cases, load
from sitegen.theme.texts import HOSTILE
from sitegen.theme.theme import Theme

from .pages import Balance, render, rendered

OTHERS = tuple(name for name in available([bundled()]) if name != "default")


@pytest.fixture(scope="module", params=OTHERS)
def theme(request: pytest.FixtureRequest) -> Theme:
    return load(request.param, [], {})


@pytest.fixture(scope="module")
def pages(theme: Theme) -> dict[str, str]:
    return rendered(theme)


@pytest.mark.parametrize("name", available([bundled()]))
def test_colours_are_told_by_custom_properties_alone(name: str) -> None:
    for path in (bundled() / name / "static/css").glob("*.css"):
        if not re.match(r"1[05]-", path.name):
            rules = path.read_text("utf-8").replace("#0008", "")  # what dims a page behind its keys
            assert not re.search(r"#[0-9a-fA-F]{3,8}\b[^{]*;|\b(rgb|hsl)a?\(", rules), path
            for colour in re.findall(r"oklch\(.*", rules):
                assert "var(--" in colour, path


def test_these_are_shipped() -> None:
    assert set(OTHERS) == {"aggregator", "forum", "mail", "orange", "paper"}


def test_each_extends_default_and_is_small(theme: Theme) -> None:
    own, parent = theme.folders
    assert parent.name == "default"
    files = [path for path in own.path.rglob("*") if path.is_file()]
    assert sum(len(path.read_text("utf-8").splitlines()) for path in files) <= 300
    for path in files:
        if path.suffix == ".html":
            assert path.read_text("utf-8").startswith("{# "), path


def test_every_option_of_its_own_is_put_to_use(theme: Theme) -> None:
    folder: Path = theme.folders[0].path
    said = "".join(p.read_text("utf-8") for p in folder.rglob("*.*") if p.name != "theme.toml")
    for name in theme.options.keys() - load("default", [], {}).options.keys():
        assert name in said or name.replace("_", "-") in said, name


def test_pages_are_balanced_and_hostile_text_stays_text(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        if not page.lstrip().startswith("<!DOCTYPE html>"):
            continue
        balance = Balance()
        balance.feed(page)
        balance.close()
        assert balance.open == [], name
        for node in LexborHTMLParser(page).css("*"):
            assert not any(key.startswith("on") for key in node.attributes), node.html
            for key in ("href", "src"):
                value = (node.attributes.get(key) or "").strip().lower()
                assert not re.match(r"(javascript|data|vbscript):", value), node.html
    assert LexborHTMLParser(pages["hard"]).css_first("li[id] h3").text() == HOSTILE


def test_comments_are_all_there_and_say_what_they_answer(
    theme: Theme, pages: dict[str, str]
) -> None:
    tree = LexborHTMLParser(pages["hard"])
    for view in cases.hard(theme).comments:
        item = tree.css_first(f"#{view.anchor}")
        assert item is not None
        if view.parent_href:
            links = [a.attributes.get("href") for a in item.iter() if a.tag == "a"]
            assert view.parent_href in links
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))


def test_a_forum_is_linear_with_replies_named_and_discs() -> None:
    theme = load("forum", [], {})
    tree = LexborHTMLParser(render(theme, "thread.html", cases.conversation(theme)))
    assert tree.css("li li[id]") == []
    second = tree.css_first("#c2")
    assert "in reply to marit" in second.text()
    assert second.attributes["data-by"] == "K"
    first = tree.css_first("article > .avatar")
    assert first.attributes["data-hue"] == second.attributes["data-hue"]
    plain = load("forum", [], {"avatars": False})
    page = LexborHTMLParser(render(plain, "thread.html", cases.conversation(plain)))
    assert page.css(".avatar, [data-by]") == []


def test_an_aggregator_shows_scores_and_communities() -> None:
    theme = load("aggregator", [], {})
    thread = LexborHTMLParser(render(theme, "thread.html", cases.conversation(theme)))
    assert thread.css_first(".band a").text() == "r/clocks"
    front = LexborHTMLParser(rendered(theme)["front"])
    assert front.css_first(".score").text().split() == ["412", "points"]
    off = load("aggregator", [], {"banners": False, "show_scores": False})
    assert "band" not in render(off, "thread.html", cases.conversation(off))


def test_orange_numbers_the_threads_of_lists() -> None:
    for numbered in (True, False):
        theme = load("orange", [], {"numbered": numbered})
        rows = LexborHTMLParser(rendered(theme)["front"]).css_first("ol.rows")
        assert ("numbered" in str(rows.attributes["class"])) == numbered


def test_paper_parts_top_comments_by_an_ornament() -> None:
    theme = load("paper", [], {})
    tree = LexborHTMLParser(render(theme, "thread.html", cases.conversation(theme)))
    assert len(tree.css(".ornate > section > ol.comments")) == 1
    plain = load("paper", [], {"ornaments": False})
    assert "ornate" not in render(plain, "thread.html", cases.conversation(plain))
