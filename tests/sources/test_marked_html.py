"""Pages that mark their posts, beyond the samples: whose page it is, what is none, bad ones; and
that pages which sitegen makes give back the posts they were made from."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from small_site import SmallSite

from sitegen import sources
from sitegen.model import Body, Post, Problem, Record
from sitegen.sources import marked_html
from sitegen.sources.source import Dump, Head

COMMENT = '<div itemprop="comment" itemscope itemtype="https://schema.org/Comment" id="{}">{}'
KIND = "https://schema.org/Comment"
TEXT = '<div itemprop="text"><p>{}</p></div>'
POSTING = '<article itemscope itemtype="https://schema.org/DiscussionForumPosting">{}'
AT = '<link rel="canonical" href="https://loom.example.org/knots">'


def read(page: str) -> list[Record]:
    source, dump = sources.recognise(Dump("x.html", Path(), page.encode()), {})
    assert source is marked_html.SOURCE
    return list(sources.read(source, dump))


def posts(page: str) -> list[Post]:
    return [record for record in read(page) if isinstance(record, Post)]


def scripted(told: object) -> str:
    return f'<html><head><script type="application/ld+json">{json.dumps(told)}</script></head>'


def comment(name: str, parent: str | None, text: str, **told: Any) -> Post:
    return Post(
        id=f"reddit:t1_{name}",
        parent=f"reddit:t1_{parent}" if parent else "reddit:t3_ab1",
        root="reddit:t3_ab1",
        body=Body(text, "html"),
        permalink=f"https://www.reddit.com/r/knots/comments/ab1/knots/{name}/",
        created=datetime(2024, 1, 1, 10, int(name[1:]), tzinfo=UTC),
        **told,
    )


def fields_of(post: Post) -> dict[str, Any]:
    """A post as a line of sitegen's own format."""
    told = {name: getattr(post, name) for name in post.__struct_fields__}
    created = post.created.isoformat() if post.created else None
    kept = {name: value for name, value in told.items() if value not in (None, (), "visible")}
    return {**kept, "body": post.body.text, "markup": "html", "created": created}


def test_what_a_page_is_tells_its_address_or_its_file() -> None:
    inner = POSTING.format(TEXT.format("One?"))
    assert [post.id for post in posts(f"<html>{AT}{inner}")] == ["web:loom.example.org/knots"]
    assert [post.id for post in posts(f"<html>{inner}")] == ["web:file/x.html"]


def test_addresses_of_known_sites_give_the_ids_of_their_formats() -> None:
    inner = {"@type": "Comment", "text": "B", "url": "https://lobste.rs/c/xyz123"}
    told = {"@type": "DiscussionForumPosting", "url": "https://lobste.rs/s/abcdef", "text": "A"}
    told |= {"comment": inner}
    assert [post.id for post in posts(scripted(told))] == ["lobsters:abcdef", "lobsters:c_xyz123"]


def test_forums_that_mark_each_post_as_a_posting_have_one_thread() -> None:
    page = f"<html>{AT}" + "".join(
        POSTING.format(TEXT.format(each)) + "</article>" for each in "abc"
    )
    first, *others = posts(page)
    assert [(post.parent, post.body.text) for post in others] == [
        (first.id, "<p>b</p>"),
        (first.id, "<p>c</p>"),
    ]


def test_articles_that_a_page_links_to_are_no_posts_of_it() -> None:
    other = {"@type": "Article", "headline": "Other", "url": "https://loom.example.org/t/2"}
    own = {"@type": "Article", "headline": "Own", "url": "https://loom.example.org/knots",
           "mentions": other, "comment": [{"@type": "Comment", "text": "Yes"}]}  # fmt: skip
    told = posts(scripted([other, own]))
    assert [post.title for post in told] == ["Own", None]


def test_comments_in_no_posting_name_what_they_answer() -> None:
    page = f"<html>{AT}" + COMMENT.format("c1", TEXT.format("A") + "</div>")
    page += COMMENT.format("c2", TEXT.format("B") + '<link itemprop="parentItem" href="#c1"></div>')
    assert [(post.id[-3:], post.parent) for post in posts(page)] == [
        ("#c1", "web:loom.example.org/knots"),
        ("#c2", "web:loom.example.org/knots#c1"),
    ]


def test_points_are_those_for_without_those_against() -> None:
    told = {"@type": "Comment", "text": "A", "upvoteCount": 9, "downvoteCount": "2"}
    (post,) = posts(scripted(told))
    assert post.score == 7


@pytest.mark.parametrize(
    "page",
    [
        '<html><script type="application/ld+json">{"@type": "Organization"}</script>',
        '<html><ol class="h-feed"><li class="h-entry"><a class="u-url" href="/t/1">x</a></ol>',
        "<html><p>About https schema.org and h-entry, e-content and Comment</p>",
        '{"@type": "Comment", "text": "no page"}',
    ],
)
def test_other_files_are_not_claimed(page: str) -> None:
    assert not marked_html.SOURCE.sniff(Head("x.html", page.encode()))


def test_a_page_that_marks_nothing_that_can_be_read_is_told() -> None:
    (*_, problem) = read('<html><!-- "@type": "Comment" -->')
    assert isinstance(problem, Problem)
    assert problem.lost


@pytest.mark.parametrize("page", ["index.html", "flat/index.html", "newest/index.html"])
def test_pages_that_sitegen_made_give_the_posts_back(page: str, tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    told = [
        Post(id="reddit:t3_ab1", body=Body("<p>Which?</p>", "html"), author="ann", title="Knots",
             score=7, created=datetime(2024, 1, 1, tzinfo=UTC), permalink="https://www.reddit.com/r/knots/comments/ab1/knots/"),
        comment("c1", None, "<p>A bowline.</p>", author="bo", score=-3),
        comment("c2", "c1", "<p>Why?</p>", author="ann", score=1),
        comment("c3", "c2", "", state="deleted"),
        comment("c4", "c3", "<p>See <a href=\"https://example.org/\">this</a>.</p>", author="cy"),
        *(comment(f"c{n}", None, "<p>None.</p>", author="di") for n in range(5, 15)),
    ]  # fmt: skip
    site.write(
        "sitegen.toml",
        '[site]\ntitle = "T"\nurl = "https://a.example.org/x/"\n'
        '[build]\norders = ["dumped", "newest", "flat"]\n',
    )
    lines = [{"sitegen": 1}, *(fields_of(post) for post in told)]
    site.write("content/a.ndjson", "".join(json.dumps(line) + "\n" for line in lines))
    site.build()
    html = (site.output / "t/reddit/t3_ab1" / page).read_text("utf-8")
    back = {post.id: post for post in posts(html)}
    assert back.keys() == {post.id for post in told}
    for post in told:
        found = back[post.id]
        for field in ("parent", "author", "created", "score", "state", "title", "permalink"):
            assert getattr(found, field) == getattr(post, field), (post.id, field)
        assert found.body.text.replace(' rel="nofollow ugc"', "") == post.body.text


def test_pages_that_sitegen_made_without_an_opening_post_have_none(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    site.write("sitegen.toml", '[site]\ntitle = "T"\nurl = "https://a.example.org/x/"\n')
    told = [
        {"sitegen": 1},
        {"id": "hn:13", "parent": "hn:12", "root": "hn:10", "body": "B"},
        {"id": "hn:12", "parent": "hn:10", "root": "hn:10", "body": "A"},
        {"id": "hn:above-9", "parent": "hn:13", "root": "hn:10", "body": "C"},
        {"id": "voat:v1", "author": "ann", "body": "D"},
        {"id": "voat:v2", "parent": "voat:v1", "root": "voat:v1", "body": "E"},
    ]
    site.write("content/a.ndjson", "".join(json.dumps(line) + "\n" for line in told))
    site.build()
    back = [post for path in ("hn/10", "voat/v1") for post in
            posts((site.output / "t" / path / "index.html").read_text("utf-8"))]  # fmt: skip
    assert {(post.id, post.parent, post.title, post.permalink) for post in back} == {
        ("hn:12", "hn:10", None, None),
        ("hn:13", "hn:12", None, None),
        ("hn:above-9", "hn:13", None, None),
        ("voat:v1", None, None, None),
        ("voat:v2", "voat:v1", None, None),
    }


def test_later_pages_of_a_thread_that_sitegen_cut_belong_to_it(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    site.write("sitegen.toml", '[site]\ntitle = "T"\nurl = "https://a.example.org/x/"\n')
    told = [{"sitegen": 1}, {"id": "hn:1", "title": "T", "body": "A"}]
    told += [{"id": f"hn:{n}", "parent": "hn:1", "body": "B " * 90} for n in range(2, 2500)]
    site.write("content/a.ndjson", "".join(json.dumps(line) + "\n" for line in told))
    site.build()
    back = posts((site.output / "t/hn/1/page-2/index.html").read_text("utf-8"))
    assert {post.parent for post in back} == {"hn:1"}
    assert {post.id for post in back} < {line.get("id") for line in told}


@pytest.mark.parametrize(
    "page",
    [
        "<html>" + COMMENT.format("c", TEXT.format("x")) * 12_000,
        "<html>" + (COMMENT.format("c", TEXT.format("x")) + "</div>") * 8000,
        "<html>" + POSTING.format(TEXT.format("x")) * 10_000,
        "<html>" + '<div class="h-entry u-comment e-content">' * 25_000,
        f"<!-- {KIND} -->" + '<div itemscope itemtype="x/Comment" itemprop="author">' * 14_000,
        "<html>" + COMMENT.format("c", '<b itemprop="author">a</b>' * 40_000),
        scripted([{"@type": "Comment", "text": "x", "parentItem": "#c"}] * 20_000),
        scripted({"@type": "Comment", "comment": [{"@type": "Comment"}] * 30_000}),
        scripted({"@type": "Comment", "comment": [{}] * 250_000}),
        scripted([{"@id": "#1", "@type": "Answer", "comment": {"@id": "#1"}}] * 9000),
        f"<!-- {KIND} -->" + '<i id=a itemscope itemref="a b" itemtype="x/Comment">x</i>' * 15_000,
        f"<!-- {KIND} --><b id=b>{'<i>' * 9000}" + '<i itemscope itemref=b itemtype=Answer>' * 900,
        "<html>" + COMMENT.format("c", '<div itemprop="text">x') * 11_000,
        scripted(0)[:-10] + '{"@type": "Comment", "comment": ' * 30_000,
    ],
)  # fmt: skip
def test_bad_pages_take_no_longer_than_they_are_large(page: str) -> None:
    begin = time.process_time()
    read(page)
    assert time.process_time() - begin < 5


def test_long_heads_are_looked_at_quickly() -> None:
    begin = time.process_time()
    for filling in ('"@type" :  [', 'class="a ', "class=h-entry", 'class="h-', "schema.org/Comm"):
        marked_html.SOURCE.sniff(Head("x.html", b"<p>" + filling.encode() * 5000))
    assert time.process_time() - begin < 2
