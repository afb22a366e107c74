"""BBCode as HTML."""

import time

import pytest

from sitegen.sources import _bbcode


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\n[b]b[/b] <c>", "a<br><b>b</b> &lt;c&gt;"),
        ("[QUOTE=mia;10]Which?[/QUOTE]\nOne.", "<blockquote><p>mia:</p>Which?</blockquote>One."),
        ('[quote="mia, post: 10, member: 3"]x[/quote]', "<blockquote><p>mia:</p>x</blockquote>"),
        ("[quote='mia' pid='10' dateline='1']x[/quote]", "<blockquote><p>mia:</p>x</blockquote>"),
        (
            "[quote author=mia m link=topic=5 date=1]x[/quote]",
            "<blockquote><p>mia m:</p>x</blockquote>",
        ),
        ("[quote=mia post_id=10 time=1]x[/quote]", "<blockquote><p>mia:</p>x</blockquote>"),
        ("[quote]x[/quote]", "<blockquote>x</blockquote>"),
        ("[code]a < b\n[b]x[/b][/code]", "<pre><code>a &lt; b\n[b]x[/b]</code></pre>"),
        ("[url=https://e.org/?a=1&b=2]t[/url]", '<a href="https://e.org/?a=1&amp;b=2">t</a>'),
        ("[url]https://e.org/[/url]", '<a href="https://e.org/">https://e.org/</a>'),
        ("[url]www.e.org[/url]", '<a href="http://www.e.org">http://www.e.org</a>'),
        ("[img]https://e.org/a.png[/img]", '<a href="https://e.org/a.png">https://e.org/a.png</a>'),
        ("[img]a.png[/img]", "a.png"),
        ("[email]a@e.org[/email]", '<a href="mailto:a@e.org">a@e.org</a>'),
        ("[list=1][*]a[*]b[/list]", "<ol><li>a</li><li>b</li></ol>"),
        ("[list][*]a[list][*]b[/list][/list]", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("[color=red]a[/color][size=7]b[/size]", "ab"),
        ("a[0] [foo]b[/foo] [/b]", "a[0] [foo]b[/foo] "),
        ("[b]a [i]b", "<b>a <i>b</i></b>"),
        ("[b]a [i]b[/b] c[/i]", "<b>a <i>b</i></b> c"),
        ("[code]a", "[code]a"),
    ],
)
def test_tags(text: str, html: str) -> None:
    assert _bbcode.html(text) == html


def test_texts_that_are_escaped_keep_their_html() -> None:
    text = (
        "[quote=&quot;mia&quot;:1ab2c3d4]&lt;b&gt;[/quote:1ab2c3d4]\nA [b:1ab2c3d4]c[/b:1ab2c3d4] "
        '<!-- s:) --><img src="{SMILIES_PATH}/a.gif" alt=":)" title="Smile" /><!-- s:) -->'
        '<!-- m --><a href="https://e.org/">e</a><!-- m -->'
    )
    assert _bbcode.html(text, escaped=True) == (
        '<blockquote><p>mia:</p>&lt;b&gt;</blockquote>A <b>c</b> :)<a href="https://e.org/">e</a>'
    )


def test_texts_are_bbcode_where_several_have_a_tag_that_ends() -> None:
    assert _bbcode.is_bbcode(["[b]a[/b]", "see [url=x]y[/url]", "z"])
    assert not _bbcode.is_bbcode(["[b]a[/b]", "a[i] = b[j]", "z"])
    assert not _bbcode.is_bbcode(["[quote]"] * 5)
    assert not _bbcode.is_bbcode(["[b]a[/b]"] * 2 + ["x"] * 100)


LARGE = 200_000


@pytest.mark.parametrize(
    "text",
    [
        *(
            tag * LARGE
            for tag in ("[quote]", "[code]", "[url]", "[b][i]", "[/b]", "[*]", "[", "[b=")
        ),
        "[i]" * LARGE + "[/b]" * LARGE,
        "[b]" * LARGE + "[*]" * LARGE,
        "[list][*]" * LARGE,
        "<!-- s:) -->" * LARGE,
    ],
    ids=lambda text: text[:9],
)
def test_hostile_texts_take_little_time(text: str) -> None:
    start = time.process_time()
    _bbcode.html(text)
    _bbcode.html(text, escaped=True)
    assert time.process_time() - start < 12
