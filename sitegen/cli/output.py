"""How sitegen speaks: results on stdout, all else on stderr, colour only where it is welcome.

Nothing else in sitegen prints.
"""

import os
import re
import sys
import time
from types import TracebackType
from typing import Any

import click

from sitegen.errors import SitegenError

_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_QUIET_SECONDS = 1.0  # work shorter than this shows no progress
_MANY = 1000  # dumps between two lines, where nobody knows how many there are
_STEP = 10  # percent between two lines where there is no terminal


def result(text: str) -> None:
    """A line of what was asked for."""
    click.echo(_plain(text), color=_colour(sys.stdout))


def document(text: str) -> None:
    """What a program will read, as it is."""
    click.echo(text)


def duration(seconds: float) -> str:
    """ "12 ms", and from a second on "1.23 s"."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


def say(text: str) -> None:
    """A line about what goes on."""
    click.echo(text, err=True, color=_colour(sys.stderr))


def error(problem: SitegenError) -> None:
    """An error as the user sees it: what is wrong, where, and what to do."""
    block("error", problem.message, problem.where, problem.hint)


def fault(problem: Exception) -> None:
    """An error that nobody foresaw: a fault of sitegen, told without a traceback."""
    import traceback  # noqa: PLC0415 - loaded where there is one to tell of

    steps = traceback.extract_tb(problem.__traceback__)
    where = f"{steps[-1].filename}:{steps[-1].lineno}" if steps else ""
    hint = "this is a fault of sitegen: report it, with what SITEGEN_DEBUG=1 prints"
    block("error", f"{type(problem).__name__}: {problem}", where, hint)


def block(kind: str, message: str, where: str = "", hint: str = "") -> None:
    """A message with its places and its hint on lines of their own."""
    colour = {"error": "red", "warning": "yellow"}.get(kind)
    say(click.style(f"{kind}: ", fg=colour, bold=True) + _plain(message))
    for place in _plain(where).split("\n") if where else ():
        say(click.style("  --> ", fg="blue") + place)
    if hint:
        say(click.style("  hint: ", fg="cyan") + _plain(hint))


def lines(text: str) -> None:
    """Several lines about what goes on, as they are."""
    for line in text.split("\n"):
        say(_plain(line))


def many(count: int, one: str) -> str:
    """A number of things, in words: "1 dump", "2,000 dumps"."""
    return f"{count:,} {one}{'s' * (count != 1)}"


def _plain(text: str) -> str:
    """Text that cannot command a terminal: dumps and their names hold anything."""
    return _COMMANDS.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def _colour(stream: Any) -> bool | None:
    if stream is None:  # closed by whoever called
        return None
    return False if os.environ.get("NO_COLOR") or not stream.isatty() else None


class Progress:
    """A bar on a terminal, a line every tenth elsewhere; nothing for short work or when quiet."""

    def __init__(self, quiet: bool, verbose: bool) -> None:
        self._quiet, self._verbose = quiet, verbose
        self._began = time.monotonic()
        self._bar: Any = None
        self._what = ""
        self._shown = 0

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._finish()

    def __call__(self, what: str, done: int, of: int) -> None:
        """Hears that `done` of `of` are done; `what` is a verb and its object."""
        if self._quiet:
            return
        if self._verbose and what.startswith("reading "):
            self._finish()
            say(what)
            return
        stage = "reading dumps" if what.startswith("reading ") else what
        if stage != self._what:
            self._finish()
            self._what, self._shown = stage, 0
        if time.monotonic() - self._began < _QUIET_SECONDS:
            return
        if not of:  # how many dumps there are is known only when they have been read
            if done >= self._shown + _MANY:
                self._shown = done
                say(f"{stage}: {done:,}")
            return
        if sys.stderr and sys.stderr.isatty():
            self._draw(done, of)
        elif (tenth := done * 100 // of // _STEP) > self._shown:
            self._shown = tenth
            say(f"{stage}: {done:,} of {of:,}")

    def _draw(self, done: int, of: int) -> None:
        if self._bar is None:
            self._bar = click.progressbar(length=of, label=self._what, file=sys.stderr)
            self._bar.__enter__()
        self._bar.update(done - self._bar.pos)

    def _finish(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None
