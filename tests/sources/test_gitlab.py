"""Issues of GitLab: files that lie apart, what paths tell, and which files are others'."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from html_checks import faults
from small_site import SmallSite
from source_records import posts_of, problems_of

from sitegen import sources
from sitegen.model import Record
from sitegen.sources import gitlab_issues
from sitegen.sources.source import Dump, Head


def issue(number: int, **more: Any) -> dict[str, Any]:
    told = {"id": 8000 + number, "iid": number, "title": f"Issue {number}", "description": "x"}
    return told | {"author": {"username": "ines"}, "created_at": "2024-02-01T09:00:00Z"} | more


def note(number: int, **more: Any) -> dict[str, Any]:
    told = {"id": number, "body": f"Note {number}", "author": {"username": "mira"}}
    told |= {"created_at": f"2024-02-01T10:{number % 60:02}:00Z", "system": False}
    return told | {"noteable_type": "Issue", "noteable_id": 8012, "noteable_iid": None} | more


def discussion(*notes: dict[str, Any]) -> dict[str, Any]:
    return {"id": "d", "individual_note": len(notes) == 1, "notes": list(notes)}


def read(name: str, value: object) -> list[Record]:
    data = json.dumps(value).encode()
    source, dump = sources.recognise(Dump(name, Path(name), data), {})
    assert source is gitlab_issues.SOURCE
    return list(sources.read(source, dump))


@pytest.mark.parametrize(
    ("name", "post"),
    [
        ("gitlab.com/mill/shuttle/issues.json", "gitlab:mill/shuttle#12"),
        ("saved/gitlab.com/mill/looms/shuttle/issues/12.json", "gitlab:mill/looms/shuttle#12"),
        ("git.example.org/Mill/shuttle/tree/project/issues.ndjson",
         "gitlab:git.example.org/mill/shuttle#12"),
        ("gitlab.com/mill/shuttle/merge_requests.ndjson", "gitlab:mill/shuttle!12"),
        ("export.zip/tree/project/issues.ndjson", "gitlab:~/export.zip#12"),
        ("a/issues.ndjson", "gitlab:~/a#12"),
        ("a/some.json", "gitlab:~/a-some#12"),
    ],
)  # fmt: skip
def test_the_path_of_a_dump_tells_the_project(name: str, post: str) -> None:
    (told,) = posts_of(read(name, issue(12)))
    assert told.id == post


def test_notes_stand_where_their_path_says() -> None:
    told = [discussion(note(1, noteable_id=None), note(2, noteable_id=None))]
    one, two = posts_of(read("gitlab.com/mill/shuttle/issues/12/discussions.json", told))
    assert (one.parent, two.parent) == ("gitlab:mill/shuttle#12", "gitlab:note_1")
    assert one.permalink == "https://gitlab.com/mill/shuttle/-/issues/12#note_1"
    (other,) = posts_of(read("gitlab.com/mill/shuttle/notes.json", [note(3, noteable_iid=7)]))
    assert other.parent == other.root == "gitlab:mill/shuttle#7"
    (lost,) = problems_of(read("notes.json", [note(3, noteable_id=None)]))
    assert "does not tell what it is on" in lost.message


def test_answers_of_a_system_note_answer_the_issue_and_it_is_counted() -> None:
    told = issue(12, discussions=[discussion(note(1, system=True), note(2), note(3))])
    records = read("a/issues.json", told)
    assert [post.parent for post in posts_of(records)][1:] == ["gitlab:~/a#12", "gitlab:note_2"]
    assert any("passed over: 1" in problem.message for problem in problems_of(records))


def test_discussions_find_their_issue_in_another_file(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    talk = [discussion(note(1, body="As in https://gitlab.com/mill/shuttle/-/issues/12#note_2"),
                       note(2)), discussion(note(3))]  # fmt: skip
    address = "https://gitlab.com/mill/shuttle/-/issues/12"
    site.write("content/a/issues/12/discussions.json", json.dumps(talk))
    site.build()
    site.write("content/a/issues.json", json.dumps([issue(12, web_url=address)]))
    report = site.build()
    pages = [name for name in site.files() if re.fullmatch(r"t/gitlab/[^/]*/index.html", name)]
    (page,) = [site.page(name) for name in pages]
    assert page.count("itemprop=comment ") == 3
    assert re.search(r"class=\"?here\"? href=\"?[^\" >]*#c-", page)
    assert "#note_2" in page
    assert report.sums_agree
    assert list(faults(site.output)) == []
    assert site.files() == site.clean_build(tmp_path / "clean").files()


@pytest.mark.parametrize(
    "value",
    [
        {"iid": 1, "title": "A milestone", "description": "x", "project_id": 5, "due_date": None},
        {"iid": 1, "title": "An epic", "author": {}, "description": "x", "group_id": 3},
        {"title": "x", "author": {"login": "a"}, "number": 5, "body": "x"},
        {"notes": ["a"], "id": 3},
        {"issue": {"number": 5, "title": "x", "body": "y"}, "comments": []},
        {"issue": "x", "discussions": 3},
        [],
    ],
)
def test_other_files_are_not_claimed(value: object) -> None:
    assert not gitlab_issues.SOURCE.sniff(Head("x", json.dumps(value).encode(), True))


def test_an_issue_whose_title_is_not_usable_keeps_what_was_said_on_it() -> None:
    told = issue(12, title={"x": 1}, notes=[note(1), note(2)])
    records = read("gitlab.com/mill/shuttle/issues.json", told)
    assert [post.title for post in posts_of(records)] == [None, None, None]
    (problem,) = problems_of(records)
    assert (problem.message, problem.lost) == ("not usable, and left out: title", False)


def test_notes_that_are_no_list_or_whose_issue_has_no_number_are_told() -> None:
    first = issue(12)
    told = [first, issue(13, notes={"1": note(1)}), issue(14, iid="x", notes=[note(2), note(3)]),
            {**discussion(), "notes": "x"}]  # fmt: skip
    records = read("gitlab.com/mill/shuttle/issues.json", told)
    assert len(posts_of(records)) == 2
    lost = [problem for problem in problems_of(records) if problem.lost]
    assert [problem.where.rpartition("$")[2] for problem in lost] == [
        "[1].notes", "[2]", "[3].notes"
    ]  # fmt: skip
    assert lost[1].message.endswith("; with all on it: 2 in its lists")
