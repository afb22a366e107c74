"""A plan that is made for a few threads alone: nothing is other than if the whole were planned."""

import random
from pathlib import Path
from typing import Any

import pytest
from small_site import SmallSite, node

from sitegen.build import making, worker
from sitegen.build.report import Report
from sitegen.store import unplanned

PLAIN = '[site]\nurl = "https://example.org/"\n[build]\norders = []\ntwins = ["json", "feed"]\n'
Thread = dict[str, Any]


@pytest.fixture
def wholes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Becomes one longer whenever a whole site is planned."""
    found: list[str] = []
    whole = making.spool_plan

    def spool_plan(work: making.Work) -> Any:
        found.append("whole")
        return whole(work)

    monkeypatch.setattr(making, "spool_plan", spool_plan)
    return found


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    site.config(PLAIN)
    for number in range(1, 5):
        write(site, number)
    site.build()
    return site


@pytest.fixture
def ranked(site: SmallSite, wholes: list[str]) -> SmallSite:
    """The same site, with another order of its lists: its threads differ in their comments."""
    write(site, 1, children=[])
    site.build()
    wholes.clear()
    return site


def thread(number: int, text: str = "Pumps need oil.", **fields: Any) -> Thread:
    """A thread of an opening post and two comments, the last of them with this text."""
    first = number * 100
    last = node(first + 2, text=text)
    return node(first, node(first + 1), last, title=f"Thread {number}") | fields


def write(site: SmallSite, number: int, *arguments: Any, **fields: Any) -> None:
    site.dump(f"{number}.ndjson", thread(number, *arguments, **fields))


def check(site: SmallSite, folder: Path) -> None:
    assert site.files() == site.clean_build(folder).files()


def test_an_edit_of_a_text_plans_its_thread_alone(
    site: SmallSite, wholes: list[str], tmp_path: Path
) -> None:
    write(site, 2, "Pumps need grease.")
    report = site.build()
    assert not wholes
    assert report.first_written == (
        "t/hn/200/feed.xml",
        "t/hn/200/index.html",
        "t/hn/200/index.json",
    )
    assert "grease" in site.page("t/hn/200/index.html")
    check(site, tmp_path / "clean")


def test_a_dump_written_again_as_it_was_makes_nothing(site: SmallSite, wholes: list[str]) -> None:
    write(site, 2)
    report = site.build()
    assert (report.read_dumps, report.written, wholes) == (1, 0, [])


def test_edits_between_which_nothing_was_built_are_all_seen(
    site: SmallSite, wholes: list[str], tmp_path: Path
) -> None:
    write(site, 1, "Once.")
    write(site, 3, "Twice.")
    write(site, 3, "Thrice.")
    site.build()
    assert not wholes
    check(site, tmp_path / "clean")


@pytest.mark.parametrize(
    "fields",
    [
        {"url": "https://example.com/oil"},
        {"created_at_i": 1_600_000_000},
        {"author": "nobody"},
    ],
)
def test_what_may_stand_in_other_lists_is_planned_as_a_whole(
    site: SmallSite, wholes: list[str], tmp_path: Path, fields: dict[str, Any]
) -> None:
    site.dump("2.ndjson", {**thread(2), **fields})
    site.build()
    assert wholes
    check(site, tmp_path / "clean")


def test_a_comment_more_plans_its_thread_and_the_lists(
    ranked: SmallSite, wholes: list[str], tmp_path: Path
) -> None:
    new = node(299, text="And bolts?")
    ranked.dump("2.ndjson", {**thread(2), "children": [*thread(2)["children"], new]})
    report = ranked.build()
    assert not wholes
    newest = sorted(ranked.files(), key=lambda path: (ranked.output / path).stat().st_mtime_ns)
    made = set(newest[-report.written :])
    assert {"index.html", "sitemap.xml", "t/hn/200/index.html"} <= made
    assert not any("t/hn/300" in path for path in made)
    assert "And bolts?" in ranked.page("t/hn/200/index.html")
    check(ranked, tmp_path / "clean")


@pytest.mark.parametrize("link", [None, "https://example.com/oil"])
@pytest.mark.parametrize("fields", [{"title": "Another"}, {"points": 7}, {"children": []}])
def test_what_its_row_shows_plans_a_thread_and_the_lists_unless_another_page_shows_it(
    ranked: SmallSite, wholes: list[str], tmp_path: Path, fields: dict[str, Any], link: str | None
) -> None:
    for number in (2, 3):
        write(ranked, number, url=link)
    ranked.build()
    wholes.clear()
    write(ranked, 2, url=link, **fields)
    ranked.build()
    assert bool(wholes) is bool(link)
    check(ranked, tmp_path / "clean")


def test_forms_of_a_thread_that_come_with_its_comments_are_planned_as_a_whole(
    site: SmallSite, wholes: list[str], tmp_path: Path
) -> None:
    site.config('[build]\norders = []\ntwins = "auto"\n')
    many = [node(200 + number) for number in range(1, 11)]
    for number, children in enumerate((many, many[:9], many)):
        wholes.clear()
        write(site, 2, children=children)
        site.build()
        assert wholes
        assert ("t/hn/200/index.json" in site.files()) is (len(children) == 10)
        check(site, tmp_path / f"clean{number}")


def test_orders_of_lists_that_come_or_go_are_planned_as_a_whole(
    tmp_path: Path, wholes: list[str]
) -> None:
    site = SmallSite(tmp_path / "site")
    site.config(PLAIN)
    for number in range(1, 41):
        write(site, number, points=3)
    site.build()
    steps: list[tuple[Thread, list[str]]] = [
        ({"children": []}, ["most-comments"]), ({}, []), ({"points": 4}, ["most-points"])
    ]  # fmt: skip
    for number, (fields, has) in enumerate(steps):
        wholes.clear()
        write(site, 7, **{"points": 3} | fields)
        site.build()
        assert wholes
        orders = [path.split("/")[0] for path in site.files() if path.startswith("most-")]
        assert sorted(set(orders)) == has
        check(site, tmp_path / f"clean{number}")


@pytest.mark.parametrize(
    "config",
    [
        PLAIN + "[search]\nenabled = true\n",
        PLAIN + "authors = true\n",
        '[build]\norders = ["newest"]\n',
        PLAIN + "thread_comments = 1\n",
    ],
    ids=["search", "authors", "orders", "long threads"],
)
def test_where_pages_come_of_texts_in_other_ways_the_whole_is_planned(
    site: SmallSite, wholes: list[str], tmp_path: Path, config: str
) -> None:
    site.config(config)
    site.build()
    wholes.clear()
    write(site, 2, "Pumps need grease.")
    site.build()
    assert wholes
    check(site, tmp_path / "clean")


def test_another_setting_or_template_is_planned_as_a_whole(
    site: SmallSite, wholes: list[str], tmp_path: Path
) -> None:
    write(site, 2, "Pumps need grease.")
    site.write("templates/partials/hooks/after-thread.html", "<p>hook</p>")
    site.build()
    assert wholes
    check(site, tmp_path / "clean")


def test_a_page_that_somebody_changed_is_made_again_beside_an_edit(
    site: SmallSite, wholes: list[str], tmp_path: Path
) -> None:
    (site.output / "t/hn/300/index.html").write_text("spoilt")
    (site.output / "index.html").unlink()
    write(site, 2, "Pumps need grease.")
    site.build()
    assert wholes
    check(site, tmp_path / "clean")


def test_a_lost_manifest_is_written_beside_an_edit(site: SmallSite, tmp_path: Path) -> None:
    (site.output / ".sitegen-manifest").unlink()
    write(site, 2, "Pumps need grease.")
    site.build()
    check(site, tmp_path / "clean")


def test_a_page_that_failed_is_tried_again(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Also when another text is edited after it."""

    def built(text: str) -> Report:
        write(site, 2, text)
        with monkeypatch.context() as patch:
            patch.setattr(worker, "write", failing)
            return site.build()

    def failing(*arguments: Any) -> tuple[int, int]:
        raise OSError(5, "broken")

    assert built("Pumps need grease.").failures
    write(site, 3, "Bolts.")
    assert not site.build().failures
    check(site, tmp_path / "clean")


def test_a_plan_that_was_cut_off_is_not_believed(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Pages of other settings may lie there, though the settings are again what they were."""

    class Cut(Exception):
        pass

    def cut(*arguments: Any) -> None:
        raise Cut

    site.config(PLAIN + "minify = false\n")
    with monkeypatch.context() as patch:
        patch.setattr(unplanned, "settle", cut)
        with pytest.raises(Cut):
            site.build()
    site.config(PLAIN)
    write(site, 2, "Pumps need grease.")
    site.build()
    check(site, tmp_path / "clean")


def test_any_edits_give_what_a_build_of_all_gives(
    site: SmallSite, wholes: list[str], tmp_path: Path
) -> None:
    chance = random.Random(5)
    texts = ("Oil.", "See https://news.ycombinator.com/item?id=102 and oil it.", "Grease.", "")
    links = (None, "https://example.com/a", "https://example.com/b")
    builds = 40
    told: dict[int, dict[str, Any]] = {number: {} for number in range(1, 6)}
    for build in range(builds):
        for _ in range(chance.choice((1, 1, 2))):
            number = chance.randint(1, 5)
            if not chance.randint(0, 3):
                told[number]["url"] = chance.choice(links)
            if not chance.randint(0, 2):
                points, title = chance.choice((None, 3, 4)), chance.choice("AB")
                told[number] |= {"points": points, "title": title}
            if not chance.randint(0, 2):
                answers = chance.randint(0, 3)
                told[number]["children"] = [node(number * 100 + of) for of in range(1, answers + 1)]
            if not chance.randint(0, 9):
                (site.content / f"{number}.ndjson").unlink(missing_ok=True)
            else:
                write(site, number, chance.choice(texts), **told[number])
        site.build()
        check(site, tmp_path / f"clean{build}")
    assert builds / 4 < len(wholes) - builds < builds  # the clean ones are whole
