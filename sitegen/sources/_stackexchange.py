"""From rows of a Stack Exchange data dump to Posts: questions, answers and comments.

Questions and answers of a site share one series of numbers, comments have their own. So an id is
the site's name and the number, with a "c" before that of a comment; what a comment belongs to is
known by the number alone.

Schema: https://meta.stackexchange.com/questions/2677
"""

import re
from collections.abc import Callable

import msgspec

from sitegen.model import Body, Post
from sitegen.sources._html_write import rewritten
from sitegen.sources._json import utc_iso
from sitegen.sources._xml_rows import Row

OTHER_KINDS = frozenset({"3", "4", "5", "7", "8"})  # tag wikis and the like: no discussion
_QUESTION, _ANSWER = "1", "2"
_LONGEST_NUMBER = 15  # digits
_LONGEST_NAME = 100
_TAG = re.compile(r"[^<>|]+")
_OWN_DOMAINS = {
    "askubuntu": "askubuntu.com",
    "mathoverflow": "mathoverflow.net",
    "serverfault": "serverfault.com",
    "stackapps": "stackapps.com",
    "stackoverflow": "stackoverflow.com",
    "superuser": "superuser.com",
}
# What begins a block in Markdown, and is meant as it stands in a comment, which has none.
_BLOCK = re.compile(
    r"#{1,6}(?:\s|$)|>|[-+*](?:\s|$)|(\d{1,9})[.)](?:\s|$)|```(?=[^`]*$)|~~~|(?:[-_*]{3,}|=+)\s*$"
)

NameOf = Callable[[int], str | None]


class Site(msgspec.Struct, frozen=True):
    """A site by its name, which is its host where the dump is named as the site publishes it.

    `base` is its address without a slash, "" where the name is no host of theirs; `ids` is what
    ids begin with.
    """

    name: str
    base: str
    ids: str


def site(told: str) -> Site:
    """The site of a folder, an archive or a file, by its name."""
    name = re.sub(r"\s+", "-", told.strip().lower())[:_LONGEST_NAME]
    name = _OWN_DOMAINS.get(name, name) or "unknown"
    own = name.removeprefix("meta.") in _OWN_DOMAINS.values()
    known = own or name.endswith((".stackexchange.com", ".stackoverflow.com"))
    return Site(name, f"https://{name}" if known else "", f"stackexchange:{name}/")


def named(dump: str, ending: str) -> str:
    """The site that the folder of a dump or the dump itself is named after."""
    folder, _, file = dump.rpartition("/")
    return folder.rpartition("/")[2] or file.partition(ending)[0]


def number(told: str | None) -> int | None:
    """A whole number; None where it is none or beyond all range."""
    if told is None or len(told) > _LONGEST_NUMBER or not told.isascii():
        return None
    if told.isdecimal() or (told[:1] == "-" and told[1:].isdecimal()):
        return int(told)
    return None


def post(row: Row, on: Site, name_of: NameOf, awaited: set[int]) -> Post | str:
    """A question or an answer, or why there is none.

    `awaited` are the accepted answers whose questions came, and that did not come yet.
    """
    native = number(row.get("Id"))
    if native is None or native <= 0:
        return "a row without a usable Id"
    parent = number(row.get("ParentId")) or None
    opens = row.get("PostTypeId") != _ANSWER and parent is None
    if not opens and parent is None:
        return f"answer {native} does not tell its question"
    accepted = number(row.get("AcceptedAnswerId")) if opens else None
    if accepted is not None and accepted > native:
        awaited.add(accepted)
    labels = _tags(row.get("Tags")) if opens else ["answer"]
    if native in awaited:
        awaited.discard(native)
        labels.append("accepted")
    labels += ["closed"] if "ClosedDate" in row else []
    labels += ["community wiki"] if "CommunityOwnedDate" in row else []
    body = row.get("Body", "")
    if on.base and '="/' in body:
        body = rewritten(body, on.base)
    return Post(
        id=f"{on.ids}{native}",
        parent=None if parent is None or opens else f"{on.ids}{parent}",
        root=f"{on.ids}{native if parent is None or opens else parent}",
        body=Body(body, "html"),
        author=_author(row, "Owner", name_of),
        created=utc_iso(row.get("CreationDate")),
        edited=utc_iso(row.get("LastEditDate")),
        score=number(row.get("Score")),
        state="removed" if row.get("DeletionDate") else "visible",
        permalink=f"{on.base}/{'q' if opens else 'a'}/{native}" if on.base else None,
        title=row.get("Title") or None,
        community=on.name,
        labels=tuple(labels),
        replies=(f"{on.ids}{accepted}",) if accepted is not None and accepted > 0 else (),
    )


def comment(row: Row, on: Site, name_of: NameOf) -> Post | str:
    """A comment on a question or an answer, or why there is none."""
    native, parent = number(row.get("Id")), number(row.get("PostId"))
    if native is None or native <= 0:
        return "a row without a usable Id"
    if parent is None or parent <= 0:
        return f"comment {native} does not tell its post"
    return Post(
        id=f"{on.ids}c{native}",
        parent=f"{on.ids}{parent}",
        body=Body(_flat(row.get("Text", "")), "markdown"),
        author=_author(row, "", name_of),
        created=utc_iso(row.get("CreationDate")),
        score=number(row.get("Score")),
        permalink=f"{on.base}/q/{parent}#comment{native}_{parent}" if on.base else None,
        community=on.name,
    )


def _author(row: Row, whose: str, name_of: NameOf) -> str | None:
    """A name from the table of people; the one in the row, of those who left; the site's own
    name for people without one."""
    user, told = number(row.get(f"{whose}UserId")), row.get(f"{whose}UserDisplayName")
    told = told or row.get(f"{whose}DisplayName") or None
    if user is None:
        return told
    return name_of(user) or told or ("Community" if user == -1 else f"user{user}")


def _tags(told: str | None) -> list[str]:
    """ "<a><b>" or "|a|b|", as dumps since 2024 write them."""
    return _TAG.findall(told or "")


def _flat(text: str) -> str:
    """A comment's text, which knows no blocks, as Markdown that has none but its own lines."""
    return "  \n".join(map(_flat_line, text.strip().splitlines()))


def _flat_line(line: str) -> str:
    line = line.strip()
    match = _BLOCK.match(line)
    if not match:
        return line
    at = match.end(1) if match[1] else 0
    return f"{line[:at]}\\{line[at:]}"
