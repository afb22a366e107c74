"""Posts on the page of their author, for `cases`."""

from collections.abc import Iterator

from sitegen.theme.context import Above, Link, When, WrittenView
from sitegen.theme.texts import CODE, HEBREW, HOSTILE, LONG, RICH, TEXTS


def posts(when: When) -> Iterator[WrittenView]:
    """A plain one and the hard ones, of which the first has this time."""
    community, above = Link("../../c/x/index.html", HOSTILE), Above("../../t/1/#c2", "", HOSTILE)
    yield WrittenView("../../t/1/#c1", HOSTILE, community, when, 3, RICH + CODE, False, above)
    yield WrittenView("../../t/2/", LONG, community, None, None, "", True, None)
    yield WrittenView("../../t/1/#c1", HEBREW, community, when, -1, TEXTS[1], False, None)
