"""lemmy-html: saved pages of Lemmy, which hold the answers of its API that they were drawn from.

A page tells them in a script, `window.isoData = {…}`, as serialize-javascript writes values: JSON
but for `undefined` and `new Date("…")`. They are read as lemmy-json reads answers.

Markup: src/server of https://github.com/LemmyNet/lemmy-ui from 0.6 to 1.0.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from sitegen import possessive
from sitegen.model import Problem, Record
from sitegen.sources import lemmy_json
from sitegen.sources._html import Node, attribute, looks_like_html, page
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_MARK = "window.isoData"
_DATA = re.compile(r"window\.isoData\s{0,9}=\s{0,9}(?=\{)")
_VALUE = possessive.compiled(
    r'("(?:[^"\\]++|\\.)*+\\?(?:"|\Z))|\bundefined\b|\bnew Date\(("[^"\\]{0,60}")\)', re.S
)
_ANSWERS = ("post_view", "posts", "comments", "items")
_SHOWN = re.compile(r"comment-(\d{1,15})", re.ASCII)


def _sniff(head: Head) -> bool:
    data = head.data
    return (
        looks_like_html(data)
        and _MARK.encode() in data
        and (b'"site_res"' in data or b'"routeData"' in data)
    )


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        root, problems = page(stream, b"</html>", archived=False)
    yield from problems
    told = _told(root) if root else None
    if root is None or told is None:
        yield Problem("", "the data that the page was drawn from are not whole, or no longer there")
        return
    answers = _answers(told)
    if not answers:
        yield Problem("", "the page tells of no post")
    lines = "\n".join(json.dumps(answer) for answer in answers).encode()
    if answers:
        yield from lemmy_json.SOURCE.read(replace(dump, data=lines, member="", wrap=None))
    shown = _shown(root) - _held(answers)
    if shown:
        yield Problem(
            "",
            f"comments that were loaded after the page was, and are not among its data"
            f" ({len(shown):,}): save the page again, just after it has loaded",
        )


def _told(root: Node) -> dict[str, Any] | None:
    """The object in the page's script; None where there is none, or only a part of it."""
    for script in root.css("script"):
        text = script.text() if _MARK in (script.text() or "") else ""
        begin = _DATA.search(text)
        if begin:
            plain = _VALUE.sub(lambda found: found[1] or found[2] or "null", text[begin.end() :])
            try:
                value, _ = json.JSONDecoder().raw_decode(plain)
            except (ValueError, RecursionError):
                return None
            return value if isinstance(value, dict) else None
    return None


def _answers(told: dict[str, Any]) -> list[dict[str, Any]]:
    """The answers that hold posts or comments: each by itself, of old in a list."""
    data = told.get("routeData")
    held = data if isinstance(data, list) else list(data.values()) if isinstance(data, dict) else []
    found = []
    for each in held:
        inner = each.get("data", each) if isinstance(each, dict) else None
        if isinstance(inner, dict) and any(inner.get(name) for name in _ANSWERS):
            found.append(inner)
    return found


def _shown(root: Node) -> set[int]:
    """The local numbers of comments that the page shows."""
    ids = (_SHOWN.fullmatch(attribute(node, "id")) for node in root.css("article[id^='comment-']"))
    return {int(found[1]) for found in ids if found}


def _held(answers: list[dict[str, Any]]) -> set[int]:
    held: set[int] = set()
    for answer in answers:
        for name in ("comments", "items"):
            views = answer.get(name)
            for view in views if isinstance(views, list) else ():
                comment = view.get("comment") if isinstance(view, dict) else None
                number = comment.get("id") if isinstance(comment, dict) else None
                held.update({number} if isinstance(number, int) else ())
    return held


SOURCE = Source(
    name="lemmy-html",
    title="Saved pages of posts on Lemmy",
    version=1,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
