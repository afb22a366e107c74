"""The old Reddit in a language of which no word is known."""

import pytest
from copies import read

from sitegen import textdump

ROW = ["trvalý odkaz", "vložiť", "uložiť", "nadradený", "nahlásiť", "odpovedať"]
HEADS = [
    ("bo", "12 bodov", "pred 2 hodiny", "(2 deti)", False, "The pump froze."),
    ("cy_2", "3 body", "pred 26 minút", "(1 dieťa)", True, "It did not.\n\nI was there."),
    ("ann[S]", "[skóre skryté]", "pred 5 minút", "(0 detí)", True, "Who has the key?"),
    ("Dee heron of the year", "1 bod", "pred 3 minúty", "(0 detí)", False, "Herons."),
]
TOP = (
    "hlavné -všetko\nKto vypol fontánu? (self.ponds)\nodoslané pred 3 hodinami používateľom ann\n\n"
    "Včera ešte bežala.\n\n4 komentárezdieľaťuložiť\nvšetky komentáre\n"
)
SAID = [
    ("bo", 12, "pred 2 hodiny", 0),
    ("cy_2", 3, "pred 26 minút", 1),
    ("ann", None, "pred 5 minút", 2),
    (None, 1, "pred 3 minúty", 0),
]


def row(*, parent: bool, joint: str) -> str:
    return joint.join(word for word in ROW if parent or word != "nadradený")


def page(joint: str, piece: str = " ", mark: str = "") -> str:
    return TOP + "".join(
        f"[–]{who}{piece}{points}{piece}{age} {below}\n\n{text}\n\n"
        f"{mark}{row(parent=parent, joint=joint)}\n\n"
        for who, points, age, below, parent, text in HEADS
    )


@pytest.mark.parametrize(
    "text", [page(""), page("\n"), page("\n  * ", mark="  * "), page("\n", piece="\n")]
)
def test_a_page_in_an_unknown_language(text: str) -> None:
    reading = read(text, "reddit")
    said = [(p.author, p.score, p.age, p.parent) for p in reading.comments]
    assert said == SAID
    assert {part.answers.tier for part in reading.comments} == {"recorded"}
    bodies = [reading.sheet.lines[part.last - 1].strip() for part in reading.comments]
    assert bodies == ["The pump froze.", "I was there.", "Who has the key?", "Herons."]
    assert reading.sheet.title == "Kto vypol fontánu?"
    assert reading.sheet.community == "r/ponds"
    opening = reading.sheet.lines[reading.opening.first - 1 : reading.opening.last]
    assert opening == ("Včera ešte bežala.",)
    assert reading.comments[2].labels == ("submitter",)
    assert reading.comments[3].labels == ("Dee heron of the year",)


def test_a_row_with_a_word_more_at_its_end_is_no_answers_row() -> None:
    rows = [row(parent=False, joint=""), row(parent=False, joint="") + "skryť"] * 2
    text = TOP + "".join(
        f"[–]{who} {points} {age} (9 detí)\n{text}\n{row}\n"
        for (who, points, age, _, _, text), row in zip(HEADS, rows, strict=True)
    )
    assert [part.direct for part in read(text, "reddit").comments] == [True, None, True, None]


def test_lists_of_steps_are_no_such_page() -> None:
    text = "".join(
        f"[-] step {n} takes 3 minutes at least (2 {word})\nDo it.\n"
        for n, word in enumerate(["parts", "tools", "people", "hours", "cups", "screws", "keys"])
    )
    assert textdump.site_of(textdump.split_lines(text)) is None


def test_a_head_that_is_cut_is_one_in_a_language_with_known_ages_too() -> None:
    german = [
        ("bo", "12 Punkte", "vor 2 Stunden", "(2 Kinder)"),
        ("cy", "3 Punkte", "vor 1 Stunde", "(1\nKind)"),
        ("dee", "1 Punkt", "vor 5 Minuten", "(0 Kinder)"),
    ]
    text = "".join(
        f"[–]{who} {points} {age} {below}\nIce.\n\nPermalink\n{more}antworten\n\n"
        for (who, points, age, below), more in zip(
            german, ("", "Übergeordnet\n", "Übergeordnet\n"), strict=True
        )
    )
    by = "Eingereicht vor 5 Stunden von ann"
    top = f"Wer war das? (self.ponds)\n{by}\nEs ist trocken.\n3 Kommentare\n"
    reading = read(top + text, "reddit")
    assert reading.opening.author == "ann"
    assert [(part.author, part.parent) for part in reading.comments] == [
        ("bo", 0),
        ("cy", 1),
        ("dee", 2),
    ]


@pytest.mark.parametrize("line", ["scanning", "scanning\nReady."])
def test_what_programs_report_is_no_such_page(line: str) -> None:
    text = "".join(f"[+] Found {n} hosts in all ({n} alive)\n{line}\n" for n in range(2, 9))
    assert textdump.site_of(textdump.split_lines(text)) is None


def test_what_was_said_again_and_again_is_no_row() -> None:
    said = ["[deleted]", "The pump froze.", "[deleted]", "It did not.", "[deleted]", "Herons."]
    text = TOP + "".join(
        f"[–]u{n} 2 points 3 hours ago (1 child)\n{t}\n" for n, t in enumerate(said)
    )
    comments = read(text, "reddit").comments
    assert [part.direct for part in comments] == [None] * 6
    assert [part.state == "deleted" for part in comments] == [True, False] * 3


@pytest.mark.parametrize("joint", [" ", ""])
def test_a_page_on_one_line_ends_each_text_in_the_sites_row(joint: str) -> None:
    heads = [*HEADS, *HEADS[:3]]
    texts = [
        "The pump froze, and the herons of the mill left for the sea.",
        "It did not.",
        "Who has the key of the house in which the valve is?",
        "Herons.",
        "[odstránené]",
        "Ask at the mill, where they have kept it since the winter of the flood.",
        "Nobody knows.",
    ]
    text = "Kto vypol fontánu?" + "".join(
        joint.join(["", f"[–]{who} {points} {age} {below}", said, row(parent=parent, joint=joint)])
        for (who, points, age, below, parent, _), said in zip(heads, texts, strict=True)
    )
    reading = read(f"{text}{joint}o stránke", "reddit")
    lines = reading.sheet.lines
    assert ["\n".join(lines[p.first - 1 : p.last]) for p in reading.comments[:-1]] == texts[:-1]
    assert [part.direct for part in reading.comments[:-1]] == [not h[4] for h in heads[:-1]]
    said = lines[reading.comments[-1].first - 1 : reading.comments[-1].last]
    assert said[0] == texts[-1]
