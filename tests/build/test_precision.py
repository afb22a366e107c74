"""Times that a dump knows only roughly are told no finer, wherever pages tell them."""

import json
from pathlib import Path

import pytest
from small_site import SmallSite

from sitegen.build.export import Selection, export

EVERYTHING = """[site]
url = "https://example.org/"
[build]
authors = true
twins = ["json", "md"]
[search]
enabled = true
"""
VIDEO = {
    "id": "lOoM5-00aAa", "title": "Looms", "channel": "Weavers", "extractor_key": "Youtube",
    "webpage_url": "https://www.youtube.com/watch?v=lOoM5-00aAa", "timestamp": 1_500_000_000,
}  # fmt: skip
AT = 1_620_325_920  # 2021-05-06T18:32Z
AGES = ["3 years ago", "2 months ago (edited)", "5 weeks ago"] * 4


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    site.config(EVERYTHING)
    comments = [
        {"id": f"Ug{number}", "parent": "root", "text": f"words {number}", "author": "@ada"}
        | {"timestamp": AT + number, "_time_text": age}
        for number, age in enumerate(AGES)
    ]
    site.write("content/v.info.json", json.dumps(VIDEO | {"comments": comments}))
    return site


def page(site: SmallSite, name: str) -> str:
    """Of the thread; capitals matter in ids, so its folder ends in a digest."""
    (path,) = site.output.glob(f"t/youtube/*/{name}")
    return path.read_text("utf-8")


def test_no_page_tells_the_day_of_a_year_or_a_month(site: SmallSite) -> None:
    site.build()
    thread = page(site, "index.html")
    assert " datetime=2021>2021</time>" in thread
    assert " datetime=2021-05>May 2021</time>" in thread
    assert "14 Jul 2017, 02:40" in thread  # of the video, which is exact
    told = {path for path in site.files() if path.endswith((".html", ".md", ".js"))}
    assert any(path.startswith("u/youtube/") for path in told)
    assert any(path.startswith("search/") for path in told)
    for path in told:
        text = site.page(path)
        for day in ("2021-05-06", "6 May 2021", "18:32"):
            assert day not in text, path


def test_json_says_how_exact_a_time_is(site: SmallSite) -> None:
    site.build()
    told = json.loads(page(site, "index.json"))
    assert "precision" not in told
    assert [comment["precision"] for comment in told["comments"]] == (
        ["year", "month", "month"] * 4
    )


def test_it_is_the_same_after_an_export(site: SmallSite, tmp_path: Path) -> None:
    site.build()
    again = SmallSite(tmp_path / "again")
    again.config(EVERYTHING)
    paths, config = site.chosen()
    export(paths, config, again.content / "all.ndjson", Selection())
    again.build()
    for path, data in site.files().items():
        if path.startswith(("t/", "u/")):
            assert again.files()[path] == data, path
