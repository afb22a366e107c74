"""All themes that come with sitegen, as auditors see them: axe in light and dark, on desktops and
phones, the Nu HTML checker, and whether all fits a phone and leaves room for what was written.
"""

import gzip
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sitegen.theme import available, bundled
from tests.browser import axe
from tests.browser.conftest import ROOT, built
from tests.browser.layout import LAY_OUT
from tests.browser.test_audits import Once, nu_messages, planted, real_site, sample
from tests.browser.test_reading import LINES, chain, nested_json

Open = Callable[..., Any]
HARD = ROOT / "sitegen/cli/starter/theme/hard-cases.ndjson"
LEAST = 240  # pixels of a column of text on a phone of 390

# The narrowest text of comments, and how wide the page is: neither may need to be scrolled.
_NARROWEST = """() => [
  Math.min(...[...document.querySelectorAll('.comments [itemprop=text]')]
    .filter(text => text.checkVisibility()).map(text => text.getBoundingClientRect().width)),
  document.documentElement.scrollWidth]"""


THEMES = available([bundled()])
_SETTINGS = '[theme]\nname = "{}"\n[search]\nenabled = true\n'


Site = Callable[[str], Path]


@pytest.fixture(scope="session")
def site(once: Callable[[str, Callable[[Path], None]], Path]) -> Site:
    """The sample archive, the hard cases and a chain of replies, in the theme of that name."""

    def make(folder: Path) -> None:
        dumps = folder / "dumps"
        shutil.copytree(ROOT / "content", dumps)
        shutil.copy(HARD, dumps)
        (dumps / "chain.json").write_text(nested_json(chain(45)), "utf-8")
        name = folder.name.removeprefix("theme-")
        built(folder, dumps, _SETTINGS.format(name))

    return lambda name: once(f"theme-{name}", make) / "output"


@pytest.fixture(params=THEMES)
def shown(request: pytest.FixtureRequest, site: Site) -> Path:
    return site(request.param)


_GUESS = re.compile(r"\bz\d+\b")

# What stands on pages that show how a text copy was read, and nowhere else.
_OF_COPIES = "li.likely, .doubt, .line, .evidence, .copy"


def test_no_page_links_much_style(shown: Path) -> None:
    """One sheet of 4,000 bytes at most, and on two kinds of pages a small one besides."""
    sizes: dict[str, int] = {}
    combined = set()
    for path in shown.rglob("*.html"):
        if path.name == "404.html":  # its links are those of a host
            continue
        tree = LexborHTMLParser(path.read_text("utf-8"))
        hrefs = [str(link.attributes["href"]) for link in tree.css("link[rel=stylesheet]")]
        for href in hrefs:
            served = gzip.compress((path.parent / href).read_bytes(), 9)
            sizes[Path(href).name.partition(".")[0]] = len(served)
        names = tuple(Path(href).name.partition(".")[0] for href in hrefs)
        combined.add(names)
        assert ("copies" in names) == bool(tree.css(_OF_COPIES)), path
    assert combined == {("style",), ("copies", "style"), ("style", "search")}
    assert sizes["style"] <= 4000
    assert sizes["style"] + max(sizes["copies"], sizes["search"]) <= 4500


def test_what_a_link_led_to_can_be_read(shown: Path, page: Open) -> None:
    """A comment on its mark, and the link to its original that the script adds.

    axe looks at the largest thread once, and at a thread of 26 comments in all windows and schemes:
    the largest takes it ten times as long, and nothing stands there that does not stand here.
    """
    long, short = (shown / f"t/hn/{thread}/index.html" for thread in ("924050318", "921080902"))
    assert elements(long) <= elements(short)
    sheet = page(short, alone=True)
    axe.bring(sheet)
    for path, seen in ((short, {}), (long, {"windows": (390,), "schemes": ("light",)})):
        sheet.goto(path.as_uri())
        anchor = sheet.eval_on_selector_all(".comments li[id]", "items => items[1].id")
        sheet.goto(f"{path.as_uri()}#{anchor}")
        sheet.locator("li:target > a[href^='https:']").wait_for()
        assert list(axe.violations(sheet, **seen)) == []


def elements(path: Path) -> set[tuple[str, ...]]:
    """What stands on a page: each kind of element, as style sheets know it, in what it lies.

    But not how high a comment is thought to be until it is seen, which its class tells.
    """
    tree = LexborHTMLParser(path.read_text("utf-8"))
    return {_told(node) + (_told(node.parent) if node.parent else ()) for node in tree.css("*")}


def _told(node: LexborNode) -> tuple[str, ...]:
    held = node.attributes or {}
    names = sorted(_GUESS.sub("", held.get("class") or "").split())
    return (node.tag or "", *names, held.get("itemprop") or "", held.get("role") or "")


@pytest.mark.long
def test_axe_finds_nothing(shown: Path, page: Open) -> None:
    pages = sample(shown)
    sheet = page(pages[0], alone=True)
    axe.bring(sheet)
    faults = []
    for path in pages:
        sheet.goto(path.as_uri())
        name = path.relative_to(shown).as_posix()
        faults += [(name, *fault) for fault in axe.violations(sheet)]
    assert faults == []


def test_the_nu_checker_finds_nothing_but_what_is_planted(
    site: Site, demo: Path, once: Once, tmp_path: Path
) -> None:
    """Of all themes, the sample archive, a site of real dumps; and of a page whose policy forbids
    its own style sheet, not of one whose policy allows it."""
    sites = [*map(site, THEMES), demo, real_site(once)]
    pages = [path for folder in sites if folder for path in sample(folder)]
    allowed = planted(tmp_path / "allowed.html", "style-src 'self'")
    forbidden = planted(tmp_path / "forbidden.html", "style-src 'none'")
    told = nu_messages([*pages, allowed, forbidden])
    assert [path for path, _ in told] == [forbidden], told


@pytest.mark.long
def test_all_fits_a_phone_and_text_has_room_at_any_depth(shown: Path, page: Open) -> None:
    pages = sorted({*sample(shown), *shown.glob("t/*/*/index.html")})
    sheet = page(pages[0], width=390)
    for path in pages:
        sheet.set_viewport_size({"width": 390, "height": 844})
        sheet.goto(path.as_uri())
        sheet.evaluate(LAY_OUT)
        narrowest, width = sheet.evaluate(_NARROWEST)
        assert (narrowest or LEAST) >= LEAST, path
        assert width == 390, path
        sheet.set_viewport_size({"width": 320, "height": 640})
        assert sheet.evaluate("document.documentElement.scrollWidth") == 320, path


# How many usual characters the narrowest text of a comment has room for, and how many there are.
_ROOM = """() => {
  const pen = document.createElement('canvas').getContext('2d');
  const usual = 'The quick brown fox jumps over the lazy dog and the reader keeps on reading. ';
  const room = [...document.querySelectorAll('.comments [itemprop=text]')].map(text => {
    const {fontStyle, fontWeight, fontSize, fontFamily} = getComputedStyle(text);
    pen.font = [fontStyle, fontWeight, fontSize, fontFamily].join(' ');
    const each = pen.measureText(usual).width / usual.length;
    return text.getBoundingClientRect().width / each;
  });
  return [Math.min(...room), room.length];
}"""


@pytest.mark.parametrize("thread", [1, 924050318])
def test_lines_on_a_phone_have_thirty_characters_at_any_depth(
    shown: Path, page: Open, thread: int
) -> None:
    """But where a word of ten letters or more comes next, which may leave one or two fewer."""
    sheet = page(shown / f"t/hn/{thread}/index.html", width=390)
    sheet.evaluate(LAY_OUT)
    room, count = sheet.evaluate(_ROOM)
    assert count >= 45
    assert room >= 38
    lines = sheet.evaluate(LINES)
    assert len(lines) >= 45
    assert [line for line in lines if line[0] < 30 and line[1] < 10] == []


_ON_PAPER = """() => {
  const words = [...document.querySelectorAll('li[id] > a, .find, summary, .levels')];
  const seen = words.filter(item => item.checkVisibility());
  const says = text => seen.some(item => item.textContent.trim().startsWith(text));
  return [says('to ') || says('in reply to '), ['root', 'prev', 'next'].filter(says),
    seen.some(item => item.matches('summary, .levels, .find'))];
}"""


def test_what_can_only_be_clicked_is_left_out_on_paper(shown: Path, page: Open) -> None:
    sheet = page(shown / "t/hn/923020411/index.html")
    assert sheet.evaluate(_ON_PAPER)[1]
    sheet.emulate_media(media="print")
    assert sheet.evaluate(_ON_PAPER) == [True, [], False]
    assert len(sheet.locator("ol.comments").inner_text().split()) > 2000
