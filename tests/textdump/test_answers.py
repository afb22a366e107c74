"""Questions and answers: who wrote a post stands below it, and comments are signed at their end."""

from copies import read
from test_cards import said

from sitegen import textdump

PAGE = """Who turned off the fountain?
Ask Question
Asked 12 years, 3 months ago
Modified 2 years ago
Viewed 10k times

31

It was on yesterday, and today it is not.

water
pump
Share
Improve this question
Follow
edited Jan 5, 2012 at 10:00
dee's user avatar
dee
1,2344 gold badges12 silver badges20 bronze badges
asked Jan 3, 2012 at 10:22
ann's user avatar
ann
3,4125 gold badges55 silver badges66 bronze badges
2
It froze? – cy
 Commented Jan 3, 2012 at 11:00
1
No, the pump is warm.

I felt it – it hums. –\x20
ann
 CommentedJan 3, 2012 at 11:30
Add a comment
2 Answers
Sorted by:

Highest score (default)
12

The pump froze.

Commented lines in its log say so.

Share
Improve this answer
Follow
answered Jan 3, 2012 at 12:00
cy's user avatar
cy
12.3k5 gold badges55 silver badges66 bronze badges
Thanks! – ann Jan 4, 2012 at 9:00
Show 1 more comment
3

Herons drink it.
Share
Improve this answer
Follow
answered Feb 1, 2013 at 12:00
community wiki
Add a comment
Your Answer
"""


def test_a_page_of_answers() -> None:
    """Who edited a question has not asked it, and of a wiki nobody is the author."""
    reading = read(PAGE, "web")
    assert said(reading) == [
        ("ann", "It was on yesterday, and today it is not."),
        ("cy", "It froze?"),
        ("ann", "No, the pump is warm. / I felt it – it hums."),
        ("cy", "The pump froze. / Commented lines in its log say so."),
        ("ann", "Thanks!"),
        (None, "Herons drink it."),
    ]
    assert [part.parent for part in reading.comments] == [0, 0, 0, 3, 0]
    assert reading.sheet.title == "Who turned off the fountain?"
    assert reading.opening.labels == ("water", "pump")


def test_a_report_of_what_was_asked_is_no_such_page() -> None:
    for text in (
        "asked Jan 3, 2012\nann\nanswered Jan 4, 2012\nbo\n",
        "The log\nShare\nasked Jan 3, 2012\nann\nIt froze.\nShare\nasked Jan 4, 2012\nbo\n",
    ):
        assert textdump.site_of(textdump.split_lines(text)) is None


def test_a_name_below_a_dash_that_no_time_follows_is_of_the_answer() -> None:
    reading = read(
        "Ice?\nIt froze.\nShare\nasked May 3, 2023\nann\n12\n\nIt did.\n—\nBo the plumber\n"
        "Share\nanswered May 5, 2023\nbo\n12\n",
        "web",
    )
    (part,) = reading.comments
    assert reading.sheet.lines[part.first - 1 : part.last] == ("It did.", "—", "Bo the plumber")
