"""Pages that mark their posts: which are no discussion, and that each comment on a page is a
post or is told, once, and below what the page says."""

import pytest
from test_marked_html import AT, COMMENT, POSTING, TEXT, posts, read, scripted

from sitegen.model import Problem


def told(page: str) -> list[tuple[str, str | None, str]]:
    """What each post is, answers and says; "" stands for the page."""
    at = "web:loom.example.org/knots"
    return [
        (post.id.removeprefix(at), post.parent and post.parent.removeprefix(at), post.body.text)
        for post in posts(page)
    ]


def lost(page: str) -> list[str]:
    return [record.message for record in read(page) if isinstance(record, Problem) and record.lost]


QUESTION = {
    "@type": "Question",
    "name": "Which?",
    "acceptedAnswer": {"@type": "Answer", "text": "A"},
}
ASKED = f"""<div itemscope itemtype="https://schema.org/FAQPage"><div itemprop="mainEntity"
itemscope itemtype="https://schema.org/Question"><h3 itemprop="name">Which?</h3>
<div itemprop="acceptedAnswer" itemscope itemtype="https://schema.org/Answer">{TEXT.format("A")}</div></div></div>"""
LISTED = f"""<ul>{
    "".join(
        f'<li itemscope itemtype="https://schema.org/DiscussionForumPosting">'
        f'<a itemprop="url" href="/t/{n}"><b itemprop="headline">T</b></a>'
        for n in "123"
    )
}</ul>"""


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (scripted({"@type": "FAQPage", "mainEntity": [QUESTION, QUESTION]}), "FAQPage"),
        (scripted({"@graph": [{"@type": "Product"}, {"@type": "FAQPage", "mainEntity": QUESTION}]}),
         "FAQPage"),
        (scripted({"@type": "Quiz", "hasPart": [QUESTION]}), "Quiz"),
        (f"<html>{AT}{ASKED}", "FAQPage"),
        (f"<html>{AT}{LISTED}", "a list of them"),
        ('<html><article class="h-entry"><p class="e-content">News.</p></article>', "articles"),
    ],
)  # fmt: skip
def test_pages_that_are_no_discussion_are_told_and_hold_no_post(page: str, why: str) -> None:
    assert not posts(page)
    (reason,) = lost(page)
    assert "no discussion" in reason
    assert why in reason


def test_a_discussion_beside_questions_of_the_site_is_read() -> None:
    page = f"<html>{AT}{ASKED}" + POSTING.format(TEXT.format("Mine"))
    assert told(page) == [("", None, "<p>Mine</p>")]


def test_comments_that_scripts_name_by_id_stand_where_they_are_named() -> None:
    graph = [
        {"@type": "Comment", "@id": "#c3", "text": "C"},
        {"@type": "DiscussionForumPosting", "@id": "#op", "text": "O",
         "comment": [{"@id": "#c1"}, {"@id": "#c2"}]},
        {"@type": "Comment", "@id": "#c1", "text": "A", "comment": {"@id": "#c3"}},
        {"@type": "Comment", "@id": "#c2", "text": "B", "comment": {"@id": "#c2"}},
        {"@type": "Comment", "@id": "#c4", "text": "D", "parentItem": {"@id": "#c1"}},
    ]  # fmt: skip
    page = scripted({"@graph": graph}).replace("<head>", f"<head>{AT}")
    assert sorted(told(page)) == [
        ("", None, "O"), ("#c1", "", "A"), ("#c2", "", "B"), ("#c3", "#c1", "C"),
        ("#c4", "#c1", "D"),
    ]  # fmt: skip
    assert not lost(page)


def test_a_script_that_stands_twice_is_read_once() -> None:
    thread = {
        "@type": "DiscussionForumPosting",
        "text": "O",
        "comment": {"@type": "Comment", "text": "A"},
    }
    assert len(posts(scripted(thread) + scripted(thread).partition("<head>")[2])) == 2


def test_comments_that_are_named_or_empty_are_counted() -> None:
    inner = [
        "https://a.example/1",
        {"@id": "#c"},
        {},
        5,
        "Just words",
        {"@type": "Comment", "text": "A"},
    ]
    page = scripted({"@type": "DiscussionForumPosting", "text": "O", "comment": inner})
    assert [post.body.text for post in posts(page)] == ["O", "Just words", "A"]
    assert lost(page) == ["comments of which the page tells only an address, or nothing (4)"]
    page = (
        '<article class="h-entry"><p class="e-content">O</p>{}<p class="p-comment">A</p></article>'
    )
    page = f"<html>{AT}" + page.format('<a class="u-comment" href="https://a.example/1">x</a>')
    assert [(parent, text) for _, parent, text in told(page)] == [(None, "O"), ("", "A")]
    assert len(lost(page)) == 1


def test_a_script_that_is_no_json_is_told_where_it_tells_of_comments() -> None:
    page = scripted([{"@type": "Comment", "text": "A"}]).replace("}]", "},")
    assert "no JSON" in lost(page + COMMENT.format("c", TEXT.format("B")))[0]


def test_postings_whose_end_is_missing_lose_no_other() -> None:
    page = f"<html>{AT}" + "".join(POSTING.format(TEXT.format(each)) for each in "abc")
    assert [(parent, text) for _, parent, text in told(page)] == [
        (None, "<p>a</p>"), ("", "<p>b</p>"), ("", "<p>c</p>"),
    ]  # fmt: skip


def test_a_text_whose_end_is_missing_ends_where_the_next_comment_begins() -> None:
    torn = COMMENT.format("c1", '<div itemprop="text"><p>A</p>')
    whole = COMMENT.format("c2", TEXT.format("B")) + "</div>"
    page = f"<html>{AT}" + POSTING.format(TEXT.format("O") + torn + whole + "</div>" + whole)
    assert told(page) == [
        ("", None, "<p>O</p>"), ("#c1", "", "<p>A</p>"), ("#c2", "", "<p>B</p>"),
    ]  # fmt: skip
    (guessed,) = (post for post in posts(page) if post.evidence)
    assert guessed.id.endswith("#c2")


def test_articles_in_articles_are_counted() -> None:
    inner = '<article class="h-entry"><p class="e-content">{}</p>{}</article>'
    comment = '<div class="u-comment h-cite"><p class="p-content">A</p></div>'
    page = f"<html>{AT}" + inner.format("O", comment + inner.format("Other", ""))
    assert [text for _, _, text in told(page)] == ["O", "A"]
    assert len(lost(page)) == 1


def test_what_stands_elsewhere_on_the_page_is_found_by_itemref() -> None:
    page = f"""<html>{AT}<p id="t"><b itemprop="text">A</b></p>
<div id="all"><b itemprop="text">O</b>{COMMENT.format("c1", "").replace("id=", 'itemref="t" id=')}
</div></div>{POSTING.format("").replace("itemscope", 'itemscope itemref="all gone all"')}"""
    assert sorted(told(page)) == [("", None, "O"), ("#c1", "", "A")]


def test_a_comment_names_what_it_answers_by_its_address() -> None:
    there = "https://loom.example.org/said/{}"
    comments = [
        {"@type": "Comment", "text": n, "url": there.format(n), "parentItem": there.format(above)}
        for n, above in (("1", "none"), ("2", "1"))
    ]
    page = scripted(comments).replace("<head>", f"<head>{AT}")
    assert [parent for _, parent, _ in told(page)] == ["", "web:loom.example.org/said/1"]


def test_an_article_without_a_text_keeps_its_title_where_comments_stand_beside_it() -> None:
    page = f'<html>{AT}<div class="h-entry"><b class="p-name">Knots</b></div>'
    page += '<div class="u-comment h-cite"><p class="p-content">A</p></div>'
    assert [post.title for post in posts(page)] == ["Knots", None]
