"""The default theme in a real browser: folding, links, widths and paper, all without JavaScript.

Skipped where playwright or Chromium is not installed.
"""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import minify_html
import msgspec
import pytest
from waiting import SOON, until

from sitegen.theme import Theme, cases, stylesheet
from sitegen.theme.context import ThreadContext
from tests.browser.layout import LAY_OUT

from . import measured
from .pages import render, rendered

HTML = ("conversation", "hard", "bare", "front", "community", "empty", "groups", "404")
DESKTOP, PHONE, SMALL = (1280, 900), (390, 844), (320, 640)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, default: Theme) -> Path:
    folder = tmp_path_factory.mktemp("site")
    (folder / "static").mkdir()
    (folder / "static/style.css").write_text(stylesheet(default), "utf-8")
    pages = rendered(default)
    pages["long"] = render(default, "thread.html", measured.long(default, 400))
    for name, page in pages.items():
        path = folder / "a" / "b" / name / "index.html"
        path.parent.mkdir(parents=True)
        path.write_text(page, "utf-8", errors="surrogatepass")
    return folder


@pytest.fixture(scope="module")
def sheet(browser: Any) -> Iterator[Any]:
    """A tab in which no script runs. Opening another for each page costs more than the pages."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def visit(sheet: Any, site: Path, name: str, size: tuple[int, int], scheme: str = "light") -> Any:
    sheet.set_viewport_size({"width": size[0], "height": size[1]})
    sheet.emulate_media(media="screen", color_scheme=scheme)
    sheet.goto((site / "a" / "b" / name / "index.html").as_uri())
    return sheet


def minified(theme: Theme, template: str, context: msgspec.Struct) -> str:
    """The page as the build makes it: minified with tokens in the place of bodies."""
    bodies: list[str] = []

    def hold(view: Any) -> Any:
        bodies.append(view.body)
        token = f"\ue000{len(bodies) - 1}\ue001" if view.body else ""
        return msgspec.structs.replace(view, body=token)

    if isinstance(context, ThreadContext):
        views = [hold(view) for view in context.comments]
        context = msgspec.structs.replace(context, thread=hold(context.thread), comments=views)
    page = minify_html.minify(
        render(theme, template, context),
        keep_closing_tags=True,
        keep_html_and_head_opening_tags=True,
    )
    return re.sub("\ue000(\\d+)\ue001", lambda found: bodies[int(found[1])], page)


def test_a_minified_page_reads_the_same(sheet: Any, site: Path, default: Theme) -> None:
    for name, template, context in cases.every(default):
        if template.endswith(".html"):
            page = visit(sheet, site, name, DESKTOP)
            before = page.title(), page.inner_text("body")
            small = site / "a" / "b" / name / "small.html"
            small.write_text(minified(default, template, context), "utf-8")
            page.goto(small.as_uri())
            assert (page.title(), page.inner_text("body")) == before, name


def test_a_click_on_the_line_folds_far_below_its_head(
    sheet: Any, site: Path, default: Theme
) -> None:
    page = visit(sheet, site, "hard", DESKTOP)
    page.evaluate(LAY_OUT)  # nothing moves between looking and clicking
    line = page.locator("#c14 > details > summary")
    deep = page.locator("#c40 > h4")
    deep.scroll_into_view_if_needed()
    box = line.bounding_box()
    assert box["y"] < 0, "the head is out of sight"
    page.mouse.click(box["x"] + 12, deep.bounding_box()["y"])
    assert not deep.is_visible()
    assert page.locator("#c14 > details").get_attribute("open") is None
    below = next(view for view in cases.hard(default).comments if view.anchor == "c14").descendants
    assert line.inner_text() == f"{below} replies"
    line.focus()
    page.keyboard.press("Enter")
    assert deep.is_visible()


_FOLD = "document.querySelectorAll('details').forEach(item => item.open = false)"
_LANDED = """anchor => {
  const top = document.getElementById(anchor).getBoundingClientRect().top;
  const end = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  return Math.abs(top - 8) <= 16 || (end && top > 0 && top < innerHeight);
}"""


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("name", ["hard", "long"])
def test_a_link_to_a_comment_lands_on_it_and_unfolds_what_hides_it(
    sheet: Any, site: Path, name: str, size: tuple[int, int]
) -> None:
    page = visit(sheet, site, name, size)
    ids = page.eval_on_selector_all("li[id]", "items => items.map(item => item.id)")
    for anchor in [*ids[:: 1 if name == "hard" else 25], ids[-1]]:
        if name == "hard":
            page.evaluate(_FOLD)
        page.evaluate("anchor => { location.hash = ''; location.hash = anchor }", anchor)
        # What was not laid out yet is, and the browser corrects its place.
        until(partial(page.evaluate, _LANDED, anchor), lambda anchor=anchor: anchor, SOON)


@pytest.mark.parametrize("size", [DESKTOP, PHONE, SMALL])
def test_nothing_is_wider_than_the_screen_and_no_column_too_narrow(
    sheet: Any, site: Path, size: tuple[int, int]
) -> None:
    for name in HTML:
        page = visit(sheet, site, name, size)
        page.evaluate(LAY_OUT)
        assert page.evaluate("document.documentElement.scrollWidth") == size[0], name
    page = visit(sheet, site, "hard", size)
    page.evaluate(LAY_OUT)
    narrowest = page.eval_on_selector_all(
        ".comments [itemprop=text]",
        "all => Math.min(...all.map(text => text.getBoundingClientRect().width))",
    )
    assert narrowest >= {DESKTOP: 480, PHONE: 240, SMALL: 200}[size]


def test_the_short_view_shows_the_top_level_and_what_is_linked_to(sheet: Any, site: Path) -> None:
    page = visit(sheet, site, "conversation", DESKTOP)
    assert page.locator("#c2").is_visible()
    page.check("#top")
    assert not page.locator("#c2").is_visible()
    assert page.locator("#c8").is_visible()
    page.click("#c1 > a[itemprop=url]")
    assert page.locator("#c4").is_visible()
    page.click("#c1 > a >> text=next")
    assert not page.locator("#c4").is_visible()
    assert page.locator("#c9").is_visible()


def test_on_paper_all_is_open(sheet: Any, site: Path) -> None:
    page = visit(sheet, site, "hard", DESKTOP)
    page.check("#top")
    page.evaluate(_FOLD)
    assert not page.locator("#c40 > details > [itemprop=text]").is_visible()
    page.emulate_media(media="print")
    assert page.locator("#c40 > details > [itemprop=text]").is_visible()
    assert not page.locator(".levels").is_visible()
    assert not page.locator(".people").is_visible()


def test_on_paper_the_address_of_the_original_can_be_read(sheet: Any, site: Path) -> None:
    page = visit(sheet, site, "conversation", DESKTOP)
    after = """getComputedStyle(document.querySelector('.thread > .meta > a[href^="http"]'),
               '::after').content"""
    assert page.evaluate(after) == "none"
    page.emulate_media(media="print")
    assert "https://example.org/item?id=1" in page.evaluate(after)


_CONTRAST = """accent => {
  document.documentElement.style.setProperty('--accent', accent);
  const pen = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const light = colour => {
    pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map(
      part => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const style = (selector, name) => getComputedStyle(document.querySelector(selector))[name];
  const ratio = (one, two) => { one = light(one); two = light(two);
    return Math.max(one, two) / Math.min(one, two) };
  const paper = style('html', 'backgroundColor');
  return [ratio(style('[itemprop=text] a', 'color'), paper),
    ratio(style('li > b', 'color'), style('li > b', 'backgroundColor')),
    ratio(style('.meta', 'color'), paper), ratio(style('html', 'color'), paper)];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_any_accent_can_be_read_on_light_and_on_dark(sheet: Any, site: Path, scheme: str) -> None:
    page = visit(sheet, site, "conversation", DESKTOP, scheme)
    accents = ("#1f6f6b", "#ff0", "#fff", "#000", "#00f", "#f0f", "#7a7a7a", "#ff6600", "#0f0")
    for accent in accents:
        assert min(page.evaluate(_CONTRAST, accent)) >= 4.5, accent
