"""marc-html: pages of single messages in MARC, the archive of mailing lists at marc.info.

A page shows the header of its message above the text, all in one `<pre>`, addresses with "!" for
dots. It tells which thread the message is of, and not what it answers: all but the first of a
thread answer the thread, until another dump of the list knows better.

No source of the program is public. Markup: scrapers of the site from 2017 to 2021, and copies of
its pages from 1998 to 2024 in articles.
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from sitegen.entities import unescape
from sitegen.model import Continuation, Evidence, Post, Problem, Record
from sitegen.sources._html import looks_like_html
from sitegen.sources._mail_pages import Field, Page, page_of, records
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_LIST = rb"List:\s{1,12}<a\s[^<>]{0,300}[?&;]l=[\w.-]{1,100}[&\"'][^<>]{0,300}>"
_MARK = re.compile(_LIST + rb"[^<>]{1,200}</a>\s{0,9}Subject:\s{1,9}<a\s[^<>]{0,300}\?t=\d", re.I)
_BEGIN = "\nList: "
_FIELD = re.compile(
    r"^(List|Subject|From|Date|Message-ID):[ \t]{1,12}(?:<a\s[^<>]{0,2000}>)?"
    r"((?:[^<\n]|<(?!/?(?:a|b|font)\b)){0,2000})",
    re.I | re.M,
)
_END = re.compile(
    r"\n?<b>\s{0,9}\[(?:<a\s[^<>]{0,300}>)?prev in list\b|</pre>\s{0,99}(?:<br|<center|</body)|\Z",
    re.I,
)
_THREAD = re.compile(r"[?&;]t=(\d{1,20})\b")
_OWN = re.compile(r"[?&;]l=([\w.-]{1,100})(?:&amp;|&)m=(\d{1,20})(?:&amp;|&)q=(?:raw|mbox|p3)")
_BEFORE = re.compile(r"<a\s[^<>]{0,300}>\s{0,9}prev in thread\s{0,9}</a>", re.I)
_FIRST = re.compile(r"\[\s{0,9}prev in thread\s{0,9}\]", re.I)
_GUESSED = Evidence(
    parent="guessed", parent_rule="the page tells the thread, and not what the message answers"
)
_ADDRESS = re.compile(r"(?<!\S)<?[^\s<>]{1,200} \(\) [^\s<>]{1,200}(?: ! [^\s<>]{1,100}){0,9}")
_SITE = "https://marc.info/"


def _sniff(head: Head) -> bool:
    return looks_like_html(head.data) and _MARK.search(head.data) is not None


def _read(dump: Dump) -> Iterator[Record]:
    page = page_of(dump, _BEGIN)
    yield from (problem for problem in page.problems if page.message is None)
    if page.message is None:
        return
    rest = _BEGIN + page.message
    header, ended, text = rest.partition("</b>")
    text = text.lstrip("\r\n")
    end = _END.search(text)
    if not ended:
        yield Problem("", "cut off before the text of its message")
        return
    if end is None or not end[0]:
        yield Problem("", "cut off before the end of its message", lost=False)
    body = text[: end.start()] if end else text
    thread, own = _THREAD.search(header), _OWN.search(header) or _OWN.search(page.text)
    link = f"{_SITE}?l={own[1]}&m={own[2]}" if own else ""
    fields = list(_fields(header))
    for record in records(dump, page.text, fields, f"<pre>{body}</pre>", link=link):
        yield from _placed(record, page, thread[1] if thread else "")


def _fields(header: str) -> Iterator[Field]:
    for name, value in _FIELD.findall(header):
        told = unescape(value).strip()
        if name.lower() == "list":
            yield "List-Id", f"<{told}>"
        elif name.lower() == "message-id":
            yield "Message-ID", f"<{_address(told)}>"
        elif name.lower() == "from":
            yield "From", _address(told)
        else:
            yield name, told


def _address(told: str) -> str:
    """Addresses as they were: "ines () kettles ! example". Names beside them keep their marks."""
    return _ADDRESS.sub(lambda found: found[0].replace(" () ", "@").replace(" ! ", "."), told)


def _placed(record: Record, page: Page, thread: str) -> Iterator[Record]:
    """The post of the page in its thread, whose first message opens it."""
    if not isinstance(record, Post) or not thread:
        yield record
        return
    name = f"mail:marc/{thread}"
    if _BEFORE.search(page.text):
        yield replace(record, parent=name, evidence=_GUESSED)
    else:
        yield record
        if _FIRST.search(page.text):
            yield Continuation(name, record.id)


SOURCE = Source(
    name="marc-html",
    title="Mailing lists, pages of single messages (MARC)",
    version=2,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
