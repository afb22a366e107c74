"""What tests of all rooms share: the folder of real dumps, and expected files.

`pytest --golden` writes expected files anew instead of comparing; look at each before you commit.
"""

import gc
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import forking
import pytest
from hypothesis import HealthCheck, settings
from shared_dumps import shared_folder
from small_site import CODE
from waiting import SECONDS

# Busy machines are slow, and a run that failed must fail again: no deadline, no chance.
settings.register_profile(
    "sitegen", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("sitegen")


# Compiled templates are kept in a folder of this run, which its processes share. Compiled modules
# are kept for the next run, too, where Python is told to leave none beside them: tests start
# hundreds of processes, and to compile all tests takes each that runs them seven seconds.
_CACHE = "XDG_CACHE_HOME"
_MODULES = Path(__file__).parents[1] / "build" / "modules"


def pytest_configure(config: pytest.Config) -> None:
    # Tests interrupt what they start. It would not hear of that where these tests were started in
    # the background: shells let such processes ignore interrupts, and all that these start.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if not hasattr(config, "workerinput"):
        os.environ[_CACHE] = tempfile.mkdtemp(prefix="sitegen-tests-")
        if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
            sys.dont_write_bytecode, sys.pycache_prefix = False, str(_MODULES)
            os.environ["PYTHONPYCACHEPREFIX"] = str(_MODULES)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(_CACHE), ignore_errors=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write expected files anew")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Tests are handed out few at a time. By default a process is given hundreds that stand side by
    side, and where these are long ones it goes on when all others have ended.
    """
    if config.getoption("dist") != "load":
        return None
    from xdist.scheduler import LoadScheduling

    class FewAtATime(LoadScheduling):  # type: ignore[misc]
        def check_schedule(self, node: Any, duration: float = 0) -> None:
            if not self.pending or len(self.node2pending[node]) <= _LEFT:
                super().check_schedule(node, duration)

    scheduler = FewAtATime(config, log)
    scheduler.maxschedchunk = _FEW
    return scheduler


_FEW = 24  # so that what tests of a module share is not made too often
_LEFT = 2  # tests that a process has left when it is given more


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests in a browser come last: what drives it is a thread, beside which no process forks.

    The long ones are spread among the others, so that all processes end at about the same time.
    """
    places: dict[pytest.Item, tuple[bool, float]] = dict.fromkeys(items, (False, 0.0))
    browsers = [item for item in items if "engine" in getattr(item, "fixturenames", ())]
    for long in (True, False):
        some = [item for item in browsers if bool(item.get_closest_marker("long")) == long]
        for number, item in enumerate(some):
            places[item] = (True, (number + (not long)) / len(some))
    items.sort(key=places.__getitem__)


def pytest_collection_finish() -> None:
    """Thousands of tests and all that they import will stay: to look among them for garbage in
    circles, again and again, took a sixth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)


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
    # A page takes the place of the last one in its frame, as in all Chromiums of old: else each has
    # a frame made for it, which takes a third of what it costs to open a small page.
    "--enable-features=CDPScreenshotNewSurface,RenderDocument:level/crashed-frame",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser(engine: Any) -> Iterator[Any]:
    """A headless Chromium, one for all tests of a process; they are skipped where there is none."""
    path = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if path is None:
        pytest.skip("no Chromium on this machine")
    patience = 1000 * SECONDS
    chromium = engine.chromium.launch(executable_path=path, args=list(_FLAGS), timeout=patience)
    opened = chromium.new_context

    def patient(**options: Any) -> Any:
        context = opened(**options)
        context.set_default_timeout(patience)
        return context

    chromium.new_context = patient
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], None]], Path]:
    """once(name, make): a folder that all processes of this run share, filled by one `make(it)`.

    For what takes long and is only read.
    """
    top = tmp_path_factory.getbasetemp()
    top = top.parent / "once" if os.environ.get("PYTEST_XDIST_WORKER") else top / "once"
    top.mkdir(exist_ok=True)

    def filled(name: str, make: Callable[[Path], None]) -> Path:
        folder, done, failed = (top / f"{name}{end}" for end in ("", ".done", ".failed"))
        try:
            folder.mkdir()
        except FileExistsError:
            while not (done.exists() or failed.exists()):
                time.sleep(0.02)
        else:
            try:
                make(folder)
            except BaseException:
                failed.touch()
                raise
            done.touch()
        assert done.exists(), f"what makes {name} has failed before"
        return folder

    return filled


@pytest.fixture(scope="session")
def sitegen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The command, started fast: see `forking`."""
    folder = tmp_path_factory.mktemp("bin")
    with forking.command(folder, {**os.environ, "PYTHONPATH": str(CODE), "LC_ALL": "C.UTF-8"}):
        yield folder / "sitegen"


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
