"""Runs a command and measures it with all the processes it starts: time, CPU and memory.

Linux only. Time and memory are measured in different runs: reading /proc every 10 ms would slow
down what is being timed. This process adopts orphans, so that workers whose parent did not wait
for them (a fork server's, say) are counted as well.
"""

import ctypes
import os
import resource
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36
_PAGE_KB = os.sysconf("SC_PAGE_SIZE") // 1024
_INTERVAL = 0.010  # seconds between two looks at the tree


class Failed(Exception):
    """The command did not do its work: its exit code and the end of what it said."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall and CPU (user and system, all processes) in seconds; `largest_kb` is the peak resident
    memory of the largest single process."""

    wall: float
    cpu: float
    largest_kb: int


@dataclass(frozen=True, slots=True)
class Peak:
    """Peaks of the sum over all processes at one moment, in KiB. RSS counts a page that two
    processes share twice; PSS counts it once and is what the machine must really have."""

    rss_kb: int
    pss_kb: int
    processes: int
    samples: int


def adopt_orphans() -> None:
    """From now on, descendants of this process that lose their parent become its children."""
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_CHILD_SUBREAPER)")


def timed(command: list[str], log: Path) -> Cost:
    """Raises Failed when the command's exit code is not 0."""
    start = time.perf_counter()
    process = _start(command, log)
    code, usages = _reap(process.pid)
    process.returncode = code
    wall = time.perf_counter() - start
    _check(code, log)
    cpu = sum(usage.ru_utime + usage.ru_stime for usage in usages)
    return Cost(wall, cpu, max(usage.ru_maxrss for usage in usages))


def sampled(command: list[str], log: Path) -> Peak:
    """Raises Failed when the command's exit code is not 0."""
    process = _start(command, log)
    over = threading.Event()
    peaks: list[Peak] = []
    watcher = threading.Thread(target=lambda: peaks.append(_watch(process.pid, over)))
    watcher.start()
    code, _ = _reap(process.pid)
    process.returncode = code
    over.set()
    watcher.join()
    _check(code, log)
    return peaks[0]


def _start(command: list[str], log: Path) -> "subprocess.Popen[bytes]":
    with open(log, "wb") as stream:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.STDOUT
        )


def _reap(pid: int) -> tuple[int, list[resource.struct_rusage]]:
    """The exit code of `pid`, and what it and the orphans it left behind have used."""
    code = 1
    usages: list[resource.struct_rusage] = []
    while True:
        try:
            ended, status, usage = os.wait4(-1, 0)
        except ChildProcessError:
            return code, usages
        usages.append(usage)
        if ended == pid:
            code = os.waitstatus_to_exitcode(status)


def _check(code: int, log: Path) -> None:
    if code != 0:
        end = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise Failed(f"exit code {code}; its last words:\n{end}")


def _watch(pid: int, over: threading.Event) -> Peak:
    rss = pss = processes = samples = 0
    while not over.is_set():
        tree = _tree(pid)
        sizes = [_sizes(member) for member in tree]
        rss = max(rss, sum(size[0] for size in sizes))
        pss = max(pss, sum(size[1] for size in sizes))
        processes = max(processes, len(tree))
        samples += 1
        over.wait(_INTERVAL)
    return Peak(rss, pss, processes, samples)


def _tree(pid: int) -> list[int]:
    """The process and its descendants, adopted orphans included."""
    found, todo = [], [pid, *(child for child in _children(os.getpid()) if child != pid)]
    while todo:
        member = todo.pop()
        found.append(member)
        todo.extend(_children(member))
    return found


def _children(pid: int) -> list[int]:
    numbers: list[int] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            numbers.extend(map(int, (task / "children").read_text().split()))
    except OSError:
        pass  # it has ended since
    return numbers


def _sizes(pid: int) -> tuple[int, int]:
    """RSS and PSS in KiB; zero for a process that has ended."""
    try:
        rss = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_KB
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return rss, int(line.split()[1])
    except (OSError, IndexError):
        return 0, 0
    return rss, 0
