"""Where all comments of a page are from, told once for a script."""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from small_site import SmallSite, node

from sitegen.build.originals import pattern

HN = "https://news.ycombinator.com/item?id="
REDDIT = "https://www.reddit.com/r/x/comments/abl/title/"


@pytest.mark.parametrize(
    ("comments", "told"),
    [
        ([("c-12", f"{HN}12", "visible"), ("c-13", f"{HN}13", "dead")], f"{HN} "),
        ([("c-t1_ed1", f"{REDDIT}ed1/", "visible"), ("c-t1_ed2", f"{REDDIT}ed2/", "visible")],
         f"{REDDIT} /"),
        ([("c-~comment-7", "https://x.org/52#comment-7", "visible")], "https://x.org/52# "),
        ([("c-52/comment-7", "https://x.org/52#comment-7", "visible")], "https://x.org/52# "),
        ([("c-12", f"{HN}12", "visible"), ("c-13", "", "missing")], f"{HN} "),
        ([("c-13", "", "missing"), ("c-12", f"{HN}12", "visible")], f"{HN} "),
        # None: an address that lacks, one of another shape, of another post, none at all, no id.
        ([("c-12", f"{HN}12", "visible"), ("c-13", "", "visible")], ""),
        ([("c-12", f"{HN}12", "visible"), ("c-13", "https://x.org/13", "visible")], ""),
        ([("c-12", f"{HN}12", "visible"), ("c-13", f"{HN}14", "visible")], ""),
        ([("c-13", "", "missing")], ""),
        ([("c-x_", f"{HN}12", "visible")], ""),
        ([], ""),
        # What an address must not be.
        ([("c-12", "javascript:12", "visible")], ""),
        ([("c-12", "https://x.org/ 12", "visible")], ""),
        ([("c-https", "https://x.org/", "visible")], ""),
        # Ids that would be a part of the host.
        ([("c-12", "https://12/", "visible")], ""),
        ([("c-a.org", "https://a.org", "visible"), ("c-evil.org", "", "missing")], ""),
        ([("c-80", "https://x.org:80", "visible")], ""),
        ([("c-x.org/12", "https://www.x.org\\\\12", "visible")], ""),
        ([("c-12", "https://x.org?id=12", "visible")], "https://x.org?id= "),
    ],
)  # fmt: skip
def test_addresses_have_a_pattern_only_where_it_tells_them_all(
    comments: list[tuple[str, str, str]], told: str
) -> None:
    assert pattern(comments) == told


def test_a_page_tells_it_once_and_its_comments_lead_nowhere_else(tmp_path: Path) -> None:
    site = SmallSite(tmp_path / "site")
    site.dump("1.json", node(1, node(2, text="Yes."), node(3, text="No."), title="One"))
    site.build()
    tree = LexborHTMLParser(site.page("t/hn/1/index.html"))
    assert tree.css_first("section").attributes["data-originals"].split(" ")[0] == HN
    assert tree.css(f".comments a[href^='{HN}']") == []
    assert len(tree.css(f".meta a[href='{HN}1']")) == 1
