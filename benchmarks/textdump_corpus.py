"""Pages whose borders and parents are known, for training and scoring the reading of text copies.

Everything comes from the folder that SITEGEN_SHARED names and nothing of it is kept: the marked
pages of textdump/dev, and pages made from Hacker News items and saved pages in data/, written in
the grammar of a copied item page (see sitegen/textdump/grammar.py). A group is one thread of the
site; no group is ever trained on and scored at once.
"""

import gzip
import html
import json
import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

SHARED = Path(os.environ.get("SITEGEN_SHARED", "../shared"))
_TAG = re.compile(r"<[^>]*>")
_PRE = re.compile(r"(?:<p>\s*)?<pre>(?:<code>)?(.*?)(?:</code>)?</pre>", re.S)
FOLDS = 5
LARGEST = "25015967"
_THINNED = 3  # of five comments of one line that may go
_MADE_LEAST = 3  # comments; smaller pages teach nothing


def fold_of(group: str) -> int:
    """The largest thread has a fold of its own; the others are dealt by checksum."""
    return 0 if group == LARGEST else 1 + zlib.crc32(group.encode()) % (FOLDS - 1)


@dataclass
class Page:
    """`comments` are (first line, last line, number of the parent: 0 the page's item, or None)."""

    name: str
    group: str
    text: str
    comments: list[tuple[int, int, int | None]]
    direct: int | None
    header_lines: int
    marked: bool = False


@dataclass
class Node:
    """A comment of a tree: its HTML and what answers it, in the site's order."""

    body: str
    parent: int | None
    children: list[int] = field(default_factory=list)


def marked(folder: str = "dev") -> Iterator[Page]:
    """The pages of textdump/dev (or dev_flat), as they are."""
    for path in sorted((SHARED / "textdump" / folder).glob("*.gold.json")):
        gold = json.loads(path.read_text())
        text = path.with_name(path.name.removesuffix(".gold.json") + ".txt").read_text()
        comments = [(c["first"], c["last"], c["parent"]) for c in gold["comments"]]
        yield Page(
            gold["doc"],
            gold["group"].lstrip("p"),
            text,
            comments,
            gold["n_direct"],
            gold["header_lines"],
            True,
        )


def made() -> Iterator[Page]:
    """Pages made from whole threads: one for each comment at the top of a thread.

    A thread's smaller branches stand together on one more page, whose parents are not told.
    """
    yield from _from_items(SHARED / "data/hn-firebase/unlurker_items.ndjson.gz")
    for path in sorted((SHARED / "data/hn-html").glob("*.html")):
        yield from _from_html(path)


def thinned(page: Page) -> Page:
    """The page without some of its comments of one line, chosen by checksum.

    What those kept apart then stands in one run, so more borders are open to learn from.
    """
    lines = page.text.split("\n")
    starts = {first for first, _, _ in page.comments}
    gone = {
        first
        for first, last, _ in page.comments
        if first == last
        and first + 1 in starts  # a line feed follows, so it is the grammar's one-line comment
        and not lines[first - 1].startswith("  ")
        and not lines[first].startswith("  ")
        and zlib.crc32(f"{page.name} {first}".encode()) % 5 < _THINNED
    }
    at = [0]
    for number in range(1, len(lines) + 1):
        at.append(at[-1] + (number not in gone))
    kept = [line for number, line in enumerate(lines, start=1) if number not in gone]
    left = [(at[a], at[b], None) for a, b, _ in page.comments if a not in gone]
    return replace(page, text="\n".join(kept), comments=left, direct=None)


def _from_items(path: Path) -> Iterator[Page]:
    items = {}
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            item = json.loads(line)
            items[item["id"]] = item
    nodes: dict[int, Node] = {}
    for key, item in items.items():
        if item.get("text") and not item.get("deleted") and not item.get("dead"):
            nodes[key] = Node(item["text"], item.get("parent"))
    for key, node in nodes.items():
        node.children = [kid for kid in items[key].get("kids", ()) if kid in nodes]
    tops: dict[str, list[int]] = {}
    for key, node in nodes.items():
        above = items.get(node.parent or -1)
        if above is None or above["type"] != "comment":
            tops.setdefault(str(node.parent or key), []).append(key)
    for group, keys in tops.items():
        yield from _thread(f"fb{group}", group, nodes, keys)


def _from_html(path: Path) -> Iterator[Page]:
    text = path.read_text(encoding="utf-8", errors="replace")
    if "iring" in path.name or "ired" in path.name or "newcomments" in path.name:
        return
    group = path.name.split("_")[1]
    nodes: dict[int, Node] = {}
    stack: list[int] = []
    for number, row in enumerate(re.split(r"<img src=\"?[^>]*?s\.gif", text)[1:]):
        width = re.search(r"width=\"?(\d+)", row[:60])
        body = re.search(
            r"<(?:span class=\"commtext[^>]*|div class=\"commtext[^>]*|font color=\"#\w{6}\"|"
            r"span class=\"c\w\w\")>(.*?)(?:</font>|</div>|</span>|<span>\s|<div class='reply)",
            row,
            re.S,
        )
        if not width or not body or int(width[1]) % 40 or "comhead" not in row:
            continue
        depth = int(width[1]) // 40
        del stack[depth:]
        if depth > len(stack):
            continue
        parent = stack[-1] if stack else None
        nodes[number] = Node(body[1], parent)
        if parent is not None:
            nodes[parent].children.append(number)
        stack.append(number)
    tops = [key for key, node in nodes.items() if node.parent is None]
    yield from _thread(group, group, nodes, tops)


def _thread(name: str, group: str, nodes: dict[int, Node], tops: list[int]) -> Iterator[Page]:
    rest = []
    for key in tops:
        pages = list(_pages(f"{name}-{key}", group, nodes, [key]))
        yield from pages
        rest += [] if pages else [key]
    if rest:
        yield from _pages(f"{name}-rest", group, nodes, rest)


def _pages(name: str, group: str, nodes: dict[int, Node], tops: list[int]) -> Iterator[Page]:
    """The page of one item: its text, the number of direct replies, and all the replies.

    Given several items, they stand below a made-up one.
    """
    opening = nodes[tops[0]] if len(tops) == 1 else Node("[...]", None, tops)
    lines = ["Hacker News new | ask | show | jobs", "by someone 221 days ago"]
    separators = ["\n", "\n"]

    def put(body: str) -> tuple[int, int]:
        units = _units(body)
        many = len(units) > 1
        for index, (kind, text) in enumerate(units):
            if kind == "code" and separators[-1] == "\n":
                separators[-1] = "\n\n"
            if index == 0:
                first = len(lines)
            lines.append(text)
            after = units[index + 1][0] if index + 1 < len(units) else ""
            bare = kind == "code" or kind == "after"
            if after == "after" or (not after and (bare or not many)):
                separators.append("\n")
            else:
                separators.append("\n\n")
        return first, len(lines) - 1

    put(opening.body)
    lines.append(f"{len(opening.children)} comments")
    separators.append("\n\n")
    head = len(lines)
    spans: list[tuple[int, int, int]] = []
    stack = [(kid, 0) for kid in reversed(opening.children)]
    while stack:
        key, parent = stack.pop()
        spans.append((*put(nodes[key].body), parent))
        number = len(spans)
        stack += [(kid, number) for kid in reversed(nodes[key].children)]
    if len(spans) < _MADE_LEAST:
        return
    at: list[tuple[int, int]] = []
    line = 1
    for text, separator in zip(lines, separators, strict=True):
        last = line + text.count("\n")
        at.append((line, last))
        line = last + len(separator)
    text = "".join(t + s for t, s in zip(lines, separators, strict=True)).rstrip("\n")
    yield Page(
        name,
        group,
        text,
        [(at[first][0], at[last][1], parent) for first, last, parent in spans],
        len(opening.children) if len(tops) == 1 else None,
        at[head - 1][1],
    )


def _units(body: str) -> list[tuple[str, str]]:
    """("text" | "code" | "after", words) of one comment's HTML, as an extractor leaves them."""
    units: list[tuple[str, str]] = []
    at = 0
    for match in _PRE.finditer(body):
        _paragraphs(body[at : match.start()], units)
        code = html.unescape(_TAG.sub("", match[1])).rstrip("\n")
        if code.strip():
            units.append(("code", "\n".join("  " + line.lstrip() for line in code.split("\n"))))
        at = match.end()
    _paragraphs(body[at:], units)
    return units or [("text", "[...]")]


def _paragraphs(body: str, units: list[tuple[str, str]]) -> None:
    for index, piece in enumerate(re.split(r"<p>", body)):
        text = " ".join(html.unescape(_TAG.sub("", piece)).split())
        if text:
            kind = "after" if index == 0 and units and units[-1][0] == "code" else "text"
            units.append((kind, text))
