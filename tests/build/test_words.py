"""Text of a dump made fit to be shown: names, titles, times, links."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.build import words
from sitegen.build.looks import Look
from sitegen.build.site_view import Frame
from sitegen.config import Config
from sitegen.theme import load
from sitegen.theme.context import When


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (None, ""),
        ("", ""),
        ("  two \n\t words\x00 ", "two words"),
        ("a\u202eb\u2066c", "a b c"),
        ("half \ud800 character", "half character"),
        ("\ue00012\ue001", "12"),
        ("\u200b\u2060\ufeff", ""),
        ("\u3164", ""),
        ("\u2800 \u00ad", ""),
        ("\u3000\u00a0", ""),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\U000e0041", ""),
        ("☃", "☃"),
        ("Zoe\u0301 \uf8ff", "Zoé \ufffd"),
    ],
)
def test_a_line_is_one_line_and_can_be_seen(told: str | None, shown: str) -> None:
    assert words.line(told) == shown


@given(st.text())
def test_no_line_breaks_or_turns_what_stands_around_it(text: str) -> None:
    line = words.line(text)
    assert words.line(line) == line
    assert not set(line) & set(
        "\n\r\t\x00\x1b\x7f\x85\u202a\u202e\u2066\u2069\ue000\ue001\ufffe\uffff"
    )
    line.encode()


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", " https://example.org", "https://exam ple.org", "https://", "http:///x",
        "//example.org", "/a", "ftp://example.org", "https://example.org/\"onx", "https://a/\ue0001",
        "https://a/\n", "data:text/html,x", "https://example.org/<b>", "https://" + "a" * 5000, "",
        None, "https:\\\\example.org", "https://example.org\\@evil.example", "httpss://example.org",
    ],
)  # fmt: skip
def test_what_is_no_link_is_not_one(url: str | None) -> None:
    assert words.web_link(url) == ""


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.example.org/a?b#c", "example.org"),
        ("HTTP://EXAMPLE.org:8080/", "example.org"),
        ("https://user:secret@evil.example/example.org", "evil.example"),
        ("https://[::1]/", "::1"),
        ("https://bücher.example/", "bücher.example"),
        ("https://[broken/", ""),
    ],
)
def test_the_host_that_a_link_leads_to(url: str, domain: str) -> None:
    assert words.web_link(url) == url
    assert words.domain(url) == domain


def test_a_title_is_never_empty() -> None:
    titles = Frame.of(Config(), Look(load("default", [], {})))
    assert titles.title("A title", None, "visible", "hn:1") == "A title"
    assert titles.title("\u200b", "ann", "visible", "hn:1") == "A post by ann"
    assert titles.title(None, None, "visible", "hn:1") == "Post 1"
    assert titles.title(" ", "ann", "deleted", "hn:1") == "A post that is gone (1)"
    assert "not in this archive" in titles.title(None, None, "missing", "hn:1")


@pytest.mark.parametrize("year", [1, 999, 1970, 9999])
def test_times_have_four_digits_for_the_year(year: int) -> None:
    when = datetime(year, 2, 3, 4, 5, 6, tzinfo=UTC)
    assert words.iso(when) == f"{year:04}-02-03T04:05:06Z"
    told = words.moment(when)
    assert told is not None
    assert told.text == f"3 Feb {year}, 04:05"
    assert words.month_name(f"{year:04}-02") == f"February {year:04}"


@pytest.mark.parametrize(
    ("precision", "iso", "text"),
    [
        ("", "2021-05-06T18:32Z", "6 May 2021, 18:32"),
        ("minute", "2021-05-06T18:32Z", "6 May 2021, 18:32"),
        ("hour", "2021-05-06T18:00Z", "6 May 2021, 18:00"),
        ("day", "2021-05-06", "6 May 2021"),
        ("month", "2021-05", "May 2021"),
        ("year", "2021", "2021"),
    ],
)
def test_times_are_told_no_finer_than_they_are_known(precision: str, iso: str, text: str) -> None:
    told = words.moment(datetime(2021, 5, 6, 18, 32, tzinfo=UTC), precision)
    assert told == When(iso, text)
    assert words.moment(None, precision) is None


def test_months_are_told_in_the_language_of_the_site() -> None:
    catalogue = load("default", [], {}, language="de").catalogue
    assert catalogue
    told = words.moments(catalogue.day, catalogue.month)(datetime(2021, 5, 6, tzinfo=UTC), "month")
    assert told == When("2021-05", "Mai 2021")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "06.05.2021, 18:32"),
        ("ar", "06\u200f/05\u200f/2021، 18:32"),
        ("zh", "2021年5月6日 18:32"),
    ],
)
def test_dates_and_times_are_put_together_as_the_language_does(language: str, text: str) -> None:
    catalogue = load("default", [], {}, language=language).catalogue
    assert catalogue
    told = words.moments(catalogue.day, catalogue.month, catalogue.before_clock)
    assert told(datetime(2021, 5, 6, 18, 32, tzinfo=UTC)) == When("2021-05-06T18:32Z", text)


def test_programs_are_known_by_their_names() -> None:
    for name in ("AutoModerator", "RemindMeBot", "deploy[bot]", "haiku-bot", "x_bot", "GIFBOT"):
        assert words.is_program(name), name
    for name in ("abbot", "robot", "bot", "", "Talbot", "botany", "AutoModerator2", "mybot"):
        assert not words.is_program(name), name
