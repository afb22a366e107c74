"""Pages of topics: they join in any order, and what is quoted elsewhere is no parent."""

import shutil
from pathlib import Path

import pytest
from small_site import SmallSite

from sitegen.model import Post
from sitegen.sources import forum_html
from sitegen.sources.source import Dump

DATA = Path(__file__).parents[1] / "data" / "forum-html"
FIRST = (
    '<html><head><link rel="canonical" href="https://lids.example.net/forum/viewtopic.php?t=12">'
    '</head><body id="phpbb" class="section-viewtopic"><h2 class="topic-title">'
    '<a href="./viewtopic.php?t=12">Lids, and where to buy them</a></h2>'
    '<div id="p31" class="post"><p class="author"><strong>ada</strong></p>'
    '<div class="content">Where?</div></div><div id="p32" class="post">'
    '<p class="author"><time datetime="2020-01-01T09:00:00+00:00">then</time></p>'
    '<div class="content">Here.</div></div></body></html>'
)


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_pages_of_a_topic_are_one_thread(names: tuple[str, str], tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    site.write(f"content/{names[0]}.html", FIRST)
    shutil.copy(DATA / "phpbb-2.html", site.content / f"{names[1]}.html")
    report = site.build()
    assert (report.threads, report.posts, report.ghosts, report.sums_agree) == (1, 4, 0, True)
    (page,) = site.output.glob("t/web/*/index.html")
    text = page.read_text()
    assert text.index("Where?") < text.index("Here.") < text.index("Blue ones")


def posts(html: str) -> list[Post]:
    found = forum_html.SOURCE.read(Dump("x.html", DATA, html.encode()))
    return [record for record in found if isinstance(record, Post)]


def topic(*contents: str) -> str:
    held = "".join(
        f'<article class="message" data-content="post-{n}"><div class="message-body">'
        f'<div class="bbWrapper">{content}</div></div></article>'
        for n, content in enumerate(contents, 1)
    )
    link = '<link rel="canonical" href="https://a.example/threads/t.7/">'
    return (
        f'<html id="XF" data-template="thread_view"><head>{link}</head><body>{held}</body></html>'
    )


@pytest.mark.parametrize(
    ("content", "parent"),
    [
        ('<blockquote data-source="post: 1">one</blockquote>yes', "#post-1"),
        ('no: <blockquote data-source="post: 1">one</blockquote>', ""),
        ('<blockquote data-source="post: 99">elsewhere</blockquote>yes', ""),
        ('<blockquote data-source="post: 2">itself</blockquote>yes', ""),
        ("<blockquote>nobody</blockquote>yes", ""),
    ],
)
def test_a_quote_that_a_post_begins_with_is_what_it_answers(content: str, parent: str) -> None:
    opening, answer = posts(topic("one", content))
    assert opening.parent is None
    assert answer.parent == f"web:a.example/threads/7{parent}"
