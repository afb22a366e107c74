"""loomio-export: groups of Loomio, as its export writes them: a row of a table a line.

Discussions and polls outside of them open threads; comments, polls, votes and outcomes answer. A
dump is read twice: people, options and reactions are rows of their own.
Format: docs/formats/loomio-export.md; app/services/group_export_service.rb of
https://github.com/loomio/loomio
"""

import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from typing import Any

from sitegen.model import Body, Post, Problem, Record, State
from sitegen.sources._chat import reactions, text_of
from sitegen.sources._json import members
from sitegen.sources._json_records import Document, documents, left_out
from sitegen.sources._loomio import POSTS, TYPES, Row, Seen
from sitegen.sources._times import utc_iso
from sitegen.sources._tracker import number, site_of
from sitegen.sources.source import Dump, Head, Source

_TABLES = frozenset(
    {
        *POSTS, "groups", "users", "topics", "events", "topic_items", "notifications", "reactions",
        "tags", "memberships", "membership_requests", "poll_options", "stance_choices", "documents",
        "discussion_readers", "topic_readers", "poll_templates", "discussion_templates",
        "attachments",
    }
)  # fmt: skip
_HOST = re.compile(r"[a-z0-9.-]{3,200}(?::\d{1,5})?")
_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")
_SIGNS = re.compile(r"([\\`*_\[\]<>#])")
_TEXTS = {"discussions": "description", "comments": "body", "polls": "details",
          "stances": "reason", "outcomes": "statement"}  # fmt: skip
_AUTHORS = {"comments": "user_id", "stances": "participant_id"}


def _sniff(head: Head) -> bool:
    told = members(head.data)
    table = told.get("table", b"").strip(b'"').decode("ascii", "replace")
    return told.keys() == {"table", "record"} and table in _TABLES and told["record"][:1] == b"{"


def _read(dump: Dump) -> Iterator[Record]:
    seen = Seen()
    try:
        for document in _documents(dump):
            if isinstance(document, Document) and (found := _row(document.value)):
                seen.add(*found)
        seen.done()
        yield from _Reader(seen, dump.name).records(_documents(dump))
    finally:
        seen.close()


def _documents(dump: Dump) -> Iterator[Document | Problem]:
    with dump.open() as stream:
        yield from documents(stream)


def _row(value: Any) -> tuple[str, Row] | None:
    table = value.get("table") if isinstance(value, dict) else None
    row = value.get("record") if isinstance(value, dict) else None
    return (table, row) if isinstance(table, str) and isinstance(row, dict) else None


class _Reader:
    """Makes the rows of an export posts."""

    def __init__(self, seen: Seen, name: str) -> None:
        self._seen = seen
        self._host = seen.host if _HOST.fullmatch(seen.host) else ""
        self._site = site_of("", self._host or name)
        self._left: Counter[str] = Counter()

    def records(self, told: Iterator[Document | Problem]) -> Iterator[Record]:
        for document in told:
            if isinstance(document, Problem):
                yield document
                continue
            found = _row(document.value)
            if not found:
                yield Problem(document.where, "not a row of a table")
            elif found[0] in POSTS:
                yield from self._post(*found, document.where)
        for what, count in sorted((self._left + self._seen.others).items()):
            yield Problem("", f"rows that are no posts: {what[:60]} ({count:,})", lost=False)

    def _post(self, table: str, row: Row, where: str) -> Iterator[Record]:
        own = number(row.get("id"))
        if not own:
            yield Problem(where, f"a row of {table} without a usable id")
            return
        post = POSTS[table] + own
        chosen = self._chosen(row, own) if table == "stances" else ()
        if table == "stances" and not (row.get("cast_at") or row.get("reason") or chosen):
            self._left["votes that were not cast"] += 1
            return
        yield from left_out(where, _unusable(table, row))
        parent, root = self._above(table, row)
        writer = _AUTHORS.get(table, "author_id")
        hidden = table == "stances" and self._seen.one("anonymous", parent) != ""
        state = _state(row, writer)
        topic = number(row.get("topic_id"))
        group = number(row.get("group_id")) or self._seen.one("group of topic", topic)
        created = utc_iso(row.get("cast_at")) or utc_iso(row.get("created_at"))
        title = " ".join(text_of(row, "title").split())
        tags = [tag for tag in row.get("tags") or () if isinstance(tag, str)] \
            if isinstance(row.get("tags"), list) else []  # fmt: skip
        labels = {"polls": ["poll"], "outcomes": ["outcome"]}.get(table, [])
        labels = [*labels, *chosen, *tags, *(["anonymous"] if hidden else [])]
        labels += ["an earlier vote"] if table == "stances" and row.get("latest") is False else []
        yield Post(
            id=self._id(post),
            body=Body("") if state != "visible" else self._body(table, row, own, parent),
            parent=self._id(parent) if parent else None,
            root=self._id(root) if root else None,
            author=None if hidden else self._seen.one("name", number(row.get(writer))) or None,
            created=created,
            edited=utc_iso(row.get("edited_at")),
            state=state,
            permalink=self._page(table, row, own),
            title=(title or None) if not parent and state == "visible" else None,
            community=self._seen.one("group", group) or None,
            labels=(*filter(None, labels), *reactions(list(self._seen.reactions(post)))),
        )

    def _id(self, post: str) -> str:
        return f"loomio:{self._site}/{post}"

    def _above(self, table: str, row: Row) -> tuple[str, str]:
        """What a row answers, and the thread it is in, as far as it tells."""
        discussion = number(row.get("discussion_id"))
        root = f"d{discussion}" if discussion.strip("0") else ""
        if table == "discussions":
            return "", ""
        if table == "comments":
            kind = TYPES.get(text_of(row, "parent_type") or "Comment", "")
            above = number(row.get("parent_id"))
            return (kind + above if kind and above else root), root
        if table == "polls":
            topic = self._seen.one("topic", number(row.get("topic_id")))
            above = root or topic
            return ("", "") if above == f"p{number(row.get('id'))}" else (above, above)
        above = number(row.get("poll_id"))
        return (f"p{above}" if above else ""), ""

    def _chosen(self, row: Row, own: str) -> tuple[str, ...]:
        """What a vote chose; with points where it gave other than one."""
        scores = row.get("option_scores")
        told = [f"{option} {number(score)}" for option, score in scores.items()] \
            if isinstance(scores, dict) else []  # fmt: skip
        found = []
        for one in told[:200] or self._seen.told("chosen", own):
            option, _, points = one.partition(" ")
            if (name := self._seen.one("option", option)) and points != "0":
                found.append(f"{name}: {points}" if points not in ("", "1") else name)
        return tuple(found)

    def _body(self, table: str, row: Row, own: str, parent: str) -> Body:
        text = text_of(row, _TEXTS[table])
        html = text_of(row, f"{_TEXTS[table]}_format") == "html"
        if table == "polls":
            title = " ".join(text_of(row, "title").split()) if parent else ""
            options = [told.partition(" ")[2] for told in self._seen.told("options", own)]
            text = _poll(title, text, options, html=html)
        return Body(text, "html" if html else "markdown")

    def _page(self, table: str, row: Row, own: str) -> str | None:
        key = text_of(row, "key")
        if table == "comments":
            key = self._seen.one("key", f"d{number(row.get('discussion_id'))}")
        if not self._host or not _KEY.fullmatch(key):
            return None
        at = f"https://{self._host}/{'p' if table == 'polls' else 'd'}/{key}"
        return f"{at}/comment/{own}" if table == "comments" else at


def _poll(title: str, text: str, options: list[str], *, html: bool) -> str:
    """The text of a poll, below its title where it opens no thread, and above its options."""
    if html:
        head = f"<p><strong>{escape(title)}</strong></p>" if title else ""
        listed = "".join(f"<li>{escape(option)}</li>" for option in options)
        return head + text + (f"<ul>{listed}</ul>" if listed else "")
    title, *told = (_SIGNS.sub(r"\\\1", one) for one in (title, *options))
    parts = [f"**{title}**" if title else "", text]
    return "\n\n".join(filter(None, [*parts, "\n".join(f"- {option}" for option in told)]))


def _state(row: Row, writer: str) -> State:
    if not row.get("discarded_at"):
        return "visible"
    by = number(row.get("discarded_by"))
    return "removed" if by and by != number(row.get(writer)) else "deleted"


def _unusable(table: str, row: Row) -> list[str]:
    """The names of what is there, would be read, and is of a wrong type."""
    names = (_TEXTS[table], "title")
    texts = [name for name in names if not isinstance(row.get(name) or "", str)]
    times = [name for name in ("created_at", "edited_at", "cast_at")
             if row.get(name) and utc_iso(row[name]) is None]  # fmt: skip
    return texts + times


SOURCE = Source(
    name="loomio-export",
    title="Groups of Loomio, as its export writes them: discussions, polls and votes",
    version=1,
    sniff=_sniff,
    keys=frozenset({"table"}),
    signs=(b'"record"',),
    read=_read,
)
