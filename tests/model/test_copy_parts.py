"""Where a text copy is cut: nothing is lost, no part is long, no character is cut."""

import pytest

from sitegen.model import copy_parts

TEXTS = {
    "short lines": "ok\n" * 30_000,
    "lines": "The pump is green, and the pond is as well.\n" * 3_000,
    "one line": "The pump is green. " * 5_000,
    "no spaces": "泵是绿色的" * 5_000,
    "accents": "a\u0301\u0323" * 20_000,
    "families": "\U0001f469\u200d\U0001f467 " * 10_000,
    "flags": "x\U0001f1e6\U0001f1f9" * 10_000,
    "pairs": "\ud83d\ude00" * 20_000,
    "marks alone": "\u0301" * 50_000,
    "tabs": "\t" * 20_000,
    "code": "if a < b && c > d: \"e\" or 'f'\n" * 3_000,
    "long between": "a\n" * 500 + "b " * 40_000 + "\n" + "c\n" * 500,
    "blank": "\n" * 10_000,
    "nothing": "",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_all_parts_together_are_the_text_and_none_is_long(text: str) -> None:
    whole = copy_parts.divided((), text, 20)
    pieces = [text[part.start : whole.end(n)] for n, part in enumerate(whole.parts)]
    assert "".join(pieces) == text
    assert all(copy_parts.extent(piece) < 24_000 for piece in pieces if whole.together == 1)
    assert all(len(piece) <= 24_000 for piece in pieces)
    for number, part in enumerate(whole.parts):
        assert part.line == text.count("\n", 0, part.start) + 1
        assert part.continued == (part.start > 0 and text[part.start - 1] != "\n")
        held = pieces[number].removesuffix("\n") if number + 1 < len(pieces) else pieces[number]
        assert whole.last(number) == part.line + held.count("\n")


@pytest.mark.parametrize("name", ["accents", "families", "flags", "pairs"])
def test_no_part_begins_inside_a_character(name: str) -> None:
    text = TEXTS[name]
    starts = {text[part.start] for part in copy_parts.divided((), text, 20).parts[1:]}
    assert starts <= {"a", "\U0001f469", " ", "x", "\ud83d"}
    assert starts


def test_a_line_is_found_in_the_part_where_it_begins() -> None:
    text = TEXTS["long between"]
    whole = copy_parts.divided((), text, 20)
    begun = whole.begun()
    assert {part.line for part in whole.parts if part.continued} == {501}
    for number, line in enumerate(range(1, text.count("\n") + 2)):
        at = sum(len(of) + 1 for of in text.split("\n")[:number]) if number > 495 else number * 2
        part = copy_parts.part_of(begun, line)
        assert whole.parts[part].start <= at
        assert at < whole.end(part) or at == len(text)


def test_words_without_a_language_make_smaller_parts() -> None:
    words = copy_parts.divided((), "pump pond " * 10_000, 20).parts
    digits = copy_parts.divided((), ("0123456789abcdef" * 5 + "\n") * 1_250, 20).parts
    assert len(digits) > 1.4 * len(words)


def test_a_copy_of_which_all_fits_is_one_part() -> None:
    assert len(copy_parts.divided((), "ok\n" * 200, 20).parts) == 1
    assert not copy_parts.is_long(copy_parts.extent("ok\n" * 200), 20)
