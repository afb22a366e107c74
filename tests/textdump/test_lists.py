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
    "followers": "Followers\n" + "Ann Brook\n@ann\n2h\nFollow back\n" * 5,
    "guests": "Guests\n"
    + "ann\nMay 1, 2024\nDeclined\nReply\nbo\nMay 2, 2024\nYes, +2\nReply\n" * 5,
    "calls": "Calls\n" + "ann\n2 days ago\nMissed call\nReply\n" * 5,
    "letters": "Inbox\n" + "ann\nMay 1, 2024\nThe pump froze.\nReply\nForward\nArchive\n" * 5,
    "what was changed": "Log\n" + "ann\n2 days ago\nchanged the role of bo\nRevert\nReply\n" * 5,
    "releases": "Releases\n"
    + "".join(f"v1.{n}\nMay {n}, 2024\nIt thaws.\nShare\nReply\n" for n in range(1, 6)),
    "topics with replies": "Ponds\n" + "The pump froze\nann\nMay 1, 2024\nReplies: 3\nReply\n" * 5,
    "a chronicle": "A year\n" + "Ann says:\nMay 1\nThe pump froze.\n" * 5,
    "a chronicle, days first": "A year\n" + "Ann says:\n1 May\nThe pump froze.\n" * 5,
    "the front page of Lobsters": "Lobsters Active Recent\n"
    + "".join(
        f"{n}\nThe pump froze web ponds.example\nvia ann {n} hours ago | 3 comments\n"
        for n in range(2, 7)
    ),
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


def test_of_a_few_who_only_say_yes_or_no_more_is_said() -> None:
    text = "Ponds\n" + "".join(
        f"{who}\n2 hours ago\n{said}\nReply\n"
        for who, said in (
            ("ann", "Maybe"),
            ("bo", "updated mine, it thawed"),
            ("1.2", "Is it dry?"),
            ("cy", "No."),
            ("d", "Yes."),
        )
    )
    assert textdump.site_of(textdump.split_lines(text)) == "web"
