"""Nostr beyond the samples: parts of names, facts on disk, what hostile events may cost."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from source_records import posts_of

from sitegen import sources
from sitegen.model import Post, Problem
from sitegen.model.nostr_names import name_of, name_of_address, person_named, post_named
from sitegen.sources import _sorted_facts
from sitegen.sources._sorted_facts import SortedFacts
from sitegen.sources.source import Dump

DATA = Path(__file__).parents[1] / "data" / "nostr-json"
ADA, BEN = "a" * 64, "b" * 64


def event(number: int, kind: int = 1, content: str = "x", **told: Any) -> dict[str, Any]:
    return {
        "id": f"{number:064x}", "pubkey": ADA, "created_at": 1709550000 + number, "kind": kind,
        "tags": [], "content": content, **told,
    }  # fmt: skip


def read(*events: dict[str, Any]) -> list[Any]:
    data = "\n".join(map(json.dumps, events)).encode()
    source = sources.by_name("nostr-json")
    return list(sources.read(source, Dump("x.jsonl", Path("x"), data)))


def remarks(records: list[Any]) -> dict[str, int]:
    told = [
        r.message.rpartition(": ")[2]
        for r in records
        if isinstance(r, Problem) and "by themselves" in r.message
    ]
    return {what: int(n[:-1].replace(",", "")) for what, _, n in (t.rpartition(" (") for t in told)}


def test_names_are_those_of_the_specification() -> None:
    key = "7e7e9c42a91bfef19fa929e5fda1b72e0ebc1a4c1141673e2794234d86addf4e"
    name = "npub10elfcs4fr0l0r8af98jlmgdh9c8tcxjvz9qkw038js35mp4dma8qzvjptg"
    assert name_of("npub", key) == name
    assert person_named(name) == person_named(name.upper()) == key
    assert person_named(name[:-1] + "q") == person_named(name[:20]) == ""
    profile = (
        "nprofile1qqsrhuxx8l9ex335q7he0f09aej04zpazpl0ne2cgukyawd24mayt8gpp4mhxue69uhhytnc9e3k7mg"
        "pz4mhxue69uhkg6nzv9ejuumpv34kytnrdaksjlyr9p"
    )
    assert person_named(profile).startswith("3bf0c63f")
    assert post_named(name) == person_named(name_of("note", key)) == ""


@pytest.mark.parametrize("identifier", ["", "kiln-notes", "a b/ü:c", "x" * 255])
def test_an_address_names_the_post_at_it(identifier: str) -> None:
    told = event(1, 30023, tags=[["d", identifier]])
    post = next(r for r in read(told) if isinstance(r, Post))
    assert post_named(name_of_address(30023, ADA, identifier)) == post.id
    assert name_of_address(30023, ADA, "x" * 256) == ""


@pytest.mark.parametrize("held", [7, 100_000])
def test_facts_are_found_by_their_numbers_however_they_were_added(
    held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_sorted_facts, "_HELD", held)
    facts = SortedFacts()
    for number in range(500):
        facts.add(number * 37 % 50, f"{number % 20}".encode())
    facts.done()
    want = {n: {f"{k % 20}".encode() for k in range(500) if k * 37 % 50 == n} for n in range(50)}
    assert {number: set(facts.of(number)) for number in range(50)} == want
    assert len(list(facts.all())) == sum(map(len, want.values()))
    assert list(facts.of(1 << 63)) == []
    facts.close()


def test_what_answers_a_version_of_an_article_answers_the_article() -> None:
    first, last = (event(n, 30023, f"v{n}", tags=[["d", "a"]]) for n in (1, 2))
    answer = event(3, tags=[["e", first["id"]]])
    like = event(4, 7, "+", tags=[["e", first["id"]]])
    article, note = posts_of(read(answer, last, first, like))[::-1]
    assert (article.body.text, article.score) == ("v2", 1)
    assert note.parent == article.id


def test_only_who_wrote_a_post_can_delete_it_and_only_versions_so_far() -> None:
    told = [event(n, 30023, f"v{n}", tags=[["d", "a"]]) for n in (1, 9)]
    address = ["a", f"30023:{ADA}:a"]
    assert posts_of(read(*told, event(5, 5, tags=[address])))[0].state == "visible"
    assert posts_of(read(*told, event(10, 5, tags=[address])))[0].state == "deleted"
    foreign = event(10, 5, tags=[address], pubkey=BEN)
    assert posts_of(read(*told, foreign))[0].state == "visible"


def test_each_event_is_a_post_or_is_counted() -> None:
    for sample in sorted(DATA.glob("*.jsonl")):
        events = [json.loads(line) for line in sample.read_text("utf-8").splitlines()[:25]
                  if line.endswith("}")]  # fmt: skip
        records = read(*events)
        lost = sum(isinstance(r, Problem) and r.lost for r in records)
        made = sum(isinstance(r, Post) and r.author is not None for r in records)
        counted = sum(n for what, n in remarks(records).items() if what)
        assert made + lost + counted == len(events), sample


def test_a_reaction_that_is_told_twice_counts_once() -> None:
    like = event(2, 7, "+", tags=[["e", f"{1:064x}"]], pubkey=BEN)
    records = read(event(1), like, like)
    assert posts_of(records)[0].score == 1
    assert sorted(remarks(records).values()) == [1, 1]


@pytest.mark.parametrize(
    "lines",
    [
        ['["NOTICE","slow down"]', '["EVENT","s",{}]'.replace("{}", json.dumps(event(1)))],
        ['["EVENT",{}]'.replace("{}", json.dumps(event(1)))],
        ['[["EVENT","s",{}]]'.replace("{}", json.dumps(event(1)))],
    ],
)
def test_messages_of_relays_are_recognised(lines: list[str], tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("\n".join(lines), "utf-8")
    source, dump = sources.recognise(Dump("x.json", path), {})
    assert source.name == "nostr-json"
    assert [post.id for post in sources.read(source, dump) if isinstance(post, Post)] == [
        f"nostr:{1:064x}"
    ]


ROOT = f"{1:064x}"
HOSTILE = {
    "versions": [event(n, 30023, tags=[["d", "a"]]) for n in range(1, 4000)],
    "one event": [event(1)] * 2500 + [event(n, 7, f"{n}", tags=[["e", ROOT]]) for n in range(2500)],
    "answers to what many react to": [
        event(0, 30023),
        *(event(n, tags=[["e", ROOT]]) for n in range(1, 2500)),
        *(event(n, 7, f"{n}", tags=[["e", ROOT]]) for n in range(2500)),
    ],
    "deletions": [event(1)] * 2000 + [event(n, 5, tags=[["e", ROOT]] * 9) for n in range(2000)],
    "settings": [event(1, 40, "{}"), *(event(n, 41, "{}", tags=[["e", ROOT]]) for n in range(2000)),
                 *(event(n, 42, tags=[["e", ROOT]]) for n in range(2, 2000))],
    "namesakes": [event(n, 0, '{"name": "a"}', pubkey=f"{n:064x}") for n in range(2500)]
    + [event(n + 9000, pubkey=f"{n:064x}") for n in range(2500)],
    "names": [event(1, content=f"nostr:{name_of('npub', BEN)} " * 14_000)],
    "half names": [event(1, content="nostr:npub1" + "q" * 1_000_000)],
    "tags": [event(1, tags=[["e", ROOT]] * 14_000, content="#[1]" * 1000)],
    "brackets": [event(1, 30023, "](nostr:npub1" * 70_000)],
    "json in a name": [event(1, 0, '{"name":' * 100_000)],
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_megabyte_of_the_worst_takes_seconds(name: str) -> None:
    began = time.process_time()
    assert read(*HOSTILE[name])
    assert time.process_time() - began < 8
