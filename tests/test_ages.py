"""Ages as pages print them, and the times they stand for."""

from datetime import UTC, datetime

import pytest

from sitegen.ages import dated
from sitegen.moments import is_moment

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
        ("November 12, 2023, 10:02pm", "2023-11-12T22:02", "minute"),
        ("vor 3 Stunden", "2026-06-20T09:00", "hour"),
        ("vor einer Std.", "2026-06-20T11:00", "hour"),
        ("vor 12 Monaten", "2025-06-20", "month"),
        ("vor 5 Min.", "2026-06-20T11:55", "minute"),
        ("vor 2 J.", "2024-06-20", "year"),
        ("vor 4 Tagen", "2026-06-16", "day"),
        ("il y a 3 j", "2026-06-17", "day"),
        ("il y a 2 ans", "2024-06-20", "year"),
        ("il y a 2 mois", "2026-04-20", "month"),
        ("il y a une semaine", "2026-06-13", "month"),
        ("2 weeks ago", "2026-06-06", "month"),
        ("hace 2 años", "2024-06-20", "year"),
        ("hace una hora", "2026-06-20T11:00", "hour"),
        ("hace 3 segundos", "2026-06-20T11:59:57", "minute"),
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


@pytest.mark.parametrize(
    "age",
    ["99999 years ago", "on Feb 31, 2021", "February 30, 2021, 1:00am", "vor 3 Dingen", "soon"],
)
def test_what_is_no_time_is_none(age: str) -> None:
    assert dated(age, NOON) is None


@pytest.mark.parametrize(
    "text", ["5 hours ago", "just now", "on Jan 27, 2021", "hace 3 días", "May 31", "Jun '23", "3d"]
)
def test_what_pages_print_for_a_time_is_known(text: str) -> None:
    assert is_moment(text)


@pytest.mark.parametrize("text", ["", "moderator", "joined 5 hours ago", "5 hours ago, edited"])
def test_other_words_are_no_time(text: str) -> None:
    assert not is_moment(text)
