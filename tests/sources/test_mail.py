"""Mail: where messages begin, what their bytes say, which list they belong to; real archives."""

import csv
import gzip
import io
import json
import re
import tarfile
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from shared_dumps import shared_folder

from sitegen import sources
from sitegen.build import scan
from sitegen.config import Config
from sitegen.model import Post, Problem
from sitegen.sources import _mail_charsets as charsets
from sitegen.sources import _mail_dates, _mail_lists, _mail_split, eml, maildir, mbox
from sitegen.sources import _mail_headers as headers
from sitegen.sources._mail_message import Message, read
from sitegen.sources._mail_posts import posts
from sitegen.sources._mail_split import Raw, messages
from sitegen.sources._mail_text import flowed, scrubbed
from sitegen.sources.source import Dump, Head

HEADER = "From: Ann <ann@example.org>\nSubject: S\nDate: Thu, 02 Jan 2020 09:00:00 +0000\n"
LINE = "From ann@example.org Thu Jan  2 09:00:00 2020\n"


def message(number: int, text: str = "Text.\n", more: str = "") -> str:
    return f"{LINE}{HEADER}Message-ID: <{number}@example.org>\n{more}\n{text}\n"


def told(data: str | bytes, name: str = "list.mbox") -> list[Post | Problem]:
    data = data.encode("utf-8") if isinstance(data, str) else data
    return list(mbox.SOURCE.read(Dump(name, Path(name), data)))  # type: ignore[arg-type]


def only(fields: str, body: str | bytes = "Text.\n") -> Message:
    data = fields.encode("utf-8", "surrogateescape") + b"\n"
    data += body.encode("utf-8") if isinstance(body, str) else body
    found = read(Raw("line 1", data))
    assert isinstance(found, Message)
    return found


# Where messages begin


def divided(data: str) -> list[str]:
    return [raw.where for raw in messages(io.BytesIO(data.encode()))]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "line",
    [
        "From ann@example.org Thu Jan  2 09:00:00 2020",
        "From ann at example.org  Thu Jan  2 09:00:00 2020",
        "From - Thu Jan 02 09:00:00 2020",
        "From ???@??? Thu Jan 02 09:00:00 2020",
        "From MAILER-DAEMON Thu Jan  2 09:00:00 2020",
        "From ann Thu Jan  2 09:00 CET 2020",
        "From ann Thu Jan  2 09:00:00 +0100 2020",
        "From ann@example.org Thu Jan  2 09:00:00 2020 -0400",
        "From ann@example.org Thu, 2 Jan 2020 09:00:00 +0000",
        "From ann@example.org 2020-01-02 09:00:00",
        "From ann@example.org",
        "From host!ann Thu Jan  2 09:00:00 2020 remote from host",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_separators_of_all_programs_divide(line: str, end: str) -> None:
    text = f"{line}\n{HEADER}\nOne.\n\n{line}\n{HEADER}\nTwo.\n".replace("\n", end)
    assert mbox.SOURCE.sniff(Head("x", text.encode()))
    assert divided(text) == ["line 1", "line 8"]


@pytest.mark.parametrize(
    "line",
    [
        "From what I know: it floats.\n",
        "From Thu Jan 2 on it will be open.\nNobody knows.\n",
        "From ann@example.org\nNo field stands here.\n",
        "From ann@example.org Thu Jan  2 09:00:00 2020\n\nNo header.\n",
        "From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\nFrom: A <a@b>\n",
    ],
)
def test_other_lines_that_begin_with_from_are_text(line: str) -> None:
    (post, last) = told(message(1, f"Before.\n\n{line}After.\n") + message(2))
    assert isinstance(post, Post)
    assert line.strip() in post.body.text
    assert isinstance(last, Post)


def test_patches_of_git_divide_a_file_that_begins_with_one() -> None:
    line = "From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\n"
    data = f"{line}{HEADER}\nOne.\n-- \n2.39\n\n{line}{HEADER}\nTwo.\n"
    assert len(divided(data)) == 2
    assert [post.created for post in told(data)] == [datetime(2020, 1, 2, 9, tzinfo=UTC)] * 2  # type: ignore[union-attr]


def test_a_message_inside_a_message_is_part_of_it() -> None:
    inner = f"--b\nContent-Type: message/rfc822\n\n{LINE}{HEADER}\nInside.\n--b--\n"
    kind = 'Content-Type: multipart/mixed; boundary="b"\n'
    found = told(message(1, inner, kind) + message(2))
    assert len(found) == 2
    assert "Inside." in found[0].body.text  # type: ignore[union-attr]


LISTSERV = """There are 2 messages totalling 12 lines in this issue.

Topics of the day:

  1. Tides (2)

----------------------------------------------------------------------

Date:    Thu, 2 Jan 2020 08:00:00 +0000
From:    Ann <ann@example.org>
Subject: Tides

High at nine.

------------------------------

Date:    Thu, 2 Jan 2020 08:30:00 +0000
From:    Ben <ben@example.org>
Subject: Re: Tides

At ten.

------------------------------

End of TIDES Digest - 1 Jan 2020 to 2 Jan 2020 (#2020-1)
********************************************************
"""


def digest(text: str, subject: str = "TIDES Digest - 2 Jan 2020", more: str = "") -> str:
    header = HEADER.replace("Subject: S", f"Subject: {subject}")
    return f"{LINE}{header}Message-ID: <d@example.org>\n{more}\n{text}\n"


def test_a_plain_digest_of_any_list_server_is_taken_apart() -> None:
    first, second, note = told(digest(LISTSERV, more="List-Id: <tides.example.org>\n"))
    assert isinstance(first, Post)
    assert isinstance(second, Post)
    assert (first.body.text, second.body.text) == ("High at nine.", "At ten.")
    assert (first.title, first.community, second.author) == ("Tides", "tides", "Ben")
    assert isinstance(note, Problem)
    assert not note.lost


def test_a_part_of_a_digest_that_cannot_be_used_is_told_with_its_place() -> None:
    text = LISTSERV.replace("2 Jan 2020 08:30:00", "2 Foo 2020 88:30:00")
    found = [record for record in told(digest(text)) if isinstance(record, Problem)]
    assert found[0].where == "line 1, message 2 of the digest"
    assert "date" in found[0].message


@pytest.mark.parametrize(
    ("subject", "more"),
    [
        ("Re: TIDES Digest", ""),
        ("Fwd: TIDES Digest", ""),
        ("Look at this", ""),
        ("TIDES Digest", "In-Reply-To: <x@example.org>\n"),
    ],
)
def test_a_digest_that_a_person_sent_is_a_message(subject: str, more: str) -> None:
    (post,) = told(digest(LISTSERV, subject, more))
    assert isinstance(post, Post)
    assert "High at nine." in post.body.text
    assert "At ten." in post.body.text


def test_a_digest_that_breaks_off_gives_the_messages_in_it() -> None:
    found = told(digest(LISTSERV[: LISTSERV.index("At ten.") + 4]))
    assert [post.body.text for post in found if isinstance(post, Post)] == ["High at nine.", "At t"]


def test_a_content_length_that_fits_holds_separators() -> None:
    text = f"Before.\n\n{message(9)}After.\n"
    length = f"Content-Length: {len(text)}\n"
    assert len(told(message(1, text, length) + message(2))) == 2
    wrong = f"Content-Length: {len(text) + 7}\n"
    assert len(told(message(1, text, wrong) + message(2))) == 3


def test_a_sign_before_from_goes_unless_it_is_a_quote() -> None:
    (post,) = told(message(1, ">From here on.\n\n> a\n>From there\n> b\n\n>>From old files.\n"))
    assert post.body.text == "From here on.\n\n> a\n>From there\n> b\n\n>From old files."  # type: ignore[union-attr]


@pytest.mark.parametrize("chunk", [64, 100, 257, 1 << 18])
def test_it_does_not_matter_how_a_file_comes_in(
    chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = "\n\n" + "".join(message(n, f"Text {n}.\n" * (n * 7 % 50)) for n in range(60))
    whole = divided(data)
    monkeypatch.setattr(_mail_split, "_CHUNK", chunk)
    monkeypatch.setattr(_mail_split, "_AHEAD", 200)
    assert divided(data) == whole
    assert len(whole) == 60
    assert whole[0] == "line 3"


def test_lines_may_end_as_on_old_macs(tmp_path: Path) -> None:
    many = "".join(message(n, f"Text {n}.\n\nMore.\n") for n in range(300))
    one = message(1).partition("\n")[2]
    for name, text, format_name in (("tides", many, "mbox"), ("1", one, "eml")):
        ids = []
        for end in ("\n", "\r"):
            path = tmp_path / name
            path.write_bytes(text.replace("\n", end).encode())
            dump = Dump(name, path)
            source = sources.detect(sources.head(dump), {})
            assert source.name == format_name
            found = [r for r in sources.read(source, dump) if isinstance(r, Post)]
            assert not any("\r" in post.body.text for post in found)
            ids.append([(post.id, post.body) for post in found])
        assert ids[0] == ids[1]
        assert len(ids[0]) == (300 if name == "tides" else 1)


def test_of_a_message_that_is_too_long_the_beginning_is_read_and_the_next_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_mail_split, "LONGEST", 1 << 20)
    data = message(1) + message(2, "long\n" * 700_000) + message(3)
    first, second, problem, last = told(data)
    assert isinstance(first, Post)
    assert isinstance(second, Post)
    assert 1_000_000 < len(second.body.text) < 1 << 20
    said = "the message is over 1 MiB long; all behind its first MiB is left out"
    assert problem == Problem("line 9", said, lost=False)
    assert isinstance(last, Post)
    assert last.id == "mail:3@example.org"


def test_a_large_file_is_read_in_flat_memory(tmp_path: Path) -> None:
    class Endless(io.RawIOBase):
        """Messages, as many as are asked for, without holding them."""

        def __init__(self, count: int) -> None:
            self.left, self.rest = count, b""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            while len(self.rest) < len(buffer) and self.left:
                self.left -= 1
                self.rest += message(self.left, "A line of text.\n" * 100).encode()
            size = min(len(buffer), len(self.rest))
            buffer[:size], self.rest = self.rest[:size], self.rest[size:]
            return size

    def peak(count: int) -> int:
        tracemalloc.start()
        found = posts(messages(io.BufferedReader(Endless(count))), Dump("list.mbox", tmp_path))  # type: ignore[arg-type]
        assert sum(1 for _ in found) == count
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    assert peak(1500) < peak(300) + (1 << 20)


def test_what_stands_before_the_damage_of_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "list.mbox.gz"
    whole = gzip.compress("".join(message(n, f"{n * 7919} text\n") for n in range(300)).encode())
    path.write_bytes(whole[: len(whole) // 2])
    found = list(sources.read(mbox.SOURCE, Dump(path.name, path)))
    assert isinstance(found[-1], Problem)
    assert "damaged or cut off" in found[-1].message
    assert 20 < sum(isinstance(record, Post) for record in found) < 300


# Which files are mail


@pytest.mark.parametrize(
    ("data", "claims"),
    [
        (LINE + HEADER, "mbox"),
        (HEADER + "\nText.\n", "eml"),
        ("\ufeff\n" + HEADER + "\nText.\n", "eml"),
        (HEADER + "\nText.\n\n" + HEADER + "\nText.\n", "mbox"),
        (HEADER + "\n" + HEADER + "\nSent on without a word.\n", "eml"),
        (HEADER + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n" + HEADER + "\n", "eml"),
        ("\x01\x01\x01\x01\n" + HEADER + "\nText.\n\x01\x01\x01\x01\n", "mbox"),
        ("Hello,\n\nthis is a text.\n", ""),
        ("From here on: nothing.\n", ""),
        ("From ann@example.org Thu Jan  2 09:00:00 2020\nwas the first line.\n", ""),
        ("Title: A page\nDate: 2020-01-02\n\nText.\n", ""),
        ("HTTP/1.1 200 OK\nDate: Thu, 02 Jan 2020 09:00:00 GMT\n\n", ""),
        (
            "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/\nSubject: S\n",
            "",
        ),
        ('{"From": "Ann", "Subject": "S"}', ""),
        ("", ""),
    ],
)
def test_mail_is_known_by_its_beginning(data: str, claims: str) -> None:
    head = Head("dump", data.encode(), whole=True)
    assert [s.name for s in sources.SOURCES if s.sniff(head)] == ([claims] if claims else [])


@pytest.mark.parametrize(
    ("members", "claimed"),
    [
        (("cur/1577955600.M1P1.host:2,S", "tmp/x"), True),
        (("new/1577955600.host", "dovecot-uidlist"), True),
        (("cur/01:2,", ".Sent/cur/02:2,S"), True),
        (("cur/1577955600.M1P1.host;2,S",), True),
        (("new/2020-01-02.json", "users.json"), False),
        (("new/1577955600.json",), False),
        (("old/1577955600.M1P1.host:2,S",), False),
        (("box/cur/1577955600.M1P1.host:2,S",), False),
        (("cur/a/1577955600.M1P1.host:2,S",), False),
        ((), False),
    ],
)
def test_a_maildir_is_known_by_the_names_of_its_files(
    members: tuple[str, ...], claimed: bool
) -> None:
    assert maildir.SOURCE.sniff(Head("box", b"", members=members)) is claimed


@pytest.mark.parametrize(
    ("members", "claimed"),
    [
        (("cur/1577955600.M1P1.host:2,S",), True),
        (("box/cur/1577955600.M1P1.host:2,S", "box/tmp/x", "box/dovecot-uidlist"), True),
        (("a/b/new/1577955600.host", "a/.Sent/cur/1577955601.host:2,S"), True),
        (("box/cur/1577955600.M1P1.host:2,S", "box/list.mbox"), False),  # that would be lost
        (("box/new/1577955600.json",), False),
        (("box/tmp/1577955600.host:2,S",), False),
    ],
)
def test_an_archive_may_hold_the_folder_of_a_maildir(
    members: tuple[str, ...], claimed: bool
) -> None:
    assert maildir.SOURCE.sniff(Head("box.tar.gz", b"", members=members)) is claimed


# Fields


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ('"Lindqvist, Ada" <ada@example.org>', "Lindqvist, Ada"),
        ("ada at example.org (Ada Lindqvist)", "Ada Lindqvist"),
        ("ada@example.org (Ada (of Quay) Lindqvist)", "Ada (of Quay) Lindqvist"),
        ("=?utf-8?q?Bj=C3=B6rn=2C_=C3=85s?= <b@example.org>", "Björn, Ås"),
        ('"=?ISO-8859-15?Q?J=E4rvinen?=" <j@example.org>', "Järvinen"),
        ("Ada Lindqvist via tides <tides@example.org>", "Ada Lindqvist via tides"),
        ("ada@example.org", "ada"),
        ("<ada@example.org>", "ada"),
        ('"ada@example.org" <ada@example.org>', "ada"),
        ("ada at example.org", "ada"),
        ("ada=example.com@lists.example.org", "ada"),
        ("Ada (ada@example.org) <ada@example.org>", "Ada"),
        ("ada@example.org, ben@example.org", "ada"),
        ("Pete(A wonderful \\) chap) <pete(his account)@example.org(his host)>", "Pete"),
        ("ada@@example.org", "ada"),
        ("", None),
        ("<>", None),
        ("(((((", None),
    ],
)
def test_an_author_is_a_name_and_never_an_address(value: str, name: str | None) -> None:
    found = headers.author({b"from": [value.encode()]})
    assert found == name
    assert "@" not in (found or "")


def test_a_list_that_writes_for_somebody_is_left_out_of_the_name() -> None:
    fields = {b"from": [b"'Ada' via Tides <tides@example.org>"], b"list-id": [b"<tides>"]}
    assert headers.author(fields) == "Ada"


@pytest.mark.parametrize(
    ("field", "ids"),
    [
        ("<a@b> <c@d>", ["a@b", "c@d"]),
        ("<a\n b@c>", ["ab@c"]),
        ("<a at b.org>", ["a@b.org"]),
        ("a@b", ["a@b"]),
        ("Ada's message of Monday", []),
        ("<a@b", ["a@b"]),
        ("<>", []),
    ],
)
def test_ids_are_normalised(field: str, ids: list[str]) -> None:
    assert headers.ids(field.encode()) == ids


@pytest.mark.parametrize(
    ("fields", "parent"),
    [
        ("References: <a@x> <b@x>\nIn-Reply-To: <c@x>\n", "b@x"),
        ("References: <a@x> <own@x>\n", "a@x"),
        ("References: <own@x>\nIn-Reply-To: <c@x>\n", "c@x"),
        ("In-Reply-To: Ann <ann@x>'s message of Monday <c@x>\n", "c@x"),
        ("In-Reply-To: Your message of Monday\n", None),
        ("In-Reply-To: c@x\n", "c@x"),
        ("References:\nIn-Reply-To:\n", None),
        ("Subject: Re: the same\n", None),
    ],
)
def test_the_parent_is_the_last_reference_that_is_not_the_message(
    fields: str, parent: str | None
) -> None:
    assert only(f"From: Ann <ann@x>\nMessage-ID: <own@x>\n{fields}").parent == parent


def test_a_message_without_an_id_has_one_made_of_what_it_says() -> None:
    fields = "From: Ann <ann@x>\nDate: Thu, 02 Jan 2020 09:00:00 +0000\n"
    quoted = "Content-Transfer-Encoding: quoted-printable\n"
    first = only(fields, "A text.\n")
    assert first.id == only(f"{fields}{quoted}", "A te=\nxt=2E\n").id
    assert first.id.startswith("no-id-")
    assert first.id != only(fields, "Another text.\n").id


def test_copies_are_one_message_and_other_texts_are_told_apart() -> None:
    footer = "\n_______________________________________________\nX mailing list\nx@example.org\n"
    found = told(
        message(1, "One text.\n")
        + message(1, "One\ntext.\n" + footer)
        + message(1, "Another.\n")
        + message(1, "Another.\n")
    )
    ids = [record.id for record in found if isinstance(record, Post)]
    assert ids[0] == ids[1] == "mail:1@example.org"
    assert ids[2] == ids[3] != ids[0]
    assert ids[2].startswith("mail:1@example.org#")
    assert [record.lost for record in found if isinstance(record, Problem)] == [False, False]


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Sun, 01 Jul 2007 10:06:12 -0300", "2007-07-01T13:06:12"),
        ("Wed Feb  1 19:06:09 2006", "2006-02-01T19:06:09"),
        ("1996/03/01", "1996-03-01T00:00:00"),
        ("04-Jan-93 13:22:13", "1993-01-04T13:22:13"),
        ("Tue, 29 Jul 97 00:08:29 +0900", "1997-07-28T15:08:29"),
        ("Fri, 25 Sep 19100 21:17:21 -0400", "2000-09-26T01:17:21"),
        ("Fri, 25 Sep 100 21:17:21 GMT", "2000-09-25T21:17:21"),
        ("9 Sep 94 15:37 EDT", "1994-09-09T19:37:00"),
        ("Friday, January 5, 2001 3:04 PM", "2001-01-05T15:04:00"),
        ("2004-01-02T10:11:12+02:00", "2004-01-02T08:11:12"),
        ("Sat, 1 Jan 2005 10:00:00 +9900", "2005-01-01T10:00:00"),
        ("Sat, 31 Dec 2005 23:59:60 +0000", "2005-12-31T23:59:59"),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("Tue, 03 Mar 2099 12:00:00 +0000", None),
        ("Sat, 32 Jan 2001 00:00:00 +0000", None),
        ("Sat, 1 Foo 2001 00:00:00 +0000", None),
        ("1996/13/01", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_are_read_as_mailers_wrote_them(written: str, moment: str | None) -> None:
    found = _mail_dates.moment(written)
    assert found == (datetime.fromisoformat(moment).replace(tzinfo=UTC) if moment else None)


def test_a_clock_that_was_plainly_wrong_gives_way_to_the_time_of_delivery() -> None:
    server = "by mx.example.org; Thu, 02 Jan 2020 10:00:00 +0000"
    delivered = datetime(2020, 1, 2, 10, tzinfo=UTC)
    for date in ("Thu, 02 Jan 2030 09:00:00 +0000", "Fri, 02 Jan 1998 09:00:00 +0000", "?"):
        assert _mail_dates.written(date, server, "") == delivered
    written = _mail_dates.written("Wed, 01 Jan 2020 09:00:00 +0000", server, "")
    assert written == datetime(2020, 1, 1, 9, tzinfo=UTC)
    line = "From a@b Thu Jan  2 10:00:00 2020"
    assert _mail_dates.written("", "", line) == delivered
    assert _mail_dates.written("Thu, 02 Jan 2030 09:00:00 +0000", "", line) == delivered
    assert _mail_dates.written("2020/01/02", server, "") == delivered  # it tells no hour
    old = _mail_dates.written("Fri, 02 Jan 1998 09:00:00 +0000", "", line)
    assert old == datetime(1998, 1, 2, 9, tzinfo=UTC)  # an archive may be made much later


# Charsets


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        ("Grüße".encode("latin-1"), "iso-8859-1", "Grüße"),
        ("“quoted”".encode("cp1252"), "iso-8859-1", "“quoted”"),
        ("Grüße".encode(), "iso-8859-1", "Grüße"),
        ("Grüße".encode("latin-1"), "utf-8", "Grüße"),
        ("Grüße".encode("latin-1"), "us-ascii", "Grüße"),
        ("Grüße".encode("latin-1"), "no-such-charset", "Grüße"),
        ("Grüße".encode("latin-1"), "rot13", "Grüße"),
        ("Grüße".encode("latin-1"), "unicode_escape", "Grüße"),
        ("9€".encode("iso8859-15"), "ISO-8859-15", "9€"),
        ("潮汐表".encode("gb18030"), "gb2312", "潮汐表"),
        ("潮汐表".encode("gb18030") * 2, "gb2312", "潮汐表潮汐表"),
        ("潮汐表，二".encode(), "gb2312", "潮汐表，二"),
        ("潮汐".encode("big5"), "Big5", "潮汐"),
        ("潮汐表".encode("gb18030") * 9 + b"\xff", "gb2312", "潮汐表" * 9 + "\ufffd"),
        ("밀물".encode("cp949"), "ks_c_5601-1987", "밀물"),
        ("прилив".encode("koi8-r"), "koi8-r", "прилив"),
        ("潮".encode("iso2022_jp"), "", "潮"),
        ("潮".encode("iso2022_jp"), "us-ascii", "潮"),
        ("Grüße".encode("utf-16"), "utf-16", "Grüße"),
        (b"plain", "utf-16", "plain"),
        (b"a +2AA- b", "utf-7", "a \ufffd b"),
        (b"+BD8EQAQ4BDIENQRC- " * 3 + b"+2AA- +A", "utf-7", "привет " * 3 + "\ufffd \ufffd"),
        ("ä – ".encode() + "ü".encode("latin-1"), "", "ä – ü"),
        ("cut off: –".encode()[:-1], "utf-8", "cut off: \ufffd"),
    ],
)
def test_the_declared_charset_counts_unless_it_is_plainly_wrong(
    data: bytes, declared: str, text: str
) -> None:
    assert charsets.decode(data, declared) == text


def test_a_charset_that_the_header_names_helps_with_a_body_that_names_none() -> None:
    body = "Привет".encode("koi8-r")
    assert only("From: =?koi8-r?B?8NLJ18XU?= <a@b>\n", body).body.text == "Привет"
    assert only("Subject: =?utf-8?q?=C3=A4?=\n", "ö".encode("latin-1")).body.text == "ö"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("=?iso-8859-1?q?a=E4?= =?iso-8859-1?q?b?=", "aäb"),
        ("=?utf-8?b?w6Q=?=  x =?utf-8?b?w6Q=?=", "ä  x ä"),
        ("=?utf-8?q?=C3?= =?utf-8?q?=A4?=", "ä"),
        ("=?utf-8?b?w6Q?=", "ä"),
        ("=?utf-8?b?!w6Q!?=", "ä"),
        ("=?x-none?q?=E4?=", "ä"),
        ("=?utf-8?q?with a space?=", "with a space"),
        ("=?utf-8?q?cut", "=?utf-8?q?cut"),
        ("=?utf-8?q?cut =?utf-8?q?whole?=", "=?utf-8?q?cut whole"),
        ("=?utf-8?q?why??=", "why?"),
        ("[tag] =?utf-8?q?=5Ba=5D?=:", "[tag] [a]:"),
    ],
)
def test_encoded_words_are_decoded_with_their_neighbours(text: str, plain: str) -> None:
    assert charsets.words(text) == plain


def test_parameters_in_pieces_and_in_foreign_charsets_are_put_together() -> None:
    field = (
        b"attachment; filename*0*=iso-8859-1'sv'%E5r; filename*1=\"s%tabell\"; filename*2=.txt;"
        b' size="1;2"; x="a\\"b'
    )
    kind, told_parameters = headers.typed(field)
    assert kind == "attachment"
    assert told_parameters == {"filename": "års%tabell.txt", "size": "1;2", "x": 'a"b'}


# Texts


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("a \nb\nc", "a b\nc"),
        ("> a \n> b\n>> c \nd", "> a b\n>> c \nd"),
        ("a \n\nb", "a \n\nb"),
        ("a \n-- \nb", "a \n-- \nb"),
        (" From a\n >b", "From a\n >b"),
        ("plain\ntext", "plain\ntext"),
    ],
)
def test_flowed_lines_are_joined(text: str, joined: str) -> None:
    assert flowed(text, False) == joined


def test_flowed_lines_lose_the_space_where_they_say_so() -> None:
    assert flowed("潮汐 \n表\n", True) == "潮汐表\n"


def test_what_mailman_took_out_is_mentioned_in_any_language() -> None:
    text = """Text.
-------------- nächster Teil --------------
Ein Dateianhang mit Binärdaten wurde abgetrennt...
Dateiname   : plan.pdf
Dateityp    : application/pdf
Dateigröße  : 1234 bytes
Beschreibung: nicht verfügbar
URL         : http://example.org/plan.pdf
-------------- nächster Teil --------------
More text.
-------------- next part --------------
An embedded message was scrubbed...
From: Ada <ada at example.org>
Subject: Re: plans
Date: Thu, 2 Jan 2020 09:00:00 +0000
Size: 999
URL: <http://example.org/a.mht>
"""
    kept, mentions = scrubbed(text)
    assert kept == "Text.\n\nMore text."
    assert mentions == [
        "[attachment: plan.pdf, application/pdf, 1.2 kB, http://example.org/plan.pdf]",
        "[attachment: Re: plans, message/rfc822, 999 bytes, http://example.org/a.mht]",
    ]


def test_html_is_read_where_there_is_nothing_else() -> None:
    kind = 'Content-Type: multipart/alternative; boundary="b"\n'
    empty = (
        "--b\nContent-Type: text/plain\n\n \n--b\nContent-Type: text/html\n\n<p>Text</p>\n--b--\n"
    )
    assert only(kind, empty).body.markup == "mail-html"
    full = empty.replace("\n \n", "\nText\n")
    assert only(kind, full).body == only("From: a\n", "Text").body
    footer = empty + "\n--\nA footer that a list added.\n"
    assert "A footer" in only(kind, footer).body.text


def test_parts_within_parts_end_somewhere() -> None:
    deep = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(200))
    found = only("From: a\n" + deep.partition("\n")[0] + "\n", deep.partition("\n")[2] + "\ntext\n")
    assert len(found.body.text) < 1000
    many = "--b\n\nx\n" * 3000
    notes = only('From: a\nContent-Type: multipart/mixed; boundary="b"\n', many).notes
    assert any("more than" in note for note in notes)


# Lists and titles


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("[tides] Re: [tides] RE: AW: Sv: Fwd: Tables", "Tables"),
        ("Re[2]: Tables", "Tables"),
        ("[Tides] [PATCH 1/2] Tables", "[PATCH 1/2] Tables"),
        ("[tides:1234] Tables", "Tables"),
        ("[ropes] Tables", "[ropes] Tables"),
        ("Re: ", None),
        ("(no subject)", None),
        ("", None),
        ("Report: tables", "Report: tables"),
    ],
)
def test_titles_are_subjects_without_what_replies_and_lists_add(
    subject: str, title: str | None
) -> None:
    assert _mail_lists.title(subject, ["tides"]) == title


def test_a_tag_is_the_lists_when_most_subjects_bear_it() -> None:
    def communities(*subjects: str) -> set[tuple[str | None, str | None]]:
        data = "".join(
            message(n).replace("Subject: S", f"Subject: {s}") for n, s in enumerate(subjects)
        )
        return {(post.community, post.title) for post in told(data, "old/2020-01.mbox")}  # type: ignore[union-attr]

    assert communities("[ab] One", "Re: [ab] One", "Two") == {("ab", "One"), ("ab", "Two")}
    assert communities("[ab] One", "[cd] Two", "Three") == {
        ("old", "[ab] One"), ("old", "[cd] Two"), ("old", "Three"),
    }  # fmt: skip
    assert communities("[PATCH] a", "[PATCH] b") == {("old", "[PATCH] a"), ("old", "[PATCH] b")}


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("List-Id: Tides and tables <tides.lists.example.org>", "tides"),
        ("List-Id: <dev.tides.example.org>", "dev.tides"),
        ("List-Id: <users.lists.example.org>", "users.example"),
        ("List-Post: <mailto:tides@example.org>", "tides"),
        ("X-BeenThere: Tides@example.org", "tides"),
        ("Mailing-List: contact tides-help@example.org; run by ezmlm", "tides-help"),
        ("Newsgroups: comp.boats.tides,misc.test", "comp.boats.tides"),
        ("X-Other: tides", None),
    ],
)
def test_a_message_tells_its_list(field: str, name: str | None) -> None:
    assert only(f"From: a\n{field}\n").list == name


@pytest.mark.parametrize(
    ("dump", "name"),
    [
        ("tides_2009-November.txt.gz", "tides"),
        ("tides/2009-November.txt", "tides"),
        ("archives/mbox", None),
        ("200911.mbox", None),
        ("a/b/tides-2009-11.mbox", "tides"),
        ("box.tar.gz/tides.2009q4.mbox", "tides"),
    ],
)
def test_a_dump_is_named_after_its_list(dump: str, name: str | None) -> None:
    assert _mail_lists.of_dump(dump) == name


# Folders


def test_a_maildir_is_read_with_the_folders_in_it(tmp_path: Path) -> None:
    box = tmp_path / "tides"
    for name, number in (
        ("cur/1577955600.M1P1.host:2,S", 1),
        ("new/1577955601.M2P1.host", 2),
        (".Old/cur/1577955602.M3P1.host:2,", 3),
        ("tmp/1577955603.M4P1.host", 4),
        (".Old/notes.txt", 5),
    ):
        file = box / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(message(number).partition("\n")[2])
    dump = Dump("tides", box)
    assert sources.detect(sources.head(dump), {}).name == "maildir"
    found = list(sources.read(maildir.SOURCE, dump))
    assert sorted(post.id for post in found) == [f"mail:{n}@example.org" for n in (1, 2, 3)]  # type: ignore[union-attr]
    assert {post.community for post in found} == {"tides"}  # type: ignore[union-attr]
    with tarfile.open(tmp_path / "packed.tar.gz", "w:gz") as pack:
        for part in ("cur", "new", "tmp", ".Old/cur"):
            pack.add(box / part, f"home/tides/{part}")
    dump = Dump("packed.tar.gz", tmp_path / "packed.tar.gz")
    assert sources.detect(sources.head(dump), {}).name == "maildir"
    packed = list(sources.read(maildir.SOURCE, dump))
    assert {post.id for post in packed} == {post.id for post in found}  # type: ignore[union-attr]


def test_a_newsgroup_that_comes_as_a_zipped_mbox_is_read(tmp_path: Path) -> None:
    news = (
        "From -8312245053963491671\nX-Google-Thread: fe1b8,ba11cc\n"
        "From: ada@quay.example (Ada)\nSubject: Tides\nDate: 1996/03/01\n"
        "Message-ID: <1@quay.example>#1/1\nnewsgroups: rec.tides\n\nWhen?\n\n"
        "From 77512245053963491671\nPath: news.example!quay\nFrom: Ben <ben@quay.example>\n"
        "Subject: Re: Tides\nDate: 1996/03/02\nReferences: <1@quay.example>\n"
        "Message-ID: <2@quay.example>\nNewsgroups: rec.tides\n"
        "NNTP-Posting-Date: Sat, 02 Mar 1996 09:15:00 EST\n\n> When?\n\nAt noon.\n"
    )
    with zipfile.ZipFile(tmp_path / "rec.tides.mbox.zip", "w") as pack:
        pack.writestr("rec.tides.mbox", news)
    (item,) = scan.dumps(tmp_path, Config())
    assert item.dump.name == "rec.tides.mbox.zip/rec.tides.mbox"
    assert sources.detect(sources.head(item.dump), {}).name == "mbox"
    first, second = sources.read(mbox.SOURCE, item.dump)
    assert isinstance(first, Post)
    assert isinstance(second, Post)
    assert (first.id, first.parent) == ("mail:1@quay.example", None)
    assert (second.id, second.parent) == ("mail:2@quay.example", first.id)
    assert first.created == datetime(1996, 3, 1, tzinfo=UTC)
    assert second.created == datetime(1996, 3, 2, 14, 15, tzinfo=UTC)
    assert (first.author, second.author) == ("Ada", "Ben")
    assert (first.body.text, second.body.text) == ("When?", "> When?\n\nAt noon.")
    assert first.community == second.community == "rec.tides"


def test_of_a_single_message_that_is_too_long_the_beginning_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(eml, "LONGEST", 1000)
    data = (HEADER + "\n" + "text\n" * 1000).encode()
    monkeypatch.setattr(eml, "KEPT", 500)
    post, problem = eml.SOURCE.read(Dump("a.eml", Path("a.eml"), data))
    assert isinstance(post, Post)
    assert post.body.text.startswith("text\ntext\n")
    assert len(post.body.text) < 500
    assert isinstance(problem, Problem)
    assert (problem.where, problem.lost) == ("line 1", False)


# Real archives

SHARED = shared_folder() / "data"
FOLDERS = ("mbox", "mbox-nasty")
# Files whose number of messages is not the one that the index tells, which is what Python's
# mailbox module finds, with the reason.
OTHERWISE = {
    "hypermail_t8": (1, "the second separator stands inside a part, as Content-Length says"),
    "ietf_mailbox-x-envelope-from": (4, "messages without separators, one after another"),
    "ietf_mailbox_envelope-to": (2, "likewise"),
    "ietf_mailbox_from": (7, "likewise"),
    "ietf_mailbox_return-path": (3, "likewise"),
    "ietf_mailbox_to": (15, "likewise"),
    "ietf_mailbox_year": (4, "likewise; a line with the year stands before each"),
    "ietf_mailbox_mmdf": (5, "MMDF"),
    "ietf_mail_bad.1": (0, "no message: it has no header"),
    "mmm_non-mailbox.txt.gz": (0, "no message: a program"),
}


def real() -> Iterator[tuple[str, int]]:
    if SHARED.is_dir():
        with open(SHARED / "INDEX.tsv", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["format"] in FOLDERS:
                    yield row["path"], int(row["comments"])


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real dumps are not here")
@pytest.mark.parametrize(("path", "comments"), list(real()))
def test_every_message_of_a_real_archive_is_read(path: str, comments: int) -> None:
    dump = Dump(path, SHARED / path)
    count, _ = OTHERWISE.get(Path(path).name, (comments, ""))
    head = sources.head(dump)
    claims = [source for source in sources.SOURCES if source.sniff(head)]
    if not count:
        assert claims == []
        return
    assert len(claims) == 1
    assert claims[0].name in ("mbox", "eml")
    found = list(sources.read(claims[0], dump))
    read_posts = [record for record in found if isinstance(record, Post)]
    assert len(read_posts) == count
    assert not [record for record in found if isinstance(record, Problem) and record.lost]
    for post in read_posts:
        json.dumps(post.body.text).encode()
        assert "@" not in (post.author or "")
        assert not re.search(r"=\?[\w-]+\?[bq]\?", f"{post.author} {post.title}", re.I)
        assert "\x1b" not in post.body.text


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real dumps are not here")
def test_nobody_elses_dump_is_taken_for_mail() -> None:
    for path in sorted(SHARED.rglob("*")):
        if path.is_file() and path.relative_to(SHARED).parts[0] not in FOLDERS:
            head = sources.head(Dump(path.name, path))
            assert not any(source.sniff(head) for source in (mbox.SOURCE, eml.SOURCE)), path


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real dumps are not here")
def test_threads_of_real_archives_hang_together() -> None:
    """As many replies name a message that the file lacks as the index tells, or nearly."""
    for name, absent in (
        ("pipermail_openocd-development_2009-November.txt.gz", 21),
        ("pipermail_mapnik-users_2010-January.txt.gz", 15),
        ("pipermail_bcm43xx-dev_2007-July.txt", 13),
        ("cypherpunks_1992.mbox", 17),
    ):
        found = mbox.SOURCE.read(Dump(name, SHARED / "mbox" / name))
        read_posts = [record for record in found if isinstance(record, Post)]
        ids = {post.id for post in read_posts}
        orphans = sum(post.parent is not None and post.parent not in ids for post in read_posts)
        assert abs(orphans - absent) <= 3, (name, orphans)


# Hostile messages

HOSTILE = {
    "lines that are no fields": HEADER + "x\n" * 80_000 + "Subject: S\n\nText.\n",
    "open boundaries": HEADER + "Content-Type: multipart/mixed; boundary=-\n\n" + "-" * 400_000,
    "many boundaries": HEADER + "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n" * 100_000,
    "flowed lines": HEADER + "Content-Type: text/plain; format=flowed\n\n" + "a \n" * 130_000,
    "enriched": HEADER + "Content-Type: text/enriched\n\n" + "<param>" * 60_000,
    "files in the text": HEADER + "\n" + "begin 644 a\nM\n" * 30_000,
    "parts taken out": HEADER + "\n" + "-------------- a b -------------- \nx...\n" * 10_000,
    "addresses": "From: " + "(" * 30_000 + "\n" + HEADER + "\nText.\n",
    "encoded words": "Subject: " + "=?a?q?" * 5_000 + "\n" + HEADER + "\nText.\n",
    "references": HEADER + "References: " + "<a@b> " * 50_000 + "\n\nText.\n",
    "parameters": HEADER + "Content-Type: a/b" + "; x*1*=%41" * 30_000 + "\n\nText.\n",
    "separators": "".join(f"{LINE}\nFrom a Mon {'Mon ' * 90}\n\n" for _ in range(800)),
    "base64": HEADER + "Content-Transfer-Encoding: base64\n\n" + "QUJD\n" * 80_000 + "?",
    "signs": HEADER + "\n" + ">From x\n" * 50_000,
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_messages_take_linear_time(data: str) -> None:
    for source in (mbox.SOURCE, eml.SOURCE):
        start = time.process_time()
        head = Head("dump", data[:65536].encode())
        source.sniff(head)
        for record in source.read(Dump("dump", Path("dump"), f"{LINE}{data}".encode())):
            assert isinstance(record, Post | Problem)
        assert time.process_time() - start < 5.0  # linear work takes 0.1 to 0.5
