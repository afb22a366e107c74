"""Which comments are older: what says for good where the link to each one leads."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sitegen.model import Body, Post, assemble, births

START = datetime(2024, 1, 1, tzinfo=UTC)


def post(number: int, parent: int = 0, minute: int | None = None) -> Post:
    created = None if minute is None else START + timedelta(minutes=minute)
    return Post(id=f"hn:{number}", body=Body("x"), parent=f"hn:{parent}", created=created)


def opening() -> Post:
    return Post(id="hn:0", body=Body("x"), created=START)


def born(*posts: Post) -> list[int]:
    return [int(post_id[3:]) for post_id in births.born("hn:0", [opening(), *posts])]


def test_the_oldest_comes_first_and_at_one_time_the_lower_id() -> None:
    assert born(post(9, 0, 5), post(10, 0, 5), post(2, 0, 7), post(30, 0, 1)) == [30, 9, 10, 2]


def test_a_comment_without_a_time_is_as_old_as_what_it_answers() -> None:
    assert born(post(1, 0, 3), post(5, 1), post(6, 5), post(2, 0, 4), post(7)) == [7, 1, 5, 6, 2]


def test_without_any_times_ids_count() -> None:
    posts = [Post(id=f"hn:{n}", body=Body("x"), parent="hn:0") for n in (12, 3, 100, 4)]
    assert births.born("hn:0", posts) == ["hn:3", "hn:4", "hn:12", "hn:100"]


def test_parents_may_lead_in_a_ring() -> None:
    assert born(post(1, 2), post(2, 3), post(3, 1), post(4, 0, 2)) == [1, 2, 3, 4]


threads = st.lists(st.tuples(st.integers(0, 1 << 20), st.booleans()), min_size=1, max_size=40)


@given(threads, st.integers(0, 40))
def test_newer_comments_change_no_place(drawn: list[tuple[int, bool]], kept: int) -> None:
    """Times rise with the ids; some are not told."""
    posts = [
        post(n, place % n if n > 1 else 0, n if timed else None)
        for n, (place, timed) in enumerate(drawn, 1)
    ]
    before = born(*posts[:kept])
    undated = {n for n, (_, timed) in enumerate(drawn, 1) if not timed}
    after = [n for n in born(*posts) if n <= kept or n not in undated]
    assert after[: len(before)] == before


def test_a_stand_in_goes_with_the_first_reply_to_it() -> None:
    posts = [opening(), post(1, 0, 1), post(5, 3, 9), post(4, 3, 2), post(2, 0, 5)]
    thread = assemble("hn:0", posts)
    ranks = dict(
        zip([c.post.id for c in thread.comments], births.ranks("hn:0", thread), strict=True)
    )
    assert ranks == {"hn:1": 0, "hn:4": 1, "hn:3": 1, "hn:2": 2, "hn:5": 3}


def test_lists_follow_one_another_and_name_a_few_more() -> None:
    first = births.first_listed(500, 300)
    assert first == births.FIRST
    lists = births.lists(10_000, first)
    ranks = [rank for number in range(lists + 1) for rank in births.linked(number, first)]
    assert ranks == list(range(len(ranks)))
    assert len(ranks) >= 10_000 > births.linked(lists, first).start
    for number in range(lists + 1):
        linked, listed = births.linked(number, first), births.listed(number, first)
        assert {births.list_of(rank, first) for rank in linked} == {number}
        assert listed.stop == linked.stop + births.SPARE
        assert listed.start == (linked.start - births.SPARE if number else 0)


def test_a_thread_of_one_page_needs_no_list() -> None:
    for most in (1, 7, 500, 999, 5000):
        for kilobytes in (20, 300, 501, 9999):
            least = min(int(most * 1.2), kilobytes * 2)  # a comment takes 600 bytes at the least
            assert births.first_listed(most, kilobytes) >= least
    assert births.lists(10**9, births.first_listed(0, 300)) == 0


def test_no_more_are_linked_to_on_a_page_than_fit_on_one() -> None:
    """Else the list would leave no room for comments on the first page."""
    assert births.first_listed(5000, 300) == births.FIRST
    assert births.first_listed(5000, 10_000) == 6000
