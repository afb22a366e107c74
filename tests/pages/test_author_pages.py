"""Where the pages of an author are cut: by posts and by their bytes, from the oldest."""

import pytest

from sitegen.pages import Site
from sitegen.pages.authors import author_pages
from sitegen.pages.page import AuthorPage


def stretches(sizes: list[int]) -> list[tuple[int, int]]:
    """(first post, how many) of each page with at most three posts of 100 bytes, oldest first."""
    written = [("hn", "ada", bytes([number]), size) for number, size in enumerate(sizes)]
    pages = [
        page
        for page in author_pages(Site(False, False), 3, 100, written)
        if isinstance(page, AuthorPage)
    ]
    assert len({page.path for page in pages}) == len(pages)
    return sorted((page.first, page.count) for page in pages)


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([1], [(0, 1)]),
        ([1] * 3, [(0, 3)]),
        ([1] * 5, [(0, 5)]),
        ([1] * 6, [(0, 3), (3, 3)]),
        ([1] * 8, [(0, 3), (3, 5)]),
        ([60, 60, 60], [(0, 1), (1, 1), (2, 1)]),
        ([60, 40, 60], [(0, 2), (2, 1)]),
        ([1, 500, 1], [(0, 1), (1, 1), (2, 1)]),
        ([30, 30, 30, 30, 30], [(0, 3), (3, 2)]),
        ([1, 1, 1, 90, 20], [(0, 3), (3, 1), (4, 1)]),
    ],
)
def test_a_page_ends_where_it_is_full(sizes: list[int], expected: list[tuple[int, int]]) -> None:
    assert stretches(sizes) == expected


def test_pages_before_the_newest_stay_as_they_are_when_posts_come() -> None:
    sizes = [30, 60, 20, 1, 1, 90, 40, 1, 1, 1, 1, 99, 2]
    for count in range(1, len(sizes)):
        earlier, later = stretches(sizes[:count]), stretches(sizes[: count + 1])
        assert later[: len(earlier) - 1] == earlier[:-1]
