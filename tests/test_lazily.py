"""Packages whose names are loaded when they are asked for: they have them, and a build that has
nothing to do loads few of them."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tests.test_architecture import CODE, MODULES, ROOT

_LATE = [path for path in MODULES if "= lazily.names(" in "\n".join(CODE[path])]
_BUILT = """
import sys
from sitegen.cli.main import main
try:
    main()
finally:
    print(*sorted(sys.modules))
"""
# What reads dumps, plans pages and makes them.
_HEAVY = {
    "jinja2",
    "minify_html",
    "selectolax",
    "tarfile",
    "sitegen.model.permalinks",
    "sitegen.model.redacting",
    "sitegen.pages.page",
    "sitegen.pages.plan",
    "sitegen.sources._archives",
    "sitegen.sources.recognising",
    "sitegen.sources.source",
    "sitegen.sources.table",
}


def _package(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).parent.parts)


def _typed(path: Path) -> dict[str, str]:
    """(name, its module) of what a package imports where types are checked."""
    block = next(
        found
        for found in ast.parse("\n".join(CODE[path])).body
        if isinstance(found, ast.If) and ast.unparse(found.test) == "TYPE_CHECKING"
    )
    return {
        alias.name: f"{found.module}.{alias.name}"
        if found.module == _package(path)
        else found.module
        for found in block.body
        if isinstance(found, ast.ImportFrom) and found.module
        for alias in found.names
    }


@pytest.mark.parametrize("path", _LATE, ids=_package)
def test_each_name_is_what_its_module_holds(path: Path) -> None:
    package = import_module(_package(path))
    typed = _typed(path)
    assert set(typed) <= set(package.__all__)
    for name, place in typed.items():
        module = import_module(place)
        found = package.__getattr__(name)  # whether or not something asked for it before
        assert found is (module if place.endswith(f".{name}") else getattr(module, name))


@pytest.mark.parametrize("path", _LATE, ids=_package)
def test_all_names_are_there_and_no_others(path: Path) -> None:
    package = import_module(_package(path))
    assert [name for name in package.__all__ if not hasattr(package, name)] == []
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        package.nothing  # noqa: B018


def test_a_build_with_nothing_to_do_loads_little(tmp_path: Path) -> None:
    content = tmp_path / "content/talk"
    content.mkdir(parents=True)
    (content / "a.txt").write_text("nothing that is known\n")
    command = [sys.executable, "-c", _BUILT, "build", "-q", "--site", str(tmp_path)]
    first, second = (
        subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()
        for _ in range(2)
    )
    assert set(first) > _HEAVY - {"selectolax", "tarfile", "sitegen.model.redacting"}
    assert not _HEAVY & set(second)
