"""Pages that tests use one after the other: nothing of one test is left for the next."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.browser.conftest import emptied

KEPT = "localStorage.length + sessionStorage.length"


def test_what_a_page_has_kept_is_gone_and_nothing_of_it_is_shown(
    demo: Path, page: Callable[..., Any]
) -> None:
    thread = demo / "t/hn/923020411/index.html"
    sheet = page(thread, alone=True)
    sheet.locator("summary").first.click(position={"x": 4, "y": 4})
    sheet.evaluate("localStorage.a = sessionStorage.b = 1")
    sheet.goto(f"{thread.as_uri()}#c-923020412")
    assert sheet.evaluate(KEPT) >= 2
    assert emptied(sheet)
    assert sheet.locator("body *").count() == 0
    sheet.goto(thread.as_uri())
    assert sheet.evaluate(KEPT) == 0
    assert sheet.locator("details:not([open])").count() == 0
    assert sheet.locator(":hover").count() <= 2  # the page and its body


def test_a_page_that_has_led_elsewhere_is_not_used_again(
    demo: Path, page: Callable[..., Any]
) -> None:
    sheet = page(demo / "index.html", alone=True)
    with sheet.context.expect_page():
        sheet.evaluate("window.open('about:blank')")
    assert not emptied(sheet)
    sheet = page(demo / "index.html", alone=True)
    sheet.goto("about:blank")
    assert not emptied(sheet)
