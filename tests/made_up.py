"""Records as no honest dump tells them: parents in rings, roots that disagree, pages cut off.

Few ids, so that they meet; several sites and communities in one thread.
"""

from datetime import UTC, datetime

from hypothesis import strategies as st

from sitegen.model import Body, Continuation, Evidence, Gap, Post, Problem, Record

IDS = [f"hn:{number}" for number in range(1, 6)] + ["reddit:t3_a", "reddit:t1_b", "hn:B"]
LINK = "see https://news.ycombinator.com/item?id=2"  # a post that comes, goes and moves
ids = st.sampled_from(IDS)
moments = st.integers(0, 1200).map(lambda day: datetime.fromtimestamp(day * 86400, UTC))
places = ids | st.sampled_from(["hn:after 1", "hn:after 2"])
posts = st.builds(
    Post,
    id=ids,
    body=st.builds(Body, st.sampled_from(["", "one", "two *three*", LINK])),
    parent=st.none() | places,
    root=st.none() | st.none() | ids,
    author=st.none() | st.sampled_from(["ann", "ben"]),
    created=st.none() | moments,
    edited=st.none() | moments,
    score=st.none() | st.integers(-5, 99),
    state=st.sampled_from(["visible", "visible", "deleted", "removed", "dead", "missing"]),
    title=st.none() | st.sampled_from(["Title", "Other title"]),
    link=st.none() | st.just("https://example.org/a"),
    community=st.none() | st.none() | st.sampled_from(["r/a", "r/b"]),
    labels=st.lists(st.sampled_from(["pinned", "mod"]), max_size=2).map(tuple),
    replies=st.lists(ids, max_size=3).map(tuple),
    claimed=st.none() | st.integers(0, 9),
    evidence=st.none()
    | st.none()
    | st.none()
    | st.just(Evidence(border="guessed", number=1, copy="text"))
    | st.just(Evidence(parent="guessed")),
)
gaps = st.builds(
    Gap, parent=ids, root=ids, count=st.integers(-1, 9), ids=st.lists(ids, max_size=2).map(tuple)
)
records: st.SearchStrategy[list[Record]] = st.lists(
    posts
    | posts
    | posts
    | gaps
    | st.builds(Continuation, places, places)
    | st.just(Problem("line 1", "odd")),
    max_size=9,
)
