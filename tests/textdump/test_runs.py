"""Copies with many comments on one line are broken up at the heads."""

import pytest
from copies import read

from sitegen import textdump
from sitegen.model import Post
from sitegen.textdump.reading import Reading
from sitegen.textdump.runs import parted

LONG = "It ran all summer, and nobody who lives beside it heard it stop. " * 4
ROW = "| | | |  |  |  | | --- | --- | --- | |  |  | "
TABLE = (
    "Who turned off the fountain? | Hacker News\n\n|  |  |\n| --- | --- |\n"
    "| |  |  | | --- | --- | |  | **Hacker News** [new](newest) | [past](front) | |\n|\n"
    f"{ROW}[Who turned off the fountain?](item?id=70) | |  | |"
    " 57 points by [ann](user?id=ann) [5 hours ago](item?id=70)  | [hide](hide?id=70)"
    f" | [3 comments](item?id=70) | | |  | | It was on yesterday. {LONG}"
    f"{ROW}![](s.gif) | [bo](user?id=bo) [4 hours ago](item?id=71)   | [next](#73)"
    f" [[–]](javascript:void(0))   The pump froze. {LONG}  [reply](reply?id=71) "
    f"{ROW}[cy](user?id=cy) [3 hours ago](item?id=72)   | [parent](#71) | [next](#73) [–]"
    "   It did not.  <u>[reply](reply?id=72)</u> "
    f"{ROW}[dee](user?id=dee) [1 hour ago](item?id=73)   | [prev](#71) [–]"
    "   Herons || geese drink it.  reply | | |\n"
)
ONE_LINE = (
    "Hacker News new | past | comments | ask | show | jobs | submit login"
    " Who turned off the fountain? 57 points by ann 5 hours ago | hide | past | 3 comments"
    f" It was on yesterday. {LONG} bo 4 hours ago | next [–] The pump froze. {LONG} reply"
    " cy 3 hours ago | parent | next [–] It did not. reply"
    " dee 1 hour ago | prev [–] Herons drink it. reply"
)
UNMARKED = (
    "Hacker News new | comments | show | ask | jobs | submit login Who turned off the fountain?"
    f" 57 points by ann 5 hours ago | 3 comments bo 4 hours ago The pump froze. {LONG} reply"
    " cy 3 hours ago It did not. A friend said so 2 years ago. reply dee 1 hour ago Herons. reply"
    " ed 1 hour ago Geese. reply"
)
ITEMS = (
    "- **[Hacker News](news)** [new](newest)\n- [Who turned off the fountain?](item?id=70)\n"
    "- 57 points by [ann](user?id=ann) [5 hours ago](item?id=70) | [3 comments](item?id=70)\n\n"
) + "".join(
    f"- ![](s.gif) [vote?id=7{n}](vote?id=7{n}&how=up) [{who}](user?id={who})"
    f" [{n} hours ago](item?id=7{n}) {words} -----\n"
    for n, who, words in (
        (1, "bo", f"The pump froze. {LONG}"),
        (2, "cy", f"It did not. {LONG}"),
        (3, "dee", f"Herons drink it. {LONG}"),
    )
)
FOLDED = (
    "Ponds: Who turned off the fountain? : ponds submitted 5 hours ago by ann"
    f"[–]bo 11 points12 points13 points 4 hours ago  (2 children)The pump froze. {LONG}"
    "permalinkembedsavereportreplyload more comments (2 replies)"
    "[–]cy[S] [score hidden] 3 hours ago(0 children)It did not.permalinkembedsaveparentreportreply"
    "[–]dee 2 points 1 hour ago * (0 children) Herons drink it. permalink embed save report reply"
)
BEHIND = """(https://news.ycombinator.com)\tHacker News (news) new (newest) | submit (submit)
(vote?id=70&how=up)
\tWho turned off the fountain? (https://host.example/) (host.example (from?site=host.example))
\t57 points by ann (user?id=ann) 5 hours ago (item?id=70) | 3 comments (item?id=70)
(vote?id=71&how=up)
bo (user?id=bo) 4 hours ago (item?id=71) | next (item?id=70#73) [–] (javascript:void(0))

The pump froze, see the mill (https://mill.example/).

reply (reply?id=71&goto=item%3Fid%3D70)
(vote?id=72&how=up)
cy (user?id=cy) 3 hours ago (item?id=72) | parent (#71) | next (#73) [–] (javascript:void(0))

It did not.

reply (reply?id=72&goto=item%3Fid%3D70)
(vote?id=73&how=up)
dee (user?id=dee) 1 hour ago (item?id=73) | prev (#71) [–] (javascript:void(0))

Herons drink it.

reply (reply?id=73&goto=item%3Fid%3D70)
"""


def told(reading: Reading) -> list[tuple[str | None, str]]:
    """Author and first sentence of every comment."""
    posts = _posts(reading)
    return [
        (part.author, post.body.text.partition(".")[0])
        for part, post in zip(reading.comments, posts, strict=True)
    ]


THREE = [("bo", "The pump froze"), ("cy", "It did not"), ("dee", "Herons drink it")]


@pytest.mark.parametrize(("text", "links"), [(TABLE, True), (ONE_LINE, False)])
def test_a_page_on_one_line_is_read_with_its_navigation(text: str, links: bool) -> None:
    reading = read(text, "hn")
    names, words = zip(*told(reading), strict=True)
    assert names == ("bo", "cy", "dee")
    assert words[:2] == ("The pump froze", "It did not")
    assert words[2].startswith("Herons")
    assert [part.parent for part in reading.comments] == [0, 1, 0]
    assert (reading.sheet.title, reading.opening.author) == ("Who turned off the fountain?", "ann")
    assert (reading.opening.score, reading.sheet.claimed) == (57, 3)
    own = [part.permalink for part in reading.comments]
    assert own == (
        [f"https://news.ycombinator.com/item?id={n}" for n in (71, 72, 73)] if links else [None] * 3
    )
    assert not any(
        "reply" in post.body.text or "|  |" in post.body.text for post in _posts(reading)
    )


@pytest.mark.parametrize(
    ("count", "first"), [("3 comments", "bo"), ("1 comment", "sam"), ("3 comments", "comment_s")]
)
def test_a_count_runs_into_the_name_below_it(count: str, first: str) -> None:
    heads = [(first, "next"), ("cy", "parent | next"), ("dee", "prev"), ("ed", "prev")]
    text = (
        f"Ponds | Hacker NewsHacker Newsnew | past | comments | submitloginPonds (host.example)"
        f"57 points by ann 5 hours ago | hide | {count}"
        + "".join(
            f"{name} {n} hours ago  | {words} [–]The pump froze {n} times, and the lamp went out"
            " by night as we all saw.reply"
            for n, (name, words) in enumerate(heads, start=2)
        )
    )
    reading = read(text, "hn")
    assert [part.author for part in reading.comments] == [first, "cy", "dee", "ed"]


def test_heads_without_navigation_are_told_by_what_stands_before_them() -> None:
    reading = read(UNMARKED, "hn")
    assert [part.author for part in reading.comments] == ["bo", "cy", "dee", "ed"]
    assert list(_posts(reading))[1].body.text == "It did not. A friend said so 2 years ago."


def test_items_of_a_list_with_their_heads_in_them() -> None:
    reading = read(ITEMS, "hn")
    assert told(reading) == THREE
    assert reading.sheet.title == "Who turned off the fountain?"
    assert not any("vote" in post.body.text for post in _posts(reading))


def test_a_page_of_the_old_reddit_on_one_line() -> None:
    reading = read(FOLDED, "reddit")
    assert told(reading) == THREE
    assert [(part.score, part.direct) for part in reading.comments] == [
        (12, True),
        (None, False),
        (2, True),
    ]
    assert reading.comments[0].cut == 2


def test_addresses_behind_their_words() -> None:
    reading = read(BEHIND, "hn")
    assert told(reading) == [("bo", "The pump froze, see the mill (https://mill"), *THREE[1:]]
    assert "the mill (https://mill.example/)" in next(iter(_posts(reading))).body.text
    assert [part.parent for part in reading.comments] == [0, 1, 0]
    assert reading.comments[1].permalink == "https://news.ycombinator.com/item?id=72"


@pytest.mark.parametrize("text", [TABLE, ONE_LINE, UNMARKED, ITEMS, FOLDED])
def test_nothing_is_lost_or_added_but_line_feeds(text: str) -> None:
    lines = textdump.split_lines(text)
    pieces = parted(lines)
    assert len(pieces) > len(lines)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_a_talk_of_names_and_ages_stays_as_it_is() -> None:
    lines = (f"{LONG} Ann Brook 3 days ago, Bo 4 hours ago and Cy 5 years ago said so. {LONG}",)
    assert parted(lines) == lines


def test_no_name_is_made_of_a_name_and_a_flair_or_a_score() -> None:
    reading = read(
        "submitted 5 hours ago by ann\n2 comments\n"
        "[–]boPond keeper | mill 12 points 4 hours ago\nThe pump froze.\npermalinkembedsavereply\n"
        "[–]cy4 points 3 hours ago\nIt did not.\npermalinkembedsavereply\n"
        "[–]dee41 points42 points43 points1 hour ago\nHerons.\npermalinkembedsavereply\n"
        "[–]ed12 points 1 hour ago\nGeese.\npermalinkembedsavereply\n",
        "reddit",
    )
    assert [(part.author, part.score) for part in reading.comments] == [
        (None, 12),
        ("cy", 4),
        ("dee", 42),
        (None, None),
    ]
    assert reading.comments[0].labels == ("boPond keeper | mill",)


def _posts(reading: Reading) -> list[Post]:
    return [post for post in textdump.posts(reading) if isinstance(post, Post)][1:]
