"""Lists of a site's that have heads as comments have are no discussions."""

import pytest
from copies import read

from sitegen import textdump

LISTS = {
    "accounts": "Accounts\n" + "ann\n@ann@ponds.example\n3d\nLikes herons.\nFollow\n" * 5,
    "accounts last seen": "ann\n@ann@ponds.example\nlast seen\n3 days ago\n" * 5,
    "commits": "Thaw it\n@ann\nann\nauthored and\nbo\ncommitted\n3 days ago\n" * 5,
    "topics of a board": (
        "The pump froze\nby ann » Tue Jan 03, 2023 10:22 am\n3 Replies\n120 Views\n"
        "Last post by bo\n"
    )
    * 5,
    "notifications": "Notices\n" + "ann\n2 hours ago\nliked your post about ponds\nReply\n" * 5,
    "recipes": "Recipes\n" + "Pond soup\n20 min\nStir it.\nReply\nSave\n" * 5,
    "a play": "ACT I\n" + "Ann says:\nYesterday\nThe pump froze.\n" * 5,
    "addresses": "ann@ponds.example\nEnglish\n2 days ago\nlink\n" * 5,
    "the front page of Hacker News": "Hacker News new | past | comments\n"
    + "1.\tThe pump froze (ponds.example)\n3 points by ann 2 hours ago | hide | 3 comments\n" * 5,
    "the new Reddit's threads": "r/ponds\n"
    + "u/ann\n•\n3 hr. ago\nThe pump froze\nUpvote\n3\nDownvote\n4 comments\nShare\n" * 5,
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_no_discussions(name: str) -> None:
    assert textdump.site_of(textdump.split_lines(LISTS[name])) is None


def test_the_end_of_a_page_is_no_long_sentence_of_the_last_comment() -> None:
    said = (
        "You must take the key, for nobody can log in to the shed without it, as we were told at"
        " the meeting of the whole town.\nAnd then it runs."
    )
    text = "3 comments\n" + "".join(
        f"{who}\n3d\n{words}\nReply\n"
        for who, words in (("ann", "It is dry."), ("bo", "No."), ("cy", said))
    )
    reading = read(text, "web")
    last = reading.comments[-1]
    assert "\n".join(reading.sheet.lines[last.first - 1 : last.last]) == said


def test_a_word_of_lists_below_few_comments_is_said_by_a_person() -> None:
    text = "Ponds\n" + "".join(
        f"{who}\n2 hours ago\n{said}\nReply\n"
        for who, said in (
            ("ann", "Follow"),
            ("bo", "liked your post"),
            ("cy", "No."),
            ("d", "Yes."),
        )
    )
    assert textdump.site_of(textdump.split_lines(text)) == "web"
