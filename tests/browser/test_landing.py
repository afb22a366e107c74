"""Links to comments of a page of 1,000, which is laid out as it comes into view, for the most part:
each leads to its comment, with and without JavaScript, whatever was folded before.
"""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_site import SmallSite, node

Open = Callable[..., Any]
COMMENTS = 1000
_SENTENCE = "The lamp at the end of the pier was out again, and nobody had seen who put it out. "

_WHERE = """id => {
  const item = document.getElementById(id), whole = document.documentElement;
  const atEnd = scrollY + innerHeight >= whole.scrollHeight - 2;
  return [item.checkVisibility(), item.getBoundingClientRect().top, atEnd];
}"""
_FOLD = "document.querySelectorAll('.comments details').forEach(fold => { fold.open = false })"


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A thread of all shapes: quick answers, chains, comments with many replies."""
    chance = random.Random(20)
    answers: list[list[int]] = [[] for _ in range(COMMENTS + 1)]
    for number in range(1, COMMENTS + 1):
        at = chance.choices((0, number - 1, chance.randrange(number)), (1, 5, 4))[0]
        answers[at].append(number)

    def tree(at: int) -> dict[str, Any]:
        text = _SENTENCE * chance.choice((1, 2, 3, 5, 12))
        fields = {"text": f"<p>{text}</p>"} if at else {"title": "The lamp"}
        return node(1000 + at, *map(tree, answers[at]), **fields)

    site = SmallSite(tmp_path_factory.mktemp("landing") / "site")
    site.config("[build]\nthread_comments = 0\nthread_kilobytes = 10000\n")
    site.dump("a.json", tree(0))
    assert site.build().failures == ()
    return site.output / "t" / "hn" / "1000" / "index.html"


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("before", ["as it is", "all is folded", "top level only"])
def test_every_link_lands_on_its_comment(
    long: Path, page: Open, before: str, scripts: bool
) -> None:
    sheet = page(long, width=390, scripts=scripts)
    if before == "top level only":
        sheet.get_by_label(before).check()
    ids = sheet.eval_on_selector_all("li[id]", "all => all.map(item => item.id)")
    assert len(ids) == COMMENTS
    missed = []
    for anchor in ids[7::60]:
        if before == "all is folded":
            sheet.evaluate(_FOLD)
            sheet.wait_for_timeout(60)
        sheet.goto(f"{long.as_uri()}#{anchor}")
        for _ in range(6):
            sheet.wait_for_timeout(40)
            shown, top, at_end = sheet.evaluate(_WHERE, anchor)
        if not shown or (abs(top - 8) > 16 and not (at_end and top > 0)):
            missed.append((anchor, top))
    assert missed == []
