"""Saved pages of Stack Exchange beyond the samples: sites, other pages, and the API beside them."""

import time
from pathlib import Path

import pytest

from sitegen import sources
from sitegen.model import Gap, Post, Problem, Record
from sitegen.sources import stackexchange_api, stackexchange_html
from sitegen.sources.source import Dump, Head

PAGE = """<html><head>{}<link href="//cdn.sstatic.net/x.css"></head><body>
<div id="question-header"><h1><a class="question-hyperlink" href="{}">Lids [closed]</a></h1></div>
<div class="question" {} id="question"><div class="post-text"><p>Why?</p></div></div>{}
</body></html>"""
CANONICAL = '<link rel="canonical" href="{}">'


def read(page: str, folder: Path, name: str = "x.html") -> list[Record]:
    (folder / "x.html").write_text(page, "utf-8")
    dump = Dump(name, folder / "x.html")
    assert sources.detect(sources.head(dump), {}) is stackexchange_html.SOURCE
    return list(sources.read(stackexchange_html.SOURCE, dump))


def posts(records: list[Record]) -> list[Post]:
    return [record for record in records if isinstance(record, Post)]


@pytest.mark.parametrize(
    ("canonical", "title", "own", "found"),
    [
        ("https://kiln.stackexchange.com/questions/7/lids", "/questions/7/lids", "",
         "kiln.stackexchange.com/7"),
        ("https://kiln.stackexchange.com/questions/7", "", 'data-questionid="8"',
         "kiln.stackexchange.com/8"),
        ("", "http://www.serverfault.com/questions/7/lids", "", "serverfault.com/7"),
        ("", "/questions/7/lids", "", "kiln.stackexchange.com/7"),
    ],
)  # fmt: skip
def test_what_a_page_is_of(
    canonical: str, title: str, own: str, found: str, tmp_path: Path
) -> None:
    head = CANONICAL.format(canonical) if canonical else ""
    (post,) = posts(
        read(PAGE.format(head, title, own, ""), tmp_path, "kiln.stackexchange.com/x.htm")
    )
    assert post.id == f"stackexchange:{found}"
    assert (post.title, post.labels) == ("Lids", ("closed",))


def test_a_page_that_tells_no_site_says_so(tmp_path: Path) -> None:
    records = read(PAGE.format("", "/questions/7/lids", "", ""), tmp_path, ".html")
    told = [record.message for record in records if isinstance(record, Problem)]
    assert told == ["nothing tells which site this is from; put it into a folder named after it"]


def test_a_page_without_a_question_is_told(tmp_path: Path) -> None:
    page = '<html><link href="//cdn.sstatic.net/x"><body class="question-page">Not found</html>'
    (problem,) = read(page, tmp_path)
    assert isinstance(problem, Problem)
    assert problem.message.startswith("no question was found")


@pytest.mark.parametrize(
    "page",
    [
        b'<html><link href="//cdn.sstatic.net/x"><body class="home-page"><div id="questions">'
        b'<div class="question-summary" id="question-summary-4"><h3>Lids</h3></div></div>',
        b'<html><body><div class="question" id="question">of an exam</div></body></html>',
        b"<html><p>Pages of StackExchange have data-questionid= and class=question-page</p></html>",
        b'<html><body><script src="//cdn.sstatic.net/x"></script><p>id="question"</p></html>',
    ],
)
def test_other_pages_are_not_claimed(page: bytes) -> None:
    assert not stackexchange_html.SOURCE.sniff(Head("x.html", page))


def test_ids_are_those_of_the_api(tmp_path: Path) -> None:
    page = PAGE.format(
        CANONICAL.format("https://coffee.stackexchange.com/questions/71/descale"), "", "",
        '<div class="answer" data-answerid="72"><div class="js-post-body">Acid.</div>'
        '<ul><li class="comment" id="comment-9"><span class="comment-copy">Which?</span></li></ul>'
        "</div>",
    )  # fmt: skip
    of_api = tmp_path / "71.json"
    of_api.write_text(
        '{"items":[{"question_id":71,"title":"Lids","is_answered":true,'
        '"link":"https://coffee.stackexchange.com/questions/71/descale","answers":[{"answer_id":72,'
        '"question_id":71,"comments":[{"comment_id":9,"post_id":72,"owner":{}}]}]}]}'
    )
    other = posts(list(sources.read(stackexchange_api.SOURCE, Dump("71.json", of_api))))
    assert [(p.id, p.parent, p.permalink) for p in posts(read(page, tmp_path))] == [
        (p.id, p.parent, p.permalink) for p in other
    ]


def test_what_a_page_keeps_back_is_a_gap(tmp_path: Path) -> None:
    comments = '<ul data-remaining-comments-count="{}"><li class="comment" id="comment-{}">'
    comments += '<span class="comment-copy">Yes.</span></li></ul>'
    page = PAGE.format(
        CANONICAL.format("https://superuser.com/questions/1/x"), "", "",
        '<div id="answers-header"><h2 data-answercount="31">31 Answers</h2></div>'
        f'<div class="answer" data-answerid="2"><div class="js-post-body">a</div>'
        f"{comments.format(4, 20)}</div>",
    ).replace("Why?</p></div>", f"Why?</p></div>{comments.format(2, 10)}")  # fmt: skip
    gaps = [record for record in read(page, tmp_path) if isinstance(record, Gap)]
    ids = "stackexchange:superuser.com/"
    assert gaps == [
        Gap(parent=f"{ids}1", root=f"{ids}1", count=32, total=34),
        Gap(parent=f"{ids}2", root=f"{ids}1", count=4, total=5),
    ]


@pytest.mark.parametrize(
    "unit",
    [
        '<div class="answer" id="answer-1"><div class="comment" id="comment-1">',
        '<div class="answer" id="answer-1"><p data-remaining-comments-count="5">x</p></div>',
        '<div class="post-signature"><div class="user-details"><b class="user-action-time">',
        '<div class="comment" id="comment-1"><div class="comment-text"><div>- - -&nbsp;',
    ],
)
def test_hostile_pages_take_linear_time(unit: str, tmp_path: Path) -> None:
    def took(size: int) -> float:
        start = time.perf_counter()
        read(PAGE.format("", "/questions/7/x", "", unit * (size // len(unit))), tmp_path)
        return time.perf_counter() - start

    took(10_000)
    assert took(1_000_000) < 40 * took(100_000) + 1
