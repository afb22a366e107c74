"""Contexts for every template: a plain conversation, and the hard cases that dumps are full of.

All values are made here, word by word; nothing is random, so pages can be compared between runs.
"""

from collections.abc import Iterable, Sequence

import msgspec

from sitegen.theme import Theme, author_cases, copy_cases
from sitegen.theme.context import (
    AuthorContext,
    CommentView,
    CopyBlock,
    CopyContext,
    Entry,
    FeedContext,
    GroupsContext,
    Link,
    ListContext,
    LlmsContext,
    MovedContext,
    NotFoundContext,
    PageView,
    PeopleView,
    PersonView,
    ReadingView,
    RobotsContext,
    Row,
    SearchContext,
    SitemapContext,
    SiteView,
    TextContext,
    ThreadContext,
    ThreadView,
    When,
)
from sitegen.theme.texts import (
    CHINESE,
    CODE,
    GROUPS,
    HEBREW,
    HOSTILE,
    ILLEGAL,
    LONG,
    RICH,
    TEXTS,
)


def when(minute: int) -> When:
    """A moment, so many minutes after the thread was opened."""
    day, minute = divmod(13 * 60 + 41 + minute, 24 * 60)
    clock = f"{minute // 60:02}:{minute % 60:02}"
    return When(f"2024-02-{19 + day}T{clock}Z", f"{19 + day} Feb 2024, {clock}")


def site(theme: Theme, **fields: object) -> SiteView:
    view = SiteView("The lamp room", "Threads on clocks, lamps and tides.", "en", theme.options)
    return msgspec.structs.replace(view, **fields)


def page(title: str = "", **fields: object) -> PageView:
    view = PageView(
        title=title,
        description="What became of a clock that lost a minute a day.",
        canonical="https://example.org/archive/t/hn/1/",
        root="../../../",
        home="../../../index.html",
        communities="../../../c/index.html",
        months="../../../m/index.html",
        feed="../../../feed.xml",
        stylesheet="../../../static/style.css",
        static="../../../static/",
    )
    return msgspec.structs.replace(view, **fields)


_COMMENT = CommentView(
    anchor="", author="ada", is_op=False, when=when(5), edited=None, score=None,
    body="<p>Yes.</p>", state="visible", note="", permalink="https://example.org/item?id=1",
    labels=(), age="", top=True, capped=False, level=0, depth=0, parent_href="", parent_author="",
    root_href="", previous_href="", next_href="", descendants=0, missing=0, opens=False,
    duet=False, folded=False, closes=0,
)  # fmt: skip


def comments(
    posts: Iterable[tuple[int, dict[str, object]]], max_nesting: int = 30
) -> list[CommentView]:
    """Comments from (depth, fields that differ from a plain comment), in reading order."""
    told = list(posts)
    depths = [depth for depth, _ in told]
    views: list[CommentView] = []
    above: list[int] = []  # numbers of the comments on the way to the one at hand
    for number, (depth, fields) in enumerate(told):
        level = min(depth, max_nesting - 1)
        after = min(depths[number + 1], max_nesting - 1) if number + 1 < len(told) else 0
        below = number + 1
        while below < len(told) and depths[below] > depth:
            below += 1
        del above[depth:]
        parent = views[above[-1]] if depth else None
        above.append(number)
        view = msgspec.structs.replace(
            _COMMENT,
            anchor=f"c{number + 1}",
            depth=depth,
            top=depth == 0,
            capped=depth >= max_nesting,
            level=level,
            parent_href=f"#{parent.anchor}" if parent else "",
            parent_author=parent.author if parent else "",
            root_href=f"#{views[above[0]].anchor}" if depth and depth % 3 == 0 else "",
            next_href=f"#c{below + 1}"
            if below < len(told) and depths[below] == depth and below - number > 4
            else "",
            descendants=below - number - 1,
            when=when(number * 7),
            opens=after > level,
            closes=max(level - after, 0),
        )
        views.append(msgspec.structs.replace(view, **fields))
    return views


def thread(
    theme: Theme, posts: Iterable[tuple[int, dict[str, object]]], **fields: object
) -> ThreadContext:
    nesting = theme.options["max_nesting"]
    assert isinstance(nesting, int)
    views = comments(posts, nesting)
    opening = ThreadView(
        title="The clock in the lamp room loses a minute a day",
        author="keeper", when=when(0), edited=None, score=412, body="", state="visible", found=0,
        link="https://clocks.example.org/lost-minute", domain="clocks.example.org", copy_href="",
        permalink="https://example.org/item?id=1", site_name="Hacker News", community=None,
        original="Hacker News", labels=(), claimed=None,
        count=sum(view.state != "missing" for view in views),
        ghosts=sum(view.state == "missing" for view in views), missing=0, notices=(),
    )  # fmt: skip
    opening = msgspec.structs.replace(opening, **fields)
    some = tuple(f"#{view.anchor}" for view in views[:3])
    most = (PersonView("marit", False, 2, some), PersonView(HOSTILE, True, 1234, some))
    people = PeopleView(17, most) if len(views) > 9 else None
    head, nested = page(opening.title), any(view.opens for view in views)
    return ThreadContext(site(theme), head, opening, views, people=people, nested=nested)


def conversation(theme: Theme) -> ThreadContext:
    """A thread as most are."""
    posts: list[tuple[int, dict[str, object]]] = [
        (0, {"author": "marit", "score": 88, "body": TEXTS[0]}),
        (1, {"author": "keeper", "is_op": True, "score": 41, "body": TEXTS[1]}),
        (2, {"author": "marit", "score": 12, "body": TEXTS[2], "edited": when(99)}),
        (3, {"author": "j_ostrander", "body": TEXTS[3] + RICH, "score": 3}),
        (2, {"author": "tidewatch", "body": TEXTS[4], "score": -2, "labels": ("horologist",)}),
        (1, {"author": "", "state": "deleted", "body": ""}),
        (2, {"author": "pell", "body": TEXTS[5], "score": 1}),
        (0, {"author": "ferro", "score": 54, "body": TEXTS[6] + CODE}),
        (1, {"author": "keeper", "is_op": True, "body": TEXTS[7], "score": 20}),
        (0, {"author": "", "state": "missing", "note": "ghost", "body": "", "when": None}),
        (1, {"author": "dovetail", "body": TEXTS[8], "missing": 3}),
        (0, {"author": "wren", "body": TEXTS[9], "score": 7}),
    ]
    return thread(
        theme, posts, body=TEXTS[10], claimed=14, community=Link("../../c/r/clocks/", "r/clocks")
    )


def hard(theme: Theme) -> ThreadContext:
    """Every field at its worst."""
    worst: dict[str, object] = {
        "author": HOSTILE, "body": f"<p>{LONG}</p>", "labels": (HOSTILE, LONG),
        "permalink": 'https://example.org/?"><script>alert(3)</script>', "parent_author": HOSTILE,
    }  # fmt: skip
    posts: list[tuple[int, dict[str, object]]] = [
        (0, worst),
        (1, worst),
        (2, {"author": HEBREW, "body": f"<p>{HEBREW}</p>", "lang": "he"}),
        (3, {"author": "王小明", "body": f"<p>{CHINESE * 8}</p>"}),
        (2, {"author": LONG, "is_op": True, "labels": ("moderator", "stickied"), "score": 1}),
        (0, {"author": "", "when": None, "permalink": ""}),
        (1, {"author": "", "when": None, "body": "", "permalink": "javascript:alert(4)"}),
        (1, {"author": "", "state": "deleted", "body": "", "edited": when(9)}),
        (1, {"author": "ivo", "state": "removed", "body": "", "score": 0}),
        (1, {"author": "ivo", "state": "dead", "body": "<p>Buy now!</p>", "score": -12345}),
        (0, {"author": "", "state": "missing", "note": "ghost", "body": "", "when": None}),
        (1, {"author": "eve", "note": "loop", "missing": 1}),
        (1, {"author": "eve", "missing": 1234, "body": CODE}),
        *((depth, dict[str, object](author=f"deep{depth}", body=TEXTS[depth % 10]))
          for depth in range(40)),
        *((depth, {}) for depth in (38, 39, 12, 13, 14, 1)),
        (0, {"author": "\u202eesrever", "body": RICH}),
        (0, {"author": "", "reading": ReadingView(
            HOSTILE, True, False, 1, True, None, (HOSTILE, "A signature of two words."))}),
        (0, {"author": "", "when": None, "reading": ReadingView(
            HOSTILE, False, False, 2, True, Link("#c1", HOSTILE), ("It quotes line 12.",))}),
    ]  # fmt: skip
    return thread(
        theme, posts,
        title=f"{HOSTILE} {HEBREW} {LONG}",
        author=HOSTILE, link='https://example.org/"onclick=alert(5)',
        domain=HOSTILE,
        labels=(HOSTILE, "Ask"), site_name=HOSTILE,
        community=Link("../../c/x/", HOSTILE), others=(Link("../2/index.html", HOSTILE, 3),),
        found=99, copy_href="copy.html",
        notices=(HOSTILE, "Who replied to whom was worked out from the indentation of the text."),
        body=RICH + CODE,
        edited=when(3), claimed=99999, missing=17,
    )  # fmt: skip


def bare(theme: Theme) -> ThreadContext:
    """A thread of which next to nothing is known."""
    return thread(
        theme, [], author="", when=None, score=None, link="", domain="", permalink="",
        state="missing", title="Thread 1",
    )  # fmt: skip


def rows(theme: Theme) -> tuple[Row, ...]:
    plain = Row(
        "t/hn/1/index.html", "The clock in the lamp room loses a minute a day", "keeper", when(0),
        when(900), 412, 2619, 0, "clocks.example.org", Link("c/r/clocks/index.html", "r/clocks"),
        "visible",
    )  # fmt: skip
    change = msgspec.structs.replace
    return (
        plain,
        change(plain, title="How do you keep salt out of a fog signal?", domain="", score=None),
        change(plain, title=HOSTILE, author=HOSTILE, domain=HOSTILE, count=1, score=1),
        change(plain, title=HEBREW, author=HEBREW, community=None, count=0, score=-3),
        change(plain, title=LONG, author="", when=None, last=None, score=None, state="deleted"),
        change(plain, title="Thread 1", state="missing", domain="", community=None, found=3000),
        change(plain, title="Tide tables for 1911, typed in from the harbour office's ledger"),
    )


def every(theme: Theme) -> Sequence[tuple[str, str, msgspec.Struct]]:
    """(name of the case, template, context): every template with plain and with hard values."""
    plain, worst = site(theme), site(theme, title=HOSTILE, description=HOSTILE)
    front = ListContext(
        plain, page(), "front", plain.title, plain.description, list(rows(theme)), 1234, 56789,
        None, Link("page-24/index.html", "Older threads"),
    )  # fmt: skip
    change = msgspec.structs.replace
    groups = [Link(f"c/{n}/index.html", name, n * n) for n, name in enumerate(GROUPS, 1)]
    entry = Entry("tag:example.org,2024:t1", "https://example.org/t/1", "A clock", "keeper",
                  "2024-02-19T13:41:00Z", "2024-02-20T08:00:00Z", "412 points")  # fmt: skip
    feed = FeedContext(plain, plain.title, "tag:example.org,2024:feed", "https://example.org/feed.xml",
                       "https://example.org/", "2024-02-20T08:00:00Z", [entry])  # fmt: skip
    bad = HOSTILE + ILLEGAL
    nasty = change(entry, title=bad, author=bad, summary=bad, href="https://example.org/?a=1&b=<")
    return (
        ("conversation", "thread.html", conversation(theme)),
        ("hard", "thread.html", hard(theme)),
        ("bare", "thread.html", bare(theme)),
        ("front", "list.html", front),
        ("community", "list.html", change(
            front, site=worst, page=page(HOSTILE), kind="community", heading=HOSTILE,
            description=HOSTILE, newer=Link("index.html", HOSTILE), older=None, orders=(
                Link("", HOSTILE), Link("most-points/index.html", HOSTILE)))),
        ("empty", "list.html", change(
            front, rows=[], total=0, comments=0, older=None,
            page=page(communities="", months="", canonical="", description=""))),
        ("author", "author.html", AuthorContext(
            plain, page(HOSTILE), HOSTILE, HOSTILE, list(author_cases.posts(when(5))), 1234, None,
            Link("page-2/index.html", "Older"), HOSTILE)),
        ("groups", "groups.html", GroupsContext(
            plain, page("Communities"), "communities", "Communities", groups)),
        ("copy", "copy.html", CopyContext(
            plain, page("A copy"), Link("a.html", HOSTILE), "a.txt", "a.json",
            [CopyBlock(1, ""), CopyBlock(2, HOSTILE), CopyBlock(3, f"{bad}\n{LONG}")])),
        ("copy-part", "copy.html", CopyContext(
            worst, page(HOSTILE), Link("a.html", HOSTILE), "a.txt", "a.json",
            [CopyBlock(41, LONG, HOSTILE), CopyBlock(42, HOSTILE), CopyBlock(142, bad)],
            copy_cases.PART)),
        ("written", "page.html", TextContext(plain, change(
            page("About"), menu=(Link("../about/index.html", HOSTILE),),
            footer_menu=(Link("https://example.org/", LONG),)), HOSTILE, RICH + CODE)),
        ("search", "search.html", SearchContext(
            worst, change(page("Search"), search="../search/index.html"), (HOSTILE, LONG), "")),
        ("moved", "moved.html", MovedContext(
            worst, page("Moved"), "#a=1&b=<2>", "https://example.org/?a=1&b=<2>")),
        ("gone", "moved.html", MovedContext(plain, page("Gone"), "", "")),
        ("404", "404.html", NotFoundContext(plain, page("Page not found"))),
        ("feed", "feed.xml", feed),
        ("feed-hard", "feed.xml", change(
            feed, site=change(worst, title=bad, description=bad), title=bad, self_url="",
            entries=[nasty])),
        ("sitemap", "sitemap.xml", SitemapContext(
            [("https://example.org/?a=1&b=<2>", "2024-02-19T13:41:00Z"), ("https://e.org/", "")])),
        ("sitemaps", "sitemap-index.xml", SitemapContext([("https://example.org/s-1.xml", "")])),
        ("llms", "llms.txt", LlmsContext(
            worst, 3, 14, (Link("https://example.org/c/x/", HOSTILE, 1),), (Link("x", "y"),))),
        ("robots", "robots.txt", RobotsContext("https://example.org/sitemap.xml")),
        ("robots-bare", "robots.txt", RobotsContext("")),
    )  # fmt: skip
