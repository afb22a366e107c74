"""Pages of authors, where they are asked for: all that one wrote on a site, and what it answers."""

from pathlib import Path

import pytest
from html_checks import faults
from selectolax.lexbor import LexborHTMLParser
from small_site import SmallSite, node

ASKED = '[site]\nurl = "https://example.org/"\n[build]\nauthors = true\nper_page = 5\n'


def thread(number: int) -> dict[str, object]:
    """A thread of ada's, in which Bo answers ada's comment."""
    first = number * 10
    return node(
        first,
        node(first + 1, node(first + 2, author="Bo", text="I do not."), author="ada",
             text="I *agree* & more."),
        title=f"Thread {number}", author="ada", text="Opening.", at=1_700_000_000 + number * 1000,
    )  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    site.config(ASKED)
    for number in range(1, 8):
        site.dump(f"{number}.json", thread(number))
    return site


def bo(site: SmallSite) -> str:
    """Capitals matter, so the folder of such a name ends in a digest."""
    (path,) = (path for path in site.files() if path.startswith("u/hn/bo.") and "page" not in path)
    return path


def test_an_author_has_all_posts_on_pages_of_one_size_from_the_oldest(site: SmallSite) -> None:
    report = site.build()
    assert (report.failures, report.sums_agree) == ((), True)
    pages = [site.page(f"u/hn/ada/{name}index.html") for name in ("", "page-1/")]
    counts = [len(LexborHTMLParser(page).css(".written > li")) for page in pages]
    assert counts == [9, 5]
    assert "14 posts" in pages[0]
    headings = [LexborHTMLParser(page).css_first("h1").text() for page in pages]
    assert headings == ["ada", "ada, page 1"]
    first = LexborHTMLParser(pages[0]).css_first(".written > li h2 a")
    assert (first.text(), first.attributes["href"]) == (
        "Thread 7", "../../../t/hn/70/index.html#c-71",
    )  # fmt: skip
    shown = LexborHTMLParser(site.page(bo(site))).css(".written > li")
    assert len(shown) == 7
    assert shown[0].css_first(".quote").text() == "in reply to ada I *agree* & more."
    assert shown[0].css_first("[itemprop=text]").text() == "I do not."
    assert list(faults(site.output)) == []


def test_names_lead_to_these_pages_which_search_engines_leave_out(site: SmallSite) -> None:
    site.build()
    tree = LexborHTMLParser(site.page("t/hn/10/index.html"))
    names = {a.text(): a.attributes["href"] for a in tree.css("a[itemprop=author]")}
    assert names == {"ada": "../../../u/hn/ada/index.html", "Bo": f"../../../{bo(site)}"}
    original = "#c-11 > a[href^='https://news']"
    assert tree.css_first(original) is None
    assert tree.css_first(".meta a[itemprop=url]").attributes["href"] == names["ada"]
    listed = LexborHTMLParser(site.page("u/index.html")).css(".groups li")
    assert [li.text(deep=True).split() for li in listed] == [
        ["ada", "14", "posts"],
        ["Bo", "7", "posts"],
    ]
    assert "content=noindex" in site.page("u/hn/ada/index.html").replace('"', "")
    site.config(f"{ASKED}[theme.options]\nshow_originals = true\n")
    site.build()
    tree = LexborHTMLParser(site.page("t/hn/10/index.html"))
    assert tree.css_first(original).attributes["aria-label"] == "original"
    assert "/u/" not in site.page("sitemap.xml")


def test_without_the_option_there_is_no_trace_of_them(site: SmallSite) -> None:
    site.build()
    site.config(ASKED.replace("true", "false"))
    site.build()
    assert not (site.output / "u").exists()
    assert "/u/" not in site.page("t/hn/10/index.html")
    assert site.files() == site.clean_build(site.folder.parent / "clean").files()


def test_a_new_thread_makes_only_the_newest_page_of_its_authors_anew(site: SmallSite) -> None:
    site.remove("content/7.json")
    site.build()
    before = site.marks()
    site.dump("8.json", thread(8))
    site.build()
    after = site.marks()
    changed = {path for path in after if path.startswith("u/") and after[path] != before.get(path)}
    assert changed == {"u/index.html", "u/hn/ada/index.html", bo(site)}
    assert "u/hn/ada/page-1/index.html" in after
    assert site.files() == site.clean_build(site.folder.parent / "clean").files()


def test_what_is_redacted_stands_on_no_page_of_an_author(site: SmallSite) -> None:
    site.build()
    site.write("redactions.toml", '[[redact]]\nauthor = "Bo"\naction = "tombstone"\n')
    site.build()
    assert not [path for path in site.files() if path.startswith("u/hn/bo")]
    site.write("redactions.toml", 'salt = "sixteen letters of chance"\n')
    site.config(ASKED + "[privacy]\nanonymise = true\n")
    site.build()
    said = "".join(site.page(p) for p in site.files() if p.startswith("u/") and p.endswith("html"))
    assert "member-" in said
    assert "ada" not in said
    assert site.files() == site.clean_build(site.folder.parent / "clean").files()
