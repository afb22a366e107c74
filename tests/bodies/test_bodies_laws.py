"""What holds for every text: no exception, nothing lost, nothing but what may be, no depth.

The short ways that skip the parsers are held to the long ones, byte for byte.
"""

from collections.abc import Callable

import pytest
from body_html import DEEPEST, Read, words
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import bodies
from sitegen.bodies import github, hn, markdown, plain, reddit
from sitegen.bodies.characters import tidy
from sitegen.bodies.sanitize import clean
from sitegen.model import Body

MARKUPS = sorted(set(bodies.RENDERERS) - {"mail", "mail-html"})
PRINTABLE = [chr(code) for code in range(32, 127)]
ODD = list(
    "\n\t\r\x00\x1f\x7f\x85\xa0é–“”…ﬁ、。中\u200b\u200d\u202e\u2028\u2066\u3000\ufeff\ue000😀א"
)
SIGNS = (
    "**", "~~", "`", "```\n", "> ", ">!", "!<", "- ", "1. ", "#", "|", "|-|-|\n", "[a](", "](", ")",
    "<b>", "</b>", "<p>", "<i>", "</i>", "<a href=\"https://example.org/\">", "</a>", "<pre><code>",
    "</code></pre>", "<ul><li>", "</ul>", "<table><tr><td>", "</td>", "<blockquote>", "<!--", "-->",
    "<script>", "<int>", "&gt;", "&#x27;", "&lt;", "&amp;", "&", "https://", "www.", "u/ab", "r/ab",
    "^", "^(", "\n", "\n\n", "  \n", "    ", "\\", "_", ":", "\"", "'", "\ud800",
    "<span class=spoiler>", "||", "__", ">>> ", "-# ", "<@1>", "<t:1:R>", "<:a:1>", "<!here>",
    "<http://a.b|c>", "<#C1|d>", ":tada:", "&gt;&gt;&gt;", "~", "```",
)  # fmt: skip

characters = st.sampled_from(PRINTABLE + ODD)
# Mostly words, so that many texts take the short way.
sentences = st.lists(
    st.sampled_from(["boat", "a", "Tide", "12", "it's", "9th", "über", "(no)"])
    | st.sampled_from([" ", " ", " ", ". ", ", ", "\n", "\n\n", ": ", "! ", " - ", "? "])
    | characters,
    max_size=12,
).map("".join)
soups = st.lists(st.sampled_from(SIGNS) | characters | st.just("word"), max_size=30).map("".join)


def long_plain(text: str) -> str:
    return clean(plain._blocks(text.strip("\n")))


def long_hn(text: str) -> str:
    return hn._with_markup(text.strip()) if text.strip() else ""


def long_markdown(text: str) -> str:
    return markdown.html_of(text.rstrip(" \n"), markdown._DIALECT, markdown.LINKS)


def long_github(text: str) -> str:
    env = {"site": "https://github.com", "repo": ""}
    return markdown.html_of(text.rstrip(" \n"), github._WITHOUT_HTML, markdown.LINKS, env)


def long_reddit(text: str) -> str:
    return reddit._with_markup(text.rstrip(" \n"))


WAYS: list[tuple[str, Callable[[str], str]]] = [
    ("plain", long_plain), ("hn", long_hn), ("markdown", long_markdown), ("reddit", long_reddit),
    ("github", long_github),
]  # fmt: skip
# Where a character may stand: everywhere that a sign means something in one of the markups.
FRAMES = (
    "{0}", "a{0}b", "{0}a", "a{0}", "a {0}b", "a {0} b", "a{0}{0}b", "{0}{0}{0}", "a{0}b{0}c",
    "a\n{0}b", "a\n{0} b", "a\n\n{0}b", "a\n{0}{0}{0}", "a{0}\nb", "a {0}\nb", "1{0} a", "1{0}a",
    "a\n12{0} b", "a {0}b{0} c", "a {0}{0}b{0}{0} c", "a|b\n{0}|{0}", "u{0}ab", "a r{0}ab",
    "http{0}//a.b", "www{0}a.b", "&gt;{0}a", "&gt; {0}",
    "&{0}lt;", "&lt{0}", "a\n{0}\nb", "{0}a\n\nb",
)  # fmt: skip


HN_FRAMES = (
    "a<p>{0}b", "a{0}<p>b", "a<p>{0}", "{0}<p>a", "a<p>{0}<p>b", "<i>{0}a</i>", "<i>{0}</i>",
    "a<p><i>{0}&gt;a</i>", "<i>a{0}</i><p>{0}&gt;b",
)  # fmt: skip


@pytest.mark.parametrize(("markup", "long_way"), WAYS, ids=lambda way: way if str(way) else "")
def test_short_ways_end_where_the_long_ones_do_for_each_character(
    markup: str, long_way: Callable[[str], str]
) -> None:
    for character in PRINTABLE + [odd for odd in ODD if tidy(odd) == odd]:
        for frame in (*FRAMES, *(HN_FRAMES if markup == "hn" else ())):
            text = frame.format(character)
            assert bodies.RENDERERS[markup](text) == long_way(text), repr(text)


@pytest.mark.parametrize(("markup", "long_way"), WAYS, ids=lambda way: way if str(way) else "")
@settings(max_examples=400)
@given(sentences.map(tidy))
def test_short_ways_end_where_the_long_ones_do(
    markup: str, long_way: Callable[[str], str], text: str
) -> None:
    assert bodies.RENDERERS[markup](text) == long_way(text)


def test_common_texts_take_the_short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def parser(*_: object) -> str:
        raise AssertionError("the long way")

    for module, name in ((plain, "clean"), (hn, "clean_hn"), (markdown, "clean")):
        monkeypatch.setattr(module, name, parser)
    text = (
        "The tide (as ever) \"came\" at 9:30; nobody's boat sank - none, I'm told. 50% of us left!"
    )
    for markup, way in (("plain", text), ("reddit", f"{text}\n\n{text}"), ("markdown", text)):
        assert bodies.RENDERERS[markup](way) == "".join(f"<p>{p}</p>" for p in way.split("\n\n"))
    text = "It&#x27;s &quot;9&#x2F;10&quot; &amp; &gt; 5, &lt;b&gt;"
    assert bodies.RENDERERS["hn"](text) == '<p>It\'s "9/10" &amp; &gt; 5, &lt;b&gt;</p>'
    text = '&gt; a<p><a href="https:&#x2F;&#x2F;b.c&#x2F;" rel="nofollow">b</a>'
    assert bodies.RENDERERS["hn"](text) == (
        '<blockquote><p>a</p></blockquote><p><a href="https://b.c/" rel="nofollow ugc">b</a></p>'
    )
    assert bodies.RENDERERS["hn"]("a <i>b</i><p>c &gt; d") == "<p>a <i>b</i></p><p>c &gt; d</p>"


@pytest.mark.parametrize("markup", MARKUPS)
@settings(max_examples=250)
@given(soups)
def test_whatever_comes_in_what_comes_out_may_stand_in_a_page(markup: str, text: str) -> None:
    body = Body(text, markup)  # type: ignore[arg-type]
    html = bodies.RENDERERS[markup](tidy(text))  # not `render`: nothing may need its safety net
    assert Read(html).faults == []
    assert clean(html) == html
    html = bodies.render(body)
    assert Read(html).faults == []
    # Links that read as their address are marked behind the sanitizer.
    assert clean(html) == html.replace(' rel="nofollow ugc" class="bare">', ' rel="nofollow ugc">')
    assert bodies.render(body) == html
    html.encode()
    line = bodies.plain_text(body, 40)
    assert len(line) <= 40
    assert "\n" not in line


@settings(max_examples=250)
@given(soups.map(tidy))
def test_plain_text_loses_no_letter(text: str) -> None:
    assert words(Read(plain.render(text)).text) == words(text)


KEPT = (
    "<b>", "</b>", "<i>", "</i>", "<p>", "</p>", "<div>", "</div>", "<ul>", "<li>", "</li>",
    "</ul>", "<ol>", "</ol>", "<dl>", "<dt>", "<dd>", "<table>", "<tr>", "<td>", "<th>", "</td>",
    "</tr>", "<tbody>", "<caption>", "</table>", "<blockquote>", "</blockquote>", "<br>", "<br>",
    "<hr>",
    "<h2>", "</h2>", "<span>", "</span>", "<span class=spoiler>", "<a href=https://example.org>",
    "</a>", "<pre>", "</pre>", "<x-y>", "<details>", "<summary>", "</summary>", "<em>", "</em>",
)  # fmt: skip


@settings(max_examples=400)
@given(st.lists(st.sampled_from(KEPT) | st.integers(10, 99).map(str), max_size=40))
def test_foreign_html_keeps_its_text_in_order_however_its_tags_cross(parts: list[str]) -> None:
    text = " ".join(Read(bodies.RENDERERS["html"](" ".join(parts))).text.split())
    assert text == " ".join(part for part in parts if part[0] != "<")


@settings(max_examples=200)
@given(st.lists(st.sampled_from(["> ", "- ", "1. ", "* ", ">", "  "]), max_size=60), st.booleans())
def test_markdown_nested_at_will_keeps_its_text(signs: list[str], below: bool) -> None:
    text = "".join(signs) + "word" + ("\n" + "".join(signs[:7]) + "after" if below else "")
    for markup in ("markdown", "reddit"):
        found = [word for word in words(Read(bodies.RENDERERS[markup](text)).text) if word != "1"]
        assert found == ["word", "after"][: 1 + below]


DEEP = {
    "div": "<div>", "quote": "<blockquote>", "list": "<ul><li>", "table": "<table><tr><td>",
    "terms": "<dl><dd>", "emphasis": "<em>", "mixed": "<blockquote><ul><li><b><table><tr><td><i>",
    "signs": "> ", "close signs": ">", "items": "- ", "numbers": "1. ", "stars": "**a ",
    "raised": "^a", "raised in brackets": "^(a ", "spoilers": ">!a ", "brackets": "[",
    "pictures": "![", "escaped": "&gt; ", "italics": "<i>", "crossed": "<b><div></b><i><p></i>",
    "headings": "<h1>", "code": "<pre><code>",
}  # fmt: skip


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("sign", DEEP.values(), ids=DEEP.keys())
def test_ten_thousand_levels_become_few_and_keep_the_text(sign: str, markup: str) -> None:
    times = 10_000 // max(1, sign.count("<"))
    text = f"before\n\n{sign * times}inside{sign.replace('<', '</') * times}\n\nafter"
    read = Read(bodies.RENDERERS[markup](text))
    assert read.faults == []
    assert read.depth <= DEEPEST
    found = words(read.text)
    assert found[0] == "before"
    assert found[-1] == "after"
    assert "inside" in found or any("inside" in word for word in found)


def test_lines_of_ever_deeper_quotes_and_lists_keep_their_text() -> None:
    lines = {
        "quotes": "\n".join(f"{'>' * depth} {depth}x" for depth in range(1, 120)),
        "lists": "\n".join(f"{'  ' * depth}- {depth}x" for depth in range(120)),
    }
    for markup in MARKUPS:
        for text in lines.values():
            read = Read(bodies.RENDERERS[markup](text))
            assert read.faults == []
            assert "119x" in words(read.text)
            assert "60x" in words(read.text)


@pytest.mark.parametrize("markup", ["markdown", "reddit"])
@pytest.mark.parametrize(
    ("start", "end"), [("**", "**"), ("*a ", "b*"), ("_(*", "*)_"), ("~~", "~~")]
)
def test_emphases_in_each_other_are_cut(start: str, end: str, markup: str) -> None:
    for text in (
        f"x {start * 300}inside{end * 300}",
        f"> - [{start * 300}inside{end * 300}](//a.b)",
    ):
        read = Read(bodies.RENDERERS[markup](text))
        assert read.faults == []
        assert "inside" in read.text


@pytest.mark.parametrize("markup", MARKUPS)
def test_what_a_renderer_fails_on_is_shown_as_plain_text(
    markup: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Panic(BaseException):
        pass

    def broken(text: str) -> str:
        raise Panic(text)

    monkeypatch.setattr(bodies, "RENDERERS", {**bodies.RENDERERS, markup: broken})
    assert bodies.render(Body("a <b>\ud800", markup)) == "<p>a &lt;b&gt;\ufffd</p>"  # type: ignore[arg-type]
    monkeypatch.setattr(plain, "render", broken)
    assert bodies.render(Body("a <b>", markup)) == "<p>a &lt;b&gt;</p>"  # type: ignore[arg-type]


def test_a_markup_that_nobody_knows_is_plain_text() -> None:
    assert bodies.render(Body("*a*", "gullspeak")) == "<p>*a*</p>"  # type: ignore[arg-type]


def test_an_interrupt_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(text: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(bodies, "RENDERERS", {"plain": interrupted})
    with pytest.raises(KeyboardInterrupt):
        bodies.render(Body("a"))
