"""Links to comments of a page of 1,000, which is laid out as it comes into view, for the most part:
each leads to its comment, with and without JavaScript, whatever was folded before.
"""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_site import SmallSite, node
from waiting import SOON, until

Open = Callable[..., Any]
COMMENTS = 1000
THREAD = "output/t/hn/1000/index.html"
LOOKS = 6  # that find a comment in its place, one after the other: it has come to rest there
_SENTENCE = "The lamp at the end of the pier was out again, and nobody had seen who put it out. "

_WHERE = """id => {
  const item = document.getElementById(id), whole = document.documentElement;
  const atEnd = scrollY + innerHeight >= whole.scrollHeight - 2;
  return [item.checkVisibility(), item.getBoundingClientRect().top, atEnd];
}"""
_FOLD = "document.querySelectorAll('.comments details').forEach(fold => { fold.open = false })"


def lead(sheet: Any, path: Path, anchors: list[str], *, fold: bool) -> None:
    """Links of the page lead to these, one after the other; `fold` closes all comments before."""
    for anchor in anchors:
        if fold:
            sheet.evaluate(_FOLD)
            sheet.wait_for_timeout(60)
        sheet.goto(f"{path.as_uri()}#{anchor}")
        rests(sheet, anchor)


def rests(sheet: Any, anchor: str) -> None:
    """Waits until a comment has come to rest where a link to it leads."""
    tops: list[float] = []
    there: list[bool] = []

    def found() -> bool:
        sheet.wait_for_timeout(40)
        shown, top, at_end = sheet.evaluate(_WHERE, anchor)
        tops.append(top)
        there.append(shown and (abs(top - 8) <= 16 or (at_end and top > 0)))
        return len(there) >= LOOKS and all(there[-LOOKS:])

    until(found, lambda: (anchor, tops[-LOOKS:]), SOON)


@pytest.fixture(scope="session")
def long(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
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

    return once("landing", lambda folder: _build(folder, tree(0))) / THREAD


def _build(folder: Path, thread: dict[str, Any]) -> None:
    """A thread on one page."""
    site = SmallSite(folder)
    site.config("[build]\nthread_comments = 0\nthread_kilobytes = 10000\n")
    site.dump("a.json", thread)
    assert site.build().failures == ()


@pytest.mark.long
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
    lead(sheet, long, ids[7::60], fold=before == "all is folded")


@pytest.fixture(scope="session")
def uneven(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Discussions too long for a chunk, after comments without answers and a folded one.
    Each begins with a chunk of one comment, guessed too high, before chunks that stay folded.
    """

    def answered(at: int) -> dict[str, Any]:
        return node(at, *(node(at + n, text=_SENTENCE * 3) for n in range(1, 10)))

    def discussion(at: int) -> list[dict[str, Any]]:
        alone = [node(at + n, text=_SENTENCE * 2) for n in range(1, 7)]
        below = node(at, alone[0], *map(answered, range(at + 10, at + 170, 10)), *alone[1:3])
        return [*alone[3:], answered(at + 170), below]

    whole = [one for at in range(2000, 3600, 200) for one in discussion(at)]
    folder = tmp_path_factory.mktemp("uneven")
    _build(folder, node(1000, *whole, title="The lamp"))
    return folder / THREAD


def test_a_link_lands_on_a_chunk_that_had_to_be_opened(uneven: Path, page: Open) -> None:
    """Without scripts: what a browser keeps in its place then may be what comes after."""
    sheet = page(uneven, width=390, scripts=False)
    anchors = [f"c-{at + 1}" for at in range(2000, 3600, 200)]
    for anchor in anchors:
        assert sheet.locator(f"[id='{anchor}']").get_attribute("class").startswith("z")
    lead(sheet, uneven, anchors, fold=True)
