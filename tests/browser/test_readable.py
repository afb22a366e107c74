"""A thread that was exported as one page, in a browser that asks nobody for anything."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from small_site import SmallSite, node

from sitegen.build import readable
from sitegen.build.export import Selection


def test_it_works_offline(page: Callable[..., Any], tmp_path: Path) -> None:
    site = SmallSite(tmp_path / "site")
    site.dump("a.json", node(1, node(2, node(3)), node(4), title="Signals"))
    paths, config = site.chosen()
    target = tmp_path / "thread.html"
    readable.export(paths, config, target, Selection(("hn:1",)), "html")
    sheet = page(target, width=390, alone=True)
    asked: list[str] = []
    sheet.on("request", lambda request: asked.append(request.url))
    sheet.reload()
    assert asked == [target.as_uri()]
    assert sheet.is_visible("#c-3")
    assert sheet.evaluate("getComputedStyle(document.body).maxWidth") != "none"
    assert sheet.evaluate("document.documentElement.scrollWidth") <= 390
