"""Copies that clippers of web pages make: Turndown's arrows, Defuddle's quotes, front matter."""

import pytest

from sitegen import textdump
from sitegen.model import Post
from sitegen.textdump.front import front_of

HN = "https://news.ycombinator.com"
ARROW = f"![]({HN}/s.gif)\n\n[\n\n]({HN}/vote?id=1&how=up&goto=item%3Fid%3D1)\n\n"


def arrowed(name: str, number: int, words: str, said: str) -> str:
    user = rf"[{name}]({HN}/user?id={name}) " if name else ""
    links = " | ".join(f"[{word}]({HN}/item?id=1#{number})" for word in words.split())
    return (
        f"{ARROW}{user}[2 hours ago]({HN}/item?id={number}) | {links}"
        f" [\\[–\\]](javascript:void\\(0\\))\n\n  \n\n{said}\n\n[reply]({HN}/reply?id={number})\n\n"
    )


TURNDOWN = (
    f"[![]({HN}/y18.svg)]({HN})\n\n**[Hacker News]({HN}/news)** [new]({HN}/newest)\n\n"
    f"{ARROW}[Which glaze?](https://kilns.example/glaze) ([kilns.example]({HN}/from?site=k))\n\n"
    f"12 points by [ann]({HN}/user?id=ann) [3 hours ago]({HN}/item?id=1)"
    f" | [4 comments]({HN}/item?id=1)"
    "\n\n"
    + arrowed("bo", 2, "next", "Ash.\n\nIt runs.")
    + arrowed("", 3, "parent next", "\\[deleted\\]")
    + arrowed("cy", 4, "parent prev", "Not at cone six.")
    + arrowed("di", 5, "prev", "Salt.")
)

DEFUDDLE = f"""---
title: "Ask HN: Which glaze?"
source: "{HN}/item?id=1"
author:
  - "[[ann]]"
published: 2026-03-01
tags:
  - "clippings"
  - "kilns"
---
[{HN}/item?id=1]({HN}/item?id=1)

For stoneware.

---

## Comments

> **bo\\_w** · [2026-03-01]({HN}/item?id=2)
> \n> Ash.
> \n> > It runs, they say.
> \n> > **cy** · [2026-03-02]({HN}/item?id=4) · \\-3 points
> > \n> > Not at cone six.
> > \n> > > · [2026-03-02]({HN}/item?id=6) · 1 point
> > > \n> > > \\[deleted\\]
> \n> > **di** · [2026-03-03]({HN}/item?id=7)
> > \n> > See [the book](https://kilns.example/book).

> **ed** · [2026-03-03]({HN}/item?id=8)
> \n> Salt.
"""


def records(text: str, site: str) -> list[Post]:
    lines = textdump.split_lines(text)
    assert textdump.site_of(lines) == site
    reading, problems = textdump.read(lines, site)
    assert reading is not None
    assert not problems
    return [record for record in textdump.posts(reading) if isinstance(record, Post)]


def test_arrows_that_a_link_is_drawn_as_are_nobodys_words() -> None:
    opening, bo, gone, cy, di = records(TURNDOWN, "hn")
    assert (opening.id, opening.title, opening.author, opening.body.text) == (
        "hn:1",
        "Which glaze?",
        "ann",
        "",
    )
    assert opening.link == "https://kilns.example/glaze"
    assert [(p.id, p.author, p.parent, p.body.text) for p in (bo, cy, di)] == [
        ("hn:2", "bo", "hn:1", "Ash.\n\nIt runs."),
        ("hn:4", "cy", "hn:2", "Not at cone six."),
        ("hn:5", "di", "hn:1", "Salt."),
    ]
    assert (gone.id, gone.author, gone.parent, gone.state) == ("hn:3", None, "hn:2", "deleted")


def test_a_head_without_a_name_needs_its_navigation() -> None:
    text = TURNDOWN.replace("Not at cone six.", "2 hours ago it was said [–]")
    assert records(text, "hn")[3].body.text == "2 hours ago it was said [–]"


def test_linked_dates_in_quotes_tell_ids_and_parents() -> None:
    opening, bo, cy, gone, di, ed = records(DEFUDDLE, "hn")
    assert (opening.id, opening.title, opening.author, opening.body.text) == (
        "hn:1",
        "Ask HN: Which glaze?",
        "ann",
        "For stoneware.",
    )
    assert [(p.id, p.author, p.parent, p.score) for p in (bo, cy, gone, di, ed)] == [
        ("hn:2", "bo_w", "hn:1", None),
        ("hn:4", "cy", "hn:2", -3),
        ("hn:6", None, "hn:4", 1),
        ("hn:7", "di", "hn:2", None),
        ("hn:8", "ed", "hn:1", None),
    ]
    assert bo.body.text == "Ash.\n\n> It runs, they say."
    assert gone.state == "deleted"
    assert di.body.text == "See [the book](https://kilns.example/book)."
    assert {p.evidence.parent for p in (bo, cy, gone, di, ed) if p.evidence} == {"recorded"}


def test_the_thread_of_reddit_is_in_the_addresses_of_its_comments() -> None:
    at = "https://reddit.com/r/kilns/comments/9zz001"
    text = DEFUDDLE.split("\n---\n", 2)[2].replace(f"{HN}/item?id=", f"{at}/which/e000")
    opening, bo, cy, *_ = records(f"For stoneware.\n\n{text}", "reddit")
    assert (opening.id, opening.body.text) == ("reddit:t3_9zz001", "For stoneware.")
    assert (bo.id, cy.id, cy.parent) == ("reddit:t1_e0002", "reddit:t1_e0004", "reddit:t1_e0002")


@pytest.mark.parametrize(
    ("items", "author"), [(["ann"], "ann"), (["[[ann]]"], "ann"), (["ann", "bo"], None), ([], None)]
)
def test_a_list_of_one_in_front_matter_is_its_keys_value(
    items: list[str], author: str | None
) -> None:
    listed = "".join(f'  - "{item}"\n' for item in items)
    lines = textdump.split_lines(f'---\ntitle: "Glaze"\nauthor:\n{listed}---\nAsh.')
    size, told, problems = front_of(lines)
    assert (size, told.title, told.author, problems) == (4 + len(items), "Glaze", author, ())


def test_a_list_below_no_key_is_text() -> None:
    assert front_of(("---", "- salt", "title: Glaze", "---"))[0] == 0
