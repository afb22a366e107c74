"""Corrections by hand: anchored to words, obeyed, and reported when they mean nothing."""

import json
from pathlib import Path

import pytest

from sitegen import textdump
from sitegen.textdump import fixes, sidecar
from sitegen.textdump.fixes import Fixes

HERE = Path(__file__).parent
TOP = "Hacker News new | ask | show | jobs\nby ann 34 days ago\nThe lamp is out.\n3 comments\n\n"
BODY = "One.\n\nTwo is next.\n\nThree comes then.\n\nFour ends it.\n\nFive is late.\nSix."


def read(text: str, told: str) -> textdump.Reading:
    corrections, problems = fixes.parse(told)
    assert not problems
    reading, problems = textdump.read(textdump.split_lines(text), "hn", corrections)
    assert reading is not None
    assert not problems
    return reading


def spans(reading: textdump.Reading) -> list[tuple[int, int]]:
    return [(part.first, part.last) for part in reading.comments]


def test_borders_are_split_and_joined() -> None:
    split = read(TOP + BODY, '[[comment]]\ntext = "three comes"')
    assert (10, 12) in spans(split) or (10, 14) in spans(split)
    part = next(part for part in split.comments if part.first == 10)
    assert (part.border.tier, part.border.rule) == ("recorded", "corrected by hand")
    joined = read(TOP + BODY, '[[comment]]\ntext = "Three comes"\njoins = true')
    assert 10 not in [first for first, _ in spans(joined)]


def test_a_complete_list_leaves_no_other_border() -> None:
    told = 'complete = true\n[[comment]]\ntext = "One"\n[[comment]]\ntext = "four ends"'
    assert spans(read(TOP + BODY, told)) == [(6, 10), (12, 15)]


def test_anchors_outlive_lines_above() -> None:
    told = '[[comment]]\ntext = "four ends"\nline = 12\nparent = "opening"'
    later = read(TOP + "A new comment.\nAnd another.\n" + BODY, told)
    part = next(part for part in later.comments if part.first == 14)
    assert (part.parent, part.answers.rule) == (0, "corrected by hand")


def test_a_line_tells_equal_beginnings_apart() -> None:
    text = TOP + "Yes.\nNo.\nYes.\nMaybe."
    told = '[[comment]]\ntext = "yes"\nline = 8\nauthor = "bea"'
    assert [part.author for part in read(text, told).comments] == [None, None, "bea", None]


@pytest.mark.parametrize(
    ("told", "part"),
    [
        ("[[comment]]", "missing required field"),
        ("titel = 'x'", "unknown field"),
        ("title = ", "Invalid value"),
        ("captured = 'June'", "Invalid"),
    ],
)
def test_a_file_that_cannot_be_understood_is_a_problem(told: str, part: str) -> None:
    corrections, problems = fixes.parse(told)
    assert corrections == fixes.NONE
    assert [problem.lost for problem in problems] == [False]
    assert part.lower() in problems[0].message.lower()


def test_words_that_stand_nowhere_are_a_problem() -> None:
    corrections, _ = fixes.parse('[[comment]]\ntext = "no such words"')
    reading, problems = textdump.read(textdump.split_lines(TOP + BODY), "hn", corrections)
    assert reading is not None
    assert [problem.message for problem in problems] == ["no paragraph begins with 'no such words'"]


def test_words_that_nearly_stand_somewhere_are_a_problem_that_says_where() -> None:
    corrections, _ = fixes.parse('[[comment]]\ntext = "tree comes"\n[[comment]]\ntext = "six"')
    _, problems = textdump.read(textdump.split_lines(TOP + BODY), "hn", corrections)
    assert [(problem.where, problem.message) for problem in problems] == [
        (
            "corrections, comment 1",
            "no paragraph begins with 'tree comes'; the nearest is line 10, 'Three comes then.'",
        )
    ]


def test_a_parent_below_its_child_is_a_problem_and_passed_over() -> None:
    told = '[[comment]]\ntext = "three"\nparent = "six"'
    corrections, _ = fixes.parse(told)
    reading, problems = textdump.read(textdump.split_lines(TOP + BODY), "hn", corrections)
    assert reading is not None
    assert [problem.message for problem in problems] == [
        "its parent at line 15 does not stand above it, at line 10"
    ]
    assert all(part.answers.rule != "corrected by hand" for part in reading.comments)


def test_the_sidecar_stands_under_either_name(tmp_path: Path) -> None:
    copy = tmp_path / "page.txt"
    assert sidecar.corrections_of(copy) == (Fixes(), ())
    (tmp_path / "page.fix.toml").write_text('title = "By its stem"')
    assert sidecar.corrections_of(copy)[0].title == "By its stem"
    (tmp_path / "page.txt.fix.toml").write_text('title = "By its name"')
    assert sidecar.corrections_of(copy)[0].title == "By its name"


@pytest.mark.parametrize(
    ("seed", "gold"),
    [
        ("002_1bb11bba51f58843.txt", "seed002"),
        ("000_af615d48f49cc793.txt", "seed000"),
    ],
)
def test_a_readers_corrections_of_the_seeds_give_his_reading(
    shared: Path, seed: str, gold: str
) -> None:
    """`shared` is the folder of real dumps; the sidecar files stand beside this test."""
    text, _ = textdump.decode((shared / "seeds" / seed).read_bytes())
    reading = read(text, (HERE / f"{gold}.fix.toml").read_text())
    true = json.loads((shared / "textdump" / f"{gold}.gold.json").read_text())["comments"]
    roots = {comment["n"] for comment in true if comment.get("role")}
    comments = [comment for comment in true if comment["n"] not in roots]
    at = {comment["n"]: number for number, comment in enumerate(comments, start=1)}
    assert spans(reading) == [(comment["first"], comment["last"]) for comment in comments]
    assert [part.parent for part in reading.comments] == [
        at.get(comment["parent"], 0) for comment in comments
    ]


def test_the_longer_seed_is_read_nearly_as_by_a_reader(shared: Path) -> None:
    text, _ = textdump.decode((shared / "seeds/002_1bb11bba51f58843.txt").read_bytes())
    reading, _ = textdump.read(textdump.split_lines(text), "hn")
    assert reading is not None
    true = json.loads((shared / "textdump/seed002.gold.json").read_text())["comments"]
    found = {part.first for part in reading.comments}
    starts = {comment["first"] for comment in true}
    certain = {part.first for part in reading.comments if part.border.confidence == 1.0}
    assert certain <= starts
    assert len(found & starts) >= 92
    assert len(found - starts) <= 8
    assert sum(part.parent == 0 for part in reading.comments) == 13


def test_the_form_for_programs_can_be_scored(shared: Path) -> None:
    source = shared / "textdump/dev/hn25016703.txt"
    told = json.loads(textdump.show(source.read_bytes(), source, "hn", as_json=True).text)
    gold = json.loads(source.with_name("hn25016703.gold.json").read_text())
    assert told["header_lines"] == gold["header_lines"]
    assert {"first", "last", "start_conf", "parent", "parent_conf"} <= told["comments"][0].keys()
    certain = [c["first"] for c in told["comments"] if c["start_conf"] == 1.0]
    assert set(certain) <= {comment["first"] for comment in gold["comments"]}
