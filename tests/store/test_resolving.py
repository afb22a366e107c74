"""Threads worked out by the store, against a plain model of the rule in memory.

The store is a function of its dumps: whatever was added, changed and removed before, and in
whatever order, it says what a store filled at once would say.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_site import FAST, derived
from store_edits import Dumps, Edit, edited
from thread_rule import shown, threads_of

from sitegen.model import Body, Continuation, Evidence, Gap, Post, Problem, Record, assemble
from sitegen.store import Store, faults, resolve

IDS = [f"hn:{number}" for number in range(1, 7)]
NAMES = ("B.json", "a.json", "b.json", "b/a.json", "ü.json")

ids = st.sampled_from(IDS)
moments = st.integers(0, 99).map(lambda hour: datetime.fromtimestamp(hour * 3600, UTC))
posts = st.builds(
    Post,
    id=ids,
    body=st.builds(Body, st.sampled_from(["", "one", "two"])),
    parent=st.none() | ids,
    root=st.none() | st.none() | st.none() | ids,
    author=st.none() | st.sampled_from(["ann", "ben"]),
    created=st.none() | moments,
    state=st.sampled_from(["visible", "deleted", "dead"]),
    title=st.none() | st.just("title"),
    community=st.none() | st.sampled_from(["r/a", "r/b"]),
    replies=st.lists(ids, max_size=3).map(tuple),
    evidence=st.sampled_from([None, None, None, Evidence(border="guessed", copy="text")]),
)
gaps = st.builds(Gap, parent=ids, root=ids, count=st.integers(0, 9))
names = ids | st.sampled_from(["hn:after 1", "hn:after 2"])  # of places on other pages
continuations = st.builds(Continuation, name=names, parent=names)
posts |= st.builds(Post, id=ids, body=st.just(Body("")), parent=names, created=st.none() | moments)
records: st.SearchStrategy[list[Record]] = st.lists(
    posts | posts | posts | gaps | continuations | st.just(Problem("line 1", "odd")), max_size=7
)


def fill(store: Store, dumps: Dumps, order: Iterable[str]) -> Store:
    for name in order:
        store.replace_dump(name, "1", "test", dumps[name])
    store.resolve()
    return store


def told(store: Store) -> dict[str, str]:
    return dict(store.db.execute("SELECT DISTINCT id, thread FROM post"))


def check_told(store: Store, dumps: Dumps) -> None:
    assert told(store) == threads_of(dumps)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), records), st.randoms(use_true_random=False))
def test_each_post_stands_where_the_rule_says(dumps: Dumps, random: object) -> None:
    order = sorted(dumps)
    random.shuffle(order)  # type: ignore[attr-defined]
    with TemporaryDirectory(dir=FAST) as folder:
        store = fill(Store.open(Path(folder, "store.db")), dumps, order)
        assert told(store) == threads_of(dumps)
        check_threads(store, dumps)
        store.close()


def check_threads(store: Store, dumps: Dumps) -> None:
    """Summaries and threads agree with each other, and hold every post exactly once."""
    seen: list[str] = []
    for summary in store.summaries():
        held, gaps_of = store.thread(summary.id)
        thread = assemble(summary.id, held, gaps_of)
        on_page = [comment.post for comment in thread.comments if comment.note != "ghost"]
        assert summary.count == len(on_page)
        if thread.root.state != "missing":
            on_page.append(thread.root)
        assert summary.posts == len(on_page) == len(held)
        seen += [post.id for post in on_page]
        if held:
            assert summary.state == thread.root.state
    every = shown(dumps)
    assert sorted(seen) == sorted(every)
    assert store.totals()[2] == len(every)
    assert [summary.id for summary in store.summaries()] == [
        summary.id
        for summary in sorted(
            store.summaries(),
            key=lambda s: (s.created.timestamp() if s.created else -1e12, s.id),
        )
    ]


steps = st.lists(st.tuples(st.sampled_from(NAMES), st.none() | records, st.booleans()), max_size=9)


@settings(max_examples=250, deadline=None)
@given(steps)
@example(  # a parent told apart from its child arrives, moves and goes
    [
        ("b.json", [Post(id="hn:2", body=Body(""), parent="hn:1")], True),
        ("a.json", [Post(id="hn:1", body=Body(""), parent="hn:3", root="hn:4")], True),
        ("a.json", [Post(id="hn:1", body=Body(""), parent="hn:2")], True),
        ("a.json", None, True),
    ]
)
def test_after_any_edits_the_store_is_as_if_filled_at_once(edits: list[Edit]) -> None:
    with edited(edits, check_told) as (store, fresh, dumps):
        assert derived(store) == derived(fresh)
        check_told(store, dumps)
        assert list(faults.problems(store)) == list(faults.problems(fresh))
        assert list(store.dumps()) == list(fresh.dumps())


def test_a_chain_deeper_than_any_stack(tmp_path: Path) -> None:
    chain = [
        Post(id=f"hn:{n}", body=Body("x"), parent=f"hn:{n - 1}" if n else None) for n in range(5000)
    ]
    store = Store.open(tmp_path / "store.db")
    store.replace_dump("a", "1", "test", reversed(chain[1:]))
    store.resolve()
    assert store.totals() == (1, 4999, 4999)
    store.replace_dump("b", "1", "test", chain[:1])
    store.resolve()
    assert store.totals() == (1, 4999, 5000)
    store.close()


def test_a_ring_of_parents_is_a_thread_of_its_own(tmp_path: Path) -> None:
    ring = [Post(id=f"hn:{n}", body=Body("x"), parent=f"hn:{(n + 1) % 3000}") for n in range(3000)]
    store = Store.open(tmp_path / "store.db")
    store.replace_dump("a", "1", "test", [*ring, Post(id="hn:x", body=Body(""), parent="hn:x")])
    store.resolve()
    assert {summary.id: summary.posts for summary in store.summaries()} == {"hn:0": 3000, "hn:x": 1}
    store.close()


def test_the_digest_of_a_thread_is_of_all_its_posts_where_they_begin_and_their_order() -> None:
    """Also where they are digested a part after the other."""
    at_once = resolve._AT_ONCE
    posts = [Post(id="hn:1", body=Body(""))]

    def digest(blobs: list[bytes], gap: bytes = b"") -> str:
        return resolve.summary("hn:1", posts, blobs, [gap]).digest

    for count in (2, at_once - 1, at_once, at_once + 1, 2 * at_once, 2 * at_once + 1):
        blobs = [f"post {number}".encode() for number in range(count)]
        others = [[*blobs, b""], blobs[:-1], blobs[::-1]]
        for place in {0, at_once - 2, at_once - 1, at_once, count - 2} & set(range(count - 1)):
            before, (one, two), behind = blobs[:place], blobs[place : place + 2], blobs[place + 2 :]
            others += [
                [*before, b"edited", two, *behind],
                [*before, two, one, *behind],
                [*before, one + two[:1], two[1:], *behind],
            ]
        digests = {digest(blobs), digest(blobs, b"gap"), *map(digest, others)}
        assert len(digests) == len({(*each,) for each in others}) + 2


def test_posts_are_carried_downwards_by_the_index_of_parents(tmp_path: Path) -> None:
    """SQLite chooses: some versions looked through all posts without a thread, for each post."""
    store = Store.open(tmp_path / "store.db")
    store.replace_dump("a", "1", "test", [Post(id="hn:1", body=Body(""))])
    run: list[str] = []
    store.db.set_trace_callback(run.append)
    store.resolve()
    store.db.set_trace_callback(None)
    (carried,) = (statement for statement in run if "INTO place WITH" in statement)
    steps = [row[3] for row in store.db.execute(f"EXPLAIN QUERY PLAN {carried}")]
    assert steps[steps.index("RECURSIVE STEP") + 1 :][:2] == [
        "SCAN down",
        "SEARCH post USING INDEX post_up (up=?)",
    ]
    store.close()
