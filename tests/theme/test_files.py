"""Style sheets, static files, and the digest of all that a theme is made of."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.errors import ThemeError
from sitegen.theme import Theme, load, sources_digest, static_files, stylesheet

Write = Callable[..., Path]


@pytest.fixture
def child(write: Write, tmp_path: Path) -> Callable[[], Theme]:
    write(
        "parent",
        {
            "static/css/10-a.css": "a{}",
            "static/css/30-c.css": "c{}",
            "static/logo.svg": "parent's",
            "static/fonts/x.woff2": "font",
            "templates/list.html": "list",
        },
    )
    write("child", {"static/css/10-a.css": "A{}", "static/logo.svg": "child's"}, extends="parent")
    (tmp_path / "static" / "css").mkdir(parents=True)
    (tmp_path / "static" / "css" / "20-b.css").write_text("b{}")
    return lambda: load("child", [tmp_path / "themes"], {}, tmp_path)


def test_style_sheets_are_joined_by_name_over_all_folders(child: Callable[[], Theme]) -> None:
    assert stylesheet(child()) == "A{}\nb{}\nc{}"


def test_colours_among_the_options_are_custom_properties() -> None:
    theme = load("default", [], {"accent": "#a1b2c3"})
    assert stylesheet(theme).startswith(":root{--accent:#a1b2c3}\n")


def test_the_nearest_static_file_holds(child: Callable[[], Theme]) -> None:
    files = {name: path.read_text() for name, path in static_files(child())}
    assert files == {"fonts/x.woff2": "font", "logo.svg": "child's"}


def test_what_editors_leave_behind_is_no_part_of_a_theme(
    child: Callable[[], Theme], tmp_path: Path
) -> None:
    before = sources_digest(child())
    for name in (".DS_Store", "logo.svg~", ".logo.svg.swp", "Thumbs.db", "#logo.svg#"):
        (tmp_path / "static" / name).write_text("litter")
    assert sources_digest(child()) == before
    assert len(list(static_files(child()))) == 2
    (tmp_path / "static" / ".nojekyll").write_text("")
    assert ".nojekyll" in dict(static_files(child()))


@pytest.mark.parametrize(
    "edit",
    [
        lambda site: (site / "static/css/20-b.css").write_text("b{x:y}"),
        lambda site: (site / "static/css/20-b.css").rename(site / "static/css/21-b.css"),
        lambda site: (site / "themes/parent/static/logo.svg").write_text("changed"),
        lambda site: (site / "themes/parent/templates/list.html").write_text("changed"),
        lambda site: (site / "themes/child/templates").mkdir(),
    ],
)
def test_the_digest_of_sources_changes_with_every_name_and_byte(
    child: Callable[[], Theme], tmp_path: Path, edit: Callable[[Path], object]
) -> None:
    before = sources_digest(child())
    assert sources_digest(child()) == before
    edit(tmp_path)
    empty_folder = (tmp_path / "themes/child/templates").is_dir()
    assert (sources_digest(child()) == before) == empty_folder


def test_a_style_sheet_must_be_utf8(child: Callable[[], Theme], tmp_path: Path) -> None:
    (tmp_path / "static/css/20-b.css").write_bytes(b"\xff")
    with pytest.raises(ThemeError, match="not UTF-8") as caught:
        stylesheet(child())
    assert caught.value.where.endswith("20-b.css")


def test_a_theme_is_loaded_and_digested_without_the_template_engine() -> None:
    code = (
        "import sys; from sitegen.theme import *; t = load('default', [], {});"
        "sources_digest(t), stylesheet(t), list(static_files(t));"
        "sys.exit('jinja2' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
