"""An archive can be built from its own export: the same site, byte for byte."""

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import posts_source as made
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from made_up import records
from small_site import FAST, SmallSite, item, node

from sitegen.build.export import Selection, export
from sitegen.errors import UsageError
from sitegen.model import Record
from sitegen.sources import sitegen_ndjson

SAMPLES = Path(__file__).parents[1] / "data"


@pytest.fixture
def both_formats() -> Iterator[None]:
    with made.formats(made.SOURCE, sitegen_ndjson.SOURCE):
        yield


def exported(site: SmallSite, target: Path, **selected: tuple[str, ...]) -> bytes:
    paths, config = site.chosen()
    export(paths, config, target, Selection(**selected))
    return target.read_bytes()


def rebuilt(site: SmallSite, folder: Path, name: str = "export.ndjson") -> SmallSite:
    """The site that its export makes, with the same configuration."""
    other = SmallSite(folder)
    exported(site, other.content / name)
    assert not (other.content / f"{name}.new").exists()
    for path in ("sitegen.toml", "templates", "static"):
        if (site.folder / path).is_file():
            shutil.copy2(site.folder / path, other.folder / path)
    return other


def check(site: SmallSite, folder: Path) -> None:
    before = site.build()
    other = rebuilt(site, folder)
    after = other.build()
    assert (after.failures, after.sums_agree) == ((), True)
    assert (after.threads, after.posts, after.ghosts) == (
        before.threads, before.posts, before.ghosts,
    )  # fmt: skip
    assert (after.lost, after.problems) == (before.lost, before.problems)
    assert other.files() == site.files()
    first = (other.content / "export.ndjson").read_bytes()
    assert _without_places(exported(other, folder / "again.ndjson")) == _without_places(first)


def _without_places(data: bytes) -> list[bytes]:
    """An export without its problems: their places begin with the name of the dump."""
    return [line for line in data.splitlines() if not line.startswith(b'{"problem"')]


@pytest.mark.usefixtures("both_formats")
@settings(
    max_examples=25, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(st.dictionaries(st.sampled_from(["a.posts", "b.posts", "c.posts"]), records, min_size=1))
def test_whatever_the_dumps_tell_their_export_makes_the_same_site(
    dumps: dict[str, list[Record]],
) -> None:
    with TemporaryDirectory(dir=FAST) as folder:
        site = SmallSite(Path(folder, "site"))
        for name, told in dumps.items():
            site.write(f"content/{name}", made.encoded(told))
        check(site, Path(folder, "other"))


def test_samples_of_all_formats_make_the_same_site_from_their_export(tmp_path: Path) -> None:
    site = SmallSite(tmp_path / "site")
    ignored = shutil.ignore_patterns("*.expected.json")
    shutil.copytree(SAMPLES, site.content, dirs_exist_ok=True, ignore=ignored)
    check(site, tmp_path / "other")


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    site.dump("a.json", node(1, node(2, node(3)), title="One"), node(7, title="Seven"))
    site.items("b.ndjson", item(1, kids=[5, 2]), item(5, 1), item(9, 99))
    return site


def test_an_export_is_the_same_whatever_the_dumps_are_called_and_when_they_came(
    site: SmallSite, tmp_path: Path
) -> None:
    site.build()
    first = exported(site, tmp_path / "first.ndjson")
    (site.content / "b.ndjson").rename(site.content / "c.ndjson")
    assert exported(site, tmp_path / "second.ndjson") == first
    assert exported(site.copy(tmp_path / "copy"), tmp_path / "third.ndjson") == first


def test_comments_whose_thread_was_not_in_the_export_find_it_when_it_is_added(
    site: SmallSite, tmp_path: Path
) -> None:
    other = rebuilt(site, tmp_path / "other")
    for each in (site, other):
        each.items("late.ndjson", item(99, 1))
        each.build()
    assert "Text of item 9." in other.page("t/hn/1/index.html")
    assert other.files() == site.files()


@pytest.mark.parametrize("name", ["e.ndjson.gz", "e.ndjson.zst", "e.ndjson.xz", "e.ndjson.bz2"])
def test_an_export_is_compressed_as_its_name_says(
    name: str, site: SmallSite, tmp_path: Path
) -> None:
    site.build()
    data = exported(site, tmp_path / name)
    assert data == exported(site, tmp_path / name)
    if name.endswith("gz"):
        assert gzip.decompress(data) == exported(site, tmp_path / "e.ndjson")
    other = rebuilt(site, tmp_path / "other", name)
    other.build()
    assert other.files() == site.files()


def test_threads_are_selected_by_id_or_community(site: SmallSite, tmp_path: Path) -> None:
    post = '{"id": "forum:1", "title": "T", "body": "b", "community": "Boats"}\n'
    site.write("content/c.ndjson", post)
    data = exported(site, tmp_path / "e.ndjson", threads=("hn:7",), communities=("Bo*",))
    assert [line[:15] for line in data.splitlines()[1:]] == [b'{"id":"forum:1"', b'{"id":"hn:7","t']
    with pytest.raises(UsageError, match="no thread fits"):
        exported(site, tmp_path / "none.ndjson", threads=("hn:8",))
    assert not (tmp_path / "none.ndjson").exists()
    assert not (tmp_path / "none.ndjson.new").exists()


def test_an_export_into_the_content_folder_is_refused(site: SmallSite) -> None:
    with pytest.raises(UsageError, match="read as one more dump"):
        exported(site, site.content / "export.ndjson")
    assert not (site.content / "export.ndjson").exists()


def test_an_export_leaves_the_output_alone(site: SmallSite, tmp_path: Path) -> None:
    site.build()
    before = site.marks()
    site.dump("c.json", node(20, title="Twenty"))
    exported(site, tmp_path / "e.ndjson")
    assert site.marks() == before
    assert site.build().written > 0


def test_copies_with_corrections_make_the_same_site_from_their_export(tmp_path: Path) -> None:
    site = SmallSite(tmp_path / "site")
    for sample in sorted((SAMPLES / "hn-text").glob("*.txt")):
        site.write(f"content/{sample.name}", sample.read_bytes())
        site.write(
            f"content/{sample.name}.fix.toml",
            f'title = "Corrected {sample.stem}"\ncommunity = "copies"\ncaptured = 2024-03-02\n',
        )
    site.build()
    pages = [page for path, page in site.files().items() if path.startswith("t/")]
    assert any(b"Corrected" in page for page in pages)
    assert any(b"Line" in page and b"of the copy" in page for page in pages)
    check(site, tmp_path / "other")
