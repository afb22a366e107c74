"""Patches in a text: where each begins and ends, and its lines in colour.

A patch ends where its hunks have all the lines they announce, not where something else seems to
begin. Format: https://www.gnu.org/software/diffutils/manual/html_node/Unified-Format.html.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from sitegen.bodies.characters import escape
from sitegen.bodies.code import block

_HUNK = re.compile(r"@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@")
_HEADER = re.compile(
    r"diff -|index [0-9a-f]|Index: |={20}|--- \S|\+\+\+ \S|(?:new|deleted) file mode"
    r"|(?:old|new) mode|(?:dis)?similarity index|(?:rename|copy) (?:from|to)|Binary files "
    r"|GIT binary patch|Only in |RCS file: |retrieving revision "
)
_BEGINNING = re.compile(r"diff -|Index: |--- \S|@@ -\d")
_DAMAGED = 3  # lines that were broken by a mailer, in a row


def has_patch(text: str) -> bool:
    """Whether `patches` could find anything. Very cheap."""
    return ("@" in text and "@@ -" in text) or "diff --git " in text


def patches(text: str) -> Iterator[tuple[bool, str]]:
    """The text in turns: (whether it is a patch, lines)."""
    lines = text.split("\n")
    done = number = 0
    while number < len(lines):
        end = _end(lines, number) if _BEGINNING.match(lines[number]) else number
        if end > number:
            if done < number:
                yield False, "\n".join(lines[done:number])
            yield True, "\n".join(lines[number:end]).rstrip("\n")
            done = number = end
        else:
            number += 1
    if done < len(lines):
        yield False, "\n".join(lines[done:])


def _end(lines: list[str], start: int) -> int:
    """The line after a patch that may begin at `start`; `start` itself when none does."""
    number, hunks = start, 0
    while number < len(lines):
        line = lines[number]
        if hunk := _HUNK.match(line):
            hunks += 1
            number = _end_of_hunk(lines, number + 1, int(hunk[1] or 1), int(hunk[2] or 1))
        elif line:
            if not (_HEADER.match(line) or (hunks and line.startswith("\\ "))):
                break
            number += 1
        elif number + 1 < len(lines) and _BEGINNING.match(lines[number + 1]):
            number += 1
        else:
            break
    whole = hunks or (number - start > 1 and lines[start].startswith("diff --git "))
    return number if whole else start


def _end_of_hunk(lines: list[str], number: int, old: int, new: int) -> int:
    """`old` and `new` are the lines that the hunk announces. Mailers may have dropped spaces."""
    damaged = 0
    while number < len(lines) and (old > 0 or new > 0):
        sign = lines[number][:1]
        if sign == "+":
            new -= 1
        elif sign == "-":
            if lines[number].rstrip() == "--" and old <= 0:
                break
            old -= 1
        elif sign in ("", " ", "\t", "\xa0"):
            old, new = old - 1, new - 1
        elif sign == "@" or _HEADER.match(lines[number]):
            break
        elif sign != "\\":
            damaged += 1
            if damaged > _DAMAGED:
                return number - damaged + 1
            number += 1
            continue
        damaged = 0
        number += 1
    return number


def painted(patch: str) -> str:
    """A patch as a block of code, its lines coloured by what they do."""
    out: list[str] = []
    for css, lines in groupby(patch.split("\n"), key=_colour):
        html = escape("\n".join(lines))
        out.append(f'<span class="{css}">{html}</span>' if css else html)
    return block("\n".join(out))


def _colour(line: str) -> str:
    sign = line[:1]
    if sign == "+":
        return "gh" if line.startswith("+++ ") else "gi"
    if sign == "-":
        return "gh" if line.startswith("--- ") else "gd"
    return "gh" if sign == "@" or (sign and sign not in " \\" and _HEADER.match(line)) else ""
