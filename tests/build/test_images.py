"""Images of posts: links, or shown where asked for; and the image of the site."""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from small_site import SmallSite, node

from sitegen.bodies import with_images

TEXT = (
    'See <a href="https://pics.example/a.PNG?w=1">a clock</a>, https://pics.example/b.jpg and '
    '<a href="https://pics.example/page">a page</a>.'
)


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    site.dump("a.json", node(1, node(2, text=TEXT), title="One"))
    return site


def policy(page: str) -> str:
    meta = LexborHTMLParser(page).css_first("meta[http-equiv=Content-Security-Policy]")
    return str(meta.attributes["content"])


def test_images_are_links_unless_asked_for(site: SmallSite) -> None:
    site.build()
    page = site.page("t/hn/1/index.html")
    assert "<img" not in page
    assert "img-src 'self' file:;" in policy(page)


def test_images_are_shown_where_asked_for_and_the_policy_allows_them(site: SmallSite) -> None:
    site.build()
    site.config('[build]\nimages = "lazy"\n')
    site.build()
    page = site.page("t/hn/1/index.html")
    images = LexborHTMLParser(page).css("a > img")
    assert [image.attributes["src"] for image in images] == [
        "https://pics.example/a.PNG?w=1", "https://pics.example/b.jpg",
    ]  # fmt: skip
    assert [image.attributes["alt"] for image in images] == ["a clock", "image"]
    for image in images:
        assert image.attributes["loading"] == "lazy"
        assert image.attributes["referrerpolicy"] == "no-referrer"
        assert image.parent is not None
        assert image.parent.attributes["href"] == image.attributes["src"]
    assert "img-src 'self' file: https: http:;" in policy(page)
    assert site.files() == site.clean_build(site.folder.parent / "clean").files()


@pytest.mark.parametrize(
    "html",
    [
        "<p>https://pics.example/a.png</p>",
        '<a href="https://pics.example/a.png#x">a</a>',
        '<a href="https://pics.example/?f=a.png">a</a>',
        '<a href="https://pics.example/a.png.html">a</a>',
    ],
)
def test_nothing_else_becomes_an_image(html: str) -> None:
    assert with_images(html) == html


def test_words_of_a_link_do_not_break_out_of_the_image() -> None:
    html = '<a href="https://p.example/a.png" rel="nofollow"><i>x</i> "onload=alert(1) &lt;b></a>'
    image = LexborHTMLParser(with_images(html)).css_first("img")
    assert image.attributes["alt"] == 'x "onload=alert(1) <b>'
    assert "onload" not in image.attributes


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("/static/lamp.png", "https://example.org/a/static/lamp.png"),
        ("https://pics.example/x.png", "https://pics.example/x.png"),
    ],
)
def test_the_image_of_the_site_is_told(site: SmallSite, said: str, told: str) -> None:
    site.config(f'[site]\nurl = "https://example.org/a/"\nimage = "{said}"\n')
    site.build()
    for path in ("index.html", "t/hn/1/index.html"):
        meta = LexborHTMLParser(site.page(path)).css_first("meta[property='og:image']")
        assert meta.attributes["content"] == told


def test_threads_and_lists_are_marked_for_microformats_and_comments_as_an_option(
    site: SmallSite,
) -> None:
    site.build()
    page = LexborHTMLParser(site.page("t/hn/1/index.html"))
    assert page.css_first("article.h-entry h1 .p-name").text() == "One"
    assert page.css_first("article.h-entry .p-author.h-card").text() == "user1"
    assert page.css(".h-cite") == []
    front = LexborHTMLParser(site.page("index.html"))
    entry = front.css_first(".h-feed > .h-entry")
    assert entry.css_first(".p-name > .u-url").text() == "One"
    assert entry.css_first(".p-author").text() == "user1"
    site.config("[theme.options]\ncomment_microformats = true\n")
    site.build()
    cite = LexborHTMLParser(site.page("t/hn/1/index.html")).css_first("li.u-comment.h-cite")
    assert cite.css_first(".p-author.h-card").text() == "user2"
    assert cite.css_first("a.u-url > time.dt-published") is not None
    assert cite.css_first(".e-content") is not None
