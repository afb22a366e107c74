"""Answers of an API in the recordings that vcrpy keeps for tests, in its own YAML.

Of the language only what vcrpy writes of an answer is read: a quoted text behind `string:`, over
several lines. Format: https://vcrpy.readthedocs.io/
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from sitegen import possessive
from sitegen.model import Problem
from sitegen.sources._json_records import Document
from sitegen.sources._json_tree import tree

_MOST = 64 * 1024 * 1024  # bytes; a recording is read whole
_TEXT = possessive.compiled(
    rb"^ +string: (?:'([^']*+(?:''[^']*+)*+)'|\"([^\"\\]*+(?:\\.[^\"\\]*+)*+)\")", re.M | re.S
)
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:---\s+)?interactions:\r?\n- request:")
_FOLD = re.compile(r"[ \t]*\n[ \t]*((?:\n[ \t]*)*)")
_ESCAPE = re.compile(
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(\n[ \t]*)|(.))", re.S
)
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "e": "\x1b", "_": "\xa0", "N": "\x85"}


def is_recording(head: bytes) -> bool:
    return _BEGINS.match(head) is not None


def answers(stream: BinaryIO) -> Iterator[Document | Problem]:
    """The JSON answers of a recording, in order; what is no JSON is passed over."""
    data = stream.read(_MOST + 1)
    if len(data) > _MOST:
        yield Problem("", f"over {_MOST >> 20} MiB; only that much was read")
        data = data[:_MOST]
    data = data.replace(b"\r\n", b"\n")
    for number, found in enumerate(_TEXT.finditer(data), 1):
        single, double = found.groups()
        text = _plain(single) if single is not None else _escaped(double)
        if text[:1] not in ("{", "["):
            continue
        where = f"answer {number}"
        try:
            value, fault = tree(text.encode("utf-8", "replace"))
        except ValueError as error:
            yield Problem(where, str(error))
            continue
        if fault:
            yield Problem(where, f"{fault}; what stands before that is kept")
        if isinstance(value, list):
            value = {"statuses": value}
        yield Document(where, value, bool(fault))


def _plain(text: bytes) -> str:
    return _folded(text.decode("utf-8", "replace").replace("''", "'"))


def _folded(text: str) -> str:
    """Lines as YAML joins them: a line end is a space, a blank line is a line end."""
    return _FOLD.sub(lambda found: "\n" * found[1].count("\n") or " ", text)


def _escaped(text: bytes) -> str:
    told = text.decode("utf-8", "replace")
    kept = re.sub(r"\\\n[ \t]*(\\ )?", lambda found: " " if found[1] else "", told)
    return _ESCAPE.sub(_character, _folded(kept))


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if code:
        number = int(code, 16)
        return chr(number) if number < 0x110000 else "\ufffd"
    return _NAMED.get(found[5] or "", found[5] or "")
