"""Saved pages of Mbin, MARC, ForumMagnum, MetaFilter, Flarum and Disqus beyond the samples: other
pages of these sites, what a page is of, and time that grows with the page."""

import re
import time
from pathlib import Path

import pytest

from sitegen import sources
from sitegen.model import Continuation, Post, Problem, Record
from sitegen.sources.source import Dump, Head

DATA = Path(__file__).parents[1] / "data"
MBIN = """<html><head><meta property="og:url" content="{}"></head><body data-controller="kbin">
<div class="page-entry-single">{}</div></body></html>"""
COMMENT = '<blockquote class="comment" id="entry-comment-{0}" data-subject-parent-value="{1}">{2}'
POST = """<html><head><link rel="canonical" href="{}"></head><body>
<h1 class="PostsPageTitle-root">Looms</h1>{}</body></html>"""
FRAME = '<div class="comments-node" id="{0:0>17}"><div class="CommentsItem-root">{1}</div>'
SAID = '<div class="CommentBody-root"><p>Yes.</p></div>'
THREAD = """<html><head><link rel="canonical" href="https://ask.metafilter.com/9/x"></head><body>
<h1 class="posttitle">Looms</h1><div class="copy">Which?</div>{}</body></html>"""
BELOW = '<span class="smallcopy">posted by <a href="/user/1">bo</a> at 9:05 AM on May 4</span>'
FLARUM = """<html><head><link rel="canonical" href="https://k.example/d/7"></head>
<body id="flarum-content">{}</body></html>"""
ANSWER = (DATA / "marc-html" / "answer-2020.html").read_text("utf-8")


def read(name: str, page: str) -> list[Record]:
    source, dump = sources.recognise(Dump("x.html", Path(), page.encode()), {})
    assert source.name == name
    return list(sources.read(source, dump))


def posts(records: list[Record]) -> list[Post]:
    return [record for record in records if isinstance(record, Post)]


def test_comments_of_mbin_answer_what_they_name_wherever_that_is() -> None:
    said = "<div class='content'>Yes.</div></blockquote>"
    told = COMMENT.format(3, 2, said) + COMMENT.format(2, "", said) + COMMENT.format(4, "x", said)
    records = read("mbin-html", MBIN.format("https://k.example/m/a/t/7/title/comment/3", told))
    at = "web:k.example/m/a/t/7"
    assert [(post.id, post.parent) for post in posts(records)] == [
        (f"{at}#entry-comment-3", f"{at}#entry-comment-2"),
        (f"{at}#entry-comment-2", at),
        (f"{at}#entry-comment-4", at),
    ]


@pytest.mark.parametrize("address", ["", "https://k.example/m/a", "/m/a/t/7"])
def test_a_page_of_mbin_that_names_no_thread_is_told(address: str) -> None:
    (problem,) = read("mbin-html", MBIN.format(address, ""))
    assert isinstance(problem, Problem)
    assert problem.lost


def test_the_messages_of_a_thread_in_marc_join() -> None:
    first = (DATA / "marc-html" / "first-2024.html").read_text("utf-8")
    (answer,) = posts(read("marc-html", ANSWER))
    opening, name = read("marc-html", first)
    assert isinstance(opening, Post)
    assert opening.parent is None
    assert name == Continuation(answer.parent or "", opening.id)


def test_a_message_of_marc_whose_place_is_not_told_stands_alone() -> None:
    records = read("marc-html", re.sub(r"<b>\[.*?\] </b>", "", ANSWER))
    assert not [record for record in records if isinstance(record, Continuation)]
    assert [post.parent for post in posts(records)] == [None]


def test_a_page_of_marc_with_line_ends_of_windows_is_the_same() -> None:
    assert read("marc-html", ANSWER.replace("\n", "\r\n")) == read("marc-html", ANSWER)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.lesswrong.com/posts/aB3dE5gH7jK9mN2pQ?x=1", "lesswrong.com"),
        ("https://www.lesswrong.com/s/cC3/p/x/posts/aB3dE5gH7jK9mN2pQ", "lesswrong.com"),
        ("https://looms.example:8443/posts/aB3dE5gH7jK9mN2pQ/y", "looms.example:8443"),
    ],
)
def test_which_post_a_page_of_forummagnum_is_of(address: str, host: str) -> None:
    records = read("forummagnum-html", POST.format(address, FRAME.format(1, SAID)))
    opening, comment = posts(records)
    assert (opening.id, opening.community) == ("forummagnum:aB3dE5gH7jK9mN2pQ", host)
    assert (comment.id, comment.parent) == (f"forummagnum:{1:0>17}", opening.id)


def test_comments_in_one_whose_end_is_missing_are_told() -> None:
    page = POST.format("https://l.example/posts/aB3dE5gH7jK9mN2pQ", FRAME.format(1, SAID + "{}"))
    records = read("forummagnum-html", page.replace("{}", FRAME.format(2, SAID) * 2))
    assert [one.message for one in records if isinstance(one, Problem) and one.lost] == [
        "comments in one whose end is missing are not read (2)"
    ]


def test_the_name_of_who_wrote_to_a_list_keeps_its_marks() -> None:
    page = ANSWER.replace("Ines Roth &lt;", "Hey ! you &lt;")
    (post,) = posts(read("marc-html", page))
    assert post.author == "Hey ! you"


def test_what_is_no_comment_in_the_data_of_a_frame_is_told() -> None:
    page = (DATA / "disqus-html" / "frame.html").read_text("utf-8")
    whole, odd = (
        read("disqus-html", page),
        read("disqus-html", page.replace('"posts": [', '"posts": [7, ')),
    )
    assert len(odd) == len(whole) + 1


def test_a_post_of_which_nothing_is_left_is_told() -> None:
    told = read("forummagnum-html", POST.format("https://l.example/posts/aB3dE5gH7jK9mN2pQ", ""))
    assert [record.lost for record in told if isinstance(record, Problem)] == [True]


@pytest.mark.parametrize(
    ("began", "shown", "year"),
    [
        ("May 1, 2008", "May 4", 2008),
        ("May 8, 2008", "May 4", 2009),
        ("May 4, 2008", "May 4", 2008),
        ("December 20, 2007", "February 29", 2008),
    ],
)
def test_a_day_without_a_year_is_the_first_since_the_thread_began(
    began: str, shown: str, year: int
) -> None:
    page = THREAD.format(
        f'<div class="comments"><a name=1></a>No.{BELOW}</div>'.replace("May 4", shown)
    ).replace("Looms</h1>", f'Looms<span class="smallcopy">{began} 10:00 AM</span></h1>')
    page = page.replace("at 9:05", 'at <a href="#1">9:05').replace("AM on", "AM</a> on")
    _, comment = posts(read("metafilter-html", page))
    assert comment.created
    assert comment.created.year == year


def test_a_page_of_flarum_and_an_answer_of_its_api_are_the_same_posts() -> None:
    page = (DATA / "flarum-html" / "discussion.html").read_text("utf-8")
    whole = {post.id: post for post in posts(read("flarum-html", page))}
    bare = page.replace('"apiDocument"', '"otherDocument"')
    shown = {post.id: post for post in posts(read("flarum-html", bare))}
    assert whole.keys() - shown.keys() == {"flarum:kettles.example.org/77/1"}
    at = "flarum:kettles.example.org/77/2"
    assert shown[at].author == whole[at].author
    assert shown[at].parent == whole[at].parent
    assert shown[at].created == whole[at].created


SHOWN = """<div class="PostStream-item" data-number="1" data-id="901" data-type="comment">
<div class="Post-body">Shown.</div></div>"""
DATA_OF_FLARUM = """<script id="flarum-json-payload">{{"apiDocument": {{"data": {{"type":
"discussions", "id": "7", "attributes": {{"title": "Looms"}}, "x": {0}}}, "included": [
{{"type": "posts", "id": "901", "attributes": {1}}}]}}}}</script>"""


def test_a_post_without_a_text_in_the_data_of_a_page_is_read_from_the_page() -> None:
    told = DATA_OF_FLARUM.format(1, '{"number": 1, "contentType": "comment"}') + SHOWN
    (post,) = read("flarum-html", FLARUM.format(told))
    assert isinstance(post, Post)
    assert (post.title, post.body.text) == ("Looms", "Shown.")


def test_data_of_flarum_that_is_damaged_is_told() -> None:
    problem, post = read("flarum-html", FLARUM.format(DATA_OF_FLARUM.format("", "{}") + SHOWN))
    assert isinstance(problem, Problem)
    assert problem.lost
    assert isinstance(post, Post)


def test_data_of_flarum_nests_as_deep_as_it_can_be_read() -> None:
    for depth in range(900, 1000):
        told = DATA_OF_FLARUM.format("[" * depth + "]" * depth, '{"contentHtml": "Told."}')
        assert len(posts(read("flarum-html", FLARUM.format(told + SHOWN)))) == 1


def test_a_frame_of_disqus_names_comments_as_an_export_does() -> None:
    page = (DATA / "disqus-html" / "frame.html").read_text("utf-8")
    told = [(post.id, post.parent, post.state) for post in posts(read("disqus-html", page))]
    at = "web:looms.example/on-looms"
    assert told == [
        (at, None, "visible"),
        (f"{at}#disqus-6000001", at, "visible"),
        (f"{at}#disqus-6000002", f"{at}#disqus-6000001", "visible"),
        (f"{at}#disqus-6000003", f"{at}#disqus-6000002", "deleted"),
    ]


def test_the_address_that_a_browser_noted_is_enough() -> None:
    for name, sample in (("flarum-html", "damaged"), ("metafilter-html", "ask-2019")):
        page = (DATA / name / f"{sample}.html").read_text("utf-8")
        link = re.search(r'<link rel="canonical" href="([^"]*)"[^>]*>', page)
        if link:
            page = f"<!-- saved from url=(0061){link[1]} -->\n{page.replace(link[0], '')}"
        assert posts(read(name, page))


@pytest.mark.parametrize(
    ("name", "page"),
    [
        (  # a list of threads
            "mbin-html",
            '<html><body data-controller="kbin notifications" data-notifications-entry-id-value="">'
            '<div class="page-entry-front"><article class="entry" id="entry-7"></article></div>',
        ),
        ("mbin-html", "<html><p>page-entry-single, data-controller kbin</p></html>"),
        (  # a list of messages
            "marc-html",
            '<html><pre><b>List: <a href="?l=git">git</a></b>\n1. 2020-01-01 <a href="?l=git&m=1">'
            "[1] looms</a> ann</pre></html>",
        ),
        (  # a list of posts
            "forummagnum-html",
            '<html><a class="PostsTitle-root" href="/posts/aB3dE5gH7jK9mN2pQ/x">Looms</a></html>',
        ),
        (
            "metafilter-html",
            '<html><link rel="canonical" href="https://www.metafilter.com/"><h1 class="posttitle">'
            '<a href="https://www.metafilter.com/72001/x">Looms</a></h1></html>',
        ),
    ],
)
def test_other_pages_are_not_claimed(name: str, page: str) -> None:
    source = next(source for source in sources.SOURCES if source.name == name)
    assert not source.sniff(Head("x.html", page.encode()))


@pytest.mark.parametrize(
    ("name", "page", "unit"),
    [
        ("mbin-html", MBIN.format("https://k.example/m/a/t/7", "{}"), COMMENT.format(1, 1, "x")),
        (
            "mbin-html",
            MBIN.format("https://k.example/m/a/t/7", "{}"),
            COMMENT.format(1, 2, "<div class='content'>x</div></blockquote>"),
        ),
        ("marc-html", ANSWER.replace("Then drain", "{}"), "<b>[<a href=x "),
        ("marc-html", ANSWER.replace("Then drain", "{}"), "[prev in thread <a x>"),
        ("marc-html", "<html><pre>{}", "List: <a href='?l=a&amp;' "),
        ("marc-html", ANSWER.replace("\nFrom:", "\n{}"), "From: <a x"),
        (
            "forummagnum-html",
            POST.format("https://l.example/posts/aB3dE5gH7jK9mN2pQ", "{}"),
            FRAME.format(1, SAID),
        ),
        (
            "forummagnum-html",
            POST.format("https://l.example/posts/aB3dE5gH7jK9mN2pQ", "{}"),
            '<div class="Answer-root"><div class="Answer-answer">',
        ),
        ("metafilter-html", THREAD, '<div class="comments">x'),
        ("metafilter-html", THREAD, f'<a name=1></a><div class="comments">x<br>{BELOW}</div>'),
        ("metafilter-html", THREAD, "<div class=copy><br>"),
        ("flarum-html", FLARUM, '<div class="PostStream-item" data-id="1">'),
        ("flarum-html", FLARUM, '<div class="PostStream-item" data-id="x"><p class="Post-body">'),
        ("disqus-html", '<html><script id="disqus-threadData">{}</script>', '{"response":['),
        (
            "disqus-html",
            '<html><script id="disqus-threadData">1</script>{}',
            '<li class="post" id=post-1>',
        ),
    ],
)
def test_hostile_pages_take_linear_time(name: str, page: str, unit: str) -> None:
    source = next(source for source in sources.SOURCES if source.name == name)

    def took(size: int) -> float:
        data = page.replace("{}", unit * (size // len(unit))).encode()
        start = time.process_time()
        source.sniff(Head("x.html", data[: 64 * 1024]))
        list(sources.read(source, Dump("x.html", Path(), data)))
        return time.process_time() - start

    took(1000)
    assert took(800_000) < max(3.0, 12 * took(100_000))
