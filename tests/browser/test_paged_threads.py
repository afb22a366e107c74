"""Threads of several pages in a browser: every link to a comment leads to it, with a script on
to the page where it stands, without one to a link to that place."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from small_site import SmallSite, node
from waiting import SOON, until

from sitegen.model import births

Open = Callable[..., Any]


def long_site(folder: Path) -> Path:
    """A thread of three pages; its first page."""
    site = SmallSite(folder)
    site.config("[build]\nthread_comments = 40\n")
    answers = [node(100 + n * 10, node(101 + n * 10), node(102 + n * 10)) for n in range(40)]
    site.dump("a.json", node(1, *answers, title="Long"))
    assert site.build().failures == ()
    return site.output / "t" / "hn" / "1" / "index.html"


@pytest.fixture(scope="session")
def thread(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return long_site(tmp_path_factory.mktemp("long") / "site")


@pytest.mark.parametrize("start", ["index.html", "page-2/index.html", "page-3/index.html"])
@pytest.mark.parametrize("number", [100, 301, 490])
def test_a_link_to_a_comment_leads_to_it(thread: Path, page: Open, start: str, number: int) -> None:
    sheet = page(thread)
    sheet.goto((thread.parent / start).as_uri() + f"#c-{number}")
    comment = sheet.locator(f"li[id=c-{number}]")
    comment.wait_for()
    assert sheet.evaluate("document.querySelector('li:target').id") == f"c-{number}"
    assert 0 <= comment.bounding_box()["y"] <= 900


def test_without_scripts_it_leads_to_a_link_to_that_place(thread: Path, page: Open) -> None:
    sheet = page(thread, scripts=False)
    sheet.goto(f"{thread.as_uri()}#c-490")
    link = sheet.locator(":target")
    assert "is on another page" in link.evaluate("e => getComputedStyle(e, '::after').content")
    assert 0 <= link.bounding_box()["y"] <= 900
    link.click()
    sheet.locator("li[id=c-490]").wait_for()
    assert sheet.evaluate("document.querySelector('li:target').id") == "c-490"


def test_the_links_to_places_stand_in_a_box_that_shows_the_one_in_question(
    thread: Path, page: Open
) -> None:
    sheet = page(thread, width=320, scripts=False)
    for number in (301, 490, 400):
        sheet.goto("about:blank")
        sheet.goto(f"{thread.as_uri()}#c-{number}")
        box = sheet.locator("section.elsewhere")
        # The browser lays the box out once it is in sight, which may be after the page has loaded.
        until(partial(box.evaluate, "e => e.scrollHeight > e.offsetHeight + 24"), seconds=SOON)
        there, link = box.bounding_box(), sheet.locator(".elsewhere a:target").bounding_box()
        assert there["y"] - 1 <= link["y"]
        assert link["y"] + link["height"] <= there["y"] + there["height"] + 1


def test_a_page_says_without_scripts_that_a_comment_may_have_moved(
    thread: Path, page: Open
) -> None:
    start = thread.parent / "page-3/index.html"
    told = re.search("<noscript>(.*?)</noscript>", start.read_text("utf-8"))
    assert told  # browsers that are driven parse this as if there were scripts
    to = re.search('href="?([^" >]*)', told[1])
    assert to
    sheet = page(thread, scripts=False)
    sheet.goto(f"{start.parent.as_uri()}/{to[1]}")
    assert 0 <= sheet.locator(":target").bounding_box()["y"] <= 900
    sheet.get_by_role("link", name="301", exact=True).click()
    sheet.locator("li[id=c-301]:target").wait_for()


def test_newer_comments_of_very_long_threads_are_found_through_their_lists(
    tmp_path: Path, page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, count in (("FIRST", 50), ("INDEX", 20), ("SPARE", 2)):
        monkeypatch.setattr(births, name, count)
    first = long_site(tmp_path / "site")
    sheet = page(first)
    for start in ("index.html", "page-3/index.html", "comments-1/index.html"):
        for number in (310, 490):
            sheet.goto("about:blank")
            sheet.goto(f"{(first.parent / start).as_uri()}#c-{number}")
            sheet.locator(f"li[id=c-{number}]:target").wait_for()
    sheet.goto("about:blank")
    sheet.goto(f"{first.as_uri()}#c-485")  # no such comment: the last list
    sheet.wait_for_url("**/comments-4/**")
    plain = page(first, scripts=False)
    plain.goto(f"{(first.parent / 'comments-4/index.html').as_uri()}#c-490")
    plain.locator(":target").click()
    plain.locator("li[id=c-490]:target").wait_for()
