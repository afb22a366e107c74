"""Which line above the first post is the page's title."""

import pytest
from copies import read

from sitegen.textdump.titles import title_of

TITLE = "Who turned off the fountain?"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["Pond Board", TITLE, "Post Reply"], [f"Re: {TITLE}"]),
        ([f"{TITLE} - Ponds - Pond Board", "Pond Board", TITLE], []),
        (["[Pond Board](/)", f"# [{TITLE}](/t/1)", "[Ponds and other waters](/c/2)"], []),
        (["Pond Board", TITLE], [f"3 thoughts on “{TITLE}”"]),
        (["Skip to main content", "Pond Board", TITLE], []),
    ],
)
def test_a_title_is_told_from_menus_and_the_name_of_the_site(
    above: list[str], below: list[str]
) -> None:
    assert title_of([*above, *below], above) == TITLE


def test_where_nothing_is_sure_the_first_line_is_the_title_of_an_article() -> None:
    above = ["The fountain", "Nobody in the town knows why it stopped"]
    assert title_of(above, above, posts=True) == "The fountain"
    assert title_of([], []) is None


def test_a_service_that_reads_pages_tells_title_and_address() -> None:
    text = (
        f"Title: {TITLE} - Ponds\n\nURL Source: https://ponds.example/t/1\n\n"
        "Published Time: 2023-01-03\n\nMarkdown Content:\n"
        "ann commented 3 days ago\n\nIt was on.\n\nbo commented 2 days ago\n\nThe pump froze.\n"
    )
    reading = read(text, "web")
    assert reading.sheet.title == TITLE
    assert reading.sheet.permalink == "https://ponds.example/t/1"
    assert [part.author for part in (reading.opening, *reading.comments)] == ["ann", "bo"]
    other = text.replace("URL Source", "Source")
    assert read(other, "web").sheet.permalink is None
