"""Saved pages of GitHub beyond the samples: other pages, parts out of order, and the API."""

import time
from pathlib import Path

import msgspec
import pytest

from sitegen import sources
from sitegen.model import Post, Problem, Record
from sitegen.sources import github_html, github_issues
from sitegen.sources.source import Dump, Head

HEAD = '<meta property="og:site_name" content="GitHub"><meta property="og:url" content="{}">'
ISSUE = "https://github.com/Ferro/Anvil/issues/12"
BODY = '<a class="author">{}</a><div class="comment-body">{}</div>'


def read(body: str, folder: Path, address: str = ISSUE) -> list[Record]:
    page = f"<html><head>{HEAD.format(address)}</head><body>{body}</body></html>"
    (folder / "x.html").write_text(page, "utf-8")
    dump = Dump("x.html", folder / "x.html")
    assert sources.detect(sources.head(dump), {}) is github_html.SOURCE
    return list(sources.read(github_html.SOURCE, dump))


def posts(records: list[Record]) -> list[Post]:
    return [record for record in records if isinstance(record, Post)]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://github.com/Ferro/Anvil", "GitHub"),
        ("https://github.com/Ferro/Anvil/issues", "GitHub"),
        ("https://github.com/Ferro/Anvil/blob/main/issues.md", "GitHub"),
        ("https://forge.example.org/Ferro/Anvil/issues/12", "Forgejo"),
    ],
)
def test_other_pages_are_not_claimed(address: str, name: str) -> None:
    head = HEAD.format(address).replace('"GitHub"', f'"{name}"')
    page = f'<html><head>{head}</head><div id="issuecomment-1">GitHub</div></html>'
    assert not github_html.SOURCE.sniff(Head("x.html", page.encode()))


def test_a_page_that_only_speaks_of_an_issue_is_not_claimed() -> None:
    page = b"<html><head><title>GitHub</title></head><p>og:url github.com/a/b/issues/1</p></html>"
    assert not github_html.SOURCE.sniff(Head("x.html", page))


def test_a_page_on_which_nothing_is_said_is_told(tmp_path: Path) -> None:
    (problem,) = read("<p>Sign in</p>", tmp_path)
    assert isinstance(problem, Problem)
    assert problem.message.startswith("nothing that was said was found")


def test_what_happens_between_posts_is_no_part_of_them(tmp_path: Path) -> None:
    body = (
        f'<div id="issue-1">{BODY.format("ada", "Hm.")}</div><a class="author">brun</a> closed'
        f'<div id="issuecomment-2"><div class="comment-body">Who?</div></div>'
        f'<a class="author">cato</a><div class="comment-body">Preview</div>'
    )
    opening, comment = posts(read(body, tmp_path))
    assert (opening.author, comment.author, comment.body.text) == ("ada", None, "Who?")


def test_a_second_text_under_a_mark_is_told(tmp_path: Path) -> None:
    body = "".join(
        f'<div id="issuecomment-2">{BODY.format("ada", text)}</div>' for text in ("a", "a", "b")
    )
    records = read(body, tmp_path)
    assert [post.body.text for post in posts(records)] == ["a"]
    assert [r.where for r in records if isinstance(r, Problem)] == ["x.html: issuecomment-2"]


def test_an_opening_post_that_lost_its_text_keeps_its_title(tmp_path: Path) -> None:
    body = '<h1 class="js-issue-title">Locks</h1><div id="issue-1"><a class="author">ada</a></div>'
    records = read(body, tmp_path)
    (post,) = posts(records)
    assert (post.title, post.author, post.body.text) == ("Locks", "ada", "")
    assert [r.lost for r in records if isinstance(r, Problem)] == [False]


def test_replies_of_a_comment_that_is_not_there_answer_the_discussion(tmp_path: Path) -> None:
    inner = f'<i id="discussioncomment-2"></i>{BODY.format("ada", "Yes.")}'
    body = f'<div id="child-comments-discussioncomment-1">{inner}</div>'
    (post,) = posts(read(body, tmp_path, "https://github.com/Ferro/Anvil/discussions/20"))
    assert (post.id, post.parent) == (
        "github:ferro/anvil#20/discussioncomment-2",
        "github:ferro/anvil#20",
    )


def test_ids_are_those_of_the_api(tmp_path: Path) -> None:
    answer = tmp_path / "12.json"
    comment = {"url": f"{ISSUE}#issuecomment-2", "body": "b", "author": {"login": "brun"}}
    issue = {"number": 12, "title": "Locks", "url": ISSUE, "body": "a", "author": {"login": "ada"}}
    answer.write_bytes(msgspec.json.encode({**issue, "comments": [comment]}))
    other = posts(list(sources.read(github_issues.SOURCE, Dump("12.json", answer))))
    body = f'<div id="issue-1">{BODY.format("ada", "a")}</div>'
    body += f'<div id="issuecomment-2">{BODY.format("brun", "b")}</div>'
    assert [(p.id, p.parent, p.permalink) for p in posts(read(body, tmp_path))] == [
        (p.id, p.parent, p.permalink) for p in other
    ]


@pytest.mark.parametrize("number", [12, 13])
def test_json_in_a_page_is_read_where_it_is_of_its_issue(number: int, tmp_path: Path) -> None:
    issue = {"number": number, "title": "Locks", "body": "*told*", "author": {"login": "ada"}}
    told = {
        "payload": {"preloadedQueries": [{"result": {"data": {"repository": {"issue": issue}}}}]}
    }
    script = msgspec.json.encode(told).decode()
    body = (
        f'<script type="application/json" data-target="react-app.embeddedData">{script}</script>'
        f'<div data-testid="issue-body">{BODY.format("ada", "<p>drawn</p>")}</div>'
    )
    (post,) = posts(read(body, tmp_path))
    assert post.body.text == ("*told*" if number == 12 else "<p>drawn</p>")


@pytest.mark.parametrize(
    "unit",
    [
        '<div id="issuecomment-1"><span class="author">',
        '<div class="review-thread" data-path="x"><div id="discussion_r1">',
        '<div id="issuecomment-{n}"><div class="minimized-comment"><h3><div class="Label">',
        '<button class="reaction-summary-item"></button><a id="issue-{n}">x',
        '<script data-target="react-app.embeddedData">{{"payload":[[[[</script>',
    ],
)
def test_hostile_pages_take_linear_time(unit: str, tmp_path: Path) -> None:
    def took(size: int) -> float:
        start = time.perf_counter()
        read("".join(unit.format(n=n) for n in range(size // len(unit))), tmp_path)
        return time.perf_counter() - start

    took(10_000)
    assert took(1_000_000) < 40 * took(100_000) + 1
