"""Folders and archives: one dump where a format reads them whole, else each file is a dump."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from sitegen import sources
from sitegen.build import scan
from sitegen.config import Config
from sitegen.errors import SourceError
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
    streams = {inside: stream.read() for inside, stream in _archives.files(tmp_path / name)}
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
    with pytest.raises(SourceError, match="expands to more than"):
        read_all(item.dump)
