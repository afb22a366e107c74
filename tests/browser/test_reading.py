"""What a reader gets, in a real browser: text unharmed, folds without scripts, room on a phone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.browser.conftest import ROOT, built
from tests.browser.layout import LAY_OUT

Open = Callable[..., Any]


def chain(depth: int) -> dict[str, Any]:
    """A thread in which everybody answers the last one."""
    node: dict[str, Any] = {"id": 1, "type": "story", "title": "Deep", "author": "user0"}
    top = node | {"points": 1, "created_at_i": 1_600_000_000, "children": []}
    at = top
    for number in range(2, depth + 2):
        below = {
            "id": number, "type": "comment", "author": f"user{number % 7}", "parent_id": number - 1,
            "story_id": 1, "created_at_i": 1_600_000_000 + number * 60,
            "text": f"Reply number {number} says something of a usual length, as people do.",
            "children": [],
        }  # fmt: skip
        at["children"].append(below)
        at = below
    return top


@pytest.fixture(scope="session")
def deep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("deep")
    (folder / "dumps").mkdir()
    encoded = nested_json(chain(5000))
    (folder / "dumps" / "deep.json").write_text(encoded, encoding="utf-8")
    whole = "[build]\nthread_comments = 0\nthread_kilobytes = 10000\n"
    return built(folder, folder / "dumps", whole) / "t" / "hn" / "1" / "index.html"


def nested_json(top: dict[str, Any]) -> str:
    """JSON deeper than Python's encoder goes."""
    opened, ends, at = [], 0, top
    while at["children"]:
        (below,) = at["children"]
        opened.append(json.dumps(at | {"children": []})[:-2])
        ends += 1
        at = below
    return "".join(opened) + json.dumps(at) + "]}" * ends


def text(sheet: Any) -> str:
    sheet.evaluate(LAY_OUT)
    return str(sheet.evaluate("document.body.innerText"))


class Seen(msgspec.Struct):
    """What is there to see on a page: its text, and how wide it is, by the width of the window."""

    text: str
    widths: dict[int, int]


class Sight(msgspec.Struct):
    """All pages of the sample archive, by path, and the addresses that were asked for."""

    pages: dict[str, Seen]
    asked: list[str]


@pytest.fixture(scope="session")
def seen(demo: Path, browser: Any, once: Callable[[str, Callable[[Path], None]], Path]) -> Sight:
    """What a browser shows of all pages, each opened once."""

    def look(folder: Path) -> None:
        context = browser.new_context()
        sheet = context.new_page()
        sight = Sight({}, [])
        sheet.on("request", lambda request: sight.asked.append(request.url))
        for path in sorted(demo.rglob("*.html")):
            widths = {}
            for width in (320, 390, 1280):
                sheet.set_viewport_size({"width": width, "height": 900})
                if not widths:
                    sheet.goto(path.as_uri())
                    sheet.evaluate(LAY_OUT)
                widths[width] = sheet.evaluate("document.documentElement.scrollWidth")
            sight.pages[path.relative_to(demo).as_posix()] = Seen(text(sheet), widths)
        context.close()
        (folder / "seen.json").write_bytes(msgspec.json.encode(sight))

    return msgspec.json.decode((once("seen", look) / "seen.json").read_bytes(), type=Sight)


@pytest.mark.long
def test_minifying_changes_no_text(seen: Sight, page: Open, tmp_path: Path) -> None:
    pages = seen.pages
    settings = (ROOT / "sitegen.toml").read_text("utf-8")
    plain = built(
        tmp_path, ROOT / "content", settings.replace("[build]", "[build]\nminify = false")
    )
    assert len(pages) > 20
    assert {path.relative_to(plain).as_posix() for path in plain.rglob("*.html")} == set(pages)
    sheet = page(plain / "index.html")
    for name in pages:
        sheet.goto((plain / name).as_uri())
        assert text(sheet) == pages[name].text, name


# Of each line of a paragraph but its last, by where the words are: how many characters it has, and
# how many the word that comes next.
LINES = """() => {
  const lines = [];
  for (const text of document.querySelectorAll('ol.comments [itemprop=text] p')) {
    const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const own = [];
    let line = -1;
    for (let node; node = walk.nextNode();) {
      for (const word of node.data.matchAll(/\\S+/g)) {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const {bottom} = range.getBoundingClientRect();
        if (Math.abs(bottom - line) > 8) own.push([]);
        own.at(-1).push(word[0]);
        line = bottom;
      }
    }
    lines.push(...own.slice(0, -1).map(
      (words, number) => [words.join(' ').length, own[number + 1][0].length]));
  }
  return lines;
}"""


def test_a_chain_of_5000_replies_can_be_read_on_a_phone(deep: Path, page: Open) -> None:
    sheet = page(deep, width=390)
    sheet.evaluate(LAY_OUT)
    widths = sheet.evaluate(
        "[...document.querySelectorAll('ol.comments [itemprop=text]')].map(e => e.clientWidth)"
    )
    assert len(widths) == 5000
    assert min(widths) >= 240
    lines = sheet.evaluate(LINES)
    assert len(lines) >= 5000
    assert min(lines)[0] >= 30
    last = sheet.locator("id=c-5001")
    last.scroll_into_view_if_needed()
    depth = last.evaluate("e => { let n = 0; while (e = e.parentElement) n++; return n }")
    assert depth < 256  # browsers flatten what is twice as deep
    assert last.inner_text().count("Reply number") == 1
    assert "in reply to" in last.inner_text()


def test_no_page_is_wider_than_the_window(seen: Sight) -> None:
    for name, page in seen.pages.items():
        for window, width in page.widths.items():
            assert width <= window, name


def test_nothing_is_asked_of_other_hosts(seen: Sight) -> None:
    assert len(seen.asked) > len(seen.pages)
    assert all(url.startswith("file://") for url in seen.asked)


def test_a_thread_folds_without_scripts(demo: Path, page: Open) -> None:
    thread = next(
        path
        for path in sorted(demo.glob("t/hn/*/index.html"))
        if "<details" in path.read_text("utf-8")
    )
    sheet = page(thread, scripts=False)
    comment = sheet.locator("ol.comments > li:has(> details)").first
    hidden = comment.locator("[itemprop=text]").first
    assert hidden.is_visible()
    comment.locator("summary").first.click(position={"x": 4, "y": 4})
    assert not hidden.is_visible()
    assert "repl" in comment.locator("summary").first.inner_text()


# Of a thread, in the short view: top-level comments whose replies show, and those that offer to.
_SHORT = """() => {
  const tops = [...document.querySelectorAll('.comments > li')];
  const replies = item => item.querySelector(':scope > details > ol');
  const offers = item => {
    const link = item.querySelector(':scope > [itemprop=url]');
    const {content, display} = getComputedStyle(link, '::after');
    return content.includes('show replies') && display !== 'none';
  };
  const ids = fit => tops.filter(fit).map(item => item.id);
  return [ids(replies), ids(item => replies(item)?.checkVisibility()), ids(offers)];
}"""


@pytest.mark.parametrize("scripts", [True, False])
def test_the_short_view_shows_the_top_level_and_what_is_linked_to(
    demo: Path, page: Open, scripts: bool
) -> None:
    sheet = page(demo / "t/hn/923020411/index.html", scripts=scripts)
    folding, shown, offering = sheet.evaluate(_SHORT)
    assert len(folding) > 3
    assert (shown, offering) == (folding, [])
    sheet.get_by_label("top level only").check()
    assert sheet.evaluate(_SHORT) == [folding, [], folding]
    sheet.locator(f"#{folding[1]} > [itemprop=url]").click()
    assert sheet.evaluate(_SHORT) == [folding, [folding[1]], [folding[0], *folding[2:]]]
    inner = sheet.evaluate(f"document.querySelector('#{folding[2]} li li').id")
    sheet.goto(sheet.url.split("#")[0] + f"#{inner}")
    assert sheet.locator(f"#{inner}").is_visible()
    assert sheet.evaluate(_SHORT)[1] == [folding[2]]


def test_dark_and_light_differ(demo: Path, page: Open) -> None:
    colours = [
        page(demo / "index.html", dark=dark).evaluate("getComputedStyle(document.body).color")
        for dark in (False, True)
    ]
    assert colours[0] != colours[1]


def test_a_row_of_a_list_is_one_line_where_there_is_room(demo: Path, page: Open) -> None:
    beside = """rows => rows.map(row => row.querySelector('.meta').getBoundingClientRect().top
        < row.querySelector('h2').getBoundingClientRect().bottom)"""
    lines = """rows => rows.map(row => Math.round(row.querySelector('h2').clientHeight
        / parseFloat(getComputedStyle(row.querySelector('h2')).lineHeight)))"""
    sheet = page(demo / "index.html", 1280)
    rows = sheet.locator(".h-feed > li")
    assert set(rows.evaluate_all(beside)) == {True}
    told = rows.evaluate_all(lines)
    assert len(told) > 20
    assert max(told) <= 2
    assert told.count(1) > 0.8 * len(told)
    sheet.set_viewport_size({"width": 1000, "height": 900})
    assert set(rows.evaluate_all(beside)) == {False}
