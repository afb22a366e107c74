"""Posts of a reading: only what is sure nests, and nobody gets words that may be another's."""

from datetime import date

import pytest

from sitegen import textdump
from sitegen.model import Gap, Post, assemble
from sitegen.model.copied_text import LIKELY
from sitegen.textdump.fixes import Fixes, Place

TOP = "Hacker News new | ask | show | jobs\nby ann 34 days ago\nThe lamp is out.\n2 comments\n\n"


def posts(text: str, corrections: Fixes | None = None) -> list[Post]:
    lines = textdump.split_lines(text)
    reading, problems = textdump.read(lines, "hn", corrections or Fixes())
    assert reading is not None
    assert not problems
    return [post for post in textdump.posts(reading) if isinstance(post, Post)]


def test_certain_borders_make_posts_and_lines_put_in_above_leave_their_ids() -> None:
    opening, first, second = posts(TOP + "Which lamp?\nThe tall one, and the short one too.")
    assert opening.author == "ann"
    assert opening.labels == ("34 days ago",)
    later = posts(TOP + "Which lamp?\nIs it one?\nThe tall one, and the short one too.")
    assert {first.id, second.id} < {post.id for post in later}
    assert first.evidence is not None
    assert (first.evidence.border, first.evidence.rule) == ("inferred", "grammar")
    assert first.evidence.parent == "inferred"


def test_the_same_page_in_another_shape_is_the_same_thread() -> None:
    flat = TOP.replace("\n\n", "\n") + "Which lamp?\nThe tall one."
    assert posts(flat)[0].id == posts(TOP + "Which lamp?")[0].id


def test_in_a_flat_copy_only_the_first_paragraph_is_the_named_persons() -> None:
    lines = [f"Paragraph {n} of somebody, and it may be of anybody." for n in range(6)]
    opening, *rest = posts("Comment by ann\n3 hours ago\n" + "\n".join(lines))
    assert opening.body.text == lines[0]
    assert [post.author for post in rest] == [None] * len(rest)
    assert "\n\n".join(post.body.text for post in rest) == "\n\n".join(lines[1:])
    assert opening.evidence is not None
    assert "may be replies by others" in opening.evidence.notices[0]


def test_doubtful_borders_are_doubts_inside_a_post() -> None:
    text = TOP + "\n\n".join(f"Words {n} that go on about the lamp." for n in range(9)) + "\nEnd."
    lines = textdump.split_lines(text)
    reading, _ = textdump.read(lines, "hn")
    assert reading is not None
    shown = [post for post in textdump.posts(reading) if isinstance(post, Post)][1:]
    begins = {post.evidence.first for post in shown if post.evidence}
    for line, chance in reading.chances.items():
        if chance < LIKELY and line != shown[0].evidence.first:  # type: ignore[union-attr]
            assert line not in begins
    for post in shown:
        assert post.evidence is not None
        for index, chance in post.evidence.doubts:
            assert reading.chances[post.evidence.lines[index]] == pytest.approx(chance, abs=0.01)


def test_unsure_parents_do_not_nest_and_the_order_of_the_copy_stays() -> None:
    text = TOP + "\n".join(f"Remark {n} about one of the lamps." for n in range(30))
    told = posts(text)
    thread = assemble(told[0].id, told)
    assert [comment.post.id for comment in thread.comments] == [post.id for post in told[1:]]
    for comment in thread.comments:
        evidence = comment.post.evidence
        assert evidence is not None
        if evidence.parent == "guessed":
            assert comment.depth == 0 or evidence.probable != comment.post.parent


def test_what_stands_between_a_comment_and_its_sure_answer_nests_below_it() -> None:
    quoted = "The tall lamp by the quay has been out since the storm."
    text = (
        TOP.replace("2 comm", "4 comm")
        + f"{quoted}\nWho says so?\nThe harbour master.\n> {quoted}\n\nSince before that."
    )
    told = posts(text)
    assert [post.parent for post in told[1:]] == [told[0].id, told[1].id, told[1].id, told[1].id]
    assert told[4].evidence is not None
    assert (told[4].evidence.parent, told[4].evidence.parent_rule) == ("inferred", "quote")
    assert told[4].evidence.quotes == ((0, told[1].id, 6),)


def test_an_age_becomes_a_time_only_when_the_copy_is_dated() -> None:
    assert posts(TOP + "Which lamp?")[0].created is None
    dated = Fixes(captured=date(2026, 6, 20))
    opening = posts(TOP + "Which lamp?", dated)[0]
    assert opening.created is not None
    assert opening.created.date().isoformat() == "2026-05-17"
    assert opening.evidence is not None
    assert opening.evidence.precision == "day"


def test_counts_make_the_sentence_at_the_top() -> None:
    opening = posts(TOP + "Which lamp?\nThe tall one.")[0]
    assert opening.evidence is not None
    assert opening.evidence.notices == (
        "Read from a text copy that lost authors and nesting: 2 comments found, 2 sure, 0 likely;"
        " the copy says 2 comments.",
    )


def test_replies_that_a_page_cuts_are_known_to_be_missing() -> None:
    text = "Comment by ann\n3 hours ago\nThe lamp.\n4 replies →\nThe other lamp."
    reading, _ = textdump.read(textdump.split_lines(text), "hn")
    assert reading is not None
    gaps = [record for record in textdump.posts(reading) if isinstance(record, Gap)]
    assert [gap.count for gap in gaps] == [4]


def test_a_correction_names_an_author() -> None:
    place = Place(text="Which lamp", author="bea", parent="opening")
    told = posts(TOP + "Which lamp?\nThe tall one.", Fixes(comment=(place,)))
    assert [post.author for post in told] == ["ann", "bea", None]


def test_a_copy_divided_by_hand_says_so() -> None:
    lamp = Place(text="the tall one", parent="opening")
    opening = posts(TOP + "Which lamp?\nThe tall one.", Fixes(comment=(lamp,), complete=True))[0]
    assert opening.evidence is not None
    assert any("corrected by hand" in said for said in opening.evidence.notices)
