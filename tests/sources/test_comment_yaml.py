"""Comments as YAML files: which page they are of, what they answer, and what is no comment."""

from pathlib import Path

import pytest

from sitegen import sources
from sitegen.errors import UnknownFormat
from sitegen.model import Post, Problem, Record
from sitegen.sources import comment_yaml
from sitegen.sources.source import Dump

ONE = "3b5f2f20-0000-11ee-8000-000000000001"
TWO = "3b5f2f20-0000-11ee-8000-000000000002"
SAID = f"_id: {TWO}\nname: Ida\ndate: 1600000000\nmessage: Cotton.\n"


def records_of(
    tmp_path: Path, text: str, name: str = "kites/comments/string/a.yml"
) -> list[Record]:
    path = tmp_path / "a.yml"
    path.write_text(text, "utf-8")
    source, dump = sources.recognise(Dump(name, path), {})
    assert source.name == comment_yaml.SOURCE.name
    return list(comment_yaml.SOURCE.read(dump))


def post_of(tmp_path: Path, text: str, name: str = "kites/comments/string/a.yml") -> Post:
    (post,) = records_of(tmp_path, text, name)
    assert isinstance(post, Post)
    return post


@pytest.mark.parametrize(
    ("name", "more", "root", "community"),
    [
        ("kites/comments/string/a.yml", "", "comments:kites/string", "kites"),
        ("kites/_data/comments/string/a.yml", "_parent: b", "comments:kites/string", "kites"),
        ("comments/string/a.yml", "", "comments:comments/string", "comments"),
        ("a.yml", "post_id: /string", "comments:comments/string", "comments"),
        ("kites/comments/a.yaml", "slug: string", "comments:kites/string", "kites"),
        ("a.yml", "", "comments:comments/comments", "comments"),
    ],
)
def test_the_page_is_told_by_the_folder_or_the_file(
    tmp_path: Path, name: str, more: str, root: str, community: str
) -> None:
    post = post_of(tmp_path, SAID + more, name)
    assert (post.root, post.parent, post.community) == (root, root, community)
    assert post.id == f"{root}/{TWO}"


@pytest.mark.parametrize(
    ("more", "parent"),
    [
        (f"replying_to_uid: {ONE}", ONE),
        (f"_parent: {ONE}\nreplying_to: '1'", ONE),
        (f"replyThread: {ONE}", ONE),
        ("_parent: https://kites.example/string.html", None),
        ("_parent: another-string", None),
        ("replying_to: string", None),
        ("replying_to: ''", None),
        (f"parent_id: {TWO}", None),
        ("parent_id: 0", None),
    ],
)
def test_what_a_comment_answers(tmp_path: Path, more: str, parent: str | None) -> None:
    post = post_of(tmp_path, SAID + more)
    page = "comments:kites/string"
    assert (post.parent, post.evidence) == (f"{page}/{parent}" if parent else page, None)


def test_the_number_of_a_comment_is_no_id(tmp_path: Path) -> None:
    post = post_of(tmp_path, SAID + "replying_to: '2'")
    assert post.parent == "comments:kites/string"
    assert post.evidence is not None
    assert post.evidence.parent == "guessed"


def test_a_file_that_tells_no_time_is_of_that_in_its_name(tmp_path: Path) -> None:
    text = "name: Ida\ncomment: Cotton.\n"
    post = post_of(tmp_path, text, "kites/string/page.html-1600000000123.yml")
    assert post.created is not None
    assert post.created.isoformat().startswith("2020-09-13T12:26:40.123")
    assert post.id.endswith("/page.html-1600000000123")


def test_keys_and_values_stay_together(tmp_path: Path) -> None:
    text = "a: b\n? [a, b]\n: message\nx: &x {message: deep}\ny: *x\n*x : name\n" + SAID
    post = post_of(tmp_path, text)
    assert (post.author, post.body.text) == ("Ida", "Cotton.")


def test_what_stands_before_a_fault_is_kept(tmp_path: Path) -> None:
    problem, post = records_of(tmp_path, SAID + "url: 'no end\n")
    assert isinstance(problem, Problem)
    assert (problem.where, problem.lost) == ("line 6", False)
    assert isinstance(post, Post)
    assert post.body.text == "Cotton."


def test_a_fault_before_the_text_loses_the_comment(tmp_path: Path) -> None:
    (problem,) = records_of(tmp_path, "name: Ida\ndate: 5\nurl: 'no end\nmessage: Cotton.\n")
    assert isinstance(problem, Problem)
    assert problem.lost


@pytest.mark.parametrize(
    "text",
    [
        "name: build\non: push\njobs:\n  a:\n    message: x\n",
        "title: Kites\nauthor: Ida\ndate: 2020-01-01\nbaseurl: /\n",
        "- name: Ida\n  message: Cotton.\n  date: 1600000000\n",
    ],
)
def test_other_files_are_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(UnknownFormat):
        sources.recognise(Dump("kites/a.yml", path), {})


@pytest.mark.timeout(30)
@pytest.mark.parametrize("deep", ["[" * 60_000, "\n" + "- " * 30_000])
def test_depth_without_end_costs_little_and_no_comment(tmp_path: Path, deep: str) -> None:
    post, problem = sorted(records_of(tmp_path, f"{SAID}x: {deep}"), key=lambda r: type(r).__name__)
    assert isinstance(post, Post)
    assert post.body.text == "Cotton."
    assert isinstance(problem, Problem)
    assert problem.message == "no YAML from there on: over 20 levels deep"
    assert not problem.lost


def test_a_second_document_is_told_and_nothing_is_called_null(tmp_path: Path) -> None:
    told = records_of(tmp_path, f"{SAID}email: null\n---\n{SAID}")
    assert [type(record) for record in told] == [Problem, Post]
    assert isinstance(told[0], Problem)
    assert told[0].lost
    assert len(records_of(tmp_path, f"---\n{SAID}---\n")) == 1
    post = post_of(tmp_path, SAID.replace("Ida", "~").replace("Cotton.", "'null'"))
    assert (post.author, post.body.text) == (None, "null")
