"""Issues of trackers: what answers what, and that the same issue is the same from both formats."""

import json
from datetime import UTC, datetime
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


def made(folder: Path, name: str, told: Any) -> list[Record]:
    """What is read of a dump in a folder of the content."""
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(told if isinstance(told, bytes) else json.dumps(told).encode())
    source, dump = sources.recognise(Dump(name, path), {})
    assert source.name.startswith("tracker-")
    return list(sources.read(source, dump))


BUG = b"<bugzilla %s><bug><bug_id>7</bug_id><short_desc>S</short_desc>%s</bug></bugzilla>"
BUGS = {"bugs": [{"id": 7, "summary": "S", "creator": "ada", "component": "C"}]}


def jira(address: str, *comments: Any, **fields: Any) -> dict[str, Any]:
    told = {"summary": "S", "comment": {"comments": comments}, **fields}
    return {"key": "LAMP-7", "self": f"{address}/rest/api/2/issue/10", "fields": told}


@pytest.mark.parametrize(
    ("name", "told", "site"),
    [
        ("a/bugs.json", BUGS, "a:bugs"),
        ("b/bugs.json.gz.json", BUGS, "b:bugs"),
        ("x.xml", BUG % (b"", b""), "x"),
        ("x.xml", BUG % (b"urlbase='https://U:p@Bugs.example.org/'", b""), "bugs.example.org"),
        ("x.xml", BUG % (b"urlbase='https://bz.example.org/lamps/'", b""), "bz.example.org:lamps"),
        ("x.xml", BUG % (b"urlbase='https://a b/c'", b""), "x"),
        ("x.json", jira("https://issues.example.org/jira"), "issues.example.org:jira"),
        ("x.json", jira(""), "x"),
    ],
)
def test_a_tracker_is_told_from_all_others(tmp_path: Path, name: str, told: Any, site: str) -> None:
    (post,) = posts_of(made(tmp_path, name, told))
    assert post.id.rpartition("/")[0] == f"tracker:{site}"


def test_a_number_that_two_comments_have_is_that_of_the_first(tmp_path: Path) -> None:
    again = {"id": "1", "body": "(In reply to comment #1)"}
    told = jira("https://x.example", {"id": 1, "body": "a"}, again, {"id": {"a": 1}, "body": "b"})
    posts = posts_of(made(tmp_path, "x.json", told))
    root = "tracker:x.example/LAMP-7"
    assert [(post.id, post.parent) for post in posts[1:]] == [
        (f"{root}/1", root), (f"{root}/at-2", f"{root}/1"), (f"{root}/at-3", root),
    ]  # fmt: skip


def test_what_is_of_a_wrong_type_is_told(tmp_path: Path) -> None:
    said = {"id": 1, "body": {"a": 1}, "created": "soon", "author": "bo"}
    found = made(tmp_path, "x.json", jira("https://x.example", said, description=5, reporter="ada"))
    assert [post.author for post in posts_of(found)] == ["ada", "bo"]
    assert [one.message for one in problems_of(found)] == [
        "not usable, and left out: description", "not usable, and left out: body, created",
    ]  # fmt: skip


def test_a_change_without_notes_is_counted_as_well(tmp_path: Path) -> None:
    told = {"id": 7, "subject": "S", "tracker": {}, "journals": [{"id": 1}, {"id": 2, "notes": ""}]}
    assert [one.message for one in problems_of(made(tmp_path, "x.json", {"issue": told}))] == [
        "left out: changes without a word (2)"
    ]


def test_what_holds_no_comments_makes_no_bug(tmp_path: Path) -> None:
    bugs = {"7": {"comments": [{"bug_id": 7, "text": "T", "count": 0}]}, "8": 5, "9": {"x": 1}}
    found = made(tmp_path, "x.json", {"bugs": bugs})
    assert [post.id for post in posts_of(found)] == ["tracker:x/7"]
    assert [one.where.partition("$")[2] for one in problems_of(found)] == [
        '.bugs["8"]',
        '.bugs["9"]',
    ]


def test_a_comment_is_never_taken_for_a_private_description(tmp_path: Path) -> None:
    said = b"<long_desc><comment_count>3</comment_count><thetext>T</thetext></long_desc>"
    issue, comment = posts_of(made(tmp_path, "x.xml", BUG % (b"", said)))
    assert (issue.body.text, comment.body.text, comment.id) == ("", "T", "tracker:x/7/3")
    told = {**BUGS["bugs"][0], "comments": [{"count": 3, "text": "T"}]}
    issue, comment = posts_of(made(tmp_path, "x.json", {"bugs": [told]}))
    assert (issue.body.text, comment.body.text, comment.id) == ("", "T", "tracker:x/7/3")


def test_times_of_old_exports_name_their_zone(tmp_path: Path) -> None:
    at = b"<creation_ts>2005-06-20 13:24 PDT</creation_ts>"
    (post,) = posts_of(made(tmp_path, "x.xml", BUG % (b"", at)))
    assert post.created == datetime(2005, 6, 20, 20, 24, tzinfo=UTC)


def test_no_page_tells_who_asked_a_tracker(tmp_path: Path) -> None:
    told = {"id": 1, "body": "a"}
    posts = posts_of(made(tmp_path, "x.json", jira("https://u:p@x.example/j", told)))
    page = "https://x.example/j/browse/LAMP-7"
    assert [post.permalink for post in posts] == [page, f"{page}?focusedCommentId=1#comment-1"]
    (post,) = posts_of(made(tmp_path, "y.json", jira('https://x.example/"><b')))
    assert post.permalink is None


def test_times_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    said = b"<long_desc><bug_when>soon</bug_when><thetext>T</thetext></long_desc>"
    found = made(tmp_path, "x.xml", BUG % (b"", b"<creation_ts>later</creation_ts>" + said))
    assert [one.message for one in problems_of(found)] == [
        "not usable, and left out: creation_ts, bug_when"
    ]


@pytest.mark.parametrize(
    "told",
    [
        {**jira("https://x.example"), "changelog": ["x" * 70_000]},
        {"assigned_to": "bo", "comments": [{"bug_id": 7, "count": 0, "text": "x" * 70_000}],
         "component": "C", "creator": "ada", "id": 7, "summary": "S"},
    ],
    ids=["jira", "bugzilla"],
)  # fmt: skip
def test_an_issue_is_known_by_what_comes_first(tmp_path: Path, told: dict[str, Any]) -> None:
    last = {"fields": told["fields"]} if "fields" in told else {}
    late = {**{key: value for key, value in told.items() if key != "fields"}, **last}
    assert len(posts_of(made(tmp_path, "x.json", late))) == 1
    page = {"issues" if last else "bugs": [late]}
    assert len(posts_of(made(tmp_path, "y.json", page))) == 1


FEED = b"<rss><channel><item><title>A</title><link>https://example.org/a</link>%s</item></channel></rss>"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (FEED % b"", "feed"),
        (FEED % b'<key id="1">A-1</key>', "tracker-xml"),
        (FEED % b'<project id="1" key="A">Lamps</project><description>cut of', "tracker-xml"),
        (FEED % b'<description><![CDATA[<key id="1">A-1</key>]]></description>', "feed"),
        (b'{"key": "a", "fields": [{"name": "b"}]}', None),
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


_ISSUES_WITH_PRIVATE_COMMENTS: dict[str, object] = {
    "jira.json": {
        "key": "LAMP-7", "fields": {"summary": "S", "comment": {"comments": [
            {"id": "1", "body": "All."},
            {"id": "2", "body": "Some.", "visibility": {"type": "role", "value": "Crew"}},
        ]}},
    },
    "bugs.json": {"bugs": [{
        "id": 7, "summary": "S", "creator": "ada", "component": "C", "comments": [
            {"count": 0, "text": "T", "is_private": False},
            {"count": 1, "text": "All.", "is_private": False},
            {"count": 2, "text": "Some.", "is_private": True},
        ],
    }]},
    "redmine.json": {"issue": {
        "id": 7, "subject": "S", "tracker": {"name": ""}, "is_private": False, "journals": [
            {"id": 1, "notes": "All.", "private_notes": False},
            {"id": 2, "notes": "Some.", "private_notes": True},
        ],
    }},
    "jira.xml": '<rss><channel><item><key id="1">LAMP-7</key><comments>'
    '<comment id="1" author="ada">All.</comment>'
    '<comment id="2" author="ada" rolelevel="Crew">Some.</comment>'
    "</comments></item></channel></rss>",
    "bugzilla.xml": '<bugzilla><bug><bug_id>7</bug_id>'
    '<long_desc isprivate="0"><thetext>T</thetext></long_desc>'
    '<long_desc isprivate="0"><thetext>All.</thetext></long_desc>'
    '<long_desc isprivate="1"><thetext>Some.</thetext></long_desc></bug></bugzilla>',
}  # fmt: skip


@pytest.mark.parametrize("name", _ISSUES_WITH_PRIVATE_COMMENTS)
def test_what_not_all_may_see_has_a_label_and_is_told(tmp_path: Path, name: str) -> None:
    told = _ISSUES_WITH_PRIVATE_COMMENTS[name]
    (tmp_path / name).write_text(told if isinstance(told, str) else json.dumps(told))
    made = read(tmp_path / name)
    comments = posts_of(made)[1:]
    assert [(post.body.text, post.labels) for post in comments] == [
        ("All.", ()), ("Some.", ("private",)),
    ]  # fmt: skip
    (problem,) = problems_of(made)
    assert problem.message == "private in the tracker, and shown here: 1"
    assert not problem.lost


def test_a_private_description_makes_the_issue_private(tmp_path: Path) -> None:
    bug = {"id": 7, "summary": "S", "creator": "ada", "component": "C",
           "comments": [{"count": 0, "text": "T", "is_private": True}]}  # fmt: skip
    (tmp_path / "bugs.json").write_text(json.dumps({"bugs": [bug]}))
    (post,) = posts_of(read(tmp_path / "bugs.json"))
    assert post.labels == ("C", "private")
