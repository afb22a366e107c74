"""Copies by html-to-text: addresses in square brackets, lines wrapped at 80 columns."""

import time

from sitegen import textdump
from sitegen.model import Post
from sitegen.textdump import addressed, bracketed
from sitegen.textdump.cardlines import named

HN = "https://news.ycombinator.com"
PAGE = f"""[{HN}/y18.svg]{HN}Hacker News
[{HN}/news] new [{HN}/newest] |
past [{HN}/front] | submit
[{HN}/submit]


{HN}/vote?id=71&how=up&goto=item%3Fid%3D713 kilns that
lasted [https://kilns.example/three] (kilns.example
[{HN}/from?site=kilns.example])12 points by ann
[{HN}/user?id=ann] 3 hours ago
[{HN}/item?id=71] | past
[https://hn.algolia.com/?query=3%20kilns%20that%20lasted&type=story&dateRange=all&sort=byDate&storyText=false]
| 3 comments [{HN}/item?id=71]

[{HN}/s.gif]

{HN}/vote?id=72&how=up&goto=item%3Fid%3D71
bo_w [{HN}/user?id=bo_w] 2 hours ago
[{HN}/item?id=72] | next
[{HN}/item?id=71#75] [–] [javascript:void(0)]

Ash. What I wrote of it stands in the book of the pond
[https://ponds.example/b], as far as I know, and it runs.

It does [1].

reply [{HN}/reply?id=72&goto=item%3Fid%3D71%2372]

[{HN}/s.gif]

{HN}/vote?id=73&how=up&auth=ab12&goto=item%3Fid%3D71#73
cy [{HN}/user?id=cy] 1 hour ago
[{HN}/item?id=73] | parent
[{HN}/item?id=71#72] | next
[{HN}/item?id=71#75] [–] [javascript:void(0)]

Not at cone six.

reply [{HN}/reply?id=73&goto=item%3Fid%3D71%2373]
"""
LOBSTERS = """ 1. 18 [/login]
    Ponds that froze [https://ponds.example/froze]

    via [/avatars/ann-16.png]/~ann ann [/~ann] 3 years ago | 2 comments

 1. 4
    [/avatars/bo-16.png]/~bo bo [/~bo] 3 years ago [/c/aaaaaa] | link [/c/aaaaaa]

    Ours did.

    1. 2
       [/avatars/cy-16.png]/~cy cy [/~cy] 3 years ago [/c/bbbbbb] | link [/c/bbbbbb]

       In what winter?
"""


def records(text: str, site: str) -> list[Post]:
    lines = textdump.split_lines(text)
    assert textdump.site_of(lines) == site
    reading, problems = textdump.read(lines, site)
    assert reading is not None
    assert not problems
    return [record for record in textdump.posts(reading) if isinstance(record, Post)]


def test_addresses_in_square_brackets_tell_ids_and_lines_are_whole() -> None:
    opening, bo, cy = records(PAGE, "hn")
    assert (opening.id, opening.author) == ("hn:71", "ann")
    assert (opening.title, opening.link) == ("3 kilns that lasted", "https://kilns.example/three")
    assert (bo.id, bo.author, bo.parent) == ("hn:72", "bo_w", "hn:71")
    assert bo.body.text == (
        "Ash. What I wrote of it stands in the book of the pond [https://ponds.example/b],"
        " as far as I know, and it runs.\n\nIt does [1]."
    )
    assert (cy.id, cy.author, cy.parent, cy.body.text) == (
        "hn:73",
        "cy",
        "hn:72",
        "Not at cone six.",
    )


def test_what_a_picture_of_a_person_leads_to_is_no_name() -> None:
    _, bo, cy = records(LOBSTERS, "lobsters")
    assert [(p.author, p.body.text) for p in (bo, cy)] == [
        ("bo", "Ours did."),
        ("cy", "In what winter?"),
    ]


def test_the_word_for_a_change_is_no_part_of_a_name() -> None:
    page = (
        "1. 18\n   [Ponds that froze](https://ponds.example/froze)\n\n"
        "   via [ann](/~ann) 3 years ago | [2 comments](/s/aaaaaa)\n\n"
        "   [bo](/~bo)edited [3 years ago](/c/aaaaaa) | [link](/c/aaaaaa)\n\n   Ours did.\n\n"
        "   [cy](/~cy) [3 years ago](/c/bbbbbb) | [link](/c/bbbbbb)\n\n   In what winter?\n"
    )
    assert [post.author for post in records(page, "lobsters")[1:]] == ["bo", "cy"]


def test_brackets_of_other_texts_stay() -> None:
    other = PAGE.replace("user?id=", "people/").split("\n")
    assert bracketed.rounded(other, addressed._OWN) is None


def test_no_line_takes_more_than_time_in_proportion() -> None:
    top = PAGE.split("\n")
    for line in (  # of 300 kB
        "[" * 300_000, "vote?id=1" * 40_000, "[a] " * 90_000, "/~a " * 90_000,
        "]" * 300_000,
                 "vote?id=1" + "&a=b" * 90_000, "[a.gif?" * 50_000, "a" * 300_000):  # fmt: skip
        began = time.process_time()
        assert bracketed.rounded([*top, line], addressed._OWN) is not None
        assert time.process_time() - began < 2  # far more than it takes, far less than a square


def test_words_of_a_page_above_its_times_are_no_names() -> None:
    assert named("ann_w") == "ann_w"
    for words in ("level 1", "Continue this thread", "ann_w [/user/ann_w/]"):
        assert named(words) is None
