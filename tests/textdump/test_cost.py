"""Reading a copy takes linear time, whatever its shape: twice the text is twice the work.

Work is counted, not timed: the lines of the reader's own code that run, each turn of a loop anew.
"""

import sys
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from sitegen import textdump
from sitegen.model import Post
from sitegen.textdump import borders, bulk, parents
from sitegen.textdump.rowends import ends_of

ROOM = str(Path(textdump.__file__).parent)
SENTENCE = "the lamp near the old pump was never meant to burn at night, they said to us"
HN = "Hacker News new | ask | show | jobs\nby ann 3 days ago\nThe lamp.\n\n9 comments\n\n"


def many(site: str, top: str, unit: Callable[[int], str]) -> Callable[[int], tuple[str, str]]:
    return lambda count: (site, top + "".join(map(unit, range(count))))


SHAPES = {
    "levels": many(
        "reddit",
        "r/lamps\nPosted by u/ann 3 days ago\nTitle\n",
        lambda n: f"level {n % 9 + 1}\nuser{n}\n· 4 yr. ago\n{SENTENCE}\n12\nReply\nShare\n",
    ),
    "old Reddit": many(
        "reddit",
        "",
        lambda n: f"[–]user{n} 12 points 3 years ago \n{SENTENCE}\npermalinkembedsavereply\n",
    ),
    "old Reddit in any language": many(
        "reddit",
        "",
        lambda n: f"[–]user{n} 41 bodov pred 2 hodiny (3 deti)\n{SENTENCE}\nlink{n // 2} save\n",
    ),
    "select-all": many(
        "hn",
        HN,
        lambda n: f"user{n} 3 hours ago | parent | next [–]\n{SENTENCE} {n}\nreply\n\n",
    ),
    "bullets": many(
        "hn", "", lambda n: f"{'  ' * (n % 5)}• user{n} a day ago\n\n{'  ' * (n % 5)}{SENTENCE}\n\n"
    ),
    "Lemmy": many("lemmy", "", lambda n: f"user{n}@host.example\n5 months ago\n{SENTENCE}\n\n"),
    "Lobsters": many("lobsters", "", lambda n: f"12 user{n} 2 days ago | link | flag\n{n}\n"),
    "Markdown with links": many(
        "hn",
        "| **[Hacker News](news)** |\n",
        lambda n: f"[user{n}](user?id=user{n}) [3 hours ago](item?id={n})\n\n{SENTENCE}\n\n",
    ),
    "links that never end": many(
        "hn", "[a](user?id=a) [b](user?id=b)\n", lambda n: '[a](b "c [d\n'
    ),
    "rows": many("hn", "| Hacker News |\n", lambda n: f"|  |  | {SENTENCE} {n} |\n"),
    "cards": many("web", "Title\n", lambda n: f"user{n}\n3 days ago\n{SENTENCE}\nReply\n"),
    "cards without words": many("web", "Title\n", lambda n: f"user{n}\n3 days ago\nReply\n"),
    "a community of Lemmy without a name": many("lemmy", "!x\n", lambda n: "by\n" * 8),
    "discussion": many(
        "web",
        "ann asked this question in Q&A\n",
        lambda n: f"user{n}\non Nov 11, 2023\n{SENTENCE}\n{n % 3} replies\n",
    ),
    "forum": many(
        "web", "Title\n", lambda n: f"user{n}\nRank\nMay 3, 2023\n#{n + 1}\n{SENTENCE}\nReply\n"
    ),
    "issue": many("web", "", lambda n: f"@user{n}\nuser{n} commented 3 days ago\n{SENTENCE}\n"),
    "handles": many("web", "", lambda n: f"User\n@user{n}\n· 2d\n{SENTENCE}\n"),
    "Disqus": many(
        "web", "", lambda n: f"user{n}  user{n // 2}\n2 days ago\n{SENTENCE}\nReply\nShare ›\n"
    ),
    "answers": many(
        "web",
        "Title\nIt froze.\nShare\nasked May 3, 2023\nann\n",
        lambda n: (
            f"It did. – bo\nMay 4, 2023\nAdd a comment\n{SENTENCE}\nShare\n"
            f"answered May 5, 2023\nuser{n}\n12\n"
        ),
    ),
    "Discourse": many(
        "discourse",
        "Title\n",
        lambda n: f"user{n}\n(User)\nMay 1, 2023, 10:02am\n{n + 1}\n{SENTENCE}\n1 Like\n",
    ),
    "heads taken apart": many(
        "hn",
        "Ponds | Hacker News\n",
        lambda n: f"user{n}\n3 hours ago\n|\nparent\n|\nnext\n[–]\nthe {n}\nlamp\n, {n}\nreply\n",
    ),
    "a page on one line": many(
        "hn", HN, lambda n: f"user{n} 3 hours ago | parent | next [–] {SENTENCE} {n} reply "
    ),
    "a table on one line": many(
        "hn",
        "| Hacker News |\n",
        lambda n: (
            f"| | | |  | | --- | --- | | ![](s.gif) | [user{n}](user?id=user{n})"
            f" [3 hours ago](item?id={n}) | [next](#1) [–] {SENTENCE} {n} [reply](reply?id={n})"
        ),
    ),
    "the old Reddit on one line": many(
        "reddit",
        "",
        lambda n: f"[–]user{n} 12 points 3 years ago{SENTENCE} {n}permalinkembedsavereply",
    ),
    "addresses behind words": many(
        "hn",
        "a (user?id=a) 1 hour ago (item?id=1)\n",
        lambda n: f"user{n} (user?id=user{n}) 3 hours ago (item?id={n})\n\n{SENTENCE}\n\n",
    ),
    "short lines": many("hn", HN, lambda n: f"lamp{n}\n"),
    "short lines with gaps": many("hn", HN, lambda n: f"lamp{n}\n\n"),
    "quotations": many("hn", HN, lambda n: f"> {n} {SENTENCE}\n\n{n} {SENTENCE}\n"),
    "newlines": many("hn", HN, lambda n: "\n" * 8),
    "CR": many("hn", HN.replace("\n", "\r"), lambda n: "\r" * 8),
    "blanks": many("hn", HN, lambda n: "  \n" * 8),
}


def steps(site: str, text: str) -> int:
    """How many calls and lines of the room run."""
    count = 0

    def tally(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += 1
        return tally

    def called(frame: FrameType, event: str, argument: Any) -> Any:
        own = frame.f_code.co_filename.startswith(ROOM)
        return tally(frame, event, argument) if own else None

    lines = textdump.split_lines(text)
    before = sys.gettrace()
    sys.settrace(called)
    try:
        reading, _ = textdump.read(lines, textdump.site_of(lines) or site)
        assert reading is not None
        assert sum(1 for _ in textdump.posts(reading)) >= 1
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_copy_is_twice_the_work(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parents, "MOST", 10)  # weighing replies takes more, so it has a bound
    monkeypatch.setattr(borders, "MOST", 10)
    steps(*SHAPES[shape](20))  # whatever is made at first use is made
    once, twice = (steps(*SHAPES[shape](count)) for count in (300, 600))
    assert twice < 2.1 * once


LONG = {
    "points": "." * 60_000 + "x",
    "spaces": "a" + " " * 60_000 + "b",
    "quotation marks": '"' * 60_000,
    "a menu that is none": "new " * 24 + "x",
    "a menu of bars": "new |" * 24 + "x",
    "brackets": "[" * 60_000,
    "folds": "[–]a " * 12_000,
    "dashes": "-" * 60_000,
    "bars": "| " * 30_000,
    "images": "[–]a 1 point 3 days ago b " * 3 + "![](a) " * 9_000 + "x",
    "names and ages": "a 3 days ago " * 5_000,
    "rows of links": "[–]a 1 point 3 days ago b " * 3 + "permalink embed save " * 3_000,
    "numbers of links": "[1]" * 20_000,
    "digits": "1" * 60_000,
    "an age that is none": "Score hidden" + "\t" * 60_000 + "x",
    "marks of quotations": ">" * 60_000,
    "addresses": "http://" * 9_000,
    "markup": "<" * 60_000,
}


@pytest.mark.parametrize("line", LONG)
def test_no_line_takes_more_than_time_in_proportion(line: str) -> None:
    for top in ("", HN, "Comment by ann\n3 hours ago\n", "level 1\nann\n", "level 1\nbo\n"):
        lines = textdump.split_lines(f"{top}{LONG[line]}\nbelow it\n")
        began = time.process_time()
        known = textdump.site_of(lines)
        sites = (known,) if known else ("hn", "reddit", "lobsters", "lemmy", "discourse")
        for site in sites:
            reading, _ = textdump.read(lines, site)
            assert reading is not None
        most = 0.6 * len(sites)  # far more than it takes, far less than a square
        assert time.process_time() - began < most


def test_texts_that_end_in_many_ways_are_compared_with_few() -> None:
    ends = product("abcde", repeat=6)  # 15,625 kinds of rows, each word of one in five texts
    texts = [f"{SENTENCE} save {' '.join(words)}" for words in ends]
    began = time.process_time()
    ends_of(texts)
    assert time.process_time() - began < 10  # far more than it takes, far less than a square


def test_a_number_of_any_length_is_read() -> None:
    many = "9" * 5_000
    for line in (
        f"{many} points by ann 3 days ago",
        f"[–]ann {many} points 3 days ago",
        f"3\nu/ann 2d ago\nhi\n{many} more replies",
        f"Upvote\n{many}",
        f"{many} comments",
        f"level {many}",
    ):
        for top in ("", HN, "u/ann\n•\n1y ago\nhi\n" * 2, "[–]ann 1 point 3 days ago\nhi\n"):
            lines = textdump.split_lines(f"{top}{line}\nbelow it\n")
            reading, _ = textdump.read(lines, textdump.site_of(lines) or "hn")
            assert reading is not None
            assert list(textdump.posts(reading))


@pytest.mark.parametrize("top", ["", HN, "Comment by ann\n3 hours ago\n", "3 points by ann\n"])
def test_a_text_of_too_many_paragraphs_is_one_post_with_all_of_them(
    top: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST", 50)
    words = [f"word{n}" for n in range(60)]
    lines = textdump.split_lines(top + "\n".join(words))
    reading, _ = textdump.read(lines, textdump.site_of(lines) or "hn")
    assert reading is not None
    post, *others = textdump.posts(reading)
    assert not others
    assert isinstance(post, Post)
    assert post.body.text.split()[-60:] == words
    assert post.evidence is not None
    assert "more paragraphs than any discussion" in post.evidence.notices[0]


def test_what_was_told_of_a_text_of_too_many_paragraphs_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bulk, "MOST", 50)
    text = "\n".join(f"word{n}" for n in range(60)) + "\n3\nu/ann 2d ago\nThe lamp.\n"
    lines = textdump.split_lines(text)
    assert textdump.site_of(lines) == "reddit"
    reading, _ = textdump.read(lines, "reddit")
    assert reading is not None
    opening, comment = textdump.posts(reading)
    assert isinstance(opening, Post)
    assert isinstance(comment, Post)
    assert len(opening.body.text.split()) == 60
    assert (comment.author, comment.body.text) == ("ann", "The lamp.")
    assert opening.evidence is not None
    assert opening.evidence.notices[0].endswith("above 1 comment.")


@pytest.mark.parametrize("said", ['he said "the lamp was never meant to burn"', "> the lamp was"])
def test_a_quotation_is_found_among_any_number_of_comments(
    said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parents, "MOST", 3)
    head = "user{} 3 hours ago | next [–]\n{}\nreply\n\n"
    texts = ["The lamp was never meant to burn.", *["Ash."] * 4, said]
    page = HN + "".join(head.format(n, text) for n, text in enumerate(texts))
    reading, _ = textdump.read(textdump.split_lines(page), "hn")
    assert reading is not None
    assert len(reading.quotes) == 1
    plain = page.replace(said, "Salt.")
    reading, _ = textdump.read(textdump.split_lines(plain), "hn")
    assert reading is not None
    assert (len(reading.comments), reading.quotes) == (6, ())
