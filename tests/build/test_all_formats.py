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

from sitegen.build import run
from sitegen.build.report import Report

SAMPLES = Path(__file__).parents[1] / "data"
# What text looks like that was decoded wrongly, or escaped once too often.
TRACES = [
    trace.encode()
    for trace in (
        *("Ã¤", "Ã©", "â€™", "â€œ", "\ufffd"),
        *("&amp;amp;", "&amp;#", "&amp;gt;", "&amp;lt;", "&amp;quot;", "&amp;nbsp;"),
    )
]
# Threads with posts that look so on their own sites, and mail whose bytes are in no charset.
AS_WRITTEN = (
    "t/github/payloadcms-payload-360.",
    "t/github/payloadcms-payload-2190.",
    "t/mail/10f4e7b8292fd311b34400a0c978b70532a61b-a.",
    "t/mail/59720c230f8bc54098777277f5e1068881c2d5-f.",
    "t/mail/8d5757f81001280220g357f1cd0hb40b284a0b63.",
    "t/mail/alpine-deb-2-00-1001052337510-9142-albio.",
    "t/mail/of725fb157-1605df3c-onc125766d-003b7ba6.",
    "t/reddit/t3_3hahrw/",
)
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


def test_all_real_dumps_make_one_site_in_one_command(shared: Path, tmp_path: Path) -> None:
    """Every record is on a page or listed; text that was damaged on the way would show in pages."""
    site = SmallSite(tmp_path)
    site.config(f'[build]\ncontent = "{(shared / "data").as_posix()}"')
    report = site.build(jobs=2)
    assert report.failures == ()
    assert report.sums_agree
    assert report.posts == report.on_pages > 36_000
    paths, _ = site.chosen()
    dumps, problems = run.problems(paths)
    assert sum(problem.lost for _, problem in problems) == report.lost == sum(d.lost for d in dumps)
    assert all(problem.message and problem.where.startswith(name) for name, problem in problems)
    traces = [
        (path, trace)
        for path, data in site.files().items()
        if path.startswith("t/") and not path.startswith(AS_WRITTEN)
        for trace in TRACES
        if trace in data
    ]
    assert traces == []
