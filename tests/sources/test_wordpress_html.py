"""Saved pages of WordPress beyond the samples: themes, addresses, pages of others, bad ones."""

import time
from pathlib import Path

import pytest

from sitegen import sources
from sitegen.model import Post, Problem, Record
from sitegen.sources import wordpress_html
from sitegen.sources.source import Dump, Head

PAGE = """<html><head><meta name="generator" content="WordPress 6.4">{}</head>
<body class="single single-post postid-5"><article id="post-5" class="hentry"><h1>Knots</h1>
<div class="entry-content"><p>Two of them.</p></div></article>{}</body></html>"""
MADE = '<html><head><meta name="generator" content="WordPress"></head>'
AT = '<link rel="canonical" href="https://knots.example.org/two/">'
ID = "web:knots.example.org/two"


def read(page: str) -> list[Record]:
    source, dump = sources.recognise(Dump("x.html", Path(), page.encode()), {})
    assert source is wordpress_html.SOURCE
    return list(sources.read(source, dump))


def comments(inner: str) -> list[tuple[str, str | None, str, str | None]]:
    """What each comment is, answers and says, and whose it is."""
    records = read(PAGE.format(AT, inner))
    posts = [record for record in records if isinstance(record, Post) and record.parent]
    return [
        (
            post.id.removeprefix(ID),
            post.parent and post.parent.removeprefix(ID),
            post.body.text,
            post.author,
        )
        for post in posts
    ]


TIME = '<time datetime="2020-01-02T03:04:05Z">x</time>'
THEMES = {
    "Bootstrap": f"""<li class="comment odd depth-1" id="comment-3"><div class="media">
<img class="avatar"><div class="media-body"><h4><span class="fn">Ida</span></h4>{TIME}
<div class="words"><p>A bowline.</p></div><a class="comment-reply-link" href="#">Reply</a>
</div></div></li>""",
    "Twenty Eleven": f"""<li class="comment even depth-1" id="li-comment-3">
<article id="comment-3" class="comment"><footer class="comment-meta">
<div class="comment-author vcard"><span class="fn">Ida</span> on <a href="#comment-3">{TIME}</a>
<span class="says">said:</span></div></footer>
<div class="comment-content"><p>A bowline.</p></div></article></li>""",
    "microdata": f"""<li><article id="comment-3" itemprop="comment" itemscope>
<header><h3 class="comment-author">Ida</h3></header>{TIME}
<div itemprop="commentText"><p>A bowline.</p></div></article></li>""",
    "WooCommerce": f"""<li class="review even depth-1" id="li-comment-3">
<div id="comment-3" class="comment_container"><div class="comment-text">
<div class="star-rating">5</div>
<p class="meta"><strong class="woocommerce-review__author">Ida</strong>{TIME}</p>
<div class="description"><p>A bowline.</p></div></div></div></li>""",
    "wpDiscuz": f"""<div id="wpd-comm-3_0" class="comment even depth-1 wpd-comment">
<div class="wpd-comment-wrap"><div id="comment-3"><div class="wpd-comment-author">Ida</div>{TIME}
<div class="wpd-comment-text"><p>A bowline.</p></div></div></div></div>""",
}


@pytest.mark.parametrize("item", THEMES.values(), ids=THEMES)
def test_comments_are_read_whatever_the_theme(item: str) -> None:
    assert comments(item) == [("#comment-3", "", "<p>A bowline.</p>", "Ida")]


def test_answers_of_a_theme_that_ends_a_comment_before_them() -> None:
    item = '<div class="x" id="comment-{0}"><b class="fn">Bo</b><div class="x-text">{0}</div></div>'
    inner = item.format(1) + '<div class="x-childlist">' + item.format(2) + "</div>"
    told = comments(f"<section>{inner}{item.format(3)}</section>")
    assert [(own, parent) for own, parent, _, _ in told] == [
        ("#comment-1", ""),
        ("#comment-2", "#comment-1"),
        ("#comment-3", ""),
    ]


def test_what_answers_a_comment_where_nesting_ends_is_no_fact() -> None:
    item = '<li class="comment odd depth-{}" id="comment-{}"><p>Yes.</p>'
    inner = "".join(f"{item.format(n, n)}<ol>" for n in range(1, 5))
    inner += item.format(5, 5) + item.format(5, 6)
    records = read(PAGE.format(AT, f"<ol>{inner}</ol>"))
    loose = [r.id for r in records if isinstance(r, Post) and r.evidence]
    assert loose == [f"{ID}#comment-6"]


def test_a_text_whose_end_is_missing_ends_where_the_next_comment_begins() -> None:
    item = '<div class="comment odd depth-1" id="comment-{0}"><div class="comment-content">{0}'
    whole = item + "</div></div>"
    told = comments(item.format(1) + whole.format(2) + "</div></div>" + whole.format(3))
    assert [(own, parent, text) for own, parent, text, _ in told] == [
        ("#comment-1", "", "1"),
        ("#comment-2", "", "2"),
        ("#comment-3", "", "3"),
    ]


def test_a_work_that_a_comment_names_stays_in_its_text() -> None:
    item = '<li class="comment odd depth-1" id="comment-1"><cite>Bo</cite> Says:<p>See <cite>{}'
    assert comments(item.format("Knots</cite>.</p></li>")) == [
        ("#comment-1", "", "<p>See <cite>Knots</cite>.</p>", "Bo")
    ]


def test_comments_on_another_post_of_the_page_are_told_and_not_taken_for_its_own() -> None:
    item = '<ol><li class="comment odd depth-1" id="comment-{0}"><p>{0}</p></li></ol>'
    inner = item.format(1) + f'<div id="post-6" class="hentry">{item.format(2)}</div>'
    assert [own for own, *_ in comments(inner)] == ["#comment-1"]
    (problem,) = (r for r in read(PAGE.format(AT, inner)) if isinstance(r, Problem))
    assert problem.lost
    assert "other posts with comments (1)" in problem.message


@pytest.mark.parametrize(
    ("head", "inner", "found"),
    [
        (AT, "", ID),
        ('<meta property="og:url" content="http://www.k.example/a/">', "", "web:k.example/a"),
        ('<link rel="canonical" href="https://k.example/a/?cpage=2">', "", "web:k.example/a"),
        ("", '<p id="comment-1"><a href="https://k.example/a/#comment-1">x</a></p>',
         "web:k.example/a"),
        ('<link rel="shortlink" href="https://k.example/?p=5">', "", "web:k.example?p=5"),
        ("<!-- saved from url=(0020)https://k.example/b/ -->", "", "web:k.example/b"),
    ],
)  # fmt: skip
def test_where_a_page_is(head: str, inner: str, found: str) -> None:
    (post, *_) = (record for record in read(PAGE.format(head, inner)) if isinstance(record, Post))
    assert post.id == found


def test_a_page_that_does_not_tell_its_address_is_told() -> None:
    (problem,) = read(PAGE.format("", '<p id="comment-1">x</p>'))
    assert isinstance(problem, Problem)
    assert problem.lost


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>depth-1 even comment</body></html>",
        '<html><body class="home blog"><p id="comment-3"><link href="/wp-content/x.css"></html>',
        f"{MADE}<body class='single postid-1 bbpress'>",
        f"{MADE}<body class='single single-product postid-1 woocommerce'><p>Kettles</p>",
        f"{MADE}<body class='page page-id-1'><p>About</p>",
        '<html><body><div id="comment-3" class="comment">Not of WordPress</div></body></html>',
        '<html><body><a id="comment-3"></a><img src="https://blog.example.org/wp-content/a.png">',
    ],
)
def test_other_pages_are_not_claimed(page: str) -> None:
    assert not wordpress_html.SOURCE.sniff(Head("x.html", page.encode()))


ITEM = '<li class="comment odd depth-1" id="comment-{}"><b class="fn">B</b>'


@pytest.mark.parametrize(
    "inner",
    [
        ITEM.format(1) * 20_000,
        "".join(ITEM.format(n) + "<ul>" for n in range(15_000)),
        "".join(ITEM.format(n) + "<p>x</p></li>" for n in range(12_000)),
        '<div class="comment-text">' * 900 + "<p>" * 200_000,
        ITEM.format(1) + "<div>" * 900 + '<a href="#comment-1">x</a>' * 40_000,
        '<li class="pingback">' * 40_000,
        '<ul class="children">' * 45_000,
        ITEM.format(1) + '<div class="comment-content">' * 30_000,
        '<div id="comment-1" class="comment depth-1"><div class="comment-content">x' * 13_000,
        '<div id="post-9">' * 50_000,
    ],
)
def test_bad_pages_take_no_longer_than_they_are_large(inner: str) -> None:
    begin = time.process_time()
    read(PAGE.format(AT, inner))
    assert time.process_time() - begin < 5


def test_long_heads_are_looked_at_quickly() -> None:
    begin = time.process_time()
    for filling in ('class="comment odd depth-"', "<body class=", "<body ", "rel=shortlink href="):
        wordpress_html.SOURCE.sniff(Head("x.html", b"<p>" + filling.encode() * 3000))
    assert time.process_time() - begin < 2
