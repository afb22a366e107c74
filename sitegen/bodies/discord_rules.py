"""Discord's own rules of the Markdown parser, as it calls them: each a function of its state.

A rule says False where it does not apply and changes nothing when asked in silence. None of them
looks further than a bound, so that no text takes more than linear time.
"""

import re
from datetime import UTC, datetime

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

_LONGEST_SPOILER = 4000  # characters; messages have no more
_END_OF_TIME = 253402300799  # the last second of the year 9999
_MENTION = re.compile(
    r"<(?:(?P<sign>@!?|@&|#)(?P<id>\d{1,20})"
    r"|a?:(?P<emoji>\w{1,64}):\d{1,20}"
    r"|t:(?P<time>-?\d{1,12})(?::(?P<style>[tTdDfFR]))?"
    r"|/(?P<command>[\w -]{1,100}):\d{1,20}"
    r"|id:(?P<page>\w{1,30}))>"
)
_STYLES = {
    "t": "{hour:02}:{minute:02} UTC",
    "T": "{hour:02}:{minute:02}:{second:02} UTC",
    "d": "{day:02}/{number:02}/{year}",
    "D": "{day} {month} {year}",
}
_IN_FULL = "{day} {month} {year}, {hour:02}:{minute:02} UTC"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def spoiler(state: StateInline, silent: bool) -> bool:
    """||text||"""
    start = state.pos + 2
    if not state.src.startswith("||", state.pos) or state.env.get("in spoiler"):
        return False
    end = state.src.find("||", start, min(state.posMax, start + _LONGEST_SPOILER))
    if end < 0 or not state.src[start:end].strip():
        return False
    if not silent:
        limit = state.posMax
        state.env["in spoiler"] = True
        state.push("spoiler_open", "span", 1)
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.push("spoiler_close", "span", -1)
        state.posMax = limit
        state.env["in spoiler"] = False
    state.pos = end + 2
    return True


def mention(state: StateInline, silent: bool) -> bool:
    """<@id>, <#id>, <:emoji:id>, <t:seconds:style>, </command:id>: words in their place."""
    if state.src[state.pos] != "<":
        return False
    match = _MENTION.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("text", "", 0).content = _words(match)
    state.pos = match.end()
    return True


def _words(found: re.Match[str]) -> str:
    if found["sign"]:
        return f"{found['sign'][0]}{found['id']}"
    if found["emoji"]:
        return f":{found['emoji']}:"
    if found["time"]:
        return _moment(int(found["time"]), found["style"] or "f")
    return f"/{found['command']}" if found["command"] else f"#{found['page']}"


def _moment(seconds: int, style: str) -> str:
    """A time in UTC. What readers were shown as "in two days" is shown as the day."""
    if not 0 <= seconds <= _END_OF_TIME:
        return "an unknown time"
    when = datetime.fromtimestamp(seconds, UTC)
    return _STYLES.get(style, _IN_FULL).format(
        day=when.day,
        number=when.month,
        month=_MONTHS[when.month - 1],
        year=when.year,
        hour=when.hour,
        minute=when.minute,
        second=when.second,
    )


def line_ends(state: StateCore) -> None:
    """A line end ends a line; two underscores underline."""
    for block in state.tokens:
        for token in block.children or ():
            if token.type == "softbreak":
                token.type = "hardbreak"
            elif token.markup == "__" and token.type in ("strong_open", "strong_close"):
                token.type = token.type.replace("strong", "u")
