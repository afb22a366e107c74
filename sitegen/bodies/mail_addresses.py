"""Addresses of people in mail: cut off behind the @, so that nobody can collect them.

What only looks like one stays: repositories (git@host:path), web addresses with an @ in them.
"""

import re

from sitegen import possessive
from sitegen.bodies.mail_spelt import without_spelt

CUT = "@…"

_DOMAIN = r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]"
_AT = possessive.compiled(rf"@(?<=[^\s<>()\[\],;:\"'@/]@)@?(?:{_DOMAIN}|\[[\d.]{{7,15}}\])")
# Archives of lists write " at " for the @. In running text that is a word: it counts in brackets,
# before a name in brackets, where it stands by itself, in signatures, where words around it speak
# of mail, and behind what looks like the first half of an address: ada.lovelace, ada81.
_SPOKEN_AT = possessive.compiled(rf" at {_DOMAIN}")
_ENDS = possessive.compiled(r"[>)\]]|[ \t]*(?:$|[|,;])", re.M)
_SPEAKS = possessive.compiled(
    r" \([^()\n]{1,60}\)| (?:wrote|writes|schrieb|schreibt|a écrit|escribió|ha scritto|skrev)\b"
)
_MAIL = possessive.compiled(
    r"(?:\b(?:mail|mails|mailed|e-?mail|address|contact|to|from|cc|user|user:)) $", re.I
)
_LAST_WORD = possessive.compiled(r"[\w.+-]+$")
_SHAPED = possessive.compiled(r"[A-Za-z][\w+-]*[._+][\w.+-]*\w|[A-Za-z]+\d\w*|[A-Za-z]+-[A-Za-z]")
_BEFORE_SPOKEN = possessive.compiled(r"(?:^|[<(\[:|\t]|  )[ \t]*(?:mailto:)?([\w.+-]+)$")
_NO_NAME = frozenset(
    {
        "active", "also", "am", "and", "archived", "are", "available", "be", "code", "docs", "done",
        "e-mail", "everyone", "file", "follow-up", "go", "people", "someone", "source", "start",
        "found", "here", "him", "hosted", "is", "it", "link", "live", "located", "look", "looked",
        "looking", "me", "more", "now", "one", "online", "or", "out", "page", "post", "posted",
        "see", "site", "stuff", "that", "them", "there", "this", "up", "us", "website", "work",
    }
)  # fmt: skip
# What stands before " at " where people are told to do something: "meet at example dot com".
_NO_VERB = _NO_NAME | frozenset(
    {
        "arrive", "arrived", "buy", "call", "came", "click", "come", "end", "ended", "ends", "get",
        "got", "join", "listen", "meet", "meeting", "meets", "met", "read", "register", "shop",
        "sold", "starts", "stay", "stop", "studied", "study", "visit", "went", "works", "worked",
    }
)  # fmt: skip
_SENTENCE_ENDS = possessive.compiled(r"[.!?]*(?:[>)\]]|[ \t]*(?:$|[|,;]))", re.M)
_REPOSITORY = possessive.compiled(r"\b(?:git|gitolite|svn|hg|cvs|bzr|anoncvs|anonymous)$")
_MAIL_LINK = possessive.compiled(r'<a href="mailto:[^"]*"[^>]*>(.*?)</a>', re.S)
_LINK = possessive.compiled(r"(<a [^>]*>)")
_LOOK_BACK = 300


def without_addresses(text: str) -> str:
    """Plain text with the addresses in it cut off."""
    if "@" in text:
        text = _AT.sub(_cut, text)
    if " at " in text:
        text = _SPOKEN_AT.sub(_cut_spoken, text)
    return without_spelt(text, _tells_mail, CUT)


def hidden(html: str) -> str:
    """Safe HTML with the addresses in its text cut off; links to addresses become text."""
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
    if _SPEAKS.match(text, found.end()):
        return CUT
    if alone and _ENDS.match(text, found.end()):
        return CUT if alone[1].lower() not in _NO_NAME else found.group()
    name = _LAST_WORD.search(line)
    if name is None or name[0].lower() in _NO_NAME:
        return found.group()
    told = _SHAPED.fullmatch(name[0]) or _MAIL.search(line, 0, name.start())
    return CUT if told else found.group()


def _tells_mail(text: str, start: int, end: int) -> bool:
    """Whether the bare words " at … dot …", from `start` to `end`, are an address by what stands
    around them."""
    line = text[max(text.rfind("\n", 0, start) + 1, start - 100) : start].lstrip("> ")
    name = _LAST_WORD.search(line)
    if name is None or name[0].lower() in _NO_VERB:
        return False
    if _SHAPED.fullmatch(name[0]) or _MAIL.search(line, 0, name.start()):
        return True
    if _SPEAKS.match(text, end):
        return True
    return bool(_BEFORE_SPOKEN.search(line) and _SENTENCE_ENDS.match(text, end))
