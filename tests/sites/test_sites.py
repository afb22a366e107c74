"""Whole sites, from content to every byte of the output: one folder a case.

A folder holds a site and, in expected/, what is built of it, but for what is copied from the theme;
`pytest --golden` writes that anew.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from html_checks import faults
from small_site import SmallSite

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/sitegen.toml"))
REPORT = "REPORT"  # what the build said of the dumps, beside the pages


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_site_is_built_as_expected(
    case: Path, tmp_path: Path, golden: Callable[[Path, str], None], pytestconfig: pytest.Config
) -> None:
    expected = case / "expected"
    shutil.copytree(case, tmp_path / "site", ignore=shutil.ignore_patterns("expected"))
    site = SmallSite(tmp_path / "site")
    done = site.run("build", "-j1")
    assert done.returncode == 0
    timed = ("Took ", "making pages", "reading dumps")
    lines = (done.stdout + done.stderr).splitlines()
    said = "".join(line + "\n" for line in lines if not line.startswith(timed))
    pages = {path: data for path, data in site.files().items() if not path.startswith("static/")}
    built = {**pages, REPORT: said.encode()}
    if pytestconfig.getoption("--golden"):
        shutil.rmtree(expected, ignore_errors=True)
    for path, data in built.items():
        (expected / path).parent.mkdir(parents=True, exist_ok=True)
        golden(expected / path, data.decode())
    kept = {p.relative_to(expected).as_posix() for p in expected.rglob("*") if p.is_file()}
    assert kept == set(built)
    assert list(faults(site.output)) == []
