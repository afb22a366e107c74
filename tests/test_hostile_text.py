"""The sixth law: no byte of a dump reaches a page unescaped or unsanitised.

Every field of a post holds what an attacker would write there; every page is then read as a
browser reads it.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from html_checks import Page, faults
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from posts_source import encoded, posts_source  # noqa: F401 - a fixture
from small_site import FAST, SmallSite

from sitegen import bodies
from sitegen.build import words
from sitegen.model import Body, Evidence, Post
from sitegen.pages import urls

pytestmark = pytest.mark.usefixtures("posts_source")

CONFIGS = ("", "[build]\nminify = false", "[theme.options]\nmax_nesting = 1")
PAYLOADS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)",
    "</title><script>1</script>", "]]><x>", "<!--", "--!>", "&lt;script&gt;", "&#x3C;script>",
    "javascript:alert(1)", "jav\tascript:1", "data:text/html,<script>1</script>", "//evil.example",
    "http://[::1", 'https://ex.org/"onx="1', "https://ex.org/\ue0000\ue001", "\ue0000\ue001",
    "\ue000c\ue001", "\ue00099\ue001", "{{ 7*7 }}", "{% include 'x' %}", "\x00", "\u202e", "\ufffe",
    "<svg/onload=alert(1)>", "<b>bold", "<div>" * 40, "</li></ol></article>", "<plaintext>",
    "<a href=javascript:1 id=main>x</a>", "<p id=comments class=skip>", "\u200b", "a\u2028b", " ",
    "../../x", "a/b", "con", "COM1.x", ".", "..", "page-1", "é" * 300, "x" * 300, "\U0001f600",
    '" onmouseover="alert(1)', "``x``", "    <i>", "> <script>", "[x](javascript:1)",
    "```\n<x>\n```",
)  # fmt: skip
hostile = st.sampled_from(PAYLOADS) | st.text(max_size=8)
hostile_ids = hostile.map(lambda text: f"hn:{text}")
hostile_posts = st.builds(
    Post,
    id=hostile_ids,
    body=st.builds(Body, hostile, st.sampled_from(sorted(bodies.RENDERERS))),
    parent=st.none() | hostile_ids,
    author=hostile,
    state=st.sampled_from(["visible", "deleted"]),
    permalink=hostile,
    title=st.none() | hostile,
    link=hostile | hostile.map(lambda text: f"https://example.org/{text}"),
    community=st.none() | hostile,
    labels=st.tuples(hostile),
    replies=st.tuples(hostile_ids),
    evidence=st.none() | st.builds(Evidence, rule=hostile, notices=st.tuples(hostile)),
)


@settings(max_examples=60, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.lists(hostile_posts, min_size=2, max_size=8), st.sampled_from(CONFIGS))
def test_no_byte_of_a_dump_reaches_a_page_unescaped(told: list[Post], config: str) -> None:
    with TemporaryDirectory(dir=FAST) as folder:
        site = SmallSite(Path(folder))
        site.config(config)
        site.write("content/a.posts", encoded(told))
        report = site.build()
        assert report.failures == ()
        assert list(faults(site.output)) == []
        roots = {post.id: post for post in reversed(told) if not post.parent}
        for post in roots.values():
            title = " ".join(words.line(post.title).split())
            if [post.id for other in told if other.id == post.id] == [post.id]:
                shown = "".join(Page(site.page(urls.thread(post.id))).text)
                assert title in " ".join(shown.split())
