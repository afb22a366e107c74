"""Copies that a program wrote as Markdown with links, and without tables: html2text, Turndown and
the extensions of browsers built upon it.

`[USER](address of a user) [3 hours ago](address of a comment)`; taken back, the links are their
words, paragraphs that were wrapped are whole, and the address of a comment is kept for its line.
Which links stand in heads is told by their addresses, which no person writes that often.
"""

import re
from collections.abc import Iterator, Sequence

from sitegen.ages import AGE
from sitegen.textdump.converted import IMAGE, LINK, VOTE, Converted, unescaped

_SITE = r"(?:https?://(?:news\.ycombinator\.com|lobste\.rs|(?:\w+\.)?reddit\.com))?/?"
_USER = re.compile(rf"\]\({_SITE}(?:user\?id=[\w-]+|~[\w-]+|u/[\w-]+|user/[\w-]+/?)\)")
_USERS = 2
_SAMPLE = 2_000  # lines, in which it shows what wrote them
_OWN = re.compile(r"(?:[*+-]|\d{1,4}\.|#{1,6}|\|)(?: |$)|-{3,}$|> ?$")  # lines of their own
_TITLE = re.compile(r"#{1,6} +(?=\S)")
_HEAD = re.compile(rf"[| ]{{0,12}}(?P<words>[\w-]{{1,32}} {AGE})")
_WORDLESS = re.compile(r"\[\s{1,40}\]\([^()\s]{1,400}\)")  # an arrow, drawn by the page's style
_TIP = re.compile(r"\]\([^\s()]{1,400} \"")
_LONGEST = 2_000  # characters of the words that a link shows when it is pointed at
_RELATIVE = {
    "item?id=": "https://news.ycombinator.com/",
    "/c/": "https://lobste.rs",
    "/s/": "https://lobste.rs",
}
# `1.      1. 18` opens a list in the first item of another: the second number is the item's, which
# stands as deep as those that follow it there.
_NEST = re.compile(r"(?P<above>(?: *\d{1,4}\.(?= ))*)(?P<in> +)(?P<item>\d{1,4}\. .*)")


def taken_back(lines: Sequence[str]) -> Converted | None:
    """The page, or None for a text that is not such a copy."""
    users = sum([len(_USER.findall(line)) for line in lines[:_SAMPLE] if "](" in line])
    if users < _USERS:
        return None
    text = _WORDLESS.sub(_line_ends, "".join(_without_tips("\n".join(lines))))
    kept = _joined(text.split("\n"))
    links: dict[int, tuple[str, ...]] = {}
    for index, line in enumerate(kept):
        if not line:
            continue
        margin = " " * (len(line) - len(line.lstrip(" ")))
        line = IMAGE.sub("", line).replace(")edited [", ") edited [")  # of Lobsters
        found = tuple(absolute(match["to"].replace(" ", "")) for match in LINK.finditer(line))
        if found:
            links[index + 1] = found
            line = LINK.sub(r"\g<words>", VOTE.sub("", line))
        nested = _NEST.fullmatch(line)
        words = " ".join(unescaped(_TITLE.sub("", line.strip())).split())
        head = _HEAD.fullmatch(words) if found else None
        if head and _leads_to_a_user(found):
            words = f"{head['words']} |"  # a head, whatever stands above it
        if nested and nested["above"]:
            kept[index] = f"{nested['in'][1:]}{nested['item']}".rstrip()
        else:
            kept[index] = f"{margin}{words}" if words else ""
    return Converted(kept, [], links)


def _leads_to_a_user(links: Sequence[str]) -> bool:
    """Whether the links are those of a head of Hacker News: to its author, and to itself."""
    return any("user?id=" in to for to in links) and any("item?id=" in to for to in links)


def _without_tips(text: str) -> Iterator[str]:
    """The text in pieces, without what links show when they are pointed at; its lines stay."""
    at = end = 0
    for match in _TIP.finditer(text):
        if match.start() < at:
            continue
        if end < match.end():
            end = text.find('")', match.end())
        if end < 0:
            break
        if end - match.end() <= _LONGEST:
            yield text[at : match.end() - 2] + ")"
            yield "\n" * text.count("\n", match.end(), end)
            at = end + 2
    yield text[at:]


def _line_ends(match: re.Match[str]) -> str:
    """What is left of a link without words: the ends of its lines."""
    return "\n" * match[0].count("\n")


def absolute(address: str) -> str:
    """The address with the site it is of, where it is one of a post's and has none."""
    site = next((site for begin, site in _RELATIVE.items() if address.startswith(begin)), "")
    return site + address


def _joined(lines: Sequence[str]) -> list[str]:
    """Every paragraph on its first line; what was joined is blank."""
    kept = [""] * len(lines)
    pieces: list[str] = []
    first = -1
    quoted = False
    for index, line in enumerate(lines):
        text = line.strip()
        quote = text.startswith("> ")
        if first >= 0 and (not text or _OWN.match(text) or quote != quoted):
            kept[first], first, pieces = " ".join(pieces), -1, []
        if not text:
            continue
        if first < 0:
            first, quoted = index, quote
            pieces = [line.rstrip()]
        else:
            pieces.append(text.removeprefix("> ") if quote else text)
        if line.endswith("  ") or text == ">":
            kept[first], first, pieces = " ".join(pieces), -1, []
    if pieces:
        kept[first] = " ".join(pieces)
    return kept
