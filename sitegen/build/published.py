"""Which addresses of the site were published once: `urls.lock`, a URL a line."""

import os
from pathlib import Path

from sitegen.config import Config
from sitegen.errors import UsageError

LOCK = "urls.lock"


def urls_of(folder: Path) -> list[tuple[int, str]]:
    """(number of the line, URL) of each line. Raises UsageError when the file cannot be read."""
    try:
        text = (folder / LOCK).read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the list of URLs cannot be read: {error}", str(folder / LOCK)) from None
    lines = enumerate(text.splitlines(), 1)
    return [(number, line) for number, line in lines if line and not line.startswith("#")]


def any_told(folder: Path, config: Config) -> bool:
    """Whether there is an address for which `moved.pages` might give a page."""
    return bool(config.redirects) or os.path.lexists(folder / LOCK)


def digest(folder: Path) -> str:
    """What a build that changes nothing needs to know of the list."""
    return "\n".join(url for _, url in urls_of(folder))
