"""Addresses of people in mail: cut off behind the @, so that nobody can collect them.

What only looks like one stays: repositories (git@host:path), web addresses with an @ in them.
"""

import re

CUT = "@…"

_DOMAIN = r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]"
_AT = re.compile(rf"@(?<=[^\s<>()\[\],;:\"'@/]@)@?(?:{_DOMAIN}|\[[\d.]{{7,15}}\])")
# Archives of lists write " at " for the @. In running text that is a word: it counts in brackets,
# before a name in brackets, and where it stands by itself, in signatures.
_SPOKEN_AT = re.compile(
    rf" at {_DOMAIN}(?=[>)\]]| \([^()\n]{{1,60}}\)| wrote|[ \t]*(?:$|[|,;]))", re.M
)
_BEFORE_SPOKEN = re.compile(r"(?:^|[<(\[:|\t]|  )[ \t]*(?:mailto:)?([\w.+-]+)$")
_NO_NAME = frozenset(
    {
        "active", "also", "am", "and", "archived", "are", "available", "be", "code", "docs", "done",
        "found", "here", "him", "hosted", "is", "it", "link", "live", "located", "look", "looked",
        "looking", "me", "more", "now", "one", "online", "or", "out", "page", "post", "posted",
        "see", "site", "stuff", "that", "them", "there", "this", "up", "us", "website", "work",
    }
)  # fmt: skip
_REPOSITORY = re.compile(r"\b(?:git|gitolite|svn|hg|cvs|bzr|anoncvs|anonymous)$")
_MAIL_LINK = re.compile(r'<a href="mailto:[^"]*"[^>]*>(.*?)</a>', re.S)
_LINK = re.compile(r"(<a [^>]*>)")
_LOOK_BACK = 300


def without_addresses(text: str) -> str:
    """Plain text with the addresses in it cut off."""
    if "@" in text:
        text = _AT.sub(_cut, text)
    if " at " in text:
        text = _SPOKEN_AT.sub(_cut_spoken, text)
    return text


def hidden(html: str) -> str:
    """Safe HTML with the addresses in its text cut off; links to addresses become text."""
    if "@" not in html and " at " not in html:
        return html
    if "mailto:" in html:
        html = _MAIL_LINK.sub(r"\1", html)
    parts = _LINK.split(html)
    parts[::2] = [without_addresses(part) for part in parts[::2]]
    return "".join(parts)


def _cut(found: re.Match[str]) -> str:
    text, start, end = found.string, found.start(), found.end()
    before = text[max(0, start - _LOOK_BACK) : start]
    if "://" in before and "://" in re.split(r"[\s<>\"]", before)[-1]:
        return found.group()
    path = text[end : end + 1] in (":", "/") and not text[end + 1 : end + 2].isspace()
    return found.group() if path and _REPOSITORY.search(before) else CUT


def _cut_spoken(found: re.Match[str]) -> str:
    text, start = found.string, found.start()
    line = text[max(text.rfind("\n", 0, start) + 1, start - 100) : start].lstrip("> ")
    alone = _BEFORE_SPOKEN.search(line)
    if text.startswith((" (", " wrote"), found.end()):
        return CUT
    return CUT if alone and alone[1].lower() not in _NO_NAME else found.group()
