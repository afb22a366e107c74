"""Compiled templates that are kept from one build to the next never change a page."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jinja2
import pytest
from small_site import SmallSite, node

from sitegen.build.engine import Engine
from sitegen.theme import compiled, load
from sitegen.theme.env import Folders

PAGE = "index.html"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder for compiled templates, which does not exist yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)  # whatever the tests themselves run with
    compiled.forget()
    yield tmp_path / "cache/sitegen/templates"
    compiled.forget()


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    site.dump("a.json", node(1, node(2, node(3)), title="Signals"), node(9, title="Rails"))
    return site


def built(site: SmallSite, name: str) -> dict[str, bytes]:
    """All pages of a first build into a folder of that name."""
    output = site.folder.parent / name
    site.build(output=output)
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file()
    }


def files(kept: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(kept.iterdir())}


def test_the_next_process_makes_the_same_pages_of_them(site: SmallSite, kept: Path) -> None:
    first = built(site, "first")
    told = files(kept)
    assert len(told) > 4
    times = {path: path.stat().st_mtime_ns for path in kept.iterdir()}
    compiled.forget()
    assert built(site, "second") == first
    assert {path: path.stat().st_mtime_ns for path in kept.iterdir()} == times  # none was made


def test_they_are_what_is_run(site: SmallSite, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(site, "first")
    compiled.forget()

    def compile(*_: object, **__: object) -> None:
        raise AssertionError("compiled again")

    monkeypatch.setattr("jinja2.Environment.compile", compile)
    built(site, "second")


@pytest.mark.parametrize("place", ["templates/partials/comments.html", "templates/thread.html"])
def test_an_edit_is_seen_and_so_is_taking_it_back(site: SmallSite, kept: Path, place: str) -> None:
    first = built(site, "first")
    thread = "t/hn/1/index.html"
    site.write(place, "<p>edited</p>")
    assert b"edited" in built(site, "edited")[thread]
    site.remove(place)
    compiled.forget()
    assert built(site, "again")[thread] == first[thread]


def test_languages_and_marks_are_told_apart(site: SmallSite, kept: Path) -> None:
    english = built(site, "english")
    site.config('[site]\nlanguage = "de"\n')
    german = built(site, "german")
    assert german["404.html"] != english["404.html"]
    site.config("[build]\nfingerprints = false\n")
    plain = built(site, "plain")
    assert b"static/style.css" in plain[PAGE]
    assert b"static/style.css" not in english[PAGE]
    site.config("")
    assert built(site, "again") == english


@pytest.mark.parametrize(
    "damage",
    [lambda data: data[:-1], lambda data: b"", lambda data: data[:20] + b"\xff" + data[21:]],
)
def test_damaged_files_are_as_if_they_were_not_there(
    site: SmallSite, kept: Path, damage: Callable[[bytes], bytes]
) -> None:
    first = built(site, "first")
    told = files(kept)
    for name, data in told.items():
        (kept / name).write_bytes(damage(data))
    compiled.forget()
    assert built(site, "second") == first
    assert files(kept) == told


def test_a_file_under_another_name_is_not_taken(site: SmallSite, kept: Path) -> None:
    first = built(site, "first")
    data = files(kept)
    for name, other in zip(data, reversed(data), strict=True):
        (kept / name).write_bytes(data[other])
    compiled.forget()
    assert built(site, "second") == first


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have owners elsewhere")
def test_a_folder_that_others_can_write_is_not_used(site: SmallSite, kept: Path) -> None:
    kept.mkdir(parents=True)
    kept.chmod(0o777)
    built(site, "first")
    assert files(kept) == {}


def test_a_link_is_not_used(site: SmallSite, kept: Path, tmp_path: Path) -> None:
    kept.parent.mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    kept.symlink_to(tmp_path / "elsewhere")
    built(site, "first")
    assert files(tmp_path / "elsewhere") == {}


def test_nobody_else_can_read_or_write_it(site: SmallSite, kept: Path) -> None:
    built(site, "first")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700


def test_without_a_folder_all_is_compiled(
    site: SmallSite, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = built(site, "first")
    (site.folder.parent / "file").write_text("")
    for place in (str(site.folder.parent / "file"), "relative"):
        monkeypatch.setenv("XDG_CACHE_HOME", place)
        compiled.forget()
        assert built(site, f"of {Path(place).name}") == first
    assert not Path("relative").exists()


def test_what_keeps_no_byte_code_keeps_none(
    site: SmallSite, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    built(site, "first")
    assert files(kept) == {}


def test_what_was_edited_while_it_was_compiled_is_not_kept(
    site: SmallSite, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write("templates/thread.html", '{% include "part.html" %} {% include "part.html" %}')
    site.write("templates/part.html", "calm")
    read = Folders.get_source
    compiling: list[str] = []

    def edited(self: Folders, engine: jinja2.Environment, name: str) -> tuple[Any, ...]:
        source, *rest = read(self, engine, name)
        compiling.extend([name] * (name == "part.html" and getattr(engine, "inlined", False)))
        return "hectic" if len(compiling) == 2 and compiling.pop() else source, *rest

    monkeypatch.setattr(Folders, "get_source", edited)
    assert built(site, "first")["t/hn/1/index.html"] == b"calm hectic"
    monkeypatch.setattr(Folders, "get_source", read)
    assert built(site, "second")["t/hn/1/index.html"] == b"calm calm"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The names of all templates that are compiled."""
    made: list[str | None] = []
    compile_ = jinja2.Environment.compile

    def told(self: Any, source: Any, name: str | None = None, *rest: Any) -> Any:
        made.append(name)
        return compile_(self, source, name, *rest)

    monkeypatch.setattr(jinja2.Environment, "compile", told)
    return made


def test_an_edit_costs_the_templates_that_it_is_part_of(
    site: SmallSite, kept: Path, made: list[str | None]
) -> None:
    hook = "templates/partials/hooks/after-thread.html"
    first = built(site, "first")
    assert {"thread.html", "list.html"} <= set(made)
    made.clear()
    site.write(hook, "<p>edited</p>")
    edited = built(site, "edited")
    assert set(made) == {"thread.html"}
    assert b"edited" in edited["t/hn/1/index.html"]
    made.clear()
    site.remove(hook)
    assert built(site, "again") == first
    site.write(hook, "<p>edited</p>")
    assert built(site, "anew") == edited
    assert made == []


def test_another_site_with_the_same_files_needs_none_compiled(
    site: SmallSite, kept: Path, made: list[str | None], tmp_path: Path
) -> None:
    site.write("templates/partials/hooks/after-thread.html", "<p>edited</p>")
    first = built(site, "first")
    made.clear()
    compiled.forget()
    assert built(site.copy(tmp_path / "elsewhere/site"), "first") == first
    assert made == []


def test_a_static_file_that_is_gone_is_missed(site: SmallSite, kept: Path) -> None:
    def compile_() -> None:
        engine = Engine(load("default", [], {}, site.folder), True, {})
        engine._templates.get_template("404.html")

    site.write("templates/partials/hooks/body-end.html", "{{ page.static }}a.txt\n")
    site.write("static/a.txt", "there")
    compile_()
    site.remove("static/a.txt")
    with pytest.raises(jinja2.TemplateSyntaxError, match=r"no static file 'a\.txt'"):
        compile_()


def test_old_ones_make_room(site: SmallSite, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_ON_DISK", 20)
    kept.mkdir(mode=0o700, parents=True)
    for number in range(100):
        (kept / f"old-{number}").write_bytes(b"")
        os.utime(kept / f"old-{number}", (number, number))
    built(site, "first")
    left = files(kept)
    assert len(left) < 40
    assert "old-0" not in left
    assert sum(not name.startswith("old") for name in left) > 4
