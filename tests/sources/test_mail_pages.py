"""Pages of mailing lists: how they join with each other and with an mbox, and hostile ones."""

import time
import zipfile
from pathlib import Path

import pytest
from small_site import SmallSite

from sitegen import sources
from sitegen.model import Post, Problem
from sitegen.sources import hypermail_html, mhonarc_html, pipermail_html
from sitegen.sources._mail_pages import words
from sitegen.sources.source import Dump, Source
from sitegen.store import Store

MBOX = """From ann Thu Mar  1 10:00:00 2001
From: Ann <ann@example.org>
Message-ID: <1.ann@example.org>
Date: Thu, 1 Mar 2001 10:00:00 +0000
Subject: [oars] Varnish

Which one lasts?
"""
MHONARC = """<!--X-Subject: Re: [oars] Varnish -->
<!--X-From-R13: Pbo <oboNrknzcyr.bet> -->
<!--X-Message-Id: 2.bob@example.org -->
<!--X-Reference: 1.ann@example.org -->
<!--X-Head-End-->
<!--X-Body-of-Message--><pre>The thick one.</pre><!--X-Body-of-Message-End-->
"""
HYPERMAIL = """<!-- received="Fri Mar  2 10:00:00 2001" -->
<!-- name="Cy" -->
<!-- subject="Re: [oars] Varnish" -->
<!-- id="3.cy_at_example.org" -->
<!-- inreplyto="2.bob_at_example.org" -->
<!-- body="start" --><p>No, oil.<br><!-- body="end" -->
"""
PIPERMAIL = """<html><h1>Re: [oars] Varnish</h1><b>Ann</b>
<a href="mailto:oars%40example.org?Subject=x&amp;In-Reply-To=%3C1.ann%40example.org%3E">a</a>
<!--beginarticle--><pre>Which one lasts?</pre><!--endarticle-->
"""


def test_pages_and_an_mbox_of_one_list_are_one_thread(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    site.write("content/oars.mbox", MBOX)
    site.write("content/ours/0001.html", PIPERMAIL)
    with zipfile.ZipFile(tmp_path / "content" / "oars.zip", "w") as archive:
        archive.writestr("oars/msg00002.html", MHONARC)
        archive.writestr("oars/0003.html", HYPERMAIL)
    site.build()
    store = Store.open(site.state / "store.db")
    (summary,) = store.summaries()
    told = {post.id: (post.parent, post.author) for post in store.thread(summary.id)[0]}
    store.close()
    assert told == {
        "mail:1.ann@example.org": (None, "Ann"),
        "mail:2.bob@example.org": ("mail:1.ann@example.org", "Bob"),
        "mail:3.cy@example.org": ("mail:2.bob@example.org", "Cy"),
    }


@pytest.mark.parametrize(
    ("html", "text", "kind"),
    [
        ("<pre>\n a\n\n\n b &amp;lt; c\n</pre>", " a\n\n\n b &lt; c", "plain"),
        ("one\n<br>\n<p>two\n<br />\nthree", "one\n\ntwo\nthree", "plain"),
        ("<tt>&gt;&nbsp;a</tt><br>\n<br>\n<tt>b</tt><br>", "> a\n\nb", "plain"),
        ('<a href="https://e.example/">https://e.example/</a>', "https://e.example/", "plain"),
        ('<a href="https://e.example/">here</a>', '<a href="https://e.example/">here</a>', "html"),
        ('<a href="0001.html">Ann</a>: <b>x</b>', "Ann: x", "plain"),
        ('<font>a</font><a href="0001.html">b</a><div>c</div>', None, "html"),
        ("<blockquote>a</blockquote><img src=x.png>", "<blockquote>a</blockquote>", "html"),
        ("a <!-- <p> --> b <", "a  b <", "plain"),
    ],
)
def test_what_an_archive_made_of_text_is_text_again(html: str, text: str, kind: str) -> None:
    found = words(html)
    assert found[1] == kind
    assert found[0] == text or (text is None and "0001" not in found[0])


@pytest.mark.parametrize(
    ("above", "link"),
    [
        ("<!-- saved from url=(0031)https://l.example/a/msg2.html -->", "https://l.example/a/msg2.html"),
        ('<link href=x><LINK REL="canonical" HREF="https://l.example/?a&amp;b">', "https://l.example/?a&b"),
        ('<link rel="canonical" href="msg2.html">', None),
        ("", None),
    ],
)  # fmt: skip
def test_a_page_may_tell_where_it_stood(above: str, link: str | None) -> None:
    (post,) = mhonarc_html.SOURCE.read(Dump("a.html", Path(), (above + MHONARC).encode()))
    assert isinstance(post, Post)
    assert post.permalink == link


def test_pages_without_a_message_are_named(tmp_path: Path) -> None:
    index = tmp_path / "threads.html"
    index.write_text("<!-- MHonArc v2.6.19 --><title>Thread Index</title><ul></ul>")
    source = [s.name for s in sources.SOURCES if s.sniff(sources.head(Dump("x", index)))]
    assert source == []


PIECES = """ |<|<a|<a href=https:|<p>|<!--|"|<br|<b><p>|&nbsp;|_at_|<!--X-Reference: |-->|mailto:?
<span id="a"><dfn>|<em>in-reply-to</em>:|<h1>|</pre> |[""".replace("\n", "|").split("|")


@pytest.mark.parametrize(
    "source", [mhonarc_html.SOURCE, hypermail_html.SOURCE, pipermail_html.SOURCE]
)
def test_hostile_pages_take_linear_time(source: Source) -> None:
    for piece in [*PIECES, "\n", "<p>\n ", "</h1>\n<b>"]:
        many = piece * (100_000 // len(piece))
        pages = [
            MHONARC.replace("<pre>", f"<pre>{many}", 1).replace("<!--X-H", f"{many}<!--X-H", 1),
            MHONARC.replace("Re: [oars]", many, 1),
            HYPERMAIL.replace("<p>", f"<p>{many}", 1).replace("3.cy", many, 1),
            PIPERMAIL.replace("<pre>", f"<pre>{many}", 1).replace("<b>", f"{many}<b>", 1),
        ]
        for page in pages:
            start = time.process_time()
            for record in source.read(Dump("a.html", Path(), page.encode())):
                assert isinstance(record, Post | Problem)
            assert time.process_time() - start < 2.0, piece
