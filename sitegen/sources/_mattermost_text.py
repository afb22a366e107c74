"""The text of a message of Mattermost, with what hangs from it as lines.

All of it is Markdown in which the ends of lines count. Names of files are words of people and are
escaped; attachments, which programs post in the shape that Slack gave them, become quotes.

Formatting: https://docs.mattermost.com/collaborate/format-messages.html; attachments:
https://developers.mattermost.com/integrate/reference/message-attachments/
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.model.shortcodes import character, emojized
from sitegen.sources._chat import dicts, first_words, size, text_of
from sitegen.sources._discord_text import escaped, link

_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\(\S{0,2000}\)")
_MARKS = re.compile(r"(?<!\w)(?:\*{1,3}|_{1,3}|~~|`+)(?=\S)|(?<=\S)(?:\*{1,3}|_{1,3}|~~|`+)(?!\w)")
_BEFORE = re.compile(r"^(?:\s{0,3}(?:>|#{1,6}\s|[*+-]\s|```\w*$|---+$))+", re.M)
_TICKS = re.compile("`+")
_MOST = 50  # attachments, or fields of one


def body(told: Mapping[str, Any]) -> str:
    parts = [_lines(text_of(told, "message")), *_files(told)]
    parts += [_quoted(one) for one in dicts(_of(told, "props").get("attachments"))[:_MOST]]
    return "\n\n".join([part for part in parts if part.strip()])


def title(told: Mapping[str, Any]) -> str | None:
    """The first words of a message, without markup as far as that is simple."""
    text = _BEFORE.sub("", text_of(told, "message")[:2000])
    return first_words(emojized(_MARKS.sub("", _LINK.sub(r"\1", text))))


def emoji(name: str) -> str:
    """The emoji that a reaction names; a server's own keeps its name."""
    return character(name) or (f":{name}:" if name else "")


def _lines(text: str) -> str:
    """A text whose ends of lines are kept, and whose emoji are characters, but for code."""
    lines, fence = text.replace("\r\n", "\n").split("\n"), ""
    for number, line in enumerate(lines):
        found = _FENCE.match(line)
        if fence:
            fence = "" if found and found[1].startswith(fence) else fence
        elif found:
            fence = found[1]
        else:
            last = number + 1 == len(lines) or not lines[number + 1].strip()
            lines[number] = _line(line) + ("  " if line.strip() and not last else "")
    return "\n".join(lines)


def _line(line: str) -> str:
    if line.count(":") < 2:
        return line
    if "`" not in line:
        return emojized(line)
    made, done = [], 0
    for start, end in _codes(line):
        made += [emojized(line[done:start]), line[start:end]]
        done = end
    return "".join((*made, emojized(line[done:])))


def _codes(line: str) -> Iterator[tuple[int, int]]:
    """Where code stands in a line: from each run of ticks to the next one of its length."""
    runs = [(found.start(), found.end()) for found in _TICKS.finditer(line)]
    ends: list[int] = []  # for each run, the number of the one that closes it
    later: dict[int, int] = {}
    for number in range(len(runs) - 1, -1, -1):
        start, end = runs[number]
        ends.append(later.get(end - start, -1))
        later[end - start] = number
    ends.reverse()
    number = 0
    while number < len(runs):
        if ends[number] >= 0:
            yield runs[number][0], runs[ends[number]][1]
            number = ends[number]
        number += 1


def _files(told: Mapping[str, Any]) -> Iterator[str]:
    """The files of a message: bulk exports tell their paths, the API their names or ids alone."""
    files = dicts(_of(told, "metadata").get("files"))
    for file in files:
        amount = size(file.get("size"))
        name = escaped(text_of(file, "name")) or "a file"
        yield f"Attached: {name}{f' ({amount})' if amount else ''}"
    for file in dicts(told.get("attachments")):
        name = text_of(file, "path").replace("\\", "/").rstrip("/").rpartition("/")[2]
        yield f"Attached: {escaped(name) or 'a file'}"
    numbers = told.get("file_ids")
    if not files and isinstance(numbers, list) and numbers:
        yield "Attached: a file" if len(numbers) == 1 else f"Attached: {len(numbers)} files"


def _quoted(told: Mapping[str, Any]) -> str:
    inner = "  \n".join([part for part in _attachment(told) if part])
    quoted = "\n".join([f"> {line}" for line in inner.split("\n")]) if inner else ""
    return "\n\n".join([part for part in (_lines(text_of(told, "pretext")), quoted) if part])


def _attachment(told: Mapping[str, Any]) -> Iterator[str]:
    if author := text_of(told, "author_name"):
        yield link(text_of(told, "author_link"), author)
    if words := text_of(told, "title"):
        yield f"**{link(text_of(told, 'title_link'), words)}**"
    text = _lines(text_of(told, "text"))
    yield text
    fields = dicts(told.get("fields"))[:_MOST]
    for field in fields:
        value = field.get("value")
        shown = value if isinstance(value, str) else "" if value is None else escaped(str(value))
        yield ": ".join([part for part in (escaped(text_of(field, "title")), shown) if part])
    for key in ("image_url", "footer"):
        if words := text_of(told, key):
            yield link(words, "image" if key == "image_url" else words)
    if not (text or fields or told.get("title") or told.get("pretext")):
        yield _lines(text_of(told, "fallback"))


def _of(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = told.get(name)
    return value if isinstance(value, dict) else {}
