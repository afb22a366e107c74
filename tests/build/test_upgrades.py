"""A lossy copy gives way to a dump with structure, and comes back when that is gone again."""

import re
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from small_site import SmallSite, node

COPY = """\
Hacker News new | ask | show | jobs
by quietmill 34 days ago
Who turned off the fountain?

3 comments

The pump was never meant to run at night.
Nobody asked the people who live there.
It will be back in spring, they say.
"""
PAGE = "t/hn/100/index.html"
SAMPLES = Path(__file__).parents[2] / "content" / "text"


def told(comments: int) -> Iterator[dict[str, object]]:
    """Comments of the thread as the site's own interface gives them."""
    for number in range(comments):
        yield node(101 + number, text=f"recorded {number}", author=f"user{number}")


def structured(site: SmallSite, name: str, comments: int = 3) -> None:
    site.dump(name, node(100, *told(comments), title="The fountain", author="quietmill"))


def test_the_certain_version_replaces_the_copy_at_the_same_url(tmp_path: Path) -> None:
    site = SmallSite(tmp_path / "site")
    site.write("content/news.ycombinator.com_item_100.txt", COPY)
    site.write("content/copy.txt", COPY)
    site.write("content/copy.fix.toml", 'source = "https://news.ycombinator.com/item?id=100"\n')
    before = site.build()
    assert "The pump was never" in site.page(PAGE)
    assert "Comment 1 of about 3" in site.page(PAGE)
    assert (before.posts, before.shared, before.sums_agree) == (4, 4, True)
    structured(site, "z.json")
    after = site.build()
    assert "recorded 2" in site.page(PAGE)
    assert "The pump was never" not in site.page(PAGE)
    assert "of about" not in site.page(PAGE)
    assert not (site.output / "t/hn/100/copy.txt").exists()
    assert (after.posts, after.shared, after.records, after.sums_agree) == (4, 8, 12, True)
    assert site.files() == site.clean_build(tmp_path / "clean").files()
    site.remove("content/z.json")
    again = site.build()
    assert (again.posts, again.shared) == (before.posts, before.shared)
    assert "Comment 1 of about 3" in site.page(PAGE)
    assert site.files() == site.clean_build(tmp_path / "clean again").files()


@pytest.mark.parametrize("names", list(permutations(["a", "b", "c"])))
def test_the_order_of_names_does_not_matter(tmp_path: Path, names: tuple[str, ...]) -> None:
    site = SmallSite(tmp_path)
    copy, other, dump = names
    for name in (copy, other):
        site.write(f"content/{name}.hn-100100.txt", COPY)
    site.dump(f"{dump}.json", node(100100, *told(3), title="The fountain", author="quietmill"))
    report = site.build()
    assert (report.threads, report.posts, report.shared) == (1, 4, 8)
    assert "of about" not in site.page("t/hn/100100/index.html")


def test_a_dump_of_the_story_alone_does_not_hide_the_comments(tmp_path: Path) -> None:
    site = SmallSite(tmp_path / "site")
    site.write(
        "content/copy.txt", f"---\nsource: https://news.ycombinator.com/item?id=100\n---\n{COPY}"
    )
    structured(site, "story.json", comments=1)
    report = site.build()
    assert (report.threads, report.posts, report.sums_agree) == (1, 5, True)
    page = site.page(PAGE)
    assert "The fountain" in page
    assert "recorded 0" in page
    assert "Comment 3 of about 3" in page
    assert (site.output / "t/hn/100/copy.txt").exists()
    site.dump("more.json", node(100, *told(3), title="The fountain"))
    assert site.build().posts == 4
    assert "of about" not in site.page(PAGE)
    assert site.files() == site.clean_build(tmp_path / "clean").files()


def test_what_the_page_of_a_comment_tells_moves_to_the_thread_it_is_in(tmp_path: Path) -> None:
    site = SmallSite(tmp_path / "site")
    site.write("content/hn_item_id_101.txt", COPY)
    site.build()
    assert "Comment 3 of about 3" in site.page("t/hn/101/index.html")
    site.dump("z.json", node(100, node(101, text="The fountain?"), title="Parks"))
    report = site.build()
    assert (report.threads, report.sums_agree) == (1, True)
    assert "Comment 3 of about 3" in site.page(PAGE)
    deep = node(101, *(node(n, text="recorded") for n in (102, 103, 104)), text="The fountain?")
    site.dump("z.json", node(100, deep, title="Parks"))
    assert site.build().sums_agree
    assert "of about" not in site.page(PAGE)
    assert site.files() == site.clean_build(tmp_path / "clean").files()


def test_copies_that_differ_stand_in_one_thread_and_lose_nothing(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    site.write("content/a/hn_item_100.txt", COPY)
    more = COPY.replace("3 comments\n\n", "4 comments\n\nA new word at the top.\n")
    site.write("content/b/hn_item_100.txt", more)
    report = site.build()
    assert (report.threads, report.posts, report.sums_agree) == (1, 5, True)
    page = site.page(PAGE)
    assert page.count("The pump was never") == 1
    assert "A new word at the top." in page


def test_the_files_own_time_turns_ages_into_times_where_that_is_chosen(tmp_path: Path) -> None:
    site = SmallSite(tmp_path / "site")
    site.write("content/hn_item_100.txt", COPY)
    site.build()
    assert "2020-08-10" not in site.page(PAGE)
    assert "2020-08-10" not in site.page("index.html")
    site.config('[build]\ncaptured = "file"\n')
    site.build()
    for name in (PAGE, "index.html"):  # 34 days before the time of the file, and no hour of it
        assert re.search(r'datetime="?2020-08-10"?[ >]', site.page(name)), name
        assert ">10 Aug 2020<" in site.page(name)
    assert site.files() == site.clean_build(tmp_path / "clean").files()


def test_lists_tell_how_many_comments_a_copy_may_hold(tmp_path: Path) -> None:
    site = SmallSite(tmp_path / "site")
    for name in ("logbook.txt", "mains-hum.txt"):
        site.write(f"content/text/{name}", (SAMPLES / name).read_bytes())
    site.build()
    front = site.page("index.html")
    for path in site.output.glob("t/*/*/index.html"):
        heading = re.search(r"<h2 id=.?comments[^>]*>(About [0-9]+ comments)<", path.read_text())
        assert heading, path
        assert heading[1] in front
