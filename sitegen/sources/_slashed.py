"""Times as spreadsheets write them, `9/26/2016 3:26`: which number is the month a column shows.

With dots, `26.9.2016`, the day is the first.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Literal

Order = Literal["month first", "day first"]

_TIME = re.compile(
    r"\s*(\d{1,2})([/.])(\d{1,2})\2(\d{4})"
    r"(?:[ ,T]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([AP])M)?)?\s*",
    re.ASCII | re.IGNORECASE,
)
_MONTHS = 12


def order_of(told: Iterable[object]) -> Order | None:
    """The order of a column by some of its values: a number above 12 is no month.

    None where no value shows it, or where one value shows this and another one that.
    """
    orders = set[Order]()
    for value in told:
        found = _TIME.fullmatch(value[:64]) if isinstance(value, str) else None
        if found and found[2] == "/":
            orders |= {"day first"} if int(found[1]) > _MONTHS else set()
            orders |= {"month first"} if int(found[3]) > _MONTHS else set()
    return orders.pop() if len(orders) == 1 else None


def moment(told: object, order: Order | None) -> datetime | None:
    """The time that a value tells, in UTC as nothing names a zone; None where it is none."""
    found = _TIME.fullmatch(told[:64]) if isinstance(told, str) else None
    if not found or (found[2] == "/" and not order):
        return None
    one, other, year = int(found[1]), int(found[3]), int(found[4])
    month_first = found[2] == "/" and order == "month first"
    month, day = (one, other) if month_first else (other, one)
    hour = int(found[5] or 0)
    if found[8]:
        hour = hour % 12 + (12 if found[8] in "Pp" else 0)
    try:
        return datetime(year, month, day, hour, int(found[6] or 0), int(found[7] or 0), tzinfo=UTC)
    except ValueError:
        return None
