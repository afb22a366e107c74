"""urls.lock: every URL that was ever published, a line each, committed beside sitegen.toml.

Links from elsewhere lead there, so each must go on answering. Lines are only ever added; who
wants a URL to be gone takes its line out by hand.
"""

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from sitegen.build.moved import address, file_at
from sitegen.build.published import LOCK
from sitegen.build.published import urls_of as _lines
from sitegen.check.finding import Finding
from sitegen.errors import OutputError
from sitegen.pages import urls

FILE = LOCK
_HEAD = "# Every URL ever published, below the site's. `sitegen check` looks for each; commit it.\n"


def gone(folder: Path, files: frozenset[str], unknown: Collection[str] = ()) -> Iterator[Finding]:
    """What was published once and answers no more, or only by saying that it is gone: `unknown`."""
    for number, url in _lines(folder):
        if file_at(url) not in files or url in unknown:
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
