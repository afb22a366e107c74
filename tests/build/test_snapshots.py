"""A thread saved twice: the later copy adds, and what is gone from it stays, marked as such."""

from pathlib import Path

import pytest
from small_site import SmallSite, item

from sitegen.model import SINCE

EARLIER = [item(1, kids=[2, 3]), item(2, 1, text="Gone later"), item(3, 1, text="Killed later")]
LATER = [
    item(1, kids=[2, 3, 4], score=9),
    {"id": 2, "parent": 1, "type": "comment", "deleted": True, "time": 1_700_007_200},
    item(3, 1, text="[dead]", dead=True),
    item(4, 1, text="New later"),
    item(5, 2, text="An answer to what is gone"),
]
PAGE = "t/hn/1/index.html"


def both(folder: Path, first: str, second: str) -> SmallSite:
    site = SmallSite(folder)
    site.items(first, *EARLIER)
    site.items(second, *LATER)
    return site


def test_a_later_copy_adds_and_what_it_lacks_stays_whatever_the_copies_are_called(
    tmp_path: Path,
) -> None:
    one, other = (
        both(tmp_path / "1", "a.ndjson", "b.ndjson"),
        both(tmp_path / "2", "b.json", "a.json"),
    )
    assert one.build().sums_agree
    assert other.build().sums_agree
    page = one.page(PAGE)
    assert page == other.page(PAGE)
    for text in ("Gone later", "Killed later", "New later", "An answer to what is gone"):
        assert page.count(text) == 1
    assert page.count(SINCE["deleted"]) == page.count(SINCE["dead"]) == 1
    assert page.index("Gone later") < page.index("An answer to") < page.index("Killed later")


@pytest.mark.parametrize("gone", ["a.ndjson", "b.ndjson"])
def test_a_copy_that_goes_takes_along_what_it_alone_told(gone: str, tmp_path: Path) -> None:
    site = both(tmp_path / "site", "a.ndjson", "b.ndjson")
    site.build()
    site.remove(f"content/{gone}")
    site.build()
    assert site.files() == site.clean_build(tmp_path / "clean").files()
    assert SINCE["deleted"] not in site.page(PAGE)
    assert ("Gone later" in site.page(PAGE)) == (gone == "b.ndjson")
