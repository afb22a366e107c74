"""Pages that the owner of a site wrote, menus and the foot of pages."""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from small_site import SmallSite, node

from sitegen.errors import ConfigError
from sitegen.serve.preview import Preview

ABOUT = """+++
title = "About <this> archive"
description = "Who keeps it."
+++
See [how it was made](help/made.md#dumps), [a thread](/t/hn/1/), [the front](/) and
[elsewhere](https://example.org/).

![A clock](/static/clock.png)

<script>alert(1)</script> [x](javascript:alert(2))
"""
CONFIG = """
[site]
url = "https://example.org/a/"
footer = "Kept by the harbour office."

[[site.menu]]
title = "About"
page = "about"

[[site.menu]]
title = "Most read"
url = "/t/hn/1/"

[[site.footer_menu]]
title = "Source"
url = "https://example.org/source"
"""


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    site = SmallSite(tmp_path)
    site.dump("a.json", node(1, node(2), title="One"))
    site.write("pages/about.md", ABOUT)
    site.write("pages/help/made.md", "# How it was made\n\nBack to [about](../about.md).\n")
    site.config(CONFIG)
    assert site.build().failures == ()
    return site


def links(page: str, inside: str) -> dict[str, str | None]:
    return {a.text(): a.attributes["href"] for a in LexborHTMLParser(page).css(f"{inside} a")}


def test_a_text_is_a_page_with_its_links_made_right(site: SmallSite) -> None:
    page = site.page("about/index.html")
    tree = LexborHTMLParser(page)
    assert tree.css_first("h1").text() == "About <this> archive"
    assert tree.css_first("title").text().startswith("About <this> archive")
    assert tree.css_first("meta[name=description]").attributes["content"] == "Who keeps it."
    found = links(page, "[itemprop=text]")
    assert found["how it was made"] == "../help/made/index.html#dumps"
    assert found["a thread"] == "../t/hn/1/index.html"
    assert found["the front"] == "../index.html"
    assert found["elsewhere"] == "https://example.org/"
    assert tree.css_first("[itemprop=text] img").attributes == {
        "src": "../static/clock.png", "alt": "A clock",
    }  # fmt: skip
    assert not tree.css("[itemprop=text] script")
    assert not any("javascript" in str(href) for href in found.values())
    made = site.page("help/made/index.html")
    assert LexborHTMLParser(made).css_first("h1").text() == "How it was made"
    assert links(made, "[itemprop=text]") == {"about": "../../about/index.html"}
    assert "https://example.org/a/about/" in site.page("sitemap.xml")


def test_menus_and_the_foot_are_on_every_page(site: SmallSite) -> None:
    thread = site.page("t/hn/1/index.html")
    assert links(thread, "header.site")["About"] == "../../../about/index.html"
    assert links(thread, "header.site")["Most read"] == "../../../t/hn/1/index.html"
    assert links(thread, "footer") == {"Source": "https://example.org/source"}
    assert "Kept by the harbour office." in LexborHTMLParser(thread).css_first("footer").text()
    assert links(site.page("404.html"), "header.site")["About"] == "/a/about/index.html"


def test_an_edit_makes_that_page_again_and_no_other(site: SmallSite) -> None:
    assert site.build().written == 0
    site.write("pages/about.md", "# Anew\n")
    report = site.build()
    assert (report.written, report.first_written) == (1, ("about/index.html",))
    site.config(CONFIG.replace('title = "About"\npage = "about"', 'title = "x"\nurl = "/"'))
    site.remove("pages/about.md")
    site.write("pages/help/made.md", "Alone.\n")
    report = site.build()
    assert report.removed == 1
    assert "about/index.html" not in site.files()


def test_the_preview_shows_texts_and_follows_them(site: SmallSite) -> None:
    preview = Preview(site.chosen, site.folder / "sitegen.toml", lambda: None)
    preview.start(lambda name, done: None)
    site.fingerprints = False
    site.build()
    answer = preview.page("about/index.html")
    assert answer is not None
    assert answer.data == site.files()["about/index.html"]
    site.write("pages/about.md", "# Anew\n")
    preview.update([str(site.folder / "pages/about.md")])
    answer = preview.page("about/index.html")
    assert answer is not None
    assert b"<h1 dir=auto>Anew</h1>" in answer.data
    preview.close()


@pytest.mark.parametrize(
    "text",
    [
        '+++\ntitle = "Who keeps it"\n+++\nText',
        "---\ntitle: Who keeps it\n---\nText",
        "---\n\"title\": 'Who keeps it'\n---\nText\n---\nmore",
        "---\n# nothing yet\n---\n# Who keeps it\n\nText",
        "\ufeff# Who keeps it\n\nText",
    ],
)
def test_front_matter_is_toml_or_yaml(site: SmallSite, text: str) -> None:
    site.write("pages/about.md", text)
    site.build()
    page = site.page("about/index.html")
    assert "<h1 dir=auto>Who keeps it</h1>" in page
    assert "Text" in page


@pytest.mark.parametrize(
    ("name", "text", "message", "where"),
    [
        ("about.md", "One\n\n[x](help/maid.md)", "'help/maid.md'", "about.md:3"),
        ("about.md", '+++\ntitle = "a"\n+++\n\n[x](mad.md)', "'mad.md'", "about.md:5"),
        ("about.md", '+++\n\ntitel = "a"\n+++\n', "did you mean 'title'?", "about.md:3"),
        ("about.md", "+++\ntitle = 3\n+++\n", "title is no text", "about.md:2"),
        ("about.md", "+++\ntitle\n+++\n", "cannot be read", "about.md:2"),
        ("about.md", "+++\ntitle\n", "has no end", "about.md:1"),
        ("about.md", "---\ndescription: a\ntitel: a\n---\n", "did you mean", "about.md:3"),
        ("about.md", "---\ntitle: 2026-01-01\n---\n", "title is no text", "about.md:2"),
        ("about.md", "---\n- a\n---\n", "title: …", "about.md:2"),
        ("about.md", "---\ntitle: a: b\n---\n", "cannot be read", "about.md:2"),
        ("about.md", "---\na: &a [x]\ntitle: *a\n---\n", "aliases", "about.md"),
        ("about.md", "---\ntitle: a\n", "has no end", "about.md:1"),
        ("t/x.md", "Text", "cannot be called so", "t/x.md"),
        ("Über uns.md", "Text", "cannot be called so", "Über uns.md"),
        ("about.md", b"\xff", "not UTF-8", "about.md"),
    ],
)
def test_a_mistake_has_its_place(
    site: SmallSite, name: str, text: str | bytes, message: str, where: str
) -> None:
    site.write(f"pages/{name}", text)
    with pytest.raises(ConfigError) as caught:
        site.build()
    assert message in caught.value.message
    assert caught.value.where.endswith(where)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('title = "A"\npage = "abuot"', "did you mean 'about'?"),
        ('title = "A"', "needs a page or a url"),
        ('title = "A"\nurl = "javascript:alert(1)"', "must begin with"),
        ('title = "A"\nurl = "//example.org"', "must begin with"),
        ('titel = "A"\nurl = "/"', "sitegen.toml:2: site.menu"),
    ],
)
def test_a_mistake_in_a_menu_is_told(site: SmallSite, entry: str, message: str) -> None:
    site.config(f"\n[[site.menu]]\n{entry}\n")
    with pytest.raises(ConfigError) as caught:
        site.build()
    assert message in str(caught.value)
