"""A command neither looks for garbage while it is loaded, nor when all of it is."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.garbage import seldom_collected

COUNTED = """
import atexit, gc
import sitegen.cli.main

looks = []
gc.callbacks.append(lambda phase, info: looks.append(phase) if phase == "start" else None)
atexit.register(lambda: print(len(looks), len(gc.get_objects()), gc.get_freeze_count()))
sitegen.cli.main.main()
"""


def test_a_command_of_which_nothing_is_garbage_is_hardly_looked_through(tmp_path: Path) -> None:
    command = [sys.executable, "-c", COUNTED, "build", "-q", "--site", str(tmp_path)]
    (tmp_path / "content").mkdir()
    subprocess.run(command, check=True)
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    looks, looked_at, left = map(int, done.stdout.split())
    assert looks < 3, "Python's own way looks thirty times"
    assert looked_at < left / 10, "what is left is looked through once more at the end"


@pytest.mark.parametrize("before", [0, 700, 1_000_000])
def test_how_often_is_as_before_in_the_end(before: int) -> None:
    first, *others = gc.get_threshold()
    try:
        gc.set_threshold(before, *others)
        with seldom_collected():
            assert gc.get_threshold() == (max(before, 100_000) if before else 0, *others)
        assert gc.get_threshold() == (before, *others)
    finally:
        gc.set_threshold(first, *others)
