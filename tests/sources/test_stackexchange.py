"""Stack Exchange beyond the samples: archives, names on disk, damage, flat comments."""

import io
import sys
import tarfile
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import bodies, sources
from sitegen.errors import SourceError
from sitegen.model import Body, Post, Problem, Record, assemble
from sitegen.sources import _names, stackexchange
from sitegen.sources._names import Names
from sitegen.sources._stackexchange import site
from sitegen.sources._xml_rows import rows
from sitegen.sources.source import Dump, Head

GARDEN = Path(__file__).parents[1] / "data/stackexchange/garden.stackexchange.com"


def read(path: Path) -> list[Record]:
    return list(sources.read(stackexchange.SOURCE, Dump(path.name, path)))


def posts(records: list[Record]) -> list[Post]:
    return [record for record in records if isinstance(record, Post)]


# Folders and archives


def as_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in GARDEN.iterdir():
            archive.write(file, file.name)


def as_tar(path: Path) -> None:
    with tarfile.open(path, "w:gz") as archive:
        for file in sorted(GARDEN.iterdir(), reverse=True):  # people come first here
            archive.add(file, f"./{file.name}")


def as_sevenzip(path: Path) -> None:
    py7zr = pytest.importorskip("py7zr")
    with py7zr.SevenZipFile(path, "w") as archive:
        for file in GARDEN.iterdir():
            archive.write(file, file.name)


@pytest.mark.parametrize(
    ("ending", "pack"), [(".zip", as_zip), (".tar.gz", as_tar), (".7z", as_sevenzip)]
)
def test_an_archive_is_read_like_the_folder(
    ending: str, pack: Callable[[Path], None], tmp_path: Path
) -> None:
    path = tmp_path / f"garden.stackexchange.com{ending}"
    pack(path)
    members = tuple(sources.names(path))
    assert sources.detect(Head(path.name, b"", members=members), {}) is stackexchange.SOURCE
    of_folder = sorted(posts(read(GARDEN)), key=lambda post: post.id)
    assert sorted(posts(read(path)), key=lambda post: post.id) == of_folder


def test_an_archive_of_several_sites_is_one_dump_a_folder_around_them_is_looked_into(
    tmp_path: Path,
) -> None:
    members = ("a/Posts.xml", "a/Users.xml", "b/Posts.xml")
    assert stackexchange.SOURCE.sniff(Head("all.zip", b"", members=members))
    assert not stackexchange.SOURCE.sniff(Head("all", b"", members=members))
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("a", "b"):
            row = f'<row Id="1" PostTypeId="1" Title="{name}?" Body="" OwnerUserId="1" />'
            archive.writestr(f"{name}/Posts.xml", f"<posts>\n{row}\n</posts>")
        archive.writestr("b/Users.xml", '<users>\n<row Id="1" DisplayName="bea" />\n</users>')
    told = {post.id: (post.title, post.author) for post in posts(read(path))}
    assert told == {"stackexchange:a/1": ("a?", "user1"), "stackexchange:b/1": ("b?", "bea")}


@pytest.mark.parametrize(
    "members",
    [
        ("Users.xml", "Tags.xml"),
        ("Posts.xml", "notes.json"),
        ("Posts.xml", "cur/1.host:2,S"),
        ("posts/1.xml",),
        (),
    ],
)
def test_other_folders_are_left_to_be_looked_into(members: tuple[str, ...]) -> None:
    assert not stackexchange.SOURCE.sniff(Head("x.zip", b"", members=members))


def test_without_the_extra_a_7z_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.7z"
    path.write_bytes(b"7z\xbc\xaf\x27\x1c" + b"\0" * 100)
    monkeypatch.setitem(sys.modules, "py7zr", None)
    with pytest.raises(SourceError, match=r"optional extra 7z") as raised:
        sources.names(path)
    assert "sitegen[7z]" in raised.value.hint
    [problem] = read(path)
    assert isinstance(problem, Problem)
    assert "sitegen[7z]" in problem.message


def test_a_damaged_7z_is_one_problem(tmp_path: Path) -> None:
    pytest.importorskip("py7zr")
    whole = tmp_path / "a.7z"
    as_sevenzip(whole)
    data = whole.read_bytes()
    for end in (6, 20, 32, len(data) // 2, len(data) - 1):
        whole.write_bytes(data[:end])
        with pytest.raises(SourceError):
            sources.names(whole)
    spoiled = bytearray(data)
    spoiled[60:90] = b"\xff" * 30
    whole.write_bytes(spoiled)
    records = read(whole)
    assert records
    assert isinstance(records[-1], Problem)


def test_a_7z_expands_within_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    py7zr = pytest.importorskip("py7zr")
    monkeypatch.setattr("sitegen.sources._streams.FREE_BYTES", 10_000)
    path = tmp_path / "bomb.7z"
    with py7zr.SevenZipFile(path, "w") as archive:
        archive.writef(io.BytesIO(b"<posts>" + b" " * 5_000_000), "Posts.xml")
    [problem] = read(path)
    assert isinstance(problem, Problem)
    assert "bounds" in problem.message


# Names of people


@given(st.lists(st.tuples(st.integers(-5, 400), st.text(max_size=5)), max_size=300))
def test_names_on_disk_are_those_that_came_last(told: list[tuple[int, str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_names, "_HELD", 7)
        patch.setattr(_names, "_BLOCK", 3)
        with closing(Names()) as names:
            for number, name in told:
                names.add(number, name)
            wanted = dict(told)
            assert {n: names.get(n) for n in range(-6, 402)} == {
                n: wanted.get(n) for n in range(-6, 402)
            }


@pytest.mark.parametrize(
    ("name", "called", "base"),
    [
        ("ai.stackexchange.com", "ai.stackexchange.com", "https://ai.stackexchange.com"),
        ("Stackoverflow", "stackoverflow.com", "https://stackoverflow.com"),
        ("meta.stackoverflow.com", "meta.stackoverflow.com", "https://meta.stackoverflow.com"),
        ("es.stackoverflow.com", "es.stackoverflow.com", "https://es.stackoverflow.com"),
        ("history.meta", "history.meta", ""),
        ("coffee", "coffee", ""),
        ("evil.example/stackexchange.com", "evil.example/stackexchange.com", ""),
        ("  ", "unknown", ""),
    ],
)
def test_a_site_by_its_name(name: str, called: str, base: str) -> None:
    assert (site(name).name, site(name).base) == (called, base)


# Tables


@given(st.lists(st.dictionaries(st.sampled_from("ABC"), st.text(max_size=20), max_size=3)))
def test_rows_are_those_of_an_xml_parser(told: list[dict[str, str]]) -> None:
    lines = [
        "<row " + " ".join(f"{key}={quoteattr(value)}" for key, value in row.items()) + "/>"
        for row in told
    ]
    data = "\n".join(["<t>", *lines, "</t>"]).encode("utf-8", "replace")
    try:
        wanted = [dict(row.attrib) for row in ElementTree.fromstring(data)]
    except ElementTree.ParseError:  # characters that XML cannot hold
        return
    assert [found[1] for found in rows(io.BytesIO(data)) if isinstance(found, tuple)] == wanted


BOMB = b'<!DOCTYPE t [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>\n<t>\n<row A="&b;"/>\n</t>'


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (BOMB, ["declares entities"]),
        (b"<t>\n" + b"<d>\n" * 40 + b'<row A="1"/>', ["nested too deep"]),
        (b'<t>\n<row A="1"/>\n<row A="2', ["1", "cut off"]),
        (b'<t>\n<row A="1"/>\n', ["1", "cut off"]),
        (b'<t>\n<row A="1"/>\n<row A=2/>\n<row A="3"/>\n</t>', ["1", "malformed", "3"]),
        (b'<t>\n<row A="\x01\xff&#0;&#xD800;"/>\n</t>', ["\ufffd\ufffd\ufffd"]),
        (b'<t>\n<row A="open>\n<row A="2"/>\n</t>\n', ["malformed", "2"]),
        (b"%PDF-1.4\n%\n", ["malformed"]),
        (b"", ["cut off"]),
    ],
)
def test_damage_costs_its_line(data: bytes, found: list[str]) -> None:
    told = [f[1]["A"] if isinstance(f, tuple) else f.message for f in rows(io.BytesIO(data))]
    assert len(told) == len(found)
    assert all(part in text for part, text in zip(found, told, strict=True)), told


def test_a_file_of_malformed_lines_is_given_up() -> None:
    lines = [b"<t>", *[b'<row A="1"/>'] * 3, *[b"<row A=1/>"] * 5000]
    told = list(rows(io.BytesIO(b"\n".join(lines))))
    assert len(told) < 1100
    assert isinstance(told[-1], Problem)


# Threads


def test_a_row_of_some_lines_is_read_and_one_without_end_is_given_up_in_linear_time() -> None:
    told = "".join(f"line {number}\n" for number in range(1000))
    endless = b"y\n" * 300_000
    table = b'<a>\n<row Id="1" T="%b"/>\n<row Id="2" T="%b"/>\n<row Id="3"/>\n</a>\n'
    start = time.process_time()
    found = list(rows(io.BytesIO(table % (told.encode(), endless))))
    assert time.process_time() - start < 5.0  # linear work takes half a second
    (where, first), given_up, last = found
    assert (where, first["T"].split()) == ("line 1002", told.split())
    assert isinstance(given_up, Problem)
    assert "too many lines" in given_up.message
    assert last == ("line 301004", {"Id": "3"})


def test_accepted_answers_come_first_and_everything_finds_its_place() -> None:
    records = posts(read(GARDEN))
    root = "stackexchange:garden.stackexchange.com/1"
    mine = {root}
    while more := {post.id for post in records if post.parent in mine} - mine:
        mine |= more
    thread = assemble(root, [post for post in records if post.id in mine])
    order = [(comment.post.id.rpartition("/")[2], comment.depth) for comment in thread.comments]
    assert order == [("4", 0), ("c2", 1), ("c3", 1), ("c1", 0), ("3", 0)]


BLOCKS = (
    *("# a", "## b ##", "> c", "- d", "* e", "+ f", "1. g", "23) h", "```", "~~~ i", "---", "***"),
    *("_____", "===", "    j", "\tk", "-", "1."),
)


@pytest.mark.parametrize("line", BLOCKS)
@pytest.mark.parametrize("before", ["", "before\n"])
def test_a_comment_knows_no_blocks(line: str, before: str, tmp_path: Path) -> None:
    text = quoteattr(before + line, {"\n": "&#xA;", "\t": "&#9;"})
    table = tmp_path / "Comments.xml"
    table.write_text(f'<comments>\n<row Id="1" PostId="2" Text={text} />\n</comments>')
    [post] = sources.read(stackexchange.TABLE, Dump("site/Comments.xml", table))
    assert isinstance(post, Post)
    html = bodies.render(Body(post.body.text, post.body.markup))
    inside = html.removeprefix("<p>").removesuffix("</p>").replace("<br>", "\n")
    assert inside.replace("&gt;", ">") == before + line.strip()
