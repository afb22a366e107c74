"""pipermail-html: pages of single messages, as Mailman 2 shows a list's archive.

The page names its message where it offers to answer it: the id stands in the mailto link. What the
message answers is told by no page, so it stands alone until another dump of the list knows, or is
placed by its subject where that is asked for.

Writer: Mailman/Archiver/HyperArch.py and the template article.html of Mailman 2.1.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from sitegen.entities import unescape
from sitegen.model import Body, Evidence, Post, Problem, Record, Subject
from sitegen.sources import _html, _mail_dates, _mail_lists
from sitegen.sources._mail_text import scrubbed
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_PAGE = re.compile(rb"\A[^\0]{0,200}<html", re.I)
_BEGIN, _END = "<!--beginarticle-->", "<!--endarticle-->"
_ID = re.compile(r"mailto:([^\"'?]{0,200})\?[^\"']{0,2000}?In-Reply-To=([^\"'&]{1,600})", re.I)
_SUBJECT = re.compile(r"<h1>(.{0,1000}?)</h1>", re.I | re.S)
_AUTHOR = re.compile(r"</h1>\s{0,99}<b>(.{0,1000}?)</b>", re.I | re.S)
_DATE = re.compile(r"</h1>.{0,4000}?<i>([^<]{4,80})</i>", re.I | re.S)
_PRE = re.compile(r"\s*<pre[^<>]*>\n?(.*?)(?:</pre>\s*\Z|\Z)", re.I | re.S)
_TAG = re.compile(r"</?(?:a|b|i|em|tt|p|pre|br)\b[^<>]*>", re.I)
_LOOSE = Evidence(parent="guessed", parent_rule="the page does not tell what its message answers")


def _sniff(head: Head) -> bool:
    begin = head.data.find(_BEGIN.encode())
    return begin > 0 and _PAGE.match(head.data) is not None and b"mailto:" in head.data[:begin]


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        data = stream.read(_html.MAX_PAGE + 1)
    page = _html.unarchived(_html.decode(data[: _html.MAX_PAGE]))
    before, begin, rest = page.partition(_BEGIN)
    article, end, _ = rest.partition(_END)
    if not begin:
        yield Problem("", "a page of a Mailman archive without a message")
        return
    found = _ID.search(before)
    own = unquote(unescape(found[2])).strip().strip("<>").replace(" at ", "@") if found else ""
    if not own or any(sign.isspace() for sign in own):
        yield Problem("", "the page does not tell the id of its message")
        return
    if not end:
        yield Problem("", "cut off before the end of its message", lost=False)
    subject = _plain(_SUBJECT.search(before))
    address = unquote(found[1]) if found else ""
    name = re.split(r"@| at ", address, maxsplit=1)[0].strip().lower() or None
    post = Post(
        id=f"mail:{own[:500]}",
        body=Body(_text(article), "mail"),
        author=_author(_plain(_AUTHOR.search(before))),
        created=_mail_dates.moment(_plain(_DATE.search(before))),
        title=_mail_lists.title(subject, [name] if name else []),
        community=name or _mail_lists.of_dump(dump.name, one_message=True),
        evidence=_LOOSE,
    )
    yield post
    if dump.subjects and post.title and not _mail_lists.is_passed_on(subject):
        key = _mail_lists.key(post.community, post.title)
        yield Subject(post.id, key, post.created, _mail_lists.is_answer(subject))


def _plain(found: re.Match[str] | None) -> str:
    """The words of a piece of the page, on one line."""
    return " ".join(unescape(_TAG.sub("", found[1])).split()) if found else ""


def _author(told: str) -> str | None:
    """The name; of an address, which stands where there is no name, the part before the @."""
    return re.split(r"@| at ", told, maxsplit=1)[0].strip() or None


def _text(article: str) -> str:
    """The message's own text: links and slanted quotes were made by the archive."""
    found = _PRE.match(article)
    text = unescape(_TAG.sub("", found[1] if found else article)).replace("\r\n", "\n")
    text, mentions = scrubbed(text)
    return "\n\n".join(filter(None, (text.strip("\n").rstrip(), "\n".join(mentions))))


SOURCE = Source(
    name="pipermail-html",
    title="Mailing lists, pages of single messages (Mailman 2)",
    version=1,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
