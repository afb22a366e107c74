"""A `sitegen` that starts at once: each run is a fork of one process that has imported everything.

To import what a build needs takes ten times as long as to build a small site. A run has what a user
gives it, and its own process: arguments, folder, environment, the three streams, an exit code. What
a start alone shows - what is imported late, what the environment does to Python - it cannot show.
"""

import marshal
import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path

_MODULES = ("sitegen.sources.table", "sitegen.build.run", "sitegen.build.making")
_MOST = 1 << 17  # bytes of a command and its environment

_CLIENT = """#!{python} -IS
import _socket, marshal, os, sys
server = _socket.socket(_socket.AF_UNIX, _socket.SOCK_SEQPACKET)
server.connect({address!r})
streams = b"".join(number.to_bytes(4, sys.byteorder) for number in range(3))
told = marshal.dumps((sys.argv, os.getcwd(), dict(os.environ)))
server.sendmsg([told], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, streams)])
code = int(server.recv(16))
if code < 0:
    os.kill(os.getpid(), -code)
sys.exit(code)
"""


@contextmanager
def warm_command(environment: dict[str, str]) -> Iterator[Path]:
    """A folder with a command `sitegen`, which runs the code that `environment` names."""
    folder = Path(tempfile.mkdtemp(prefix="sitegen-"))  # an address has 100 letters at most
    address, script = str(folder / "server"), folder / "sitegen"
    script.write_text(_CLIENT.format(python=sys.executable, address=address))
    script.chmod(script.stat().st_mode | stat.S_IEXEC)
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind(address)
        listener.listen()
        number, pipe = listener.fileno(), subprocess.PIPE  # not /dev/null: Python would seek there
        server = subprocess.Popen(
            [sys.executable, __file__, str(number)],
            env=environment,
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            pass_fds=[number],
        )
    with server:
        try:
            yield folder
        finally:
            server.terminate()
            shutil.rmtree(folder)


def _serve(listener: socket.socket) -> None:
    from sitegen.cli.main import COMMANDS, main

    for name in (*_MODULES, *(f"sitegen.cli.{command}" for command in COMMANDS)):
        import_module(name)
    while True:
        connection, _ = listener.accept()
        if os.fork():
            connection.close()
            with suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG) != (0, 0):
                    pass
            continue
        told, streams, _, _ = socket.recv_fds(connection, _MOST, 3)
        run = os.fork()
        if run:
            for stream in streams:
                os.close(stream)
            _, status = os.waitpid(run, 0)
            connection.send(str(os.waitstatus_to_exitcode(status)).encode())
            os._exit(0)
        listener.close()
        connection.close()
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        sys.argv, folder, environment = marshal.loads(told)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        main()


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
