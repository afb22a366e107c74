"""Plain-text copies of Reddit pages and its front ends. Format: docs/formats/reddit-text.md.

What such a copy looks like is told in sitegen/textdump.
"""

from sitegen.sources._text import text_source

SOURCE = text_source(
    "reddit-text",
    "Reddit pages copied as plain text",
    "reddit",
    r"(?:^|/)reddit-(?:plain)?text/|(?:^|[/._-])(?:reddit|redlib|libreddit|teddit)[._-]",
)
