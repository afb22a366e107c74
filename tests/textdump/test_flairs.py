"""Names to which a flair of one word is glued are not shown as names."""

from copies import read

HEAD = """Who turned off the fountain? (self.fountains)
submitted 8 hours ago by quietMill

It was on yesterday.

4 commentssharesavehidereportcrosspost
all 4 comments
sorted by: best
"""


def authors(*names: str) -> list[tuple[str | None, tuple[str, ...]]]:
    posts = (
        f"[–]{name} 3 points {n + 1} hours ago (0 children)\nThe pump froze {n} times.\n"
        "permalinkembedsavereportreply\n"
        for n, name in enumerate(names)
    )
    reading = read(HEAD + "".join(posts), "reddit")
    return [(part.author, part.labels) for part in reading.comments]


def test_without_flairs_a_capital_within_a_name_is_a_name() -> None:
    assert authors("ann_w", "SmallPond", "bo9") == [("ann_w", ()), ("SmallPond", ()), ("bo9", ())]


def test_a_flair_of_more_words_shows_that_the_page_has_flairs() -> None:
    assert authors("ann_wPond owner", "boMiller", "cy") == [
        (None, ("ann_wPond owner",)),
        (None, ("boMiller",)),
        ("cy", ()),
    ]


def test_names_that_end_alike_end_in_a_flair() -> None:
    assert authors("ann_wMiller", "bo_bMiller", "SmallPond") == [
        (None, ("ann_wMiller",)),
        (None, ("bo_bMiller",)),
        ("SmallPond", ()),
    ]


def test_what_goes_on_behind_a_name_of_the_page_is_a_flair() -> None:
    assert authors("ann_w", "ann_wMiller")[1] == (None, ("ann_wMiller",))


def test_what_is_longer_than_names_are_is_no_name() -> None:
    assert authors("pondkeeper_of_the_nMiller", "cy") == [
        (None, ("pondkeeper_of_the_nMiller",)),
        ("cy", ()),
    ]


def test_who_is_named_without_a_flair_keeps_the_name() -> None:
    assert authors("quietMill", "ann_wPond owner")[0] == ("quietMill", ())


def test_a_flair_on_a_line_of_its_own_is_parted_from_the_name() -> None:
    row = "permalink\nembed\nsave\nreport\nreply\n"
    post = "[–]\n{}\n{}3 points\n2 hours ago\n(0 children)\n{}\n" + row
    text = HEAD + post.format("ann_w", "Miller\n", "The pump froze.")
    text += post.format("bo", "", "It did not.")
    reading = read(text, "reddit")
    lines = reading.sheet.lines
    assert [(part.author, lines[part.first - 1]) for part in reading.comments] == [
        ("ann_w", "The pump froze."),
        ("bo", "It did not."),
    ]
