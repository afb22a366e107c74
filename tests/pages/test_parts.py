"""Where long threads are cut: nothing lost, nothing too long, cut where it is least deep."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sitegen.model import Body, Comment, Post, assemble
from sitegen.pages import parts


def comments(parents: list[int], text: str = "") -> tuple[Comment, ...]:
    """A thread whose nth comment answers the one with that number, or the opening post: -1."""
    posts = [
        Post(id=f"hn:{number + 1}", body=Body(text), parent=f"hn:{parent + 1}")
        for number, parent in enumerate(parents)
    ]
    return assemble("hn:0", posts).comments


trees = st.lists(st.integers(0, 1 << 30), max_size=80).map(
    lambda draws: [draw % (number + 1) - 1 for number, draw in enumerate(draws)]
)


@given(trees, st.integers(1, 30))
def test_pages_hold_all_and_none_too_much(parents: list[int], most: int) -> None:
    thread = comments(parents)
    starts = parts.cuts(thread, most, 300)
    lengths = [end - at for at, end in zip(starts, (*starts[1:], len(thread)), strict=True)]
    assert sum(lengths) == len(thread)
    assert all(0 < length <= most for length in lengths[:-1])
    assert lengths[-1] <= most * 1.2
    assert all(length >= most / 2 for length in lengths[:-1])


@given(trees, st.integers(2, 30))
def test_a_page_begins_where_replies_are_least_deep(parents: list[int], most: int) -> None:
    thread = comments(parents)
    starts = parts.cuts(thread, most, 300)
    for at, cut in pairwise(starts):
        possible = thread[at + (most + 1) // 2 : at + most + 1]
        least = min(comment.depth for comment in possible)
        assert thread[cut].depth == least or 8 <= least <= thread[cut].depth


def test_a_long_chain_makes_full_pages() -> None:
    assert parts.cuts(comments(list(range(-1, 99))), 25, 300) == (0, 25, 50, 75)


def test_what_fits_on_one_page_is_not_cut() -> None:
    thread = comments([-1] * 60)
    assert parts.cuts(thread, 50, 300) == (0,)
    assert parts.cuts(thread, 49, 300) == (0, 49)
    assert not parts.is_long(60, 0, 50, 300)
    assert parts.is_long(61, 0, 50, 300)
    assert not parts.is_long(10**6, 10**9, 0, 300)


def test_long_texts_make_pages_of_fewer_comments() -> None:
    thread = comments([-1] * 40, "ж" * 5000)  # ten thousand bytes each
    assert parts.is_long(40, 400_000, 500, 300)
    starts = parts.cuts(thread, 500, 100)
    assert starts == (0, 9, 18, 27, 36)
    assert parts.cuts(comments([-1, -1], "x" * 200_000), 500, 100) == (0, 1)


def test_what_the_first_page_says_of_others_takes_of_its_room() -> None:
    thread = comments([-1] * 40, "x" * 9400)  # ten thousand bytes each
    assert parts.cuts(thread, 500, 100) == (0, 10, 20, 30)
    assert parts.cuts(thread, 500, 100, [1000] * 40) == (0, 6, 16, 26, 36)  # and 34 links
    assert parts.cuts(thread, 500, 100, [9000] * 40)[:3] == (0, 1, 11)
    assert parts.cuts(thread, 500, 400, [9000] * 40) == (0,)


def test_a_first_page_of_many_links_is_no_larger_than_others() -> None:
    posts = [Post(id=f"hn:{n}", body=Body("x" * 400), parent="hn:1") for n in range(2, 3002)]
    starts = parts.division("hn:1", assemble("hn:1", posts), 500, 300).cuts
    links = 1100 - starts[1]  # a hundred of them to spare
    entry = len("<a id=c-999 href=page-2/index.html#c-999>999</a> ")
    assert 290_000 < starts[1] * 1000 + links * entry < 305_000
    assert starts[2] - starts[1] == 300


def test_a_new_comment_leaves_the_pages_before_it_as_they_are() -> None:
    parents = [-1, 0, 1, 0] * 30
    before = parts.cuts(comments(parents), 25, 300)
    after = parts.cuts(comments([*parents, *[-1] * 40]), 25, 300)
    assert after[: len(before)] == before
