"""What differs from browser to browser in a copy made by selecting all of a page."""

from copies import read

from sitegen.textdump.reading import Reading

HN = """Hacker News
new | past | comments
The lamp is out (host.example)
120 points by bo 5 hours ago | flag | hide | 2 comments

cy 4 hours ago | next [–]
It froze.
reply

di 3 hours ago | parent | next [–]
No.
reply
"""
REDDIT = """The lamp is out
submitted 5 hours ago by bo
2 comments

[–]cy 12 points 4 hours ago
It froze.

permalink
embed
save
report
give award
reply
[–]bo[S] 3 points 3 hours ago
No.

permalink
embed
save
parent
report
give award
reply
"""
LOBSTERS = """Lobsters
12
The lamp is out
authored by bo 5 hours ago | caches | 2 comments

[–]
5
cy 4 hours ago | link

It froze.

[–]
2
di 3 hours ago | link

No.
"""


def said(reading: Reading) -> list[tuple[str | None, str]]:
    """Author and body of each comment."""
    lines = reading.sheet.lines
    return [
        (part.author, " / ".join(line for line in lines[part.first - 1 : part.last] if line))
        for part in reading.comments
    ]


def test_spaces_that_do_not_break_stand_in_heads_too() -> None:
    reading = read(HN.replace(" ago | ", "\u00a0ago\u00a0|\u00a0"), "hn")
    assert said(reading) == [("cy", "It froze."), ("di", "No.")]
    assert (reading.sheet.title, reading.opening.author) == ("The lamp is out", "bo")
    assert reading.sheet.claimed == 2


def test_the_row_of_links_below_a_comment_of_old_reddit_may_be_one_word_a_line() -> None:
    reading = read(REDDIT, "reddit")
    assert said(reading) == [("cy", "It froze."), ("bo", "No.")]
    assert [part.direct for part in reading.comments] == [True, False]


def test_heads_of_lobsters_are_not_taken_for_those_of_another_site() -> None:
    reading = read(LOBSTERS, "lobsters")
    assert said(reading) == [("cy", "It froze."), ("di", "No.")]
    assert [part.score for part in reading.comments] == [5, 2]


def test_the_row_below_a_wrapped_paragraph_is_no_part_of_it() -> None:
    said = "The pump near the old mill froze in the first night of the month, and"
    text = "Ponds | Fountain Forum\n\n" + "".join(
        f"   {name}\n\n   Member\n\n     * May 1, 2025\n\n     * #{n}\n\n   {said}\n"
        f"   nobody in the town has seen the key to it since, as they told you.\n   Like Reply\n\n"
        for n, name in enumerate(("ann", "bo", "cy", "dee"), start=1)
    )
    reading = read(text, "web")
    parts = (reading.opening, *reading.comments)
    assert [part.author for part in parts] == ["ann", "bo", "cy", "dee"]
