"""What is folded at first, and what is not moved in any further."""

import re
from pathlib import Path

from small_site import SmallSite, node


def shown(site: SmallSite, *comments: dict[str, object]) -> str:
    site.dump("a.json", node(1, *comments, title="One"))
    assert site.build().failures == ()
    return site.page("t/hn/1/index.html")


def test_comments_of_programs_are_folded_unless_told_otherwise(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    comments = (node(2, author="deploy[bot]"), node(3, node(4), author="haiku-bot"), node(5))
    page = shown(site, *comments)
    assert len(re.findall("<details><summary>", page)) == 2
    assert "<details><summary>Folded comment</summary>" in page
    assert "<details><summary>1 reply</summary>" in page
    site.config("[theme.options]\nfold_bots = false\n")
    assert "<details><summary>" not in shown(site, *comments)


def test_a_talk_of_two_people_is_not_moved_in_further(tmp_path: Path) -> None:
    names = ("ann", "ben", "ann", "ben", "ann", "cleo", "ben")
    talk = None
    for number, name in reversed(list(enumerate(names, 10))):
        talk = node(number, *([talk] if talk else []), author=name)
    page = shown(SmallSite(tmp_path), talk)
    lists = re.findall(r"<ol(?: class=(flat))?><li id=c-(\d+)", page)
    assert [number for flat, number in lists if flat] == ["12", "13", "14"]
