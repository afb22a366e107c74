"""Texts of mail as their readers saw them: flowed lines joined, what is not text taken out.

Words are never changed: only how lines hang together, and blocks that stand for attachments.
Formats: RFC 3676 (flowed), RFC 1896 (enriched), uuencode(5), and Mailman's scrubber.
"""

import re
from collections.abc import Iterator

from sitegen.model.attachments import MARK
from sitegen.sources._mail_files import Files

_SIGNATURE = "-- "
_PARAM = re.compile(r"<param>[^<]*</param>", re.I)
_COMMAND = re.compile(r"<(<)|</?[A-Za-z][A-Za-z0-9-]{0,59}>")
_NEWLINES = re.compile(r"(?<!\n)\n(?!\n)")
_NEXT_PART = re.compile(r"-{14} [^\n]{3,40} -{14}[ \t]*$", re.M)
_FIELD = re.compile(r"[^\s:]{2,20} *:(.*)")
_ADDRESS = re.compile(r"<?((?:(?:https?|ftp):/)?/[^\s<>]+)>?")
_SIZE = re.compile(r"(\d{1,12})\s*\S{0,10}")
_TYPE = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,60}")
_UU_BEGIN = re.compile(r"^begin [0-7]{3,4} ([^\n]{1,200})\n", re.M)
_LONGEST_NAME = 120
MENTION = re.compile(r"^\[attachment: [^\n]*\]$", re.M)  # what `mention` makes


def mention(
    name: str, kind: str = "", size: int | None = None, url: str = "", saved: str = ""
) -> str:
    """The line that stands for an attachment: its name, type and size, and where it is.

    `saved` is the name under which it is kept.
    """
    name = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", name).split())
    name = re.split(r"[/\\]", name)[-1].strip()[:_LONGEST_NAME]
    kind = kind if _TYPE.fullmatch(kind) else ""
    parts = [name or "without a name", kind, "" if size is None else _in_words(size), url]
    return f"[attachment: {', '.join(filter(None, parts))}{MARK + saved if saved else ''}]"


def _in_words(size: int) -> str:
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.1f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def flowed(text: str, delete_space: bool) -> str:
    """Paragraphs of flowed text each on one line, quotes with one ">" a level and a space."""
    if " \n" not in text and "\n " not in text and text[:1] != " ":
        return text
    out: list[list[str]] = []  # lines, each in the pieces it was broken into
    above, open_ended = -1, False
    for line in text.split("\n"):
        content = line.lstrip(">")
        depth = len(line) - len(content)
        content = content.removeprefix(" ")
        soft = content.endswith(" ") and content != _SIGNATURE
        if soft and delete_space:
            content = content[:-1]
        if open_ended and depth == above and content and content != _SIGNATURE:
            out[-1].append(content)
        else:
            sign = ">" * depth + " " if depth else " " if content.startswith(">") else ""
            out.append([f"{sign}{content}"])
        above, open_ended = depth, soft
    return "\n".join(map("".join, out))


def enriched(text: str) -> str:
    """Enriched text without its commands: one newline is a space."""
    text = _NEWLINES.sub(" ", _PARAM.sub("", text))
    return _COMMAND.sub(lambda found: found[1] or "", text)


# What archives put in the place of parts


def scrubbed(text: str) -> tuple[str, list[str]]:
    """A text of pipermail without what stands for parts, and mentions of those parts."""
    if "-------------- " not in text and "...\n" not in text[:200]:
        return text, []
    kept: list[str] = []
    mentions: list[str] = []
    for segment in _NEXT_PART.split(text):
        found, left = _scrubbed_part(segment.strip("\n"))
        mentions += found
        if left.strip():
            kept.append(left.strip("\n").rstrip())
    return "\n\n".join(kept), mentions


def _scrubbed_part(segment: str) -> tuple[list[str], str]:
    """(a mention, what follows it); ([], all) for a part that is text itself.

    Mailman speaks the language of the list: the fields are told by what their values look like.
    """
    lines = segment.split("\n")
    if not lines[0].rstrip().endswith("..."):
        return [], segment
    values: list[str] = []
    end = 1
    while end < len(lines) and (field := _FIELD.fullmatch(lines[end])):
        value = field[1].strip()
        end += 1
        if not value and end < len(lines) and _ADDRESS.fullmatch(lines[end].strip()):
            value = lines[end].strip()
            end += 1
        values.append(value)
    urls = [address[1] for value in values if (address := _ADDRESS.fullmatch(value))]
    if not urls:
        return [], segment
    kind = next((value for value in values if _TYPE.fullmatch(value)), "")
    size = next((int(told[1]) for value in values if (told := _SIZE.fullmatch(value))), None)
    name = values[0] if len(values) > 1 and values[0] != "not available" else urls[0]
    if not kind and len(values) > 3:  # a message: from, subject, date, size
        name, kind = values[1], "message/rfc822"
    elif not kind and name.endswith((".html", ".htm")):
        kind = "text/html"
    url = "" if urls[0].startswith("/") else urls[0]
    return [mention(name, kind, size, url)], "\n".join(lines[end:])


def without_uuencoded(text: str, files: Files) -> tuple[str, list[str]]:
    """A text without the files that are written in it, and mentions of those."""
    if "begin " not in text:
        return text, []
    kept: list[str] = []
    mentions: list[str] = []
    done = 0
    for begin in _UU_BEGIN.finditer(text):
        if begin.start() < done:
            continue
        end, size = _uu_end(text, begin.end())
        if end:
            kept.append(text[done : begin.start()].rstrip())
            saved = files.keep_uuencoded(begin[1], text[begin.end() : end], size)
            mentions.append(mention(begin[1], "", size, saved=saved))
            done = end
    kept.append(text[done:].strip("\n"))
    return "\n\n".join(filter(None, kept)) if mentions else text, mentions


def _uu_end(text: str, start: int) -> tuple[int, int]:
    """(place behind the end, size of the file); (0, 0) when this is none."""
    size = lines = 0
    at = start
    for line in _lines(text, start):
        told = line.rstrip("\r \t") if lines else line.rstrip("\r")
        if told == "end" and lines:
            return at + len(line), size
        count = (ord(line[0]) - 32) & 63 if line else 0
        if count and not (33 <= ord(line[0]) <= 96 and -(-count // 3) * 4 - 2 <= len(line) <= 70):
            break
        size += count
        lines += bool(count)
        at += len(line) + 1
    return (min(at, len(text)), size) if lines > 2 else (0, 0)


def _lines(text: str, start: int) -> Iterator[str]:
    while start < len(text):
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        yield text[start:end]
        start = end + 1
