"""Discourse topics as crawlers and browsers without scripts see them.

Each post begins with `NAME (Full Name) November 12, 2023, 10:02am 1`, on one line or with each of
these on its own, and ends in `3 Likes`. Some programs put nothing between them (`10:02am1`). The
numbers count up, which no text of a person does.
"""

import re
from itertools import takewhile

from sitegen.textdump.fullnames import parted
from sitegen.textdump.heads import Head, bodies
from sitegen.textdump.plainly import known, plainly
from sitegen.textdump.reading import Part, Sheet
from sitegen.textdump.text import spoken
from sitegen.textdump.titles import title_of

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WHEN = rf"(?:{_MONTHS}) \d{{1,2}}, \d{{4}},? \d{{1,2}}:\d\d ?[ap]m"
_NAME = r"[\w.-]{1,60}"
_HEAD = re.compile(
    rf"(?P<who>{_NAME}?)(?: ?\([^()]{{1,80}}\))? ?(?P<age>{_WHEN})(?: ?#?(?P<n>\d{{1,6}}))?"
)
_AGED = re.compile(rf"(?P<age>{_WHEN})(?: ?#?(?P<n>\d{{1,6}}))?")
_LAST = re.compile(r"(?<!\d)(?P<n>\d{1,6})$")
_NAMED = re.compile(rf"(?P<who>{_NAME})(?: ?\([^()]{{1,80}}\))?")
_LOOSE = re.compile(rf"(?P<name>[^.!?:;\n]{{1,80}}?) ?(?P<age>{_WHEN}) ?#?(?P<n>\d{{1,6}})")
_NUMBER = re.compile(r"#?(?P<n>\d{1,6})")
_ROW = re.compile(
    r"\d+ (?:Likes?|Repl(?:y|ies))|Home Categories .*"
    r"|(?:Home|Categories|Guidelines|FAQ(?:/Guidelines)?|Terms of Service|Privacy Policy)"
    r"|Powered by Discourse.*|(?:\* *)?next page →|← previous page"
)
_LONGEST = 240  # characters of a head
_TOP = 40  # lines that are not blank, within which the first head must stand


def read(lines: tuple[str, ...]) -> Sheet | None:
    """The topic, or None when fewer than two heads count up."""
    said = [(n, known(line)) for n, line in spoken(lines) if len(line) <= _LONGEST]
    found = _heads(said, loose=False)
    if len(found) < 2:
        return None
    found = parted(_heads(said, loose=True))
    top = [
        (n, plainly(line)) for n, line in takewhile(lambda t: t[0] < found[0].first, spoken(lines))
    ]
    if len(top) > _TOP:
        return None
    told = bodies(lines, found, lambda line: bool(_ROW.fullmatch(plainly(line))))
    opening, *rest = told.parts
    # The numbers are those of posts: what does not begin with the first one is a later page.
    first = _numbered(lines, found[0]) == 1
    return Sheet(
        site="discourse",
        shape="discourse-topic",
        lines=lines,
        opening=opening if first else Part(first=found[0].first, last=found[0].first - 1),
        comments=tuple(rest) if first else told.parts,
        title=title_of(lines, [lines[n - 1] for n, _ in top]) if top else None,
        depth_first=False,
        furniture=(*(n for n, _ in top), *told.furniture),
    )


def _numbered(lines: tuple[str, ...], head: Head) -> int:
    """The number that stands at the end of a head."""
    told = [plainly(lines[n - 1]).split() for n in range(head.first, head.body)]
    ends = (_LAST.search(words[-1]) for words in reversed(told) if words)
    return next((int(end["n"]) for end in ends if end), 0)


def _heads(told: list[tuple[int, str]], *, loose: bool) -> list[Head]:
    """The heads among the lines `told`; `loose`: one with the next number may have a name that
    nobody can tell apart from the full name beside it, which is a label.
    """
    found: list[Head] = []
    last = 0
    for at, (number, line) in enumerate(told):
        if "am" not in line and "pm" not in line:  # no time stands in most
            continue
        match = _HEAD.fullmatch(line)
        head, count = None, 0
        below = _NUMBER.fullmatch(told[at + 1][1]) if match and at + 1 < len(told) else None
        if match is not None and (match["n"] or below is not None):
            end = number if match["n"] else told[at + 1][0]
            head = Head(first=number, body=end + 1, author=match["who"], age=match["age"])
            count = int(match["n"] or (below["n"] if below else 0))
        elif _AGED.fullmatch(line):
            head, count = _spread(told, at)
        elif loose and (near := _LOOSE.fullmatch(line)) and int(near["n"]) == last + 1:
            labels, count = (near["name"],), last + 1
            head = Head(first=number, body=number + 1, age=near["age"], labels=labels)
        if head is not None and count > last:
            found.append(head)
            last = count
    return found


def _spread(told: list[tuple[int, str]], at: int) -> tuple[Head | None, int]:
    """A head whose parts stand on lines of their own, with the time on line `at` of those told."""
    aged = _AGED.fullmatch(told[at][1])
    assert aged is not None
    after = told[at + 1 : at + 2]
    number = None if aged["n"] else next((m for _, t in after if (m := _NUMBER.fullmatch(t))), None)
    count = aged["n"] or (number["n"] if number else None)
    above = at - 1
    if above > 0 and told[above][1].startswith("(") and told[above][1].endswith(")"):
        above -= 1
    named = _NAMED.fullmatch(told[above][1]) if above >= 0 else None
    if count is None or named is None:
        return None, 0
    end = told[at + 1][0] if number else told[at][0]
    head = Head(first=told[above][0], body=end + 1, author=named["who"], age=aged["age"])
    return head, int(count)
