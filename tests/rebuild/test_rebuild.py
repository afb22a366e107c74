"""A site, an edit, and exactly which pages are made again and why: one file a case.

A case names the files of a site and then, after "edit", those that change ("-": removed). Dumps
are written `Title(1: 2(3) 4)`: a thread of post 1, answered by 2 and 4, and 2 by 3. Other files
are written in lines that begin with "|". What follows "made" is made by `pytest --golden`.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from small_site import SmallSite, node

from sitegen.build import keys
from sitegen.store import Store, built

CASES = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_exactly_these_pages_are_made_again(
    case: Path, tmp_path: Path, golden: Callable[[Path, str], None]
) -> None:
    text = case.read_text("utf-8")
    said = text.partition("\nmade\n")[0].rstrip("\n")
    before, _, after = said.partition("\nsite\n")[2].partition("\nedit\n")
    site = SmallSite(tmp_path / "site")
    write(site, before)
    site.build()
    known, marks = pages(site), site.marks()
    write(site, after)
    report = site.build()
    assert report.failures == ()
    lines = ["made"]
    for path, key in pages(site).items():
        if site.marks()[path] != marks.get(path):
            lines.append(f"  {path}: {keys.reason(known.get(path, ''), key)}")
    lines += ["removed", *(f"  {path}" for path in known if path not in pages(site))]
    assert report.written == lines.index("removed") - 1
    made = re.sub(r"(static/[\w/-]+)\.[0-9a-f]{8}\.", r"\1.(mark).", "\n".join(lines))
    golden(case, f"{said}\n\n{made}\n")
    assert site.files() == site.clean_build(tmp_path / "clean").files()


def pages(site: SmallSite) -> dict[str, str]:
    """The key of each page that is built, by path."""
    store = Store.read_only(site.state / "store.db")
    try:
        paths = sorted(path for path, _, _ in built.all_left(store))
        found = [built.find(store, path) for path in paths]
        return {page.path: page.key for page in found if page}
    finally:
        store.close()


def write(site: SmallSite, said: str) -> None:
    for name, how in re.findall(r"^  (\S+) *(.*(?:\n *\|.*)*)$", said, re.MULTILINE):
        if how == "-":
            site.remove(name)
        elif "|" in how:
            site.write(name, "\n".join(line.partition("| ")[2] for line in how.split("\n")[1:]))
        else:
            site.write(name, b"")
            site.dump(name.removeprefix("content/"), *threads(how))


def threads(said: str) -> Iterator[dict[str, Any]]:
    """The threads of a dump; see the top of this file."""
    open_: list[dict[str, Any]] = []
    for title, number, bracket in re.findall(r"([A-Za-z]\w*)|(\d+):?|([()])", said):
        if title:
            named = title
        elif number and not open_:
            open_.append(node(int(number), title=named))
            yield open_[0]
        elif number:
            last = node(int(number), text=f"Text of {number}")
            open_[-1]["children"].append(last)
        elif bracket == "(" and open_:
            open_.append(last)
        elif bracket == ")":
            open_.pop()


def test_modules_are_read_again_when_one_of_them_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a stand-in for sitegen's own: all pages are made again when it says something else."""
    package = tmp_path / "package"
    package.mkdir()
    module = package / "pages.py"
    module.write_text("A = 1\n")
    monkeypatch.setattr(keys, "_PACKAGE", str(package))
    site = SmallSite(tmp_path / "site")
    site.dump("a.json", node(1, node(2), title="Kites"))

    def built_by(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
        """Pages written and modules read by a new process, once the module says that."""
        read: list[str] = []
        digest = keys.code_digest
        monkeypatch.setattr(keys, "code_digest", lambda: read.append("") or digest())
        keys.code_mark.cache_clear()
        digest.cache_clear()
        if text != module.read_text():
            at = module.stat()
            module.write_text(text)
            os.utime(module, ns=(at.st_atime_ns, at.st_mtime_ns))
        return site.build().written, len(read)

    for text, made, read in (("A = 1\n", True, 1), ("A = 1\n", False, 0), ("A = 2\n", True, 1)):
        with monkeypatch.context() as patch:
            written, times = built_by(text, patch)
        assert (written > 0, times) == (made, read)
    keys.code_mark.cache_clear()
    keys.code_digest.cache_clear()
