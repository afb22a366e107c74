"""What a file that no format claims looks like, and what its owner may do."""

import pytest

from sitegen import sources
from sitegen.errors import UnknownFormat
from sitegen.sources import looks
from sitegen.sources.source import Head

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # begins Office documents of before 2007


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
        (b"SQLite format 3\0..", "SQLite database, but no table", ".recover"),
        (b"\1\0\2", "binary data", "sitegen formats"),
        (b"Rar!\x1a\x07", "RAR archive", ".zip"),
        (b"PK\x03\x04\x14\0[Content_Types].xml", "Office document", "CSV"),
        (b"PK\x03\x04..xl/worksheets/sheet1.xml..", "workbook of Excel that is damaged", "again"),
        (b"PK\x03\x04..xl/workbook.bin..", "binary workbook of Excel", ".xlsx or CSV"),
        (b"PK\x03\x04..Index/Tables/Tile-7.iwa..", "spreadsheet of Numbers", ".xlsx or CSV"),
        (
            b"PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK",
            "OpenDocument spreadsheet that is damaged",
            "again",
        ),
        (b"PK\x03\x04(locked)", "OpenDocument spreadsheet with a password", "without"),
        (OLE + "Workbook".encode("utf-16-le"), "workbook of old Excel (.xls)", ".xlsx or CSV"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "with a password", "without the password"),
        (OLE + "WordDocument".encode("utf-16-le"), "an Office document", "plain text"),
        (b"version https://git-lfs.github.com/spec/v1\n", "pointer of Git LFS", "git lfs pull"),
        (b"WARC/9.0\r\n", "web archive (WARC)", "not known"),
        (b"filedesc://x.arc 0.0.0.0", "web archive (ARC)", "warcio"),
        (b" CDX N b a m s k r M S V g\n", "index of a web archive", "itself"),
        (b"bplist00\xd1", "property list", "Safari"),
        (b"\x80\x04\x95", "pickled", "JSON"),
        (b"!BDN\0\0", "Outlook", "mbox"),
        (b"d8:announce3:abc", "torrent", "download"),
        (b'{"message": "Not Found", "status": "404"}', "tells an error: 'Not Found'", "ask again"),
        (b'{"error_id":502,"error_message":"too many"}', "tells an error: 'too many'", "ask again"),
        (b'{"errors":[{"type":"NOT_FOUND"}],"data":null}', "tells an error", "ask again"),
        (b"{}", "empty object", "take it out"),
        (b"<html><title>Just a moment...</title>", "titled 'Just a moment...'", "refused"),
        (b'<html><div class="chatlog__message">', "an HTML page", "-f Json"),
        (b"AuthorID,Author,Date,Content\n1,a,b,c\n", "DiscordChatExporter", "-f Json"),
        (b'{"log":{"version":"1.2","entries":[]}}', "keys log", "recorded answers"),
        (b'{"cursor":{},"response":[]}', "keys cursor, response", "disqus-xml"),
        (b" []", "empty list", "take it out"),
        (b'{"id": 1, "body": "x"}', "keys id, body", '{"sitegen": 1, "site": "NAME"}'),
        (b'{"http_interactions": []}', "keys http_interactions", "recorded answers"),
        (b"interactions:\n- request: x", "interactions:", "recorded answers"),
        (b"a_id,post,text\n1,2,x", "a table with the columns a_id, post, text", "sitegen-ndjson"),
        (b'{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1}', "keys a, b, c", "own format"),
        (b"-- a dump\n\nSET NAMES = 'utf8';\nDROP TABLE a;\n", "a dump of SQL", "as CSV"),
        (b"PGDMP\x01\x0e\0", "PostgreSQL's own format", "pg_restore"),
        (b"PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n", "a dump of SQL", "as CSV"),
        (b"SET out early, we did.\nAll of us.\n", "it begins with", "sitegen formats lists"),
        (b"<html><title>x</title><!-- MHonArc v2.6.19 -->", "an HTML page", "holds no message"),
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


@pytest.mark.parametrize(
    "before", [b"<!---->" * 9000, b" " * 60_000, b"<title" * 10_000, b"--\n" * 20_000]
)
def test_no_head_takes_long(before: bytes) -> None:
    assert "begins with" in looks.look(Head("x", before + b"x", True)).what
