"""What extractors of text leave of tables and topics, and copies in other languages."""

import pytest
from copies import read

from sitegen import textdump
from sitegen.model import Post
from sitegen.textdump.reading import Reading

ROWS = r"""|  |
|  | Hacker Newsnew \| past \| comments \| ask \| show | login |
|  |  | Who turned off the fountain? (host.example) |
|  |  | 57 points by ann 5 hours ago \| hide \| past \| 4 comments |
|  |  | It was on yesterday. |
|  |  |  |
|  |  | The pump froze. It was a \| bar. |
|  |  | It did not. |
|  |  | bo 20 minutes ago  [dead] Buy pumps. |
A line of a list, whose is lost.
reply
"""

TOPIC = """Who turned off the fountain?
Help
ann (Ann Brook) November 12, 2023, 10:02am 1
It was on yesterday.
Version 2
3 Likes

bo November 12, 2023, 11:30am #2
The pump froze.

cy
(Cy)
November 13, 2023, 9:05pm
4
It did not.
1 Like
Home Categories Guidelines Terms of Service Privacy Policy
Powered by Discourse, best viewed with JavaScript enabled
"""

LEMMY = """Who turned off the fountain?
ann@ponds.example
to
Ponds@ponds.example
English
·
5 hours ago
It was on yesterday.

bo@herons.example
English
12
·
vor 4 Stunden
The pump froze.

reply
"""

SELECTED = """Hacker News new | past | comments | ask | show | jobs | submit\tlogin
▲\tPumps | Herons | Ponds (host.example)
57 points by ann 5 hours ago | hide | past | favorite | 2 comments

▲\tbo vor 4 Stunden | next [–]
The pump froze.
reply

▲\tcy il y a 3 heures | parent [–]
It did not | really.
reply
"""

OLD = """[–]bo 12 Punkte vor 4 Stunden
The pump froze.
permalinkembedsavereport
[–]cy 1 Punkt vor 12 Minuten
It did not.
permalinkembedsaveparentreport
"""

VIA = """Lobsters
73
Who turned off the fountain? hardware
via ann 5 hours ago | archive | 2 comments
[-]
12
bo 4 hours ago | link
The pump froze.
"""


def records(reading: Reading) -> list[Post]:
    return [record for record in textdump.posts(reading) if isinstance(record, Post)]


def test_every_row_of_a_table_is_a_comment() -> None:
    reading = read(ROWS, "hn")
    opening, *rest = records(reading)
    assert reading.sheet.claimed == 4
    assert (opening.title, opening.author, opening.score) == (
        "Who turned off the fountain?",
        "ann",
        57,
    )
    assert reading.opening.age == "5 hours ago"
    assert opening.body.text == "It was on yesterday."
    assert [(post.author, post.state, post.body.text) for post in rest] == [
        (None, "visible", "The pump froze. It was a | bar."),
        (None, "visible", "It did not."),
        ("bo", "dead", "Buy pumps."),
        (None, "visible", "A line of a list, whose is lost."),
    ]
    tiers = [part.border.tier for part in reading.comments]
    assert tiers == ["recorded", "recorded", "recorded", "inferred"]


def test_rows_that_are_equally_long_are_not_one_paragraph() -> None:
    row = "|  |  | The heron by the pond has been seen again, on day {} of it all |"
    rows = [row.format(n) for n in range(7)]
    reading = read("\n".join(["| Hacker News |", *rows]), "hn")
    assert len(reading.comments) == 7


def test_a_persons_table_is_no_page() -> None:
    assert textdump.site_of(("| Hacker News | 3 |", "| Pumps | 4 |")) is None


def test_posts_of_a_topic_have_numbers() -> None:
    reading = read(TOPIC, "discourse")
    opening, bo, cy = records(reading)
    assert opening.title == "Who turned off the fountain?"
    assert [(post.author, post.body.text) for post in (opening, bo, cy)] == [
        ("ann", "It was on yesterday.\n\nVersion 2"),
        ("bo", "The pump froze."),
        ("cy", "It did not."),
    ]
    assert opening.created is not None
    assert opening.created.isoformat() == "2023-11-12T10:02:00+00:00"
    assert cy.created is not None
    assert cy.created.isoformat() == "2023-11-13T21:05:00+00:00"


def test_a_later_page_of_a_topic_has_no_opening_post() -> None:
    page = TOPIC.replace("am 1\n", "am 21\n").replace("#2", "#22").replace("\n4\n", "\n24\n")
    reading = read(page, "discourse")
    assert reading.opening.author is None
    assert [part.author for part in reading.comments] == ["ann", "bo", "cy"]


def test_a_post_to_a_community_is_by_its_author() -> None:
    reading = read(LEMMY, "lemmy")
    opening, bo = records(reading)
    assert (opening.title, opening.author) == (
        "Who turned off the fountain?",
        "ann@ponds.example",
    )
    assert reading.sheet.community == "Ponds@ponds.example"
    assert (bo.author, reading.comments[0].age) == ("bo@herons.example", "vor 4 Stunden")


def test_tabs_bars_in_titles_and_other_languages_hide_no_heads() -> None:
    reading = read(SELECTED, "hn")
    assert reading.sheet.title == "Pumps | Herons | Ponds"
    assert reading.opening.author == "ann"
    assert [(part.author, part.age, part.parent) for part in reading.comments] == [
        ("bo", "vor 4 Stunden", 0),
        ("cy", "il y a 3 heures", 1),
    ]
    assert reading.sheet.lines[reading.comments[1].first - 1] == "It did not | really."


def test_scores_in_german_are_scores() -> None:
    assert [(part.author, part.score, part.direct) for part in read(OLD, "reddit").comments] == [
        ("bo", 12, True),
        ("cy", 1, False),
    ]


def test_the_count_of_a_link_stands_behind_its_archive() -> None:
    reading = read(VIA, "lobsters")
    assert (reading.sheet.claimed, reading.opening.author) == (2, "ann")
    assert [(part.author, part.score) for part in reading.comments] == [("bo", 12)]


def test_the_title_of_a_window_is_the_title() -> None:
    top = "Pumps | Hacker News\n\nPumps\n\n"
    reading = read(f"{top}bo 4 hours ago | next [–]\n\nFroze.\n\ncy 1 hour ago [–]\n\nNo.\n", "hn")
    assert reading.sheet.title == "Pumps"
    assert reading.opening.last < reading.opening.first


def test_a_head_below_a_full_line_begins_a_comment_of_its_own() -> None:
    full = "  The heron by the pond has not been seen since the day the pump froze again\n"
    dead = "  [9]someonewithalongname [10]1 hour ago [dead] | [11]prev [12][1 more]\n"
    top = (
        "  [1]Hacker News [2]new | [3]past\n\n  [4]Pumps (host.example)\n"
        "  57 points by [5]ann 5 hours ago | 2 comments\n\n  [6]bo 4 hours ago | [7]next [8][–]\n"
    )
    lists = "".join(f"  {n}. https://news.ycombinator.com/{n}\n" for n in range(1, 13))
    text = f"{top}{full * 3}{dead}{full * 2}\nReferences\n\n  Visible links\n{lists}"
    reading = read(text, "hn")
    assert [(part.author, part.state) for part in reading.comments] == [
        ("bo", "visible"),
        ("someonewithalongname", "dead"),
    ]
    words = [reading.sheet.lines[part.first - 1] for part in reading.comments]
    assert [line.count("heron") for line in words] == [3, 2]


CELLS = """\t\tHacker Newsnew | past | comments | ask | show | jobs | submit \t\tlogin
\t\tWho turned off the fountain? (host.example)
\t\t57 points by ann 5 hours ago | hide | past | favorite | 4\xa0comments
The pump froze.

So it did last year.
It did not.
Herons drink it.

Geese, too.
See the mill.
"""


def test_tables_of_which_no_heads_are_left_have_their_borders_and_the_count_of_their_header() -> (
    None
):
    reading = read(CELLS, "hn")
    assert reading.sheet.shape == "item-table"
    posts = [post.body.text for post in textdump.posts(reading) if isinstance(post, Post)]
    assert posts == [
        "",
        "The pump froze.\n\nSo it did last year.",
        "It did not.",
        "Herons drink it.\n\nGeese, too.",
        "See the mill.",
    ]
    assert (reading.sheet.title, reading.sheet.claimed) == ("Who turned off the fountain?", 4)
    assert (reading.opening.author, reading.opening.score) == ("ann", 57)
    assert all(part.author is None for part in reading.comments)


@pytest.mark.parametrize("mark", ["reply", "-----"])
def test_marks_below_comments_tell_where_each_ends(mark: str) -> None:
    head, _, _ = CELLS.partition("The pump")
    told = ("The pump froze.\n\nSo it did last year.", "It did not.", "Herons.\n\nGeese.")
    reading = read(head + "".join(f"{text}\n\n{mark}\n" for text in told), "hn")
    assert reading.sheet.shape == "item-ended"
    posts = [post.body.text for post in textdump.posts(reading) if isinstance(post, Post)]
    assert posts == ["", *told]
    assert {part.border.tier for part in reading.comments} == {"recorded"}


def test_a_question_has_its_text_above_the_first_comment() -> None:
    text = CELLS.replace(" (host.example)", "").replace(
        "The pump froze.", "It was on.\nThe pump froze."
    )
    reading = read(text, "hn")
    opening, first, *_ = [p.body.text for p in textdump.posts(reading) if isinstance(p, Post)]
    assert (opening, first) == ("It was on.", "The pump froze.\n\nSo it did last year.")
