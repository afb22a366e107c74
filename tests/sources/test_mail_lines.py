"""Streams of mail whose lines end as on old Macs are read in whatever pieces are asked for."""

from io import BytesIO

import pytest

from sitegen.sources import _mail_lines

OLD = b"Subject: Slack water\r\rIt turns at four.\r" * 300


@pytest.mark.parametrize("size", [1, 100, 4096, 5000, -1])
@pytest.mark.parametrize("data", [OLD, OLD.replace(b"\r", b"\r\n"), b""])
def test_no_more_is_read_than_was_asked_for(data: bytes, size: int) -> None:
    stream = _mail_lines.stream(BytesIO(data))
    pieces = list(iter(lambda: stream.read(size), b""))
    assert b"".join(pieces) == _mail_lines.ended(data)
    assert size < 0 or all(len(piece) <= size for piece in pieces)
