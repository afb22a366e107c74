"""Reddit beyond its samples: texts, ids, depth, wrong types, threads of several dumps."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from source_records import Read, posts_of, problems_of

from sitegen import sources
from sitegen.model import Gap, Problem, Record, Thread, assemble
from sitegen.sources import reddit_json, reddit_ndjson
from sitegen.sources._reddit_fields import Fields, full_id, is_escaped, unescaped
from sitegen.sources._streams import zstd
from sitegen.sources.source import Dump, Head, Source

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests/data"


def thread_of(root: str, *dumps: list[Record]) -> Thread:
    records = [record for dump in dumps for record in dump]
    posts = {post.id: post for post in reversed(posts_of(records))}  # the first dump holds
    return assemble(root, posts.values(), [r for r in records if isinstance(r, Gap)])


# Texts


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("&gt; a &lt;b&gt; &amp; c", "> a <b> & c"),
        ("&amp;gt; &amp;amp; &amp;amp;gt;", "&gt; &amp; &amp;gt;"),
        ("&amp;#x200B;", "&#x200B;"),
        ("&#x200B; &gt;", "&#x200B; &gt;"),
        ("AT&T &gt; others", "AT&T &gt; others"),
        ("a < b &amp; c", "a < b &amp; c"),
        ("> a quote, &lt;typed&gt;", "> a quote, &lt;typed&gt;"),
        ("nothing", "nothing"),
        ("", ""),
    ],
)
def test_a_text_is_unescaped_once_or_not_at_all(told: str, written: str) -> None:
    assert unescaped(told) == written


@pytest.mark.parametrize(
    ("fields", "escaped"),
    [
        (Fields(body="a &gt; b"), True),
        (Fields(body="a > b, &gt; typed"), False),
        (Fields(title="Q & A", selftext="&gt; typed"), False),
        (Fields(body="&gt;", body_html='<div class="md">'), False),
        (Fields(body="&gt;", body_html="&lt;div class"), True),
        (Fields(selftext="&gt;", selftext_html="\n<!-- SC_OFF -->"), False),
    ],
)
def test_the_record_tells_whether_it_is_escaped(fields: Fields, escaped: bool) -> None:
    assert is_escaped(fields) is escaped


def test_a_thread_is_escaped_or_not_as_a_whole(read: Read) -> None:
    """The typed entity alone would look escaped; its neighbours say that it is not."""
    things = [
        {"kind": "t1", "data": {"id": "a1", "link_id": "t3_a", "parent_id": "t3_a", "body": body}}
        for body in ("an entity: &gt;", "a bare > sign")
    ]
    listing = {"kind": "Listing", "data": {"children": things}}
    records = read(reddit_json.SOURCE, json.dumps(listing).encode())
    assert [post.body.text for post in posts_of(records)] == ["an entity: &gt;", "a bare > sign"]


# Ids


@pytest.mark.parametrize(
    ("told", "made"),
    [
        ("c0ffee", "reddit:t1_c0ffee"),
        ("t3_c0ffee", "reddit:t3_c0ffee"),
        ("T1_C0FFEE", "reddit:t1_c0ffee"),
        (" abc ", "reddit:t1_abc"),
        (35, "reddit:t1_z"),
        (36, "reddit:t1_10"),
        (0, "reddit:t1_0"),
        (-1, None),
        (1 << 70, None),
        ("", None),
        ("../x", None),
        ("a" * 99, None),
        (None, None),
        ([], None),
        (1.5, None),
    ],
)
def test_ids_are_normalised(told: object, made: str | None) -> None:
    assert full_id(told, "t1") == made


# Depth


def nested(levels: int, bottom: str = '""') -> bytes:
    """A thread in which each comment answers the one before, as the site nests them."""
    opening = {"kind": "t3", "data": {"id": "deep", "title": "Deep", "selftext": ""}}
    above, head, tail = "t3_deep", [], []
    for level in range(levels):
        fields = f'"id":"d{level}","link_id":"t3_deep","parent_id":"{above}"'
        text = f'"body":"level {level}","replies":'
        head.append(
            f'{{"kind":"Listing","data":{{"children":[{{"kind":"t1","data":{{{fields},{text}'
        )
        tail.append("}}]}}")
        above = f"t1_d{level}"
    listing = json.dumps({"kind": "Listing", "data": {"children": [opening]}})
    return f"[{listing},{''.join(head)}{bottom}{''.join(tail)}]".encode()


@pytest.mark.parametrize("levels", [10, 400, 5000])
def test_no_depth_is_too_deep(read: Read, levels: int) -> None:
    records = read(reddit_json.SOURCE, nested(levels))
    assert problems_of(records) == []
    thread = thread_of("reddit:t3_deep", records)
    assert [c.depth for c in thread.comments] == list(range(levels))
    assert thread.comments[-1].post.body.text == f"level {levels - 1}"


def test_damage_in_the_deep_costs_only_what_is_below_it(read: Read) -> None:
    records = read(reddit_json.SOURCE, nested(3000, bottom='"lost"'))
    assert len(posts_of(records)) == 3001
    (problem,) = problems_of(records)
    assert "replies" in problem.message
    assert "d2998" in problem.where


def test_lists_within_lists_are_read_without_recursion(read: Read) -> None:
    thing = '{"kind":"t3","data":{"id":"x","title":"In a box"}}'
    records = read(reddit_json.SOURCE, f"{'[' * 4000}{thing}{']' * 4000}".encode())
    assert [post.title for post in posts_of(records)] == ["In a box"]


def test_a_line_that_is_too_deep_is_a_problem_and_the_next_is_read(read: Read) -> None:
    deep = b'{"id":"a","link_id":"t3_a","body":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    fine = b'{"id":"b","link_id":"t3_a","parent_id":"t3_a","body":"Fine."}'
    records = read(reddit_ndjson.SOURCE, fine + b"\n" + deep + b"\n" + fine.replace(b'"b"', b'"c"'))
    assert [post.id for post in posts_of(records)] == ["reddit:t1_b", "reddit:t1_c"]
    assert [problem.where for problem in problems_of(records)] == ["dump: line 2"]


# Damage


WRONG = [[], {}, [1], {"a": 1}, True, -1, 1.5, 10**400, "x" * 5, "", "\ud800", None]


@pytest.mark.parametrize("name", [f.encode_name for f in msgspec.structs.fields(Fields)])
@pytest.mark.parametrize("source", [reddit_ndjson.SOURCE, reddit_json.SOURCE])
def test_one_wrong_type_never_loses_the_text(read: Read, source: Source, name: str) -> None:
    good = {"id": "aa1", "name": "t1_aa1", "link_id": "t3_a", "parent_id": "t3_a", "body": "Kept."}
    rows: list[object] = [{**good, name: wrong} for wrong in WRONG]
    if source is reddit_json.SOURCE:
        rows = [{"kind": "t1", "data": row} for row in rows]
    records = read(source, "\n".join(map(json.dumps, rows)).encode())
    if name in ("id", "name", "body"):
        assert len(posts_of(records)) + len(problems_of(records)) >= len(WRONG)
        return
    kept = [post.body.text for post in posts_of(records)]
    # a number of 400 digits is no number to any decoder: that line alone may be lost
    assert len(kept) >= len(WRONG) - 1
    assert set(kept) == {"Kept."}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)
NAMES = st.sampled_from([f.encode_name for f in msgspec.structs.fields(Fields)])


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.dictionaries(NAMES, VALUES, max_size=12), max_size=4))
def test_whatever_a_record_holds_it_is_a_post_or_a_problem(
    read: Read, rows: list[dict[str, object]]
) -> None:
    things = [{"kind": "t1" if "body" in row else "t3", "data": row} for row in rows]
    for source, values in ((reddit_ndjson.SOURCE, rows), (reddit_json.SOURCE, things)):
        records = read(source, "\n".join(map(json.dumps, values)).encode())
        lost = [problem for problem in problems_of(records) if problem.lost]
        assert len(posts_of(records)) + len(lost) >= len(rows)
        msgspec.msgpack.encode(records)  # what the store does with them


# Streams


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress], ids=["gz", "zst"])
def test_compressed_dumps_give_the_same_records(read: Read, pack: Callable[[bytes], bytes]) -> None:
    data = (DATA / "reddit-ndjson/eras.ndjson").read_bytes()
    assert read(reddit_ndjson.SOURCE, pack(data)) == read(reddit_ndjson.SOURCE, data)


def test_a_pair_reads_the_same_split_over_lines_or_not(read: Read) -> None:
    pair = json.loads((DATA / "reddit-json/thread.json").read_text())
    expected = read(reddit_json.SOURCE, json.dumps(pair).encode())
    lines = "\n".join(json.dumps(listing) for listing in pair).encode()
    assert read(reddit_json.SOURCE, lines) == expected
    array_of_pairs = json.dumps([pair, pair], indent=2).encode()
    assert read(reddit_json.SOURCE, array_of_pairs) == expected * 2


# Threads from several dumps


def test_a_thread_and_its_later_parts_become_one(read: Read) -> None:
    thread, more, branch = (
        read(reddit_json.SOURCE, (DATA / "reddit-json" / name).read_bytes())
        for name in ("thread.json", "morechildren.json", "branch.json")
    )
    alone = thread_of("reddit:t3_maa01", thread)
    missing = {c.post.id: c.missing for c in alone.comments if c.missing}
    assert alone.missing == 2
    assert missing == {"reddit:t1_maa0004": 2, "reddit:t1_maa0005": 1}

    together = thread_of("reddit:t3_maa01", thread, more, branch)
    places = {c.post.id: (c.depth, c.missing) for c in together.comments}
    assert together.missing == 0
    assert places["reddit:t1_maa0021"] == (0, 0)
    assert places["reddit:t1_maa0004"] == (1, 1)  # maa0010 is still named and not held
    assert places["reddit:t1_maa0009"] == (2, 0)
    assert places["reddit:t1_maa0007"] == (3, 0)


# Documentation


@pytest.mark.parametrize("name", ["reddit-json", "reddit-ndjson"])
def test_the_example_in_the_documentation_is_true(read: Read, name: str) -> None:
    page = (ROOT / f"docs/formats/{name}.md").read_text()
    data = page.split("```json\n")[1].split("```")[0].encode()
    first = [source for source in sources.SOURCES if not source.last]
    assert [s.name for s in first if s.sniff(Head("x", data, whole=True))] == [name]
    records = read(sources.by_name(name), data)
    assert problems_of(records) == []
    opening, reply = posts_of(records)
    assert (opening.title, opening.body.text) == ("Q&A: which kettle?", "Mine > yours.")
    assert (reply.parent, reply.body.text) == (opening.id, "> Mine\n\nThe blue one.")


@pytest.mark.parametrize("depth", [1, 400, 900, 5000])
def test_a_kind_of_snscrape_that_is_no_text_is_none(depth: int) -> None:
    kind = "[" * depth + '"snscrape.modules.reddit.Comment"' + "]" * depth
    line = f'{{"_type": {kind}, "id": "t1_kc1", "parentId": "t3_kt1", "body": "Words."}}\n'
    told = list(reddit_ndjson.SOURCE.read(Dump("a", Path(), line.encode())))
    assert [type(record) for record in told] == [Problem]
