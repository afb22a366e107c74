"""The manifest names all that is ours, and is read only where that is not known without it."""

from pathlib import Path

import pytest
from small_site import MANIFEST, SmallSite, node


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    site.dump("a.json", node(1, node(2), title="One"), node(5, title="Two"))
    return site


@pytest.mark.parametrize("lines", ["", "index.html\n", None])
def test_a_manifest_that_was_changed_names_all_of_ours_again(
    lines: str | None, site: SmallSite
) -> None:
    site.build()
    manifest = site.output / MANIFEST
    before = manifest.read_bytes()
    for title in ("Three", "Four"):  # that nothing is new or gone makes no difference
        if lines is None:
            manifest.unlink()
        else:
            manifest.write_text(lines)
        site.dump("a.json", node(1, node(2), title="One"), node(5, title=title))
        assert site.build().written
        assert manifest.read_bytes() == before


def test_the_manifest_follows_what_comes_and_goes(site: SmallSite) -> None:
    site.build()
    for threads in ([node(1, title="One")], [node(1, title="One"), node(7, title="New")]):
        site.dump("a.json", *threads)
        site.build()
        ours = site.files()
        named = set(ours.pop(MANIFEST).decode().splitlines())
        assert named == ours.keys()


def test_a_manifest_that_nobody_changed_is_not_read(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build()
    monkeypatch.delattr("sitegen.build.output.read_manifest")
    site.dump("a.json", node(1, node(2), title="Uno"), node(9, title="New"))
    assert site.build().removed
    assert (site.output / MANIFEST).read_text().splitlines() == sorted(
        site.files().keys() - {MANIFEST}
    )
