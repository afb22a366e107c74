"""Lists that have heads as comments have, and are none: of accounts, topics, commits, notices,
guests, calls, letters, releases.

What stands below most of their heads tells them: "Follow", "3 Replies" above "120 Views", "authored
and", "liked your post", "Declined"; or that their names are numbers of versions.
"""

import re
from collections.abc import Sequence
from itertools import islice

from sitegen.textdump.heads import Head
from sitegen.textdump.plainly import plainly
from sitegen.textdump.text import spoken

_ITEM = re.compile(
    r"(?:un)?follow(?:ing|s you| back)?"
    r"|last (?:seen|active)(?: .{1,40})?|[\d.,]{1,9}[km]? followers?"
    r"|[\d.,]{1,9}[km]? views?|last post(?: by .{1,60})?"
    r"|replies: \d{1,6}|mark (?:as )?(?:un)?read|revert"
    r"|authored(?: and)?|committed|authored and committed(?: .{1,40})?",
    re.I,
)
_NOTICE = re.compile(
    r"(?:liked|loved|favou?rited|boosted|upvoted|shared|reacted to|replied to|commented on|quoted"
    r"|changed|assigned|edited|updated|renamed|uploaded|approved|rejected|joined|removed"
    r"|mentioned you|tagged you|followed you|started following|invited you|sent you|accepted your)"
    r"\b.{0,80}"
)
_STATE = re.compile(  # the first words below a name in a list of guests or of calls
    r"accepted|declined|tentative|maybe|attending|(?:not )?going|not attending|interested"
    r"|yes, \+\d{1,3}|no response|(?:missed|incoming|outgoing|cancelled) call",
    re.I,
)
_NOBODY = re.compile(  # what stands where names do: numbers of versions, words below letters
    r"(?:v(?:ersion )?)?\d{1,4}(?:\.\d{1,6}){1,4}(?:[-+.]?[\w.]{1,20})?|forward|archive", re.I
)
_HEADS = 100  # which show it
_LINES = 12  # below a head, in which it stands


def is_list(lines: tuple[str, ...], heads: Sequence[Head]) -> bool:
    """Whether most of what stands below the heads are items of a list."""
    first = heads[:_HEADS]
    ends = [*(head.first for head in heads[1 : len(first) + 1]), len(lines) + 1]
    nobody = sum([_NOBODY.fullmatch(head.author or "") is not None for head in first])
    if nobody * 5 >= len(first) * 3:
        return True
    items = (_is_item(lines, h.body, end) for h, end in zip(first, ends, strict=False))
    return sum(items) * 5 >= len(first) * 3


def _is_item(lines: tuple[str, ...], start: int, end: int) -> bool:
    below = [plainly(line) for _, line in islice(spoken(lines, start, end - 1), _LINES)]
    return bool(below) and (
        any(told.fullmatch(below[0]) for told in (_NOTICE, _STATE))
        or any(map(_ITEM.fullmatch, below))
    )
