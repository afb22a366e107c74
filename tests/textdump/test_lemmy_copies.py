"""Heads of Lemmy's pages, old and present ones, whole and in pieces."""

import pytest
from copies import read
from test_cards import said

PRESENT = """Ponds
!ponds@ponds.example by ann
16 days
Who turned off the fountain?
It was on yesterday.

3 comments
Sort
Hot
bo_m @herons.exampleEnglish
15 days
The pump froze.

31
 Reply
ann @ponds.exampleOPEnglish
14 days
It did not.

3
 Reply
cy @robot.exampleEnglish
a day
Herons.
1
 Reply
Report
"""
BROWSER = """57

Who turned off the fountain?

ann@ponds.example to Ponds@ponds.exampleEnglish • 16 days ago

It was on yesterday.

3 commentsfedilink
HotTopControversialNewOldChat

  • bo@herons.exampleEnglish
    1•15 days ago

    The pump froze.

      □ ann@ponds.exampleEnglish
        1200•14 days ago

        It did not.

          ☆ cy@ponds.exampleEnglish
            2•13 days ago

            Herons.
"""
THREE = ["The pump froze.", "It did not.", "Herons."]


@pytest.mark.parametrize(
    "text",
    [
        PRESENT,
        PRESENT.replace(" @", "\n@")
        .replace("exampleOP", "example\nOP")
        .replace("English", "\nEnglish"),
        PRESENT.replace("example by ann", "example\nby\nann"),
    ],
)
def test_present_pages_have_hosts_apart_and_ages_without_ago(text: str) -> None:
    reading = read(text, "lemmy")
    assert said(reading) == [
        ("ann", "It was on yesterday."),
        ("bo_m@herons.example", THREE[0]),
        ("ann@ponds.example", THREE[1]),
        ("cy@robot.example", THREE[2]),
    ]
    assert reading.sheet.title == "Who turned off the fountain?"
    assert reading.sheet.community == "ponds@ponds.example"
    ages = [part.age for part in (reading.opening, *reading.comments)]
    assert ages == ["16 days", "15 days", "14 days", "a day"]


def test_columns_of_text_browsers_tell_parents() -> None:
    reading = read(BROWSER, "lemmy")
    assert [(part.author, part.parent) for part in reading.comments] == [
        ("bo@herons.example", 0),
        ("ann@ponds.example", 1),
        ("cy@ponds.example", 2),
    ]
    assert {part.answers.tier for part in reading.comments} == {"recorded"}
    assert [body.strip() for _, body in said(reading)] == ["It was on yesterday.", *THREE]
    assert reading.opening.author == "ann@ponds.example"
    assert reading.sheet.community == "Ponds@ponds.example"
