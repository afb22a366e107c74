"""Pages of Reddit's new design, as people copy them: who has a picture, who has none."""

from copies import read

from sitegen.textdump.notices import notices
from sitegen.textdump.reading import Part

ROW = "\n\n\nUpvote\n{}\n\nDownvote\nReply\nreply\n\nAward\n0 awards\n\nShare\nShare\n\n"
HEADS = ("[deleted]\n[deleted]", "ann\nOP", "u/bo avatar\nbo", "[deleted]\ncy", "[deleted]")
MIXED = "What do you make of it?\n\n" + "".join(
    f"{head}\n•\n{n}y ago\nWords of comment {n}.{ROW.format(n)}" for n, head in enumerate(HEADS, 2)
)
BARE = """The pumps of the fountain : r/Fountains
Skip to main content
Expand user menu
Go to Fountains
r/Fountains
•
2y ago
dora
The pumps of the fountain
Bug Report

It froze again.

Read more
Share
Sort by:
Comments Section
ann
•
2y ago

Herons did it.

dora
•
2y ago

They did not.

3 more replies
bo
•
2y ago
•
Edited 2y ago

Then it was the ducks.

cy
•
1y ago

It was nobody.

1 more reply
More posts you may like
Related posts
Who paints the benches?
r/Fountains
•
7mo ago
Who paints the benches?
61 upvotes · 11 comments
TOP POSTS
Reddit
reReddit: Top posts of 2025
"""


def words(part: Part, lines: tuple[str, ...]) -> str:
    return "\n".join(lines[part.first - 1 : part.last]).strip()


def test_people_without_a_picture_are_heads_among_those_with_one() -> None:
    reading = read(MIXED, "reddit")
    said = [(p.author, p.age, p.score, p.state) for p in reading.comments]
    assert said == [
        (None, "2y ago", 2, "deleted"),
        ("ann", "3y ago", 3, "visible"),
        ("bo", "4y ago", 4, "visible"),
        ("cy", "5y ago", 5, "visible"),
        (None, "6y ago", 6, "deleted"),
    ]
    lines = reading.sheet.lines
    assert [words(p, lines) for p in reading.comments] == [
        f"Words of comment {n}." for n in range(2, 7)
    ]


def test_a_word_above_an_age_is_no_name_without_a_dot() -> None:
    page = MIXED.replace("Words of comment 3.", "Ducks\n3 months ago\nand geese.")
    assert [p.author for p in read(page, "reddit").comments] == [None, "ann", "bo", "cy", None]


def test_hidden_answers_are_counted_once_and_below_the_comment_above_them() -> None:
    reading = read(BARE, "reddit")
    assert [(p.author, p.cut) for p in reading.comments] == [
        ("ann", 0),
        ("dora", 3),
        ("bo", 0),
        ("cy", 1),
    ]


def test_other_threads_below_the_comments_are_nobodys_words() -> None:
    reading = read(BARE, "reddit")
    assert words(reading.comments[-1], reading.sheet.lines) == "It was nobody."
    (said,) = notices(reading, reading.comments)
    assert said.startswith("Read from a text copy: 4 comments, all with their authors,")
