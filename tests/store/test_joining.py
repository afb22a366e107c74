"""Threads that come in pages: names of places on other pages become parents, in any order."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from small_site import derived
from store_edits import Edit, edited

from sitegen.model import Body, Continuation, Post, Record, assemble
from sitegen.store import Store

IDS = [f"hn:{number}" for number in range(1, 5)]
PLACES = ["hn:more-a", "hn:more-b", "hn:more-c"]
NAMES = ("B.json", "a.json", "b.json")

posts = st.builds(
    Post,
    id=st.sampled_from(IDS),
    body=st.builds(Body, st.sampled_from(["", "one"])),
    parent=st.none() | st.sampled_from(IDS + PLACES),
    root=st.none() | st.none() | st.sampled_from(IDS),
)
places = st.builds(Continuation, st.sampled_from(PLACES), st.sampled_from(IDS + PLACES))
records: st.SearchStrategy[list[Record]] = st.lists(posts | places, max_size=6)
steps = st.lists(st.tuples(st.sampled_from(NAMES), st.none() | records, st.booleans()), max_size=8)


def post(number: int, parent: str | None = None, root: str | None = None) -> Post:
    return Post(id=f"hn:{number}", body=Body(str(number)), parent=parent, root=root)


def shown(store: Store, thread: str = "hn:1") -> list[tuple[str, int, str]]:
    """(id, depth, note) of the comments of a thread, in reading order."""
    held, gaps = store.thread(thread)
    made = assemble(thread, held, gaps)
    return [(comment.post.id, comment.depth, comment.note) for comment in made.comments]


PAGE_1 = [
    post(1),
    post(2, "hn:1", "hn:1"),
    post(3, "hn:2", "hn:1"),
    Continuation("hn:more-a", "hn:1"),
    Continuation("hn:more-a-1", "hn:2"),
]
PAGE_2 = [
    post(5, "hn:more-a-1"),
    post(4, "hn:more-a"),
    Continuation("hn:more-a-1", "hn:more-a"),
    Continuation("hn:more-b", "hn:more-a"),
]
PAGE_3 = [post(6, "hn:more-b"), post(7, "hn:6")]
JOINED = [
    ("hn:2", 0, ""), ("hn:3", 1, ""), ("hn:5", 1, ""), ("hn:4", 0, ""), ("hn:6", 0, ""),
    ("hn:7", 1, ""),
]  # fmt: skip


def test_pages_make_one_thread_in_whatever_order_they_come(tmp_path: Path) -> None:
    pages = {"1": PAGE_1, "2": PAGE_2, "3": PAGE_3}
    for order in ("123", "321", "231"):
        store = Store.open(tmp_path / f"{order}.db")
        for name in order:
            store.replace_dump(name, "1", "test", pages[name])
            store.resolve()
        assert shown(store) == JOINED
        assert store.totals() == (1, 6, 7)
        store.close()


def test_a_page_alone_hangs_from_a_ghost_until_the_one_before_it_comes(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store.db")
    store.replace_dump("2", "1", "test", PAGE_2)
    store.replace_dump("3", "1", "test", PAGE_3)
    store.resolve()
    assert [summary.id for summary in store.summaries()] == ["hn:more-a"]
    assert shown(store, "hn:more-a") == [
        ("hn:4", 0, ""), ("hn:5", 0, ""), ("hn:6", 0, ""), ("hn:7", 1, ""),
    ]  # fmt: skip
    before = next(store.summaries()).digest
    store.replace_dump("1", "1", "test", PAGE_1)
    store.resolve()
    assert shown(store) == JOINED
    store.remove_dump("1")
    store.resolve()
    assert [summary.digest for summary in store.summaries()] == [before]
    store.close()


def test_names_in_a_circle_lead_nowhere(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store.db")
    circle = [Continuation(PLACES[n], PLACES[(n + 1) % 3]) for n in range(3)]
    store.replace_dump("a", "1", "test", [post(1), post(2, PLACES[0]), *circle])
    store.resolve()
    assert store.totals() == (2, 1, 2)
    assert shown(store, PLACES[0]) == [("hn:2", 0, "")]
    store.close()


def test_a_very_long_chain_of_pages(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store.db")
    for page in range(1, 2000):
        records = [
            Continuation(f"hn:more-{page + 1}", f"hn:more-{page}"),
            post(page, f"hn:more-{page}"),
        ]
        store.replace_dump(f"{page:05}", "1", "test", records)
    store.replace_dump("00000", "1", "test", [post(0), Continuation("hn:more-1", "hn:0")])
    store.resolve()
    assert store.totals() == (1, 1999, 2000)
    assert {depth for _, depth, _ in shown(store, "hn:0")} == {0}
    store.close()


@settings(max_examples=250, deadline=None)
@given(steps)
def test_after_any_edits_the_store_is_as_if_filled_at_once(
    edits: list[Edit],
) -> None:
    with edited(edits) as (store, fresh, _):
        assert derived(store) == derived(fresh)
        for summary in fresh.summaries():
            assert shown(store, summary.id) == shown(fresh, summary.id)
            assert summary.posts == sum(
                note != "ghost" for _, _, note in shown(fresh, summary.id)
            ) + (fresh.thread(summary.id)[0] != [] and any(
                p.id == summary.id for p in fresh.thread(summary.id)[0]
            ))  # fmt: skip


def test_replies_told_by_page_follow_each_other_in_the_order_of_dumps(tmp_path: Path) -> None:
    def opening(*replies: str) -> Post:
        return Post(id="hn:1", body=Body("1"), replies=replies)

    answers = [post(number, "hn:1") for number in range(2, 7)]
    store = Store.open(tmp_path / "store.db")
    store.replace_dump("p2", "1", "test", [opening("hn:3", "hn:5", "hn:2"), *answers])
    store.replace_dump("p1", "1", "test", [opening("hn:6", "hn:4")])
    store.replace_dump("p1 earlier", "1", "test", [opening("hn:6")])
    store.resolve()
    assert [post_id for post_id, _, _ in shown(store)] == ["hn:6", "hn:4", "hn:3", "hn:5", "hn:2"]
    store.close()
