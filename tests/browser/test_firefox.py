"""What readers do, in Firefox. The other tests in a browser run in Chromium, whose layout and
scrolling are other code.
"""

from pathlib import Path

from conftest import hosted
from firefox import Firefox
from layout import LAY_OUT
from small_site import SmallSite, node
from waiting import SOON, until

THREAD = "t/hn/923020411/index.html"
LONG = "t/hn/924050318/index.html"  # of some 370 comments, for the most part not laid out at first

_IDS = "[...document.querySelectorAll('.comments li[id]')].map(item => item.id)"
_FOLD = "document.querySelectorAll('.comments details').forEach(fold => { fold.open = false })"
_HERE = "document.activeElement.closest('li[id]')?.id"


def lands(firefox: Firefox, anchor: str) -> None:
    """Waits until a comment stays where a link to it leads."""
    tops: list[tuple[bool, float, bool]] = []

    def found() -> bool:
        tops.append(
            firefox.tell(f"""(() => {{
          const item = document.getElementById('{anchor}'), whole = document.documentElement;
          const atEnd = scrollY + innerHeight >= whole.scrollHeight - 2;
          return [item.checkVisibility(), item.getBoundingClientRect().top, atEnd];
        }})()""")
        )
        there = [shown and (abs(top - 8) <= 16 or (end and top > 0)) for shown, top, end in tops]
        return len(there) > 5 and all(there[-5:])

    until(found, lambda: (anchor, tops[-5:]), SOON)


def test_links_lead_to_comments_whatever_was_folded(demo: Path, firefox: Firefox) -> None:
    address = (demo / LONG).as_uri()
    firefox.open(address, 390)
    ids = firefox.tell(_IDS)
    assert len(ids) > 300
    for anchor in ids[7::90]:
        firefox.open(f"{address}#{anchor}", 390)
        lands(firefox, anchor)
        mark = f"getComputedStyle(document.querySelector('#{anchor} > a')).backgroundColor"
        assert firefox.tell(mark) == "rgb(253, 241, 199)"
    for anchor in ids[27::90]:
        firefox.tell(_FOLD)
        firefox.go(f"{address}#{anchor}")
        lands(firefox, anchor)


def test_folds_are_made_kept_and_undone(demo: Path, firefox: Firefox) -> None:
    firefox.open((demo / THREAD).as_uri())
    first = firefox.tell("document.querySelector('.comments > li:has(> details)').id")
    is_open = f"document.querySelector('#{first} > details').open"
    line = f"#{first} > details > summary"
    firefox.click(line, 12, 300)  # on the line beside its replies
    until(lambda: firefox.tell(is_open) is False, seconds=SOON)
    assert firefox.tell(f"document.querySelector('{line}').innerText") == "7 replies"
    firefox.reload()
    assert firefox.tell(is_open) is False
    firefox.click(line, 40, 10)
    until(lambda: firefox.tell(is_open), seconds=SOON)
    firefox.click("#top", 5, 5)
    shown = "[...document.querySelectorAll('.comments li li')].some(item => item.checkVisibility())"
    assert firefox.tell(shown) is False
    firefox.click("#all", 5, 5)
    assert firefox.tell(shown) is True


def test_keys_lead_through_a_thread(demo: Path, firefox: Firefox) -> None:
    firefox.open((demo / THREAD).as_uri())
    ids = firefox.tell(_IDS)
    tops = firefox.tell("[...document.querySelectorAll('.comments > li')].map(item => item.id)")
    for key, there in (
        ("n", tops[0]), ("j", ids[1]), ("u", tops[0]), ("]", tops[1]), ("n", tops[2]),
        ("[", tops[1]), ("k", ids[ids.index(tops[1]) - 1]), ("p", tops[0]),
    ):  # fmt: skip
        firefox.press(key)
        assert firefox.tell(_HERE) == there, key
        lands(firefox, there)
    folded = f"!document.querySelector('#{tops[0]} > details').open"
    firefox.press("h")
    assert firefox.tell(folded) is True
    firefox.press("l")
    assert firefox.tell(folded) is False
    firefox.press("?")
    assert firefox.tell("document.querySelector('dialog').open") is True


_SIDES = """(() => {
  const element = document.querySelector(%r), words = document.createRange();
  words.selectNodeContents(element);
  const inner = words.getBoundingClientRect(), outer = element.getBoundingClientRect();
  return [inner.left - outer.left, outer.right - inner.right];
})()"""


def test_what_runs_from_right_to_left_stands_at_the_right(tmp_path: Path, firefox: Firefox) -> None:
    """Items of lists are aligned as their list is, where nothing else is said."""
    site = SmallSite(tmp_path)
    site.dump("a.json", node(1, node(2, text="<p>שעון בגשר"), title="המנורה"))
    assert site.build().failures == ()
    for path, text in (("t/hn/1/", "#c-2 p"), ("", ".rows h2")):
        firefox.open((site.output / path / "index.html").as_uri())
        left, right = firefox.tell(_SIDES % text)
        assert left > 100
        assert abs(right) < 1


def test_paper_shows_what_is_folded(demo: Path, firefox: Firefox) -> None:
    firefox.open((demo / THREAD).as_uri())
    whole = len(firefox.print())
    firefox.tell(_FOLD)
    assert len(firefox.print()) > 0.9 * whole


def test_pages_fit_a_phone_and_break_no_rule(demo: Path, firefox: Firefox) -> None:
    """One page of each kind, at a host; what is forbidden or goes wrong is told in the console."""
    paths = sorted(path.relative_to(demo) for path in demo.rglob("*.html"))
    kinds = {(path.parts[0], len(path.parts)): path for path in paths}
    assert len(kinds) > 7
    with hosted(demo) as address:
        for path in kinds.values():
            firefox.open(f"{address}{path.as_posix()}", 320)
            firefox.tell(f"({LAY_OUT})()")
            assert firefox.tell("document.documentElement.scrollWidth") <= 320, path
            assert firefox.said == [], path
        firefox.open(f"{address}search/index.html")
        firefox.click("#search input", 10, 10)
        firefox.press(*"clock")
        until(lambda: firefox.tell("document.querySelectorAll('#hits li').length"), seconds=SOON)
        assert firefox.said == []
