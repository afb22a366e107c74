"""Links: which addresses are followed, and where an address in a text ends."""

from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import bodies
from sitegen.bodies.characters import escape
from sitegen.bodies.links import linkify, safe
from sitegen.model import Body


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://example.org", "https://example.org"),
        ("HTTP://EXAMPLE.org:8080/a?b#c", "HTTP://EXAMPLE.org:8080/a?b#c"),
        (" https://example.org/a b\n", "https://example.org/a%20b"),
        ("https://exa\nmple.org/", "https://example.org/"),
        ("//example.org/x", "https://example.org/x"),
        ("https://[2001:db8::1]:80/", "https://[2001:db8::1]:80/"),
        ("https://例え.テスト/", "https://例え.テスト/"),
        ("https://example.org/@gull/a:b@c", "https://example.org/@gull/a:b@c"),
        ("mailto:gull@example.org", "mailto:gull@example.org"),
    ],
)
def test_addresses_that_are_followed(url: str, followed: str) -> None:
    assert safe(url) == followed


@pytest.mark.parametrize(
    "url",
    [
        "", "#top", "item?id=1", "/r/boats", "example.org", "https:", "https:/example.org", "https://",
        "https:///example.org", "https://?x", "javascript:alert(1)", "java\tscript:alert(1)",
        "\x01javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "ftp://a.b",
        "magnet:?xt=x", "gemini://a.b", "view-source:https://a.b", "blob:https://a.b/x", "mailto:x",
        "https://user@example.org", "https://user:word@example.org", "https://a.b\\@example.org",
        "https://a.b%40example.org", "https://a.b／example.org", "https://a.b＠example.org",
        "https://a b.org", "https://a.b:80:90/", "https://a.b:123456/", "https://<b>.org",
        "/\\example.org",
    ],
)  # fmt: skip
def test_addresses_that_are_not_followed(url: str) -> None:
    assert safe(url) is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see https://example.org/a.", "https://example.org/a"),
        ("(https://example.org/a_(b))", "https://example.org/a_(b)"),
        ("https://example.org/a_(b)c)d", "https://example.org/a_(b)c)d"),
        ('"https://example.org/?a=b&c=d"', "https://example.org/?a=b&c=d"),
        ("<https://example.org/>", "https://example.org/"),
        ("https://example.org/…", "https://example.org/…"),
        ("**https://example.org/a_b_**", "https://example.org/a_b"),
        ("見てhttps://example.org/。次", "https://example.org/"),
        ("https://example.org/x!?...", "https://example.org/x"),
        ("a:https://example.org", "https://example.org"),
    ],
)
def test_an_address_ends_where_the_sentence_goes_on(text: str, address: str) -> None:
    assert f">{escape(address)}</a>" in linkify(text)


def test_an_address_too_long_to_be_one_is_text() -> None:
    assert "<a" not in linkify("https://example.org/" + "x" * 10_000)
    assert "<a" in linkify("https://example.org/" + "x" * 3_000)


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            ["https://", "www.", "a.b", "/", "(", ")", ".", "@", " ", "<", '"', "&", "é"]
        )
    ).map("".join)
)
def test_links_add_nothing_but_tags(text: str) -> None:
    parts = linkify(text).split("<a ")
    bare = parts[0] + "".join(part.partition(">")[2] for part in parts[1:])
    assert bare.replace("</a>", "") == escape(text)


@pytest.mark.parametrize(
    "href",
    [
        "https://a.b@example.org", "https://a.b&#64;example.org/", "https://a.b&commat;example.org",
        "https://a.b&amp;@example.org", "https://a.b:80@example.org/", "https://a.b\\@example.org",
        "https://a.b&#92;@example.org", "https:&#x2F;&#x2F;a.b@example.org&#x2F;", "https://a.b%40c/",
        "https://1.2.3.4.5/", "https://a.b:80:90/", "https:&#x2F;example.org", "&#x2F;&#x2F;a@b.c",
        "javascript&#58;alert(1)", "&#106;avascript:alert(1)", "https://a b/", "item?id=1", "",
    ],
)  # fmt: skip
def test_links_of_a_site_are_judged_after_their_entities_are_decoded(href: str) -> None:
    for markup in ("hn", "html"):
        html = bodies.render(Body(f'<a href="{href}" rel="nofollow">words</a>', markup))  # type: ignore[arg-type]
        assert html == "<p>words</p>"


@pytest.mark.parametrize(
    "href",
    [
        "https:&#x2F;&#x2F;a.b&#x2F;@c",
        "https://a.b?@c",
        "http://a-b.c:80&#x2F;",
        "https://例え.jp/",
    ],
)
def test_links_of_a_site_that_are_followed(href: str) -> None:
    for markup in ("hn", "html"):
        html = bodies.render(Body(f'<a href="{href}" rel="nofollow">words</a>', markup))  # type: ignore[arg-type]
        assert html == f'<p><a href="{unescape(href)}" rel="nofollow ugc">words</a></p>'


@pytest.mark.parametrize(
    ("address", "spelt"),
    [
        ("https://example.org/a`", "https://example.org/a%60"),
        ("https://example.org/api/${stringified}", "https://example.org/api/$%7Bstringified%7D"),
        ("https://example.org/?where[alt]=b|c^d", "https://example.org/?where%5Balt%5D=b%7Cc%5Ed"),
        ("https://example.org/a&quot;&lt;b&gt;", "https://example.org/a%22%3Cb%3E"),
        ("https://example.org#{b}", "https://example.org#%7Bb%7D"),
        ("https://example.org/a%7Bb?c=d&amp;e#f", "https://example.org/a%7Bb?c=d&amp;e#f"),
        ("https://[2001:db8::1]:80/a", "https://[2001:db8::1]:80/a"),
    ],
)
def test_addresses_hold_nothing_that_they_may_not(address: str, spelt: str) -> None:
    """Browsers follow them all the same; checkers of HTML call them errors."""
    html = bodies.render(Body(f'<p>See <a href="{address}">{{b}} | `c`</a> {{d}}', "hn"))
    assert f'<a href="{spelt}" rel' in html
    assert ">{b} | `c`</a> {d}" in html


@pytest.mark.parametrize(
    ("text", "markup", "is_bare"),
    [
        ("https://example.org/a?b=1&c=2", "plain", True),
        ("www.example.org", "plain", True),
        ("https://example.org/a{b", "plain", True),
        ("[example.org/tides](https://example.org/tides/)", "markdown", True),
        ("[https://example.org](http://example.org)", "markdown", False),
        ("[the tides](https://example.org/tides)", "markdown", False),
        ("[https://example.org/](https://example.org/tides)", "markdown", False),
        ("[https://example.org/tides](https://example.org/)", "markdown", False),
        ("[**https://example.org**](https://example.org)", "markdown", False),
        (
            '<a href="https://example.org/a" rel="nofollow">https://example.org/a</a>',
            "hn",
            True,
        ),
        (
            '<a href="https://example.org/tides" rel="nofollow">https://example.org/t...</a>',
            "hn",
            False,
        ),
    ],
)
def test_a_link_that_reads_as_its_address_is_marked(text: str, markup: str, is_bare: bool) -> None:
    html = bodies.render(Body(text, markup))
    assert html.count("<a ") == 1
    assert (' class="bare">' in html) is is_bare
