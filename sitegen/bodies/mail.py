"""Mail: plain text as it was typed for a screen of 80 columns, made readable on any.

Everything is escaped here, and every tag but those of links is written here: a body with links
goes through the sanitizer, and a test holds all others to what that would give. Addresses of people
are cut off behind the @. Quotes are told by their signs, and long ones are folded; `mail_blocks`
tells paragraphs from what must keep its lines.
Conventions: RFC 3676 (signs of quotes, signatures), RFC 4880 (armour).
"""

import re
from collections.abc import Iterator

from sitegen.bodies.characters import escape, tidy
from sitegen.bodies.code import block
from sitegen.bodies.links import linkify
from sitegen.bodies.mail_addresses import without_addresses
from sitegen.bodies.mail_blocks import Marks, blocks, marks_of
from sitegen.bodies.quotes import nested
from sitegen.bodies.sanitize import clean_mail

_ORDINARY = bytes(range(32, 127)) + b"\n\t"
_SHOWN = 12  # lines of a quote; a longer one is folded

# Lines with one sign; any quoted line, or a blank one. "|" is a sign of quotes too, but not where
# it closes the line as well, as in tables.
_ONE_LEVEL = re.compile(r"(?:>(?: (?! ?>)[^\n]*|(?=\n|\Z))(?:\n|\Z))+")
_QUOTED = re.compile(
    r" ?(?=[>|])((?:> ?)*>(?!=[ \d])|\|(?= )(?![^\n]*\|(?:\n|\Z))) ?([^\n]*)(?:\n|\Z)|\n|\Z"
)
_BEGINNINGS = ("\n>", "\n >", "\n|")
_PROMPTS = re.compile(r"(?:>>> (?!>)[^\n]*(?:\n|\Z)|>>>\n)+")
_NAMED = re.compile(r"\b(?:wrote|writes|said|says|schrieb|écrit)\b|\d[^\n]*:$")

_LONGEST_SIGNATURE = 12  # lines
_LONGEST_FOOTER = 1500  # characters
_RULE = re.compile(r"\n[_=*-]{20,}[ \t]*(?=\n)")
_OF_LIST = re.compile(r"mailing list|unsubscribe|listinfo|mailman", re.I)
_MENTION = re.compile(r"\[attachment: .+\]$")
_ARMOUR = re.compile(r"^-----BEGIN PGP (?P<kind>SIGNATURE|PUBLIC KEY BLOCK|MESSAGE)-----$", re.M)
_SIGNED = re.compile(r"^-----BEGIN PGP SIGNED MESSAGE-----\n(?:Hash: [\w, -]+\n)*\n*", re.M)

_Part = tuple[int, list[str]]  # (number of signs, what stands behind them)


def render(text: str) -> str:
    text = text.strip("\n")
    if text.isascii() and text.encode().translate(None, _ORDINARY):
        text = tidy(text)
    text = text.replace(" \n", "\n")
    if " \n" in text or "\t\n" in text:
        text = "\n".join(map(str.rstrip, text.split("\n")))
    text = without_addresses(text)
    armour = mentions = ""
    if "-----BEGIN PGP " in text:
        text, armour = _without_armour(text)
    if text.endswith("]"):
        text, mentions = _without_mentions(text)
    text, signature = _without_signature(text)
    html = "".join(_turns(text, marks_of(text))) + signature + armour + mentions
    return clean_mail(html) if "<a " in html else html


# Quotes


def _turns(text: str, marks: Marks) -> Iterator[str]:
    """The text in turns: what its author wrote, and what is quoted."""
    signs = [
        sign
        for sign in _BEGINNINGS
        if sign[-1] in text and (sign in text or text.startswith(sign[1:]))
    ]
    at = begin = 0
    while at < len(text):
        begin = _next_sign(text, begin, signs)
        quoted, end = _quoted(text, begin) if begin < len(text) else ([], begin)
        if not quoted and begin < len(text):
            begin = max(begin + 1, end)
            continue
        if begin > at:
            yield blocks(text[at:begin], marks, bool(quoted))
        if quoted:
            yield _quote(quoted, text.count("\n", begin, end), marks)
        at = begin = end


def _next_sign(text: str, at: int, signs: list[str]) -> int:
    """Where the next line begins that may be quoted; the end of the text, where there is none."""
    if not signs:
        return len(text)
    if (at == 0 or text[at - 1] == "\n") and text.startswith((">", " >", "|"), at):
        return at
    places = [place for sign in signs if (place := text.find(sign, at)) >= 0]
    return min(places) + 1 if places else len(text)


def _quoted(text: str, at: int) -> tuple[list[_Part], int]:
    """The quoted lines from `at` on, in parts of one level each, and where they end.

    No parts: up to there nothing is quoted. Blank lines between two parts belong to the quote.
    """
    parts: list[_Part] = []
    end, blank = at, ""
    while True:
        if simple := _ONE_LEVEL.match(text, at):
            signs = 1
            content = f"\n{simple[0]}".replace("\n> ", "\n").replace("\n>", "\n")[1:]
            at = simple.end()
        else:
            line = _QUOTED.match(text, at)
            if line is None or line.end() == at:
                break
            if line[1] is None:
                if not parts:
                    break
                at, blank = line.end(), "\n"
                continue
            if line[1] == ">>>" and not parts and (prompts := _prompts(text, at)):
                return [], prompts
            signs, content = line[1].count(">") or 1, f"{line[2]}\n"
            at = line.end()
        if not parts or parts[-1][0] != signs:
            parts.append((signs, [content]))
        else:
            parts[-1][1].append(blank + content)
        end, blank = at, ""
    return parts, end


def _prompts(text: str, at: int) -> int:
    """Where the lines end that begin with ">>> " as in a Python session; 0: they are a quote."""
    lines = _PROMPTS.match(text, at)
    if lines is None or text.startswith((">", " >"), lines.end()):
        return 0
    above = text.rfind("\n\n", 0, at)
    return 0 if _NAMED.search(text[max(above, at - 200, 0) : at].rstrip()) else lines.end()


def _quote(parts: list[_Part], count: int, marks: Marks) -> str:
    """HTML of a quote of `count` lines."""
    written: list[tuple[int, str]] = []
    for number, (signs, lines) in enumerate(parts):
        deeper = number + 1 < len(parts) and parts[number + 1][0] > signs
        if html := blocks("".join(lines), marks, deeper):
            written.append((signs, html))
    quote = nested(written)
    if count <= _SHOWN or not quote:
        return quote
    return f'<details class="quote"><summary>{count} quoted lines</summary>{quote}</details>'


# What stands at the end


def _without_mentions(text: str) -> tuple[str, str]:
    """The text without the lines at its end that stand for attachments, and a list of those."""
    lines = text.split("\n")
    found: list[str] = []
    while lines and (not lines[-1] or _MENTION.match(lines[-1])):
        line = lines.pop()
        found += [f"<li>{linkify(line[13:-1])}</li>"] if line else []
    if not found:
        return text, ""
    return "\n".join(lines), f'<ul class="attachments">{"".join(reversed(found))}</ul>'


def _without_signature(text: str) -> tuple[str, str]:
    """The text without its author's signature and what the list adds below, and that."""
    start = text.rfind("\n--\n")
    if any([sign in text and f"\n{sign * 4}" in text for sign in "_-=*"]):  # noqa: C419
        footer = _RULE.search(text, max(0, len(text) - _LONGEST_FOOTER))
        if footer and _OF_LIST.search(text, footer.end()):
            start = footer.start() if start < 0 else min(start, footer.start())
    if start < 0 or text.count("\n", start) > _LONGEST_SIGNATURE + 2:
        return text, ""
    return text[:start], _dimmed(text[start + 1 :])


def _dimmed(text: str) -> str:
    text = text.rstrip()
    if "   " in text or "\t" in text:
        return f'<pre class="signature" tabindex="0">{linkify(text)}</pre>'
    return f'<p class="signature">{linkify(text).replace(chr(10), "<br>")}</p>'


def _without_armour(text: str) -> tuple[str, str]:
    """The text without what only programs read of OpenPGP, and that, folded."""
    signed = _SIGNED.search(text)
    if signed:
        text = text[: signed.start()] + text[signed.end() :]
        text = text.replace("\n- -", "\n-")
    kept: list[str] = []
    folded: list[str] = []
    done = 0
    for begin in _ARMOUR.finditer(text):
        if begin.start() < done:
            continue
        closing = f"-----END PGP {begin['kind']}-----"
        end = text.find(closing, begin.end())
        if end < 0:
            break
        kept.append(text[done : begin.start()].rstrip("\n"))
        done = end + len(closing)
        name = {"SIGNATURE": "signature", "MESSAGE": "message"}.get(begin["kind"], "key")
        code = block(escape(text[begin.start() : done]))
        folded.append(f'<details class="signature"><summary>PGP {name}</summary>{code}</details>')
    kept.append(text[done:])
    return "\n".join(kept).strip("\n"), "".join(folded)
