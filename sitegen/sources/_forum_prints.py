"""What tells pages that forums make for printing, and their plain archives, apart: a table, by
program. No such page names its posts.
"""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from sitegen import possessive
from sitegen.sources import _forum_looks, _forum_printed
from sitegen.sources._forum_looks import Look
from sitegen.sources._forum_printed import Said
from sitegen.sources._html import Node


class Print(NamedTuple):
    """Pages of one kind.

    `look` tells them from others, and which topic they are of; what it says of posts is not used.
    `part` ends the name of the thread: what is read here is not joined with the topic's own pages,
    whose posts have numbers. `posts` are the elements of posts, and `said` tells what is in one.
    `pager` holds links to the topic's other pages. `among`: other elements are like those of posts.
    `written` are elements whose words are the topic's address, or the forum's and, last, where in
    that the topic is. `titled` makes the title of the words of its element. `of_first` is in the
    address of a first page: the program makes links of the numbers of all pages.
    """

    look: Look
    part: str
    posts: str
    said: Callable[[Node], Said | None]
    pager: str = ""
    among: bool = False
    written: str = ""
    titled: Callable[[Node], str] | None = None
    of_first: re.Pattern[str] | None = None


def print_of(head: bytes) -> Print | None:
    """Which of these kinds a page's beginning is of."""
    return next(
        (
            kind
            for kind in PRINTS
            if kind.look.mark.search(head) and kind.look.of_topic.search(head)
        ),
        None,
    )


def _look(like: Look, mark: bytes, of_topic: bytes, title: str, **more: str) -> Look:
    return like._replace(
        mark=re.compile(mark),
        of_topic=re.compile(of_topic),
        title=title,
        counter=more.get("counter", ""),
        links=more.get("links", ""),
    )


_OF_SMF = ".postheader strong, table td > b, table td > strong"
_OF_VBULLETIN = 'a[href*="showthread.php"], a[href*="threads/"]'
_OF_INVISION = 'a[href*="showtopic="], a[href*="act=ST"], a[href*="/topic/"]'
_VBULLETIN = _forum_looks.VBULLETIN._replace(
    page=possessive.compiled(r"[?&;]page=(?!1\b)\d|/page-?(?!1\b)\d|\bt-\d{1,12}-p-(?!1\b)\d")
)
_INVISION = _forum_looks.INVISION._replace(
    topic=possessive.compiled(
        r"^(?P<base>.*?)/?(?:index\.php\?(?:[^#]*&)?showtopic=|(?:index\.php\?)?/?topic/"
        r"|index\.php\?(?:s=\w{0,40})?&?act=(?:ST|Print)(?:&(?:client|f|s)=\w{0,40}+){0,4}+&t="
        r"|lofiversion/index\.php[/?]t)(?P<number>\d{1,12})\b"
    ),
    page=possessive.compiled(r"[?&;]st=(?!0\b)\d|\bt\d{1,12}-(?!0\b)\d"),
)

PRINTS: Final = (
    Print(
        _look(
            _forum_looks.SMF,
            rb'<(?:dl|div) id="posts"',
            rb'<(?:dt|div) class="postheader"',
            _OF_SMF,
        ),
        "print",
        "dd.postbody, div.postbody",
        _forum_printed.smf,
    ),
    Print(
        _look(
            _forum_looks.SMF,
            rb'<hr size="2" width="100%"',
            rb'<div style="margin: 0 5ex;?"',
            _OF_SMF,
        ),
        "print",
        'td > div[style^="margin: 0 5ex"]',
        _forum_printed.smf,
    ),
    Print(
        _look(
            _VBULLETIN,
            rb'<div class="posttop"',
            rb'<div class="posttext"',
            ".largefont a, .largefont",
            links=_OF_VBULLETIN,
        ),
        "archive",
        "div.post",
        _forum_printed.marked(".posttop .username", ".posttop .date", ".posttext"),
        "#pagenumbers",
    ),
    Print(
        _look(
            _VBULLETIN,
            rb'<li class="postbit blockbody"',
            rb'<div class="datetime"',
            "#pagetitle h1 a, #pagetitle h1, #pagetitle",
            links=_OF_VBULLETIN,
        ),
        "print",
        "li.postbit.blockbody",
        _forum_printed.marked(
            ".header .username", ".header .datetime", ".content .restore, .content"
        ),
        ".pagination_top, .pagination, .pagenav",
    ),
    Print(
        _look(
            _VBULLETIN,
            rb'<td class="page"',
            rb'<td style="font-size: ?14pt',
            'a[accesskey="3"], td.page a[href*="showthread.php"]',
            links=_OF_VBULLETIN,
            counter="td.vbmenu_control",
        ),
        "print",
        "td.page",
        _forum_printed.vbulletin_3,
        among=True,
        written='a[accesskey="3"] + span em',
    ),
    Print(
        _look(
            _forum_looks.PHPBB,
            rb'<body id="phpbb"(?: class="(?:ltr|rtl)?")?>',
            rb'<div class="page-number"',
            "#page-header h2",
            links='#page-header a[href*="viewtopic.php"]',
            counter=".page-number",
        ),
        "print",
        "div.post",
        _forum_printed.marked(".author strong", ".date strong", ".content"),
    ),
    Print(
        _look(
            _forum_looks.PHPBB,
            rb'<span class="topic"',
            rb'<hr class="sep"',
            "span.topic",
            links='.genmed a[href*="viewtopic.php"], .gensmall a[href*="viewtopic.php"]',
            counter='td.genmed[valign="bottom"], td[valign="bottom"] > .gensmall',
        ),
        "print",
        'table[cellspacing="3"]',
        _forum_printed.subsilver,
        among=True,
    ),
    Print(
        _look(
            _forum_looks.MYBB,
            rb'<div id="fullversion"',
            rb'<div class="dateline"',
            "#fullversion a",
        ),
        "archive",
        "div.post",
        _forum_printed.marked(".author h2, .header h2", ".dateline", ".message"),
        ".multipage",
    ),
    Print(
        _look(
            _forum_looks.MYBB,
            rb'<span class="largetext"',
            rb"\+- [^<>]{0,300}\(<em>",
            "span.largetext a",
        ),
        "print",
        'td > hr[size="1"]',
        _forum_printed.mybb,
        ".multipage",
        among=True,
        written="span.largetext ~ em",
    ),
    Print(
        _look(
            _INVISION,
            rb"<div id=[\"']ipbwrapper",
            rb"<div class=[\"']posttopbar",
            "#largetext a",
            links=_OF_INVISION,
        ),
        "archive",
        "div.postwrapper",
        _forum_printed.marked(".postname", ".postdate", ".postcontent"),
        ".ipbpagespan",
        of_first=re.compile(r"\bt\d{1,12}(?:-0)?\.html"),
    ),
    Print(
        _look(
            _INVISION,
            rb"<div id=[\"']print[\"']",
            rb"<div class=[\"']printpost",
            "#print h3",
            links=_OF_INVISION,
        ),
        "print",
        "div.printpost",
        _forum_printed.invision,
        titled=_forum_printed.title_of_invision_2,
    ),
    Print(
        _look(
            _INVISION,
            rb"<body id=[\"']ipboard_body",
            rb"<div class=[\"']post_block[^<>]{0,100}\bid=[\"']post_id_[\"']",
            "#content h2",
            links=_OF_INVISION,
        ),
        "print",
        "div.post_block",
        _forum_printed.invision_3,
        titled=_forum_printed.title_of_invision_3,
    ),
    Print(
        _look(
            _INVISION,
            rb"\[Powered by (?:Invision Power Board|IB Forums)\]\s*</title>",
            rb"<td bgcolor=[\"']#EEEEEE[\"']><font ",
            'font[color="red"]',
            links=_OF_INVISION,
        ),
        "print",
        'table[border="1"]',
        _forum_printed.invision_1,
    ),
)
