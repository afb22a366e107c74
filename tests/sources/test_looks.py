"""What a file that no format claims looks like, and what its owner may do."""

import pytest

from sitegen import sources
from sitegen.errors import UnknownFormat
from sitegen.sources import looks
from sitegen.sources.source import Head


@pytest.mark.parametrize(
    ("data", "what", "advice"),
    [
        (b"", "nothing: the file is empty", "take it out"),
        (b"hello", "begins with 'hello'", "sitegen formats"),
        (b'<?xml version="1.0"?>\n<feed><title>Bees</title>', "feed, titled 'Bees'", "JSON"),
        (b"<!-- saved --><!DOCTYPE html><title>A\n shop</title>", "page, titled 'A shop'", "JSON"),
        (b"<HTML><TITLE>[tides] Dams</TITLE><PRE><!--beginarticle-->Hi", "Mailman", ".txt.gz"),
        (b"%PDF-1.7", "PDF", "HTML"),
        (b"PK\x03\x04..", "zip archive", ".zip"),
        (b"SQLite format 3\0..", "SQLite database", "sitegen-ndjson"),
        (b"\1\0\2", "binary data", "sitegen formats"),
        (b" []", "empty list", "take it out"),
        (b'{"id": 1, "body": "x"}', "keys id, body", '{"sitegen": 1, "site": "NAME"}'),
        (b'{"http_interactions": []}', "keys http_interactions", "recorded answers"),
        (b"interactions:\n- request: x", "interactions:", "recorded answers"),
        (b"a_id,post,text\n1,2,x", "a table with the columns a_id, post, text", "sitegen-ndjson"),
        (b'{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1}', "keys a, b, c", "own format"),
    ],
)  # fmt: skip
def test_what_a_file_is_and_what_to_do(data: bytes, what: str, advice: str) -> None:
    head = Head("x", data, True)
    seen = looks.look(head)
    assert what in seen.what
    assert advice in seen.advice
    with pytest.raises(UnknownFormat) as refused:
        sources.detect(head, {})
    assert (refused.value.message, refused.value.hint) == (
        f"no known format fits; {seen.what}",
        seen.advice,
    )
