"""Slack's mrkdwn: *bold*, _italic_, ~strike~, code, quotes, <addresses|with words>, :emoji:.

Expects a message as the API gives it: "&", "<" and ">" as entities, everything that Slack
recognised (addresses, people, channels, dates) in angle brackets. A line end is a line end.
Format: https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from itertools import groupby

from sitegen.bodies.characters import escape
from sitegen.bodies.code import block
from sitegen.bodies.links import anchor, has_address, linkify, safe
from sitegen.bodies.plain import paragraphs
from sitegen.bodies.sanitize import clean
from sitegen.model.shortcodes import emojized

_FENCE = "```"
_QUOTE = re.compile(r"(?:&gt;|>) ?")
_REST = re.compile(r"^(?:&gt;|>){3} ?", re.M)  # all that follows is quoted
# What stands for itself: code in a line, and what Slack put into angle brackets.
_KEPT = re.compile(r"`([^`\n]+)`|<([^<>\n]{1,4000})>")
_HELD = re.compile("\ue000(\\d+)\ue001")
_LINK = re.compile("<a [^<>]*>[^<>]*</a>")  # as `linkify` writes it
_TOKEN = re.compile("<([^<>\n]{1,4000})>")
# No sign may stand inside of what it marks, so that the search goes on from the next one.
_MARKS = tuple(
    (re.compile(rf"(?<![\w{sign}]){sign}(?! )([^{sign}\n]+)(?<! ){sign}(?![\w{sign}])"), name)
    for sign, name in ((r"\*", "strong"), ("_", "em"), ("~", "s"))
)


def render(text: str) -> str:
    text = text.strip("\n")
    if text.count(_FENCE) < 2:
        return clean(_blocks(text))
    parts = text.split(_FENCE)
    if not len(parts) % 2:  # the last one opens nothing
        parts[-2:] = [_FENCE.join(parts[-2:])]
    out = [
        block(_code(part)) if at % 2 else _blocks(part.strip(" ")) for at, part in enumerate(parts)
    ]
    return clean("".join(out))


def _code(text: str) -> str:
    """Escaped code; Slack marks addresses in code too, and they are shown as they were typed."""
    return escape(_typed(_TOKEN.sub(lambda token: _words(token[1]), text.strip("\n"))))


def _blocks(text: str) -> str:
    """HTML of a part without blocks of code."""
    before, rest = text, None
    if all_quoted := _REST.search(text):
        before, rest = text[: all_quoted.start()], text[all_quoted.end() :]
    out = []
    for is_quote, group in groupby(before.split("\n"), key=lambda line: bool(_QUOTE.match(line))):
        lines = [_QUOTE.sub("", line, count=1) if is_quote else line for line in group]
        html = paragraphs(_line("\n".join(lines).strip("\n")))
        out.append(f"<blockquote>{html}</blockquote>" if is_quote and html else html)
    if rest is not None and rest.strip():
        out.append(f"<blockquote>{paragraphs(_line(rest.strip(chr(10))))}</blockquote>")
    return "".join(out)


def _line(text: str) -> str:
    """HTML of running text, its line ends kept as they are."""
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        code, token = found.groups()
        held.append(f"<code>{_code(code)}</code>" if code else _shown(token))
        return f"\ue000{len(held) - 1}\ue001"

    def hold_link(link: re.Match[str]) -> str:
        held.append(link.group())
        return f"\ue000{len(held) - 1}\ue001"

    text = _typed(_KEPT.sub(hold, text))
    html = _LINK.sub(hold_link, linkify(text)) if has_address(text) else escape(text)
    for pattern, name in _MARKS:
        html = pattern.sub(rf"<{name}>\1</{name}>", html)
    return _HELD.sub(lambda place: held[int(place[1])], emojized(html))


def _typed(text: str) -> str:
    """Text as it was typed; Slack writes these three entities and no others."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _shown(token: str) -> str:
    """What stands for the content of angle brackets: a link, or the name of what is meant."""
    target, _, _ = token.partition("|")
    words = escape(_typed(_words(token)))
    url = None if target[:1] in "@#!" else safe(_typed(target))
    return anchor(url, emojized(words)) if url else words


def _words(token: str) -> str:
    """The words of angle brackets: "@U1|ann" is "@ann", "#C1|general" is "#general"."""
    target, bar, label = token.partition("|")
    sign = target[:1]
    if sign in ("@", "#"):
        return f"{sign}{label.lstrip(sign) or target[1:]}"
    if sign == "!":
        name = target[1:].partition("^")[0]
        return label or (f"@{name}" if name != "date" else "a date")
    return label if bar and label else target.removeprefix("mailto:").removeprefix("tel:")
