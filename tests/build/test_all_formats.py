"""Sites of dumps in every format there is: whole, damaged, and as found in the world.

No byte of a dump, wherever it is flipped or cut off, may spoil a page, a link or a sum.
"""

import random
import shutil
from collections import defaultdict
from pathlib import Path

import pytest
from html_checks import faults
from small_site import SmallSite

from sitegen.build.report import Report

SAMPLES = Path(__file__).parents[1] / "data"
_EXPECTED = ".expected.json"  # stands beside a sample, and is none


def samples() -> list[Path]:
    files = [path for path in sorted(SAMPLES.rglob("*")) if path.is_file()]
    return [path for path in files if not path.name.endswith(_EXPECTED)]


def check(site: SmallSite, report: Report) -> None:
    assert report.failures == ()
    assert report.sums_agree
    assert report.posts == report.on_pages > 0
    assert list(faults(site.output)) == []
    again = site.build()
    assert (again.written, again.read_dumps) == (0, 0)


def test_all_samples_make_one_site(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    ignored = shutil.ignore_patterns(f"*{_EXPECTED}", "expected")
    shutil.copytree(SAMPLES, site.content, dirs_exist_ok=True, ignore=ignored)
    check(site, site.build(jobs=2))


@pytest.mark.parametrize("seed", range(3))
def test_damaged_samples_spoil_nothing(seed: int, tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    chance = random.Random(seed)
    for path in samples():
        data = bytearray(path.read_bytes())
        for _ in range(chance.randrange(1, 6) if data else 0):
            how, at = chance.randrange(4), chance.randrange(len(data))
            if how == 0:
                data[at] = chance.randrange(256)
            elif how == 1:
                del data[at : at + chance.randrange(1, 40)]
            elif how == 2:
                data[at:at] = data[chance.randrange(len(data)) :][: chance.randrange(200)]
            else:
                del data[max(at, len(data) // 2) :]
            data = data or bytearray(b"x")
        site.write(f"content/{path.relative_to(SAMPLES)}", bytes(data))
    check(site, site.build(jobs=2))


def test_dumps_as_found_in_the_world(shared: Path, tmp_path: Path) -> None:
    """The smallest of each kind; the folders above a dump tell its kind."""
    site = SmallSite(tmp_path)
    kinds: dict[Path, list[Path]] = defaultdict(list)
    for path in (shared / "data").rglob("*"):
        if path.is_file():
            kinds[path.parent].append(path)
    for folder, files in kinds.items():
        for path in sorted(files, key=lambda file: (file.stat().st_size, file.name))[:2]:
            if path.stat().st_size < 200_000:
                site.write(f"content/{folder.name}/{path.name}", path.read_bytes())
    check(site, site.build(jobs=2))
