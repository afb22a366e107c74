"""Folders and archives: one dump where a format reads them whole, else each file is a dump."""

import gzip
import io
import os
import random
import tarfile
import zipfile
from pathlib import Path

import pytest

from sitegen import sources
from sitegen.build import scan
from sitegen.config import Config
from sitegen.errors import SourceError
from sitegen.model import Post, Problem
from sitegen.sources import _archives
from sitegen.sources.source import Dump

STORY = (
    '{"id":%d,"created_at":"2024-01-01T00:00:00.000Z","created_at_i":1704067200,"type":"story",'
    '"author":"a","title":"T","url":null,"text":null,"points":1,"parent_id":null,"story_id":1,'
    '"children":[]}'
)


def tar(path: Path, files: dict[str, bytes]) -> None:
    with tarfile.open(path, "w:gz") as pack:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            pack.addfile(info, io.BytesIO(data))


def zipped(path: Path, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in files.items():
            pack.writestr(name, data)


def no_damage(name: str, error: SourceError) -> None:
    raise AssertionError(name) from error


def read_all(dump: Dump) -> int:
    with dump.open() as stream:
        return sum(len(part) for part in iter(lambda: stream.read(1 << 20), b""))


@pytest.mark.parametrize(("make", "name"), [(tar, "some.tar.gz"), (zipped, "some.zip")])
def test_the_files_of_an_archive_are_dumps(make, name: str, tmp_path: Path) -> None:
    files = {"b/2.json": (STORY % 2).encode(), "1.json": (STORY % 1).encode(), ".DS_Store": b"x"}
    make(tmp_path / name, files)
    found = list(scan.dumps(tmp_path, Config()))
    assert [item.dump.name for item in found] == [f"{name}/1.json", f"{name}/b/2.json"]
    for item in found:
        head = sources.head(item.dump)
        assert head.whole
        assert sources.detect(head, {}).name == "hn-algolia"
        assert head.data == files[item.dump.name.removeprefix(f"{name}/")]
    streams = {
        inside: stream.read() for inside, stream in _archives.files(tmp_path / name, no_damage)
    }
    assert streams == {key: data for key, data in files.items() if key != ".DS_Store"}


def test_a_name_inside_an_archive_never_becomes_a_path(tmp_path: Path) -> None:
    zipped(tmp_path / "evil.zip", {"../../outside.json": (STORY % 1).encode()})
    (item,) = scan.dumps(tmp_path, Config())
    assert item.dump.name == "evil.zip/../../outside.json"
    assert item.dump.path == tmp_path / "evil.zip"
    assert sources.head(item.dump).data.startswith(b'{"id":1')
    assert [path.name for path in tmp_path.iterdir()] == ["evil.zip"]


def test_a_damaged_archive_is_one_dump_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 and then nothing of use")
    (item,) = scan.dumps(tmp_path, Config())
    with pytest.raises(SourceError):
        sources.detect(sources.head(item.dump), {})


def test_an_archive_that_expands_beyond_all_reason_is_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.sources._streams.FREE_BYTES", 1 << 20)
    zipped(tmp_path / "bomb.zip", {"a.json": b"0" * (64 << 20)})
    (item,) = scan.dumps(tmp_path, Config())
    dump = item.dump
    assert read_all(dump) <= 250 * dump.path.stat().st_size < 20 << 20
    (error,) = dump.damages.values()
    assert "expands to more than" in str(error)


MAIL = (
    b"From: Ada <ada@example.org>\nDate: Mon, 1 Jan 2024 10:00:00 +0000\nSubject: Gears %d\n"
    b"Message-ID: <%d@example.org>\n\nIt turns.\n"
)


def letters(damaged: bytes = b"") -> dict[str, bytes]:
    """Five letters of a maildir; the third may be something else."""
    return {f"cur/{n}.mail": MAIL % (n, n) if n != 3 or not damaged else damaged for n in range(6)}


def read_letters(path: Path) -> tuple[list[str], list[str]]:
    """(titles, places of problems) of a dump of several files."""
    dump = Dump(path.name, path)
    records = list(sources.read(sources.by_name("maildir"), dump))
    return (
        [record.title or "" for record in records if isinstance(record, Post)],
        [record.where for record in records if isinstance(record, Problem)],
    )


def local_header(data: bytes) -> int:
    """Where the third letter begins in a zip."""
    return data.index(b"cur/3.mail") - 30


@pytest.mark.parametrize("what", ["header", "first bytes", "later bytes", "checksum"])
def test_damage_of_a_file_in_a_zip_costs_that_file_alone(what: str, tmp_path: Path) -> None:
    path = tmp_path / "post.zip"
    chance = random.Random(3)
    many = b"".join(b"Line %d is here.\n" % chance.randrange(10**12) for _ in range(60_000))
    zipped(path, letters(MAIL % (3, 3) + many))
    data = bytearray(path.read_bytes())
    at = local_header(data)
    body = at + 30 + len("cur/3.mail")
    if what == "header":
        data[at : at + 4] = b"nope"
    elif what == "first bytes":
        data[body : body + 8] = b"\xff" * 8
    elif what == "later bytes":
        data[body + 400_000 : body + 400_040] = b"\xff" * 40
    else:  # of the list at the end, which is what counts
        entry = data.index(b"cur/3.mail", body) - 46
        data[entry + 16 : entry + 20] = b"\0" * 4
    path.write_bytes(data)
    titles, places = read_letters(path)
    rest = ["Gears 0", "Gears 1", "Gears 2", "Gears 4", "Gears 5"]
    assert [title for title in titles if title != "Gears 3"] == rest
    assert "post.zip: cur/3.mail" in places
    assert ("Gears 3" in titles) == (what in ("later bytes", "checksum"))


def test_damage_of_a_file_in_a_folder_costs_that_file_alone(tmp_path: Path) -> None:
    for name, data in letters(gzip.compress(MAIL % (3, 3) * 400)[:-20]).items():
        place = tmp_path / "post" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    (tmp_path / "post/cur/4.mail").unlink()
    (tmp_path / "post/cur/4.mail").symlink_to("nowhere")
    titles, places = read_letters(tmp_path / "post")
    assert titles == ["Gears 0", "Gears 1", "Gears 2", "Gears 3", "Gears 5"]
    assert places == ["post: cur/3.mail", "post: cur/4.mail"]


def test_of_a_tar_that_is_cut_off_all_before_is_read(tmp_path: Path) -> None:
    path = tmp_path / "post.tar.gz"
    tar(path, letters(MAIL % (3, 3) + os.urandom(300_000)))
    path.write_bytes(path.read_bytes()[:100_000])
    titles, places = read_letters(path)
    assert titles == ["Gears 0", "Gears 1", "Gears 2", "Gears 3"]
    assert set(places) == {"post.tar.gz: cur/3.mail", "post.tar.gz"}
