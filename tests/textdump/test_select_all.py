"""A select-all copy of the site's own page: navigation tells parents, and never a wrong one."""

import random
import re
from html import unescape

import pytest
from shared_dumps import shared_folder

from sitegen import sources, textdump
from sitegen.model import Post, assemble
from sitegen.sources.source import Dump
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
            if part.answers.tier == "recorded":
                sure += 1
                assert part.parent == true
    assert total > 500
    assert named == begun == total
    assert sure / total > 0.87  # which ancestor a later answer has, the words do not always tell
    assert near / total > 0.9
