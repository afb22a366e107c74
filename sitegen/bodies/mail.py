"""Mail: plain text as it was typed for a screen of 80 columns, made readable on any.

Everything is escaped here, and every tag and attribute is written here: a test holds the result
to an allow-list. Addresses of people are cut off behind the @. Quotes are told by their signs, and
long ones are folded; `mail_blocks` tells paragraphs from what must keep its lines.
Conventions: RFC 3676 (signs of quotes, signatures), RFC 4880 (armour).
"""

import re
from collections.abc import Iterator

from sitegen.bodies import html
from sitegen.bodies.characters import escape, is_ordinary, tidy
from sitegen.bodies.code import block
from sitegen.bodies.links import linkify
from sitegen.bodies.mail_addresses import hidden, without_addresses
from sitegen.bodies.mail_blocks import blocks
from sitegen.bodies.quotes import nested

FOLDED = 12  # lines of a quote that are shown; a longer one is folded

_SIGNS = re.compile(r" ?(?:> ?)*>(?!=[ \d])|\|(?= (?!.*\|$))")
_PROMPT = re.compile(r">>> (?!>)")
_ENDS_IN_COLON = re.compile(r"(?:wrote|writes|said|says|schrieb|\d)[^\n]{0,40}[:.]{1,3}$")
_SIGNATURE = re.compile(r"-- ?")
_LONGEST_SIGNATURE = 12
_RULE = re.compile(r"[_=*-]{20,}")
_OF_LIST = re.compile(r"mailing list|unsubscribe|listinfo|mailman", re.I)
_ARMOUR = re.compile(r"-----BEGIN PGP ([A-Z ]+)-----")
_MENTION = re.compile(r"\[attachment: (.*)\]")


def render(text: str) -> str:
    text = text.strip("\n")
    if not is_ordinary(text):
        text = tidy(text)
    lines = without_addresses(text).split("\n")
    end, mentions = _mentions(lines)
    lines, signature = _signature(lines[:end])
    out: list[str] = []
    for is_quote, part in _parts(lines):
        if is_quote:
            out.append(_quote(part))
        else:
            out.append(_own(part))
    return "".join(out) + signature + mentions


def render_html(text: str) -> str:
    """A message that was written in HTML alone."""
    return hidden(html.render(text))


# Quotes


def _parts(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """The text in turns: what its author wrote, and what is quoted."""
    held: list[str] = []
    quoting = False
    for number, line in enumerate(lines):
        if not line:
            held.append(line)
            continue
        is_quote = line[0] in ">| " and _is_quote(lines, number)
        if is_quote != quoting:
            if held:
                yield quoting, held
            held, quoting = [], is_quote
        held.append(line)
    if held:
        yield quoting, held
