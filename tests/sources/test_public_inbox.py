"""Pages of public-inbox beyond the samples: pages saved by browsers, other pages, mail beside."""

import re
import time
from pathlib import Path

import pytest

from sitegen import sources
from sitegen.model import Post, Problem, Record
from sitegen.sources import mbox, public_inbox_html
from sitegen.sources.source import Dump, Head

DATA = Path(__file__).parents[1] / "data" / "public-inbox-html"


def read(page: str, folder: Path) -> list[Record]:
    (folder / "x.html").write_text(page, "utf-8")
    dump = Dump("x.html", folder / "x.html")
    assert sources.detect(sources.head(dump), {}) is public_inbox_html.SOURCE
    return list(sources.read(public_inbox_html.SOURCE, dump))


def posts(records: list[Record]) -> list[Post]:
    return [record for record in records if isinstance(record, Post)]


def test_flat_and_nested_pages_tell_the_same(tmp_path: Path) -> None:
    flat, nested = (
        read((DATA / f"thread-{look}.html").read_text("utf-8"), tmp_path)
        for look in ("flat", "nested")
    )
    assert flat == nested


def test_a_page_that_a_browser_saved(tmp_path: Path) -> None:
    """Quotes around all values, whole addresses."""
    page = (DATA / "thread-flat.html").read_text("utf-8")
    page = re.sub(r"(href|id)=([#\w]+)", r'\1="\2"', page)
    page = page.replace('href="../../', 'href="https://lists.example.org/kiln/')
    page = page.replace('href="#', 'href="https://lists.example.org/kiln/a1@ex.org/T/#')
    found = posts(read(page, tmp_path))
    assert [(post.id, post.parent) for post in found] == [
        ("mail:a1@ex.org", None),
        ("mail:a2@ex.org", "mail:a1@ex.org"),
        ("mail:a3/x+y@ex.org", "mail:a2@ex.org"),
        ("mail:a4@ex.org", "mail:ghost@ex.org"),
    ]
    assert found[2].permalink == "https://lists.example.org/kiln/a3%2Fx+y@ex.org/"


def test_ids_are_those_of_a_mailbox(tmp_path: Path) -> None:
    (tmp_path / "x.mbox").write_text(
        "From x Fri Mar  1 09:00:05 2024\nFrom: Mira Bell <mira@example.org>\n"
        "List-Id: <kiln.lists.example.org>\nSubject: [PATCH 1/1] kiln: cool slowly\n"
        "Date: Fri, 01 Mar 2024 10:00:05 +0100\nMessage-ID: <a2@ex.org>\n"
        "In-Reply-To: <a1@ex.org>\n\nFast is bad.\n"
    )
    (mail,) = posts(list(sources.read(mbox.SOURCE, Dump("x.mbox", tmp_path / "x.mbox"))))
    (page,) = posts(read((DATA / "message.html").read_text("utf-8"), tmp_path))
    for name in ("id", "parent", "author", "created", "title", "community"):
        assert getattr(page, name) == getattr(mail, name)


@pytest.mark.parametrize(
    "page",
    [
        b'<html><form action="./"><a href="_/text/help/">help</a></form><pre>* <a href="x/">x</a>',
        b'<html><pre id=b>From: Mira\nSubject: Letters</pre></html>',
        b'<html><p>A link of /_/text/help/ and id=m22c2b8cbad8c0d4b953c6b920f56f7e016ca5af2</p>',
    ],
)  # fmt: skip
def test_other_pages_are_not_claimed(page: bytes) -> None:
    assert not public_inbox_html.SOURCE.sniff(Head("x.html", page))


def test_no_list_is_named_after_the_file_of_a_page(tmp_path: Path) -> None:
    page = (DATA / "thread-flat.html").read_text("utf-8").replace("public inbox for", "mail of")
    assert {post.community for post in posts(read(page, tmp_path))} == {None}


def test_no_message_is_lost_unseen(tmp_path: Path) -> None:
    page = (DATA / "thread-flat.html").read_text("utf-8").replace("From: tobias @", "By tobias @")
    records = read(page, tmp_path)
    assert len(posts(records)) == 3
    assert [r.where for r in records if isinstance(r, Problem)] == ["x.html: a3/x+y@ex.org"]


@pytest.mark.parametrize(
    "unit",
    [
        "In-Reply-To: <aaaaaaaaaaaa",
        "From: x @ ",
        '<pre><a href="#e{0}" id="m{0}">*</a> x\n@ <a href="#m{0}">permalink',
        '<a id="m{0}">permalink</a>',
    ],
)
def test_hostile_pages_take_linear_time(unit: str, tmp_path: Path) -> None:
    page = (DATA / "thread-flat.html").read_text("utf-8")
    at = page.index("From: Mira")
    unit = unit.format("0" * 40)

    def took(size: int) -> float:
        start = time.perf_counter()
        read(page[:at] + unit * (size // len(unit)) + page[at:], tmp_path)
        return time.perf_counter() - start

    took(10_000)
    assert took(1_000_000) < 40 * took(100_000) + 1
