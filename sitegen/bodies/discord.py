"""Discord's Markdown: line ends are kept, __underline__, ||spoilers||, <@people>, <t:times>.

Expects a message as its author typed it, with or without the ids in angle brackets resolved.
Where the dialect has none of CommonMark's constructs (tables, pictures, indented code, underlined
headings, references, lazy lines of quotes), they are switched off.
Format: https://support.discord.com/hc/en-us/articles/210298617 and
https://docs.discord.com/developers/reference#message-formatting
"""

import re
from collections.abc import Iterator

from sitegen.bodies.characters import escape
from sitegen.bodies.discord_rules import line_ends, mention, spoiler
from sitegen.bodies.links import safe
from sitegen.bodies.markdown import Parser, html_of, is_plain, parser
from sitegen.bodies.tokens import Links

_FENCE = "```"
_LANGUAGE = re.compile(r"([A-Za-z0-9_+#.-]{1,20})\n")
_TICKS = re.compile("`+")
_REST = re.compile(r"^>>> ?", re.M)  # all that follows is quoted
# Lines that begin a block, by kind; a line of another kind ends it, without a blank line.
_KINDS = re.compile(r"(> )|( *(?:[-*]|\d{1,9}\.) )|(#{1,3} )|(\s*$)")
_NOT_MEANT = re.compile(r"(>(?! )|#(?!#{0,2} )|~~~|\+ |={1,}\s*$|-{3,}\s*$|_{3,}\s*$|\*{3,}\s*$)")
_SMALL = re.compile(r"-# (?=\S)")


def render(text: str) -> str:
    text = text.rstrip(" \n")
    if "\n" not in text and "|" not in text and is_plain(text):
        return f"<p>{escape(text)}</p>" if text else ""
    return html_of("\n".join(_lines(text)), _DISCORD, _LINKS)


def _lines(text: str) -> Iterator[str]:
    """Lines that mean to CommonMark what the text means to Discord."""
    if rest := _REST.search(text):
        quoted = "\n".join([f"> {line}" for line in text[rest.end() :].split("\n")])
        text = text[: rest.start()] + quoted
    parts = text.split(_FENCE)
    if not len(parts) % 2:  # the last one opens nothing
        parts[-2:] = [parts[-2] + r"\`\`\`" + parts[-1]]
    for at, part in enumerate(parts):
        yield from _code(part) if at % 2 else _text(part)


def _code(part: str) -> Iterator[str]:
    """A block of code, whose signs may stand in the middle of a line."""
    told = _LANGUAGE.match(part)
    code = part[told.end() :] if told else part
    longest = max(map(len, _TICKS.findall(code)), default=0)
    fence = "`" * max(3, longest + 1)
    yield from ("", f"{fence}{told[1] if told else ''}", code.strip("\n"), fence, "")


def _text(part: str) -> Iterator[str]:
    before = ""
    for line in part.split("\n"):
        if line.startswith("-# "):
            line = _SMALL.sub("", line)
        match = _KINDS.match(line)
        kind = "text" if match is None else "qlhb"[(match.lastindex or 1) - 1]
        if kind == "text" and (sign := _NOT_MEANT.match(line)):
            line = f"{chr(92)}{line}" if not sign[0][0].isspace() else line
        indented = line[:1] == " " and before == "l"
        if before in ("q", "l", "h") and kind not in (before, "b") and not indented:
            yield ""
        yield line
        before = before if indented else kind


def _dialect() -> Parser:
    dialect = parser()
    dialect.disable(["code", "hr", "image", "lheading", "reference", "table", "entity"])
    line = dialect.inline.ruler
    line.before("autolink", "mention", mention)
    line.before("backticks", "discord_spoiler", spoiler)
    dialect.core.ruler.push("line_ends", line_ends)
    return dialect


def _resolve(url: str) -> str | None:
    return safe(f"http://{url}" if url.startswith("www.") else url)


def _picture(source: str, words: str) -> tuple[str | None, str]:
    return safe(source), words or "image"


_DISCORD = _dialect()
_LINKS = Links(_resolve, _picture)
