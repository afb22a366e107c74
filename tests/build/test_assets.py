"""Static files: which are copied, under what names, and what is made again when one changes."""

import re
import shutil
from pathlib import Path

import pytest
from small_site import MANIFEST, SmallSite, node

from sitegen.build import assets
from sitegen.errors import ThemeError
from sitegen.serve.preview import Preview
from sitegen.theme import digests
from sitegen.theme.theme import Theme

HOOK = "templates/partials/hooks/body-end.html"
SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    site.dump("a.json", node(1, node(2), title="One"))
    return site


def statics(site: SmallSite) -> set[str]:
    """What lies in static/, with "*" for marks; the theme's own left out."""
    own = {"style.*.css", "copies.*.css", "icon.*.svg", "js/thread.*.js"}
    found = {
        re.sub(r"\.[0-9a-f]{8}\.", ".*.", path).removeprefix("static/")
        for path in site.files()
        if path.startswith("static/")
    }
    return found - own


def test_a_file_that_a_template_names_has_a_mark_of_its_bytes(site: SmallSite) -> None:
    site.write("static/a/lamp.svg", SVG)
    site.write("static/lost.svg", SVG)
    site.write(HOOK, '<img src="{{ page.static }}a/lamp.svg?x=1" alt="">')
    site.build()
    assert statics(site) == {"a/lamp.*.svg"}
    before = site.static("static/a/lamp.svg")
    assert f'"../../../{before}?x=1"' in site.page("t/hn/1/index.html").replace("=..", '="..')
    site.write("static/a/lamp.svg", SVG + "\n")
    site.build()
    assert site.static("static/a/lamp.svg") != before
    assert before not in site.files()[MANIFEST].decode()
    assert site.page("t/hn/1/index.html").count("a/lamp.") == 1


def test_what_a_style_sheet_names(site: SmallSite) -> None:
    for name in ("fonts/a b.woff2", "fonts/b.woff2", "c.png", "d.png", "e.png"):
        site.write(f"static/{name}", name)
    site.write("static/css/50-own.css",
               "@font-face { src: url('fonts/a%20b.woff2') } p { background: url(c.png#x) }"
               " q { background: url( './d.png' ), url(https://example.org/e.png) }")  # fmt: skip
    site.build()
    assert statics(site) == {"fonts/a b.*.woff2", "c.*.png", "d.*.png"}
    css = site.page(site.static("static/style.css"))
    wanted = {
        site.static(f"static/{name}").removeprefix("static/").replace(" ", "%20")
        for name in ("fonts/a b.woff2", "c.png", "d.png")
    }
    assert wanted <= {part.removeprefix("./") for part in re.findall(r"[\w%./-]+", css)}


def test_a_computed_name_keeps_all_files_that_it_may_mean_as_they_are_called(
    site: SmallSite,
) -> None:
    for name in ("flags/de.svg", "flags/fr.svg", "flag.svg", "other.svg"):
        site.write(f"static/{name}", SVG)
    site.write(HOOK, '<img src="{{ page.static }}flags/{{ site.language }}.svg" alt="">')
    site.build()
    assert statics(site) == {"flags/de.svg", "flags/fr.svg"}
    site.write(HOOK, '{% set at = page.static %}<img src="{{ at }}flag.svg" alt="">')
    site.build()
    assert statics(site) >= {"flags/de.svg", "flags/fr.svg", "flag.svg", "other.svg"}


def test_what_is_named_by_texts_menus_and_files_that_are_used(site: SmallSite) -> None:
    for name in ("me.jpg", "paper.pdf", "lost.jpg", "cities.json", "kept/a.bin"):
        site.write(f"static/{name}", "x")
    site.write("static/js/map.js", 'fetch(new URL("../cities.json", document.currentScript.src))')
    site.write(HOOK, '<script src="{{ page.static }}js/map.js" defer></script>')
    site.write("pages/about.md", "![Me](/static/me.jpg)\n")
    site.config('[build]\nstatic = ["kept/*"]\n[[site.menu]]\ntitle = "Paper"\n'
                'url = "/static/paper.pdf"\n')  # fmt: skip
    site.build()
    assert statics(site) == {"me.jpg", "paper.pdf", "cities.json", "js/map.*.js", "kept/a.bin"}


def test_a_script_that_no_page_has_is_not_copied(site: SmallSite) -> None:
    site.remove("content/a.json")
    site.build()
    assert not [path for path in site.files() if "thread" in path]


@pytest.mark.parametrize(
    ("written", "hint"),
    [("js/thred.js", "did you mean 'js/thread.js'?"), ("css/50-own.css", "{{ page.stylesheet }}")],
)
def test_a_file_that_is_not_there_is_a_mistake_with_its_line(
    site: SmallSite, written: str, hint: str
) -> None:
    site.write(HOOK, f'\n<link href="{{{{ page.static }}}}{written}">')
    with pytest.raises(ThemeError) as caught:
        site.build()
    assert caught.value.message == f"there is no static file {written!r}"
    assert caught.value.where.startswith(f"{site.folder / HOOK}:2: <link href=")
    assert hint in caught.value.hint


def test_names_without_marks(site: SmallSite) -> None:
    site.config("[build]\nfingerprints = false\n")
    site.build()
    assert {path for path in site.files() if path.startswith("static/")} == {
        "static/style.css", "static/copies.css", "static/icon.svg", "static/js/thread.js",
    }  # fmt: skip


def test_the_preview_has_names_without_marks_and_no_page_changes_with_its_style(
    site: SmallSite,
) -> None:
    preview = Preview(site.chosen, site.folder / "sitegen.toml", lambda: None)
    preview.start(lambda name, done: None)
    before = preview.state("index.html")
    site.write("static/css/50-own.css", "p { color: red }")
    preview.update([str(site.folder / "static/css/50-own.css")])
    after = preview.state("index.html")
    assert after.page == before.page
    assert after.styles != before.styles
    preview.close()


def test_processes_make_the_same_names(site: SmallSite, tmp_path: Path) -> None:
    site.dump("b.json", *(node(n, node(n + 1), title="T") for n in range(1000, 1600, 2)))
    site.write("static/css/50-own.css", "p { background: url(c.png) }")
    site.write("static/c.png", "x")
    site.build(1)
    site.build(2, tmp_path / "two")
    assert site.files(tmp_path / "two") == site.files()


def test_templates_are_parsed_once_for_all_builds_of_a_process(
    site: SmallSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What they need is remembered for as long as none of the theme's files changes."""
    parsed: list[Theme] = []

    def counted(theme: Theme) -> dict[str, digests.Needs]:
        parsed.append(theme)
        return digests.needs(theme)

    monkeypatch.setattr(assets, "needs", counted)
    site.write(HOOK, f"<p>{tmp_path}</p>")  # no other test has this
    site.build()
    assert len(parsed) == 1
    shutil.rmtree(site.state)
    site.build()
    site.clean_build(tmp_path / "elsewhere")
    assert len(parsed) == 1
    site.write("static/lamp.svg", SVG)
    site.write(HOOK, '<img src="{{ page.static }}lamp.svg" alt="">')
    site.build()
    assert len(parsed) == 2
    assert "lamp.*.svg" in statics(site)
