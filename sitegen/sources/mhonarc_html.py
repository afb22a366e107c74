"""mhonarc-html: pages of single messages, as MHonArc makes them of mail.

A page begins with the header of its message in comments: the id, what it answers, the author with
letters rotated. mail-archive.com leaves these out and tells the same in its own elements, but not
what a message answers.

Writer: output_mail, commentize and mrot13 in lib/mhamain.pl and mhutil.pl of MHonArc 2.6,
https://www.mhonarc.org/.
"""

import re
from collections.abc import Iterator

from sitegen.entities import unescape
from sitegen.model import Record
from sitegen.sources._html import looks_like_html
from sitegen.sources._mail_pages import Field, between, bracketed, page_of, records
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_BODY = "<!--X-Body-of-Message-->"
_ENDS = ("<!--X-Body-of-Message-End-->", "<!--X-MsgBody-End-->", '<div class="msgButtons')
_OF_SITE = b'<input type="hidden" name="msgid" value="'
_MOST = 1000  # messages that one refers to
_LONGEST = 32 * 1024  # characters of a value
_UPPER, _LOWER = "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[", "abcdefghijklmnopqrstuvwxyz"
_ROTATED = str.maketrans(_UPPER + _LOWER, _UPPER[14:] + _UPPER[:14] + _LOWER[13:] + _LOWER[:13])
_IN_HEAD = re.compile(r"<em>in-reply-to</em>:(.{0,2000}?)</li>", re.I | re.S)
_TAG = re.compile(r"<[^<>]{0,1000}>")
# What mail-archive.com tells: the field, and what stands before and behind its words.
_TOLD = (
    ("Subject", '<span itemprop="name">', "</span>", "", '<span class="subject"'),
    ("From", '<span itemprop="name">', "</span>", "", '<span itemprop="author"'),
    ("Date", ">", "</a>", "<a ", '<span class="date"'),
)


def _sniff(head: Head) -> bool:
    data = head.data
    if not looks_like_html(data):
        return False
    if b"<!--X-Message-Id: " in data:
        return b"<!--X-Subject: " in data or b"<!--X-Head-End-->" in data
    return _BODY.encode() in data and b"//www.mail-archive.com/" in data


def _read(dump: Dump) -> Iterator[Record]:
    page = page_of(dump, _BODY, *_ENDS)
    yield from page.problems
    if page.message is None:
        return
    if "<!--X-Message-Id: " in page.before:
        yield from records(dump, page.text, _fields(page.before), page.message)
        return
    fields, link = _of_site(page.text, page.before)
    yield from records(dump, page.text, fields, page.message, link=link)


def _fields(before: str) -> list[Field]:
    """The header of a message, as the comments of its page tell it."""
    told = {
        name: next(_values(before, name), "")
        for name in ("Subject", "From-R13", "From", "Date", "Message-Id")
    }
    references = list(_values(before, "Reference"))
    fields = [
        ("Subject", told["Subject"]),
        ("From", told["From-R13"].translate(_ROTATED) or told["From"]),
        ("Date", told["Date"]),
        ("Message-ID", bracketed(told["Message-Id"])),
    ]
    if references:
        fields.append(("References", " ".join(map(bracketed, references))))
    elif answers := _IN_HEAD.search(before):
        fields.append(("In-Reply-To", unescape(_TAG.sub("", answers[1]))))
    return fields


def _values(before: str, name: str) -> Iterator[str]:
    sign = f"<!--X-{name}: "
    at = before.find(sign)
    for _ in range(_MOST):
        end = before.find("-->", at)
        if at < 0 or end < 0:
            return
        yield unescape(before[at + len(sign) : end][:_LONGEST]).strip()
        at = before.find(sign, end)


def _of_site(page: str, before: str) -> tuple[list[Field], str]:
    """The same, as mail-archive.com tells it; and the address of the page."""
    fields = []
    for name, begin, end, inside, box in _TOLD:
        told = before[before.find(box) :] if box in before else ""
        told = told[told.find(inside) :] if inside in told else ""
        fields.append((name, unescape(between(told, begin, end)[0][:_LONGEST])))
    own, _ = between(page, _OF_SITE.decode(), '"')
    if own:
        fields.append(("Message-ID", bracketed(unescape(own[:_LONGEST]))))
    path, _ = between(page, '<input type="hidden" name="relpath" value="', '"')
    link = f"https://www.mail-archive.com/{unescape(path[:1000])}" if path else ""
    return fields, "" if any(sign.isspace() for sign in link) else link


SOURCE = Source(
    name="mhonarc-html",
    title="Mailing lists, pages of single messages (MHonArc, mail-archive.com)",
    version=1,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
