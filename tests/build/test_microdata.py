"""What search engines read in a thread: schema.org's DiscussionForumPosting with its comments, as
microdata, read here as https://html.spec.whatwg.org/multipage/microdata.html says."""

from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode
from small_site import SmallSite, node

SCHEMA = "https://schema.org/"
COUNTER = "InteractionCounter"


def value(element: LexborNode) -> Any:
    """Of an element with itemprop."""
    attributes = element.attributes
    if "itemscope" in attributes:
        return item(element)
    if element.tag in ("a", "link"):
        return attributes["href"]
    if element.tag == "meta":
        return attributes["content"]
    return attributes.get("datetime") or element.text()


def item(scope: LexborNode) -> dict[str, list[Any]]:
    """The properties of an element with itemscope, each with all its values; and its type."""
    found: dict[str, list[Any]] = {"type": [str(scope.attributes["itemtype"]).removeprefix(SCHEMA)]}
    left = list(scope.iter())
    while left:
        element = left.pop(0)
        for name in (element.attributes.get("itemprop") or "").split():
            found.setdefault(name, []).append(value(element))
        if "itemscope" not in element.attributes:
            left = [*element.iter(), *left]
    return found


def posting(site: SmallSite, path: str) -> dict[str, list[Any]]:
    (scope,) = LexborHTMLParser(site.page(path)).css(f"[itemtype='{SCHEMA}DiscussionForumPosting']")
    return item(scope)


def tree(told: dict[str, list[Any]]) -> dict[str, Any]:
    """The addresses of comments, as they lie in each other."""
    return {comment["url"][0]: tree(comment) for comment in told.get("comment", [])}


def counted(told: dict[str, list[Any]]) -> dict[str, int]:
    """How often people acted on a post, by the action."""
    return {
        counter["interactionType"][0].removeprefix(SCHEMA): int(counter["userInteractionCount"][0])
        for counter in told["interactionStatistic"]
        if counter["type"] == [COUNTER]
    }


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    site.config('[site]\nurl = "https://example.org/a/"\n[build]\nthread_comments = 4\n')
    answers = node(2, node(3, node(4)), node(5)), node(6), node(7, node(8))
    site.dump(
        "a.json",
        node(
            1, *answers, title="The lamp", url="https://example.com/x?a=1&b=2", points=-3, text=""
        ),
        node(20, node(21), title="Two", text="<p>Of <b>two</b> lamps.", points=1200),
    )
    return site


def test_of_a_link_its_title_is_the_text_and_what_it_leads_to_is_told(site: SmallSite) -> None:
    assert site.build().failures == ()
    told = posting(site, "t/hn/1/index.html")
    assert told["headline"] == told["text"] == ["The lamp"]
    assert told["url"] == ["https://example.org/a/t/hn/1/"]
    (shared,) = told["sharedContent"]
    assert (shared["type"], shared["url"]) == (["WebPage"], ["https://example.com/x?a=1&b=2"])
    assert [author["name"] for author in told["author"]] == [["user1"]]
    assert counted(told) == {"LikeAction": 0, "CommentAction": 7}
    assert told["isPartOf"] == ["../../../c/hn/index.html"]
    assert "creativeWorkStatus" not in told


def test_of_a_text_it_is_the_text(site: SmallSite) -> None:
    site.build()
    told = posting(site, "t/hn/20/index.html")
    assert (told["headline"], told["text"]) == (["Two"], ["Of two lamps."])
    assert "sharedContent" not in told
    assert counted(told) == {"LikeAction": 1200, "CommentAction": 1}


def test_comments_lie_in_each_other_as_answers_do_and_later_pages_name_the_first(
    site: SmallSite,
) -> None:
    site.build()
    assert tree(posting(site, "t/hn/1/index.html")) == {"#c-2": {"#c-3": {"#c-4": {}}, "#c-5": {}}}
    later = posting(site, "t/hn/1/page-2/index.html")
    assert tree(later) == {"#c-6": {}, "#c-7": {"#c-8": {}}}
    assert (later["headline"], later["url"]) == (["The lamp"], ["../index.html"])
    assert "text" not in later
    for comment in later["comment"]:
        assert comment["type"] == ["Comment"]
        assert comment["author"][0]["name"][0].startswith("user")
        assert comment["text"]
        assert comment["datePublished"]


def test_what_was_deleted_is_said_to_be_and_everybody_has_a_name(tmp_path: Path) -> None:
    site = SmallSite(tmp_path / "site")
    site.items("a.ndjson", *(
        {"id": 1, "type": "story", "deleted": True, "time": 1_700_000_000, "kids": [2, 3]},
        {"id": 2, "type": "comment", "deleted": True, "parent": 1, "time": 1_700_000_060},
        {"id": 3, "type": "comment", "by": "bo", "text": "W", "parent": 1, "time": 1_700_000_070},
    ))  # fmt: skip
    assert site.build().failures == ()
    told = posting(site, "t/hn/1/index.html")
    gone, left = told["comment"]
    assert told["creativeWorkStatus"] == gone["creativeWorkStatus"] == ["Deleted"]
    assert "text" not in told
    assert "text" not in gone
    assert "creativeWorkStatus" not in left
    assert [name for post in (told, gone, left) for name in post["author"][0]["name"]] == [
        "Unknown author", "Deleted comment", "bo"
    ]  # fmt: skip
    assert "url" not in told  # the site has none
