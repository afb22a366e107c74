"""`sitegen build --watch` and `sitegen serve` as processes: edited, interrupted, ended."""

import random
import re
import shutil
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small_site import SmallSite, node
from waiting import SECONDS, until

HOOK = "templates/partials/hooks/after-thread.html"


class Process:
    """sitegen in a site's folder; what it prints is gathered."""

    def __init__(self, site: SmallSite, *arguments: str) -> None:
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            site.command(*arguments),
            cwd=site.folder,
            env={**site.environment(), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    def until(self, pattern: str) -> re.Match[str]:
        """The first line that matches; neither it nor what stands before is looked at again."""

        def matching() -> re.Match[str] | None:
            for number, line in enumerate(self.lines):
                if found := re.search(pattern, line):
                    del self.lines[: number + 1]
                    return found
            assert self.process.poll() is None, self.lines
            return None

        return until(matching, lambda: self.lines)

    def end(self, number: int = signal.SIGINT) -> int:
        """The exit code, after a signal."""
        self.process.send_signal(number)
        code = self.process.wait(SECONDS)
        self._reader.join(SECONDS)
        return code


Start = Callable[..., Process]


@pytest.fixture
def start() -> Iterator[Start]:
    running: list[Process] = []

    def started(site: SmallSite, *arguments: str) -> Process:
        running.append(Process(site, *arguments))
        return running[-1]

    yield started
    for process in running:
        process.process.kill()
        process.process.wait()


def test_after_any_edits_the_output_is_a_clean_build(start: Start, tmp_path: Path) -> None:
    site = SmallSite(tmp_path / "site")
    site.config("")
    site.dump("a.json", node(1, node(2), title="One"))
    process = start(site, "build", "--watch", "-j", "1")
    process.until("Watching")
    chance = random.Random(7)
    for number in range(12):
        edit(site, chance, number)
        time.sleep(chance.choice((0, 0, 0.03, 0.2, 0.5)))  # also while a build is going on
    site.dump("last.json", node(99, title="The last"))
    site.write(HOOK, "<p>settled</p>")
    site.config("[site]\ntitle = 'Settled'")
    expected = site.clean_build(tmp_path / "clean").files()
    until(lambda: site.files() == expected, lambda: process.lines)
    assert process.end() == 0


def edit(site: SmallSite, chance: random.Random, number: int) -> None:
    """Some edit of content, theme or settings."""
    name = chance.choice(("a.json", "b.json", "deep/c.json"))
    match chance.randrange(6):
        case 0 | 1:
            title = f"Title {number}"
            site.dump(name, *(node(n, node(n + 30), title=title) for n in range(1, 1 + number % 4)))
        case 2:
            (site.content / name).unlink(missing_ok=True)
        case 3:
            site.write(HOOK, chance.choice(("", "<p>{{ thread.tittle }}</p>", "{% if %}")))
        case 4:
            site.config(chance.choice(("", "[site]\ntitle = 'X'", "[site]\ntitel = 'X'")))
        case 5:
            (site.content / "moved").mkdir(exist_ok=True)
            if (site.content / name).exists():
                (site.content / name).rename(site.content / "moved" / f"{number}.json")


def test_what_was_rebuilt_and_why_is_told(start: Start, tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    site.dump("a.json", node(1, title="One"))
    process = start(site, "build", "--watch", "-j", "1")
    process.until("Watching")
    site.dump("b.json", node(2, title="Two"))
    process.until(r"^content/b\.json: [3-9] of \d+ pages made in [\d.]+ m?s$")
    process.until("1 because it is new")
    process.until(r"t/hn/2/index\.html")
    site.write(HOOK, "{{ thread.tittle }}")
    process.until("no field 'tittle'")
    site.config("[site]\ntitel = 1")
    process.until(r"titel")
    assert process.end(signal.SIGINT) == 0
    assert "Two" in site.page("t/hn/2/index.html")


def test_the_server_follows_edits_and_ends_at_once(start: Start, tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    site.dump("a.json", node(1, title="One"))
    process = start(site, "serve", "-p", "0", "--base-path", "x/y")
    url = process.until(r"Serving +(http://127\.0\.0\.1:\d+/x/y/)")[1]
    assert b"One" in fetch(f"{url}t/hn/1/")
    site.write("content/a.json", "")
    site.dump("a.json", node(1, title="One, mended"))
    process.until(r"^content/a\.json: [\d.]+ m?s$")
    until(lambda: b"One, mended" in fetch(f"{url}t/hn/1/"))
    site.write(HOOK, "\n{{ thread.tittle }}\n")
    process.until("error: ThreadView has no field 'tittle'")
    process.until(r"> 2 \| {{ thread.tittle }}")
    process.until("1 error, 1 page affected")
    site.write(HOOK, "")
    process.until("all is well again")
    stream = urllib.request.urlopen(url.replace("/x/y/", "/_sitegen/events?page=index.html"))
    assert process.end(signal.SIGINT) == 0
    stream.close()
    assert not site.output.exists()


def test_a_server_that_cannot_start_says_why(start: Start, tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    first = start(site, "serve", "-p", "0")
    port = first.until(r":(\d+)/")[1]
    told = site.run("serve", "-p", port)
    assert told.returncode == 2
    assert "cannot listen there" in told.stderr
    site.config("[site]\ntitel = 1")
    assert site.run("serve", "-p", "0").returncode == 2
    assert first.end(signal.SIGTERM) == 0


def fetch(url: str) -> bytes:
    """What is answered, be it that there is no such page."""
    try:
        with urllib.request.urlopen(url, timeout=SECONDS) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        return error.read()


def test_a_site_that_is_deleted_does_not_end_the_server(start: Start, tmp_path: Path) -> None:
    site = SmallSite(tmp_path / "site")
    site.dump("a.json", node(1, title="One"))
    server = start(site, "serve", "-p", "0")
    url = server.until(r"(http://\S+/)")[1]
    shutil.rmtree(site.folder)
    server.until("^error: the site cannot be read: No such file or directory")
    with urllib.request.urlopen(url) as answer:
        assert b"<h1" in answer.read()
    time.sleep(1.5)  # it is tried again, and told no second time
    assert not [line for line in server.lines if "Traceback" in line or "error" in line]
    assert server.end() == 0
