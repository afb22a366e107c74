"""Issues of trackers: what answers what, and that the same issue is the same from both formats."""

import json
from pathlib import Path
from typing import Any

import pytest
from source_records import posts_of, problems_of

from sitegen import sources
from sitegen.model import Gap, Record
from sitegen.sources.source import Dump, Head

DATA = Path(__file__).parents[1] / "data"


def read(path: Path) -> list[Record]:
    source, dump = sources.recognise(Dump(path.name, path), {})
    assert source.name.startswith("tracker-")
    return list(sources.read(source, dump))


def test_a_comment_of_bugzilla_answers_the_one_it_names() -> None:
    posts = posts_of(read(DATA / "tracker-xml" / "bugzilla.xml"))
    parents = {post.id.rpartition("/")[2]: post.parent for post in posts}
    root = "tracker:bugs.example.org/355"
    assert parents == {"355": None, "1": root, "3": f"{root}/1"}  # number 2 is private


@pytest.mark.parametrize("named", ["9", "3"])
def test_a_comment_that_names_itself_or_none_answers_the_issue(tmp_path: Path, named: str) -> None:
    said = {"count": 3, "text": f"(In reply to comment #{named})\nYes.", "creator": "bo"}
    bug = {"id": 7, "summary": "S", "creator": "ada", "component": "C",
           "comments": [{"count": 0, "text": "T"}, said]}  # fmt: skip
    (tmp_path / "bugs.json").write_text(json.dumps({"bugs": [bug]}))
    assert [post.parent for post in posts_of(read(tmp_path / "bugs.json"))] == [
        None, "tracker:bugs/7",
    ]  # fmt: skip


def test_an_issue_of_jira_is_the_same_from_xml_and_json() -> None:
    made = [
        posts_of(read(DATA / name)) for name in ("tracker-xml/jira.xml", "tracker-json/jira.json")
    ]
    for one, other in zip(*(posts[:2] for posts in made), strict=True):
        assert (one.id, one.parent, one.created) == (other.id, other.parent, other.created)
        assert (one.title, one.permalink) == (other.title, other.permalink)


def test_a_document_of_jira_tells_its_words() -> None:
    posts = posts_of(read(DATA / "tracker-json" / "jira.json"))
    assert posts[-1].body.text == "Ask @Ada\nabout it.\n\nSoon."


def test_what_an_answer_counts_and_does_not_hold_is_a_gap() -> None:
    gaps = [one for one in read(DATA / "tracker-json" / "jira.json") if isinstance(one, Gap)]
    assert [(gap.parent, gap.count, gap.total) for gap in gaps] == [
        ("tracker:jira.example.org/LAMP-7", 1, 3)
    ]


def test_changes_without_a_word_are_counted() -> None:
    told = problems_of(read(DATA / "tracker-json" / "redmine.json"))
    assert [(one.message, one.lost) for one in told] == [
        ("left out: changes without a word (1)", True)
    ]


FEED = b"<rss><channel><item><title>A</title><link>https://example.org/a</link>%s</item></channel></rss>"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (FEED % b"", "feed"),
        (FEED % b'<key id="1">A-1</key>', "tracker-xml"),
        (b'{"id": 1, "summary": "x", "creator": "a"}', None),
        (b'{"issues": [{"key": "A-1"}]}', None),
    ],
)
def test_what_is_claimed(data: bytes, name: str | None) -> None:
    def claims(source: Any) -> bool:
        return bool(source.sniff(Head("x", data, True)))

    named = [
        one.name for one in sources.SOURCES if not one.folders and not one.last and claims(one)
    ]
    assert named == ([name] if name else [])
