"""Quotes of mail lead to the messages they were taken from."""

import re
from pathlib import Path

import pytest
from shared_dumps import shared_folder
from small_site import SmallSite

TEXTS = {
    1: ("", "Where do I find tables of tides for the harbour of Ystad?\n\n"
        "I looked at the almanac, and there are none.\n-- \nAnn"),
    2: (1, "> Where do I find tables of tides for the harbour of Ystad?\n\nNowhere.\n\n"
        "> I looked at the almanac,\n> and there are none.\n\nThe Baltic has none to speak of."),
    3: (2, "> The Baltic has none to speak of.\n>> Where do I find tables of tides?\n\nThanks."),
    4: (3, "> I looked at the almanac, and there are none.\n\nI did as well."),
    5: (4, "> Nobody in this thread ever wrote such a thing.\n\n> yes\n\nWho said that?"),
    6: (4, ">> The Baltic has none to speak of.\n\nTrue."),
    7: (5, "> Who said that?\n\n<script>alert(1)</script>"),
}  # fmt: skip


def mbox() -> str:
    made = ""
    for number, (parent, text) in TEXTS.items():
        answers = f"In-Reply-To: <{parent}@example.org>\n" if parent else ""
        made += (
            f"From x Thu Jan  2 09:00:00 2020\nFrom: P{number} <p{number}@example.org>\n"
            f"Date: Thu, 02 Jan 2020 0{number}:00:00 +0000\nSubject: Tides\n"
            f"Message-ID: <{number}@example.org>\n{answers}\n{text}\n\n"
        )
    return made


def quotes(page: str) -> list[tuple[str, str, str]]:
    """(who quotes, who is quoted, the address) of each link, in their order."""
    found = []
    for part in re.split(r"<\w+ itemprop=.?(?:name|author).?>", page)[1:]:
        author = part.partition("<")[0]
        links = re.findall(r'<p class="quoted"><a href="([^"]*)">↑ ([^<]*)</a></?[pb]', part)
        found += [(author, of, href) for href, of in links]
    return found


def test_each_quote_leads_to_the_message_whose_words_it_has(tmp_path: Path) -> None:
    site = SmallSite(tmp_path / "site")
    site.write("content/a.mbox", mbox())
    site.build()
    (path,) = (site.output / "t/mail").glob("*/index.html")
    page = path.read_text("utf-8")
    assert [(by, of) for by, of, _ in quotes(page)] == [
        ("P2", "P1"), ("P2", "P1"), ("P3", "P2"), ("P4", "P1"), ("P7", "P5"), ("P6", "P2"),
    ]  # fmt: skip
    for _, of, href in quotes(page):
        if of == "P1":
            assert href == "#main"
        else:
            assert re.search(rf"id=\"?{re.escape(href[1:])}\"? ", page)


def test_a_quote_leads_to_another_page_of_a_long_thread(tmp_path: Path, sitegen: Path) -> None:
    site = SmallSite(tmp_path / "site")
    site.start = [str(sitegen)]
    site.config("[build]\nthread_comments = 2\n")
    site.write("content/a.mbox", mbox())
    site.build()
    assert site.run("check").returncode == 0  # all links lead somewhere, anchors too
    pages = {
        p.parent.name: p.read_text("utf-8") for p in site.output.glob("t/mail/*/page-*/index.html")
    }
    links = [link for page in pages.values() for link in quotes(page)]
    assert ("P4", "P1") in [link[:2] for link in links]
    assert any(href.endswith("index.html#main") for _, _, href in links)


def test_a_quote_in_html_leads_to_its_source_as_well(tmp_path: Path) -> None:
    site = SmallSite(tmp_path / "site")
    head = "From x Thu Jan  2 09:00:00 2020\nDate: Thu, 02 Jan 2020 09:00:00 +0000\nSubject: S\n"
    kind = "Content-Type: text/html\n"
    site.write(
        "content/a.mbox",
        f"{head}From: Ann\nMessage-ID: <1@x>\n{kind}\n<p>Tides &amp; tables of the harbour.</p>\n\n"
        f"{head}From: Ben\nMessage-ID: <2@x>\nIn-Reply-To: <1@x>\n{kind}\n"
        "<blockquote type=cite><p>Tides &amp; tables <b>of</b> the harbour.</p></blockquote>No.\n\n"
        f"{head}From: Cy\nMessage-ID: <3@x>\nIn-Reply-To: <2@x>\n\n> Tides & tables of\n"
        "> the harbour.\n\nOh.\n",
    )
    site.build()
    (path,) = (site.output / "t/mail").glob("*/index.html")
    assert [(by, of) for by, of, _ in quotes(path.read_text("utf-8"))] == [
        ("Ben", "Ann"), ("Cy", "Ann"),
    ]  # fmt: skip


ARCHIVE = shared_folder() / "data/mbox/pipermail_openocd-development_2010-January.txt.gz"


@pytest.mark.skipif(not ARCHIVE.is_file(), reason="needs the real archives")
def test_most_quotes_of_a_real_list_lead_to_their_source(tmp_path: Path) -> None:
    site = SmallSite(tmp_path / "site")
    site.write("content/a.txt.gz", ARCHIVE.read_bytes())
    site.build()
    pages = [path.read_text("utf-8") for path in site.output.glob("t/mail/*/index.html")]
    links = sum(len(quotes(page)) for page in pages)
    all_quotes = sum(outermost(page) for page in pages)
    assert all_quotes > 600
    assert links > 0.75 * all_quotes


def outermost(page: str) -> int:
    depth = count = 0
    for closing in re.findall(r"<(/?)blockquote>", page):
        count += depth == 0
        depth += -1 if closing else 1
    return count


def test_no_address_stands_anywhere_on_the_site(tmp_path: Path) -> None:
    """Pages, lists, feeds, twins: only names of messages and addresses of the web may have an @."""
    site = SmallSite(tmp_path / "site")
    texts = mbox().replace("Subject: Tides", "Subject: A word for ann@secret.example")
    site.write(
        "content/a.mbox", texts.replace("Thanks.", "Ask ben@secret.example <cy@secret.example>.")
    )
    site.config(
        '[site]\nurl = "https://example.com/"\n'
        '[build]\ntwins = ["json", "md", "feed"]\norders = []\n'
    )
    site.build()
    assert any(name.endswith("index.json") for name in site.files())
    for name, data in site.files().items():
        assert b"secret.example" not in data, name
        told = re.findall(rb"[\w.+-]+@example.org", data)
        assert not [address for address in told if address.startswith(b"p")], name
