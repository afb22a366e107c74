"""Two text copies of one thread: each comment is shown as the longer one tells it."""

from pathlib import Path

from html_checks import faults
from small_site import SmallSite

TOP = """Hacker News new | past | comments | ask | show | jobs | submit login

Lamps of the pier (lamps.example)
41 points by ada 3 hours ago | hide | past | favorite | 2 comments
"""
WICK = "I trimmed the wick by half and it stopped smoking at once."
OPENING = "bo 2 hours ago | next [–]"
ANSWER = f"cy 1 hour ago | parent [–]\n\n> {WICK}\n\nSo did I.\n\nreply\n"


def page_of(site: SmallSite) -> str:
    assert site.build().failures == ()
    assert list(faults(site.output)) == []
    (page,) = (site.output / "t/hn").glob("*/index.html")
    return page.read_text("utf-8")


def test_a_quoted_line_is_linked_where_the_page_shows_it(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    site.write("content/a.txt", f"{TOP}\n{OPENING}\n\n{WICK}\n\nreply\n\n{ANSWER}")
    assert 'quotes <a href="#l8">line 8</a> of' in page_of(site)
    site.write("content/b.txt", f"{TOP}\n\n\n{OPENING}\n\n{WICK}\n\nIt was not the oil.\n\nreply\n")
    page = page_of(site)
    assert "It was not the oil." in page
    assert "quotes line 8 of" in page
    assert 'id="l8"' not in page
