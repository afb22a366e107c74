"""Plain text: paragraphs, quotes marked with ">", indented code, bare addresses.

Everything the author typed is shown; nothing is taken for markup but these four. This is also
where a body goes whose own renderer failed.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from sitegen.bodies.characters import escape, is_ordinary
from sitegen.bodies.code import block, dedented
from sitegen.bodies.links import has_address, linkify
from sitegen.bodies.quotes import nested
from sitegen.bodies.sanitize import clean

# Signs of a quote. Without a space behind them they must not begin a comparison or a face.
_SIGNS = re.compile(r" ?((?:> ?)*>(?: |$|(?=[^\W_]|[\"'“‘«(\[*@#$`])))")
_INDENTED = re.compile(r"  | ?\t")


def render(text: str) -> str:
    text = text.strip("\n")
    if is_ordinary(text) and not (
        has_address(text) or "\n " in text or "\n>" in text or text[:1] in " >"
    ):
        return paragraphs(escape(text))
    return clean(_blocks(text))


def paragraphs(html: str) -> str:
    """Escaped text as paragraphs at blank lines, with its other line ends kept."""
    if "\n" not in html:
        return f"<p>{html}</p>" if html else ""
    parts = [part.strip("\n") for part in re.split(r"\n\n+", html)]
    return "".join(["<p>" + part.replace("\n", "<br>") + "</p>" for part in parts if part])


def _blocks(text: str) -> str:
    out: list[str] = []
    for kind, group in groupby(_kinds(text.split("\n")), key=lambda line: line[0]):
        if kind == "quote":
            out.append(nested([(level, _linked(lines)) for level, lines in _levels(group)]))
        else:
            lines = "\n".join([line for _, _, line in group])
            is_code = kind == "code"
            out.append(block(escape(dedented(lines, "  "))) if is_code else _linked(lines))
    return "".join(out)


def _linked(lines: str) -> str:
    return paragraphs(linkify(lines.strip("\n")))


def _kinds(lines: list[str]) -> Iterator[tuple[str, int, str]]:
    """Each line as (kind, quote level, content). A blank line is of the kind of the one before."""
    kind, level, after_blank = "text", 0, True
    for line in lines:
        if not line or line.isspace():
            after_blank = True
            yield kind, level, ""
            continue
        if signs := _SIGNS.match(line):
            kind, level = "quote", signs[1].count(">")
            line = line[signs.end() :]
        elif _INDENTED.match(line) and (after_blank or kind == "code"):
            kind, level = "code", 0
        else:
            kind, level = "text", 0
        after_blank = False
        yield kind, level, line


def _levels(group: Iterator[tuple[str, int, str]]) -> Iterator[tuple[int, str]]:
    for level, lines in groupby(group, key=lambda line: line[1]):
        yield level, "\n".join([line for _, _, line in lines])
