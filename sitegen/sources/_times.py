"""Times as dumps write them, in UTC; what cannot be a time is None, never an error."""

from datetime import UTC, datetime

_END_OF_TIME = 253402300799  # the last second of the year 9999
# Larger numbers than that many seconds count smaller units, if they then say a time before 2200.
_MILLISECONDS, _MICROSECONDS = (
    range(10**11, 7_258_118_400_000),
    range(10**14, 7_258_118_400_000_000),
)
_NUMBER = (int, float)  # a union is made anew for each question


def utc_unix(seconds: object) -> datetime | None:
    """The time of a Unix timestamp, a number or digits in a string; None when it cannot be one.

    Years 1970 to 5138; a fraction of a second is kept as far as microseconds go. Milliseconds and
    microseconds, as some programs write them, are known by their size.
    """
    if isinstance(seconds, str):
        try:
            seconds = float(seconds[:32])
        except ValueError:
            return None
    if not isinstance(seconds, _NUMBER):
        return None
    if _MILLISECONDS.start <= seconds < _MILLISECONDS.stop:
        seconds /= 1000
    elif _MICROSECONDS.start <= seconds < _MICROSECONDS.stop:
        seconds /= 1_000_000
    if not 0 < seconds < _END_OF_TIME:
        return None
    return datetime.fromtimestamp(seconds, UTC)


def utc_iso(text: object) -> datetime | None:
    """The time of an ISO 8601 string, UTC where it names no zone; None when it cannot be one."""
    if not isinstance(text, str):
        return None
    try:
        time = datetime.fromisoformat(text.strip())
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
