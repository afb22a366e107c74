"""Logs of IRC: lines of many clients, which day they are of, and what is no such log."""

from datetime import datetime
from pathlib import Path

import pytest
from small_site import SmallSite

from sitegen import sources
from sitegen.model import Post, Problem
from sitegen.sources._irc_lines import line_of, marked_day
from sitegen.sources.source import Dump, Head


def records(text: str, name: str) -> list[Post | Problem]:
    found = sources.read(sources.by_name("irc-log"), Dump(name, Path(name), text.encode()))
    return [record for record in found if isinstance(record, Post | Problem)]


def posts(text: str, name: str = "a.log") -> list[Post]:
    return [one for one in records(text, name) if isinstance(one, Post) and one.parent]


@pytest.mark.parametrize(
    "text",
    [
        "22:01 <@ada> hi: all",
        "22:01 < ada> hi: all",
        "[22:01] <ada> hi: all",
        "[22:01:00] <+ada> hi: all",
        "[10:01pm] <ada> hi: all",
        "(22:01:00) <ada> hi: all",
        "22:01:00 <ada> hi: all",
        "2024-03-12 22:01 <ada> hi: all",
        "2024-03-12T22:01:00  <ada> hi: all",
        "2024-03-12T22:01:00Z <ada> hi: all",
        "[2024-03-12 22:01:00] <ada> hi: all",
        "2024-03-12 22:01:00\tada\thi: all",
        "2024-03-12 22:01:00\t@ada\thi: all",
        "Mar 12 22:01:00 <ada>\thi: all",
        "[22:01:00] \x0304<ada>\x03 hi: \x02all\x02",
        "\x0304[22:01] <ada> hi: all\x03",
        "22:01 <ada:@#kites> hi: all",
        "[12 Mar 22:01] <ada!n=ada@kites.example.org> hi: all",
    ],
)
def test_what_was_said(text: str) -> None:
    line = line_of(text)
    assert line is not None
    assert (line.kind, line.nick, line.text, line.stamp.second) == (
        *("said", "ada", "hi: all"),
        22 * 3600 + 60,
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("22:01  * ada waves", "does"),
        ("[22:01] * ada has left her kite at home", "does"),
        ("[22:01] * ada (at last) quit smoking", "does"),
        ("[22:01] Action: ada waves", "does"),
        ("Mar 12 22:01:00 *\tada waves", "does"),
        ("2024-03-12 22:01:00\t *\tada waves", "does"),
        ("22:01 -!- ada [~a@example.org] has joined #kites", "happens"),
        ("[22:01] *** Quits: ada (~a@example.org) (bye)", "happens"),
        ("[22:01] === ada is now known as bo", "happens"),
        ("[22:01] * ada (~a@example.org) has joined #kites", "happens"),
        ("[22:01] * ada sets mode: +o bo", "happens"),
        ("[22:01] ada (~a@example.org) left irc: bye", "happens"),
        ("2024-03-12 22:01:00\t<--\tada (~a@example.org) has quit", "happens"),
        ("22:01 -!- ada changed the topic of #kites to: wind", "topic"),
        ("[22:01] *** ada changes topic to 'wind'", "topic"),
        ("\x0303[22:01] * bo (~b@example.org) Quit (bye)", "happens"),
        ("Mar 12 22:01:00 *\tDisconnected (reset)", "happens"),
        ("[22:01] * Set by ada!~a@example.org on Tue Mar 12 21:00:00 2024", "happens"),
        ("[22:01] * ada has kicked bo from #kites (bye)", "happens"),
        ("[22:01] * You are now known as bo", "happens"),
        ("[22:01] * Users on the hill wave", "does"),
        ("22:01 something else", "other"),
        ("2024-03-12 22:01:00\t=!=\tno such nick", "other"),
        ("22:61 <ada> no time", None),
        ("ada: hello", None),
    ],
)
def test_what_was_done_and_what_happened(text: str, kind: str | None) -> None:
    line = line_of(text)
    assert (line and line.kind) == kind


@pytest.mark.parametrize(
    "text",
    [
        "22:01 -ada:#kites- hi",
        "22:01 -ada:@#kites- hi",
        "[22:01] -ada- hi",
        "2024-03-12 22:01:00\t--\tNotice(ada): hi",
    ],
)
def test_notices_have_an_author(text: str) -> None:
    line = line_of(text)
    assert line is not None
    assert (line.kind, line.nick, line.text) == ("notice", "ada", "hi")


@pytest.mark.parametrize(
    "text",
    [
        "--- Log opened Tue Mar 12 22:01:00 2024",
        "--- Log opened Di Mär 12 22:01:00 2024",
        "--- Day changed mar. mars 12 2024",
        "--- Day changed Tue Mar 12 2024",
        "--- Day changed Di Mar 12 2024",
        "**** BEGIN LOGGING AT Tue Mar 12 22:01:00 2024",
        "Session Start: Tue Mar 12 22:01:00 2024",
        "Session Time: Tue Mar 12 00:00:00 2024",
        "[00:00] --- Tue Mar 12 2024",
    ],
)
def test_days_that_clients_tell(text: str) -> None:
    day = marked_day(text)
    assert day is not None
    assert day.isoformat() == "2024-03-12"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("#kites.2024-03-12.log", "23:59 <ada> x\n00:01 <ada> y", ["2024-03-12", "2024-03-12"]),
        ("net/#kites/2024-03-12.log", "23:59 <ada> x", ["2024-03-12"]),
        ("2024/03/12/%23kites.txt", "[23:59] <ada> x", ["2024-03-12"]),
        ("net_#kites_20240312.log", "[23:59] <ada> x", ["2024-03-12"]),
        ("kites.log.12Mar2024", "[23:59] <ada> x", ["2024-03-12"]),
        ("#kites.log", "23:59 <ada> x", [None]),
        ("kites/2024-03-01_2024-03-31.log", "[23:59] <ada> x", [None]),
        ("2024-02-01/kites.2024-03-12.log", "[23:59] <ada> x", ["2024-03-12"]),
        ("kites/2024/03/12.log", "[23:59] <ada> x", ["2024-03-12"]),
        ("net_#kites.2024-03.log", "2024-03-12 23:59 <ada> x", ["2024-03-12"]),
        ("2024/#kites.03-12.log", "2024-03-12 23:59 <ada> x", ["2024-03-12"]),
        ("kites/2024-03.log", "2024-03-12 23:59 <ada> x", ["2024-03-12"]),
        ("#kites.log", "Mar 12 23:59:00 <ada> x", [None]),
        ("2024/#kites.03-12.log", "[12 Mar 23:59] <ada!a@b.org> x", [None]),
        ("kites-2024-03-12.log", "[12 Mar 23:59] <ada!a@b.org> x", ["2024-03-12"]),
        (
            "#kites.log",
            "Session Start: Tue Mar 12 22:01:00 2024\n23:59 <ada> x\n00:01 <ada> y\n00:00 <bo> z",
            ["2024-03-12", "2024-03-13", "2024-03-13"],
        ),
        ("#kites.log", "2024-03-12T23:59:00-0200 <ada> x", ["2024-03-13"]),
        ("#kites.log", "9999-12-31T23:59:00-0200 <ada> x", [None]),
    ],
)
def test_which_day_a_line_is_of(name: str, text: str, told: list[str | None]) -> None:
    found = posts(text, name)
    days = [post.created.date().isoformat() if post.created else None for post in found]
    assert days == told
    assert {post.community for post in found} <= {"#kites", "net/#kites", "kites"}


def test_a_line_without_a_time_goes_on_with_the_one_above() -> None:
    found = posts("a\n22:01 <ada> one\n  two\n\n22:02 -!- bo [b@c] has quit\nthree\n22:03 <bo> x")
    assert [(post.author, post.body.text) for post in found] == [
        (None, "a"),
        ("ada", "one\n  two"),
        (None, "three"),
        ("bo", "x"),
    ]


def test_lines_of_a_client_without_a_time_are_nobodys_words() -> None:
    text = (
        "--- Log opened Tue Mar 12 22:01:00 2024\n22:01 <ada> one\n=== bo is now known as co\n"
        "=== ada changed the topic of #kites to: wind\n22:02 <bo> two\n=== a heading ===\n"
        "--- Day changed ke maalis 13 2024\n00:01 <ada> three\n"
    )
    assert [(post.author, post.body.text, post.created is None) for post in posts(text)] == [
        ("ada", "one", False),
        (None, "=== ada changed the topic of #kites to: wind", False),
        ("bo", "two\n=== a heading ===", False),
        (None, "--- Day changed ke maalis 13 2024", False),
        ("ada", "three", True),
    ]


def test_a_message_without_words_has_an_author() -> None:
    assert [post.author for post in posts("2024-03-12 22:01:00\tada\t\n22:01 <bo>\n")] == [
        "ada",
        "bo",
    ]


def test_who_came_and_went_is_counted() -> None:
    text = "22:01 -!- bo [b@c] has joined #kites\n22:01 <ada> x\n22:02 -!- bo [b@c] has quit\n"
    problems = [one for one in records(text, "a.log") if isinstance(one, Problem)]
    assert [(one.lost, one.message[-3:]) for one in problems] == [(False, ": 2")]


def test_parts_of_a_channel_make_one_day_and_are_read_once(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    lines = [f"[10:0{n}:00] <ada> word{n}" for n in range(8)]
    site.write("content/a/#kites_20240312.log", "\n".join(lines[:6]))
    site.write("content/b/#kites_20240312.log", "\n".join(lines[3:]))
    report = site.build()
    assert (report.threads, report.on_pages, report.lost) == (1, 8 + 1, 0)


@pytest.mark.parametrize(
    ("name", "lead"),
    [
        ("#kites.2024-03-12.log", "22:01 <ada> {}"),
        ("#kites.log", "22:01 <ada> {}"),  # nothing tells the day
        ("WhatsApp Chat with Kites.txt", "12/03/2024, 22:01 - Ada: {}"),
    ],
)
def test_messages_of_one_minute_stand_on_the_page_as_they_were_said(
    tmp_path: Path, name: str, lead: str
) -> None:
    words = [f"word{number:02}" for number in range(20)]
    site = SmallSite(tmp_path)
    site.write(f"content/{name}", "".join(f"{lead.format(word)}\n" for word in words))
    assert site.build().lost == 0
    (page,) = tmp_path.glob("output/t/**/index.html")
    places = [page.read_text().rindex(word) for word in words]
    assert places == sorted(places)


def test_the_same_words_in_one_second_are_two_messages() -> None:
    found = posts("2024-03-12 22:01:00 <ada> +1\n" * 3)
    assert len({post.id for post in found}) == 3
    assert {post.created for post in found} == {datetime.fromisoformat("2024-03-12T22:01:00+00:00")}


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("app.log", "2024-03-12 22:01:00 <info> started"),
        ("app.log", "[22:01:00] <ERROR> no such file"),
        ("app.log", "2024-03-12 22:01:00 <0.123.0> up"),
        ("app.log", "2024-03-12 22:01:00 INFO main: <ada> logged in"),
        ("app.log", "Mar 12 22:01:00 host app[12]: <info> up"),
        ("app.log", "[22:01:00] [Server thread/INFO]: <ada> hello"),
        ("app.log", "22:01:00 * Starting server"),
        ("build #12.log", "22:01:00 * Starting server"),
        ("app.log", "22:01:00 <soap:Envelope>"),
        ("app.log", "22:01:00 <id>3</id>"),
        ("app.log", "22:01:00 <ada@example.org> delivered"),
        ("app.log", "22:01:00 <GET> /kites"),
        ("plan.txt", "22:01 <b>Opening</b>"),
        ("diary.txt", "22:01 -tired- went to bed"),
        ("table.tsv", "2024-03-12 22:01:00\tada\thello"),
        ("diary.txt", "22:01 went to bed"),
        ("chat.txt", "12/03/24, 22:01 - Ada: hello"),
        ("a.srt", "00:00:01,000 --> 00:00:02,000"),
        ("notes.txt", "<ada> hello"),
        ("a.md", "* ada waves"),
        ("page.html", "<p>22:01 <ada> hello"),
    ],
)
def test_logs_of_programs_and_tables_are_none(name: str, line: str) -> None:
    assert not sources.by_name("irc-log").sniff(Head(name, f"{line}\n".encode() * 9, True))


def test_a_few_lines_of_irc_among_others_are_none() -> None:
    text = "22:01 <ada> hello\n" * 3 + "A paragraph about it.\n" * 3
    assert not sources.by_name("irc-log").sniff(Head("a.txt", text.encode(), True))
    assert sources.by_name("irc-log").sniff(Head("a.txt", text[: 18 * 3].encode(), True))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("net/#kites/2024-03-12.log", "[22:01:00] *** Joins: bo (~bo@example.org)\n"),
        ("#kites.log", "[22:01:00] <ada> alone\n"),
        ("2024/#kites.txt", "[22:01] <ada> alone\n=== bo is now known as co\n"),
        ("a.log", "[22:01:00] *** Joins: bo (~bo@example.org)\n[22:01:00] <ada> alone\n"),
        (
            "a.log",
            "2024-03-12T22:01:00  *** bo <bo!~bo@example.org> has joined #kites\n"
            "2024-03-12T22:01:00  <ada> alone\n",
        ),
        ("a.log", "--- Log opened Tue Mar 12 22:01:00 2024\n22:01 <ada> alone\n"),
    ],
)
def test_a_quiet_day_is_a_log_too(name: str, text: str) -> None:
    assert sources.by_name("irc-log").sniff(Head(name, text.encode(), True))
    assert not sources.by_name("irc-log").sniff(Head("a.log", b"[22:01:00] <ada> alone\n", True))
