"""Mattermost: what opens a thread, what stands in a day, and that its ends of lines are kept."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from small_site import SmallSite
from source_records import posts_of, problems_of

from sitegen import sources
from sitegen.bodies import render
from sitegen.model import Body, Record
from sitegen.sources._mattermost_text import body, title
from sitegen.sources.source import Dump, Head

DATA = Path(__file__).parents[1] / "data"


def identifier(name: str) -> str:
    return name.ljust(26, "a")


def message(name: str, text: str, root: str = "", **fields: Any) -> dict[str, Any]:
    told = {"id": identifier(name), "root_id": identifier(root) if root else "", "message": text}
    told |= {"create_at": 1709700000000, "update_at": 0, "delete_at": 0}
    return told | {"channel_id": identifier("c"), "user_id": identifier("u")} | fields


def line(**fields: Any) -> str:
    return json.dumps({"type": "post", "post": {"create_at": 1709700000000, **fields}})


def read(path: Path, text: str) -> list[Record]:
    path.write_text(text, "utf-8")
    source, dump = sources.recognise(Dump(path.name, path), {})
    assert source.name == "mattermost-json"
    return list(sources.read(source, dump))


def test_a_message_that_only_a_later_answer_names_opens_a_thread(tmp_path: Path) -> None:
    told = [message("a", "first"), message("b", "alone"), message("c", "answer", "a")]
    posts = {post.body.text: post for post in posts_of(read(tmp_path / "x.json", json.dumps(told)))}
    assert posts["first"].parent is None
    assert posts["first"].title == "first"
    assert posts["answer"].parent == posts["first"].id
    assert posts["alone"].parent == f"mattermost:{identifier('c')}-2024-03-06"


def test_two_dumps_of_which_one_tells_that_a_message_was_answered(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    one = {"order": [], "posts": {"a": message("a", "first"), "b": message("b", "alone")}}
    two = {"order": [], "posts": {"c": message("c", "answer", "a")}}
    site.write("content/1.json", json.dumps(one))
    site.write("content/2.json", json.dumps(two))
    report = site.build()
    assert report.sums_agree
    assert (report.threads, report.comments) == (1, 3)


def test_two_messages_of_one_time_stay_two_and_a_line_said_twice_is_one(tmp_path: Path) -> None:
    where = {"team": "t", "channel": "c", "user": "a"}
    lines = [line(**where, message=text) for text in ("one", "two", "one")]
    posts = posts_of(read(tmp_path / "x.jsonl", "\n".join(lines)))
    assert len({post.id for post in posts if post.parent}) == 2


def test_answers_of_the_same_words_in_two_threads_stay_two(tmp_path: Path) -> None:
    same = [{"user": "b", "message": "yes", "create_at": 1709700009000}]
    lines = [line(team="t", channel="c", user="a", message=t, replies=same) for t in "xy"]
    assert len({post.id for post in posts_of(read(tmp_path / "x.jsonl", "\n".join(lines)))}) == 4


def test_what_is_private_on_the_server_is_told() -> None:
    records = list(
        sources.read(
            sources.by_name("mattermost-json"),
            Dump("export.jsonl", DATA / "mattermost-json" / "export.jsonl"),
        )
    )
    assert [(one.message, one.lost) for one in problems_of(records)] == [
        ("these channels are private on the server: Wicks & Oil", False),
        ("direct messages, which are private on the server: 1", False),
    ]


def test_an_archive_and_its_lines_alone_are_the_same_posts(tmp_path: Path) -> None:
    lines = (DATA / "mattermost-json" / "export.jsonl").read_bytes()
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("data/20240305/a.json", lines)  # shared by somebody: not read
        archive.writestr("import.jsonl", lines)
    source, dump = sources.recognise(Dump("export.zip", tmp_path / "export.zip"), {})
    assert source.name == "mattermost-export"
    alone = posts_of(read(tmp_path / "import.jsonl", lines.decode()))
    assert posts_of(list(sources.read(source, dump))) == alone


@pytest.mark.parametrize(
    ("members", "claimed"),
    [
        (("import.jsonl", "data/a.png"), True),
        (("x/import.jsonl", "x/data/a/import.jsonl"), True),
        (("import.jsonl", "data/a.png", "other.jsonl"), False),
        (("import.jsonl",), False),
        (("posts.jsonl", "data/a.png"), False),
    ],
)
def test_which_folders_are_exports(members: tuple[str, ...], claimed: bool) -> None:
    source = sources.by_name("mattermost-export")
    assert source.sniff(Head("x", b"", members=members)) is claimed


@pytest.mark.parametrize(
    ("told", "claimed"),
    [
        ({"type": "version", "version": 1}, True),
        ({"type": "version", "version": 1, "other": 2}, False),
        ({"type": "post", "post": {"channel": "c", "create_at": 1}}, True),
        ({"type": "post", "post": {"title": "t"}}, False),
        ({"type": "user", "user": {"username": "a"}}, False),
        ({"order": [], "posts": {}}, True),
        ({"posts": {"a": {"channel_id": "c"}}}, False),
    ],
)
def test_what_is_claimed(told: dict[str, Any], claimed: bool) -> None:
    head = Head("x", json.dumps(told).encode(), True)
    assert sources.by_name("mattermost-json").sniff(head) is claimed


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\ntwo", "<p>one<br>two</p>"),
        ("a :tada:\n`:tada:`", "<p>a 🎉<br><code>:tada:</code></p>"),
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
    ],
)
def test_ends_of_lines_are_kept_and_emoji_are_characters(text: str, html: str) -> None:
    assert render(Body(body({"message": text}), "markdown")).replace("\n", "") == html


def test_code_is_left_as_it_is() -> None:
    code = "```\na :tada:\n~~~\nb\n```"
    assert body({"message": code}) == code
    assert body({"message": f"{code}\nc\nd"}).endswith("```\nc  \nd")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**Which** wick_end [burns](https://x.example)?", "Which wick_end burns?"),
        ("> quoted\nanswered", "quoted"),
        ("```py\ncode\n```", "code"),
        ("## A heading", "A heading"),
        ("", None),
    ],
)
def test_titles_are_without_markup(text: str, words: str | None) -> None:
    assert title({"message": text}) == words


def test_emoji_in_code_stay_as_they_are() -> None:
    text = body({"message": "`:tada:` :tada: ``a ` :tada:`` `:tada:"})
    assert text == "`:tada:` 🎉 ``a ` :tada:`` `🎉"


@pytest.mark.timeout(30)
@pytest.mark.parametrize("ticks", ["`" * 100_000 + "a", "` `` " * 20_000])
def test_ticks_that_close_nothing_cost_little(ticks: str) -> None:
    assert body({"message": f":: {ticks}"}) == f":: {ticks}"


def test_what_is_no_message_in_a_list_of_them_is_told(tmp_path: Path) -> None:
    told = {"order": [identifier("a")], "posts": [message("a", "first"), None, 7]}
    problems = problems_of(read(tmp_path / "x.json", json.dumps(told)))
    assert [problem.where.rpartition(" ")[2] for problem in problems] == [
        "$.posts[1]", "$.posts[2]",
    ]  # fmt: skip
