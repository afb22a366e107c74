"""The output folder: only our own files are ever touched, and they are always whole."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_site import MANIFEST, SmallSite, node

from sitegen.build import output
from sitegen.errors import ConfigError, OutputError, StoreError

THREAD = "t/hn/1/index.html"


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    site.dump("a.json", node(1, node(2), title="One"), node(5, title="Two"))
    return site


def drafts(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if "draft" in path.name]


@pytest.mark.parametrize("path", ["index.html", THREAD, "static/style.css"])
def test_a_file_of_somebody_else_is_never_touched(path: str, site: SmallSite) -> None:
    site.fingerprints = False
    site.write(f"output/{path}", "mine")
    for _ in range(2):
        report = site.build()
        [failure] = report.failures
        assert (failure.path, failure.where) == (path, f"{site.output}/{path}")
        assert "did not write is in the way" in failure.message
        assert site.page(path) == "mine"
    assert path not in site.files()[MANIFEST].decode().splitlines()
    site.remove(f"output/{path}")
    assert site.build().failures == ()
    assert site.page(path) != "mine"


def test_a_folder_or_a_link_in_the_way_stays(site: SmallSite, tmp_path: Path) -> None:
    site.write("output/index.html/mine", "mine")
    secret = tmp_path / "secret"
    secret.write_text("mine")
    site.output.joinpath("t/hn/1").mkdir(parents=True)
    os.symlink(secret, site.output / THREAD)
    assert {failure.path for failure in site.build().failures} == {"index.html", THREAD}
    assert secret.read_text() == "mine"
    assert os.readlink(site.output / THREAD) == str(secret)


@pytest.mark.parametrize("folder", ["t", "t/hn", "t/hn/1", "static"])
def test_nothing_is_written_through_a_link(folder: str, site: SmallSite, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    link = site.output / folder
    link.parent.mkdir(parents=True)
    os.symlink(outside, link)
    report = site.build()
    behind = [failure.path for failure in report.failures]
    assert behind
    assert all(path.startswith(f"{folder}/") for path in behind)
    assert list(outside.iterdir()) == []
    assert (site.output / "index.html").exists()


@pytest.mark.parametrize("folder", ["t", "t/hn", "t/hn/1"])
def test_a_folder_of_ours_that_became_a_link_is_not_followed(
    folder: str, site: SmallSite, tmp_path: Path
) -> None:
    """Neither to write, nor to remove, nor to clear drafts away."""
    site.build()
    outside = tmp_path / "outside"
    shutil.move(site.output / folder, outside)
    draft = outside / "x.sitegen-draft"
    draft.write_text("mine")
    os.symlink(outside, site.output / folder)
    before = {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()}
    site.dump("a.json", node(1, node(2, text="changed"), title="One"))
    assert {failure.path for failure in site.build().failures} == {THREAD}
    site.dump("a.json", node(9, title="Another"))
    site.build()
    assert {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()} == before


def test_the_folder_itself_may_be_a_link(site: SmallSite, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    target.mkdir()
    os.symlink(target, site.output)
    assert site.build().failures == ()
    assert (target / "index.html").exists()


@pytest.mark.parametrize("how", ["removed", "changed", "cut", "a folder", "a link"])
def test_what_others_did_to_our_files_is_undone(how: str, site: SmallSite) -> None:
    site.build()
    clean = site.files()
    path = site.output / THREAD
    path.unlink()
    if how == "changed":
        path.write_bytes(b"x" * len(clean[THREAD]))
    elif how == "cut":
        path.write_bytes(clean[THREAD][:100])
    elif how == "a folder":
        path.mkdir()
    elif how == "a link":
        os.symlink("nowhere", path)
    report = site.build()
    if how == "a folder":
        assert [failure.path for failure in report.failures] == [THREAD]
        path.rmdir()
        report = site.build()
    assert (report.written, report.failures) == (1, ())
    assert site.files() == clean
    assert drafts(site.output) == []


def test_what_is_no_longer_ours_is_forgotten(site: SmallSite) -> None:
    """A page that goes while something else lies in its place."""
    site.build()
    (site.output / THREAD).unlink()
    site.write(f"output/{THREAD}/mine", "mine")
    site.dump("a.json", node(5, title="Two"))
    for _ in range(2):
        assert site.build().failures == ()
        assert site.page(f"{THREAD}/mine") == "mine"
    assert THREAD not in site.page(MANIFEST)


def test_a_file_where_a_folder_of_ours_was(site: SmallSite) -> None:
    site.build()
    shutil.rmtree(site.output / "t")
    site.write("output/t", "mine")
    assert {failure.path for failure in site.build().failures} == {THREAD, "t/hn/5/index.html"}
    site.dump("a.json", node(7, title="Another"))
    assert {failure.path for failure in site.build().failures} == {"t/hn/7/index.html"}
    assert site.page("t") == "mine"
    assert drafts(site.output) == []


def test_folders_that_become_empty_go_and_others_stay(site: SmallSite) -> None:
    site.build()
    site.write("output/t/hn/5/mine", "mine")
    site.remove("content/a.json")
    site.build()
    assert not (site.output / "t/hn/1").exists()
    assert [p.name for p in (site.output / "t/hn/5").iterdir()] == ["mine"]


def test_another_output_folder(site: SmallSite, tmp_path: Path) -> None:
    site.build()
    clean = site.files()
    site.build(output=tmp_path / "other")
    assert site.files(tmp_path / "other") == site.files() == clean
    site.dump("a.json", node(5, title="Two"))
    site.build(output=tmp_path / "other")
    assert site.files() == clean
    assert THREAD not in site.files(tmp_path / "other")
    site.build()
    assert site.files() == site.files(tmp_path / "other")


def test_a_file_of_static_may_become_a_folder_and_a_page_may_not_be_one(site: SmallSite) -> None:
    site.write("static/style.css", "a page has this path")
    site.config('[build]\nstatic = ["*"]\nfingerprints = false\n')
    with pytest.raises(OutputError, match="the same path"):
        site.build()


@pytest.mark.parametrize("name", [b"a\nb", b"\xff", b"a\\b"])
def test_static_files_have_names_for_urls(name: bytes, site: SmallSite) -> None:
    site.write("static/x", "1")
    site.config('[build]\nstatic = ["*"]\n')
    os.rename(site.folder / "static/x", os.fsencode(site.folder / "static") + b"/" + name)
    done = site.run("build")
    assert done.returncode == 1
    assert "name cannot be a URL's" in done.stderr


def test_the_output_folder_is_a_file(site: SmallSite) -> None:
    site.write("output", "mine")
    with pytest.raises(OutputError, match="a file of that name is in the way"):
        site.build()


def test_output_inside_content_is_refused(site: SmallSite) -> None:
    with pytest.raises(ConfigError, match="must lie apart"):
        site.build(output=site.content / "x")


@pytest.mark.parametrize(
    "lines",
    ["../outside", "/etc/hosts", "a/../../outside", "a\\..\\b", "t//x", "./x", "x\0y", "", "."],
)
def test_a_manifest_is_believed_for_plain_paths_only(lines: str, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(f"index.html\n{lines}\n")
    assert output.read_manifest(tmp_path) == {"index.html"}


def test_a_manifest_cannot_make_us_remove_what_lies_outside(
    site: SmallSite, tmp_path: Path
) -> None:
    site.build()
    (tmp_path / "site/precious").write_text("mine")
    (tmp_path / "precious").write_text("mine")
    with open(site.output / MANIFEST, "a") as manifest:
        manifest.write(f"../precious\n../../precious\n{tmp_path}/precious\n")
    site.build()
    assert (tmp_path / "site/precious").exists()
    assert (tmp_path / "precious").exists()


@pytest.mark.parametrize("what", ["folder", "link"])
def test_something_else_in_the_place_of_the_manifest(
    what: str, site: SmallSite, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.write_text("mine")
    site.output.mkdir()
    if what == "folder":
        (site.output / MANIFEST).mkdir()
        with pytest.raises(OutputError, match="cannot write"):
            site.build()
        assert drafts(site.output) == []
    else:
        os.symlink(outside, site.output / MANIFEST)
        site.build()
    assert outside.read_text() == "mine"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of 200 KB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)]
    try:
        made = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        made = False
    if not made:
        pytest.skip("no file system can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_ends_the_build_and_leaves_no_half_file(
    small_disk: Path, site: SmallSite
) -> None:
    site.config("[build]\nminify = false")
    many = [node(n, title=f"Thread {n}", text="word " * 2000) for n in range(1, 60)]
    site.dump("a.json", *many)
    for jobs in (1, 2):
        with pytest.raises(OutputError, match="No space left") as caught:
            site.build(jobs=jobs, output=small_disk / "output")
        assert "free some space" in caught.value.hint
        assert drafts(small_disk) == []
    site.dump("a.json", *many[:3])
    assert site.build(output=small_disk / "output").failures == ()
    assert site.build().failures == ()
    assert site.files() == site.files(small_disk / "output")


def test_a_full_disk_under_the_state_is_told(small_disk: Path, tmp_path: Path) -> None:
    site = SmallSite(small_disk / "site")
    elsewhere = SmallSite(tmp_path / "dumps")
    elsewhere.dump("a.json", *(node(n, title="T", text="word " * 5000) for n in range(1, 30)))
    site.config(f'[build]\ncontent = "{elsewhere.content}"\noutput = "{tmp_path}/out"')
    done = site.run("build")
    assert done.returncode == 1
    assert "full" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a user to become")
def test_folders_that_may_not_be_written(site: SmallSite, tmp_path: Path) -> None:
    site.build()  # everything is loaded now: somebody else may not even read it
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(0o755)
    os.seteuid(65534)
    try:
        with pytest.raises(StoreError, match="Permission denied"):
            site.build()
        os.seteuid(0)
        shutil.rmtree(site.state)
        site.state.mkdir()
        site.state.chmod(0o777)
        os.seteuid(65534)
        with pytest.raises(OutputError, match="it is not writable"):
            site.build()
    finally:
        os.seteuid(0)
