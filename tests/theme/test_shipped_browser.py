"""The themes that come with sitegen, in a real browser: widths, contrast, light and dark."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sitegen import bodies
from sitegen.theme import load, stylesheet
from sitegen.theme.contrast import colour
from tests.browser.layout import LAY_OUT

from .pages import rendered
from .test_shipped import OTHERS

WIDE, SMALL = 1280, 320
PAGES = ("conversation", "hard", "front", "community", "groups")

# Every piece of text against what is painted behind it; the weakest of each page.
_WEAKEST = """() => {
  const pen = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const light = colour => {
    pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map(
      part => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const clear = colour => /\\/ 0\\)|rgba\\(.*, 0\\)|transparent/.test(colour);
  const behind = item => {
    for (; item; item = item.parentElement) {
      const colour = getComputedStyle(item).backgroundColor;
      if (!clear(colour)) return colour;
    }
    return 'white';
  };
  let weakest = [99, ''];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; node = walk.nextNode();) {
    const item = node.parentElement;
    if (!node.data.trim() || item.closest('pre, .skip') || !item.checkVisibility()) continue;
    const [one, two] = [light(getComputedStyle(item).color), light(behind(item))];
    const ratio = Math.max(one, two) / Math.min(one, two);
    if (ratio < weakest[0]) weakest = [ratio, item.outerHTML.slice(0, 200)];
  }
  return weakest;
}"""


@pytest.fixture(scope="module", params=OTHERS)
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    theme = load(request.param, [], {})
    top = tmp_path_factory.mktemp(request.param)
    (top / "static").mkdir()
    (top / "static/style.css").write_text(stylesheet(theme) + bodies.stylesheet(), "utf-8")
    pages = rendered(theme)
    for name in PAGES:
        path = top / "a" / "b" / name / "index.html"
        path.parent.mkdir(parents=True)
        path.write_text(pages[name], "utf-8", errors="surrogatepass")
    return top


_COLOUR = """value => {
  const pen = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  pen.fillStyle = value; pen.fillRect(0, 0, 1, 1);
  return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
}"""


def test_a_check_without_a_browser_sees_the_colours_that_a_browser_shows(sheet: Any) -> None:
    for accent in ("#1f6f6b", "#8a4b08", "#7c2d12", "#4455aa"):
        value = f"oklch(from {accent} 0.55 0.05 h)"
        seen = colour(value, {}, "light")
        assert seen is not None
        assert [round(part * 255) for part in seen] == pytest.approx(
            sheet.evaluate(_COLOUR, value), abs=2
        )


@pytest.fixture(scope="module")
def sheet(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": SMALL, "height": 640})
    yield context.new_page()
    context.close()


def test_it_fits_small_screens_and_can_be_read_in_light_and_dark(sheet: Any, folder: Path) -> None:
    for name in PAGES:
        sheet.set_viewport_size({"width": SMALL, "height": 640})
        sheet.goto((folder / "a" / "b" / name / "index.html").as_uri())
        sheet.evaluate(LAY_OUT)
        assert sheet.evaluate("document.documentElement.scrollWidth") == SMALL, name
        for scheme in ("light", "dark"):
            sheet.emulate_media(color_scheme=scheme)
            ratio, where = sheet.evaluate(_WEAKEST)
            assert ratio >= 4.5, (name, scheme, where)
        if name == "hard":
            narrowest = "all => Math.min(...all.map(it => it.getBoundingClientRect().width))"
            assert sheet.eval_on_selector_all(".comments [itemprop=text]", narrowest) >= 180
            sheet.set_viewport_size({"width": WIDE, "height": 900})
            assert sheet.evaluate("document.documentElement.scrollWidth") == WIDE
