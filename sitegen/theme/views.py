"""The values that contexts are made of: what templates see of a site, a page, a thread, a comment.

They are documented here and in docs/themes.md, as the contexts are.
"""

import msgspec


class When(msgspec.Struct, frozen=True, gc=False):
    """A moment, in UTC; a day, a month or a year where no more is known."""

    iso: str  #: for <time datetime>, such as 2024-02-19T13:41Z or 2024-02
    text: str  #: for people, such as 19 Feb 2024, 13:41 or February 2024


class Link(msgspec.Struct, frozen=True, gc=False):
    """A link inside the site."""

    href: str  #: relative to the page
    text: str  #: what it leads to
    count: int = 0  #: how many threads stand there, where that is known


class Alternate(msgspec.Struct, frozen=True, gc=False):
    """What a page shows, in another form."""

    href: str  #: relative to the page
    type: str  #: media type, such as application/atom+xml
    title: str  #: what it is


class SiteView(msgspec.Struct, frozen=True, gc=False):
    """The site as a whole, the same on every page."""

    title: str  #: from sitegen.toml
    description: str  #: from sitegen.toml; may be empty
    language: str  #: BCP 47, for <html lang>
    options: dict[str, object]  #: the theme's options, each with its default or the site's value
    direction: str = "ltr"  #: "ltr" or "rtl", by the language
    footer: str = ""  #: what sitegen.toml has for the foot of pages; may be empty
    images: bool = False  #: images of posts are shown, from other hosts too


class PageView(msgspec.Struct, frozen=True, gc=False):
    """The page itself, for <head> and the navigation."""

    title: str  #: for <title>, without the site's title; empty on the front page
    description: str  #: for <meta name="description">; may be empty
    canonical: str  #: absolute URL; empty when sitegen.toml has no url
    root: str  #: prefix that leads to the site's root: "", "../", "../../" …
    home: str  #: href of the front page
    communities: str  #: href of the list of communities; empty when there are fewer than two
    months: str  #: href of the list of months; empty when no thread has a date
    feed: str  #: href of the Atom feed
    stylesheet: str  #: href of the style sheet
    static: str  #: prefix that leads to the theme's static files: "static/", "../static/forum/" …
    alternates: tuple[Alternate, ...] = ()  #: the page's own in other forms, for <link>
    image: str = ""  #: absolute URL of what others show with a link to the page; may be empty
    authors: str = ""  #: href of the list of authors; empty where they have no pages
    domains: str = ""  #: href of the list of hosts that threads link to; empty where there is none
    menu: tuple[Link, ...] = ()  #: links of the site's own, for the head of pages
    footer_menu: tuple[Link, ...] = ()  #: and for their foot
    noindex: bool = False  #: search engines are asked to leave it out
    search: str = ""  #: href of the page that searches the site; empty where there is none


class ReadingView(msgspec.Struct, frozen=True, gc=False):
    """How a comment was read from a lossy text copy, which tells no nesting and few names."""

    name: str  #: "Comment 12 of about 104", for one whose author is not known
    likely: bool  #: that it begins here is likely, not sure
    doubtful: bool  #: that it begins here is not even likely
    spans: int  #: how many comments with doubtful borders this may be; 1 is the rule
    loose: bool  #: what it replies to is not recorded
    probable: Link | None  #: the comment it probably replies to
    why: tuple[str, ...]  #: the evidence, in sentences


class CommentView(msgspec.Struct, frozen=True, gc=False):
    """A comment in a thread. Comments come flat, in reading order.

    The list nests by counting: when `opens`, the next comment is inside this one; after each
    comment `closes` levels end. Nesting stops at the theme option `max_nesting`: deeper replies
    stay at that level and are marked `capped`. Links to siblings are there where the way to them
    leads past more than three replies, those to the root on every third level, which is two steps
    up from any other at most; what they lead to may stand on another page of the thread. Pages
    whose comments are deep and busy have those alone that lead further, so that the markup of a
    comment does not go beyond nine elements on the average.
    """

    anchor: str  #: id of its element, unique on the page
    author: str  #: empty when not known
    is_op: bool  #: the author also opened the thread
    when: When | None  #: None: not told
    edited: When | None  #: time of the last edit, where told
    score: int | None  #: None: not told
    body: str  #: safe HTML; empty for ghosts and where the text is gone
    state: str  #: "visible", "deleted", "removed", "dead" or "missing" (a ghost)
    note: str  #: "ghost", "loop" (its parents form a loop, cut here) or empty
    permalink: str  #: absolute URL on the original site; empty when there is none
    labels: tuple[str, ...]  #: flair and marks of the source, such as "moderator"
    age: str  #: where no time is told, how old a copied page said it was: "3 hours ago"
    top: bool  #: answers the opening post
    capped: bool  #: its indentation shows less than its depth
    level: int  #: of its list on this page, from 0; less than its depth where that is capped or cut
    depth: int  #: 0 answers the opening post
    parent_href: str  #: of the comment it answers; empty when it answers the opening post
    parent_author: str  #: its author; empty when not known
    root_href: str  #: of the top-level comment above it; empty when the way there is short
    previous_href: str  #: of the sibling before it; empty when there is none, or few between
    next_href: str  #: of the sibling after it; empty when there is none, or few between
    descendants: int  #: replies below it, at any depth
    missing: int  #: direct replies that are known of but held by no dump
    opens: bool  #: the next comment is nested inside this one
    duet: bool  #: what opens goes on a talk of two people: it need not be moved in further
    folded: bool  #: to be shown folded at first, by the options `fold_bots` and `fold_stickied`
    closes: int  #: how many levels end after it
    beyond: str = ""  #: href of the page where its replies begin, when that is not this one
    length: int = 0  #: about how many characters of text it shows; 0: not known
    reading: ReadingView | None = None  #: None: its dump tells who wrote it and where it belongs
    quote: str = ""  #: how the comment it answers begins, where that is not nested around it
    turns: bool = True  #: its text may run against the direction of the page
    lang: str = ""  #: BCP 47, where its text is surely in another language than the page
    author_href: str = ""  #: of the page of its author; empty where there is none
    apart_href: str = ""  #: of the page with it and all its replies, where a long thread has one


class ThreadView(msgspec.Struct, frozen=True, gc=False):
    """The opening post and what is known of the thread as a whole."""

    title: str  #: never empty
    author: str  #: empty when not known
    when: When | None  #: None: not told
    edited: When | None  #: time of the last edit, where told
    score: int | None  #: None: not told
    body: str  #: safe HTML of the opening post; empty for a bare link and on all but the first page
    state: str  #: as in a comment; "missing": no dump holds the opening post
    link: str  #: what a link post points to, absolute; empty for a text post
    domain: str  #: the host of `link`, without www.
    permalink: str  #: absolute URL on the original site; empty when there is none
    site_name: str  #: such as Hacker News
    community: Link | None  #: page of its community, in this archive
    labels: tuple[str, ...]  #: flair and marks of the source
    count: int  #: comments of the thread, ghosts left out
    claimed: int | None  #: comments the dump says the thread has, when it differs from `count`
    ghosts: int  #: stand-ins for posts that no dump holds
    missing: int  #: direct replies to the opening post that are held by no dump
    notices: tuple[str, ...]  #: what a reader should know of how this page was read
    found: int  #: comments found in a lossy copy, some of them shown as one; 0 where none was read
    copy_href: str  #: the lossy copy, line by line; empty where none was read
    others: tuple[Link, ...] = ()  #: threads about the same page of the web; `count` are comments
    author_href: str = ""  #: of the page of its author; empty where there is none
    domain_href: str = ""  #: of the list of threads with that domain; empty where there is none
    age: str = ""  #: where no time is told, how old a copied page said it was: "3 hours ago"
    lang: str = ""  #: BCP 47, where the body is surely in another language than the page
    missing_deep: bool = False  #: those of `missing` may answer any post of the thread
    original: str = ""  #: what `permalink` leads to: the site's name, or its host; "" without one


class PersonView(msgspec.Struct, frozen=True, gc=False):
    """One who wrote several comments of a thread."""

    name: str  #: never empty
    is_op: bool  #: opened the thread
    count: int  #: comments by this person
    hrefs: tuple[str, ...]  #: of the first of them
    href: str = ""  #: of the page of all that this person wrote; empty where there is none


class PeopleView(msgspec.Struct, frozen=True, gc=False):
    """Who wrote in a thread."""

    total: int  #: people with a comment
    most: tuple[PersonView, ...]  #: those with most comments, all with more than one


class Above(msgspec.Struct, frozen=True, gc=False):
    """A comment on an earlier page of the thread, above the first one of this page."""

    href: str  #: where it stands
    author: str  #: empty when not known
    excerpt: str  #: how its text begins, in plain text; may be empty


class WithinView(msgspec.Struct, frozen=True, gc=False):
    """A part of a long thread that has a page of its own: a comment with all its replies."""

    above: tuple[Above, ...]  #: the comments above its first one, the topmost first
    skipped: int  #: how many of them are left out, below the topmost
    count: int  #: comments on this page
    href: str  #: where it stands in the thread
    thread_href: str  #: the thread's first page


class WrittenView(msgspec.Struct, frozen=True, gc=False):
    """A post on the page of its author."""

    href: str  #: where it stands in its thread
    title: str  #: of the thread; never empty
    community: Link  #: page of the thread's community, in this archive
    when: When | None  #: None: not told
    score: int | None  #: None: not told
    body: str  #: safe HTML; empty where the text is gone
    opening: bool  #: it opened the thread
    parent: Above | None  #: the comment it answers; None where it answers the opening post
    lang: str = ""  #: BCP 47, where the body is surely in another language than the page


class Elsewhere(msgspec.Struct, frozen=True, gc=False):
    """A comment of a long thread, and on which page of it that stands."""

    anchor: str  #: the id of its element there, and of the link to it here
    href: str  #: where it stands
    name: str  #: the end of its id, as its site gave it


class PartLink(msgspec.Struct, frozen=True, gc=False):
    """A page of a thread that is cut into several."""

    href: str  #: the page
    number: int  #: from 1
    first: int  #: number of its first comment in the thread, from 1
    last: int  #: number of its last comment
    comments: tuple[Elsewhere, ...] = ()  #: those that stand there, where they are listed


class IndexLink(msgspec.Struct, frozen=True, gc=False):
    """A page that says where newer comments of a very long thread stand; links to them lead there.

    `first` and `last` are places among all comments of the thread by age: 1 is the oldest.
    """

    href: str  #: the page
    first: int  #: place of the oldest comment that is linked to there
    last: int  #: place of the newest


class PartView(msgspec.Struct, frozen=True, gc=False):
    """This page among those of a long thread. The first lies where the whole thread would.

    A link to a comment leads to the first page, wherever that comment stands: there its id is that
    of a link to its place, in `elsewhere`. To newer comments of very long threads links lead to one
    of the pages `indexes`, which do the same.
    """

    number: int  #: from 1
    pages: tuple[PartLink, ...]  #: all pages of the thread, this one too
    previous: str  #: href of the page before; empty on the first
    next: str  #: href of the page after; empty on the last
    above: tuple[Above, ...]  #: what the first comment here answers; the last is its parent
    skipped: int  #: comments left out between the first of `above` and the others
    elsewhere: tuple[PartLink, ...]  #: on the first page alone: the others, with older comments
    indexes: tuple[IndexLink, ...]  #: on the first page: where newer comments are listed, if many


class Row(msgspec.Struct, frozen=True, gc=False):
    """A thread in a list."""

    href: str  #: its page
    title: str  #: never empty
    author: str  #: empty when not known
    when: When | None  #: when it was opened
    last: When | None  #: its newest comment
    score: int | None  #: None: not told
    count: int  #: comments on its page
    found: int  #: how many comments a text copy may hold, 0 for all else
    domain: str  #: host of what a link post points to; empty for a text post
    community: Link | None  #: None on the community's own page
    state: str  #: of the opening post
