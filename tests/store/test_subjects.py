"""Messages without references, placed by their subjects: which, below what, and in any order."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_site import SmallSite, derived
from store_edits import Edit, edited

from sitegen.model import Body, Evidence, Post, Record, Subject
from sitegen.store import Store, subjects

IDS = [f"mail:{number}" for number in range(1, 6)]
DAY = 86400


def moment(day: float) -> datetime:
    return datetime.fromtimestamp((18000 + day) * DAY, UTC)


def message(
    number: int, day: float | None, *, reply: bool, key: str = "tides", parent: str | None = None
) -> list[Record]:
    created = None if day is None else moment(day)
    loose = Evidence(parent="guessed") if reply and not parent else None
    post = Post(
        id=f"mail:{number}", body=Body(str(number)), created=created, parent=parent, evidence=loose
    )
    return [post] if parent else [post, Subject(post.id, key, created, reply)]


def threads(tmp_path: Path, *told: list[Record]) -> dict[str, list[str]]:
    """Threads and the posts in each, every message in a dump of its own."""
    store = Store.open(tmp_path / "store.db")
    for number, records in enumerate(told):
        store.replace_dump(f"{number}", "1", "test", records)
    store.resolve()
    found = {s.id: sorted(post.id for post in store.thread(s.id)[0]) for s in store.summaries()}
    store.close()
    return found


def test_an_answer_follows_the_newest_opening_before_it(tmp_path: Path) -> None:
    told = [
        message(1, 0, reply=False),
        message(2, 5, reply=True),
        message(3, 9, reply=False),
        message(4, 9.5, reply=True),
    ]
    assert threads(tmp_path, *told) == {
        "mail:1": ["mail:1", "mail:2"],
        "mail:3": ["mail:3", "mail:4"],
    }


def test_it_says_that_it_was_placed(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store.db")
    store.replace_dump("a", "1", "test", message(1, 0, reply=False) + message(2, 1, reply=True))
    store.resolve()
    root, answer = store.thread("mail:1")[0]
    assert (root.parent, root.labels, root.evidence) == (None, (), None)
    assert (answer.parent, answer.labels) == ("mail:1", (subjects.LABEL,))
    assert answer.evidence is not None
    assert answer.evidence.parent == "inferred"
    store.close()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (message(1, 0, reply=False), message(2, 91, reply=True)),  # too late
        (message(1, 5, reply=False), message(2, 4, reply=True)),  # before it
        (message(1, 0, reply=False), message(2, 1, reply=False)),  # no answer
        (message(1, 0, reply=True), message(2, 1, reply=True)),  # nothing opens it
        (message(1, 0, reply=False), message(2, 1, reply=True, key="other")),
        (message(1, 0, reply=False), message(2, None, reply=True)),
    ],
)
def test_what_is_no_answer_opens_a_thread(
    first: list[Record], second: list[Record], tmp_path: Path
) -> None:
    assert threads(tmp_path, first, second) == {"mail:1": ["mail:1"], "mail:2": ["mail:2"]}


def test_a_subject_stays_alive_while_it_is_talked_about(tmp_path: Path) -> None:
    told = [message(1, 0, reply=False), message(2, 80, reply=True), message(3, 160, reply=True)]
    assert threads(tmp_path, *told) == {"mail:1": ["mail:1", "mail:2", "mail:3"]}


def test_a_dump_that_tells_the_parent_takes_the_place_of_the_guess(tmp_path: Path) -> None:
    told = [
        message(1, 0, reply=False),
        message(2, 1, reply=True),
        message(2, 1, reply=True, parent="mail:9"),
    ]
    assert threads(tmp_path, *told) == {"mail:1": ["mail:1"], "mail:9": ["mail:2"]}


told_subjects = st.builds(
    Subject,
    st.sampled_from(IDS),
    st.sampled_from(["tides", "other"]),
    st.none() | st.sampled_from([0, 50, 100, 150]).map(moment),
    st.booleans(),
)
posts = st.builds(
    Post,
    id=st.sampled_from(IDS),
    body=st.just(Body("")),
    parent=st.none() | st.sampled_from(IDS),
    evidence=st.none() | st.just(Evidence(parent="guessed")),
)
records: st.SearchStrategy[list[Record]] = st.lists(posts | told_subjects, max_size=6)
steps = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c"]), st.none() | records, st.booleans()), max_size=8
)


@settings(max_examples=300, deadline=None)
@given(steps)
def test_after_any_edits_the_store_is_as_if_filled_at_once(
    edits: list[Edit],
) -> None:
    with edited(edits) as (store, fresh, dumps):
        assert derived(store) == derived(fresh)
        held = {r.id for told in dumps.values() for r in told if isinstance(r, Post)}
        shown = [post.id for s in fresh.summaries() for post in fresh.thread(s.id)[0]]
        assert sorted(shown) == sorted(held)


MONTHS = {
    "2020-01.mbox": (
        "From ann@example.org Thu Jan  2 09:00:00 2020\nFrom: Ann <ann@example.org>\n"
        "Subject: [tides] High water\nDate: Thu, 02 Jan 2020 09:00:00 +0000\n"
        "Message-ID: <1@example.org>\n\nAt nine?\n\n"
    ),
    "2020-02.mbox": (
        "From ben@example.org Mon Feb  3 09:00:00 2020\nFrom: Ben <ben@example.org>\n"
        "Subject: Re: [tides] High  Water\nDate: Mon, 03 Feb 2020 09:00:00 +0000\n"
        "Message-ID: <2@example.org>\n\nAt ten.\n\n"
        "From cleo@example.org Mon Feb  3 10:00:00 2020\nFrom: Cleo <cleo@example.org>\n"
        "Subject: Fwd: [tides] High water\nDate: Mon, 03 Feb 2020 10:00:00 +0000\n"
        "Message-ID: <3@example.org>\n\nSee below.\n\n"
    ),
}


def test_months_of_a_list_are_joined_when_that_is_asked_for(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    (site.content / "tides").mkdir(parents=True)
    for name, text in MONTHS.items():
        (site.content / "tides" / name).write_text(text)
    site.build()
    apart = sorted(site.output.glob("t/**/*.html"))
    site.config('[mail]\nthreads = "subject"\n')
    site.build()
    (joined,) = (page for page in site.output.glob("t/**/*.html") if "At nine?" in page.read_text())
    assert "At ten." in joined.read_text()
    assert subjects.LABEL in joined.read_text()
    assert "See below." not in joined.read_text()
    site.config("")
    site.build()
    assert sorted(site.output.glob("t/**/*.html")) == apart
