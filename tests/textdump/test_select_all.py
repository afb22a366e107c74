"""A select-all copy of the site's own page: navigation tells parents, and never a wrong one."""

import json
import random
import re
from html import unescape
from pathlib import Path

import pytest
from shared_dumps import shared_folder

from sitegen import sources, textdump
from sitegen.model import Post, assemble
from sitegen.sources.source import Dump
from sitegen.textdump import fixes
from sitegen.textdump.notices import notices
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


def page(parents: list[int], said: list[tuple[str, str]] | None = None) -> str:
    """The page as the site writes it: root, parent, prev, next. `said`: authors and bodies."""
    text = HEAD
    said = said or [(f"user{n}", f"words of {n}") for n in range(1, len(parents) + 1)]
    for number, parent in enumerate(parents, start=1):
        author, body = said[number - 1]
        grand = parents[parent - 1] if parent else 0
        siblings = [n for n, other in enumerate(parents, start=1) if other == parent]
        words = ["root"] * bool(parent and grand) + ["parent"] * bool(parent)
        words += ["prev"] * (siblings[0] != number) + ["next"] * (siblings[-1] != number)
        nav = "".join(f" | {word}" for word in words)
        text += f"{author} {number} hours ago{nav} [–]\n{body}\nreply\n\n"
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


def head_words(parents: list[int]) -> list[frozenset[str]]:
    """What the site says of each comment, but "next"."""
    heads = [line.removesuffix(" [–]") for line in page(parents).split("\n") if "[–]" in line]
    return [frozenset(head.split(" | ")[1:]) - {"next"} for head in heads]


def every_tree(count: int) -> list[list[int]]:
    """All trees of so many comments in depth-first order."""
    trees = [([0], [0, 1])]
    for number in range(2, count + 1):
        trees = [
            ([*parents, spine[depth]], [*spine[: depth + 1], number])
            for parents, spine in trees
            for depth in range(len(spine))
        ]
    return [parents for parents, _ in trees]


def test_a_parent_is_recorded_if_and_only_if_no_other_tree_has_the_same_words() -> None:
    trees = every_tree(7)
    told: dict[tuple[frozenset[str], ...], list[list[int]]] = {}
    for parents in trees:
        told.setdefault(tuple(head_words(parents)), []).append(parents)
    assert len(trees) == 429
    for same in told.values():
        for number, part in enumerate(read(page(same[0]))):
            possible = {parents[number] for parents in same}
            assert part.parent in possible
            assert (part.answers.tier == "recorded") == (len(possible) == 1)
            assert set(part.among) == (possible if len(possible) > 1 else set())


def test_what_the_words_leave_open_is_weighed() -> None:
    said = [("ann", "Why is the lamp dark?"), ("bo", "The pump froze over in January, they said")]
    said += [
        ("cy", "Ducks like it."),
        ("di", "Herons too."),
        ("eve", "> The pump froze over\n\nNo."),
    ]
    first, *_, last = read(page([0, 1, 2, 3, 2], said))
    assert (first.parent, last.parent, last.among) == (0, 2, (2, 3))
    assert (last.answers.tier, last.answers.rule) == ("inferred", "quote")


def test_a_guess_among_ancestors_is_seldom_ones_own_comment() -> None:
    said = [
        ("ann", "Lamps."),
        ("bo", "Herons."),
        ("cy", "Ducks like the old pond."),
        ("di", "Mills."),
    ]
    said += [("fay", "Stones."), ("cy", "Ducks like the old pond in January.")]
    *_, last = read(page([0, 1, 2, 3, 4, 3], said))
    assert last.among == (2, 3, 4)
    assert last.parent != 3


def test_all_words_of_navigation_are_read_without_the_mark_at_the_end() -> None:
    comments = read(page([0, 1, 2, 2, 0]).replace(" [–]", ""))
    assert [part.parent for part in comments] == [0, 1, 2, 2, 0]


def test_the_opening_is_taken_from_above_the_comments() -> None:
    reading, _ = textdump.read(textdump.split_lines(page([0, 1])), "hn")
    assert reading is not None
    assert (reading.sheet.title, reading.opening.author) == ("A title", "ann")


REAL = shared_folder() / "data" / "hn-html"


def real_threads() -> list[tuple[list[int], list[tuple[str, str]]]]:
    """(parents, (author, body) of each comment) of the pages that hold a whole thread."""
    found = []
    for path in sorted(REAL.glob("*.html")):
        dump = Dump(path.name, path)
        told = [r for r in sources.read(sources.by_name("hn-html"), dump) if isinstance(r, Post)]
        for root in (post for post in told if post.title):
            held = [post for post in told if root.id in (post.root, post.id)]
            comments = assemble(root.id, held).comments
            if len(comments) < 10 or any(not comment.post.author for comment in comments):
                continue
            number = {comment.post.id: n for n, comment in enumerate(comments, start=1)}
            parents = [number.get(comment.post.parent or "", 0) for comment in comments]
            found.append((parents, [(c.post.author or "", plain(c.post)) for c in comments]))
    return found


def plain(post: Post) -> str:
    """A body as a browser copies it."""
    text = re.sub(r"<p>|<pre>", "\n\n", post.body.text)
    return unescape(re.sub(r"<[^>]*>", "", text)).strip()


@pytest.mark.skipif(not REAL.is_dir(), reason="the real pages are not on this machine")
def test_copies_of_real_pages_keep_authors_and_borders_and_nearly_all_parents() -> None:
    total = named = begun = sure = near = 0
    for parents, said in real_threads():
        comments = read(page(parents, said))
        assert len(comments) == len(parents)
        for part, true, (author, _) in zip(comments, parents, said, strict=True):
            total += 1
            named += part.author == author
            begun += part.border.tier == "recorded"
            near += part.parent == true
            if part.answers.tier != "guessed":
                sure += 1
                assert part.parent == true
    assert total > 500
    assert named == begun == total
    assert sure / total > 0.89  # the words alone tell .875: see the test of all trees
    assert near / total > 0.94


MARKED = shared_folder() / "textdump" / "dev"


@pytest.mark.skipif(not MARKED.is_dir(), reason="the marked pages are not on this machine")
def test_copies_of_the_marked_threads_keep_nearly_all_parents() -> None:
    total = told = sure = right = 0
    for path in sorted(MARKED.glob("*.gold.json")):
        gold = json.loads(path.read_text())["comments"]
        lines = Path(str(path).replace(".gold.json", ".txt")).read_text().split("\n")
        parents = [comment["parent"] for comment in gold]
        said = [(f"user{c['n']}", "\n".join(lines[c["first"] - 1 : c["last"]])) for c in gold]
        for part, true in zip(read(page(parents, said)), parents, strict=True):
            total += 1
            told += part.answers.tier == "recorded"
            right += part.parent == true
            if part.answers.tier != "guessed":
                sure += 1
                assert part.parent == true
    assert total > 2500
    assert told / total > 0.935
    assert sure / total > 0.945
    assert right / total > 0.97


def test_a_person_may_correct_a_parent_that_the_words_leave_open_or_tell() -> None:
    place = fixes.Place(text="words of 5", parent="words of 3")
    text = page([0, 1, 2, 3, 2])
    fixed = fixes.Fixes(comment=(place,))
    reading, problems = textdump.read(textdump.split_lines(text), "hn", fixed)
    assert reading is not None
    assert not problems
    assert reading.comments[4].parent == 3
    assert reading.comments[4].answers.rule == "corrected by hand"
    assert [part.parent for part in reading.comments[:4]] == [0, 1, 2, 3]


def test_what_the_reader_wrote_is_a_comment_with_words_of_its_own() -> None:
    page = (
        "Words of somebody above.\n\nreply\n\t\n*\n\t\n"
        "2 points by ann 4 hours ago | parent | next [–]\n\nI painted it.\n\nreply\n\t\n\t\n"
        "bo 2 hours ago | parent | prev | next [–]\n\nIn which colour?\n\nreply\n\t\n*\n\t\n"
        "1 point by ann 2 minutes ago | root | parent | next | edit | delete [–]\n\nGreen.\n\n"
        "reply\n\t\n\t\ncy 3 hours ago | unvote | prev [–]\n\nWell done.\n\nreply\n"
    )
    lines = textdump.split_lines(page)
    reading, _ = textdump.read(lines, "hn")
    assert reading is not None
    assert reading.opening.author is None
    assert [(part.author, part.score) for part in reading.comments] == [
        ("ann", 2),
        ("bo", None),
        ("ann", 1),
        ("cy", None),
    ]
    assert reading.comments[2].parent == 2


def test_words_below_the_page_do_not_say_that_all_authors_are_lost() -> None:
    page = (
        "ann 4 hours ago | next [–]\n\nThe pump froze.\n\nbo 3 hours ago | prev | next [–]\n\n"
        "Herons.\n\ncy 2 hours ago | prev [–]\n\nDucks.\n\n\n\n## Notes\n\nAsk the gardener.\n"
    )
    reading, _ = textdump.read(textdump.split_lines(page), "hn")
    assert reading is not None
    assert len(reading.comments) == 4
    (said,) = notices(reading, reading.comments)
    assert said.startswith("Read from a text copy: 4 comments, 3 with an author,")
