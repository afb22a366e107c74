"""One pattern for where all comments of a page are from, if there is one.

It costs nothing per comment: a script makes the address of one from the end of its anchor.
"""

import re
from collections.abc import Iterable

# An id must be no part of the host: posts that no dump holds would lead to hosts that none names.
_WITH_HOST = re.compile(r"https?://[^/?#\\]+[/?#]")
_parted = re.compile("[/_~]").split


def pattern(comments: Iterable[tuple[str, str, str]]) -> str:
    """What stands before and after the end of each anchor, with a space between; empty where the
    addresses do not all tell it so.

    `comments` are (anchor, address, state). An address may lack for posts that no dump holds.
    """
    before = after = ""
    known = False
    for anchor, address, state in comments:
        if not address:
            if state != "missing":
                return ""
            continue
        end = _parted(anchor.removeprefix("c-"))[-1]
        if not known:
            before, told, after = address.rpartition(end) if end else ("", "", "")
            known = bool(told and _WITH_HOST.match(before))
            if not known:
                return ""
        elif address != f"{before}{end}{after}":
            return ""
    return f"{before} {after}" if known and " " not in before + after else ""
