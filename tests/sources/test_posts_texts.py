"""How texts of columns are written: HTML, escaped, phpBB's, or plain words about any of these."""

import json
from pathlib import Path
from typing import Any

import pytest

from sitegen import sources
from sitegen.bodies import render
from sitegen.model import Post
from sitegen.sources import _post_texts
from sitegen.sources.source import Dump

LINK = '<a href="https:&#x2F;&#x2F;lamps.example.org" rel="nofollow">lamps</a>'


def shown(folder: Path, texts: list[str], column: str = "text") -> list[str]:
    """What pages show of these texts, as answers in a tree."""
    path = folder / "t.json"
    answers: list[dict[str, Any]] = [
        {"author": f"a{n}", column: one} for n, one in enumerate(texts)
    ]
    path.write_text(json.dumps({"title": "Wicks", "comments": answers}), "utf-8")
    source, dump = sources.recognise(Dump(path.name, path), {})
    posts = [record for record in sources.read(source, dump) if isinstance(record, Post)]
    return [render(post.body) for post in posts[1:]]


def test_one_text_of_several_may_show_that_they_are_html(tmp_path: Path) -> None:
    first, second = shown(tmp_path, [f"It&#x27;s here.<p>See {LINK}", "Plain &gt; all"])
    assert "It's here." in first
    assert '<a href="https://lamps.example.org' in first
    assert "Plain &gt; all" in second


@pytest.mark.parametrize(
    "texts",
    [
        [f"It&#x27;s.<p>See {LINK}", "Use vector<int> here"],
        ["Use <b> for bold", "Why is there vector<int> here"],
        ["Use <b> for bold", "no thanks"],
        ["Write &lt; for <", 'Write &quot; for " there'],
        ["AT&T <p>", f"It&#x27;s {LINK}"],
    ],
)
def test_what_talks_about_signs_loses_none(tmp_path: Path, texts: list[str]) -> None:
    for text, html in zip(texts, shown(tmp_path, texts), strict=True):
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        for word in escaped.replace('"', " ").split():
            assert word in html.replace("&#34;", " ").replace('"', " "), html


def test_a_later_text_that_is_no_html_is_shown_as_it_is(tmp_path: Path) -> None:
    texts = [f"It&#x27;s.<p>See {LINK}"] * 1_100 + ["Use vector<int> here"]
    html = shown(tmp_path, texts)
    assert "vector&lt;int&gt;" in html[-1]
    assert "It's." in html[0]


def test_escaped_texts_keep_their_lines(tmp_path: Path) -> None:
    texts = ["It&#39;s &lt;int&gt; &amp; so", "One\n\nTwo &quot;three&quot;"]
    first, second = shown(tmp_path, texts)
    assert "It's &lt;int&gt; &amp; so" in first
    assert second.count("<p>") == 2


def test_html_that_is_escaped_once_more_is_html(tmp_path: Path) -> None:
    words = "&lt;p&gt;Some &lt;em&gt;words&lt;/em&gt; on &amp;lt;int&amp;gt;&lt;/p&gt;"
    wrapped = f"&lt;div class='md'&gt;{words}&lt;/div&gt;"
    for column in ("html", "text"):
        (html,) = shown(tmp_path, [wrapped], column)
        assert "<em>words</em>" in html
        assert "&lt;int&gt;" in html


def test_a_column_of_html_that_names_types_stays_as_it_is(tmp_path: Path) -> None:
    html = shown(tmp_path, ["vector&lt;int&gt; it is", "map&lt;int&gt; it is"], "html")
    assert "vector&lt;int&gt;" in html[0]


def test_texts_of_smf_are_html(tmp_path: Path) -> None:
    texts = ["Hello<br />you&nbsp;and &quot;me&quot;", "It&#039;s &lt;int&gt;", "just words"]
    first, second, _ = shown(tmp_path, texts)
    assert "<br>" in first
    assert '"me"' in first.replace("&#34;", '"').replace("&quot;", '"')
    assert "It's &lt;int&gt;" in second


def test_texts_of_phpbb_lose_their_marks_and_no_word(tmp_path: Path) -> None:
    rich = (
        '<r><QUOTE author="ada"><s>[quote="ada"]</s>Old &lt;int&gt;<e>[/quote]</e></QUOTE>\n'
        '<E>:)</E> <URL url="https://lamps.example.org/"><s>[url=x]</s>lamps<e>[/url]</e></URL> '
        "<B><s>[b]</s>bold<e>[/b]</e></B> <STRANGE>kept</STRANGE></r>"
    )
    first, second = shown(tmp_path, [rich, "<t>Plain<br/>\nwords</t>"])
    assert "[" not in first
    assert ">bold</" in first
    for words in ("ada:", "Old &lt;int&gt;", ":)", "lamps", "kept", "<blockquote>"):
        assert words in first
    assert "Plain<br>" in second


@pytest.mark.parametrize(
    "hostile",
    [
        "<s>" * 50_000,
        "<B " * 50_000,
        '<URL url="' * 50_000,
        "&#x27;" * 50_000,
        'rel="a ' * 50_000,
        "<p " * 50_000,
    ],
)
def test_hostile_texts_take_no_time(hostile: str) -> None:
    text = f"<r>{hostile}</r>"
    _post_texts.of_phpbb(text)
    for ask in (_post_texts.is_html, _post_texts.is_escaped, _post_texts.is_whole):
        ask([text, hostile])


def test_hostile_phpbb_is_safe(tmp_path: Path) -> None:
    text = '<r><URL url="javascript:alert(1)">x</URL><SCRIPT>y</SCRIPT><script>z</script></r>'
    (html,) = shown(tmp_path, [text])
    assert "javascript" not in html
    assert "<script" not in html.lower()
