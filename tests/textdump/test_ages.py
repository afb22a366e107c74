"""Ages as pages print them, and the times they stand for."""

from datetime import UTC, datetime

import pytest

from sitegen.textdump.ages import dated

NOON = datetime(2026, 6, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "when", "precision"),
    [
        ("221 days ago", "2025-11-11", "day"),
        ("5 hours ago", "2026-06-20T07:00", "hour"),
        ("an hour ago", "2026-06-20T11:00", "hour"),
        ("2 days ago ago", "2026-06-18", "day"),
        ("1y ago", "2025-06-20", "year"),
        ("3mo ago", "2026-03-21", "month"),
        ("on Jan 27, 2021", "2021-01-27", "day"),
        ("Dec 29 '21", "2021-12-29", "day"),
        ("2019-05-28 10:02:14 UTC", "2019-05-28T10:02", "minute"),
    ],
)
def test_an_age_and_a_capture_give_a_time(age: str, when: str, precision: str) -> None:
    told = dated(age, NOON)
    assert told is not None
    assert told[0].isoformat().startswith(when)
    assert told[1] == precision


@pytest.mark.parametrize("age", ["", "221 days ago", "just now", "99999 years ago"])
def test_without_a_capture_an_age_is_no_time(age: str) -> None:
    assert dated(age, None) is None


@pytest.mark.parametrize("age", ["99999 years ago", "on Feb 31, 2021", "soon"])
def test_what_is_no_time_is_none(age: str) -> None:
    assert dated(age, NOON) is None
