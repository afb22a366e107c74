"""Console sessions: what is typed, what sitegen answers, with which exit code.

A session is a file of Markdown. A block "file NAME" makes a file; a block "console" holds
commands after "$ ", run one after the other in a folder of their own. Lines of stderr begin with
"! ", an exit code other than 0 stands in brackets. `pytest --golden` writes the answers anew.
"""

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from small_site import CODE
from waiting import SECONDS

SESSIONS = sorted(Path(__file__).parent.glob("*.md"))
_BLOCK = re.compile(r"^```(file \S+|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_VARYING = [
    (re.compile(r"(Took +)[\d.]+ s"), r"\1(time) s"),
    (re.compile(r"(Search .*) in [\d.]+ s"), r"\1 in (time) s"),
    (re.compile(r"(static/[\w/-]+)\.[0-9a-f]{8}\.(\w+)"), r"\1.(mark).\2"),
    (re.compile(r"(Checked +)[\d,]+ pages and [\d,]+ other files in [\d.]+ s"), r"\1(all)"),
    (re.compile(r"^(! )?(making pages|reading dumps): [\d,]+( of [\d,]+)?\n", re.MULTILINE), ""),
]


@pytest.mark.parametrize("session", SESSIONS, ids=lambda path: path.stem)
def test_a_session(
    session: Path,
    tmp_path: Path,
    environment: dict[str, str],
    golden: Callable[[Path, str], None],
) -> None:
    site = tmp_path / "site"
    site.mkdir()

    def block(match: re.Match[str]) -> str:
        kind, text = match[1], match[2]
        if kind == "console":
            typed = re.findall(r"^\$ (.*)$", text, re.MULTILINE)
            text = "".join(answer(line, site, environment) for line in typed)
        else:
            path = site / kind.removeprefix("file ")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return f"```{kind}\n{text}```"

    golden(session, _BLOCK.sub(block, session.read_text("utf-8")))


@pytest.fixture
def environment(sitegen: Path) -> dict[str, str]:
    """An environment in which `sitegen` is the code under test."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("NO_COLOR", "CI", "PYTHONUNBUFFERED")
    }
    path = f"{sitegen.parent}{os.pathsep}{os.environ['PATH']}"
    return {**kept, "PATH": path, "PYTHONPATH": str(CODE), "LC_ALL": "C.UTF-8", "COLUMNS": "100"}


def answer(line: str, site: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=site,
        env=environment,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    told = done.stdout.decode()
    told += "".join(f"! {said}".rstrip() + "\n" for said in done.stderr.decode().splitlines())
    for pattern, instead in _VARYING:
        told = pattern.sub(instead, told)
    told = told.replace(str(site.resolve()), "/site").replace(str(CODE), "/code")
    code = f"[exit code {done.returncode}]\n" if done.returncode else ""
    return f"$ {line}\n{told}{code}"
