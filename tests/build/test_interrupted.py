"""A build that is killed or stopped at any moment: the next one makes everything right."""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest
from small_site import SmallSite, node

THREADS = 150  # in each of two dumps


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    """A site that takes some tenths of a second to build, built."""
    site = SmallSite(tmp_path_factory.mktemp("clean"))
    fill(site, "first")
    site.build()
    return site


def fill(site: SmallSite, text: str) -> None:
    chance = random.Random(1)
    for name in ("a.json", "b.json"):
        start = THREADS * (name == "b.json") * 100
        threads = []
        for number in range(start + 1, start + THREADS * 100, 100):
            replies = [node(number + n, text=text) for n in range(1, chance.randrange(2, 40))]
            threads.append(node(number, *replies, title=f"Thread {number}"))
        site.dump(name, *threads)


def begin(site: SmallSite, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        site.command("build", *options),
        cwd=site.folder,
        env=site.environment(),
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def drafts(site: SmallSite) -> list[str]:
    return [name for name in site.files() if name.endswith("draft")]


def children(pid: int) -> set[int]:
    tasks = Path(f"/proc/{pid}/task")
    try:
        lists = [(task / "children").read_text() for task in tasks.iterdir()]
    except OSError:
        return set()
    return {int(child) for told in lists for child in told.split()}


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def wait_for(site: SmallSite, what: str, build: subprocess.Popen[str]) -> None:
    """Until a build has come to a certain point, or is over."""
    reached = {
        "reading": (site.state / "store.new").exists,
        "first pages": (site.output / "t").exists,
        "many pages": lambda: len(list((site.output / "t/hn").glob("*"))) > THREADS // 3,
    }[what]
    until = time.monotonic() + 30
    while not reached() and build.poll() is None and time.monotonic() < until:
        time.sleep(0.002)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("moment", ["reading", "first pages", "many pages"])
def test_killed(moment: str, jobs: int, clean: SmallSite, tmp_path: Path) -> None:
    site = clean.copy(tmp_path / "site")
    build = begin(site, f"-j{jobs}")
    wait_for(site, moment, build)
    workers = children(build.pid)
    build.kill()
    build.communicate()
    assert build.returncode == -signal.SIGKILL
    if (site.output / "t/hn/1").exists():  # a file is half-written for too short to be met
        site.write("output/t/hn/1/index.html.sitegen-draft", "half")
    report = site.build(jobs=2)
    assert report.failures == ()
    assert not any(map(alive, workers))
    assert drafts(site) == []
    assert site.files() == clean.files()


def test_killed_while_changing_what_was_built(clean: SmallSite, tmp_path: Path) -> None:
    site = clean.copy(tmp_path / "site")
    site.build(jobs=2)
    fill(site, "second")
    before = (site.output / "t/hn/1/index.html").read_bytes()
    build = begin(site, "-j2")
    until = time.monotonic() + 30
    while (site.output / "t/hn/1/index.html").read_bytes() == before and time.monotonic() < until:
        time.sleep(0.002)
    build.kill()
    build.communicate()
    site.build(jobs=2)
    assert drafts(site) == []
    assert site.files() == site.clean_build(tmp_path / "other").files()


def test_killed_and_its_state_deleted(clean: SmallSite, tmp_path: Path) -> None:
    """The manifest in the output folder tells what is ours, and no stale journal is read."""
    site = clean.copy(tmp_path / "site")
    build = begin(site, "-j2")
    wait_for(site, "many pages", build)
    build.kill()
    build.communicate()
    (site.state / "store.db").unlink(missing_ok=True)
    assert site.build().failures == ()
    assert drafts(site) == []
    assert site.files() == clean.files()


@pytest.mark.parametrize("jobs", [1, 2])
def test_stopped_by_the_keyboard(jobs: int, clean: SmallSite, tmp_path: Path) -> None:
    site = clean.copy(tmp_path / "site")
    build = begin(site, f"-j{jobs}")
    wait_for(site, "first pages", build)
    os.killpg(build.pid, signal.SIGINT)  # as a terminal sends it: to all processes of the build
    _, told = build.communicate(timeout=30)
    assert build.returncode == 130
    assert "stopped; what is done is kept" in told
    assert "Traceback" not in told
    assert site.build().failures == ()
    assert drafts(site) == []
    assert site.files() == clean.files()


def test_one_build_at_a_time(clean: SmallSite, tmp_path: Path) -> None:
    site = clean.copy(tmp_path / "site")
    first = begin(site, "-j1")
    wait_for(site, "reading", first)
    first.send_signal(signal.SIGSTOP)
    second = site.run("build")
    first.send_signal(signal.SIGCONT)
    assert second.returncode == 1
    assert "another build of this site is running" in second.stderr
    first.communicate(timeout=60)
    assert first.returncode == 0
    assert site.files() == clean.files()
