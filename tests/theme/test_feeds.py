"""What machines read: feeds, sitemaps and robots.txt, with plain and hostile values."""

from xml.etree import ElementTree

import pytest

from sitegen.theme import Theme
from sitegen.theme.texts import HOSTILE

from .pages import rendered

_ATOM = "{http://www.w3.org/2005/Atom}"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def pages(default: Theme) -> dict[str, str]:
    return rendered(default)


@pytest.mark.parametrize("name", ["feed", "feed-hard", "sitemap", "sitemaps"])
def test_xml_parses_whatever_the_titles_hold(pages: dict[str, str], name: str) -> None:
    ElementTree.fromstring(pages[name].encode())


def test_a_feed_has_what_atom_demands(pages: dict[str, str]) -> None:
    for name in ("feed", "feed-hard"):
        feed = ElementTree.fromstring(pages[name].encode())
        for needed in ("id", "title", "updated", "author/{http://www.w3.org/2005/Atom}name"):
            assert feed.find(_ATOM + needed) is not None, needed
        for entry in feed.iter(f"{_ATOM}entry"):
            assert {"id", "title", "updated", "link"} <= {
                child.tag.removeprefix(_ATOM) for child in entry
            }
    title = ElementTree.fromstring(pages["feed-hard"].encode()).findtext(f"{_ATOM}title")
    assert title == HOSTILE + "\x7f\ud7ff tail"


def test_a_sitemap_lists_addresses_and_times(pages: dict[str, str]) -> None:
    urls = ElementTree.fromstring(pages["sitemap"].encode())
    assert [url.findtext(f"{_SITEMAP}loc") for url in urls] == [
        "https://example.org/?a=1&b=<2>",
        "https://e.org/",
    ]
    assert [url.findtext(f"{_SITEMAP}lastmod") for url in urls] == ["2024-02-19T13:41:00Z", None]


def test_robots_names_the_sitemap_where_there_is_one(pages: dict[str, str]) -> None:
    assert pages["robots-bare"] == "User-agent: *\nDisallow:\n"
    assert pages["robots"].endswith("Sitemap: https://example.org/sitemap.xml\n")
