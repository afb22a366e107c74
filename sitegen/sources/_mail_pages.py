"""Pages of single messages, as archives of mailing lists show them: the message that each was.

Archives write the header of a message into comments of its page, and its text as HTML. What they
made of plain text is made plain again, so that quotes are quotes; what was HTML stays HTML. The
message is then read as one of a mailbox is.
"""

import re
from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from sitegen import possessive
from sitegen.entities import unescape
from sitegen.model import Problem, Record
from sitegen.sources import _html, _saved
from sitegen.sources._chat import is_web
from sitegen.sources._html_write import Step, Written, below, rewritten
from sitegen.sources._mail_message import Message, read
from sitegen.sources._mail_posts import posts_of
from sitegen.sources._mail_split import Raw
from sitegen.sources.source import Dump

Field = tuple[str, str]  # a name as headers have it, and the value

_ABOVE = 16 * 1024  # characters in which a page tells its own address
_CANONICAL = re.compile(
    r"<link\b[^<>]{0,200}?\brel=[\"']?canonical[^<>]{0,200}?\bhref=[\"']"
    r"(https?://[^\s<>\"']{1,1000})",
    re.I,
)
_TAG = possessive.compiled(r"<(/?)([a-z][a-z0-9]*+)\b[^<>]*+>|<!--.*?(?:-->|\Z)", re.I | re.S)
_OF_TEXT = frozenset(  # what archives make of plain text
    {
        "a", "b", "br", "code", "em", "hr", "i", "li", "p", "pre", "section", "span", "strong",
        "tt", "u", "ul", "wbr",
    }
)  # fmt: skip
_LINK = re.compile(r"<a\b[^<>]{0,300}?\bhref=[\"']?https?:[^<>]{0,2000}>([^<]{0,2000})", re.I)
_ADDRESS = re.compile(r"\s*<?(?:https?:|ftp:|www\.)", re.I)
_BREAK = re.compile(r"\n?<br\b[^<>]{0,40}>\n?", re.I)
_PARAGRAPH = possessive.compiled(r"(?<!\n)\n*+(?:<p\b[^<>]{0,80}>\n*+)++", re.I)


class Page(msgspec.Struct, frozen=True):
    """A page, what of it stands `before` the message, and the message; None where it is cut off."""

    text: str
    before: str
    message: str | None
    problems: list[Problem]


def page_of(dump: Dump, begin: str, *ends: str) -> Page:
    """The page, whose message stands between `begin` and the first of `ends` that is there."""
    with dump.open() as stream:
        data = stream.read(_html.MAX_PAGE + 1)
    problems = []
    if len(data) > _html.MAX_PAGE:
        problems.append(Problem("", f"over {_html.MAX_PAGE >> 20} MiB; only that much was read"))
    text = _html.unarchived(_html.decode(data[: _html.MAX_PAGE]))
    before, begun, _ = text.partition(begin)
    if not begun:
        problems.append(Problem("", "cut off before the text of its message"))
        return Page(text, before, None, problems)
    message, ended = between(text, begin, *ends)
    if not ended:
        problems.append(Problem("", "cut off before the end of its message", lost=False))
    return Page(text, before, message, problems)


def between(text: str, begin: str, *ends: str) -> tuple[str, bool]:
    """What stands between a sign and the first of others that is there, and whether one is."""
    start = text.find(begin)
    if start < 0:
        return "", False
    start += len(begin)
    end = next((found for sign in ends if (found := text.find(sign, start)) >= 0), -1)
    return (text[start:], False) if end < 0 else (text[start:end], True)


def bracketed(told: str) -> str:
    """An id as headers have it."""
    told = told.strip("<>")
    return f"<{told}>" if told else ""


def records(
    dump: Dump, page: str, fields: list[Field], body: str, *, link: str = ""
) -> Iterator[Record]:
    """The post of the one message of a page; `body` is HTML, `link` where the page stands."""
    text, kind = words(body)
    found = message(fields, text, kind, link or _address(page))
    yield from posts_of(iter([found]), dump, single=True)


def message(
    fields: list[Field], text: str, kind: str = "plain", link: str | None = None
) -> Message | Problem:
    """The message that had these headers and this text."""
    told = [f"{name}: {' '.join(value.split())}" for name, value in fields if value.strip()]
    told.append(f"Content-Type: text/{kind}; charset=utf-8")
    found = read(Raw("", "\n".join([*told, "", text]).encode("utf-8", "replace")))
    return found if isinstance(found, Problem) else replace(found, permalink=link)


def _address(page: str) -> str | None:
    """Where a page stood, as the browser that saved it or the page itself says."""
    if saved := _saved.address(page):
        return saved
    found = _CANONICAL.search(page[:_ABOVE])
    return unescape(found[1]) if found else None


def words(body: str) -> tuple[str, str]:
    """The words of a message, and whether they are plain or HTML."""
    body = body.replace("\r\n", "\n")
    if not _is_made(body):
        return rewritten(body, "", _rule).strip(), "html"
    text = _TAG.sub(_kept, body)
    text = _BREAK.sub("\n", _PARAGRAPH.sub("\n\n", text))
    return unescape(text).replace("\xa0", " ").strip("\n").rstrip(), "plain"


def _kept(tag: re.Match[str]) -> str:
    """What is left of a tag until all lines stand."""
    if tag[2] is None or tag[1]:
        return ""
    name = tag[2].lower()
    return f"<{name}>" if name in ("br", "p") else "\n" if name in ("li", "hr") else ""


def _is_made(body: str) -> bool:
    """Whether HTML is what an archive made of plain text; links in it bear their addresses."""
    names = (tag[2].lower() for tag in _TAG.finditer(body) if tag[2] and not tag[1])
    if not all(name in _OF_TEXT for name in names):
        return False
    return all(_ADDRESS.match(said[1]) for said in _LINK.finditer(body) if said[1].strip())


def _rule(step: Step) -> Written | None:
    """Links and pictures that lead into the archive are words, or nothing."""
    node = step.node
    if node.tag == "a" and not is_web(_html.attribute(node, "href")):
        return Written("", below(node), "")
    if node.tag == "img" and not is_web(_html.attribute(node, "src")):
        return Written(_html.attribute(node, "alt").replace("<", "&lt;"))
    return None
