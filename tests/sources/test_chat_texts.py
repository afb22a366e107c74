"""Chats of LINE and KakaoTalk as text: heads in all manners, no line lost, and hostile ones."""

import time
from pathlib import Path

import pytest

from sitegen.model import Post, Problem
from sitegen.sources import kakaotalk_chat, line_chat, signal_chat
from sitegen.sources.source import Dump, Head, Source

LINE = "[LINE] Chat history with Kites\nSaved on: 2024/03/14\n\n"
KAKAO = "Kites 님과 카카오톡 대화\n저장한 날짜 : 2024-03-14 09:00:00\n\n"


def told(source: Source, data: str) -> list[tuple[str, str | None, str]]:
    """(time, author, text) of each message."""
    assert source.sniff(Head("a.txt", data.encode(), True))
    found = list(source.read(Dump("a.txt", Path(), data.encode())))
    assert not [record for record in found if isinstance(record, Problem)]
    posts = [record for record in found if isinstance(record, Post) and record.parent]
    return [
        (f"{p.created:%Y-%m-%dT%H:%M}" if p.created else "", p.author, p.body.text) for p in posts
    ]


@pytest.mark.parametrize(
    ("source", "lines", "when", "author"),
    [
        (line_chat.SOURCE, "2024/03/12(Tue)\n09:05\tAda B\tHi", "2024-03-12T09:05", "Ada B"),
        (line_chat.SOURCE, "2024.03.12 Tuesday\n21:05\tAda\tHi", "2024-03-12T21:05", "Ada"),
        (line_chat.SOURCE, "2024/3/12(二)\n下午9:05\tAda\tHi", "2024-03-12T21:05", "Ada"),
        (line_chat.SOURCE, "2024/03/12(火)\n午前0:05\tAda\tHi", "2024-03-12T00:05", "Ada"),
        (line_chat.SOURCE, "Tue, 03/12/2024\n9:05 PM\tAda\tHi", "2024-03-12T21:05", "Ada"),
        (line_chat.SOURCE, "2024/03/12(Tue)\n09:05\tHi", "2024-03-12T09:05", None),
        (kakaotalk_chat.SOURCE, "2024년 3월 12일 오후 9:05, A : Hi", "2024-03-12T21:05", "A"),
        (kakaotalk_chat.SOURCE, "2024. 3. 12. 오전 12:05, A : Hi", "2024-03-12T00:05", "A"),
        (kakaotalk_chat.SOURCE, "2024년 3월 12일 21:05, A : Hi", "2024-03-12T21:05", "A"),
        (kakaotalk_chat.SOURCE, "March 12, 2024, 9:05 PM, A : Hi", "2024-03-12T21:05", "A"),
        (kakaotalk_chat.SOURCE, "2024년 3월 12일 오후 9:05, Hi", "2024-03-12T21:05", None),
        (
            kakaotalk_chat.SOURCE,
            "------- Tuesday, March 12, 2024 -------\n[A] [9:05 PM] Hi",
            "2024-03-12T21:05",
            "A",
        ),
    ],
)
def test_heads_are_read(source: Source, lines: str, when: str, author: str | None) -> None:
    head = LINE if source is line_chat.SOURCE else KAKAO
    assert told(source, head + lines) == [(when, author, "Hi")]


def test_lines_that_are_no_heads_go_on_with_the_message_above() -> None:
    day = "2024/03/12(Tue)"
    text = f'{LINE}{day}\n09:05\tAda\t"a\n{day}\n\n""b"" 9:05"\n09:06\tBo\t"c"\n'
    assert [said[2] for said in told(line_chat.SOURCE, text)] == [f'a\n{day}\n\n"b" 9:05', '"c"']
    text = f"{KAKAO}stray\n2024년 3월 12일 오후 9:05, A : a\n2024년 3월 13일\n[x] y\n"
    assert told(kakaotalk_chat.SOURCE, text) == [
        ("", None, "stray"),
        ("2024-03-12T21:05", "A", "a\n2024년 3월 13일\n[x] y"),
    ]


@pytest.mark.parametrize(
    "data", ["", "[LINE] is an app\nand more\n", "Kites 님과 카카오톡 대화\nHi\n"]
)
def test_other_texts_are_not_claimed(data: str) -> None:
    head = Head("a.txt", data.encode(), True)
    assert not line_chat.SOURCE.sniff(head)
    assert not kakaotalk_chat.SOURCE.sniff(head)


@pytest.mark.parametrize("source", [line_chat.SOURCE, kakaotalk_chat.SOURCE])
def test_hostile_chats_take_linear_time(source: Source) -> None:
    head = LINE if source is line_chat.SOURCE else KAKAO
    for piece in (
        " ",
        "[",
        "]",
        "[a] ",
        "-",
        "\t",
        '"',
        "1",
        "9:05",
        ", ",
        " : ",
        "년",
        "\n",
        "(",
        "A",
    ):
        many = piece * (100_000 // len(piece))
        for begin in (
            "",
            "[",
            "[A] [",
            "9:05\t",
            "2024년 3월 12일 오후 9:05, ",
            "-----",
            "[LINE] ",
        ):
            start = time.process_time()
            data = f"{head}{begin}{many}\n{begin}{many}] [9:05]".encode()
            source.sniff(Head("a.txt", f"{begin}{many}님과 카카오톡 대화".encode(), True))
            for record in source.read(Dump("a.txt", Path(), data)):
                assert isinstance(record, Post | Problem)
            assert time.process_time() - start < 2.0, (piece, begin)


def test_hostile_chats_of_signal_take_linear_time() -> None:
    head = "Conversation: A\n\nFrom: B\nType: incoming\nSent: x\n\n"
    for piece in (
        " ",
        "From: a\n\n",
        "From: a\nType: b\n",
        "> From: a\n",
        "\n",
        "(",
        "Reaction: a\n",
    ):
        many = piece * (100_000 // len(piece))
        start = time.process_time()
        data = f"{head}{many}\n\nFrom: C {many}\nType: incoming\n{many}".encode()
        for record in signal_chat.SOURCE.read(Dump("a.txt", Path(), data)):
            assert isinstance(record, Post | Problem)
        assert time.process_time() - start < 3.0, piece


def test_lines_that_look_as_heads_of_signal_are_held_no_longer_than_a_message() -> None:
    begins = "Conversation: A\n\nFrom: A\nType: incoming\nSent: Wed, 3 Jan 2024 10:00:00 +0000\n\n"
    line = f"From: {'x' * 100_000}\n\n"
    found = told(signal_chat.SOURCE, begins + line * 25)
    words = [text for _, _, text in found]
    assert len(words) > 2
    assert sum(text.count("From: ") for text in words) == 25
