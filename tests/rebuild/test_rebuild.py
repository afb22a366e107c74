"""A site, an edit, and exactly which pages are made again and why: one file a case.

A case names the files of a site and then, after "edit", those that change ("-": removed). Dumps
are written `Title(1: 2(3) 4)`: a thread of post 1, answered by 2 and 4, and 2 by 3. Other files
are written in lines that begin with "|". What follows "made" is made by `pytest --golden`.
"""

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
