"""Of very long pages only the comments that quotations need are looked at."""

import pytest

from sitegen import textdump
from sitegen.textdump import borders, parents, quotes

HN = "Hacker News new | ask | show | jobs\nby ann 3 days ago\nThe lamp.\n\n9 comments\n\n"


def test_what_is_found_among_the_comments_that_quotations_need_is_what_is_found_among_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = [
        "The lamp was\nnever meant to burn.", "Ash.", "> was never meant to burn", "Odd, no?",
        'he said "the rope of the old pump" once', "The rope of the old pump is tar’s own.",
        'She: "of the old pump is tar\'s" and "the rope of the old"', "> odd no", "Salt > ash.",
        "https://a.example/rope/of/the/old/pump", "  > the rope\n\n  of code", "> the rope of the",
    ]  # fmt: skip
    page = HN + "".join(
        f"user{n} 3 hours ago | next [–]\n{text}\nreply\n\n" for n, text in enumerate(said * 5)
    )
    lines = textdump.split_lines(page)
    monkeypatch.setattr(parents, "MOST", 3)
    monkeypatch.setattr(quotes, "_KEPT", quotes._FEW)
    every, _ = textdump.read(lines, "hn")
    monkeypatch.setattr(quotes, "MANY", 3)
    looked = []
    facts = borders.known_bare_facts
    monkeypatch.setattr(borders, "known_bare_facts", lambda t: looked.append(t) or facts(t))
    some, _ = textdump.read(lines, "hn")
    assert every is not None
    assert some is not None
    assert len(every.quotes) > 20
    assert (some.quotes, some.comments) == (every.quotes, every.comments)
    assert looked
    assert not {"Ash."} & set(looked)
