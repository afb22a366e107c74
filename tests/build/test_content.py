"""content/: what counts as a dump, under which name, and when it is read again.

Whatever lies there, nothing hangs, nothing is left unsaid, and the rest is read.
"""

import io
import json
import os
import tarfile
import zipfile
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_site import SmallSite, item, node

from sitegen.build import scan
from sitegen.build.report import Report
from sitegen.build.run import problems
from sitegen.errors import ConfigError, UsageError


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    site.dump("a.json", node(1, node(2), title="One"))
    return site


def dumps(site: SmallSite) -> dict[str, int]:
    """The posts of each dump by its name, as the report tells them."""
    told, _ = problems(site.chosen()[0])
    assert [dump.name for dump in told] == sorted(dump.name for dump in told)
    return {dump.name: dump.posts for dump in told}


def told(site: SmallSite) -> dict[str, str]:
    _, found = problems(site.chosen()[0])
    return {problem.where: problem.message for _, problem in found}


def again(site: SmallSite) -> Report:
    """A build after which nothing is read or written any more."""
    report = site.build()
    repeated = site.build()
    assert (repeated.read_dumps, repeated.written) == (0, 0)
    return report


def test_what_is_no_file_is_told_and_nothing_hangs(site: SmallSite) -> None:
    os.symlink("itself", site.content / "itself")
    os.symlink("nowhere", site.content / "dangling.json")
    os.symlink("/dev/zero", site.content / "endless")
    os.symlink("/proc/self/mem", site.content / "unreadable")
    os.mkfifo(site.content / "pipe")
    os.mkfifo(site.content / "pipe.zip")
    assert again(site).failures == ()
    assert told(site) == {
        "itself": "cannot be read: Too many levels of symbolic links",
        "dangling.json": "cannot be read: No such file or directory",
        "endless": "cannot be read: it is no file",
        "unreadable": "cannot be read: Input/output error",
        "pipe": "cannot be read: it is no file",
        "pipe.zip": "cannot be read: it is no file",
    }
    assert dumps(site)["a.json"] == 2


def test_folders_in_folders_in_folders(site: SmallSite) -> None:
    at = os.open(site.content, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=at)
        inside = os.open("d", os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = inside
    os.close(at)
    site.dump("d/d/d/b.json", node(3, title="Three"))
    try:
        again(site)
        assert dumps(site)["d/d/d/b.json"] == 1
        [(where, message)] = told(site).items()
        assert where.startswith("d/d/d/")
        assert message == "cannot be read: folders lie more than 64 deep"
    finally:  # whatever happens: what cleans up after tests cannot go so deep
        os.system(f"rm -rf '{site.content}/d'")


def test_a_folder_reached_twice_counts_once(site: SmallSite) -> None:
    site.dump("real/b.json", node(3, title="Three"))
    os.symlink("real", site.content / "alias")
    os.symlink("..", site.content / "real/up")
    again(site)
    assert dumps(site) == {"a.json": 2, "alias/b.json": 1}


def test_names_of_any_bytes_stay_apart(site: SmallSite) -> None:
    data = (site.content / "a.json").read_bytes()
    for name in (b"\xff.json", rb"\xff.json", b"\n.json", rb"\x0a.json", "ü.json".encode()):
        Path(os.fsdecode(os.fsencode(site.content) + b"/" + name)).write_bytes(data)
    again(site)
    names = ["\\\\x0a.json", "\\\\xff.json", "\\x0a.json", "\\xff.json", "a.json", "ü.json"]
    assert list(dumps(site)) == names
    assert set(dumps(site).values()) == {2}


def test_hidden_and_ignored_files_are_no_dumps(site: SmallSite) -> None:
    for name in (".hidden", ".git/config", "README.md", "sub/notes.md", "a.json.fix.toml"):
        site.write(f"content/{name}", "no dump")
    again(site)
    assert list(dumps(site)) == ["a.json"]
    site.config('[build]\nignore = ["a.*", "sub/*"]')
    again(site)
    assert list(dumps(site)) == ["README.md"]


@given(
    st.lists(st.text("*?[]a.md/", max_size=6), max_size=3),
    st.lists(st.text("a.md[]", min_size=1, max_size=5), min_size=1, max_size=3),
)
def test_what_is_ignored_is_what_a_glob_fits(globs: list[str], parts: list[str]) -> None:
    """By its name or its path, whichever globs are only endings."""
    path, name = "/".join(parts), parts[-1]
    fits = any(fnmatchcase(told, glob) for glob in globs for told in (name, path))
    assert scan._ignoring(globs)(name, path) == fits


def packed(path: Path, members: list[tuple[str, bytes]]) -> None:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in members:
                archive.writestr(name, data)
        return
    with tarfile.open(path, "w:gz" if path.suffix == ".tgz" else "w") as pack:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            pack.addfile(info, io.BytesIO(data))


def test_what_a_browser_saved_with_a_page_is_no_dump(site: SmallSite) -> None:
    site.write("content/hn/A kettle.htm", "<html>")
    site.write("content/hn/A kettle_files/frame.html", "<html>")
    site.write("content/hn/A kettle-Dateien/deep/style.css", "p {}")
    site.write(
        "content/hn/other_files/c.json", json.dumps(node(5, title="A page is not beside it"))
    )
    again(site)
    assert dumps(site) == {"a.json": 2, "hn/A kettle.htm": 0, "hn/other_files/c.json": 1}


@pytest.mark.parametrize("kind", ["zip", "tar", "tgz"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_archive_of_odd_names(kind: str, site: SmallSite, tmp_path: Path) -> None:
    def thread(number: int) -> bytes:
        return json.dumps(node(number, title="T")).encode()

    odd = ["../../up.json", "/abs.json", "é.json", "a\\b.json", "c/d.json", "twice", "twice", "z\n"]
    if kind != "zip":
        odd.append("\udcff.json")
    members = [(name, thread(100 + n)) for n, name in enumerate(odd)]
    packed(site.content / f"x.{kind}", members)
    site.dump(f"x.{kind}-b.json", node(50, title="Beside it in the order of names"))
    assert again(site).failures == ()
    told_dumps = dumps(site)
    assert len(told_dumps) == len(set(odd)) + 2
    assert set(told_dumps.values()) <= {1, 2}
    assert told(site) == {}
    assert not list(tmp_path.glob("*.json"))


@pytest.mark.parametrize("kind", ["zip", "tar", "tgz", "gz", "zst", "7z"])
def test_what_only_claims_to_be_an_archive(kind: str, site: SmallSite) -> None:
    data = (site.content / "a.json").read_bytes()
    site.write(f"content/b.{kind}", data)
    site.write(f"content/c.{kind}", b"PK\3\4 nothing")
    site.write(f"content/d.{kind}", b"")
    report = again(site)
    assert report.failures == ()
    assert set(told(site)) >= {f"c.{kind}", f"d.{kind}"}


def test_a_folder_that_is_one_dump_has_names_of_any_bytes(site: SmallSite) -> None:
    letter = b"From: Ann <ann@example.org>\nSubject: Hello\nMessage-ID: <1@x>\n\nText.\n"
    site.write("content/mail/cur/1577955600.M1P1.host:2,S", letter)
    site.write("content/mail/new/2", letter.replace(b"1@x", b"2@x"))
    (site.content / "mail/tmp").mkdir()
    odd = Path(os.fsdecode(os.fsencode(site.content) + b"/mail/cur/\xff"))
    odd.write_bytes(letter.replace(b"1@x", b"3@x"))
    again(site)
    assert dumps(site) == {"a.json": 2, "mail": 3}
    odd.write_bytes(letter.replace(b"1@x", b"3@x").replace(b"Text", b"Other text"))
    assert site.build().read_dumps == 1


def test_the_order_of_formats_settles(site: SmallSite) -> None:
    """The first glob that fits wins; changing no more than the order reads anew."""
    site.items("b.json", item(7))
    first, second = '"*.json" = "hn-firebase"', '"b*" = "hn-algolia"'
    site.config(f"[formats]\n{first}\n{second}")
    site.build()
    assert [dump.format for dump in problems(site.chosen()[0])[0]] == ["hn-firebase"] * 2
    site.config(f"[formats]\n{second}\n{first}")
    assert site.build().read_dumps == 2
    assert [dump.format for dump in problems(site.chosen()[0])[0]] == ["hn-firebase", "hn-algolia"]


def test_a_format_that_there_is_not(site: SmallSite) -> None:
    site.config('[formats]\n"no/such/*" = "hn-algolai"')
    with pytest.raises(ConfigError, match="no format named 'hn-algolai'") as caught:
        site.build()
    assert caught.value.hint == "did you mean 'hn-algolia'?"


def test_a_dump_is_read_again_when_it_changes(site: SmallSite) -> None:
    site.build()
    data = (site.content / "a.json").read_bytes()
    site.write("content/a.json", data)
    assert site.build().read_dumps == 1
    os.rename(site.content / "a.json", site.content / "b.json")
    assert site.build().read_dumps == 1
    assert dumps(site) == {"b.json": 2}
    site.remove("content/b.json")
    report = site.build()
    assert (report.read_dumps, report.dumps, report.threads) == (0, 0, 0)


def test_no_content_is_a_mistake_and_no_dumps_are_none(site: SmallSite) -> None:
    site.remove("content/a.json")
    assert site.build().threads == 0
    site.content.rmdir()
    with pytest.raises(UsageError, match="no folder with dumps"):
        site.build()
    assert (site.output / "index.html").exists()
