"""What tests of all rooms share: the folder of real dumps, and expected files.

`pytest --golden` writes expected files anew instead of comparing; look at each before you commit.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from shared_dumps import shared_folder

# Busy machines are slow, and a run that failed must fail again: no deadline, no chance.
settings.register_profile(
    "sitegen", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("sitegen")


# Compiled templates are kept in a folder of this run, which its processes share.
_CACHE = "XDG_CACHE_HOME"


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        os.environ[_CACHE] = tempfile.mkdtemp(prefix="sitegen-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(_CACHE), ignore_errors=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write expected files anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests in a browser come last: what drives it is a thread, beside which no process forks."""
    items.sort(key=lambda item: "engine" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def engine() -> Iterator[Any]:
    """What drives browsers. There can be only one in a process."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        yield started


# The shell is Chromium without what only windows need: the same engine for half of the CPU time.
_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser(engine: Any) -> Iterator[Any]:
    """A headless Chromium, one for all tests of a process; they are skipped where there is none."""
    path = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if path is None:
        pytest.skip("no Chromium on this machine")
    chromium = engine.chromium.launch(executable_path=path, args=list(_FLAGS))
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real dumps; what asks for it is skipped where there is none."""
    folder = shared_folder()
    if not folder.is_dir():
        pytest.skip(f"no folder of real dumps at {folder}")
    return folder


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """golden(path, text): `text` is what the file at `path` holds, or becomes it with --golden."""

    def check(path: Path, text: str) -> None:
        if request.config.getoption("--golden"):
            if not path.exists() or path.read_text("utf-8") != text:
                path.write_text(text, "utf-8", newline="\n")
            return
        assert path.exists(), f"{path} is missing: run pytest --golden, then review it"
        assert text == path.read_text("utf-8")

    return check
