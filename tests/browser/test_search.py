"""The search page in a real browser: what is typed is found, and a click lands on the comment."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from small_site import SmallSite

from sitegen.check import run
from tests.browser.conftest import hosted

Open = Callable[..., Any]
SETTINGS = '[site]\nurl = "https://ada.example.org/repo/"\n[search]\nenabled = true\n'
# (author, community's thread, score, date, text): one post for each way to be found.
POSTS = (
    (10, 1, "Wenna", 4, "2011-04-02", "A draw hoe, forged in one piece, digs stony ground."),
    (11, 1, "Piers", -3, "2012-05-03", "Forged tools last; welded ones break at the neck."),
    (
        12,
        10,
        "wenna",
        90,
        "2013-06-04",
        "Café Zürich sells hoes. <script>alert(1)</script> &amp; more",
    ),
    (21, 20, "Ada", 1, "2014-01-01", "東京都に住んでいます。ラーメンは安い。"),
    (22, 20, "Ada", 2, "2014-01-02", "Ελληνικός ΛΌΓΟΣ, русский ЁЖ and İstanbul"),
    (23, 20, "Bo", 3, "2015-01-03", "한국어로 글을 씁니다. ﬁligree ℌ 𝒳 x_y"),
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    site = SmallSite(tmp_path_factory.mktemp("search") / "site")
    head = {"sitegen": 1, "site": "allotments", "markup": "plain"}
    told = [
        head,
        {
            "id": 1,
            "title": "Which hoe?",
            "author": "Ivo",
            "community": "Tools",
            "body": "Mine bent.",
        },
        {"id": 20, "title": "Languages", "author": "Ivo", "community": "Talk", "body": "Any."},
    ]
    for number, parent, author, score, day, body in POSTS:
        told.append({"id": number, "parent": parent, "author": author, "score": score,
                     "created": day, "body": body})  # fmt: skip
    told += [
        {"id": 100 + n, "parent": 20, "author": "many", "body": f"turnip {n}"} for n in range(25)
    ]
    site.write("content/a.ndjson", "\n".join(json.dumps(one) for one in told))
    site.config(SETTINGS + "[build]\nthread_comments = 8\n")
    assert site.build().failures == ()
    return site


@pytest.fixture(scope="session")
def served(site: SmallSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site below /repo/, as a static host has it."""
    root = tmp_path_factory.mktemp("host")
    (root / "repo").symlink_to(site.output, target_is_directory=True)
    with hosted(root) as address:
        yield f"{address}repo/"


@pytest.fixture
def sheet(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda said: said.type == "error" and page.faults.append(said.text))
    yield page
    context.close()
    assert page.faults == []


def found(sheet: Any, query: str) -> list[str]:
    """The links of what is found, below the site."""
    sheet.goto(query)
    sheet.wait_for_function(
        "[...document.querySelectorAll('[data-say]:not([data-say=wait])')].some(e => !e.hidden)"
    )
    hrefs: list[str] = sheet.eval_on_selector_all(".hits a", "all => all.map(a => a.href)")
    return [href.partition("/t/")[2] for href in hrefs]


def test_from_a_box_to_the_comment(sheet: Any, served: str) -> None:
    sheet.goto(f"{served}t/allotments/20/index.html")
    sheet.fill(".find input", "welded neck")
    sheet.press(".find input", "Enter")
    sheet.wait_for_selector(".hits a")
    assert sheet.url == f"{served}search/index.html?q=welded+neck"
    assert sheet.locator(".hits mark").all_text_contents() == ["welded", "neck"]
    assert sheet.locator(".hits .meta").text_content() == "Piers · 2012-05-03 · Points: -3 · Tools"
    sheet.click(".hits a")
    sheet.wait_for_url("**/t/allotments/1/index.html#c-11")
    assert "welded ones" in sheet.locator("#c-11").text_content()


def test_a_hit_on_a_later_page_of_a_thread_leads_there(sheet: Any, served: str) -> None:
    assert found(sheet, f"{served}search/?q=turnip+24") == ["allotments/20/index.html#c-124"]
    sheet.click(".hits a")
    sheet.wait_for_url("**/page-*/index.html#c-124")
    assert "turnip 24" in sheet.locator("#c-124").text_content()


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("q=forged", {10, 11}),
        ("q=FORGE", {10, 11}),  # words that begin so
        ("q=hoe", {0, 10, 12}),  # 0: the opening post, by its title
        ("q=forged&author=wenna", {10}),
        ("q=forged&in=Talk", set()),
        ("q=forged&in=Tools&score=0", {10}),
        ("q=forged&to=2011-12-31", {10}),
        ("q=forged&from=2012-05-03&to=2012-05-03", {11}),
        ("author=ada", {21, 22}),
        ("q=cafe+zurich", {12}),
        ("q=東京", {21}),
        ("q=京都", {21}),
        ("q=ラーメン", {21}),
        ("q=λογος", {22}),
        ("q=еж", {22}),
        ("q=istanbul", {22}),
        ("q=한국어", {23}),
        ("q=filigree", {23}),
        ("q=x_y", {23}),
        ("q=forged+nonsensical", {10, 11}),  # not all, but some of the words
        ("q=%3Cscript%3Ealert", {12}),
        ("q=wholly-absent-words", set()),
        ("q=%22%27%3C%26%5C", set()),
        ("q=__proto__", set()),
        ("q=constructor", set()),
    ],
)
def test_what_is_typed_is_found(sheet: Any, served: str, query: str, numbers: set[int]) -> None:
    hrefs = found(sheet, f"{served}search/?{query}")
    assert {int(href.partition("#c-")[2] or 0) for href in hrefs} == numbers
    assert len(hrefs) == len(numbers)


def test_orders(sheet: Any, served: str) -> None:
    ends = lambda query: [href[-2:] for href in found(sheet, f"{served}search/?{query}")]  # noqa: E731
    assert ends("q=forged&sort=new") == ["11", "10"]
    assert ends("q=forged&sort=old") == ["10", "11"]
    assert ends("q=hoes+forged&sort=points")[0] == "12"


def test_many_hits_come_ten_at_a_time(sheet: Any, served: str) -> None:
    assert len(found(sheet, f"{served}search/?q=turnip")) == 10
    assert sheet.locator("[data-say=count] b").text_content() == "25"
    sheet.click("#more")
    sheet.wait_for_function("document.querySelectorAll('.hits li').length === 20")
    sheet.click("#more")
    sheet.wait_for_function("document.querySelectorAll('.hits li').length === 25")
    assert not sheet.is_visible("#more")


def test_it_works_from_a_folder(sheet: Any, site: SmallSite) -> None:
    sheet.goto((site.output / "index.html").as_uri())
    sheet.fill(".find input", "welded")
    sheet.press(".find input", "Enter")
    sheet.wait_for_selector(".hits a")
    sheet.click(".hits a")
    sheet.wait_for_url("**/t/allotments/1/index.html#c-11")


def test_without_scripts_it_says_where_else_to_look(page: Open, site: SmallSite) -> None:
    sheet = page(site.output / "index.html", scripts=False)
    sheet.fill(".find input", "welded")
    sheet.press(".find input", "Enter")
    sheet.wait_for_url("**/search/index.html?q=welded")
    assert sheet.is_visible("noscript .notice a")


@pytest.mark.parametrize("dark", [False, True])
def test_it_is_accessible_and_fits_a_phone(
    browser: Any, served: str, dark: bool, tmp_path: Path
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(
        viewport={"width": 360, "height": 800}, color_scheme="dark" if dark else "light"
    )
    sheet = context.new_page()
    assert found(sheet, f"{served}search/?q=forged")
    sheet.screenshot(path=tmp_path / "search.png", full_page=True)
    assert axe.run(sheet).response["violations"] == []
    assert sheet.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_what_a_first_query_loads(sheet: Any, served: str) -> None:
    sizes: list[int] = []
    sheet.on("response", lambda answer: sizes.append(len(answer.body())))
    found(sheet, f"{served}search/?q=forged+neck")
    assert 0 < sum(sizes) < 200_000


def test_the_site_passes_its_check(site: SmallSite) -> None:
    paths, config = site.chosen()
    assert run.check(paths, config, 1).findings == ()
