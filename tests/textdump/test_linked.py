"""Copies that a program wrote as Markdown with links, and without tables, are read as the page."""

from sitegen import textdump
from sitegen.model import Post

HN = r"""[Hacker News](https://news.ycombinator.com/news)

[new](newest) | [past](front) | [comments](newcomments) | [ask](ask)

[Who turned off the fountain?](https://host.example/a-fountain) ([host.example](from?site=h))

57 points by [ann](user?id=ann) [5 hours ago](https://news.ycombinator.com/item?id=71) | [hide](h) | [3 comments](item?id=71)

[bo](user?id=bo) [4 hours ago](https://news.ycombinator.com/item?id=72) | [next](#74) [\[–\]](javascript:void\(0\))

The pump froze, see the
[report](https://host.example/report).

> A line that was
> quoted.

[reply](reply?id=72)

[cy](user?id=cy) [3 hours ago](item?id=73) | [parent](#72) | [next](#74) [\[–\]](javascript:void\(0\))

It did not.

[di](user?id=di) [2 hours ago](item?id=74) | [prev](#72) [\[–\]](javascript:void\(0\))

Herons.
"""  # noqa: E501

LOBSTERS = """[Active](/active) [Recent](/recent)

  1. [18](/login)

[Who turned off the
fountain?](/s/abc123/who) [☶](/s/abc123/who "What a link
shows when it is pointed at, of

two paragraphs")
     * [ask](/t/ask "Questions")

authored by [![](/a/ann.png)](/~ann) [ann](/~ann) 3 years ago |  4 comments

It was on.

  1.      1. [12](/login "12")

[![](/a/bo.png)](/~bo) [bo](/~bo) [3 years
ago](/c/bbbbbb)

The pump froze.

        1. [3](/login "3")

[cy](/~cy) [3 years ago](/c/cccccc)

It did not.

          1. [2](/login "2")

[di](/~di) edited [3 years ago](/c/dddddd)

It did.

     2. [5](/login "5")

[ed](/~ed) [2 years ago](/c/eeeeee)

Herons.
"""


def records(text: str, site: str) -> list[Post]:
    lines = textdump.split_lines(text)
    assert textdump.site_of(lines) == site
    reading, problems = textdump.read(lines, site)
    assert reading is not None
    assert not problems
    return [record for record in textdump.posts(reading) if isinstance(record, Post)]


def test_a_page_of_hacker_news_keeps_names_parents_and_ids() -> None:
    opening, bo, cy, di = records(HN, "hn")
    assert (opening.id, opening.author, opening.score) == ("hn:71", "ann", 57)
    assert (opening.title, opening.link) == (
        "Who turned off the fountain?",
        "https://host.example/a-fountain",
    )
    assert bo.body.text == "The pump froze, see the report.\n\n> A line that was quoted."
    assert [(p.id, p.author, p.parent) for p in (bo, cy, di)] == [
        ("hn:72", "bo", "hn:71"),
        ("hn:73", "cy", "hn:72"),
        ("hn:74", "di", "hn:71"),
    ]


def test_the_numbers_of_nested_lists_tell_the_parents_of_a_page_of_lobsters() -> None:
    opening, *rest = records(LOBSTERS, "lobsters")
    assert (opening.title, opening.author) == ("Who turned off the fountain?", "ann")
    assert opening.body.text == "It was on."
    parents = {post.id: post.author for post in (opening, *rest)}
    assert [(post.author, post.score, parents[post.parent or ""]) for post in rest] == [
        ("bo", 12, "ann"),
        ("cy", 3, "bo"),
        ("di", 2, "cy"),
        ("ed", 5, "ann"),
    ]
    assert [post.body.text for post in rest] == [
        "The pump froze.",
        "It did not.",
        "It did.",
        "Herons.",
    ]


def test_a_person_who_links_to_people_once_is_left_alone() -> None:
    text = "See [ann](https://lobste.rs/~ann) and\nthe [pump](https://host.example/pump)\n"
    reading, _ = textdump.read(textdump.split_lines(text), "hn")
    assert reading is not None
    assert reading.sheet.lines == tuple(text.split("\n"))
