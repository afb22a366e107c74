"""Saved Hacker News pages: what follows from how rows lie on a page, in samples and real pages."""

from pathlib import Path

import pytest

from sitegen import sources
from sitegen.model import Continuation, Evidence, Post, Problem, Record, assemble
from sitegen.sources import _hn_links, _hn_pages, _hn_rows, _html, hn_html
from sitegen.sources._hn_links import Address
from sitegen.sources._hn_markup import markup
from sitegen.sources.source import Dump, Head
from sitegen.store import Store

DATA = Path(__file__).parents[1] / "data" / "hn-html"


def records_of(path: Path) -> list[Record]:
    return list(sources.read(hn_html.SOURCE, Dump(path.name, path)))


def posts_of(path: Path) -> dict[str, Post]:
    return {record.id: record for record in records_of(path) if isinstance(record, Post)}


def row(text: str, depth: int | None = 0, number: int = 7, head: str = "") -> str:
    indent = "" if depth is None else f'<td class="ind" indent="{depth}"><img src="s.gif"></td>'
    return (
        f'<tr class="athing comtr" id="{number}"><td><table><tr>{indent}<td class="default">'
        f'<span class="comhead"><a href="user?id=ann" class="hnuser">ann</a> <span class="age">'
        f'<a href="item?id={number}">1 hour ago</a></span> {head}</span><br>'
        f'<div class="comment"><div class="commtext c00">{text}</div></div></td></tr></table>'
        "</td></tr>"
    )


def page(rows: str, story: int = 1) -> list[Record]:
    root, fault = _html.tree(
        f'<html><head><title>T | Hacker News</title></head><table class="fatitem"><tr '
        f'class="athing" id="{story}"><td class="title"><a href="item?id={story}">T</a></td></tr>'
        f'<tr><td class="subtext">9 points by <a href="user?id=eve">eve</a></td></tr></table>'
        f"<table>{rows}</table></html>"
    )
    assert root is not None
    assert not fault
    return list(_hn_pages.records(root))


def test_a_row_without_its_frame_says_no_more_than_its_text() -> None:
    bare = row("Steam.").replace('<div class="comment">', "<div>")
    assert 'class="comment"' not in bare
    (comment,) = [r for r in page(bare) if isinstance(r, Post) and r.id == "hn:7"]
    assert (comment.author, comment.body.text) == ("ann", "Steam.")


def body(html: str) -> str:
    root, _ = _html.tree(f"<span id=top>{html}</span>")
    assert root is not None
    top = root.css_first("#top")
    assert top is not None
    return markup(top, archived=False)


# Addresses


@pytest.mark.parametrize(
    ("href", "means"),
    [
        ("item?id=12", Address(12)),
        ("item?id=12&p=3", Address(12, 3)),
        ("https://news.ycombinator.com/item?id=12#34", Address(12)),
        ("item%3Fid=12.html", Address(12)),
        ("item%3Fid%3D12%26p%3D2", Address(12, 2)),
        ("/web/20130315120000/http://news.ycombinator.com/item?id=12", Address(12)),
        ("/x?fnid=aBc", Address(more="aBc")),
        ("user?id=ann", Address()),
        ("https://example.org/litem?id=12", Address()),
        ("newcomments?next=12", Address()),
        ("", Address()),
    ],
)
def test_what_an_address_leads_to(href: str, means: Address) -> None:
    assert _hn_links.address(href) == means


def test_links_to_vote_say_on_which_page_they_stand() -> None:
    said = _hn_links.saved_from
    assert said("vote?id=3&how=up&goto=item%3Fid%3D12%26p%3D2#3") == Address(12, 2)
    assert said("vote?for=3&dir=up&whence=%69%74%65%6d%3f%69%64%3d%31%32") == Address(12)
    assert said("vote?for=3&whence=%2f%78%3f%66%6e%69%64%3d%61%42") == Address(more="aB")
    assert said("user?id=ann") is None


# Bodies


NOFOLLOW = 'rel="nofollow"'
SITE = "https://news.ycombinator.com/"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("One<p>two<p>three", "One<p>two<p>three"),
        ("<font color=#000000>One<p>two</font><p><font size=1><u>reply</u></font>", "One<p>two"),
        ("a<i> b </i>c", "a <i>b</i> c"),
        ("&lt;b&gt; &amp;amp; it's", "&lt;b&gt; &amp;amp; it&#x27;s"),
        ("x<div class=reply><a href=reply?id=1>reply</a></div>", "x"),
        ("<pre><code>  a\n\n  &lt;</code></pre>d", "<pre><code>  a\n\n  &lt;</code></pre><p>d"),
        ("<i></i><a>no</a> link", "no link"),
        ("<script>alert(1)</script>x<style>y</style>", "x"),
        ('<a href="javascript:1">x</a>', f'<a href="javascript:1" {NOFOLLOW}>x</a>'),
        ('<a href="item?id=5">x</a>', f'<a href="{SITE}item?id=5" {NOFOLLOW}>x</a>'),
        ("one\ntwo", "one\ntwo"),
        ("one\n          two\n        ", "one two"),
        ("<p>a</p><p></p><p> </p>b", "a<p>b"),
    ],
)
def test_a_body_is_told_in_the_markup_of_the_site(html: str, expected: str) -> None:
    assert body(html) == expected


def test_white_space_of_a_layout_is_gone_through_once() -> None:
    assert body("<i>" + "<span>\n    </span>" * 20_000 + "</i>x") == "<i></i>x"


# Who answers whom


def test_a_row_that_is_two_levels_deeper_hangs_from_the_deepest_sure_one() -> None:
    posts = [r for r in page(row("a", 0, 10) + row("b", 2, 11)) if isinstance(r, Post)]
    assert [post.parent for post in posts] == [None, "hn:1", "hn:10"]
    evidence = posts[2].evidence
    assert evidence is not None
    assert (evidence.parent, evidence.border) == ("guessed", "recorded")


def test_a_link_to_the_parent_settles_what_indentation_cannot() -> None:
    head = '<a href="#9">parent</a>'
    posts = [r for r in page(row("a", 3, 11, head)) if isinstance(r, Post)]
    assert (posts[1].parent, posts[1].root, posts[1].evidence) == ("hn:9", "hn:1", None)


def test_rows_that_lie_in_rows_are_part_of_them() -> None:
    records = page(row(f"<table>{row('inner', 0, 12)}</table>", 0, 11))
    assert [r.id for r in records if isinstance(r, Post)] == ["hn:1", "hn:11"]


def test_a_comment_without_an_id_that_has_a_text_is_a_problem() -> None:
    nameless = row("words", 0, 11).replace(' id="11"', "").replace("item?id=11", "x")
    problems = [record for record in page(nameless) if isinstance(record, Problem)]
    assert [problem.message for problem in problems] == ["a comment without an id: 'words'"]


def test_ids_beyond_all_range_are_none() -> None:
    huge = str(1 << 60)
    for number in (huge, "0", "-4", "٣"):
        rows = row("words", 0, 11).replace('"11"', f'"{number}"').replace("?id=11", f"?id={number}")
        assert [r.id for r in page(rows) if isinstance(r, Post)] == ["hn:1"]


def test_a_chain_deeper_than_any_stack() -> None:
    count = 3000
    records = page("".join(row("x", d, 10 + d) for d in range(count)))
    made = assemble("hn:1", [record for record in records if isinstance(record, Post)])
    assert len(made.comments) == count
    assert made.comments[-1].depth == count - 1


# Pages of one thread


def test_pages_of_one_thread_are_joined_whether_they_name_their_story_or_not(
    tmp_path: Path,
) -> None:
    store = Store.open(tmp_path / "store.db")
    for path in sorted(DATA.glob("20[12][0-9]-page-?.html")):
        store.replace_dump(path.name, "1", "hn-html", records_of(path))
    store.resolve()
    shown = {}
    for summary in store.summaries():
        made = assemble(summary.id, *store.thread(summary.id))
        shown[summary.id] = [(c.post.id[-3:], c.depth, c.note) for c in made.comments]
    store.close()
    assert shown == {
        "hn:3400100": [
            ("110", 0, ""), ("120", 1, ""), ("130", 0, ""), ("140", 1, ""), ("150", 1, ""),
            ("160", 0, ""), ("170", 1, ""), ("180", 0, ""),
        ],
        "hn:23100100": [
            ("110", 0, ""), ("120", 1, ""), ("130", 2, ""), ("140", 1, ""), ("150", 0, ""),
        ],
    }  # fmt: skip


def test_a_second_page_alone_keeps_its_thread_together(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store.db")
    store.replace_dump("2", "1", "hn-html", records_of(DATA / "2020-page-2.html"))
    store.resolve()
    assert [(summary.id, summary.posts) for summary in store.summaries()] == [("hn:23100100", 4)]
    made = assemble("hn:23100100", *store.thread("hn:23100100"))
    assert {comment.depth for comment in made.comments} == {0}
    store.close()


# Recognising


@pytest.mark.parametrize(
    "page",
    [
        "<title>The Hacker News</title><div class=comment>security</div>",
        "<title>Startup News | DataTau</title><table id=hnmain><tr class=athing><td class=title>",
        '<?xml version="1.0"?><rss><title>Hacker News: Front Page</title></rss>',
        "<p>I read this on Hacker News. <span class=comhead>odd</span>",
        '{"title": "<table id=hnmain>Hacker News"}',
        "",
    ],
)
def test_what_is_no_page_of_the_site_is_not_claimed(page: str) -> None:
    assert not hn_html.SOURCE.sniff(Head("page.html", page.encode(), True))


def test_a_head_that_nests_without_end_is_looked_at_all_the_same() -> None:
    for soup in ("<i x={}><p>", "<b><div></b>", "<div>", "<table><tr><td>"):
        data = "<title>x | Hacker News</title>" + "".join(soup.format(n) for n in range(9000))
        hn_html.SOURCE.sniff(Head("page.html", data.encode()[: 64 * 1024], False))


# Real pages


def real_pages(shared: Path) -> list[Path]:
    return sorted((shared / "data" / "hn-html").glob("*.html"))


def test_links_to_the_parent_agree_with_indentation(shared: Path) -> None:
    seen = 0
    for path in real_pages(shared):
        with path.open("rb") as stream:
            root, _ = _html.page(stream)
        assert root is not None
        posts = posts_of(path)
        for cell in root.css("td.default"):
            told = _hn_rows.row(cell, archived=False)
            if told is None or told.parent is None or told.depth is None:
                continue
            seen += 1
            assert posts[f"hn:{told.number}"].parent == f"hn:{told.parent}"
    assert seen > 200


def test_a_thread_of_three_real_pages_is_one(shared: Path, tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store.db")
    for path in real_pages(shared):
        if path.name.startswith("2012_3412900"):
            store.replace_dump(path.name, "1", "hn-html", records_of(path))
    store.resolve()
    assert [(s.id, s.count) for s in store.summaries()] == [("hn:3412900", 97 + 100 + 27)]
    made = assemble("hn:3412900", *store.thread("hn:3412900"))
    assert sum(comment.depth == 0 for comment in made.comments) == 37 + 88 + 24
    assert not any(comment.note for comment in made.comments)
    store.close()


def test_what_real_pages_say_of_states_and_times(shared: Path) -> None:
    exact = {"2023", "2024", "2026"}
    for path in real_pages(shared):
        for record in records_of(path):
            assert not isinstance(record, Problem), (path.name, record)
            if isinstance(record, Continuation) or record.state != "visible":
                continue
            assert isinstance(record, Post)
            assert record.author
            if path.name[:4] in exact:
                assert record.created
            else:
                assert record.labels[-1].endswith(" ago")
            if record.parent:
                assert record.body.text, (path.name, record.id)
            assert isinstance(record.evidence, Evidence | None)


# Comments whose authors copied furniture into them; the page's own follows in its own block.
COPIED = {"hn:9812584", "hn:9812760", "hn:9816241", "hn:41439430"}


def test_bodies_of_real_pages_hold_no_furniture_and_no_mojibake(shared: Path) -> None:
    for path in real_pages(shared):
        for post in posts_of(path).values():
            text = post.body.text
            ends = text.endswith(("reply", "-----"))
            assert ends == (post.id in COPIED), (path.name, post.id)
            for trace in ("Ã", "â€", "\ufffd", "&amp;amp;", "&amp;#", "<font", "<span", "</p>"):
                assert trace not in text, (path.name, post.id, trace)
