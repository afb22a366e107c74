"""Saved pages that lost a tag: a post that cannot be read is told, or is read all the same."""

from pathlib import Path

import pytest

from sitegen import sources
from sitegen.model import Post, Problem, Record
from sitegen.sources.source import Dump

DATA = Path(__file__).parents[1] / "data"


def read(name: str, data: str) -> list[Record]:
    source, dump = sources.recognise(Dump("x.html", Path(), data.encode()), {})
    assert source.name == name
    return list(sources.read(source, dump))


def ids(records: list[Record]) -> set[str]:
    return {record.id for record in records if isinstance(record, Post)}


@pytest.mark.parametrize(
    ("name", "page", "tag", "told"),
    [
        ("stackexchange-html", "question-2013", '<tr id="comment-96"', "1 texts of comments"),
        ("stackexchange-html", "question-2024", '<li id="comment-901"', "1 texts of comments"),
        ("stackexchange-html", "question-2013", '<div class="question"', "1 texts of posts"),
        ("github-html", "issue-2021", '<div class="timeline-comment-group" id="issuecomment-8',
         "1 texts stand in no post"),
        ("github-html", "pull-2023", '<div id="discussion_r1090000002"',
         "1 texts stand in no post"),
        ("public-inbox-html", "thread-flat", "<a\nhref=#e22c2b8c", "1 messages without"),
        ("public-inbox-html", "thread-flat", "</pre>", "4 messages without"),
        ("public-inbox-html", "thread-nested", "</pre>", "4 messages without"),
        ("tildes-html", "link-2018", '<article id="comment-7k"', "stands in none"),
        ("slashdot-html", "story-2022", '<li id="tree_62500001"', "stands in no comment"),
        ("slashdot-html", "story-2022", '<li id="tree_62500007"', "stands in no comment"),
    ],
)  # fmt: skip
def test_a_post_that_lost_its_tag_is_told(name: str, page: str, tag: str, told: str) -> None:
    html = (DATA / name / f"{page}.html").read_text("utf-8")
    at = html.index(tag)
    whole = read(name, html)
    torn = read(name, html[:at] + html[html.index(">", at) + 1 :])
    assert ids(torn) < ids(whole)
    assert not [each for each in whole if isinstance(each, Problem) and told in each.message]
    lost = [each for each in torn if isinstance(each, Problem) and told in each.message]
    assert len(lost) == 1
    assert lost[0].lost


def test_comments_of_tildes_that_stand_in_another_are_read() -> None:
    html = (DATA / "tildes-html" / "topic-2024.html").read_text("utf-8")
    first = html.index("</div>", html.index('class="comment-text"'))
    second = html.index("</div>", first + 6)
    assert ids(read("tildes-html", html[:second] + html[second + 6 :])) == ids(
        read("tildes-html", html)
    )


@pytest.mark.parametrize(("name", "page"), [("tildes-html", "9z"), ("slashdot-html", "21")])
def test_no_comment_answers_itself(name: str, page: str) -> None:
    if name == "tildes-html":
        said = '<article class="comment" data-comment-id36="a1">'
        said += f'{said}<div class="comment-itself"><div class="comment-text">Yes.</div></div>'
        html = f'<article class="topic-full" id="topic-{page}"><h1 class="topic-full-byline">'
    else:
        said = '<li id="tree_5">' * 2 + '<div id="comment_body_5">Yes.</div>'
        html = '<link rel="canonical" href="https://slashdot.org/story/22/05/02/12/x">'
        html += f'<a href="//slashdot.org/comments.pl?sid={page}">x</a><ul>'
    records = read(name, html + said)
    assert all(post.parent != post.id for post in records if isinstance(post, Post))


def test_a_page_of_slashdot_without_a_story_or_a_comment_is_told() -> None:
    html = '<link rel="canonical" href="https://slashdot.org/story/22/05/02/12/x">'
    (problem,) = read("slashdot-html", html + '<a href="//slashdot.org/comments.pl?sid=21">x</a>')
    assert isinstance(problem, Problem)
    assert "neither a story nor a comment" in problem.message
