"""Which changes are told, when, and which are not."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from small_site import SmallSite, node
from waiting import until

from sitegen.config import SitePaths
from sitegen.serve import watch
from sitegen.serve.changes import sort
from sitegen.serve.places import Place, places, silent
from sitegen.serve.watch import Watcher
from sitegen.theme.theme import bundled


class Heard:
    """What a watcher told, in a thread of its own."""

    def __init__(self, watcher: Watcher, folder: Path) -> None:
        self.batches: list[set[str]] = []
        self.watcher, self._folder = watcher, folder
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        for changed in self.watcher.changes():
            self.batches.append({os.path.relpath(name, self._folder) for name in changed})

    def until(self, *names: str) -> None:
        """Waits until each of `names` was told."""
        until(lambda: set(names) <= set().union(*self.batches), lambda: self.batches)

    def stop(self) -> None:
        self.watcher.stop()
        self._thread.join(60)
        assert not self._thread.is_alive()


@pytest.fixture(params=[False, True], ids=["told", "polling"])
def heard(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Heard]:
    monkeypatch.setattr(watch, "_POLL", 0.1)  # seconds; by itself it looks once a second
    site = SmallSite(tmp_path.resolve())
    site.dump("old.json", node(1, title="One"))
    (tmp_path / "templates").mkdir()
    paths, _ = site.chosen()
    settings = site.folder / "sitegen.toml"
    heard = Heard(Watcher(lambda: places(paths, settings), poll=request.param), site.folder)
    yield heard
    heard.stop()


def test_files_that_appear_change_move_and_go(heard: Heard, tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "new.json").write_text("{}")
    heard.until("content/new.json")
    heard.batches.clear()
    (content / ".draft").write_text("{ }")
    os.replace(content / ".draft", content / "new.json")  # as editors save
    heard.until("content/new.json")
    heard.batches.clear()
    (content / "old.json").unlink()
    heard.until("content/old.json")


def test_folders_that_appear_are_watched_too(heard: Heard, tmp_path: Path) -> None:
    deep = tmp_path / "content" / "a" / "b"
    deep.mkdir(parents=True)
    heard.until("content/a", "content/a/b")
    (deep / "c.json").write_text("{}")
    heard.until("content/a/b/c.json")
    (tmp_path / "static").mkdir()
    heard.until("static")
    (tmp_path / "static" / "x.css").write_text("")
    heard.until("static/x.css")


def test_nobody_is_warned_of_a_folder_that_is_seen_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recwarn: pytest.WarningsRecorder
) -> None:
    """It is made in a new one just after that is watched, and just before it is looked into."""
    walk = os.walk

    def late(top: str | bytes, *how: Any, **options: Any) -> Iterator[Any]:
        if os.fsdecode(top).endswith("new"):
            Path(os.fsdecode(top), "late").mkdir(exist_ok=True)
        return walk(top, *how, **options)

    monkeypatch.setattr(os, "walk", late)
    heard = Heard(Watcher(lambda: [Place(str(tmp_path), True)]), tmp_path)
    (tmp_path / "new").mkdir()
    heard.until("new/late")
    (tmp_path / "new" / "late" / "x.json").write_text("{}")
    heard.until("new/late/x.json")
    heard.stop()
    assert [str(warning.message)[:80] for warning in recwarn] == []


def test_what_lies_behind_a_link_is_watched(tmp_path: Path) -> None:
    site = SmallSite(tmp_path / "site")
    behind = tmp_path / "behind"
    (behind / "deep").mkdir(parents=True)
    (site.content / "linked").symlink_to(behind, target_is_directory=True)
    (site.content / "loop").symlink_to(site.content, target_is_directory=True)
    paths, _ = site.chosen()
    heard = Heard(Watcher(lambda: places(paths, None)), tmp_path)
    (behind / "deep" / "x.json").write_text("{}")
    heard.until("behind/deep/x.json")
    heard.stop()


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Heard]:
    folder = tmp_path.resolve()
    (folder / "old.json").write_text("{}")
    heard = Heard(Watcher(lambda: [Place(str(folder), True)]), folder)
    yield heard
    heard.stop()


def test_a_checkout_of_many_files_is_few_changes(
    told: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long a busy machine makes the pauses between two of them: hence a second."""
    monkeypatch.setattr(watch, "QUIET", 1.0)
    monkeypatch.setattr(watch, "ALONE", 1.0)
    monkeypatch.setattr(watch, "_PATIENCE", 60.0)
    for number in range(300):
        (tmp_path / f"{number}.json").write_text("{}")
    told.until(*(f"{number}.json" for number in range(300)))
    assert len(told.batches) <= 5


@pytest.mark.skipif(not watch._NATIVE, reason="this system does not say when files are closed")
def test_a_file_that_grows_is_waited_for(
    told: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "GROWING", 600.0)
    with (tmp_path / "big.json").open("w") as file:
        for _ in range(5):
            file.write("x" * 100)
            file.flush()
            time.sleep(0.2)
        assert not any("big.json" in batch for batch in told.batches)
    told.until("big.json")


def test_reading_is_no_change(told: Heard, tmp_path: Path) -> None:
    for _ in range(5):
        (tmp_path / "old.json").read_text()
        list(tmp_path.iterdir())
    (tmp_path / "new.json").write_text("{}")
    told.until("new.json")  # what was read before would have been told before
    assert set().union(*told.batches) == {"new.json"}


def test_where_the_system_watches_no_more_folders_it_is_polled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(type(watch.Observer())):  # type: ignore[misc]
        def schedule(self, *args: object, **options: object) -> None:
            raise OSError(28, "no space left on device")

    monkeypatch.setattr(watch, "Observer", Full)
    heard = Heard(Watcher(lambda: [Place(str(tmp_path), True)]), tmp_path)
    assert heard.watcher.polls
    assert "max_user_watches" in heard.watcher.note
    (tmp_path / "a.json").write_text("{}")
    heard.until("a.json")
    heard.stop()


# -- where changes belong ------------------------------------------------------------------------


@pytest.fixture
def belongs(tmp_path: Path) -> Callable[[str], str]:
    site = SmallSite(tmp_path.resolve() / "site")
    paths: SitePaths = site.chosen()[0]
    settings = site.folder / "sitegen.toml"

    def part(name: str) -> str:
        found = sort([str(site.folder / name)], paths, settings)
        parts = ("settings", "theme", "content")
        return " ".join(part for part in parts if getattr(found, part))

    return part


def test_every_change_belongs_somewhere(belongs: Callable[[str], str]) -> None:
    assert belongs("sitegen.toml") == "settings"
    assert belongs("content/a.json") == "content"
    assert belongs("content") == "content"
    assert belongs("templates/base.html") == "theme"
    assert belongs("themes/mine/theme.toml") == "theme"
    assert belongs("static") == "theme"
    assert belongs(str(bundled() / "default" / "templates" / "base.html")) == "theme"
    assert belongs("README.md") == ""
    assert belongs("output") == ""
    assert belongs("../elsewhere/file") == "theme content"  # behind a link


def test_file_systems_that_tell_nothing_are_known(tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    here = tmp_path.resolve()
    mounts.write_text(
        "21 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        f"22 21 0:40 / {here}/net rw shared:1 - nfs4 host:/x rw\n"
        f"23 21 0:41 / {here}/a\\040b rw - fuse.sshfs x rw\nnonsense\n"
    )
    assert silent(here / "net" / "site", mounts) == "nfs4"
    assert silent(here / "a b", mounts) == "fuse.sshfs"
    assert silent(here / "netto", mounts) == ""
    assert silent(here, tmp_path / "none") == ""
