"""Copies of pages that were printed to a file: sheets of paper, and what stands at their edges."""

from copies import read

from sitegen import textdump
from sitegen.textdump.layout import laid_out

ADDRESS = "https://news.ycombinator.com/item?id=70"
TITLE = "Who turned off the fountain? | Hacker News"
LONG = "It ran all summer, and nobody who lives beside the mill heard it stop before"


def edges(sheet: int) -> str:
    """What a browser prints below one sheet and above the next."""
    return f"{ADDRESS}\n\n{sheet}/3\n\n\f1/23/26, 6:01 AM\n\n{TITLE}\n\n"


SHEETS = (
    f"1/23/26, 6:01 AM\n\n{TITLE}\n\n"
    "Hacker News new | past | comments | ask | show | jobs | submit\n"
    "Who turned off the fountain?\n57 points by ann 5 hours ago | hide | past | 3 comments\n\n"
    f"bo 4 hours ago | next [–]\n\nThe pump froze. {LONG}\n\n"
    + edges(1)
    + "the frost came.\nreply\n\ncy 3 hours ago | parent | next [–]\n\nIt did not.\n\n"
    + edges(2)
    + f"reply\n\ndee 1 hour ago | prev [–]\n\nHerons drink it.\n\n{ADDRESS}\n\n3/3\n\n\f"
)


def test_edges_of_sheets_are_nobodys_words_and_a_paragraph_that_is_cut_in_two_is_whole() -> None:
    reading = read(SHEETS, "hn")
    said = [
        "\n".join(line for line in reading.sheet.lines[part.first - 1 : part.last] if line)
        for part in reading.comments
    ]
    assert said == [
        f"The pump froze. {LONG} the frost came.",
        "It did not.",
        "Herons drink it.",
    ]
    assert [part.author for part in reading.comments] == ["bo", "cy", "dee"]
    assert [part.parent for part in reading.comments] == [0, 1, 0]


def test_the_address_at_the_edge_names_the_thread() -> None:
    reading = read(SHEETS, "hn")
    assert next(iter(textdump.posts(reading))).id == "hn:70"


def test_columns_of_sheets_tell_no_levels() -> None:
    """With its layout kept, a sheet on which nobody stands at the top begins further left."""
    menu = "Hacker News new | past | comments | ask | show | jobs | submit\nPonds\n"
    text = menu + "57 points by ann 5 hours ago | 4 comments\n" + "\n".join(
        f"{feed}{' ' * column}{who} 3 hours ago\n\n{' ' * column}Words of {who}."
        for feed, column, who in (
            ("", 2, "bo"), ("", 6, "cy"), ("\f", 2, "dee"), ("", 10, "ed"), ("\f", 6, "fay"),
        )
    )  # fmt: skip
    reading = read(text, "hn")
    assert [part.author for part in reading.comments] == ["bo", "cy", "dee", "ed", "fay"]
    assert {part.answers.rule for part in reading.comments}.isdisjoint({"indentation"})
    assert {part.direct for part in reading.comments} == {None}


def test_what_stands_on_one_sheet_alone_is_somebodys_words() -> None:
    text = "A word.\n\f2 of them\n\nMore.\n\fAnd so on\n\nEnd.\n"
    assert laid_out(textdump.split_lines(text)).furniture == ()
