"""The default theme with plain and hard values: escaped, balanced, well-formed, complete."""

import re
from pathlib import Path

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sitegen.theme import Theme, cases, load
from sitegen.theme.context import CONTEXTS, ThreadContext
from sitegen.theme.filters import web
from sitegen.theme.texts import HEBREW, HOSTILE, LONG

from . import measured
from .pages import Balance, render, rendered

HTML = ("conversation", "hard", "bare", "front", "community", "empty", "groups", "404")


@pytest.fixture(scope="module")
def pages(default: Theme) -> dict[str, str]:
    return rendered(default)


@pytest.fixture(scope="module")
def hard(default: Theme) -> ThreadContext:
    return cases.hard(default)


@pytest.mark.parametrize("name", HTML)
def test_every_element_is_closed_in_its_place(pages: dict[str, str], name: str) -> None:
    balance = Balance()
    balance.feed(pages[name])
    balance.close()
    assert balance.open == []
    assert balance.deepest < 120


@pytest.mark.parametrize("name", HTML)
def test_no_hostile_text_becomes_markup(pages: dict[str, str], name: str) -> None:
    tree = LexborHTMLParser(pages[name])
    for script in tree.css("script"):  # the theme's own, and never one on the page itself
        assert re.fullmatch(r"(\.\./)+static/js/\w+\.js", script.attributes["src"] or "")
        assert not script.text()
    for node in tree.css("*"):
        assert not any(key.startswith("on") for key in node.attributes), node.html
        for key in ("href", "src"):
            value = (node.attributes.get(key) or "").strip().lower()
            assert not re.match(r"(javascript|data|vbscript):", value), node.html
    assert "49" not in tree.css_first("h1").text()  # {{ 7*7 }} stays what it is


def test_hostile_text_arrives_whole(pages: dict[str, str]) -> None:
    tree = LexborHTMLParser(pages["hard"])
    assert tree.css_first("h1 a").text() == f"{HOSTILE} {HEBREW} {LONG}"
    assert tree.css_first("li[id] > h3").text() == HOSTILE
    assert tree.css_first("title").text().startswith(HOSTILE)
    assert tree.css_first(".notice").text().startswith(f"{HOSTILE} Who replied")


def _structure(page: str) -> dict[str, str]:
    """id of each comment → id of the comment that its element lies in."""
    parents: dict[str, str] = {}
    for node in LexborHTMLParser(page).css("ol.comments li[id]"):
        above: LexborNode | None = node.parent
        while above is not None and "id" not in above.attributes:
            above = above.parent
        anchor = above.attributes["id"] if above is not None and above.tag == "li" else ""
        parents[str(node.attributes["id"])] = str(anchor)
    return parents


@pytest.mark.parametrize("nesting", [1, 2, 5, 30, 100])
def test_replies_lie_inside_what_they_answer(nesting: int) -> None:
    theme = load("default", [], {"max_nesting": nesting})
    context = cases.hard(theme)
    parents = _structure(render(theme, "thread.html", context))
    assert list(parents) == [view.anchor for view in context.comments]
    for view in context.comments:
        if not view.capped:
            assert parents[view.anchor] == view.parent_href.removeprefix("#")
    deepest = 0
    for anchor in parents:
        level = 0
        while anchor:
            anchor = parents[anchor]
            level += 1
        deepest = max(deepest, level)
    assert deepest == min(nesting, 40)


def test_every_comment_has_what_a_reader_needs(pages: dict[str, str], hard: ThreadContext) -> None:
    tree = LexborHTMLParser(pages["hard"])
    for view in hard.comments:
        item = tree.css_first(f"#{view.anchor}")
        heading = item.css_first("h3, h4")
        assert heading.tag == ("h4" if view.level else "h3")
        named = view.author or (view.reading.name if view.reading else "")
        assert heading.text() == named or (not named and heading.text())
        line = [*item.iter(), *item.css_first("span.guess").iter()] if view.reading else item.iter()
        links = {a.attributes.get("href"): a.text() for a in line if a.tag == "a"}
        if view.reading and view.reading.probable:
            assert links.pop(view.reading.probable.href) == view.reading.probable.text
        own = links.pop(f"#{view.anchor}")
        assert own == (view.when.text if view.when else view.age or "#")
        if view.parent_href:
            shown = links.pop(view.parent_href)
            assert shown.startswith("in reply to ") == view.capped
            assert (view.parent_author or "its parent") in shown
        if view.root_href:
            assert links.pop(view.root_href) == "root"
        if view.next_href:
            assert links.pop(view.next_href) == "next"
        assert not links
        assert any(node.tag == "b" for node in item.iter()) == view.is_op
        summary = item.css_first("summary")
        if view.opens:
            assert summary.text().split()[0] == str(view.descendants)
            assert not summary.css("a")


def test_scores_can_be_left_out() -> None:
    theme = load("default", [], {"show_scores": False})
    for template, context in (
        ("thread.html", cases.conversation(theme)),
        ("list.html", next(c for name, _, c in cases.every(theme) if name == "front")),
    ):
        assert (
            "point"
            not in LexborHTMLParser(render(theme, template, context)).css_first("main").text()
        )


@pytest.mark.parametrize("asked", [True, False])
def test_comments_link_to_the_sites_they_are_from_where_asked(asked: bool) -> None:
    theme = load("default", [], {"show_originals": asked})
    hard = cases.hard(theme)
    tree = LexborHTMLParser(render(theme, "thread.html", hard))
    for view in hard.comments:
        name = tree.css_first(f"#{view.anchor} > [itemprop=author]")
        assert name.attributes.get("href") == (web(view.permalink) or None if asked else None)
        # Search engines want a person with a name.
        assert name.attributes["itemtype"] == "https://schema.org/Person"
        assert name.css_first("[itemprop=name]").text() == name.text()
        assert name.tag in ("h3", "h4") or name.css_first("h3, h4").text() == name.text()


@pytest.mark.parametrize("pattern", ["", "https://news.example.org/ "])
def test_mail_links_to_originals_where_the_key_does_not_know_them(pattern: str) -> None:
    theme = load("mail", [], {})
    context = msgspec.structs.replace(cases.hard(theme), originals=pattern)
    tree = LexborHTMLParser(render(theme, "thread.html", context))
    linked = tree.css(".comments a[itemprop=author][href^=http]")
    addresses = [web(view.permalink) for view in context.comments if web(view.permalink)]
    assert len(linked) == (0 if pattern else len(addresses))
    assert addresses


def test_indentation_stops_growing_where_the_option_says() -> None:
    for indent in (0, 3, 8):
        theme = load("default", [], {"max_indent": indent})
        page = render(theme, "thread.html", cases.hard(theme))
        lists = LexborHTMLParser(page).css("details > ol")
        views = [view for view in cases.hard(theme).comments if view.opens]
        flat = [node.attributes.get("class") == "flat" for node in lists]
        assert flat == [view.depth >= indent for view in views]


def test_the_list_of_comments_holds_no_white_space_of_its_own(pages: dict[str, str]) -> None:
    tree = LexborHTMLParser(pages["hard"])
    # Sentences that say how a text was read are a line each.
    for node in tree.css("[itemprop=text], .evidence"):
        node.decompose()
    listed = str(tree.css_first("ol.comments").html)
    assert not re.search(r"\s\s|[\t\n\r]", listed.replace("\N{EN SPACE}", ""))


def test_a_comment_costs_few_elements() -> None:
    """Nine, with the one that holds its text, and with links to where it is from too."""
    theme = load("default", [], {"show_originals": True})
    context = measured.long(theme, 500)
    listed = LexborHTMLParser(render(theme, "thread.html", context)).css_first("ol.comments")
    elements = len(listed.css("*")) - len(listed.css("[itemprop=text] *"))
    assert len(listed.css('a[href^="https://news.example.org/item"]')) == len(context.comments)
    assert elements / len(context.comments) <= 9


def test_ids_are_unique_and_links_on_the_page_lead_to_them(pages: dict[str, str]) -> None:
    for name in ("conversation", "hard"):
        tree = LexborHTMLParser(pages[name])
        ids = [node.attributes["id"] for node in tree.css("[id]")]
        assert len(ids) == len(set(ids))
        hrefs = [str(a.attributes["href"]) for a in tree.css('a[href^="#"]')]
        assert hrefs
        assert {href[1:] for href in hrefs} <= set(ids)


def test_long_threads_are_marked_for_layout_in_chunks(default: Theme) -> None:
    def marks(count: int) -> list[LexborNode]:
        page = render(default, "thread.html", measured.long(default, count))
        return LexborHTMLParser(page).css('li[class^="z"]')

    assert marks(10) == []
    found = marks(100)
    assert found
    assert not any(node.css('li[class^="z"]') != [node] for node in found)
    css = (default.folders[0].path / "static/css/40-thread.css").read_text()
    assert all(f".{node.attributes['class']} {{" in css for node in found)


def test_every_template_names_its_context_in_its_first_line(default: Theme) -> None:
    folder: Path = default.folders[0].path / "templates"
    for name, context in CONTEXTS.items():
        first = (folder / name).read_text("utf-8").splitlines()[0]
        assert re.match(rf"\{{# {context.__name__}\b.*#\}}$", first), name
    for path in folder.rglob("*.*"):
        assert path.read_text("utf-8").startswith("{# "), path


def test_every_field_of_a_context_is_put_to_use(default: Theme) -> None:
    folder = default.folders[0].path / "templates"
    said = "".join(path.read_text("utf-8") for path in folder.rglob("*.*"))
    views = {type(value) for _, _, context in cases.every(default) for value in _values(context)}
    unused = {
        f"{view.__name__}.{field}"
        for view in views
        for field in view.__struct_fields__
        if not re.search(rf"\b{field}\b", said)
    }
    assert unused <= {"CommentView.length", "CommentView.depth", "Row.last"}  # `chunks` uses length


def _values(value: object) -> list[msgspec.Struct]:
    found: list[msgspec.Struct] = []
    waiting = [value]
    while waiting:
        at = waiting.pop()
        if isinstance(at, msgspec.Struct):
            found.append(at)
            waiting += [getattr(at, field) for field in at.__struct_fields__]
        elif isinstance(at, list | tuple):
            waiting += at
    return found
