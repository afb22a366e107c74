"""Folding and keys where a reader is: at the line beside replies, far below a head."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from waiting import SOON, until

Open = Callable[..., Any]
THREAD = "t/hn/924050318/index.html"
_OPEN = "document.querySelectorAll('.comments details').forEach(fold => { fold.open = true })"
_SHUT = """[...document.querySelectorAll('.comments details')].filter(fold => !fold.open)
  .map(fold => fold.parentElement.id)"""
_TOP = "id => document.getElementById(id).getBoundingClientRect().top"
# Where the line of a comment's replies is to be seen near its lower end, which comes into sight.
_LINE = """id => {
  const summary = document.querySelector(`[id="${id}"] > details > summary`);
  scrollBy(0, summary.getBoundingClientRect().bottom - 400);
  const {left, bottom} = summary.getBoundingClientRect();
  return [left + parseFloat(getComputedStyle(summary, '::after').left) + 1, bottom - 8];
}"""
# Comments whose replies are moved in, with a line of their own: on phones down to the fourth level.
_LINED = """() => [...document.querySelectorAll('.comments li:has(> details > ol:not(.flat))')]
  .filter(item => !item.matches('details details details details li')).map(item => item.id)"""


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_line_beside_replies_folds_what_it_belongs_to(
    demo: Path, page: Open, width: int, scripts: bool
) -> None:
    """And not what it runs beside, though lines are six pixels apart on a phone."""
    sheet = page(demo / "t/hn/923020411/index.html", width=width, scripts=scripts)
    lined = sheet.evaluate(_LINED)[::3]  # neighbours lie at all levels
    assert len(lined) > 8
    for anchor in lined:
        sheet.evaluate(_OPEN)
        click_line(sheet, anchor)
        assert sheet.evaluate(_SHUT) == [anchor]


def click_line(sheet: Any, anchor: str) -> None:
    """Once what comes into sight is laid out: the line has come to rest."""
    places: list[list[float]] = []

    def rests() -> bool:
        places.append(sheet.evaluate(_LINE, anchor))
        sheet.wait_for_timeout(40)
        return len(places) > 3 and all(place == places[-1] for place in places[-3:])

    until(rests, lambda: places[-3:], SOON)
    sheet.mouse.click(*places[-1])


def longest(sheet: Any) -> str:
    """The comment with the most replies of those that a page folds."""
    return str(
        sheet.evaluate("""() => [...document.querySelectorAll('.comments > li:has(> details)')]
          .sort((a, b) => b.offsetHeight - a.offsetHeight)[0].id""")
    )


def test_who_folds_from_far_below_a_head_goes_on_there(demo: Path, page: Open) -> None:
    sheet = page(demo / THREAD, width=390)
    anchor = longest(sheet)
    click_line(sheet, anchor)
    until(
        lambda: 0 <= sheet.evaluate(_TOP, anchor) < 24, lambda: sheet.evaluate(_TOP, anchor), SOON
    )
    assert sheet.evaluate(_SHUT) == [anchor]


def test_unfolding_all_at_a_depth_leaves_the_comment_where_it_is(demo: Path, page: Open) -> None:
    sheet = page(demo / THREAD)
    for key in "nnnnn":
        sheet.keyboard.press(key)
    anchor = sheet.evaluate("document.activeElement.closest('li').id")
    for key in "HL":
        sheet.keyboard.press(key)
        sheet.wait_for_timeout(150)
        assert 0 <= sheet.evaluate(_TOP, anchor) < 24, key


def test_what_was_folded_at_first_stays_open_once_it_was_opened(
    tmp_path: Path, page: Open, demo: Path
) -> None:
    text = (demo / THREAD).read_text("utf-8")
    assert text.count("<details open>") > 2
    folded = text.replace("<details open>", "<details>", 1).replace("../../../static", "static")
    (tmp_path / "static").symlink_to(demo / "static", target_is_directory=True)
    (tmp_path / "index.html").write_text(folded, "utf-8")
    sheet = page(tmp_path / "index.html")
    (first,) = sheet.evaluate(_SHUT)
    for closed in ([], [first]):
        sheet.locator(f"[id='{first}'] > details > summary").click(position={"x": 5, "y": 5})
        sheet.wait_for_timeout(50)
        sheet.reload()
        assert sheet.evaluate(_SHUT) == closed


def at(sheet: Any) -> str:
    return str(sheet.evaluate("document.activeElement.closest('li[id]')?.id"))


def test_keys_begin_where_the_reader_has_scrolled_to(demo: Path, page: Open) -> None:
    sheet = page(demo / THREAD)
    ids = sheet.eval_on_selector_all("li[id]", "all => all.map(item => item.id)")

    def press(key: str, number: int) -> None:
        sheet.keyboard.press(key)
        assert at(sheet) == ids[number]
        sheet.wait_for_timeout(150)  # it has come to rest

    def scroll(number: int) -> None:
        sheet.evaluate("id => document.getElementById(id).scrollIntoView()", ids[number])
        sheet.wait_for_timeout(150)

    scroll(150)
    press("j", 151)
    scroll(30)  # what has the focus is out of sight by now
    press("j", 31)
    sheet.mouse.wheel(0, 40)  # still there, in part
    sheet.wait_for_timeout(150)
    press("j", 32)


def test_keys_work_after_the_short_view_was_chosen(demo: Path, page: Open) -> None:
    sheet = page(demo / THREAD)
    sheet.get_by_label("top level only").check()
    sheet.keyboard.press("j")
    sheet.keyboard.press("j")
    tops = sheet.eval_on_selector_all(".comments > li", "all => all.map(item => item.id)")
    assert at(sheet) == tops[1]


def test_paper_tells_where_the_title_leads_and_offers_nothing(demo: Path, page: Open) -> None:
    sheet = page(demo / "t/hn/923020411/index.html")
    sheet.get_by_label("top level only").check()
    sheet.emulate_media(media="print")
    told = "e => getComputedStyle(e, '::after').content"
    title = sheet.locator("h1 a")
    assert str(title.get_attribute("href")) in title.evaluate(told)
    assert not sheet.locator("h1 small").is_visible()  # its host, once more
    offers = sheet.locator(".comments > li > .more")
    assert offers.count() > 3
    assert set(offers.evaluate_all(f"all => all.map({told})")) == {"none"}


def test_paper_tells_an_address_once(demo: Path, page: Open) -> None:
    sheet = page(demo / "t/reddit/t3_zt22a0qa/index.html")
    sheet.emulate_media(media="print")
    told = "e => getComputedStyle(e, '::after').content"
    text = sheet.locator("[itemprop=text]")
    assert text.get_by_role("link", name="https://www.unicode.org/").evaluate(told) == "none"
