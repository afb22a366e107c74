"""Chats of WhatsApp: heads of many phones, which number is the day, and what is no such chat."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from small_site import SmallSite

from sitegen import sources
from sitegen.errors import SourceError
from sitegen.model import Post, Problem
from sitegen.sources._whatsapp_dates import Dates, day_of
from sitegen.sources._whatsapp_lines import line_of
from sitegen.sources.source import Dump, Head

SECURE = "Messages and calls are end-to-end encrypted."


def records(text: str, name: str = "a.txt") -> list[Post | Problem]:
    dump = Dump(name, Path(name), text.encode())
    found = sources.read(sources.by_name("whatsapp-chat"), dump)
    return [record for record in found if isinstance(record, Post | Problem)]


def said(text: str) -> list[tuple[str | None, str]]:
    told = records(text)
    return [(p.author, p.body.text) for p in told if isinstance(p, Post) and p.parent]


@pytest.mark.parametrize(
    "head",
    [
        "[12/03/2024, 22:01:22] Ada: x",
        "\u200e[12/03/2024, 22:01:22] Ada: x",
        "[12.03.24, 22:01:22] Ada: x",
        "[12/03/24 22:01:22] Ada: x",
        "[2024-03-12, 10:01:22\u202fPM] Ada: x",
        "[2024/3/12 下午10:01:22] Ada: x",
        "[2024. 3. 12. 오후 10:01:22] Ada: x",
        "12/03/2024, 22:01:22 - Ada: x",
        "12/03/24, 10:01:22 p. m. - Ada: x",
        "12.3.2024 klo 22.01.22 - Ada: x",
        "12/03/2024 à 22:01:22 - Ada: x",
        "12-03-2024 22:01:22 - Ada: x",
    ],
)
def test_heads_of_many_phones(head: str) -> None:
    line = line_of(head)
    assert line is not None
    assert line.moment("day first") == datetime(2024, 3, 12, 22, 1, 22, tzinfo=UTC)
    assert line.speaker() == ("Ada", "x")


@pytest.mark.parametrize(
    ("clock", "hour"), [("12:30 AM", 0), ("1:30 am", 1), ("12:30 p.m.", 12), ("11:30\u202fPM", 23)]
)
def test_clocks_of_twelve_hours(clock: str, hour: int) -> None:
    line = line_of(f"12/03/24, {clock} - Ada: x")
    assert line is not None
    assert line.second == hour * 3600 + 30 * 60


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("13/01/24 02/03/24", ("day first", True)),
        ("01/13/24 02/03/24", ("month first", True)),
        ("3/1/24 3/2/24 3/12/24 4/1/24", ("month first", True)),
        ("1/3/24 2/3/24 12/3/24 1/4/24", ("day first", True)),
        ("3/1/24 3/2/24 3/5/24 3/9/24", ("month first", True)),
        ("1/2/24 3/4/24", ("day first", False)),
        ("1/2/24", ("day first", False)),
        ("1.2.24 3.4.24", ("day first", True)),
        ("1-2-24", ("day first", True)),
        ("1/1/24 2/2/24", ("day first", True)),
        ("2024-02-01", ("day first", True)),
        ("24/3/12 24/3/13 24/3/31 24/4/1", ("year first", True)),
        ("24-3-11 24-3-12", ("year first", True)),
    ],
)
def test_which_number_is_the_day(written: str, told: tuple[str, bool]) -> None:
    dates = Dates("/" if "/" in written else ".")
    for one in written.split():
        line = line_of(f"{one}, 10:00 - Ada: x")
        assert line is not None
        dates.add(line.numbers)
    assert dates.order() == told


@pytest.mark.parametrize(("half", "month"), [("PM", 3), ("pm", 12)])
def test_a_date_that_looks_like_one_of_the_usa_is_taken_for_one(half: str, month: int) -> None:
    told = records(f"3/12/24, 9:05\u202f{half} - Ada: <Media omitted>\n")
    assert {r.created and r.created.month for r in told if isinstance(r, Post) and r.parent} == {
        month
    }
    assert len([r for r in told if isinstance(r, Problem)]) == 1


@pytest.mark.parametrize(
    ("numbers", "day"),
    [
        ((1399, 1, 1), "2020-03-20"),
        ((1399, 12, 30), "2021-03-20"),
        ((1400, 1, 1), "2021-03-21"),
        ((1402, 12, 29), "2024-03-19"),
        ((1402, 12, 30), None),
        ((1403, 7, 1), "2024-09-22"),
        ((1408, 12, 30), "2030-03-20"),
        ((12, 3, 2567), "2024-03-12"),
        ((12, 3, 2008), None),
        ((1445, 9, 2), None),
    ],
)
def test_calendars_of_other_years(numbers: tuple[int, int, int], day: str | None) -> None:
    told = day_of(numbers, "day first")
    assert (told and told.isoformat()) == day


def test_an_order_that_nothing_tells_is_a_warning() -> None:
    told = records("1/2/24, 10:00 - Ada: x\n3/4/24, 10:00 - Ada: y")
    assert [(r.lost, "day first" in r.message) for r in told if isinstance(r, Problem)] == [
        (False, True)
    ]


def test_every_line_stands_in_a_message() -> None:
    lines = [f"word{number}" for number in range(50)]
    text = f"12/03/24, 10:01 - {lines[0]}\n12/03/24, 10:02 - Ada: " + "\n".join(lines[1:])
    assert said(f"before\n{text}") == [
        (None, "before"),
        (None, lines[0]),
        ("Ada", "\n".join(lines[1:])),
    ]


def test_a_later_export_gives_the_same_posts_and_more() -> None:
    text = "".join(f"1{day}/03/24, 10:01 - Ada: yes\n" * 3 for day in range(4))
    more = f"{text}14/03/24, 10:01 - Ada: yes\n"
    first, second = ([r.id for r in records(t) if isinstance(r, Post)] for t in (text, more))
    assert len(set(first)) == len(first) == 3 * 4 + 4
    assert second[: len(first)] == first


@pytest.mark.parametrize(
    ("path", "chat"),
    [
        ("WhatsApp Chat with Kites.txt", "Kites"),
        ("old/WhatsApp Chat with Kites (1).txt.gz", "Kites"),
        ("WhatsApp-Chat mit Kites.txt", "Kites"),
        ("WhatsApp Chat - Kites.zip/_chat.txt", "Kites"),
        ("Kites/_chat.txt", "Kites"),
        ("_chat.txt", "Kites"),
        ("Kites.txt", "Kites"),
    ],
)
def test_the_name_of_the_chat(path: str, chat: str) -> None:
    told = records(f"[12/03/24, 10:01:00] Kites: \u200e{SECURE}\n", path)
    assert [record.community for record in told if isinstance(record, Post)] == [chat, chat]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("app.log", "2024-03-12 10:01:22 - Ada: started\n2024-03-12 10:01:23 - Ada: ended\n"),
        ("app.log", "2024-03-12 10:01:22,123 - root - INFO - end-to-end encrypted\n"),
        ("app.txt", "[2024-03-12 10:01:22] local.ERROR: no such file\n" * 9),
        ("app.txt", "[3/12/2024, 10:01:22 AM] Server started: 80\n" * 9),
        ("skype.txt", "[12/03/2024 10:01:22] Ada: who sent a file?\n" * 9),
        ("CHANGELOG.md", "2024-03-12\n- end-to-end encrypted\n"),
        ("notes.txt", "12/03/24, 10:01 - Bo: tests are run end-to-end\n"),
        ("notes.txt", f"My notes\n12/03/24, 10:01 - {SECURE}\n"),
        ("a.csv", "12/03/24, 10:01, Ada, yes\n13/03/24, 10:01, Bo, no\n"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nMessages are end-to-end encrypted\n"),
        ("_chat.txt", "Ada: x\n12/03/24, 10:01 - Ada: y\n"),
    ],
)
def test_logs_notes_and_tables_are_no_chats(name: str, text: str) -> None:
    assert not sources.by_name("whatsapp-chat").sniff(Head(name, text.encode(), True))


def test_an_archive_of_ios_is_read_as_it_is(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    with zipfile.ZipFile(site.content / "WhatsApp Chat - Kites.zip", "w") as archive:
        archive.writestr("_chat.txt", f"[12/03/24, 10:01:00] Kites: \u200e{SECURE}\n")
    report = site.build()
    assert (report.posts, report.on_pages, report.lost) == (2, 2, 0)


def test_a_text_of_other_lines_is_none() -> None:
    with pytest.raises(SourceError):
        sources.detect(Head("a.txt", b"12/03/24, 10:01 - Ada: hello\n", True), {})


@pytest.mark.parametrize(
    ("beside", "found"),
    [
        (["00000002-PHOTO-2024.jpg"], "whatsapp-export"),
        (["IMG-20240312-WA0001.opus", "Ada Brook.vcf"], "whatsapp-export"),
        (["thread.json"], ""),
        (["other/photo.jpg"], ""),
        (["WhatsApp Chat with Bo.txt"], ""),
        ([], ""),
    ],
)
def test_an_export_with_files_is_known_by_their_names(beside: list[str], found: str) -> None:
    head = Head("a.zip", b"", members=("_chat.txt", *beside))
    try:
        assert sources.detect(head, {}).name == found
    except SourceError:
        assert found == ""


def test_a_chat_has_the_same_posts_with_its_files_and_without(tmp_path: Path) -> None:
    text = f"[12/03/24, 10:01:00] Kites: \u200e{SECURE}\n[13/03/24, 10:01:00] Ada: yes\n"
    with zipfile.ZipFile(tmp_path / "WhatsApp Chat - Kites.zip", "w") as archive:
        archive.writestr("_chat.txt", text)
        archive.writestr("00000002-PHOTO-2024.jpg", b"\xff\xd8\xff")
    dump = Dump("WhatsApp Chat - Kites.zip", tmp_path / "WhatsApp Chat - Kites.zip")
    source = sources.detect(sources.head(dump), {})
    assert source.name == "whatsapp-export"
    assert list(sources.read(source, dump)) == records(text, "WhatsApp Chat with Kites.txt")
