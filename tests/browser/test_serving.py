"""The dev server in a real browser: edits arrive, and the reader stays where he was."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from small_site import SmallSite, node
from waiting import until

from sitegen.serve import server
from sitegen.serve.loop import Loop
from sitegen.serve.places import places
from sitegen.serve.preview import Preview
from sitegen.serve.reload import Epochs
from sitegen.serve.watch import Watcher

HOOK = "templates/partials/hooks/after-thread.html"
STYLE = "static/css/99-own.css"
LONG = "A paragraph of some length, so that the page is taller than the window. " * 8


class Served:
    """A site that is served and edited; `sheet` is the thread's page, open in the browser."""

    def __init__(self, folder: Path, browser: Any) -> None:
        self.site = SmallSite(folder)
        self.site.write(STYLE, "")
        self.site.write(HOOK, "")
        self.thread("One")
        self.start(0)
        self.context = browser.new_context(viewport={"width": 900, "height": 700})
        self.foreign: list[str] = []
        self.context.on("request", lambda request: self.foreign.append(request.url))
        self.sheet = self.context.new_page()
        self.sheet.goto(f"{self.url}t/hn/1/")

    def start(self, port: int) -> None:
        settings = self.site.folder / "sitegen.toml"
        epochs = Epochs()
        self.preview = Preview(self.site.chosen, settings, epochs.bump)
        self.preview.start(lambda name, done: None)
        listening = server.listen("127.0.0.1", port)
        self.port = listening.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        self.running = server.start(server.Serving(self.preview, epochs), listening)
        self.listening = listening
        watcher = Watcher(lambda: places(self.preview.paths, settings))
        self.loop = Loop(self.preview, watcher, epochs, lambda updated: None)
        self.loop.start()

    def stop(self) -> None:
        self.loop.end()
        self.running.shutdown()
        self.running.server_close()
        self.listening.close()

    def thread(self, first: str) -> None:
        replies = [node(n, node(n + 50), text=f"Comment {n}. {LONG}") for n in range(3, 20)]
        self.site.dump("a.json", node(1, node(2, text=first), *replies, title="A thread"))

    def shows(self, text: str) -> None:
        self.sheet.get_by_text(text).first.wait_for()

    def comes(self, condition: str) -> None:
        """Waits for a condition; the browser's own waiting is kept out by the pages' policy."""
        from playwright.sync_api import Error

        def holds() -> object:
            try:
                return self.sheet.evaluate(condition)
            except Error:  # the page is about to be another
                return None

        until(holds, lambda: condition)

    def overlay(self) -> Any:
        return self.sheet.locator("sitegen-overlay section")


@pytest.fixture
def served(browser: Any, tmp_path: Path) -> Iterator[Served]:
    served = Served(tmp_path.resolve(), browser)
    yield served
    served.context.close()
    served.stop()


def test_an_edit_arrives_and_the_reader_stays_where_he_was(served: Served) -> None:
    sheet = served.sheet
    sheet.evaluate("""() => {
        const folds = document.querySelectorAll("#c-8 details");
        folds[0].open = false;
        document.getElementById("c-12").scrollIntoView({block: "start", behavior: "instant"});
    }""")
    before = sheet.evaluate("document.getElementById('c-12').getBoundingClientRect().top")
    served.thread("Said anew, and at greater length. " + LONG * 3)
    served.shows("Said anew")
    top = "document.getElementById('c-12').getBoundingClientRect().top"
    served.comes(f"document.readyState === 'complete' && Math.abs({top} - {before}) < 8")
    assert sheet.evaluate("document.querySelector('#c-8 details').open") is False
    assert sheet.evaluate("document.querySelector('#c-9 details').open") is True
    assert {url.split("/")[2] for url in served.foreign} == {f"127.0.0.1:{served.port}"}


def test_a_style_is_swapped_without_a_reload(served: Served) -> None:
    sheet = served.sheet
    sheet.evaluate("window.stays = true")
    served.site.write(STYLE, "body { outline: 3px solid rgb(1, 2, 3) }")
    served.comes("getComputedStyle(document.body).outlineColor === 'rgb(1, 2, 3)'")
    served.comes("document.querySelectorAll('link[rel=stylesheet]').length === 1")
    assert sheet.evaluate("window.stays") is True


def test_a_style_that_changed_before_the_page_listened_is_shown(served: Served) -> None:
    held: list[Any] = []

    def hold(route: Any) -> None:
        held.append(route)

    served.context.route("**/_sitegen/events*", hold)
    served.sheet.reload()
    until(lambda: served.sheet.evaluate("true") and held)
    before = served.preview.styles()
    served.site.write(STYLE, "body { outline: 3px solid rgb(4, 5, 6) }")
    until(lambda: served.preview.styles() != before)
    for route in held:
        route.continue_()
    served.comes("getComputedStyle(document.body).outlineColor === 'rgb(4, 5, 6)'")


def test_a_mistake_is_shown_over_the_last_good_page_and_goes_again(served: Served) -> None:
    served.site.write(HOOK, "line one\nline two\n<p>{{ thread.tittle }}</p>\nline four\n")
    overlay = served.overlay()
    overlay.get_by_text("1 error, 3 pages affected").first.wait_for()
    told = overlay.inner_text()
    assert "> 3 | <p>{{ thread.tittle }}</p>" in told
    assert "did you mean 'title'?" in told
    assert "thread.html:" in told  # what includes it
    assert served.sheet.get_by_text("Comment 5.").count() == 1  # the page is still there
    served.site.write(HOOK, "<p>All is well</p>")
    served.shows("All is well")
    assert not overlay.is_visible()


def test_a_damaged_dump_is_told_in_a_corner(served: Served) -> None:
    hostile = '{"id": 9, "type": "story", "title": "<img src=x onerror=alert(1)>", "children": ['
    served.site.write("content/<b>bad.json", hostile)
    overlay = served.overlay()
    overlay.wait_for()
    assert "1 problem in the dumps" in overlay.inner_text()
    assert "<b>bad.json" in overlay.inner_text()
    assert overlay.get_attribute("class") == "notes"
    overlay.get_by_label("Close").click()
    assert not overlay.is_visible()


def test_a_page_finds_its_way_back_after_a_restart(served: Served) -> None:
    served.stop()
    served.thread("Written while nobody served")
    served.start(served.port)
    served.shows("Written while nobody served")


def test_a_page_that_was_missing_appears(served: Served) -> None:
    sheet = served.sheet
    sheet.goto(f"{served.url}t/hn/77/")
    assert "Page not found" in sheet.content()
    served.site.dump("b.json", node(77, title="Here at last"))
    served.shows("Here at last")
