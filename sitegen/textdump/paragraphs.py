"""The paragraphs of a post in a copy, each with the line it begins at."""

from collections.abc import Iterator


def paragraphs(
    lines: tuple[str, ...], first: int, last: int, indent: int = 0
) -> Iterator[tuple[int, str]]:
    """(line, text) for each: a line of text, or a stretch of code with its inner blank lines.

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
