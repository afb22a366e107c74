"""Chats of WhatsApp as phones of many languages and years export them; lines that only look so."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sitegen import sources
from sitegen.model import Post, Problem
from sitegen.sources._chat import Repeats
from sitegen.sources.source import Dump, Head

WHEN = datetime(2024, 3, 12, 22, 1, tzinfo=UTC)
ARABIC, PERSIAN, HINDI = ({48 + n: start + n for n in range(10)} for start in (0x660, 0x6F0, 0x966))
RTL = "\u200f"
HEADS = {
    "English, USA": "3/12/24, 10:01\u202fPM - ",
    "English, USA, iOS": "[3/12/24, 10:01:00\u202fPM] ",
    "English, Britain": "12/03/2024, 22:01 - ",
    "English, India": "12/03/24, 10:01\u202fpm - ",
    "English, Canada": "2024-03-12, 10:01\u202fp.m. - ",
    "English, South Africa": "2024/03/12, 22:01 - ",
    "German": "12.03.24, 22:01 - ",
    "German, iOS": "[12.03.24, 22:01:00] ",
    "French": "12/03/2024, 22:01 - ",
    "French before 2019": "12/03/2024 à 22:01 - ",
    "French, Canada, iOS": "[2024-03-12, 22 h 01 min 00 s] ",
    "Spanish": "12/3/24, 22:01 - ",
    "Spanish, Mexico": "12/3/2024, 10:01\u00a0p.\u00a0m. - ",
    "Portuguese": "12/03/2024 22:01 - ",
    "Italian, iOS": "[12/03/24, 22:01:00] ",
    "Dutch": "12-03-2024 22:01 - ",
    "Dutch, iOS": "[12-03-2024 22:01:00] ",
    "Finnish": "12.3.2024 klo 22.01 - ",
    "Finnish, iOS": "[12.3.2024 klo 22.01.00] ",
    "Danish": "12.03.2024 22.01 - ",
    "Swedish": "2024-03-12 22:01 - ",
    "Slovak": "12. 3. 2024, 22:01 - ",
    "Croatian": "12. 03. 2024. 22:01 - ",
    "Serbian": "12.3.24. 22:01 - ",
    "Hungarian": "2024. 03. 12. 22:01 - ",
    "Bulgarian": "12.03.24 г., 22:01 - ",
    "Russian, iOS": "[12.03.2024, 22:01:00] ",
    "Turkish, iOS": "[12.03.2024 ÖS 10:01:00] ",
    "Greek": "12/3/24, 10:01\u202fμ.μ. - ",
    "Arabic": f"12{RTL}/3{RTL}/2024، 10:01 م - ".translate(ARABIC),
    "Arabic, iOS": f"{RTL}[12{RTL}/3{RTL}/2024، 10:01:00 م] ".translate(ARABIC),
    "Persian": f"1402/12/22،{RTL} 22:01 - ".translate(PERSIAN),
    "Persian, clock of 12 hours": f"1402/12/22،{RTL} 10:01 ب.ظ. - ".translate(PERSIAN),
    "Hebrew": "12.3.2024, 22:01 - ",
    "Hebrew, iOS": '[12.3.2024, 10:01:00 אחה"צ] ',
    "Hindi": "12/3/24, 10:01 अपराह्न - ".translate(HINDI),
    "Thai": "12/3/2567 22:01 - ",
    "Vietnamese": "12/3/2024, 10:01 CH - ",
    "Chinese": "2024/3/12 下午10:01 - ",
    "Chinese, Taiwan, iOS": "[2024/3/12 晚上10:01:00] ",
    "Japanese, iOS": "[2024/03/12 22:01:00] ",
    "Korean": "2024. 3. 12. 오후 10:01 - ",
    "Korean, iOS": "[2024. 3. 12. 오후 10:01:00] ",
    "Malay": "12/03/2024, 10:01 PTG - ",
    "Indonesian": "12/03/24 22.01 - ",
    "English, iOS before 2016": "12/03/2024 10:01:00 pm: ",
}


def posts(text: str, name: str = "a.txt") -> list[Post]:
    found = sources.read(sources.by_name("whatsapp-chat"), Dump(name, Path(name), text.encode()))
    return [record for record in found if isinstance(record, Post) and record.parent]


def claimed(text: str, name: str = "a.txt") -> bool:
    return sources.by_name("whatsapp-chat").sniff(Head(name, text.encode(), True))


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_exports_of_many_languages(head: str) -> None:
    names = ["Ada", "~\u202fBo", "\u202a+49\u00a0151\u00a01234567\u202c", 'Zoë "Kite" Lane']
    lines = [f"{head}{name}: one: two\n12 kites" for name in names]
    text = "\n".join([*lines, f"{head}Ada: ", f"{head}Bo: IMG-20240312-WA0001.jpg (x)"])
    assert claimed(text)
    told = posts(text)
    assert [post.author for post in told] == [
        *("Ada", "~ Bo", "+49 151 1234567", 'Zoë "Kite" Lane'),
        *("Ada", "Bo"),
    ]
    assert {post.created for post in told} == {WHEN}
    assert [post.body.text for post in told] == [
        *["one: two\n12 kites"] * 4,
        *("", "Attached: IMG-20240312-WA0001.jpg"),
    ]


def test_lines_of_ios_that_look_like_heads_stay_where_they_are() -> None:
    pasted = "Look:\n[13/03/24, 09:00:00] Cy: pasted\n[13/03/24, 09:01:00] Cy: this too"
    messages = [f"[13/03/24, 10:{n:02}:00] Ada: yes" for n in range(20)]
    text = "\r\n".join([f"[13/03/24, 10:00:00] Bo: {pasted}", *messages, ""])
    assert [post.author for post in posts(text)] == ["Bo", *["Ada"] * 20]
    assert posts(text)[0].body.text == pasted
    broken = text.replace("\r\n", "\n")
    assert len(posts(broken)) == 23


def test_a_head_in_another_manner_is_a_line_that_someone_sent() -> None:
    said = "13/03/24, 10:01 - Ada: yes\n" * 9
    pasted = "2024-03-12 09:00 - Cy: pasted\n"
    assert {post.author for post in posts(said + pasted + said)} == {"Ada"}
    assert {post.author for post in posts(said + pasted * 9)} == {"Ada", "Cy"}


def test_two_exports_in_one_file_have_an_order_each() -> None:
    text = "13/03/24, 10:01 - Ada: yes\n" * 3 + "[3/14/24, 10:01:00 AM] Ada: yes\n" * 3
    assert {post.created and post.created.isoformat() for post in posts(text)} == {
        "2024-03-13T10:01:00+00:00",
        "2024-03-14T10:01:00+00:00",
    }


@pytest.mark.parametrize(
    ("said", "author", "labels"),
    [
        ("Ada: \u200eAda left", "Ada", ("notice",)),
        ("Kites: \u200eBo was added", None, ("notice",)),
        ("Ada: \u200ePOLL:", "Ada", ()),
        ("Ada: yes \u200e<Toto je upraveno.>", "Ada", ("edited",)),
        ("Ada: yes <Se editó este mensaje.>", "Ada", ("edited",)),
        ("Ada: <b>", "Ada", ()),
    ],
)
def test_what_ios_marks_is_its_own(said: str, author: str | None, labels: tuple[str, ...]) -> None:
    (post,) = posts(f"[13/03/24, 10:01:00] {said}\n", "WhatsApp Chat - Kites.zip/_chat.txt")
    assert (post.author, post.labels) == (author, labels)


def test_in_a_chat_of_two_the_other_one_is_no_service() -> None:
    text = "[13/03/24, 10:01:00] Ada: \u200eMissed voice call\n[13/03/24, 10:02:00] Ada: hello\n"
    told = posts(text, "WhatsApp Chat - Ada.zip/_chat.txt")
    assert [(post.author, post.labels) for post in told] == [("Ada", ())] * 2


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("\u200e<příloha: 1-PHOTO.jpg>", "Attached: 1-PHOTO.jpg"),
        ("At last \u200e<attached: 1-PHOTO.jpg>", "At last\nAttached: 1-PHOTO.jpg"),
        ("A & B.pdf • \u200e2 pages \u200e<Anhang: 1-A & B.pdf>", None),
        ("PTT-20240312-WA0001.opus (mellékelt fájl)", "Attached: PTT-20240312-WA0001.opus"),
        ("Plan.pdf (see there)", "Plan.pdf (see there)"),
        ("a <b: c>", "a &lt;b: c&gt;"),
    ],
)
def test_files_are_named_in_any_language(said: str, text: str | None) -> None:
    expected = text or "A &amp; B.pdf • 2 pages\nAttached: 1-A &amp; B.pdf"
    assert posts(f"[13/03/24, 10:01:00] Ada: {said}\n")[0].body.text == expected


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-12 22:01 - WhatsApp-bridge: starting\n2024-03-12 22:02 - bridge: up\n",
        "2024-03-12 22:01:07 - WhatsApp connector started\n",
        "[12/03/24 22:01:00] WhatsApp connector started\n",
        "12.03.24 22:01 - woke up\n13.03.24 22:01 - slept: at last\n",
        "[2024-03-12 22:01:00] <ada> hello\n",
        "2024-03-12 22:01 <ada> hello\n",
        "12/03/24, 22:01:07: INFO: started\n",
        "2024-03-12,22:01,Ada,<Media omitted>\n",
        "10/10/10 10.10 - 10.10 opening: all\n",
    ],
)
def test_texts_with_dates_are_no_chats(text: str) -> None:
    assert not claimed(text * 9)


def test_an_order_is_warned_of_once_and_by_its_name() -> None:
    text = "3/1/24, 9:05\u202fPM - Ada: yes\n" * 2
    dump = Dump("a.txt", Path("a.txt"), text.encode())
    found = sources.read(sources.by_name("whatsapp-chat"), dump)
    problems = [record.message for record in found if isinstance(record, Problem)]
    assert [message.endswith("with the month first") for message in problems] == [True]


def test_what_is_remembered_of_messages_has_a_bound() -> None:
    repeats = Repeats()
    first = repeats.id_of("again")
    assert repeats.id_of("again") != first
    for number in range(40_000):
        repeats.id_of(str(number))
    assert repeats.id_of("again") == first
    assert len(repeats._seen) + len(repeats._older) <= 1 << 15
