"""Communities that look otherwise than their site: themes, words, keys, files."""

import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from small_site import SmallSite, node

from sitegen.errors import ConfigError
from sitegen.pages.looks import look_of
from sitegen.serve.preview import Preview

RUST, HARBOUR, PLAIN = "t/boards/1/index.html", "t/boards/3/index.html", "t/boards/5/index.html"
CONFIG = """
[communities."b/*"]
theme = "forum"

[communities."b/rust"]
theme = "aggregator"
title = "Rust, and how to keep it off"
description = "Anchors, chains, old cars."
language = "de"
points = ["upvote", "upvotes"]
comments = "replies"
author_prefix = "u/"
[communities."b/rust".options]
accent = "#0055aa"
"""


def posts(*communities: str) -> str:
    """A thread with one comment for each community."""
    lines = []
    for number, community in enumerate(communities):
        root = f"boards:{number * 2 + 1}"
        told = {"community": community, "title": f"About {community}", "score": 2}
        lines.append({"id": root, "author": "ada", "body": "First.", **told})
        lines.append({"id": f"boards:{number * 2 + 2}", "parent": root, "author": "ben",
                      "body": "Second.", "score": 1})  # fmt: skip
    return "\n".join(map(json.dumps, lines))


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    site = SmallSite(tmp_path)
    site.write("content/a.ndjson", posts("b/rust", "b/harbour", "quay"))
    site.config(CONFIG)
    assert site.build().failures == ()
    return site


def test_each_community_has_its_theme_and_shared_pages_the_sites(site: SmallSite) -> None:
    assert LexborHTMLParser(site.page(RUST)).css_first("p.band") is not None
    assert f"../../../{site.static('static/aggregator/style.css')}" in site.page(RUST)
    assert LexborHTMLParser(site.page(HARBOUR)).css_first(".avatar") is not None
    assert f"../../../{site.static('static/forum/style.css')}" in site.page(HARBOUR)
    for path in (PLAIN, "index.html", "c/index.html", "c/boards/quay/index.html"):
        assert site.static("static/style.css") in site.page(path)
    styles = site.static("static/aggregator/style.css")
    assert styles in site.page("c/boards/b/rust/index.html")
    assert "--accent:#05a" in site.page(styles).replace("#0055aa", "#05a")


def test_a_community_says_how_it_is_called_and_what_it_counts(site: SmallSite) -> None:
    page = LexborHTMLParser(site.page(RUST))
    assert page.css_first("html").attributes["lang"] == "de"
    assert page.css_first(".band").text() == "Rust, and how to keep it off"
    text = page.css_first("main").text()
    assert "2 upvotes" in text
    assert "1\N{NO-BREAK SPACE}upvote" in text
    assert "1 replies" in text
    assert [node.text() for node in page.css(".by, li[id] > h3")] == [
        "u/ada",
        "u/ben",
    ]
    listed = LexborHTMLParser(site.page("c/boards/b/rust/index.html"))
    assert listed.css_first("h1").text() == "Rust, and how to keep it off"
    assert listed.css_first(".lead").text() == "Anchors, chains, old cars."
    assert "von u/ada" in listed.css_first(".rows").text()
    assert "b/rust" in site.page("index.html")
    assert "2 points" in site.page("index.html")


def test_a_change_of_one_community_makes_its_pages_again_and_no_others(site: SmallSite) -> None:
    site.config(CONFIG.replace('"u/"', '"@"'))
    report = site.build()
    made = {path for path, data in site.files().items() if b"@ada" in data or b"@ben" in data}
    assert made == {RUST, "c/boards/b/rust/index.html"}
    assert set(report.first_written) - made <= {
        site.static(f"static/aggregator/{name}")
        for name in ("style.css", "copies.css", "icon.svg", "js/thread.js")
    }
    assert "the settings changed" in report.reasons


def test_a_linear_thread_tells_what_a_post_answers_where_another_stands_between(
    tmp_path: Path,
) -> None:
    site = SmallSite(tmp_path)
    tree = node(2, node(3, text="Third."), node(4, text="Fourth."), text="Second.")
    site.dump("a.json", node(1, tree, title="One"))
    site.config('[theme]\nname = "forum"\n')
    site.build()
    page = LexborHTMLParser(site.page("t/hn/1/index.html"))
    quotes = {item.attributes["id"]: item.css_first("q") for item in page.css("li[id]")}
    assert [bool(quote) for quote in quotes.values()] == [False, False, True]
    assert quotes["c-4"].text() == "Second."


def test_only_what_a_page_uses_is_copied(site: SmallSite) -> None:
    site.write("content/a.ndjson", posts("quay"))
    site.build()
    assert {path for path in site.files() if path.startswith("static/")} == {
        site.static(f"static/{name}")
        for name in ("style.css", "copies.css", "icon.svg", "js/thread.js")
    }


def test_the_same_bytes_from_processes_and_in_the_preview(site: SmallSite, tmp_path: Path) -> None:
    processes = tmp_path / "processes"
    site.build(2, processes)
    assert site.files(processes) == site.files()
    site.fingerprints = False
    site.build()
    preview = Preview(site.chosen, site.folder / "sitegen.toml", lambda: None)
    preview.start(lambda name, done: None)
    for path in (RUST, HARBOUR, PLAIN, "static/aggregator/style.css", "static/forum/js/thread.js"):
        answer = preview.page(path)
        assert answer is not None
        assert answer.data == site.files()[path]
    site.config(CONFIG.replace('theme = "aggregator"', 'theme = "paper"'))
    preview.update([str(site.folder / "sitegen.toml")])
    answer = preview.page(RUST)
    assert answer is not None
    assert b"static/paper/style.css" in answer.data
    preview.close()


@pytest.mark.parametrize(
    ("told", "where", "hint"),
    [
        ('[communities."b/*"]\ntheme = "forun"', 'communities."b/*".theme', "'forum'"),
        (
            '[communities."b/*"]\ntheme = "forum"\noptions.avatar = true',
            'communities."b/*".options',
            "'avatars'",
        ),
        ('[communities."b/*"]\nthem = "forum"', ":2: unknown key communities.b/*.them", "'theme'"),
        ('[communities."b/*"]\n\npoints = 3', ":3: communities.b/*.points", "got `int`"),
        ('[communities]\n"b/*" = "forum"', ":2: write [communities", "line of its own"),
    ],
)
def test_mistakes_have_a_place_and_a_hint(
    site: SmallSite, told: str, where: str, hint: str
) -> None:
    site.config(told)
    with pytest.raises(ConfigError) as caught:
        site.build()
    assert where in str(caught.value)
    assert hint in str(caught.value)


MISTAKEN = """\
[theme]
name = "NAME"
[theme.options]
acent = "#fff"

[communities."b/*"]
theme = "agregator"
[communities."b/rust"]
theme = "aggregator"
options.banner = true
options.accent = "red"
[communities."quay".options]
max_nesting = 0
"""


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("forum", [(4, "theme.options.acent", "'accent'"), (13, "max_nesting", "1 or more")]),
        ("forun", [(2, "theme.name", "'forum'")]),
    ],
)
def test_all_mistakes_in_themes_are_told_at_once_with_their_lines(
    site: SmallSite, name: str, places: list[tuple[int, str, str]]
) -> None:
    site.config(MISTAKEN.replace("NAME", name))
    with pytest.raises(ConfigError) as caught:
        site.build()
    lines = caught.value.where.split("\n")
    everywhere = [(7, '"b/*".theme', "'aggregator'"), (10, "options.banner", "'banners'"),
                  (11, "options.accent", "a colour such as")]  # fmt: skip
    assert len(lines) == len(places) + 3
    for number, key, hint in [*places, *everywhere]:
        start = f"{site.folder}/sitegen.toml:{number}: "
        (line,) = (line for line in lines if line.startswith(start))
        assert key in line
        assert hint in line


@pytest.mark.parametrize(
    ("patterns", "site", "community", "look"),
    [
        ((), "reddit", "r/rust", ""),
        (("*", "r/*", "r/rust", "r/ru*"), "reddit", "r/rust", "r/rust"),
        (("r/ru*", "r/*"), "reddit", "r/rust", "r/ru*"),
        (("r/?ust", "r/rus?"), "reddit", "r/rust", "r/rus?"),
        (("reddit/*", "hn"), "reddit", "r/rust", "reddit/*"),
        (("Hacker News",), "hn", None, "Hacker News"),
        (("hn",), "hn", None, "hn"),
        (("r/Rust", "[r]/rust"), "reddit", "r/rust", ""),
    ],
)
def test_the_most_specific_pattern_holds(
    patterns: tuple[str, ...], site: str, community: str | None, look: str
) -> None:
    assert look_of(patterns, site, community) == look


def test_a_language_changes_words_dates_and_direction_of_its_pages_alone(site: SmallSite) -> None:
    site.dump("b.json", node(1, node(2, at=1_708_350_000), title="One", at=1_708_349_000))
    site.config('[site]\nlanguage = "ar"\n[communities."b/*"]\nlanguage = "de"\n')
    assert site.build().failures == ()
    front = LexborHTMLParser(site.page("index.html"))
    assert front.css_first("html").attributes["dir"] == "rtl"
    assert "المجتمعات" in front.css_first("header").text()
    german = LexborHTMLParser(site.page(RUST))
    assert "dir" not in german.css_first("html").attributes
    assert "1 Kommentar" in german.css_first("h2").text()
    thread = LexborHTMLParser(site.page("t/hn/1/index.html"))
    assert thread.css_first("time").attributes["datetime"] == "2024-02-19T13:23Z"
    assert "فبراير" in site.page("m/2024-02/index.html")
    site.config('[site]\nlanguage = "ar"\n[communities."b/*"]\nlanguage = "fr"\n')
    report = site.build()
    assert "1 commentaire" in site.page(RUST)
    assert 0 < report.written < 10
