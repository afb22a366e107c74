"""Where sitegen speaks and where it is silent: closed pipes, full disks, terminals, JSON."""

import json
import os
import pty
import re
import subprocess
from pathlib import Path

import pytest
from small_site import SmallSite, node
from waiting import SECONDS

EVIL = "\x1b]0;owned\x07\x1b[31m\u202e"


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    site.dump("a.json", node(1, node(2), title="One"))
    return site


@pytest.fixture
def loaded(site: SmallSite, sitegen: Path) -> SmallSite:
    """The same, for what is told and not how a process starts and ends."""
    site.start = [str(sitegen)]
    return site


def shell(site: SmallSite, line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """`line` in the shell, with `sitegen` as a function."""
    command = 'sitegen() { "$PYTHON" -m sitegen "$@"; }; ' + line
    names = {"PYTHON": site.command()[0], **environment}
    return subprocess.run(
        ["/bin/bash", "-c", command],
        cwd=site.folder,
        env={**site.environment(), **names},
        capture_output=True,
        timeout=SECONDS,
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("sitegen build | true", 1),
        ("sitegen build --json | true", 1),
        ("sitegen build >&-", 0),
        ("sitegen build 2>&-", 0),
        ("sitegen build >&- 2>&-", 0),
        ("sitegen build nonsense 2>&-", 2),
        ("sitegen build --site missing >&- 2>&-", 2),
        ("sitegen build </dev/null", 0),
        ("sitegen build <&-", 0),
    ],
)
def test_streams_that_are_closed(line: str, code: int, site: SmallSite) -> None:
    """The code of a command whose reader left is 1; nothing is said that nobody asked for."""
    done = shell(site, f"set -o pipefail; {line}")
    assert done.returncode in (code, 0 if "|" in line else code)
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr
    if "missing" not in line and "nonsense" not in line:
        assert (site.output / "index.html").exists()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
def test_a_stream_that_is_full(site: SmallSite) -> None:
    done = shell(site, "sitegen build > /dev/full")
    assert done.returncode == 1
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
    assert shell(site, "sitegen build --site missing 2> /dev/full").returncode == 1
    assert shell(site, "sitegen build 2> /dev/full").returncode in (0, 1)


def test_results_go_to_stdout_and_all_else_to_stderr(loaded: SmallSite) -> None:
    loaded.write("content/notes.txt", "no dump")
    done = loaded.run("build", "-v")
    assert done.stdout.startswith("Read ")
    assert "warning" not in done.stdout
    assert "reading a.json\n" in done.stderr
    assert "--> notes.txt" in done.stderr


def test_json_is_all_of_stdout_and_the_whole_report(loaded: SmallSite) -> None:
    loaded.write("content/notes.txt", "no dump")
    done = loaded.run("build", "--json", "--strict")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert json.loads((loaded.state / "build-report.json").read_text()) == told
    assert (told["threads"], told["comments"], told["posts"], told["lost"]) == (1, 1, 2, 1)
    assert told["sums_agree"] is True
    assert told["records"] == told["posts"] + told["repeats"] + told["shared"] + told["lost"]
    assert [dump["name"] for dump in told["dump_list"]] == ["a.json", "notes.txt"]
    assert told["problem_list"][0]["dump"] == "notes.txt"
    assert told["failures"] == []
    assert told["written"] == told["pages"]


def test_a_build_with_nothing_to_do_reports_as_much_as_the_one_before(loaded: SmallSite) -> None:
    """Its lists are those of the last report, where that is whole and of the same state."""
    loaded.write("content/notes.txt", "no dump")
    first = json.loads(loaded.run("build", "--json").stdout)
    again = loaded.run("build", "--json")
    assert "notes.txt" in loaded.run("build").stderr
    told = json.loads(again.stdout)
    assert (told["written"], told["kept"]) == (0, first["pages"])
    assert all(told[name] == first[name] for name in ("state", "dump_list", "problem_list"))
    report = loaded.state / "build-report.json"
    whole = report.read_text()
    for damaged in (whole[:-1], whole[:-300], whole.replace(told["state"], "0" * 32), ""):
        report.write_text(damaged)
        loaded.run("build")
        assert json.loads(report.read_text())["dump_list"] == first["dump_list"]
    loaded.write("content/more.txt", "no dump")
    loaded.run("build")
    names = [dump["name"] for dump in json.loads(report.read_text())["dump_list"]]
    assert names == ["a.json", "more.txt", "notes.txt"]


def test_the_last_report_is_whole_after_a_build_that_failed(loaded: SmallSite) -> None:
    loaded.write("output/index.html", "mine")
    done = loaded.run("build", "--json", "-q")
    assert done.returncode == 1
    assert [failure["path"] for failure in json.loads(done.stdout)["failures"]] == ["index.html"]


def on_a_terminal(site: SmallSite, *arguments: str, **environment: str) -> str:
    """What a build writes when its stderr and stdout are a terminal."""
    ours, theirs = pty.openpty()
    names = {k: v for k, v in site.environment().items() if k not in ("NO_COLOR", "TERM")}
    process = subprocess.Popen(
        site.command(*arguments),
        cwd=site.folder,
        env={**names, "TERM": "xterm", **environment},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    told = b""
    try:
        while part := os.read(ours, 65536):
            told += part
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    process.wait(timeout=SECONDS)
    return re.sub(r"\x1b\[\?25[lh]", "", told.decode())  # a bar hides the cursor and shows it again


def test_colour_is_for_terminals_that_want_it(loaded: SmallSite) -> None:
    loaded.write("content/notes.txt", "no dump")
    assert "\x1b[" in on_a_terminal(loaded, "build")
    assert "\x1b[" not in on_a_terminal(loaded, "build", NO_COLOR="1")
    assert "\x1b[" not in loaded.run("build").stderr


def test_nothing_in_a_dump_or_its_name_commands_a_terminal(loaded: SmallSite) -> None:
    """Not its name, not its beginning, not what a format says of it, not the name of the folder."""
    loaded.write(f"content/{EVIL}.txt", EVIL)
    loaded.write("content/line\nbreak.txt", "no dump")
    loaded.write("content/keys.json", json.dumps([{EVIL: EVIL, "id": EVIL, "type": EVIL}]))
    told = on_a_terminal(loaded, "build", NO_COLOR="1")
    told += on_a_terminal(loaded, "formats", f"content/{EVIL}.txt", NO_COLOR="1")
    told += on_a_terminal(loaded, "build", "--site", EVIL, NO_COLOR="1")
    told += on_a_terminal(loaded, "why", EVIL, NO_COLOR="1")
    assert "owned" in told
    assert not set("\x1b\x07\u202e") & set(told)
    assert "--> line\\x0abreak.txt" in told


@pytest.mark.parametrize("locale", ["C.UTF-8", "C", "POSIX"])
def test_names_that_are_not_utf8(locale: str, site: SmallSite) -> None:
    folder = os.fsencode(site.content)
    for name in (b"\xff.json", rb"\xff.json", "é.json".encode()):
        with open(folder + b"/" + name, "wb") as file:
            file.write((site.content / "a.json").read_bytes())
    environment = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = shell(
        site, "sitegen build --json && sitegen formats content/$'\\xff.json'", **environment
    )
    assert (done.returncode, done.stderr) == (0, b"")
    told = json.loads(done.stdout.rpartition(b"}")[0] + b"}")
    names = [dump["name"] for dump in told["dump_list"]]
    assert names == ["\\\\xff.json", "\\xff.json", "a.json", "é.json"]
    assert all(dump["posts"] == 2 for dump in told["dump_list"])


def test_a_site_in_a_folder_whose_name_is_not_utf8(tmp_path: Path) -> None:
    site = SmallSite(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff")))
    site.dump("a.json", node(1, node(2), title="One"))
    site.write("static/x.txt", "copied")
    site.config('[build]\nstatic = ["*.txt"]\n')
    done = site.run("build", "-q", errors="surrogateescape")
    assert (done.returncode, done.stderr) == (0, "")
    assert site.page("static/x.txt") == "copied"
