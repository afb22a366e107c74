r"""Hacker News pages of which an extractor kept the tables: one row a comment, without names.

    |  | Hacker Newsnew \| past \| comments | login |
    |  |  | TITLE (host) |
    |  |  | 57 points by USER 5 hours ago \| hide \| 3 comments |
    |  |  | the text of the opening post |      and an empty row, where it has a text
    |  |  | the first comment |
    |  |  | USER 20 minutes ago  [dead] a dead one |

The paragraphs of a comment run together. Lists and code stand below the table, and whose they are
is lost.
"""

import re

from sitegen.ages import AGE
from sitegen.textdump.heads import DOMAIN
from sitegen.textdump.reading import Known, Part, Sheet
from sitegen.textdump.text import spoken

_POST = re.compile(
    rf"(?P<score>\d{{1,9}}) points? by (?P<who>[\w-]{{1,32}}) (?P<age>{AGE})(?: \|.*)?"
)
_MENU = re.compile(  # other tables tell of the site, too
    r"\A\|.{0,200}Hacker News[\s\\|]{0,8}new[\s\\|]{1,8}(?:past|threads|comments|ask|show)\b"
    r"|\A[\s\\|]*Hacker News[\s\\|]*\Z"
)
_COUNT = re.compile(r"(\d{1,9})\s+comments?")
_NAMED = re.compile(
    rf"(?P<who>[\w-]{{1,32}}) (?P<age>{AGE})(?P<flags>(?:\s+\[(?:dead|flagged)\])+)\s"
)
_REPLY = re.compile(r"\s(?:reply|\[reply\]\([^()\s]{0,400}\))\Z")
_FURNITURE = frozenset(["reply", "add comment", "login"])
_TOP = 24  # lines that are not blank, within which the author must be named
_LEAST = 3  # rows with words, where no author is named: the page of a comment
_BORDER = Known("recorded", 1.0, "row")
_REST = Known("inferred", 0.95, "below the table")


def read(lines: tuple[str, ...]) -> Sheet | None:
    """The page, or None when it has no such rows. The lines of the sheet are without bars."""
    top = [(n, line) for _, (n, line) in zip(range(_TOP), spoken(lines), strict=False)]
    if any(line.startswith("+--") for _, line in top):
        return None  # a table of which a row is many lines
    menu = next((n for n, line in top if line.startswith("|") and _MENU.search(line)), 0)
    if not menu:
        return None
    by = next(((n, m) for n, line in top if (m := _POST.fullmatch(_row(line)))), None)
    head, match = by or (menu, None)
    kept = list(map(_row, lines))
    title = next((kept[n - 1] for n, _ in reversed(top) if menu < n < head and kept[n - 1]), "")
    domain = DOMAIN.fullmatch(title)
    count = _COUNT.search(match[0]) if match else None
    rows = [n for n, line in spoken(lines, head + 1) if line.startswith("|")]
    if match is None and sum([bool(kept[n - 1]) for n in rows]) < _LEAST:
        return None
    own = rows[0] if match and len(rows) > 1 and kept[rows[0] - 1] and not kept[rows[1] - 1] else 0
    parts = [_comment(kept, n) for n in rows if n != own and kept[n - 1]]
    end = (rows or [head])[-1] + 1
    found = [n for n, line in spoken(lines, end) if line.strip() not in _FURNITURE]
    if found:
        parts.append(Part(first=found[0], last=found[-1], border=_REST))
    told = {n for part in parts for n in range(part.first, part.last + 1)} | {own}
    return Sheet(
        site="hn",
        shape="rows",
        lines=tuple(kept),
        opening=Part(
            first=own or end,
            last=own or end - 1,
            head=head if match else 0,
            author=match["who"] if match else None,
            age=match["age"] if match else "",
            score=int(match["score"]) if match else None,
        ),
        comments=tuple(parts),
        title=(domain["title"] if domain else title) or None,
        claimed=int(count[1]) if count else None,
        furniture=tuple(n for n, _ in spoken(lines) if n not in told),
    )


def _row(line: str) -> str:
    """The words of a row, without its bars; a line that is no row as it is."""
    if not line.startswith("|"):
        return line
    words = line.rstrip()
    words = words[:-1] if words.endswith("|") and not words.endswith("\\|") else words
    return _REPLY.sub("", words.lstrip("| ").rstrip()).replace("\\|", "|")


def _comment(lines: list[str], number: int) -> Part:
    """The comment of a row; a dead one has its author, whose name is then taken off the line."""
    match = _NAMED.match(lines[number - 1])
    if match is None:
        return Part(first=number, last=number, border=_BORDER)
    lines[number - 1] = lines[number - 1][match.end() :]
    return Part(
        first=number,
        last=number,
        head=number,
        border=_BORDER,
        author=match["who"],
        age=match["age"],
        state="dead",
    )
