"""Addresses that were published once go on answering: redirects, and pages that say it is gone."""

from pathlib import Path

import pytest
from small_site import SmallSite, item, node

from sitegen.check import run
from sitegen.check.finding import Finding
from sitegen.errors import ConfigError

URL = "https://example.org/repo/"
SITE = f'[site]\nurl = "{URL}"\n'


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    site.config(SITE)
    site.dump("a.json", node(1, node(2), title="Signals"))
    return site


def lock(site: SmallSite, *urls: str) -> None:
    site.write("urls.lock", "# published\n" + "".join(f"{url}\n" for url in urls))


def found(site: SmallSite) -> list[Finding]:
    paths, config = site.chosen()
    return list(run.check(paths, config, 1).findings)


def leads_to(site: SmallSite, path: str) -> str:
    page = site.page(path)
    assert '<meta name="robots" content="noindex">' in page or "<meta content=noindex" in page
    _before, refresh, rest = page.partition('content="0; url=')
    return rest.partition('"')[0] if refresh else ""


def test_a_post_that_joined_another_thread_leads_there(site: SmallSite) -> None:
    """A reply whose thread no dump held had a page of its own, until the thread came."""
    site.items("b.ndjson", item(31, 30))
    site.build()
    assert "t/hn/30/index.html" in site.files()
    lock(site, "./", "t/hn/30/")
    site.items("c.ndjson", item(30, 29), item(29))
    site.build()
    assert leads_to(site, "t/hn/30/index.html") == "../29/index.html#c-30"
    assert f"<link href={URL}t/hn/29/ rel=canonical>" in site.page("t/hn/30/index.html")
    assert found(site) == []
    assert "t/hn/30" not in site.page("sitemap.xml")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("t/hn/1/page-2/", "../index.html"),
        ("t/hn/1/newest/", "../index.html"),
        ("t/hn/1/comments-1/", "../index.html"),
        ("t/hn/1/copy.html", "index.html"),
        ("page-3/", "../index.html"),
        ("most-points/page-2/", "../../index.html"),
        ("c/hn/page-9/", "../index.html"),
    ],
)
def test_a_page_of_a_whole_that_became_smaller(site: SmallSite, old: str, new: str) -> None:
    lock(site, old)
    site.build()
    assert leads_to(site, old + "index.html" * old.endswith("/")) == new
    assert found(site) == []


def test_what_the_owner_says(site: SmallSite) -> None:
    site.config(f"""{SITE}
        [redirects]
        "about-us/" = "/t/hn/1/#c-2"
        "c/hn/old/" = "c/hn/"
        "else.html" = "https://example.com/?a=1&b=2"
        "t/hn/7/" = ""
        """)
    lock(site, "t/hn/7/", "t/hn/8/", "c/hn/old/page-2/")
    site.build()
    assert leads_to(site, "about-us/index.html") == "../t/hn/1/index.html#c-2"
    assert leads_to(site, "c/hn/old/page-2/index.html") == "../../index.html"
    assert leads_to(site, "else.html") == "https://example.com/?a=1&b=2"
    assert "This page is gone" in site.page("t/hn/7/index.html")
    assert "This page is gone" in site.page("t/hn/8/index.html")
    assert [(one.kind, one.message) for one in found(site)] == [
        ("lock", "it was published, and is gone: t/hn/8/")
    ]


def test_a_redirect_to_nowhere_is_found(site: SmallSite) -> None:
    site.config(SITE + '[redirects]\n"old/" = "nowhere/"\n')
    site.build()
    assert {one.kind for one in found(site)} == {"link", "canonical"}


def test_where_a_page_lies_there_is_no_redirect(site: SmallSite) -> None:
    site.config(SITE + '[redirects]\n"t/hn/1/" = "c/hn/"\n')
    with pytest.raises(ConfigError, match="where a page lies"):
        site.build()


@pytest.mark.parametrize(
    "line",
    ['"../x/" = "c/hn/"', '"/" = "c/hn/"', '"x" = "c/hn/"', '"x/" = "javascript:alert(1)"',
     '"x/" = "//evil.example/"', '"x/" = "../../y/"', '"a/../x/" = ""', '"x/#y" = ""'],
)  # fmt: skip
def test_what_is_no_address(site: SmallSite, line: str) -> None:
    site.config(f"[redirects]\n{line}\n")
    with pytest.raises(ConfigError):
        site.build()


def test_they_come_and_go_with_the_list(site: SmallSite, tmp_path: Path) -> None:
    lock(site, "page-2/", "t/hn/404/")
    report = site.build()
    assert report.failures == ()
    assert site.build().written == 0
    lock(site, "t/hn/404/", "../../escaped/", "a//b/", "static/x.css", "\u202e/")
    again = site.build()
    assert again.removed == 1
    assert "page-2/index.html" not in site.files()
    assert not (tmp_path / "escaped").exists()
    assert site.files() == site.clean_build(tmp_path / "clean").files()
    site.dump("b.json", node(404, title="It is back"))
    site.build()
    assert "It is back" in site.page("t/hn/404/index.html")
    assert site.files() == site.clean_build(tmp_path / "clean2").files()
