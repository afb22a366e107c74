"""One post from all that the dumps tell of it: which version holds, and what the others add."""

from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.model import SINCE, Body, Evidence, Post
from sitegen.store import Store
from sitegen.store.merge import merged, one

AT = datetime(2024, 5, 4, tzinfo=UTC)


def post(text: str = "text", **fields: object) -> Post:
    return Post(id="hn:1", body=Body(text), **fields)  # type: ignore[arg-type]


def test_a_time_stays_as_exact_as_the_version_knew_that_told_it() -> None:
    rough = post("", created=AT, evidence=Evidence(precision="year"))
    exact = post("whole text", created=AT)
    untold = post("whole text")
    for versions in ([rough, untold], [untold, rough]):
        assert one(versions).evidence == Evidence(precision="year")
    for versions in ([rough, exact], [exact, rough]):
        assert one(versions).evidence is None
    copied = post("", created=AT, root="hn:1", evidence=Evidence(precision="year", copy="all"))
    held = one([copied, exact])
    assert held.evidence == Evidence(copy="all")  # of the thread's copy, which is still needed


def test_the_time_that_is_known_best_is_taken() -> None:
    later = AT.replace(month=AT.month % 12 + 1)
    months = post("text", created=AT, evidence=Evidence(precision="month"))
    years = post("text", created=later, score=3, evidence=Evidence(precision="year"))
    odd = post("text", created=AT, evidence=Evidence(precision="fortnight"))
    for versions in ([months, years], [years, months]):
        merged = one(versions)
        assert (merged.created, merged.evidence) == (AT, Evidence(precision="month"))
    assert one([years, odd]).created == AT  # of a dump of our own lines, which may say anything


@pytest.mark.parametrize(
    ("fuller", "other"),
    [
        (post(), post(state="deleted")),
        (post(""), post(state="removed", author="ann", score=3)),
        (post(state="dead"), post(state="missing")),
        (post(""), post(evidence=Evidence(border="guessed"))),
        (post(), post("", author="ann", created=AT)),
        (post("short", author="ann"), post("a longer text")),
    ],
)
def test_the_fuller_version_holds_in_either_order(fuller: Post, other: Post) -> None:
    for versions in ([fuller, other], [other, fuller]):
        held = one(versions)
        assert (held.body, held.state, held.evidence) == (
            fuller.body,
            fuller.state,
            fuller.evidence,
        )


def test_between_equals_the_first_holds() -> None:
    assert one([post("first"), post("second")]).body.text == "first"


def test_what_the_fullest_does_not_tell_comes_from_the_others() -> None:
    full = post(author="ann", created=AT, title="T")
    less = post("", score=0, author="someone else", community="r/a", parent="hn:9", root="hn:8")
    held = one([less, full])
    assert (held.author, held.score, held.community) == ("ann", 0, "r/a")
    assert (held.parent, held.root, held.title) == ("hn:9", "hn:8", "T")


def test_the_longest_list_of_replies_holds() -> None:
    more = post("", replies=("hn:2", "hn:3"))
    assert one([post(replies=("hn:2",)), more]).replies == ("hn:2", "hn:3")


def test_a_text_that_is_gone_elsewhere_is_marked() -> None:
    held = one([post(state="deleted"), post(labels=("mod",)), post(state="dead")])
    assert held.state == "visible"
    assert held.labels == ("mod", SINCE["deleted"], SINCE["dead"])
    assert one([held, post(state="deleted")]).labels == held.labels


versions = st.lists(
    st.builds(
        Post,
        id=st.just("hn:1"),
        body=st.builds(Body, st.sampled_from(["", "a", "b"])),
        author=st.none() | st.sampled_from(["ann", "ben"]),
        score=st.none() | st.integers(0, 3),
        state=st.sampled_from(["visible", "deleted", "dead", "missing"]),
        labels=st.sampled_from([(), ("mod",)]),
    ),
    min_size=1,
    max_size=4,
)


@given(versions)
def test_nothing_told_is_lost_and_nothing_is_made_up(told: list[Post]) -> None:
    held = one(told)
    assert held.body in [version.body for version in told]
    assert one([held]) == held
    for field in ("author", "score"):
        values = [getattr(version, field) for version in told]
        known = [value for value in values if value is not None]
        assert getattr(held, field) in (known or [None])
    assert (held.state == "visible") == any(version.state == "visible" for version in told)


def test_the_order_of_first_appearance_is_kept() -> None:
    told = [Post(id=f"hn:{i}", body=Body(str(n))) for n, i in enumerate([3, 1, 3, 2, 1])]
    assert [held.id for held in merged(told)] == ["hn:3", "hn:1", "hn:2"]


def test_the_name_of_the_dump_decides_and_not_the_time_of_reading(tmp_path: Path) -> None:
    texts = {"b.json": "of b", "a.json": "of a", "a/z.json": "of a/z"}
    for number, order in enumerate(permutations(texts)):
        store = Store.open(tmp_path / f"{number}.db")
        store.resolve()
        for name in order:
            store.replace_dump(name, "", "test", [post(texts[name])])
            store.resolve()
        assert store.thread("hn:1")[0][0].body.text == "of a"
        store.close()
