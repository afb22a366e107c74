"""A thread from its posts: every post once, in an order that is always the same, however deep."""

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.model import Body, Comment, Gap, Post, Thread, assemble
from sitegen.model.order import ORDERS

IDS = [f"hn:{number}" for number in range(12)]


def post(number: int, parent: int | None = None, **fields: object) -> Post:
    above = f"hn:{parent}" if parent is not None else None
    return Post(id=f"hn:{number}", body=Body("x"), parent=above, **fields)  # type: ignore[arg-type]


def shape(thread: Thread) -> list[tuple[str, int]]:
    return [(comment.post.id, comment.depth) for comment in thread.comments]


def check(thread: Thread) -> None:
    """The numbers of a thread agree with one another."""
    end_of_subtree = [len(thread.comments)] * len(thread.comments)
    around: list[int] = []  # comments of which it is not known yet where their answers end
    for index, comment in enumerate(thread.comments):
        while around and thread.comments[around[-1]].depth >= comment.depth:
            end_of_subtree[around.pop()] = index
        around.append(index)
    for index, comment in enumerate(thread.comments):
        assert comment.number == index
        assert comment.parent < index
        above = thread.comments[comment.parent] if comment.parent >= 0 else None
        assert comment.depth == (above.depth + 1 if above else 0)
        assert index + 1 + comment.descendants == end_of_subtree[index]
        if above and above.note != "ghost":
            assert comment.post.parent == above.post.id or comment.note == "loop"


forests = st.lists(
    st.tuples(st.integers(0, 11), st.none() | st.integers(0, 13), st.none() | st.integers(0, 3)),
    unique_by=lambda told: told[0],
)


@given(forests, st.sampled_from(sorted(ORDERS)), st.randoms(use_true_random=False))
def test_every_post_comes_out_exactly_once(
    told: list[tuple[int, int | None, int | None]], order: str, chance: random.Random
) -> None:
    posts = [
        post(
            number,
            parent,
            score=hour,
            created=datetime(2024, 1, 1, hour, tzinfo=UTC) if hour is not None else None,
            replies=tuple(f"hn:{n}" for n, p, _ in told if p == number and n % 2),
        )
        for number, parent, hour in told
    ]
    thread = assemble("hn:0", posts, (), order)  # type: ignore[arg-type]
    real = [c.post.id for c in thread.comments if c.note != "ghost"]
    root = [thread.root.id] if thread.root.state != "missing" else []
    assert sorted(root + real) == sorted(p.id for p in posts)
    ghosts = {c.post.id for c in thread.comments if c.note == "ghost"}
    held = {p.id for p in posts}
    assert ghosts == {p.parent for p in posts if p.parent and p.id != "hn:0"} - held - {"hn:0"}
    check(thread)
    chance.shuffle(posts)
    assert assemble("hn:0", posts, (), order) == thread  # type: ignore[arg-type]


def test_a_chain_of_a_hundred_thousand() -> None:
    thread = assemble("hn:0", [post(n, n - 1 if n else None) for n in range(100_000)])
    assert thread.comments[-1].depth == 99_998
    assert thread.comments[0].descendants == 99_998


def test_a_ring_of_ten_thousand_is_cut_once() -> None:
    ring = [post(n, n % 10_000 + 1) for n in range(1, 10_001)]
    thread = assemble("hn:0", [post(0), *ring])
    assert [comment.note for comment in thread.comments].count("loop") == 1
    assert len(thread.comments) == 10_000
    check(thread)


def test_ten_thousand_posts_that_answer_themselves() -> None:
    thread = assemble("hn:0", [post(0), *(post(n, n) for n in range(1, 10_001))])
    assert {(comment.note, comment.depth) for comment in thread.comments} == {("loop", 0)}


def test_the_opening_post_may_claim_a_parent() -> None:
    thread = assemble("hn:0", [post(0, 5), post(1, 0), post(5, 1)])
    assert shape(thread) == [("hn:1", 0), ("hn:5", 1)]


def test_the_order_the_site_tells_comes_first_then_the_oldest() -> None:
    posts = [post(0, replies=("hn:3", "hn:1")), *(post(n, 0) for n in (1, 2, 3, 10))]
    assert [i for i, _ in shape(assemble("hn:0", posts))] == ["hn:3", "hn:1", "hn:2", "hn:10"]
    oldest = assemble("hn:0", posts, (), "oldest")
    assert [i for i, _ in shape(oldest)] == ["hn:1", "hn:2", "hn:3", "hn:10"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("oldest", ["hn:2", "hn:1", "hn:3"]),
        ("newest", ["hn:1", "hn:2", "hn:3"]),
        ("best", ["hn:2", "hn:1", "hn:3"]),
    ],
)
def test_orders_of_siblings(order: str, expected: list[str]) -> None:
    when = datetime(1, 1, 1, tzinfo=UTC)
    later = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    posts = [
        post(0),
        post(1, 0, created=later, score=0),
        post(2, 0, created=when, score=5),
        post(3, 0),
    ]
    thread = assemble("hn:0", posts, (), order)  # type: ignore[arg-type]
    assert [comment.post.id for comment in thread.comments] == expected


def test_what_is_known_to_be_missing() -> None:
    gap = Gap(parent="hn:1", root="hn:0", count=5, ids=("hn:2", "hn:7", "hn:8"))
    whole = Gap(parent="hn:2", root="hn:0", count=1, ids=("hn:1",))
    posts = [post(0, replies=("hn:1", "hn:9")), post(1, 0), post(2, 1)]
    thread = assemble("hn:0", posts, [gap, whole])
    assert thread.missing == 1
    assert [(c.post.id, c.missing) for c in thread.comments] == [("hn:1", 4), ("hn:2", 0)]


def test_gaps_that_name_a_post_in_common_tell_of_one_absence() -> None:
    def gap(count: int, *ids: int) -> Gap:
        return Gap(parent="hn:1", root="hn:1", count=count, ids=tuple(f"hn:{i}" for i in ids))

    posts = [post(1), *(post(number, 1) for number in (2, 3))]
    pages = [gap(4, 3, 4, 5, 6), gap(4, 2, 4, 5, 6), gap(1, 9), gap(2), gap(1, 2, 3)]
    for told in (pages, pages[::-1]):
        assert assemble("hn:1", posts, told).missing == 3 + 1 + 2
    chain = [gap(1, 4), gap(2, 5, 6), gap(3, 4, 5, 7)]
    assert assemble("hn:1", posts, chain).missing == 3


def test_replies_without_their_opening_post() -> None:
    thread = assemble("hn:0", [post(4, 3), post(5, 0)])
    assert thread.root.state == "missing"
    notes = [(c.post.id, c.note, c.depth) for c in thread.comments]
    assert notes == [("hn:3", "ghost", 0), ("hn:4", "", 1), ("hn:5", "", 0)]
    assert isinstance(thread.comments[0], Comment)


def test_gaps_that_count_all_replies_close_as_these_are_found() -> None:
    def gap(total: int, held: int) -> Gap:
        return Gap(parent="hn:1", root="hn:0", count=total - held, total=total)

    posts = [post(0), post(1, 0), post(2, 1), post(3, 1), post(4, 3)]
    for told, left in (
        ((gap(5, 1),), 3),
        ((gap(5, 1), gap(5, 0), gap(3, 2)), 3),
        ((gap(2, 1),), 0),
    ):
        thread = assemble("hn:0", posts, told)
        assert [c.missing for c in thread.comments] == [left, 0, 0, 0]


def test_a_gap_that_counts_the_whole_thread_closes_however_its_posts_answer_each_other() -> None:
    posts = [post(0), post(1, 0), post(2, 1), post(4, 3)]  # 3 is known by what answers it alone
    for totals, left in (((5, 4), 2), ((3,), 0), ((2,), 0)):
        told = [Gap(parent="hn:0", root="hn:0", count=1, total=n, deep=True) for n in totals]
        assert assemble("hn:0", posts, told).missing == left
    both = [Gap(parent="hn:0", root="hn:0", count=1), *told]
    assert assemble("hn:0", posts, both).missing == 1


MADE = ("0b6c0a9d2f41e870", "f00dfeedf00dfeed", "7777777777777777", "0000000000000001")


@pytest.mark.parametrize("sign", ["/", "#"])
@pytest.mark.parametrize("when", [datetime(2024, 3, 12, 22, 1, tzinfo=UTC), None])
def test_of_one_minute_ids_made_of_words_stand_as_they_were_told(
    sign: str, when: datetime | None
) -> None:
    """So do messages of a log that tells no days: else a chat is shuffled."""
    day = "irc:kites-2024-03-12"
    said = [
        Post(id=f"irc:kites{sign}{made}", parent=day, body=Body("x"), created=when) for made in MADE
    ]
    told = [Post(id=day, body=Body("")), *said]
    for order, expected in (("dumped", said), ("oldest", said), ("newest", said[::-1])):
        thread = assemble(day, told, order=order)  # type: ignore[arg-type]
        assert [comment.post.id for comment in thread.comments] == [one.id for one in expected]


def test_ids_that_a_site_gives_part_posts_of_one_time() -> None:
    """Sites count upwards, and their dumps may come in any order."""
    when = datetime(2024, 3, 12, 22, 1, tzinfo=UTC)
    ids = ("hn:9", "hn:10", "hn:11")
    told = [
        Post(id="hn:1", body=Body("")),
        *(Post(id=own, parent="hn:1", body=Body("x"), created=when) for own in reversed(ids)),
    ]
    for order, expected in (("oldest", ids), ("newest", ids)):
        thread = assemble("hn:1", told, order=order)  # type: ignore[arg-type]
        assert tuple(comment.post.id for comment in thread.comments) == expected
