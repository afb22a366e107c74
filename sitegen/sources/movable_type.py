"""movable-type: blogs with their comments, in the text that Movable Type imports and exports.

TypePad, FC2, Hatena, Ameba and others export it. Lines of five dashes part sections, lines of
eight part entries; where no section or entry follows one, it is a line of the text. Times tell no
zone and are taken for UTC. Comments have no ids: theirs follow from time, author and words.

Format: https://movabletype.org/documentation/appendices/import-export-format.html
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import PurePosixPath

from sitegen import possessive
from sitegen.model import Body, Post, Problem, Record
from sitegen.sources import _streams, _web
from sitegen.sources._post_values import author, line
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_BEGINS = possessive.compiled(
    rb"(?:\xef\xbb\xbf)?(?:AUTHOR|TITLE|BASENAME|STATUS|DATE):[^\n]*\n"
    rb"(?:[A-Z][A-Z ]{2,20}:[^\n]*\n){1,60}-----\r?\n(?:BODY|EXTENDED BODY|EXCERPT|COMMENT|PING):"
)
_FIELD = possessive.compiled(r"([A-Z][A-Z ]{2,20}): ?(.*)")
_SECTION = possessive.compiled(r"(BODY|EXTENDED BODY|EXCERPT|KEYWORDS|COMMENT|PING):\s*")
_ENTRY = possessive.compiled(r"(?:AUTHOR|TITLE|BASENAME|STATUS|DATE):")
_SAID = possessive.compiled(r"(AUTHOR|EMAIL|IP|URL|SECRET|PASS|DATE|TITLE|BLOG NAME): ?(.*)")
_FORMS = ("%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %I:%M %p", "%m/%d/%Y %H:%M")
_KANA = possessive.compiled("[\u3041-\u30fe]")
_SAMPLE = 1 << 18  # bytes that tell the charset
_LONGEST = 1 << 20  # characters of a section
_ENDED = possessive.compiled(r"\.[A-Za-z0-9.]{1,12}$")


def _sniff(head: Head) -> bool:
    return _BEGINS.match(head.data) is not None


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        charset = _charset(stream.read(_SAMPLE))
    blog = _Blog(_ENDED.sub("", PurePosixPath(dump.name).name) or "blog")
    with dump.open() as stream:
        for number, data in _streams.lines(stream):
            if isinstance(data, Problem):
                yield data
            else:
                text = data.decode(charset, "replace").rstrip("\r\n")
                yield from blog.line(number, text.removeprefix("\ufeff") if number == 1 else text)
    yield from blog.end()


def _charset(data: bytes) -> str:
    """UTF-8, else one of Japan's if it gives Japanese letters, else Windows-1252."""
    whole = data[: data.rfind(b"\n") + 1] or data
    for charset in ("utf-8", "euc_jp", "cp932"):
        try:
            text = whole.decode(charset)
        except UnicodeDecodeError:
            continue
        if charset == "utf-8" or _KANA.search(text):
            return charset
    return "cp1252"


class _Blog:
    """What was read of the entry that is open."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._held = ""  # a line of dashes, until the next line tells what it is
        self._begin(1)
        self._left: Counter[str] = Counter()

    def _begin(self, number: int) -> None:
        self._fields: dict[str, str] = {}
        self._section, self._at, self._size = "", number, 0
        self._words: list[str] = []
        self._texts: dict[str, str] = {}
        self._page: Post | None = None
        self._met: Counter[str] = Counter()

    def line(self, number: int, text: str) -> Iterator[Record]:
        held, self._held = self._held, ""
        if held == "--------" and (not text.strip() or _ENTRY.match(text)):
            yield from self._end_entry()
            self._begin(number)
        elif held == "-----" and (not text.strip() or (_SECTION.fullmatch(text))):
            yield from self._end_section()
            found = _SECTION.fullmatch(text)
            self._section, self._at = found[1] if found else "", number
            return
        elif held == "-----" and text.rstrip() == "--------":
            yield from self._end_section()
        elif held:
            yield from self._add(held)
        if text.rstrip() in ("-----", "--------"):
            self._held = text.rstrip()
        elif self._section:
            yield from self._add(text)
        elif found := _FIELD.fullmatch(text):
            self._fields.setdefault(found[1], found[2].strip()[:2000])
        elif text.strip():
            yield Problem(f"line {number}", "a line that belongs to no section")

    def _add(self, text: str) -> Iterator[Record]:
        before, self._size = self._size, self._size + len(text) + 1
        if self._size <= _LONGEST:
            self._words.append(text)
        elif before <= _LONGEST:
            yield Problem(f"line {self._at}", "a section over 1 MiB; the rest of it is left out")

    def end(self) -> Iterator[Record]:
        yield from self._end_entry()
        for what, count in sorted(self._left.items()):
            yield Problem("", f"left out: {what} ({count:,})")

    def _end_section(self) -> Iterator[Record]:
        words, self._words, self._size = self._words, [], 0
        section, self._section = self._section, ""
        if section in ("COMMENT", "PING"):
            yield from self._said(section, words)
        elif section:
            text = "\n".join(words).strip()
            self._texts[section] = "\n\n".join(filter(None, (self._texts.get(section), text)))

    def _end_entry(self) -> Iterator[Record]:
        yield from self._end_section()
        if self._fields or self._texts:
            yield from self._opened()

    def _opened(self) -> Iterator[Record]:
        """The entry itself, once, before its first comment."""
        if self._page is not None:
            return
        told = self._fields
        address = told.get("UNIQUE URL") or told.get("PERMALINK") or ""
        texts = [self._texts.get(name, "") for name in ("BODY", "EXTENDED BODY")]
        text = "\n\n".join(filter(None, texts)) or self._texts.get("EXCERPT", "")
        key = told.get("BASENAME") or _digest(told.get("DATE", ""), told.get("TITLE", ""), text)
        breaks = told.get("CONVERT BREAKS", "1").lower()
        self._page = Post(
            id=_web.page_id(address) or f"web:{self._name}/{key.strip('/')}",
            body=Body(text, "markdown")
            if breaks.startswith("markdown")
            else Body(text if breaks in ("0", "richtext") else _web.paragraphs(text), "html"),
            author=author(told.get("AUTHOR", "")),
            created=_time(told.get("DATE", "")),
            permalink=address if _web.page_id(address) else None,
            title=line(told.get("TITLE", "")),
            community=_web.host_of(address) or self._name,
        )
        if told.get("STATUS", "Publish").lower() in ("draft", "future", "review", "spam"):
            self._left[f"entries that are not public ({told['STATUS'][:40]})"] += 1
        else:
            yield self._page

    def _said(self, section: str, words: list[str]) -> Iterator[Record]:
        yield from self._opened()
        assert self._page is not None
        if self._fields.get("STATUS", "Publish").lower() in ("draft", "future", "review", "spam"):
            self._left["comments on entries that are not public"] += 1
            return
        told: dict[str, str] = {}
        for text in words:
            found = _SAID.fullmatch(text)
            titled = found is not None and found[1] in ("TITLE", "BLOG NAME") and "DATE" in told
            if found is None or found[1] in told or (titled and section == "COMMENT"):
                break
            told[found[1]] = found[2].strip()[:2000]
        if told.get("SECRET", "0") not in ("", "0"):
            self._left["comments that only the owner may read"] += 1
            return
        text = "\n".join(words[len(told) :]).strip()
        if not text and not told:
            yield Problem(f"line {self._at}", "a comment without a text")
            return
        name = told.get("BLOG NAME", "") if section == "PING" else told.get("AUTHOR", "")
        key = _digest(told.get("DATE", ""), name, text)
        self._met[key] += 1
        again = f"-{self._met[key]}" if self._met[key] > 1 else ""
        yield Post(
            id=f"{self._page.id}#mt-{key}{again}",
            parent=self._page.id,
            root=self._page.id,
            body=Body(_web.paragraphs(text), "html"),
            author=author(name),
            created=_time(told.get("DATE", "")),
            title=line(told.get("TITLE", "")) if section == "PING" else None,
            labels=("trackback",) if section == "PING" else (),
        )


def _digest(*told: str) -> str:
    return blake2b("\0".join(told).encode("utf-8", "replace"), digest_size=5).hexdigest()


def _time(text: str) -> datetime | None:
    for form in _FORMS if text else ():
        try:
            return datetime.strptime(text.strip(), form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


SOURCE = Source(
    name="movable-type",
    title="Blogs with comments as Movable Type, TypePad, FC2 and Hatena export them, as text",
    version=1,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
