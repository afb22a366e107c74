"""What the authors of real dumps wrote, found without sitegen; and what built pages show of it.

Both sides are lists of paragraphs of words. Nothing here reads with sitegen's own code: JSON, HTML,
XML and mail go through the libraries that everybody uses.
"""

import gzip
import json
import mailbox
import re
import zipfile
from collections.abc import Iterable, Iterator
from email import message_from_bytes, policy
from email.message import Message
from html import unescape
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from xml.etree import ElementTree

import yaml
from selectolax.lexbor import LexborHTMLParser

Text = list[str]  # paragraphs

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt"),
        *("figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre"),
        *("section", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    )
)
_PARTED = _BLOCKS | {"img"}
_HIDDEN = "script, style, annotation, title, [class^=katex], a[href^='reply?']"
_BORDER = "\0"
ADDRESS = re.compile(r"(?:https?|ftp)://\S+|\bwww\.\S+")
_WORD = re.compile(r"[^\W_]+")
CUT = "zzcutzz"  # stands for what is never shown; nobody says it
_PERSON = re.compile(r"[^\s<>()]+(?:@| at )[\w-]+(?:\.[\w-]+)+")
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"^[ \t>*-]*\d+[.)]\s", re.M)  # of an item of a list


def paragraphs(html: str) -> Text:
    """The text of HTML, divided where blocks begin and end, where something stands that is no
    text, and at two line breaks.
    """
    page = LexborHTMLParser(html)
    hidden = {node.mem_id for node in page.css(_HIDDEN)}
    out: list[str] = []
    node, depth, kept = page.root, 0, 0  # kept: elements around that keep their spaces
    while node is not None:
        tag = node.tag
        if tag == "-text":
            held = node.text_content or ""
            out.append(held if kept else _SPACE.sub(" ", held))
        elif tag == "br":
            out.append("\n")
        elif tag in _PARTED or node.mem_id in hidden:
            out.append(_BORDER)
        if node.child is not None and node.mem_id not in hidden:
            kept += tag == "pre"
            node, depth = node.child, depth + 1
            continue
        while node.next is None and depth:
            node, depth = node.parent, depth - 1
            kept -= node.tag == "pre"
            out += [_BORDER] if node.tag in _PARTED else []
        node = node.next if depth else None
    return [part for part in re.split(r"\0|\n\s*\n", "".join(out)) if part.strip()]


def words(paragraph: str) -> list[str]:
    if "://" in paragraph or "www." in paragraph:
        paragraph = ADDRESS.sub(" ", paragraph)
    return _WORD.findall(paragraph.lower())


# What dumps hold


def documents(path: Path) -> Iterator[Any]:
    """The JSON values of a file: one, or one a line."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".json"):
                    yield json.loads(archive.read(name))
        return
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    try:
        yield json.loads(data)
    except ValueError:
        for line in data.splitlines():
            if line.strip():
                yield json.loads(line)


def objects(value: Any) -> Iterator[dict[str, Any]]:
    waiting = [value]
    while waiting:
        at = waiting.pop()
        if isinstance(at, dict):
            yield at
            waiting += at.values()
        elif isinstance(at, list):
            waiting += at


def json_texts(path: Path, keys: Iterable[str], sign: str) -> Iterator[str]:
    """The strings under `keys` in all objects of a file that have the key `sign`."""
    for document in documents(path):
        for found in objects(document):
            if sign in found:
                yield from (found[key] for key in keys if isinstance(found.get(key), str))


def recorded(path: Path) -> Iterator[Text]:
    """What the statuses say in the answers of a server that vcrpy recorded."""
    for exchange in yaml.safe_load(path.read_text("utf-8"))["interactions"]:
        for found in objects(json.loads(exchange["response"]["body"]["string"])):
            if "content" in found and "account" in found:
                yield paragraphs(found["content"])


def said_on_bluesky(path: Path) -> Iterator[Text]:
    """What the posts say, those that are quoted too."""
    for found in objects(json.loads(path.read_bytes())):
        if found.get("$type") == "app.bsky.feed.post" and found.get("text"):
            yield found["text"].split("\n\n")


_LINK = re.compile(
    r"(?<=\])\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)|^ {0,3}\[[^\]]+\]:.*$", re.M
)
_FENCE = re.compile(r"^\s*(?:```|~~~)[^\n]*$", re.M)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def markdown(text: str) -> Text:
    """Paragraphs of Markdown; where links lead is not text, nor are names of languages."""
    text = _FENCE.sub("\n\n", _COMMENT.sub(" ", text.replace("\r\n", "\n")))
    text = _TAG.sub(" ", _NUMBER.sub("\0", _LINK.sub(" ", text)))
    return [part for part in re.split(r"\0|\n\s*\n", unescape(text)) if part.strip()]


def escaped_markdown(text: str) -> Text:
    return markdown(unescape(text)) if text not in ("[deleted]", "[removed]") else []


def slack(text: str) -> Text:
    text = re.sub(r"<[^<>|]*\|([^<>]*)>", r"\1", text)
    return [unescape(re.sub(r"<[^<>]*>", " ", text))]


def discord(text: str) -> Text:
    text = re.sub(r"<[@#:a][^<>]*>|<t:\d+[^<>]*>", "\0", text)
    return [part for piece in text.split("\0") for part in markdown(piece)]


def in_page(path: Path, query: str) -> Iterator[Text]:
    """The elements of an HTML page that a query finds."""
    page = LexborHTMLParser(path.read_bytes().decode("utf-8", "replace"))
    for found in page.css(query):
        for gone in found.css(".reply, .child"):
            gone.decompose()
        yield paragraphs(found.html or "")


def rows(path: Path) -> Iterator[Text]:
    for _, row in ElementTree.iterparse(path):
        if row.get("PostTypeId") in ("1", "2"):
            yield paragraphs(row.get("Body") or "")
        row.clear()


def feed(path: Path) -> Iterator[Text]:
    """What comments say in an RSS feed of hnrss.org; of stories it tells only about them."""
    for item in ElementTree.parse(path).iter("item"):
        if (item.findtext("title") or "").startswith("New comment by "):
            yield paragraphs(item.findtext("description") or "")


def mail(path: Path) -> Iterator[Text]:
    """The plain text of each message; bodies without a charset are UTF-8 or Latin-1."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    with NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        messages: list[Message] = list(mailbox.mbox(file.name, create=False))
    for message in messages or [message_from_bytes(data, policy=policy.compat32)]:
        for part in message.walk():
            if part.get_content_type() != "text/plain" or part.get_filename():
                continue
            held = part.get_payload(decode=True)
            if isinstance(held, bytes):
                text = decoded(held, part.get_content_charset())
                text = text.partition("-------------- next part")[0]  # what an archive took out
                yield re.split(r"\n\s*\n", _PERSON.sub(f" {CUT} ", text))


def decoded(data: bytes, charset: str | None) -> str:
    for name in (charset, "utf-8"):
        try:
            return data.decode(name or "utf-8")
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("latin-1")
