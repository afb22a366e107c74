"""Plain-text copies of Hacker News pages and their mirrors. Format: docs/formats/hn-text.md.

What such a copy looks like is told in sitegen/textdump.
"""

from sitegen.sources._text import text_source

SOURCE = text_source(
    "hn-text",
    "Hacker News pages copied as plain text",
    "hn",
    r"(?:^|/)hn-(?:plain)?text/|(?:^|[/._-])(?:hn|hackernews\w*|hackerneue|ycombinator)[._-]",
)
