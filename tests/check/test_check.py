"""Every check finds the fault that it is for, planted in a site in which nothing else is wrong."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from small_site import MANIFEST, SmallSite, node

from sitegen.check import budget, published, run
from sitegen.check.finding import Finding
from sitegen.check.places import Site

URL = "https://example.org/railway/"
THREAD = "t/hn/1/index.html"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    site = SmallSite(tmp_path_factory.mktemp("check") / "site")
    site.config(f'[site]\nurl = "{URL}"\n')
    site.dump("a.json", node(1, node(2, node(3)), node(4), title="Signals"), node(9, title="Rails"))
    site.build()
    return site


@pytest.fixture
def site(built: SmallSite, tmp_path: Path, sitegen: Path) -> SmallSite:
    """The same site, built once: with its times, so that it counts as it was left."""
    site = SmallSite(shutil.copytree(built.folder, tmp_path / "site"))
    site.start = [str(sitegen)]
    return site


def found(site: SmallSite, jobs: int = 1) -> list[Finding]:
    paths, config = site.chosen()
    return list(run.check(paths, config, jobs).findings)


def put_in(site: SmallSite, text: str, path: str = THREAD, before: str = "</main>") -> None:
    """Writes something into a page that was built."""
    file = site.output / path
    page = file.read_text("utf-8")
    assert before in page
    file.write_text(page.replace(before, text + before, 1), "utf-8")


def add(site: SmallSite, path: str, data: str | bytes) -> None:
    """A file that counts as sitegen's own."""
    site.write(f"output/{path}", data)
    manifest = site.output / MANIFEST
    names = {*manifest.read_text("utf-8").split("\n"), path} - {""}
    manifest.write_text("".join(f"{name}\n" for name in sorted(names)), "utf-8")


def test_nothing_is_wrong_with_a_site_as_it_was_built(site: SmallSite) -> None:
    assert found(site) == []


@pytest.mark.parametrize(
    ("planted", "kind", "told"),
    [
        ('<a href="../2/index.html">x</a>', "link", "'../2/index.html' leads nowhere"),
        ('<a href="../../../../x.html">x</a>', "link", "leads nowhere"),
        ("<a href=/railroad/>x</a>", "link", "leads nowhere"),
        ("<a href='#c-77'>x</a>", "anchor", f"{THREAD}#c-77"),
        ('<a href="../9/index.html#c-8">x</a>', "anchor", "t/hn/9/index.html#c-8"),
        ("<p><i>x</p>", "html", "</p> inside <i>"),
        ("<div>", "html", "</main> inside <div>"),
        ("1 < 2", "html", "begins no tag"),
        ("<b id=main>x</b>", "html", "'main' stands twice"),
        ("<script src=//cdn.example.com/x.js></script>", "foreign", "cdn.example.com"),
        ('<img alt="" src="https://pics.example.com/a.png">', "foreign", "pics.example.com"),
        ('<img alt="" srcset="https://pics.example.com/a.png 2x">', "foreign", "pics.example.com"),
        ("<i style='background:url(http://b.example.com/)'>x</i>", "foreign", "b.example.com"),
        ("<style>@import 'http://b.example.com/a.css';</style>", "foreign", "b.example.com"),
        ("<link rel='x icon' href=https://b.example.com/a>", "foreign", "b.example.com"),
        (f'<link rel=canonical href="{URL}t/hn/7/">', "canonical", "t/hn/7/"),
        ('<img alt="" src="missing.png">', "link", "it loads 'missing.png'"),
        ("<p>ask ada.lind@signals-and-rails.org</p>", "email", "ada.lind@signals-and-rails.org"),
        ("<a href=mailto:bo@rails.test.se>x</a>", "email", "bo@rails.test.se"),
    ],
)
def test_a_fault_in_a_page_is_found(site: SmallSite, planted: str, kind: str, told: str) -> None:
    put_in(site, planted)
    (finding,) = found(site)
    assert (finding.kind, finding.where) == (kind, THREAD)
    assert told in finding.message


@pytest.mark.parametrize(
    "planted",
    [
        '<a href="../9/index.html?x=1">x</a>',
        "<a href=../9/>x</a><a href=../9>x</a><a href=.>x</a><a href=/railway/>x</a>",
        "<a href='#top'>x</a><a href='#'>x</a><a href='#c%2D2'>x</a>",
        "<ul><li>x<li>y</ul><p>x<p>y",
        "<script>if (1 < 2) document.write('<b>')</script><!-- <b> -->",
        "<img alt='a href=nowhere' title=\"x src=http://b.example.com/\" src=data:,>",
        f"<link rel=canonical href={URL}t/hn/9/>",
        "<svg><path d='M0 0'/></svg>",
        "<a href=https://elsewhere.example.com/>x</a>",
        "<p>@ada@rails.social, ada@example.com, https://m.social/@ada, a@b</p>",
    ],
)
def test_what_is_right_is_let_be(site: SmallSite, planted: str) -> None:
    put_in(site, planted)
    assert found(site) == []


def test_a_page_that_is_not_utf_8_or_has_no_doctype(site: SmallSite) -> None:
    page = (site.output / THREAD).read_bytes()
    (site.output / THREAD).write_bytes(page + b"\xff")
    assert "UTF-8" in found(site)[0].message
    (site.output / THREAD).write_bytes(page.replace(b"<!doctype html>", b""))
    assert "doctype" in found(site)[0].message


def test_a_file_that_is_gone(site: SmallSite) -> None:
    styles = site.static("static/style.css")
    (site.output / styles).unlink()
    (finding,) = found(site)
    assert (finding.kind, finding.where) == ("missing", styles)


def test_what_a_style_sheet_loads(site: SmallSite) -> None:
    styles = site.static("static/style.css")
    with open(site.output / styles, "a", encoding="utf-8") as file:
        file.write("a{background:url( 'https://b.example.com/a.png' )}/* url(http://x/) */")
    (finding,) = found(site)
    assert (finding.kind, finding.where) == ("foreign", styles)


def test_a_site_built_for_another_url_than_is_set(site: SmallSite) -> None:
    site.config('[site]\nurl = "https://example.org/other/"\n')
    (finding,) = found(site)
    assert (finding.kind, finding.level) == ("canonical", "error")
    assert finding.message == f"the site was built for {URL}, not for https://example.org/other/"


def test_a_site_is_checked_for_the_url_that_it_was_built_for(site: SmallSite) -> None:
    site.config("")  # it was told on the command line
    assert found(site) == []
    put_in(site, f'<link rel="canonical" href="{URL}nowhere/">', before="</head>")
    assert "canonical" in {finding.kind for finding in found(site)}


def test_a_sitemap_that_names_a_page_that_is_not_there(site: SmallSite) -> None:
    put_in(site, f"<url><loc>{URL}t/hn/7/</loc></url>", "sitemap.xml", "</urlset>")
    (finding,) = found(site)
    assert (finding.kind, finding.where) == ("sitemap", "sitemap.xml")


@pytest.mark.parametrize(
    ("planted", "kind", "told"),
    [
        ("<entry><title>x</title><updated>x</updated></entry>", "feed", "entry has no id"),
        (f"<link href='{URL}t/hn/7/'/>", "feed", "t/hn/7/"),
        ("<p>&nbsp;</p>", "xml", "not well-formed"),
    ],
)
def test_a_feed_that_readers_cannot_use(
    site: SmallSite, planted: str, kind: str, told: str
) -> None:
    put_in(site, planted, "feed.xml", "</feed>")
    (finding,) = found(site)
    assert (finding.kind, finding.where) == (kind, "feed.xml")
    assert told in finding.message


def test_a_file_that_github_does_not_take(site: SmallSite) -> None:
    add(site, "static/film.bin", b"")
    with open(site.output / "static/film.bin", "r+b") as file:
        file.truncate(100_000_001)
    assert [one for one in found(site) if one.kind == "size"] == [
        Finding("size", "static/film.bin", "the file has 100 MB")
    ]


def test_a_build_whose_sums_do_not_agree(site: SmallSite) -> None:
    (site.state / "store.db").rename(site.state / "elsewhere")
    assert [one.kind for one in found(site)] == ["sums"]
    (site.state / "elsewhere").rename(site.state / "store.db")
    site.run("build", "-q", "-o", "other")
    assert "another folder" in found(site)[0].message


def test_a_build_that_failed(site: SmallSite) -> None:
    site.write("templates/thread.html", "{% extends 'default:thread.html' %}"
               "{% block main %}{{ thread.count // 0 }}{% endblock %}")  # fmt: skip
    assert site.build().failures
    assert "the last build failed, or was cut off" in [one.message for one in found(site)]


def test_every_url_that_was_published_must_answer(site: SmallSite) -> None:
    assert published.add(site.folder, site.files()) > 5
    assert published.add(site.folder, site.files()) == 0
    lines = (site.folder / published.FILE).read_text("utf-8").split("\n")
    assert {"./", "t/hn/1/", "feed.xml"} < set(lines)
    assert not {"404.html", site.static("static/style.css")} & set(lines)
    site.dump("a.json", node(1, node(2), title="Signals"))
    site.build()
    (finding,) = (one for one in found(site) if "t/hn/9/" in one.message)
    assert (finding.kind, finding.where) == ("lock", f"urls.lock:{lines.index('t/hn/9/') + 1}")
    published.add(site.folder, site.files())
    assert "t/hn/9/" in (site.folder / published.FILE).read_text("utf-8")


def test_processes_find_the_same(site: SmallSite, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(9):
        add(site, f"x/{number}.html", f"<!doctype html><a href=../{number}>x</a><b>")
    alone = found(site)
    monkeypatch.setattr(run, "_ALONE", 1)
    monkeypatch.setattr(run, "_BATCH", 3)
    assert found(site, jobs=2) == alone
    assert len(alone) == 19  # and the manifest was changed


def test_a_long_thread_is_looked_up_on_all_its_pages(site: SmallSite) -> None:
    site.config("[build]\nthread_comments = 5\n")
    answers = [node(n, text='<a href="https://news.ycombinator.com/item?id=39">x</a>')
               for n in range(10, 40)]  # fmt: skip
    site.dump("a.json", node(1, *answers, title="Signals"))
    site.build()
    assert found(site) == []


def test_the_budget_says_what_takes_up_the_room(site: SmallSite) -> None:
    paths, config = site.chosen()
    result = run.check(paths, config, 1, with_budget=True)
    told = result.budget
    assert told is not None
    sizes = {path: len(data) for path, data in site.files().items() if path != MANIFEST}
    assert (told.files, told.size) == (len(sizes), sum(sizes.values()))
    assert told.size == sum(size for _, _, size in told.kinds)
    assert told.largest[0] == max(sizes.items(), key=lambda item: item[1])
    assert told.threads[0] == ("t/hn/1/", sizes[THREAD])
    at = Site(str(site.output), URL)
    assert list(budget.over(budget.measure(at))) == []
    assert [one.level for one in budget.over(told, told.size - 1)] == ["error"]
    assert [one.level for one in budget.over(told, told.size + 1)] == ["warning"]


def test_findings_of_a_kind_are_counted_and_not_all_kept(site: SmallSite) -> None:
    for number in range(300):
        add(site, f"x/{number}.html", "<!doctype html><b>")
    done = site.run("check", "--json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert {"kind": "html", "level": "error", "count": 300} in told["counts"]
    assert sum(one["kind"] == "html" for one in told["findings"]) == 200


def test_warnings_fail_only_when_strict(site: SmallSite) -> None:
    put_in(site, "<p>ask ada.lind@signals-and-rails.org</p>")
    command: Callable[..., int] = lambda *options: site.run("check", *options).returncode  # noqa: E731
    assert command() == 0
    assert command("--strict") == 1
    assert command("--lock") == 0
    assert (site.folder / published.FILE).is_file()
