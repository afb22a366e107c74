"""Loomio beyond the samples: who voted in secret, and what hostile rows may cost."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from source_records import posts_of

from sitegen import sources
from sitegen.model import Post, Problem
from sitegen.sources.source import Dump

DATA = Path(__file__).parents[1] / "data" / "loomio-export"


def read(*rows: tuple[str, dict[str, Any]]) -> list[Any]:
    told = (json.dumps({"table": table, "record": row}) for table, row in rows)
    dump = Dump("g.json", Path("g"), "\n".join(told).encode())
    return list(sources.read(sources.by_name("loomio-export"), dump))


def sample() -> list[tuple[str, dict[str, Any]]]:
    told = map(json.loads, (DATA / "group.json").read_text("utf-8").splitlines())
    return [(one["table"], one["record"]) for one in told]


def test_each_row_is_a_post_or_is_counted() -> None:
    records = read(*sample())
    counted = [r.message for r in records if isinstance(r, Problem)]
    total = sum(int(told.rpartition(" (")[2].rstrip(")")) for told in counted)
    assert total + len(posts_of(records)) == len(sample())


def test_the_order_of_rows_does_not_count() -> None:
    def by_id(records: list[Any]) -> dict[str, Post]:
        return {post.id: post for post in posts_of(records)}

    assert by_id(read(*sample())) == by_id(read(*reversed(sample())))


def test_who_voted_in_secret_is_not_told() -> None:
    found = {post.id.rpartition("/")[2]: post for post in posts_of(read(*sample()))}
    assert (found["s53"].author, found["s51"].author) == (None, "ben")
    assert found["s53"].labels == ("Moss & Fern: 3", "anonymous", "an earlier vote")
    assert found["c23"].parent == found["s51"].id


@pytest.mark.parametrize("table", ["songs", "comment"])
def test_rows_of_other_tables_are_no_export_of_loomio(table: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"table": table, "record": {"id": 1}}), "utf-8")
    assert not sources.by_name("loomio-export").sniff(sources.head(Dump("x.json", path)))


HOSTILE = {
    "choices": [("stances", {"id": 1, "reason": "x"})] * 3000
    + [("stance_choices", {"id": n, "stance_id": 1, "poll_option_id": n}) for n in range(9000)],
    "reactions": [("comments", {"id": 1, "body": "x"})] * 3000
    + [("reactions", {"id": n, "reactable_type": "Comment", "reactable_id": 1, "reaction": f"{n}"})
       for n in range(9000)],
    "options": [("polls", {"id": 1, "title": "x"})] * 2000
    + [("poll_options", {"id": n, "poll_id": 1, "name": f"{n}"}) for n in range(9000)],
    "titles": [("polls", {"id": 1, "title": "* " * 500_000, "discussion_id": 2})],
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_megabyte_of_the_worst_takes_seconds(name: str) -> None:
    began = time.process_time()
    assert read(*HOSTILE[name])
    assert time.process_time() - began < 8
