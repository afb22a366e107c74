"""Streams of mail whose lines end as on old Macs are read in whatever pieces are asked for."""

from io import BytesIO

import pytest

from sitegen.sources import _mail_lines

OLD = b"Subject: Slack water\r\rIt turns at four.\r" * 300


@pytest.mark.parametrize("size", [1, 100, 4096, 5000, -1])
@pytest.mark.parametrize(
    ("data", "told"),
    [
        (OLD, OLD.replace(b"\r", b"\n")),
        (OLD.replace(b"\r", b"\r\n"), OLD.replace(b"\r", b"\r\n")),  # of another system: as it is
        (b"One\rTwo\n", b"One\rTwo\n"),
        (b"", b""),
    ],
)
def test_no_more_is_read_than_was_asked_for(data: bytes, told: bytes, size: int) -> None:
    stream = _mail_lines.stream(BytesIO(data))
    pieces = list(iter(lambda: stream.read(size), b""))
    assert b"".join(pieces) == told == _mail_lines.ended(data)
    assert size < 0 or all(len(piece) <= size for piece in pieces)
