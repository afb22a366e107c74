"""The paragraphs of a post in a copy, each with the line it begins at."""

from collections.abc import Iterator


def paragraphs(lines: tuple[str, ...], first: int, last: int) -> Iterator[tuple[int, str]]:
    """(line, text) for each: a line of text, or a stretch of code with its inner blank lines."""
    code: list[str] = []
    since = 0
    for number in range(first, last + 1):
        line = lines[number - 1]
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
