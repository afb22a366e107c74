"""urls.lock: every URL that was ever published, a line each, committed beside sitegen.toml.

Links from elsewhere lead there, so each must go on answering. Lines are only ever added; who
wants a URL to be gone takes its line out by hand.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from sitegen.check.finding import Finding
from sitegen.errors import OutputError, UsageError
from sitegen.pages import urls

FILE = "urls.lock"
_HEAD = "# Every URL ever published, below the site's. `sitegen check` looks for each; commit it.\n"
_FRONT = "./"  # how the front page is written


def address(path: str) -> str:
    """How a file is written in the list: as its URL, below that of the site."""
    return path.removesuffix(urls.FRONT) or _FRONT


def gone(folder: Path, files: frozenset[str]) -> Iterator[Finding]:
    """What was published once and answers no more."""
    for number, url in _lines(folder):
        path = "" if url == _FRONT else url
        path += urls.FRONT if not path or path.endswith("/") else ""
        if path not in files:
            yield Finding("lock", f"{FILE}:{number}", f"it was published, and is gone: {url}")


def add(folder: Path, files: Iterable[str]) -> int:
    """Adds the pages and feeds among `files`; how many were new. Raises OutputError."""
    known = {url for _, url in _lines(folder)}
    now = {address(path) for path in files if path.endswith(".html") or path == urls.FEED}
    new = now - known - {urls.NOT_FOUND}
    if not new:
        return 0
    target = folder / FILE
    draft = folder / f".{FILE}.new"
    try:
        text = _HEAD + "".join(f"{url}\n" for url in sorted(known | new))
        draft.write_text(text, encoding="utf-8", newline="\n")
        os.replace(draft, target)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise OutputError(f"cannot be written: {error.strerror}", str(target)) from None
    return len(new)


def _lines(folder: Path) -> list[tuple[int, str]]:
    """(number of the line, URL) of each. Raises UsageError when the file cannot be read."""
    try:
        text = (folder / FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the list of URLs cannot be read: {error}", str(folder / FILE)) from None
    lines = enumerate(text.splitlines(), 1)
    return [(number, line) for number, line in lines if line and not line.startswith("#")]
