"""Bytes of dumps: compression, damage, bounds, lines, byte order marks."""

import bz2
import gzip
import io
import lzma
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from sitegen import sources
from sitegen.errors import SourceError
from sitegen.model import Problem
from sitegen.sources import _streams
from sitegen.sources.source import Dump

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ITEM = b'{"by":"osk","id":%d,"parent":1,"text":"a comment","time":1740900000,"type":"comment"}\n'
TEXT = b"".join(ITEM % number for number in range(2, 5002))


def zst(data: bytes, window_log: int = 20) -> bytes:
    options: dict[int, int] = {zstd.CompressionParameter.window_log: window_log}
    # Written in pieces, so that the frame does not say how long it is and needs the whole window.
    compressor = zstd.ZstdCompressor(options=options)
    return compressor.compress(data[:100]) + compressor.compress(data[100:]) + compressor.flush()


COMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    "none": lambda data: data,
    "gz": gzip.compress,
    "bz2": lambda data: bz2.compress(data, 1),  # in blocks of 100 kB
    "xz": lzma.compress,
    "zst": zst,
    "zst, window 31": lambda data: zst(data, 31),
    "two gz in a row": lambda data: gzip.compress(data[:9999]) + gzip.compress(data[9999:]),
    "two zst in a row": lambda data: zst(data[:9999]) + zst(data[9999:]),
}
each_compression = pytest.mark.parametrize("kind", COMPRESSIONS)
each_real_compression = pytest.mark.parametrize("kind", [k for k in COMPRESSIONS if k != "none"])


def opened(path: Path) -> BinaryIO:
    """A stream that is whole."""
    return _streams.open_stream(path, unexpected)


def unexpected(error: SourceError) -> None:
    raise AssertionError from error


@each_compression
def test_the_bytes_are_decompressed_whatever_the_name(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_bytes(COMPRESSIONS[kind](TEXT))
    with opened(path) as stream:
        assert stream.read() == TEXT


@pytest.mark.parametrize("outer", [gzip.compress, lzma.compress])
def test_what_a_server_packed_again_is_unpacked_twice(
    outer: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "2009-November.txt.gz"
    path.write_bytes(outer(gzip.compress(b"From ada\n")))
    with opened(path) as stream:
        assert stream.read() == b"From ada\n"
    path.write_bytes(outer(gzip.compress(gzip.compress(b"From ada\n"))))
    with opened(path) as stream:
        assert stream.read().startswith(b"\x1f\x8b")


def test_the_window_of_pushshift_files_is_one_that_readers_refuse_by_default() -> None:
    with pytest.raises(zstd.ZstdError):
        zstd.decompress(zst(TEXT, 31))


@each_compression
def test_a_head_is_decompressed_and_says_whether_it_is_whole(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "dump"
    path.write_bytes(COMPRESSIONS[kind](TEXT))
    head = sources.head(Dump("dump", path))
    assert head.data == TEXT[: _streams.HEAD_BYTES]
    assert not head.whole
    path.write_bytes(COMPRESSIONS[kind](TEXT[:20000]))
    assert sources.head(Dump("dump", path)).whole


@each_real_compression
@pytest.mark.parametrize("lost", [1, 4, 40, 400])
def test_all_before_the_end_of_a_cut_off_archive_is_read(
    kind: str, lost: int, tmp_path: Path
) -> None:
    path = tmp_path / "dump"
    path.write_bytes(COMPRESSIONS[kind](TEXT)[:-lost])
    dump = Dump("dump", path)
    *records, last = sources.read(sources.detect(sources.head(dump), {}), dump)
    assert isinstance(last, Problem)
    assert "damaged or cut off" in last.message
    assert "\n" not in last.message
    assert len(records) > 1000


@pytest.mark.parametrize("kind", ["gz", "xz"])
def test_a_head_is_what_stands_before_the_damage(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "dump"
    path.write_bytes(COMPRESSIONS[kind](TEXT[:2000])[:-3])
    head = sources.head(Dump("dump", path))
    assert TEXT.startswith(head.data)
    assert len(head.data) > 100
    assert not head.whole


def test_the_end_of_a_gz_whose_checksum_is_wrong_is_read(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(TEXT))
    data[-8:] = b"\1\2\3\4\5\6\7\10"
    path = tmp_path / "dump"
    path.write_bytes(data)
    told: list[SourceError] = []
    with _streams.open_stream(path, told.append) as stream:
        assert stream.read() == TEXT
    assert ["damaged" in str(error) for error in told] == [True]


def test_damage_is_an_end_and_told_once(tmp_path: Path) -> None:
    path = tmp_path / "dump"
    path.write_bytes(gzip.compress(TEXT)[:-4])
    told: list[SourceError] = []
    with _streams.open_stream(path, told.append) as stream:
        assert stream.read() == TEXT
        assert stream.read() == b""
    assert ["damaged" in str(error) for error in told] == [True]


def test_an_archive_of_nothing_but_its_first_bytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dump"
    path.write_bytes(gzip.compress(TEXT)[:12])
    with pytest.raises(SourceError, match="damaged"):
        sources.head(Dump("dump", path))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read") as refused:
        opened(tmp_path / "nothing")
    assert str(tmp_path / "nothing") in str(refused.value)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        opened(tmp_path)


def test_a_bomb_is_stopped_at_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "bomb"
    megabyte = bytes(1 << 20)
    compressor = zstd.ZstdCompressor()
    with path.open("wb") as file:
        for _ in range(300):
            file.write(compressor.compress(megabyte))
        file.write(compressor.flush())
    assert path.stat().st_size < 200_000
    told: list[SourceError] = []
    with _streams.open_stream(path, told.append) as stream:
        got = sum(map(len, iter(lambda: stream.read(1 << 20), b"")))
    assert ["250 times its size" in str(error) for error in told] == [True]
    assert _streams.FREE_BYTES - (1 << 20) <= got <= _streams.FREE_BYTES


def test_a_limit_is_for_what_comes_out(tmp_path: Path) -> None:
    for kind in COMPRESSIONS:
        raw = io.BufferedReader(io.BytesIO(COMPRESSIONS[kind](TEXT)))
        told: list[SourceError] = []
        with _streams.bounded(raw, kind, len(TEXT) - 1, told.append) as stream:
            assert len(stream.read()) < len(TEXT)
        assert len(told) == 1
        raw = io.BufferedReader(io.BytesIO(COMPRESSIONS[kind](TEXT)))
        with _streams.bounded(raw, kind, len(TEXT), unexpected) as stream:
            assert stream.read() == TEXT
        assert raw.closed


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@each_compression
def test_utf_16_is_told_as_utf_8(codec: str, kind: str, tmp_path: Path) -> None:
    text = "é, 🐝 and more\r\n" * 9_000
    path = tmp_path / "dump"
    path.write_bytes(COMPRESSIONS[kind](("\ufeff" + text).encode(codec)))
    with opened(path) as stream:
        assert stream.read().decode() == text
    assert path.write_bytes(COMPRESSIONS[kind](("\ufeff" + text).encode(codec)[:-1]))
    with opened(path) as stream:
        assert stream.read().decode() == text[:-1]


# Lines


def lines(data: bytes, limit: int = 100) -> list[tuple[int, bytes | Problem]]:
    return list(_streams.lines(io.BytesIO(data), limit))


def test_lines_are_numbered_from_one_and_lose_their_ends() -> None:
    assert lines(b"a\nb\r\n\nc") == [(1, b"a"), (2, b"b"), (3, b""), (4, b"c")]
    assert lines(b"") == []
    assert lines(b"\n") == [(1, b"")]


def test_a_byte_order_mark_is_dropped_at_the_beginning_only() -> None:
    mark = b"\xef\xbb\xbf"
    assert lines(mark + b"a\n" + mark + b"b") == [(1, b"a"), (2, mark + b"b")]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b""])
def test_a_line_of_just_the_limit_is_a_line(end: bytes) -> None:
    assert lines(b"x" * 98 + end) == [(1, b"x" * 98)]


@pytest.mark.parametrize("size", [101, 102, 1000, (1 << 20) + 100, (1 << 20) + 101, 5 << 20])
def test_an_overlong_line_is_a_problem_and_the_next_line_is_read(size: int) -> None:
    first, second, third = lines(b"a\n" + b"x" * size + b"\nb\n")
    assert (first, third) == ((1, b"a"), (3, b"b"))
    number, problem = second
    assert number == 2
    assert isinstance(problem, Problem)
    assert problem.where == "line 2"
    assert f"({size >> 20} MiB)" in problem.message


def test_an_overlong_line_is_never_held_whole() -> None:
    class Counting(io.BytesIO):
        longest = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            line = super().readline(size)
            self.longest = max(self.longest, len(line))
            return line

    stream = Counting(b"x" * (8 << 20) + b"\nb")
    assert [number for number, _ in _streams.lines(stream, 1000)] == [1, 2]
    assert stream.longest <= 1 << 20


def test_the_limit_of_a_line_leaves_room_for_every_real_record() -> None:
    assert _streams.MAX_LINE >= 32 << 20
