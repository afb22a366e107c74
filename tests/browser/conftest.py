"""Pages in a headless Chromium and in Firefox, and sites to open in them."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from firefox import started

from sitegen import config
from sitegen.build import run

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def left(browser: Any) -> Iterator[dict[bool, list[Any]]]:
    """Pages that tests have left, each in a context of its own, by whether scripts run in them."""
    sheets: dict[bool, list[Any]] = {True: [], False: []}
    yield sheets
    for sheet in chain(*sheets.values()):
        sheet.context.close()


@pytest.fixture
def page(browser: Any, left: dict[bool, list[Any]]) -> Iterator[Callable[..., Any]]:
    """page(path, width=…, dark=…, scripts=…): the file, opened as a reader would.

    To make a page takes three times what it takes to open a file in it, so one that a test has left
    is emptied and used again. A test that changes more of it than what is shown, such as with
    scripts or listeners of its own, asks for one `alone`, which nobody had and nobody gets.
    """
    lent: list[tuple[Any, bool]] = []
    alone_: list[Any] = []

    def opened(
        path: Path, width: int = 1280, *, dark: bool = False, scripts: bool = True,
        alone: bool = False,
    ) -> Any:  # fmt: skip
        scheme, size = "dark" if dark else "light", {"width": width, "height": 900}
        if left[scripts] and not alone:
            sheet = left[scripts].pop()
            sheet.set_viewport_size(size)
            sheet.emulate_media(media="null", color_scheme=scheme)
        else:
            sheet = browser.new_context(
                viewport=size, color_scheme=scheme, java_script_enabled=scripts
            ).new_page()
        if alone:
            alone_.append(sheet)
        else:
            lent.append((sheet, scripts))
        sheet.goto(path.as_uri())
        return sheet

    yield opened
    for sheet in alone_:
        sheet.context.close()
    for sheet, scripts in lent:
        if emptied(sheet):
            left[scripts].append(sheet)
        else:
            sheet.context.close()


def emptied(sheet: Any) -> bool:
    """Whether nothing is left of what a page has shown and kept."""
    if sheet.context.pages != [sheet] or not sheet.url.startswith("file:"):
        return False
    try:
        sheet.mouse.move(-1, -1)  # over nothing
        sheet.evaluate("localStorage.clear(); sessionStorage.clear()")
        sheet.goto("about:blank")
    except Exception:  # it is on its way elsewhere
        return False
    return True


@pytest.fixture(scope="session")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A headless Firefox; its tests are skipped where there is none."""
    path = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)
    if path is None:
        pytest.skip("no Firefox on this machine")
    with started(path, tmp_path_factory.mktemp("firefox")) as running:
        yield running


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """The address at which the files of a folder are served, as a static host does it."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *said: object) -> None:
        pass


def built(folder: Path, content: Path, settings: str = "") -> Path:
    """A site of these dumps, built in `folder`; its output."""
    (folder / "content").symlink_to(content, target_is_directory=True)
    (folder / "sitegen.toml").write_text(settings, encoding="utf-8")
    loaded = config.load(folder / "sitegen.toml")
    paths = config.site_paths(folder, loaded)
    assert run.build(paths, loaded, 1).failures == ()
    return paths.output


@pytest.fixture(scope="session")
def demo(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """The sample archive, built as it is published."""
    settings = (ROOT / "sitegen.toml").read_text("utf-8")
    return once("demo", lambda folder: _build(folder, ROOT / "content", settings)) / "output"


def _build(folder: Path, content: Path, settings: str) -> None:
    assert built(folder, content, settings) == folder / "output"
