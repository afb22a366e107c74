"""comment-yaml: comments of sites made of files, a comment a file, as Staticman writes them.

A page's comments lie in a folder of its name, mostly below _data/comments (Jekyll) or data/comments
(Hugo). Of YAML only plain values are read, event by event: nothing is built that a file describes.
Format: docs/formats/comment-yaml.md; https://staticman.net/docs/configuration
"""

import re
from collections.abc import Iterator, Mapping, Sequence

import yaml

from sitegen.model import Body, Evidence, Post, Problem, Record
from sitegen.sources import _rows
from sitegen.sources._post_values import author, line
from sitegen.sources._times import utc_unix
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_MOST = 64 * 1024  # bytes; one comment, and YAML is read slowly
_DEEPEST = 20  # levels; more of them take ever longer
_LONGEST = 200  # characters of an id
_TEXTS = ("message", "comment", "body", "content", "text")
_NAMES = ("name", "author", "username", "nickname", "nick", "displayname")
_DATES = ("date", "timestamp", "created_at", "created", "createdat", "published")
_IDS = ("_id", "id", "uid", "comment_id")
_PARENTS = (
    "replying_to_uid", "replyinguid", "reply_to", "replyto", "replying_to", "replyingto",
    "replythread", "parent_id", "parentid", "in_reply_to", "parent",
)  # fmt: skip
_PAGES = ("post_id", "slug", "page", "path", "_parent", "permalink")
_KEY = re.compile(rb"^([A-Za-z_][\w-]{0,40}):(?=\s)", re.M)
_OWN_TIME = re.compile(r"(?<!\d)(\d{13})$")  # Staticman's {@timestamp}, in milliseconds
_FILE = re.compile(r"\.ya?ml(?:\.(?:gz|zst|bz2|xz))?$", re.I)
_OWN_KEYS = frozenset({"_id", "_parent"})  # which tell Staticman's files by themselves
_FOLDERS = frozenset({"", "comments", "_comments", "_data", "data", "content", "src", "source"})
_NULL = frozenset({"~", "null", "Null", "NULL"})  # where no quotes stand around
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
_ADDRESS = re.compile(r"[/.]")  # pages are told by addresses and paths, comments are not
_NUMBERED = Evidence(
    parent="guessed",
    parent_rule="the file tells the number of the comment that it answers, and no id",
)


class _AnotherError(Exception):
    """A file holds more than one document."""


def _sniff(head: Head) -> bool:
    data = head.data.removeprefix(b"\xef\xbb\xbf")
    if not _KEY.match(data.lstrip(b"-\r\n ")):
        return False
    keys = {found.decode().lower() for found in _KEY.findall(data)}
    if not _FILE.search(head.name) and not keys >= _OWN_KEYS:
        return False
    if keys.isdisjoint(_TEXTS) or keys.isdisjoint(_NAMES):
        return False
    stem = _FILE.sub("", head.name)
    return not keys.isdisjoint(_DATES) or _OWN_TIME.search(stem) is not None


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        data = stream.read(_MOST + 1)
    if len(data) > _MOST:
        yield Problem("", f"over {_MOST >> 10} KiB; only that much was read", lost=False)
    told: dict[str, str] = {}
    fault = None
    try:
        for key, value in _fields(data[:_MOST].decode("utf-8-sig", "replace")):
            told.setdefault(key.lower(), value)
    except _AnotherError:
        yield Problem("", "of the documents in a file only the first is read")
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        what = " ".join(str(getattr(error, "problem", None) or error).split())[:200]
        fault = Problem(f"line {mark.line + 1}" if mark else "", f"no YAML from there on: {what}")
    text = _first(told, _TEXTS)
    if fault:
        yield Problem(fault.where, fault.message, lost=not text)
    if text:
        yield _post(told, text, dump.name)
    elif not fault:
        yield Problem("", "a comment without a text")


def _fields(text: str) -> Iterator[tuple[str, str]]:
    """The plain values of the mapping that a file holds; what stands deeper is passed over."""
    depth, key, is_key, is_over = 0, "", True, False
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.DocumentEndEvent):
            is_over = True
        if is_over:
            if isinstance(event, yaml.CollectionStartEvent):
                raise _AnotherError
            continue
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                raise ValueError(f"over {_DEEPEST} levels deep")
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif not isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            continue
        if depth != 1:
            continue
        plain = ""
        if isinstance(event, yaml.ScalarEvent) and (event.style or event.value not in _NULL):
            plain = str(event.value)
        if is_key:
            key = plain
        elif key and plain:
            yield key, plain
        is_key = not is_key


def _first(told: Mapping[str, str], names: Sequence[str]) -> str:
    return next((value for name in names if (value := told.get(name, "").strip())), "")


def _post(told: Mapping[str, str], text: str, file: str) -> Post:
    folders, _, stem = _FILE.sub("", file).rpartition("/")
    place, page = _place(folders.split("/"), told)
    thread = f"comments:{place}/{page}"
    own = _first(told, _IDS)[:_LONGEST] or stem
    named = [told.get(name, "").strip() for name in _PARENTS]
    if _UUID.fullmatch(told.get("_parent", "").strip()):  # else the page
        named.append(told["_parent"].strip())
    named = [value[:_LONGEST] for value in named if value and not _is_none(value, page, told)]
    parent = min(named, key=str.isdecimal, default=None)
    numbered = parent is not None and parent.isdecimal() and not own.isdecimal()
    answers = None if parent is None or numbered or parent == own else parent
    date = _first(told, _DATES)
    timed = _OWN_TIME.search(stem)
    created = _rows.moment(date) if date else utc_unix(timed[1]) if timed else None
    return Post(
        id=f"{thread}/{own}",
        body=Body(text.replace("\r\n", "\n"), "markdown"),
        parent=f"{thread}/{answers}" if answers else thread,
        root=thread,
        author=author(_first(told, _NAMES)),
        created=created,
        title=line(page),
        community=place,
        evidence=_NUMBERED if numbered else None,
    )


def _is_none(value: str, page: str, told: Mapping[str, str]) -> bool:
    """Whether what should be a parent is none, or the page."""
    pages = (told.get(name, "").strip() for name in _PAGES if name != "_parent")
    is_page = value == page or value in pages or _ADDRESS.search(value) is not None
    return is_page or value.lower() in ("0", "null", "~", "none", "false")


def _place(folders: list[str], told: Mapping[str, str]) -> tuple[str, str]:
    """The site and the page: by the folders that a file lies in, else by what it tells."""
    telling = [name for name in folders if name not in _FOLDERS]
    if folders[-1] not in _FOLDERS:
        page = telling.pop()
    else:
        page = next((value for name in _PAGES if (value := told.get(name, "").strip())), "comments")
    return (telling[0] if telling else "comments")[:_LONGEST], page.strip("/")[:_LONGEST]


SOURCE = Source(
    name="comment-yaml",
    title="Comments of sites made of files, a comment a file, as Staticman writes them (YAML)",
    version=3,
    sniff=_sniff,
    read=_read,
    keys=NO_OBJECT,
)
