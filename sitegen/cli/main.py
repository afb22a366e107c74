"""`sitegen`: the commands, one file each, loaded when they are called."""

import os
import sys
from contextlib import suppress
from errno import EPIPE
from importlib import import_module
from io import TextIOWrapper

import click

from sitegen import __version__
from sitegen.cli import output
from sitegen.errors import SitegenError
from sitegen.garbage import seldom_collected_until_the_end

COMMANDS = (
    "build", "serve", "init", "formats", "textdump", "why", "check", "publish", "export", "theme",
)  # fmt: skip
ALIASES = {"preview": "serve"}


class _Commands(click.Group):
    """Loads a command's module only when it is named: starting must cost next to nothing."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        cmd_name = ALIASES.get(cmd_name, cmd_name)
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        command = import_module(f"sitegen.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        named = next((word for word in args if word in (*COMMANDS, *ALIASES)), "")
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            if not named:
                raise
            told = f"Options stand after the command: sitegen {named} {error.option_name} …"
            raise click.UsageError(f"{error.message} {told}", ctx) from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        self.commands = {name: click.Command(name) for name in COMMANDS}  # for suggestions
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", prog_name="sitegen")
def cli() -> None:
    """Turn dumps of online discussions into a readable static archive.

    A site is a folder with dumps in content/. `sitegen init` makes one, `sitegen build` turns it
    into pages in output/.

    Exit codes: 0 done, 1 failed, 2 usage or configuration.
    """


def main() -> None:
    """The console script. Every error ends as a message and an exit code, never as a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a path may hold any bytes
    seldom_collected_until_the_end()
    try:
        sys.exit(_run())
    except OSError:  # not even the message could be written
        sys.exit(1)
    finally:
        _let_go()


def _run() -> int:
    """The exit code of what was typed."""
    try:
        code = cli.main(standalone_mode=False)
    except SitegenError as error:
        output.error(error)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        output.say("stopped; what is done is kept, and the next build goes on from there")
        return 130
    except OSError as error:
        if error.errno != EPIPE:  # whoever reads has had enough
            where = str(error.filename or "")
            output.error(SitegenError(f"the system refused: {error.strerror}", where))
        return 1
    except Exception as fault:
        if os.environ.get("SITEGEN_DEBUG"):
            raise
        output.fault(fault)
        return 1
    return code if isinstance(code, int) else 0


def _let_go() -> None:
    """Drops what a stream has not taken: Python would try again at its end, and exit with 120."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream:
                stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
