"""Plain-text copies of Lobsters, Lemmy and Discourse pages, and of any other site's.

Formats: docs/formats/.

What such copies look like is told in sitegen/textdump.
"""

from sitegen.sources._text import text_source

LOBSTERS = text_source(
    "lobsters-text",
    "Lobsters pages copied as plain text",
    "lobsters",
    r"(?:^|/)lobsters-(?:plain)?text/|(?:^|[/._-])(?:lobsters|lobste\.rs)[._-]",
)
LEMMY = text_source(
    "lemmy-text",
    "Lemmy pages copied as plain text",
    "lemmy",
    r"(?:^|/)lemmy-(?:plain)?text/|(?:^|[/._-])lemmy[._-]",
)
DISCOURSE = text_source(
    "discourse-text",
    "Discourse topics as plain text",
    "discourse",
    r"(?:^|/)discourse-(?:plain)?text/|(?:^|[/._-])discourse[._-]",
)
WEB = text_source(
    "web-text",
    "Comments of any site copied as plain text",
    "web",
    r"(?:^|/)web-(?:plain)?text/",
)
