"""Pages in a headless Chromium, and sites to open in it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from sitegen import config
from sitegen.build import run

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def page(browser: Any) -> Iterator[Callable[..., Any]]:
    """page(path, width=…, dark=…, scripts=…): the file, opened as a reader would."""
    contexts = []

    def opened(path: Path, width: int = 1280, *, dark: bool = False, scripts: bool = True) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
        )
        contexts.append(context)
        sheet = context.new_page()
        sheet.goto(path.as_uri())
        return sheet

    yield opened
    for context in contexts:
        context.close()


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
