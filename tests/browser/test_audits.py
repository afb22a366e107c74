"""What auditors say of built pages: axe (accessibility, both colour schemes), the Nu HTML checker;
and where links of threads and their keys lead.

axe comes with the Python package axe-playwright-python. The Nu checker is run where Java and its
jar are: `make vnu` puts it into .venv.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

import pytest
from java import SHORT_LIVED
from selectolax.lexbor import LexborHTMLParser
from shared_dumps import shared_folder

from tests.browser import axe
from tests.browser.conftest import ROOT, built, hosted

Open = Callable[..., Any]
Once = Callable[[str, Callable[[Path], None]], Path]
DATA = shared_folder() / "data"
JAR = ROOT / ".venv/node/node_modules/vnu-jar/build/dist/vnu.jar"
# Dumps as people saved them, of which these tests look at the pages of each.
REAL = (
    "hn-html/2015_9396116_the-fuck.html",
    "hn-html/2023_36817231_best-papers_page1.html",
    "discourse-json/urho3d_porting-bgfx-to-urho3d.1036.json",
    "hn-plaintext/techecho.bigdataflowing.com_1224420.txt",
)


@pytest.fixture(scope="session")
def real(once: Once) -> Path:
    site = real_site(once)
    if site is None:
        pytest.skip("the shared dumps are not here")
    return site


def real_site(once: Once) -> Path | None:
    """A site of a few real dumps, its threads cut into pages of some fifty comments; None where
    there are no such dumps."""
    present = [name for name in REAL if (DATA / name).is_file()]
    if not present:
        return None

    def make(folder: Path) -> None:
        for name in present:
            target = folder / "dumps" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(DATA / name, target)
        settings = '[site]\nurl = "https://example.org/"\n[build]\nthread_comments = 50\n'
        built(folder, folder / "dumps", settings)

    return once("real", make) / "output"


def sample(site: Path) -> list[Path]:
    """A page of each kind, and the largest that is not very large of threads of each site."""
    pages = [path for path in site.rglob("index.html") if path.stat().st_size < 80_000]
    kinds: dict[str, Path] = {}
    for path in sorted(pages, key=lambda path: (-path.stat().st_size, path)):
        parts = path.relative_to(site).parts
        kinds.setdefault("/".join(parts[:2] if parts[0] == "t" else parts[:1]), path)
    return sorted(kinds.values())


@pytest.mark.long
@pytest.mark.parametrize("site", ["demo", "real"])
def test_axe_finds_nothing(site: str, page: Open, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(site)
    pages = sample(folder)
    assert len(pages) >= 4
    sheet = page(pages[0], alone=True)
    axe.bring(sheet)
    faults = []
    for path in pages:
        sheet.goto(path.as_uri())
        name = path.relative_to(folder).as_posix()
        faults += [(name, *fault) for fault in axe.violations(sheet)]
    assert faults == []


_PLANTED = """<!doctype html><html lang="en"><title>Planted</title><main><h1>Planted</h1>
<style>html {{ color-scheme: light dark; background: light-dark(#fff, #111) }}
main {{ color: light-dark(#333, #ccc) }} {style}</style>
{texts}</main>"""


@pytest.mark.parametrize(
    ("style", "text", "found"),
    [
        ("", "", set()),
        (".odd { color: light-dark(#bbb, #ccc) }", "", {(1280, "light"), (390, "light")}),
        (".odd { color: light-dark(#333, #333) }", "", {(1280, "dark"), (390, "dark")}),
        ("@media (width < 40rem) { .odd { color: #888; background: #777 } }", "",
         {(390, "light"), (390, "dark")}),
        (".odd { opacity: .4 }", "", {(w, s) for w in (1280, 390) for s in ("light", "dark")}),
        ("", "<img src=a.png>", {(1280, "light"), (390, "light")}),
    ],
)  # fmt: skip
def test_axe_finds_the_one_fault_among_many_that_look_alike(
    style: str, text: str, found: set[tuple[int, str]], page: Open, tmp_path: Path
) -> None:
    """Contrast is asked of a few texts of each look only: no look may be passed over."""
    texts = [f"<p>Comment {n}</p>" for n in range(40)]
    texts[23] = f"<p class=odd>Comment 23 {text}</p>"
    (tmp_path / "a.html").write_text(_PLANTED.format(style=style, texts="".join(texts)), "utf-8")
    seen = list(axe.violations(page(tmp_path / "a.html")))
    assert {(width, scheme) for width, scheme, _, _ in seen} == found
    rule = "image-alt" if text else "color-contrast"
    assert {name for _, _, name, _ in seen} <= {rule}


# By itself the checker asks nothing of this machine.
_HERE = ("allow-forbidden-hosts=true", "allowed-address-type=all")


def nu_messages(pages: list[Path]) -> list[tuple[Path, str]]:
    """What the Nu checker says of pages as they are served; without it, the test is skipped.

    Of a page in a file, it takes nothing for the page's own, whatever its policy says. To start it
    takes as long as to check thirty pages.
    """
    jar = Path(os.environ.get("VNU_JAR", JAR))
    java = shutil.which("java")
    if java is None or not jar.is_file():
        pytest.skip("the Nu checker is not here; `make vnu` fetches it")
    here = [f"-Dnu.validator.servlet.{setting}" for setting in _HERE]
    options = ["--format", "json", "--exit-zero-always"]
    command = [java, *SHORT_LIVED, "-Xss64m", *here, "-jar", str(jar), *options]
    root = Path(os.path.commonpath([page.parent for page in pages]))
    with hosted(root) as address:
        urls = {address + quote(page.relative_to(root).as_posix()): page for page in pages}
        said = subprocess.run([*command, *urls], capture_output=True, text=True, check=True).stderr
    return [(urls[told["url"]], told["message"]) for told in json.loads(said)["messages"]]


_FORBIDDING = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Planted</title>
<meta http-equiv="Content-Security-Policy" content="{policy}">
<link rel="stylesheet" href="a.css"></head><body><h1>Planted</h1></body></html>"""


def planted(page: Path, policy: str) -> Path:
    """A page with a style sheet, which this policy allows or does not."""
    page.write_text(_FORBIDDING.format(policy=policy), "utf-8")
    return page


def test_what_pages_link_to_for_machines_is_there(demo: Path) -> None:
    """Canonical links and those of the sitemap lead to pages; what is named as such is a feed."""
    base = "https://example.org/threads/"
    named = {
        element.text or ""
        for element in ElementTree.parse(demo / "sitemap.xml").iter()
        if element.tag.endswith("}loc")
    }
    for path in demo.rglob("*.html"):
        head = LexborHTMLParser(path.read_text("utf-8")).css_first("head")
        canonical = head.css_first("link[rel=canonical]")
        if canonical is None:  # what no search engine is to list
            robots = head.css_first("meta[name=robots]")
            assert robots.attributes["content"] == "noindex", path
        else:
            own = re.sub("(dumped|oldest|newest|best|flat)/$", "", _address(demo, path))
            assert canonical.attributes["href"] == base + own
        for link in head.css("link[rel=alternate], link[rel=prev], link[rel=next], script"):
            href = link.attributes.get("href") or link.attributes.get("src") or ""
            parts = urlsplit(href)
            target = (
                demo / parts.path.removeprefix("/threads/")
                if path.name == "404.html"
                else (path.parent / parts.path)
            )
            assert target.is_file(), f"{path}: {href}"
    assert named
    for url in named:
        assert url.startswith(base)
        place = demo / url.removeprefix(base)
        assert (place / "index.html").is_file() or place.is_file(), url


def _address(site: Path, path: Path) -> str:
    return path.relative_to(site).as_posix().removesuffix("index.html")


@pytest.mark.parametrize(("thread", "count", "each"), [(923020411, 60, 1), (924050318, 370, 5)])
def test_every_link_to_a_comment_lands_on_it_when_all_is_folded(
    demo: Path, page: Open, thread: int, count: int, each: int
) -> None:
    """The longer thread is laid out in chunks, whose heights are a guess until they are seen."""
    sheet = page(demo / f"t/hn/{thread}/index.html", width=390)
    places = sheet.evaluate(
        """async (each) => {
      const wait = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
      const missed = [];
      const items = [...document.querySelectorAll('li[id]')];
      for (const item of items.filter((_, number) => number % each === 0)) {
        document.querySelectorAll('details').forEach(fold => fold.open = false);
        location.hash = item.id;
        for (let frame = 0; frame < 5; frame++) await wait();
        const top = item.getBoundingClientRect().top;
        const end = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
        if (!item.checkVisibility() || Math.abs(top - 8) > 16 && !(end && top > 0)) {
          missed.push([item.id, top]);
        }
      }
      return [items.length, missed];
    }""",
        each,
    )
    assert places[0] == count
    assert places[1] == []


def test_keys_go_through_a_thread_and_fold_it(demo: Path, page: Open) -> None:
    sheet = page(demo / "t/hn/923020411/index.html")
    items = sheet.eval_on_selector_all("li[id]", "all => all.map(item => item.id)")
    here = "document.activeElement.closest('li[id]')?.id"
    tops = sheet.eval_on_selector_all(".comments > li", "all => all.map(item => item.id)")
    for key, expected in (("j", items[0]), ("j", items[1]), ("k", items[0]), ("n", tops[1])):
        sheet.keyboard.press(key)
        assert sheet.evaluate(here) == expected, key
    for key, expected in (("p", tops[0]), ("]", tops[1]), ("[", tops[0]), ("j", items[1])):
        sheet.keyboard.press(key)
        assert sheet.evaluate(here) == expected, key
    sheet.keyboard.press("u")
    assert sheet.evaluate(here) == items[0]
    closed = "document.querySelectorAll('.comments details:not([open])').length"
    sheet.keyboard.press("h")
    assert sheet.evaluate(closed) == 1
    sheet.reload()
    assert sheet.evaluate(closed) == 1, "folds are kept"
    sheet.keyboard.press("j")
    sheet.keyboard.press("H")
    assert sheet.evaluate("""() => [...document.querySelectorAll('.comments > li > details')]
        .every(fold => !fold.open)""")
    sheet.keyboard.press("L")
    sheet.keyboard.press("?")
    assert sheet.locator("dialog").is_visible()
    assert sheet.locator("dialog dd").nth(11).text_content() == "Its original"
    assert sheet.locator("dialog h2").text_content() == "Keys"
    sheet.get_by_text("Switch keys off").click()
    sheet.get_by_text("Close", exact=True).click()
    sheet.keyboard.press("H")
    assert sheet.evaluate(closed) == 0
