"""Files that came with mail: saved when that is asked for, and gone with what they came with."""

from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest
from small_site import SmallSite

from sitegen.bodies.attached import safe_name
from sitegen.build import export
from sitegen.sources import _mail_split, mbox
from sitegen.sources.source import Dump

SAVE = '[mail]\nattachments = "save"\nlargest = 1\n'
TABLE = b"%PDF-1.4 the table"
File = tuple[str, str, bytes]


def mail(number: int, *files: File, answers: int = 0, text: str = "") -> bytes:
    made = EmailMessage()
    made["From"] = f"Ann <ann{number}@example.org>"
    made["Date"] = f"Thu, 02 Jan 2020 {number:02}:00:00 +0000"
    made["Message-ID"] = f"<{number}@example.org>"
    made["Subject"] = "Tables of tides"
    if answers:
        made["In-Reply-To"] = f"<{answers}@example.org>"
    made.set_content(text or f"The text of message {number}.\n")
    for name, kind, data in files:
        main, sub = kind.split("/")
        made.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return b"From ann@example.org Thu Jan  2 09:00:00 2020\n" + made.as_bytes() + b"\n"


@pytest.fixture
def site(tmp_path: Path, sitegen: Path) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    site.start = [str(sitegen)]
    site.config(SAVE)
    site.write("content/a.mbox", mail(1, ("table.pdf", "application/pdf", TABLE)) + mail(2))
    return site


def saved(site: SmallSite) -> dict[str, bytes]:
    """The saved files of the output, by the endings of their names."""
    return {
        name.partition(".")[2]: data for name, data in site.files().items() if name.startswith("f/")
    }


def thread(site: SmallSite) -> str:
    (page,) = (site.output / "t/mail").glob("1-*/index.html")
    return page.read_text("utf-8")


def test_attachments_are_named_and_not_saved_unless_that_is_asked_for(site: SmallSite) -> None:
    site.config("")
    site.build()
    assert saved(site) == {}
    assert "<li>table.pdf, application/pdf, 18 bytes</li>" in thread(site)
    site.config(SAVE)
    site.build()
    assert saved(site) == {"pdf": TABLE}
    assert 'download="table.pdf">table.pdf, application/pdf, 18 bytes</a>' in thread(site)
    assert "saved as" not in "".join(
        data.decode() for name, data in site.files().items() if name.endswith((".html", ".xml"))
    )
    site.config("")
    site.build()
    assert saved(site) == {}


def test_a_link_leads_to_the_file_and_the_manifest_names_it(site: SmallSite) -> None:
    site.build()
    (name,) = [name for name in site.files() if name.startswith("f/")]
    assert f'href="../../../{name}"' in thread(site)
    assert name in site.page(".sitegen-manifest").split("\n")
    assert site.run("check").returncode == 0


@pytest.mark.parametrize(
    ("name", "kind", "data", "ending", "download"),
    [
        ("evil.html", "text/html", b"<script>alert(1)</script>", "txt", "evil.html.txt"),
        ("evil.SVG", "image/svg+xml", b"<svg onload='x()'/>", "txt", "evil.SVG.txt"),
        ("evil.js", "application/javascript", b"x()", "txt", "evil.js.txt"),
        ("evil.swf", "application/octet-stream", b"FWS\0\1\2", "bin", "evil.swf.bin"),
        ("setup.exe", "application/octet-stream", b"MZ\0\0", "bin", "setup.exe.bin"),
        ("../../etc/passwd", "application/octet-stream", b"root:x", "txt", "passwd.txt"),
        ("C:\\\\tides\\\\NUL.png", "image/png", b"\x89PNG", "png", "_NUL.png"),
        ("t\u00e4bel\u200f.PNG", "image/png", b"\x89PNG", "png", "t\u00e4bel_.png"),
        ("x" * 300 + ".png", "image/png", b"\x89PNG", "png", "x" * 80 + ".png"),
        ("a,b], 3 kB.zip", "application/zip", b"PK\3\4", "zip", "a_b_ 3 kB.zip"),
        ('"><script>.gif', "image/gif", b"GIF8", "gif", "_script_.gif"),
    ],
)
def test_no_file_is_saved_under_a_name_that_the_sender_chose(
    tmp_path: Path, name: str, kind: str, data: bytes, ending: str, download: str
) -> None:
    site = SmallSite(tmp_path / "site")
    site.config(SAVE)
    site.write("content/a.mbox", mail(1, (name, kind, data)))
    site.build()
    assert saved(site) == {ending: data}
    assert f'download="{download}"' in thread(site)
    assert "<script" not in thread(site).partition("<main")[2]


@pytest.mark.parametrize(
    "told", ["", ".", "..", "/", "con", "aux.txt", "LPT1.tar", "a" * 500, "\0"]
)
def test_safe_names_are_safe_on_any_system(told: str) -> None:
    name = safe_name(told, f"{'0' * 32}.bin")
    assert name.endswith(".bin")
    assert 4 < len(name) <= 90
    assert not set(name) & set('/\\:*?"<>|\0')
    assert name.partition(".")[0].lower() not in ("con", "aux", "lpt1", "")


def test_the_same_file_of_several_messages_is_saved_once(site: SmallSite) -> None:
    site.write("content/b.mbox", mail(3, ("other-name.pdf", "application/pdf", TABLE), answers=1))
    site.build()
    assert saved(site) == {"pdf": TABLE}
    assert 'download="other-name.pdf"' in thread(site)
    site.remove("content/b.mbox")
    site.build()
    assert saved(site) == {"pdf": TABLE}  # the first message has it still


def test_a_file_over_the_bound_is_named_and_told_of(site: SmallSite) -> None:
    site.write("content/a.mbox", mail(1, ("big.zip", "application/zip", b"PK" * 600_000)))
    report = site.build()
    assert saved(site) == {}
    assert "<li>big.zip, application/zip, 1.2 MB</li>" in thread(site)
    assert (report.problems, report.lost) == (1, 0)


def test_a_build_after_any_edits_is_that_of_a_clean_build(site: SmallSite, tmp_path: Path) -> None:
    site.build()
    before = site.marks()
    assert site.build().written == 0
    assert site.marks() == before
    site.write("content/c.mbox", mail(4, ("log.txt", "text/plain", b"log\n"), answers=2))
    site.build()
    assert set(saved(site)) == {"pdf", "txt"}
    assert site.files() == site.clean_build(tmp_path / "clean").files()
    site.write("content/a.mbox", mail(1) + mail(2))
    site.build()
    assert set(saved(site)) == {"txt"}
    assert site.files() == site.clean_build(tmp_path / "clean 2").files()


def test_two_processes_make_the_bytes_that_one_does(site: SmallSite) -> None:
    texts = [(f"{n}.txt", "text/plain", f"file {n}\n".encode()) for n in range(230)]
    site.write("content/b.mbox", b"".join(mail(n + 5, texts[n]) for n in range(230)))
    site.build(jobs=1, output=site.folder / "one")
    site.build(jobs=2, output=site.folder / "two")
    one, two = site.files(site.folder / "one"), site.files(site.folder / "two")
    assert one == two
    assert sum(name.startswith("f/") for name in one) == 231


def test_what_is_taken_out_takes_its_files_with_it(site: SmallSite, tmp_path: Path) -> None:
    site.write("content/b.mbox", mail(3, ("log.txt", "text/plain", b"a log\n"), answers=1))
    site.build()
    assert set(saved(site)) == {"pdf", "txt"}
    site.write("redactions.toml", '[[redact]]\npost = "mail:1@example.org"\n')
    site.build()
    assert set(saved(site)) == {"txt"}
    assert TABLE not in b"".join(site.files().values())
    assert site.files() == site.clean_build(tmp_path / "clean").files()
    exported = BytesIO()
    export.export(*site.chosen(), exported, export.Selection())
    assert b"table.pdf" not in exported.getvalue()


def test_an_export_builds_the_same_site(site: SmallSite, tmp_path: Path) -> None:
    site.build()
    exported = BytesIO()
    export.export(*site.chosen(), exported, export.Selection())
    other = SmallSite(tmp_path / "other")
    other.config(SAVE)
    other.write("content/all.ndjson", exported.getvalue())
    other.build()
    assert other.files() == site.files()
    other.config("")  # then it has the posts, and no files
    other.build()
    assert saved(other) == {}


@pytest.mark.parametrize("name", ["x.html", f"{'0' * 32}.pdf", f"../{'0' * 32}.txt", "a/b.txt"])
def test_a_dump_cannot_choose_the_name_of_a_file(tmp_path: Path, name: str) -> None:
    site = SmallSite(tmp_path / "site")
    site.config(SAVE)
    text = f"[attachment: x, saved as {name}]"
    lines = f'{{"sitegen": 1}}\n{{"id": "mail:1", "body": "{text}", "markup": "mail"}}\n'
    lines += f'{{"attachment": {{"post": "mail:1", "name": "{name}", "data": "YQ=="}}}}\n'
    site.write("content/a.ndjson", lines)
    report = site.build()
    assert report.lost == 1
    assert not any(path.startswith("f/") or path.endswith("/x.html") for path in site.files())


def test_a_message_cannot_mention_a_file_of_another(site: SmallSite) -> None:
    site.build()
    (path,) = [name for name in site.files() if name.startswith("f/")]
    name = path.rpartition("/")[2]
    text = f"See.\n\n[attachment: x, saved as {name}]\n"
    site.write("content/a.mbox", mail(1, text=text))
    site.build()
    assert saved(site) == {}
    assert "<li>x</li>" in thread(site)


def test_the_dev_server_shows_files_too(site: SmallSite) -> None:
    from sitegen.serve.preview import Preview

    site.build()
    (path,) = [name for name in site.files() if name.startswith("f/")]
    preview = Preview(site.chosen, site.folder / "sitegen.toml", lambda: None)
    preview.start(lambda what, done: None)
    try:
        answer = preview.page(path)
        assert answer is not None
        assert answer.data == TABLE
        dump = site.write("content/c.mbox", mail(4, ("log.txt", "text/plain", b"a log\n")))
        preview.update([str(dump)])
        site.build()
        (new,) = [name for name in site.files() if name.endswith(".txt") and name[:2] == "f/"]
        answer = preview.page(new)
        assert answer is not None
        assert answer.data == b"a log\n"
    finally:
        preview.close()


def test_uuencoded_files_are_saved_as_they_were(tmp_path: Path) -> None:
    import binascii

    data = bytes(range(256)) * 3
    lines = [binascii.b2a_uu(data[n : n + 45]).decode() for n in range(0, len(data), 45)]
    text = f"See below.\n\nbegin 644 tide.gif\n{''.join(lines)}`\nend\n\nBye.\n"
    site = SmallSite(tmp_path / "site")
    site.config(SAVE)
    site.write("content/a.mbox", mail(1, text=text))
    site.build()
    assert saved(site) == {"gif": data}


def test_of_a_message_that_is_too_long_the_text_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_mail_split, "LONGEST", 100_000)
    monkeypatch.setattr(_mail_split, "KEPT", 20_000)
    data = mail(1, ("big.bin", "application/octet-stream", bytes(300_000))) + mail(2)
    records = list(mbox.SOURCE.read(Dump("a.mbox", tmp_path, data, attachments=1_000_000)))
    first, problem, last = records
    assert first.body.text == (  # type: ignore[union-attr]
        "The text of message 1.\n\n[attachment: big.bin, application/octet-stream]"
    )
    assert "too long" not in problem.message  # type: ignore[union-attr]
    assert problem.lost is False  # type: ignore[union-attr]
    assert last.id == "mail:2@example.org"  # type: ignore[union-attr]
