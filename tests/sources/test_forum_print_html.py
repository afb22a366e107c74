"""Printed topics and archives of forums beyond the samples: pages that join, whom a quote answers,
other pages, and time that grows with the page."""

import re
import time
from pathlib import Path

import pytest

from sitegen import sources
from sitegen.model import Continuation, Post, Problem, Record
from sitegen.sources._forum_prints import PRINTS
from sitegen.sources.source import Dump, Head

DATA = Path(__file__).parents[1] / "data"
HERE = DATA / "forum-print-html"
NAME = "forum-print-html"


def read(page: str, name: str = "x.html") -> list[Record]:
    source, dump = sources.recognise(Dump(name, Path(), page.encode()), {})
    assert source.name == NAME
    return list(sources.read(source, dump))


def posts(records: list[Record]) -> list[Post]:
    return [record for record in records if isinstance(record, Post)]


def sample(name: str) -> str:
    return (HERE / f"{name}.html").read_text("utf-8")


def smf(*told: tuple[str, str, str]) -> str:
    held = "".join(
        f'<dt class="postheader">T: <strong>Lids</strong><br />B: <strong>{author}</strong> on '
        f'<strong>{when}</strong></dt><dd class="postbody">{text}</dd>'
        for author, when, text in told
    )
    link = '<link rel="canonical" href="http://a.example/index.php?topic=8.0" />'
    return f'<html><head>{link}</head><body><dl id="posts">{held}</dl></body></html>'


def quote(author: str, when: str) -> str:
    return f'<div class="quoteheader">From: {author}, {when}</div><blockquote>x</blockquote>Yes.'


LOFI = "http://pots.example.net/forums/lofiversion/index.php/t204-50.html"
NOTED = f"<!-- saved from url=(0061){LOFI} -->\n"
PAGE_2 = '<td class="vbmenu_control">Page 2 of 3</td>'
ADA, BO = ("ada", "May 02, 2010, 12:00:05 PM", "Tea."), ("bo", "May 03, 2010, 1:00:05 PM", "No.")


@pytest.mark.parametrize(
    ("told", "text", "answers"),
    [
        ((ADA, BO), quote("bo", BO[1]), "bo"),
        ((ADA, BO), quote("ada", ADA[1]), "ada"),
        ((ADA, BO), quote("ada", BO[1]), None),  # two facts that do not belong together
        ((ADA, BO), quote("bo", ""), None),
        ((ADA, BO), f"Well: {quote('bo', BO[1])}", None),
        ((ADA, BO, ("bo", BO[1], "Oh.")), quote("bo", BO[1]), None),  # which of two?
        (
            (ADA, BO),
            f'<blockquote class="bbc"><cite>By bo on {BO[1]}</cite>No.</blockquote>Yes.',
            "bo",
        ),
    ],
)
def test_a_post_answers_the_one_that_its_first_quote_names(
    told: tuple[tuple[str, str, str], ...], text: str, answers: str | None
) -> None:
    found = posts(read(smf(*told, ("cy", "May 04, 2010, 1:00:05 PM", text))))
    ids = {post.author: post.id for post in found}
    parent = ids[answers] if answers else "web:a.example/topic/8/print"
    assert found[-1].parent == parent
    assert (found[-1].evidence is not None) is bool(answers)


def test_a_post_that_two_pages_hold_is_one() -> None:
    cy = ("cy", "May 04, 2010, 1:00:05 PM", '<a href="/x">Yes</a>.')
    one = {post.id for post in posts(read(smf(ADA, BO, cy)))}
    moved = smf(BO, (cy[0], cy[1], '<a href="http://a.example/x">Yes</a>.'))
    assert {post.id for post in posts(read(moved))} < one


def test_a_text_that_has_lost_its_head_takes_no_other() -> None:
    page = smf(ADA, BO).replace("</dd></dl>", '</dd><dd class="postbody">Hm.</dd></dl>')
    records = read(page)
    assert [post.author for post in posts(records)] == ["ada", "bo"]
    assert [record.lost for record in records if isinstance(record, Problem)] == [True]


def test_a_folder_names_the_forum_of_a_page_that_has_lost_its_address() -> None:
    page = re.sub("<link[^>]*>", "", smf(ADA, BO))
    (first, _) = posts(read(page, "a.example/x.html"))
    assert first.id.startswith("web:a.example/topic/~Lids/print#")


@pytest.mark.parametrize(
    ("name", "change", "opens"),
    [
        ("vbulletin-archive-page-2", ("", ""), False),
        ("vbulletin-archive-page-2", ("t-501.html", "t-501-p-3.html"), False),
        ("vbulletin-archive-page-2", ('">1</a> [<b>2', '">2</a> [<b>1'), True),
        ("phpbb", ("Page <strong>1", "Page <strong>2"), False),
        ("phpbb-subsilver-page-2", ("Page <b>2", "Page <b>1"), True),
        ("mybb-archive", ("?tid=19", "?tid=19&amp;page=2"), False),
        ("mybb-archive", ("<strong>1</strong>", '<a href="#">1</a>'), False),
        ("vbulletin-3", ("<br />", f"<table><tr>{PAGE_2}</tr></table>"), False),
        ("invision-lofi", ("<!DOCTYPE", NOTED + "<!DOCTYPE"), False),
    ],
)  # fmt: skip
def test_whether_a_page_is_the_first(name: str, change: tuple[str, str], opens: bool) -> None:
    records = read(sample(name).replace(*change))
    assert any(isinstance(record, Continuation) for record in records) is opens
    assert (posts(records)[0].parent is None) is opens


LINKED = (
    "<div class='ipbpagespan'>Pages: <a href='t204-0.html'>1</a>, "
    "<a href='t204-50.html'>2</a></div><div id='ipbcontent'>"
)


@pytest.mark.parametrize(
    ("name", "opens"),
    [
        ("lofiversion/index.php/t204.html", True),
        ("lofiversion/index.php/t204-0.html", True),
        ("lofiversion/index.php/t204-50.html", False),
        ("pots.html", False),  # which of the two is it?
    ],
)
def test_where_all_pages_are_links_the_address_tells_which_is_the_first(
    name: str, opens: bool
) -> None:
    records = read(sample("invision-lofi").replace("<div id='ipbcontent'>", LINKED), name)
    assert any(isinstance(record, Continuation) for record in records) is opens


def test_the_page_that_is_shown_is_no_link_back_to_it() -> None:
    page = sample("vbulletin-4").replace('href="javascript://" title', 'href="?page=1" title')
    assert any(isinstance(record, Continuation) for record in read(sample("vbulletin-4")))
    assert not any(isinstance(record, Continuation) for record in read(page))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("mybb", (' -  <strong>2014-07-09</strong>', "")),
        ("mybb", ("<strong>RE: Rust spots</strong>", "")),
        ("vbulletin-3", ('<td style="font-size:14pt">dag</td>', "")),
        ("phpbb-subsilver-30-page-2", ("<b>Cleo</b> [ Sun Aug 10, 2008 4:05 pm ]", "")),
    ],
)  # fmt: skip
def test_words_whose_author_is_lost_are_kept(name: str, change: tuple[str, str]) -> None:
    whole, damaged = posts(read(sample(name))), posts(read(sample(name).replace(*change)))
    assert len(damaged) == len(whole)
    assert sum(post.author is None for post in damaged) == 1


def test_a_tag_in_a_post_does_not_end_it() -> None:
    page = sample("invision-1").replace("The valve", "The <font></font></font>old valve")
    assert "sticks" in posts(read(page))[0].body.text


def test_the_last_post_of_a_page_that_is_cut_off_is_kept() -> None:
    page = sample("mybb").partition("Oil it")[0]
    assert [post.author for post in posts(read(page))] == ["dag", "guest - 7"]


@pytest.mark.parametrize("path", sorted(HERE.glob("*.html")), ids=lambda path: path.stem)
def test_no_other_format_claims_such_a_page(path: Path) -> None:
    head = Head(path.name, path.read_bytes()[: 64 * 1024])
    claims = [source.name for source in sources.SOURCES if source.sniff(head)]
    assert NAME in claims
    assert "forum-html" not in claims


@pytest.mark.parametrize(
    "path", sorted((DATA / "forum-html").glob("*.html")), ids=lambda path: path.stem
)
def test_pages_of_topics_are_not_claimed(path: Path) -> None:
    source = sources.by_name(NAME)
    assert not source.sniff(Head(path.name, path.read_bytes()[: 64 * 1024]))


def test_a_page_on_which_people_talk_of_such_pages_is_none() -> None:
    said = 'postheader posts posttop posttext printpost ipbwrapper "page" 14pt fullversion dateline'
    page = f"<html><body><p>{said}</p></body></html>".encode()
    assert not any(kind.look.mark.search(page) for kind in PRINTS)


HEADS = {path.stem: path.read_text("utf-8") for path in HERE.glob("*.html")}


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("smf-2", '<dd class="postbody">'),
        ("smf-2", '<div class="postheader"><strong>'),
        ("smf-2", f'<p class="postheader">{"<strong>x</strong>" * 3}</p><dd class="postbody">y'),
        ("smf-1", '<hr><div style="margin: 0 5ex;">x</div>'),
        ("vbulletin-archive-page-2", '<div class="post">'),
        ("vbulletin-3", '<td class="page"><hr>'),
        ("vbulletin-3", '<table><tr><td class="page">'),
        ("phpbb", '<div class="post"><div class="content">'),
        ("phpbb-subsilver-page-2", '<td><hr class="sep">'),
        ("phpbb-subsilver-page-2", '<table cellspacing="3"><tr><td><b>x</b><hr class="sep">'),
        ("mybb-archive", '<div class="multipage"><a>x</a>'),
        ("mybb", '<hr size="1" />'),
        ("mybb", '<hr size="1" /><strong>x</strong> - y - <strong>z</strong>'),
        ("mybb", "<strong>x</strong>"),
        ("mybb", '<td><hr size="1">x'),
        ("vbulletin-3", '<td class="page"><hr><div><strong>x</strong></div>'),
        ("vbulletin-3", '<div><strong>x</strong></div>'),
        ("invision-1", '<table border="1"><tr><td bgcolor="#EEEEEE"><b>x: y</b><td><font>x</font>'),
        ("invision-3", "<div class='post_block' id='post_id_'><div class='entry-content'>"),
        ("invision-lofi", '<div class="postwrapper"><div class="postname">'),
        ("invision-2", '<div class="printpost"><h4><b>'),
        ("invision-1", '<table border="1"><tr><td bgcolor="#EEEEEE"><b>x: y</b>'),
        ("invision-1", '<tr><td bgcolor="#EEEEEE"><b>x: y</b></td></tr>'),
        ("invision-1", '<a href="index.php?act=ST&act=Print&f=1&t=x">'),
    ],
)  # fmt: skip
def test_hostile_pages_take_linear_time(name: str, unit: str) -> None:
    source, page = sources.by_name(NAME), HEADS[name].replace("</body>", "{}</body>")

    def took(size: int) -> float:
        data = page.replace("{}", unit * (size // len(unit))).encode()
        start = time.perf_counter()
        source.sniff(Head("x.html", data[: 64 * 1024]))
        list(sources.read(source, Dump("x.html", Path(), data)))
        return time.perf_counter() - start

    took(1000)
    assert took(800_000) < max(3.0, 12 * took(100_000))
