"""What those who read lossy copies and those who show them share: paragraphs, digests, a limit.

It stands apart from `textdump`, so that a build that reads no copy need not load that.
"""

import hashlib
from collections.abc import Iterator

LIKELY = 0.8  #: a border less likely than this is a doubt inside a post


def digest(text: str) -> str:
    """Twelve digits that tell a text from others."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def paragraphs(
    lines: tuple[str, ...], first: int, last: int, indent: int = 0
) -> Iterator[tuple[int, str]]:
    """The paragraphs of a post, as (line that it begins at, text): a line of text, or a stretch of
    code with its inner blank lines.

    Up to `indent` leading spaces and bars of a line are the page's own.
    """
    code: list[str] = []
    since = 0
    for number in range(first, last + 1):
        line = _without(lines[number - 1], indent)
        if line.startswith("  ") or (code and not line.strip()):
            since = since if code else number
            code.append(line)
            continue
        if code:
            yield since, "\n".join(code).rstrip()
            code = []
        if line.strip():
            yield number, line
    if code and "".join(code).strip():
        yield since, "\n".join(code).rstrip()


def _without(line: str, indent: int) -> str:
    return line[min(indent, len(line) - len(line.lstrip(" |"))) :] if indent else line
