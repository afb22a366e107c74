"""Saved Reddit pages: what follows from their designs, in invented and in real pages."""

from pathlib import Path

import pytest

from sitegen import sources
from sitegen.model import Gap, Post, Problem, Record, assemble
from sitegen.sources import _html, _reddit_cards, reddit_html
from sitegen.sources._reddit_markup import markup
from sitegen.sources.source import Dump, Head

DATA = Path(__file__).parents[1] / "data" / "reddit-html"


def records_of(path: Path) -> list[Record]:
    return list(sources.read(reddit_html.SOURCE, Dump(path.name, path)))


def posts_of(records: list[Record]) -> dict[str, Post]:
    return {record.id: record for record in records if isinstance(record, Post)}


def page(tmp_path: Path, html: str) -> list[Record]:
    path = tmp_path / "page.html"
    path.write_text(html, "utf-8")
    return records_of(path)


def thing(number: int, inner: str = "", name: str = "") -> str:
    name = name or f"t1_e{number}"
    return (
        f'<div class="thing comment" data-fullname="{name}" data-author="ann"><div class="entry">'
        f'<div class="usertext-body"><div class="md"><p>{number}</p></div></div></div>'
        f'<div class="child">{inner}</div></div>'
    )


# Bodies


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a\n   b</p>\n<p>c</p>", "<p>a b</p> <p>c</p>"),
        ("<pre><code>a\n   b</code></pre> c", "<pre><code>a\n   b</code></pre> c"),
        ("1 &lt; 2 &amp;amp; 3", "1 &lt; 2 &amp;amp; 3"),
        ("a<br>b<hr><p></p>", "a<br>b<hr><p></p>"),
        ('<a href="/r/x" class="y" onclick="z">r</a>', '<a href="https://www.reddit.com/r/x">r</a>'),
        ('<a href="//i.example/&quot;">r</a>', '<a href="https://i.example/&quot;">r</a>'),
        ("<shreddit-spoiler>s</shreddit-spoiler>", '<span class="md-spoiler-text">s</span>'),
        ("<faceplate-img><i>x</i></faceplate-img>", "<i>x</i>"),
        ("<script>x</script><button>Reply</button>y<!-- z -->", "y"),
    ],
)  # fmt: skip
def test_a_body_is_written_anew(html: str, expected: str) -> None:
    root, _ = _html.tree(f"<div id=top>{html}</div>")
    assert root is not None
    top = root.css_first("#top")
    assert top is not None
    assert markup(top) == expected


# Scores


@pytest.mark.parametrize(
    ("told", "score", "label"),
    [
        ("12 points", 12, ()),
        ("1,234", 1234, ()),
        ("-3 points", -3, ()),
        ("\u22123", -3, ()),
        ("0", 0, ()),
        ("11.0k", None, ("11.0k points",)),
        ("1k points", None, ("1k points",)),
        ("Vote", None, ()),
        ("•", None, ()),
        ("", None, ()),
        ("9" * 40, None, ()),
    ],
)
def test_a_score_is_a_number_only_where_the_page_did_not_round_it(
    told: str, score: int | None, label: tuple[str, ...]
) -> None:
    assert _reddit_cards.number(told) == score
    assert _reddit_cards.shortened(told) == label


# Designs


def test_replies_nested_deeper_than_any_stack(tmp_path: Path) -> None:
    inner = ""
    for number in range(300, 0, -1):
        inner = thing(number, inner)
    posts = posts_of(page(tmp_path, thing(0, inner, "t3_9zz"))) | {}
    nested = assemble("reddit:t3_9zz", posts.values())
    assert len(nested.comments) == 300
    assert nested.comments[-1].depth == 299


def test_a_thing_without_a_usable_name_is_no_post(tmp_path: Path) -> None:
    bad = "".join(thing(1, name=name) for name in ("t1_", "t5_abc", "t1_<b>", "t1_" + "a" * 50))
    posts = posts_of(page(tmp_path, thing(2, bad, "t3_9zz") + thing(3)))
    assert set(posts) == {"reddit:t3_9zz", "reddit:t1_e3"}


def test_a_comment_without_a_thread_is_a_problem(tmp_path: Path) -> None:
    records = page(tmp_path, thing(3))
    assert [type(record) for record in records] == [Problem]


def test_the_same_post_has_the_same_id_and_thread_in_every_design() -> None:
    for name, thread in (
        ("old-2016", "9zz001"),
        ("react-2019", "9zz101"),
        ("shreddit-2026", "1zz0001"),
    ):
        posts = posts_of(records_of(DATA / f"{name}.html"))
        assert {post.root for post in posts.values()} == {f"reddit:t3_{thread}"}
        assert all(post.parent in posts for post in posts.values() if post.parent)


def test_comments_loaded_later_belong_below_those_of_their_page() -> None:
    first = posts_of(records_of(DATA / "shreddit-2026.html"))
    later = posts_of(records_of(DATA / "shreddit-more.html"))
    thread = assemble("reddit:t3_1zz0001", [*first.values(), *later.values()])
    assert [(c.post.id[-2:], c.depth) for c in thread.comments][:4] == [
        ("01", 0), ("02", 1), ("11", 2), ("12", 3),
    ]  # fmt: skip


# Recognising


@pytest.mark.parametrize(
    "html",
    [
        "<title>All about reddit</title><link rel=canonical href=https://notreddit.com/r/x>",
        "<meta property=og:site_name content=Redditch><p>reddit",
        "<div class=thing>reddit</div>",
        "<script src=https://www.redditstatic.com/ads/pixel.js></script><p>a shop",
        '{"kind": "Listing", "html": "<shreddit-post>"}',
        "",
    ],
)
def test_what_is_no_page_of_reddit_is_not_claimed(html: str) -> None:
    assert not reddit_html.SOURCE.sniff(Head("page.html", html.encode(), True))


# Real pages


def real_pages(shared: Path) -> list[Path]:
    return sorted((shared / "data" / "reddit-html").glob("*.html"))


def test_real_pages_make_whole_threads(shared: Path) -> None:
    for path in real_pages(shared):
        records = records_of(path)
        assert not any(isinstance(record, Problem) for record in records)
        posts = posts_of(records)
        (root,) = {post.root for post in posts.values()}
        assert root is not None
        assert posts[root].title
        assert posts[root].author
        for post in posts.values():
            assert post.root == root
            assert (post.parent in posts) == (post.id != root)
            assert post.evidence is None
            assert post.created or post.labels[-1].endswith("ago")
            if post.state == "visible" and post.parent:
                assert post.author
                assert post.body.text or "collapsed" in post.labels, post.id
        assert all(g.parent in posts and g.root == root for g in records if isinstance(g, Gap))


def test_bodies_of_real_pages_hold_no_furniture_and_no_mojibake(shared: Path) -> None:
    for path in real_pages(shared):
        for post in posts_of(records_of(path)).values():
            for trace in ("Ã", "â€", "\ufffd", "&amp;amp;", "&amp;#", "class=", "<button", "\n   "):
                assert trace not in post.body.text or "<pre" in post.body.text, (post.id, trace)
            assert not post.body.text.endswith(("Reply", "Share"))


def test_a_page_of_redlib_shows_what_answers_what() -> None:
    found = list(reddit_html.SOURCE.read(Dump("x.html", DATA / "redlib.html")))
    parents = {post.id: post.parent for post in found if isinstance(post, Post)}
    assert parents["reddit:t1_kzz002"] == "reddit:t1_kzz001"
    assert parents["reddit:t1_kzz003"] == "reddit:t3_1zz001"
    assert [gap.parent for gap in found if isinstance(gap, Gap)] == ["reddit:t1_kzz002"]
