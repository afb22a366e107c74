"""The key that opens where a comment is from leads there; no dump can make it lead elsewhere."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser
from small_site import SmallSite

Open = Callable[..., Any]
# What a page may tell its script of where comments are from, by which no key may lead anywhere.
_RUNS = "javascript:document.title=1//"
HOSTILE = (
    f"{_RUNS} ", f"JAVASCRIPT{_RUNS[10:]} ", f"\t{_RUNS} ", f"{_RUNS}https://evil.example/ ",
    "data:text/html,<title>1</title> ", "file:///etc/ ", "//evil.example/ ", "/ ", " ", "",
    "https:evil.example/ ", "https://evil.example ", "https:// .evil.example/",
    "https://evil.example@ ", "https:///evil.example/ ",
)  # fmt: skip
# Permalinks of a dump, with the id as {}: those that the key leads to, however odd, and the others.
LEADING = (
    "https://x.example/{}",
    "https://x.example/../../{}",
    "https://x.example/?a=&quot;&lt;&amp;to=https://evil.example/{}",
    "https://x.example@evil.example/{}",  # as the dump says, and as a browser shows
)
NOT_LEADING = (
    "https://x.example/\"onfocus=\"document.title=1\"tabindex=\"0\"a=\"{}",
    "https://x.example/'><script>document.title=1</script><p>{}",
    "https://x.example/ javascript:document.title=1//{}",
    "javascript:document.title=1//{}", "JavaScript:document.title=1//{}",
    "java\tscript:document.title=1//{}", "data:text/html,<title>1</title>{}", "vbscript:x({})",
    "file:///etc/{}", "//evil.example/{}", "\\\\evil.example\\{}", "https:evil.example/{}",
    "https:///evil.example/{}", "https://{}", "https://x.example\\{}",
)  # fmt: skip
PERMALINKS = LEADING + NOT_LEADING


@contextmanager
def heard(sheet: Any, event: str, field: str) -> Iterator[list[str]]:
    """That field of each event, as they come."""
    told: list[str] = []

    def tell(what: Any) -> None:
        told.append(getattr(what, field))

    sheet.on(event, tell)
    try:
        yield told
    finally:
        sheet.remove_listener(event, tell)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A thread for each of PERMALINKS, in their order: two comments, and one that no dump holds."""
    lines: list[dict[str, Any]] = [{"sitegen": 1, "site": "talk"}]
    for number, permalink in enumerate(PERMALINKS):
        top = f"a{number}"
        ids = {f"{top}a.example": top, f"{top}b.example": f"{top}-evil.example"}
        lines.append({"id": top, "title": "One", "body": "What is this?"})
        for one, parent in ids.items():
            told = {"id": one, "parent": parent, "root": top, "body": "That is it."}
            lines.append(told | {"permalink": permalink.format(one)})
    site = SmallSite(tmp_path_factory.mktemp("hostile") / "site")
    site.write("content/a.ndjson", "".join(json.dumps(line) + "\n" for line in lines))
    assert site.build().failures == ()
    return site.output / "t" / "talk"


@pytest.mark.parametrize("permalink", PERMALINKS)
def test_hostile_permalinks_lead_where_they_say_or_nowhere(
    hostile: Path, page: Open, permalink: str
) -> None:
    path = hostile / f"a{PERMALINKS.index(permalink)}" / "index.html"
    section = LexborHTMLParser(path.read_text("utf-8")).css_first("section[aria-labelledby]")
    told = {"data-originals"} if permalink in LEADING else set()
    assert section.attributes.keys() == {"aria-labelledby"} | told
    sheet = page(path)
    sheet.route(re.compile("^https?:"), lambda route: route.fulfill(body="There"))
    try:
        with heard(sheet, "request", "url") as asked:
            keys_lead(sheet, path, permalink, asked)
    finally:
        sheet.unroute_all()


def keys_lead(sheet: Any, path: Path, permalink: str, asked: list[str]) -> None:
    """From each comment, the key leads where `permalink` says, or nothing is `asked` for."""
    title = sheet.title()
    ids = sheet.eval_on_selector_all("li[id]", "all => all.map(item => item.id)")
    assert len(ids) == 3
    for at, anchor in enumerate(ids):
        sheet.goto(path.as_uri())
        for _ in range(at + 1):
            sheet.keyboard.press("j")
        assert sheet.evaluate("document.activeElement.closest('li').id") == anchor
        own = permalink.format(anchor.removeprefix("c-"))
        leads = [sheet.evaluate("own => new URL(own).href", own)] if permalink in LEADING else []
        asked.clear()
        if leads:
            with sheet.expect_navigation():
                sheet.keyboard.press("o")
        else:
            sheet.keyboard.press("o")
            sheet.keyboard.press("k")  # the page is still there, and its keys
            assert (sheet.title(), sheet.url) == (title, path.as_uri())
        assert asked == leads


def test_a_key_opens_the_original_of_the_comment_one_is_at(demo: Path, page: Open) -> None:
    sheet = page(demo / "t/hn/923020411/index.html", alone=True)
    sheet.context.set_offline(True)
    sheet.keyboard.press("o")  # at no comment: nothing
    sheet.keyboard.press("j")
    number = sheet.evaluate("document.activeElement.closest('li').id").removeprefix("c-")
    with sheet.expect_request(re.compile("^https:")) as asked:
        sheet.keyboard.press("o")
    assert asked.value.url == f"https://news.ycombinator.com/item?id={number}"


def test_a_comment_that_a_link_leads_to_names_its_original(demo: Path, page: Open) -> None:
    """Phones have no keys."""
    sheet = page(demo / "t/hn/923020411/index.html", alone=True)
    link = sheet.locator("li[id] > [itemprop=url]").nth(1)
    cited = sheet.locator("li[id] > a[href^='https:']")
    assert cited.count() == 0
    link.click()
    cited.wait_for()
    link.click()  # once is enough
    number = sheet.evaluate("document.querySelector('li:target').id").removeprefix("c-")
    assert cited.all_inner_texts() == ["news.ycombinator.com"]
    assert cited.get_attribute("href") == f"https://news.ycombinator.com/item?id={number}"
    sheet.reload()
    assert cited.count() == 1


@pytest.mark.parametrize("told", HOSTILE)
def test_that_key_leads_to_the_web_alone(told: str, demo: Path, page: Open, tmp_path: Path) -> None:
    """Without the page's security policy, which would stop scripts that the key must not run."""
    place = "t/hn/923020411/index.html"
    shutil.copytree(demo / "static", tmp_path / "static")
    (tmp_path / place).parent.mkdir(parents=True)
    planted = (demo / place).read_text("utf-8")
    for old, new in (
        ('data-originals="[^"]*"', f'data-originals="{told}"'),
        ("<meta [^>]*Content-Security-Policy[^>]*>", ""),
    ):
        planted, count = re.subn(old, new, planted)
        assert count == 1
    (tmp_path / place).write_text(planted, "utf-8")
    sheet = page(tmp_path / place)
    before = sheet.title(), sheet.url
    with heard(sheet, "console", "text") as said:  # what a browser refused to open
        sheet.keyboard.press("j")
        sheet.keyboard.press("o")
        sheet.keyboard.press("k")  # the page is still there, and its keys
        sheet.wait_for_timeout(30)
    assert (sheet.title(), sheet.url, said) == (*before, [])
    sheet.locator("li[id] > [itemprop=url]").first.click()
    sheet.wait_for_selector("li:target")
    assert sheet.locator("li:target > a:not([href^='#'])").count() == 0
