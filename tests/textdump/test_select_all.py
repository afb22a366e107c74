"""A select-all copy of the site's own page: navigation tells parents, and never a wrong one."""

import random

from sitegen import textdump
from sitegen.textdump.reading import Part

HEAD = "Hacker News new | past | comments\nA title (host.example)\n3 points by ann 2 days ago\n\n"


def tree(count: int, chance: random.Random) -> list[int]:
    """Parents of comments in depth-first order; 0 is the opening post."""
    parents, spine = [], [0]
    for number in range(1, count + 1):
        del spine[chance.randint(1, len(spine)) :]
        parents.append(spine[-1])
        spine.append(number)
    return parents


def page(parents: list[int]) -> str:
    """The page as the site writes it: root, parent, prev, next."""
    text = HEAD
    for number, parent in enumerate(parents, start=1):
        grand = parents[parent - 1] if parent else 0
        siblings = [n for n, other in enumerate(parents, start=1) if other == parent]
        words = ["root"] * bool(parent and grand) + ["parent"] * bool(parent)
        words += ["prev"] * (siblings[0] != number) + ["next"] * (siblings[-1] != number)
        nav = "".join(f" | {word}" for word in words)
        text += f"user{number} {number} hours ago{nav} [–]\nwords of {number}\nreply\n\n"
    return text


def read(text: str) -> tuple[Part, ...]:
    reading, _ = textdump.read(textdump.split_lines(text), "hn")
    assert reading is not None
    assert reading.sheet.shape == "select-all"
    return reading.comments


def test_every_parent_that_is_called_recorded_is_the_true_one() -> None:
    chance = random.Random(5)
    sure = total = right = 0
    for _ in range(60):
        parents = tree(chance.randint(2, 40), chance)
        comments = read(page(parents))
        assert [part.author for part in comments] == [f"user{n + 1}" for n in range(len(parents))]
        for part, true in zip(comments, parents, strict=True):
            total += 1
            right += part.parent == true
            if part.answers.tier == "recorded":
                sure += 1
                assert part.parent == true
    assert sure / total > 0.8
    assert right / total > 0.85


def test_all_words_of_navigation_are_read_without_the_mark_at_the_end() -> None:
    comments = read(page([0, 1, 2, 2, 0]).replace(" [–]", ""))
    assert [part.parent for part in comments] == [0, 1, 2, 2, 0]


def test_the_opening_is_taken_from_above_the_comments() -> None:
    reading, _ = textdump.read(textdump.split_lines(page([0, 1])), "hn")
    assert reading is not None
    assert (reading.sheet.title, reading.opening.author) == ("A title", "ann")
