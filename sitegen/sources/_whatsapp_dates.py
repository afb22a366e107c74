"""Dates of WhatsApp's exports, which name no calendar and no order: 3/4/24 is in March or in April.

A phone writes all dates of an export alike, so the whole file tells what one date does not.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

Order = Literal["day first", "month first", "year first"]
Numbers = tuple[int, int, int]

ORDERS: Final[tuple[Order, ...]] = ("day first", "month first", "year first")
_YEARS = range(2009, 2101)  # WhatsApp began in 2009
_BUDDHIST = 543  # years before ours
_PERSIAN = range(1388, 1430)  # 2009 to 2050; those of the Hijra end before it and begin after it
_PERSIAN_BEGAN = date(622, 3, 21)
_FEW = 3  # dates that the time which passes between them is taken from


@lru_cache(1024)
def day_of(numbers: Numbers, order: Order) -> date | None:
    """The day that three numbers are; None where they are none of WhatsApp's years.

    Years of four digits tell by themselves where they stand, and of which calendar they are.
    """
    if numbers[0] > 31:
        year, month, day = numbers
    elif order == "year first":
        year, month, day = numbers if numbers[2] <= 31 else (0, 0, 0)
    elif order == "day first":
        day, month, year = numbers
    else:
        month, day, year = numbers
    try:
        if year in _PERSIAN:
            return _persian(year, month, day)
        if year - _BUDDHIST in _YEARS:
            year -= _BUDDHIST
        told = date(year + 2000 * (year < 100), month, day)
    except ValueError:
        return None
    return told if told.year in _YEARS else None


def _persian(year: int, month: int, day: int) -> date | None:
    """A day of Iran's calendar: six months of 31 days, then of 30, and a short last one.

    Eight of 33 years are leap years, which is right from 1178 to 1633.
    """
    leap = (25 * year + 11) % 33 < 8
    longest = 31 if month <= 6 else 30 if month < 12 or leap else 29
    if not (1 <= month <= 12 and 1 <= day <= longest):
        return None
    before = 365 * (year - 1) + (8 * year + 21) // 33
    within = 31 * min(month - 1, 6) + 30 * max(month - 7, 0)
    return _PERSIAN_BEGAN + timedelta(before + within + day - 1)


class Dates:
    """What all dates of a file that are written alike tell of their order.

    `sign` stands between their numbers; `american` says that they look as those of the USA do.
    """

    def __init__(self, sign: str) -> None:
        self.sign, self.american = sign, False
        self._last: Numbers | None = None
        self._distinct = 0
        self._matters = False  # whether any date is another one with the month first
        self._read = {order: _Reading() for order in ORDERS}

    def add(self, numbers: Numbers) -> None:
        if numbers == self._last:
            return
        self._last = numbers
        self._distinct += 1
        self._matters = self._matters or (numbers[0] <= 31 and numbers[0] != numbers[1])
        for order, reading in self._read.items():
            reading.add(day_of(numbers, order))

    def order(self) -> tuple[Order, bool]:
        """Which of day, month and year stands first, and whether that is sure.

        That by which most dates are dates; else that by which time runs backwards least; else dots
        and dashes mean that the day does; else that by which far less time passes.
        """
        day, month, year = (self._read[order] for order in ORDERS)
        usual = min(day, month, key=_Reading.faults)
        if year.faults() < usual.faults() or (
            year.faults() == usual.faults() and 4 * year.passed < usual.passed
        ):
            return "year first", True
        if day.faults() != month.faults():
            return ("day first" if usual is day else "month first"), True
        if self.sign != "/" or not self._matters:
            return "day first", True
        if 2 * min(day.passed, month.passed) < max(day.passed, month.passed):
            return (
                "day first" if day.passed < month.passed else "month first",
                self._distinct > _FEW,
            )
        return ("month first" if self.american else "day first"), False


class _Reading:
    """All dates of a file as one order of their numbers makes them."""

    def __init__(self) -> None:
        self._impossible = self._backwards = 0
        self._before: date | None = None
        self.passed = 0  # days, from date to date

    def add(self, day: date | None) -> None:
        if day is None:
            self._impossible += 1
            return
        if self._before is not None:
            self._backwards += day < self._before
            self.passed += abs((day - self._before).days)
        self._before = day

    def faults(self) -> tuple[int, int]:
        return self._impossible, self._backwards
