"""livejournal-xml, ljdump: journals of LiveJournal and Dreamwidth, with comments on entries.

Only what was public is read: entries that friends or nobody else could see are left out with the
comments on them, and so are screened comments; how many is told.

Formats: what ljdump writes (https://github.com/ghewgill/ljdump: L-12 is an entry, C-12 the comments
on it) and, as one file, its convertdump.py, ljArchive and the sites themselves (export_do.bml).
"""

import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from io import BytesIO
from typing import Final

from sitegen.model import Body, Post, Problem, Record
from sitegen.sources import _web
from sitegen.sources._chat import is_web
from sitegen.sources._inner import in_file
from sitegen.sources._json import utc_iso
from sitegen.sources._xml_records import Element, records, root_of
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_FILE = re.compile(r"((?:.*/)?)([LC])-(\d{1,12})")
_BESIDE = frozenset({"comment.meta", "user.map", "userpics.xml"})
_LARGEST: Final = 16 * 1024 * 1024  # bytes of an entry
_NUMBER = re.compile(r"[1-9]\d{0,11}", re.ASCII)
_PART = re.compile(r"(.+?) - \d{1,12}")  # "heron - 250": the entries up to that one
_ENDING = re.compile(r"(?:\.(?:xml|gz|zst|bz2|xz|zip|tar|tgz|7z))+$", re.I)
_PERSON = re.compile(
    r"<(?:lj|user)\s[^<>]{0,80}?(?:user|comm|name)=[\"']?([\w-]{1,60})[^<>]{0,80}>", re.I
)
_ADDRESS = re.compile(r"https?://[^\s\"<>?#]{1,300}/(\d{3,12})\.html")
_DREAMWIDTH = re.compile(r"(?:.*\.)?dreamwidth\.org(?::\d+)?")
_OUTER, _INNER = b"<event>", b"</event>"
_HIDDEN = "entries that are not public, or cannot be read"


def _sniff(head: Head) -> bool:
    return root_of(head.data) == "livejournal" and b"<entry>" in head.data


def _sniff_folder(head: Head) -> bool:
    found = [match for name in head.members if (match := _FILE.fullmatch(name))]
    folders = {match[1] for match in found if match[2] == "L"}
    named = {name.rpartition("/")[2] for name in head.members}
    return bool(folders) and (not named.isdisjoint(_BESIDE) or len(found) == len(named))


def _read(dump: Dump) -> Iterator[Record]:
    """One file, whose entries hold the comments on them."""
    folder, _, stem = _ENDING.sub("", dump.name).rpartition("/")
    part = _PART.fullmatch(stem)
    journal = _Journal(part[1] if part else folder.rpartition("/")[2] or stem, dump.name)
    with dump.open() as stream:
        for record in records(stream, "entry"):
            if isinstance(record, Problem):
                yield record
            elif record.element.name:
                told = record.element
                yield from journal.entry(told, record.where)
                for one in told.all("comment"):
                    yield from journal.comment(one, told.told("itemid"), record.where)
    yield from journal.remarks()


def _read_folder(dump: Dump) -> Iterator[Record]:
    journals: dict[str, _Journal] = {}
    for kind in "LC":
        for name, stream in dump.files():
            found = _FILE.fullmatch(name)
            if not found or found[2] != kind:
                continue
            told = found[1].strip("/").rpartition("/")[2] or _ENDING.sub("", dump.name)
            journal = journals.setdefault(
                found[1], _Journal(told.rpartition("/")[2], f"{dump.name}/{found[1]}")
            )
            for record in journal.file(kind, found[3], stream.read(_LARGEST + 1)):
                yield in_file(name, record)
    for journal in journals.values():
        yield from journal.remarks()


class _Journal:
    """Makes the entries of one journal posts, and the comments on them."""

    def __init__(self, name: str, dump: str) -> None:
        """`dump`: its path, which may tell the site where no address does."""
        self._name = name or "journal"
        self._site = "dreamwidth" if "dreamwidth" in dump.lower() else "livejournal"
        self._roots: dict[str, str] = {}  # ids of entries that all may read
        self._addresses: dict[str, str] = {}
        self._left: Counter[str] = Counter()

    def file(self, kind: str, number: str, data: bytes) -> Iterator[Record]:
        """An entry, or the comments on the one of this number."""
        if len(data) > _LARGEST:
            yield Problem("", f"over {_LARGEST >> 20} MiB")
            return
        if kind == "L":  # an entry is an <event>, and so is its text
            before, _, rest = data.partition(_OUTER)
            inside, _, behind = rest.rpartition(_INNER)
            data = before + b"<entry>" + inside + b"</entry>" + behind if inside else data
        entries = 0
        for record in records(BytesIO(data), "entry" if kind == "L" else "comment"):
            if isinstance(record, Problem):
                yield record
            elif record.element.name == "entry":
                entries += 1
                yield from self.entry(record.element, record.where, number)
            elif record.element.name:
                yield from self.comment(record.element, number, record.where)
        if kind == "L" and not entries:
            yield Problem("", "no entry of a journal that can be read")

    def entry(self, told: Element, where: str, number: str = "") -> Iterator[Record]:
        number = told.told("itemid") or number
        if not _NUMBER.fullmatch(number):
            yield Problem(where, "an entry without a usable number")
            return
        if told.told("security") not in ("", "public"):
            self._roots.pop(number, None)
            self._left["entries that are not public"] += 1
            return
        props = told.first("props") or told
        url = told.told("url")
        if _ADDRESS.fullmatch(url):
            self._addresses[number] = url
        if host := _web.host_of(url):
            self._site = "dreamwidth" if _DREAMWIDTH.fullmatch(host) else "livejournal"
        self._roots[number] = f"{self._site}:{self._name}/{number}"
        yield Post(
            id=self._roots[number],
            body=_body(told.told("event"), props),
            author=told.told("poster") or self._name,
            created=utc_iso(told.told("eventtime", "logtime")),
            permalink=url if is_web(url) else None,
            title=" ".join(told.told("subject").split()) or None,
            community=self._name,
        )

    def comment(self, told: Element, entry: str, where: str) -> Iterator[Record]:
        number, state = told.told("id", "itemid"), told.told("state")
        if _NUMBER.fullmatch(entry) and entry not in self._roots:  # who may read it is not known
            self._left[f"comments on {_HIDDEN}"] += 1
            return
        if state == "S":
            self._left["screened comments"] += 1
            return
        if not _NUMBER.fullmatch(number) or not _NUMBER.fullmatch(entry):
            yield Problem(where, "a comment without a usable number, or on no entry")
            return
        deleted = state == "D"
        subject, above = told.told("subject"), told.told("parentid", "parent_itemid")
        person = told.told("user") or (told.first("author") or told).told("name")
        text = _body(told.told("body", "event"), told.first("props") or told)
        if subject and not deleted:
            text = Body(f"<p><b>{escape(subject)}</b></p>{text.text}", "html")
        root = self._roots[entry]
        answers = _NUMBER.fullmatch(above) and above != number
        yield Post(
            id=f"{root}/{number}",
            parent=f"{root}/{above}" if answers else root,
            root=root,
            body=Body("") if deleted else text,
            author=None if deleted else person or None,
            created=utc_iso(told.told("date", "eventtime")),
            state="deleted" if deleted else "visible",
            permalink=self._address(entry, int(number)),
            labels=("frozen",) if state == "F" else (),
        )

    def _address(self, entry: str, comment: int) -> str | None:
        """Numbers in addresses end in a byte that all of an entry have in common."""
        url = self._addresses.get(entry, "")
        found = _ADDRESS.fullmatch(url)
        return f"{url}?thread={comment << 8 | int(found[1]) & 255}" if found else None

    def remarks(self) -> Iterator[Problem]:
        for what, count in sorted(self._left.items()):
            yield Problem("", f"left out: {what} ({count:,})")


def _body(text: str, props: Element) -> Body:
    """Line ends are kept, but where the author said that the text is as it shall be."""
    text = _PERSON.sub(r"<b>\1</b>", text)
    whole = props.told("opt_preformatted") not in ("", "0")
    return Body(text if whole else _web.paragraphs(text), "html")


SOURCE = Source(
    name="livejournal-xml",
    title="Journals of LiveJournal and Dreamwidth with their comments, as one file (XML)",
    version=2,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
FOLDER = Source(
    name="ljdump",
    title="Journals of LiveJournal and Dreamwidth with their comments, as ljdump writes them",
    version=2,
    sniff=_sniff_folder,
    read=_read_folder,
    folders=True,
    marks=_BESIDE,
)
