"""Bodies of Hacker News that need no parser are what a parser makes of them, byte for byte."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.bodies import hn


def long_hn(text: str) -> str:
    return hn._with_markup(text.strip()) if text.strip() else ""


_PIECES = st.sampled_from(
    [
        "<p>",
        "<p>",
        "<i>",
        "</i>",
        "a",
        "b c",
        " ",
        "\n",
        "&gt;",
        "&lt;",
        "&amp;",
        "&#x27;",
        "=",
        ">",
    ]
)


@settings(max_examples=400)
@given(st.lists(_PIECES, max_size=10).map("".join))
def test_paragraphs_and_emphasis_of_hacker_news_are_what_a_parser_makes_of_them(text: str) -> None:
    assert hn.render(text) == long_hn(text)


_LINKS = st.sampled_from(
    [
        '<a href="https:&#x2F;&#x2F;a.example&#x2F;b?c=1&amp;d" rel="nofollow">a&#x2F;</a>',
        '<a href="http://a.example:80/" rel="nofollow">b &gt; c</a>',
        '<a href="https://a.example?x=&#x27;&lt;">d</a>',
        '<a href="https://a.example/é">e</a>',
        '<a href="https://a.example/(f)">&quot;f&quot;</a>',
        '<a href="https://a.example#g" rel="nofollow"></a>',
        '<a href="https://u@a.example/" rel="nofollow">h</a>',
        '<a href="ftp://a.example/">i</a>',
        '<a href="https:&#x2F;&#x2F;a.example&#x2F;">&#...</a>',
        '<a href="https://a.example/">&quot; rel=&quot;nofollow&quot;&gt;</a>',
        "http://a.example/",
        "https:&#x2F;&#x2F;a.example",
        "http",
        "&quot;",
        "<i>&gt; j</i>",
        "<p>&gt; k",
        "<p>&gt;&gt; k",
        "<p>",
    ]
)


@settings(max_examples=800)
@given(st.lists(_PIECES | _LINKS, max_size=8).map("".join))
def test_links_and_quotes_of_hacker_news_are_what_a_parser_makes_of_them(text: str) -> None:
    assert hn.render(text) == long_hn(text)
