"""What is nobody's, or somebody else's: words below the last comment, and words that look like the
page's own.
"""

from copies import read
from test_cards import said

from sitegen import textdump

LOBSTERS = """Active Recent Comments Search Login
57
Who turned off the fountain? ponds.example
via quietmill 5 hours ago | caches | 3 comments

3
ann_w 3 hours ago | link | flag | reply
The pump froze.


1
bo 2 hours ago | link | flag | reply
It did not.

I looked.


1
cy 1 hour ago | link | flag | reply
Herons.
"""
ROWS = """Ponds forum
Who turned off the fountain?
ann
3d
It was on yesterday.
Reply
bo
2d
The pump froze.
4
Reply
cy
2d
42
Reply
eva
1d
It froze at noon.
Reply
dora
1d
It did not.
Reply
Terms of use
Made with ponds
"""


def told(text: str, site: str = "web") -> list[tuple[str | None, str]]:
    """The comments: who says what."""
    return said(read(text, site))[1:]


def test_notes_below_a_wide_gap_are_nobodys() -> None:
    found = told(LOBSTERS + "\n\n\n\nThoughts of mine\n\nThe pump may have frozen.\n", "lobsters")
    assert found[-2:] == [
        ("cy", "Herons."),
        (None, "Thoughts of mine / The pump may have frozen."),
    ]
    assert len(found) == 4


def test_a_heading_below_the_last_comment_begins_what_is_nobodys() -> None:
    found = told(LOBSTERS + "\n## Summary\n\n- It froze.\n", "lobsters")
    assert found[-2:] == [("cy", "Herons."), (None, "## Summary / - It froze.")]


def test_paragraphs_of_the_last_comment_stay_its_own() -> None:
    found = told(LOBSTERS + "\nThey stand on the pump.\n", "lobsters")
    assert found[-1] == ("cy", "Herons. / They stand on the pump.")


def test_the_last_comment_ends_at_the_row_that_all_have() -> None:
    assert told(ROWS)[-1] == ("dora", "It did not.")


def test_a_comment_that_is_a_number_is_kept() -> None:
    assert ("cy", "42") in told(ROWS)
    number = LOBSTERS.replace("It did not.\n\nI looked.\n\n\n", "42\n\n\n")
    assert told(number, "lobsters") == [
        ("ann_w", "The pump froze."),
        ("bo", "42"),
        ("cy", "Herons."),
    ]


def test_a_number_of_votes_is_no_comment() -> None:
    assert told(ROWS.replace("42\n", "").replace("It did not.", "It did not.\n7")) == [
        ("bo", "The pump froze."),
        ("cy", ""),
        ("eva", "It froze at noon."),
        ("dora", "It did not."),
    ]


def test_a_name_that_is_a_word_of_the_row_is_a_name() -> None:
    assert told(ROWS.replace("dora", "share"))[-1] == ("share", "It did not.")


def test_rows_of_lobsters_are_no_hacker_news() -> None:
    bare = LOBSTERS.split("3 comments\n", 1)[1]
    for row in ("| link | flag | reply", "| link | flag |", "| link |"):
        text = bare.replace("| link | flag | reply", row)
        assert textdump.site_of(textdump.split_lines(text)) == "lobsters", row


def test_what_became_of_a_comment_is_not_said_by_the_one_above() -> None:
    gone = LOBSTERS.replace("I looked.\n", "I looked.\n\n\n[Comment removed by author]\n")
    reading = read(gone, "lobsters")
    assert [(part.author, part.state) for part in reading.comments] == [
        ("ann_w", "visible"),
        ("bo", "visible"),
        (None, "deleted"),
        ("cy", "visible"),
    ]
    assert said(reading)[2] == ("bo", "It did not. / I looked.")
