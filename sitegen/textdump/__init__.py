"""Lossy plain-text copies of discussion pages: read into posts, each with how sure it is.

`read` recognises the shape of a copy, divides it into comments and weighs who answers whom;
`posts` makes of a reading what a page may show.
"""

from sitegen.textdump.posts import posts
from sitegen.textdump.reader import read
from sitegen.textdump.reading import Reading
from sitegen.textdump.recognise import site_of
from sitegen.textdump.show import show
from sitegen.textdump.sidecar import corrections_of
from sitegen.textdump.text import decode, split_lines

__all__ = [
    "Reading",
    "corrections_of",
    "decode",
    "posts",
    "read",
    "show",
    "site_of",
    "split_lines",
]
