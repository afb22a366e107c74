"""Text copies, read as the source of their site does."""

from sitegen import textdump
from sitegen.textdump.reading import Reading


def read(text: str, site: str) -> Reading:
    """A copy that looks as those of this site do, and in which nothing is wrong."""
    lines = textdump.split_lines(text)
    assert textdump.site_of(lines) == site
    reading, problems = textdump.read(lines, site)
    assert reading is not None
    assert not problems
    return reading
