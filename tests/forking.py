"""`sitegen` by a fork of a process that has loaded it all, for tests of what commands answer.

To load modules takes most of the time of a small command. Each one still has a process, an
environment, a folder and streams of its own. What tests how a process starts, is stopped, loses its
streams or ends starts real ones.
"""

import atexit
import gc
import marshal
import os
import pkgutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from select import select
from tempfile import TemporaryDirectory

_SIZE = 8  # bytes that tell how long a request is
_STREAMS = 3
_READY = b"ready\n"
# What stands for `sitegen`: it hands its streams over, and ends with the code it is told.
_CLIENT = f"""#!{sys.executable} -IS
import marshal, os, socket, sys
asked = marshal.dumps((sys.argv, os.getcwd(), dict(os.environ)))
with socket.socket(socket.AF_UNIX) as server:
    server.connect(%r)
    socket.send_fds(server, [len(asked).to_bytes({_SIZE}, "big")], range({_STREAMS}))
    server.sendall(asked)
    told = server.recv(1)
sys.exit(told[0] if told else "sitegen has not ended as programs do")
"""


@contextmanager
def command(folder: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """`folder`/sitegen is the command, as long as this lasts; Python starts in `environment`."""
    with (
        TemporaryDirectory(prefix="sitegen-") as short,  # a socket's path may not be long
        _served(folder, environment, str(Path(short, "socket"))),
    ):
        yield


@contextmanager
def _served(folder: Path, environment: Mapping[str, str], place: str) -> Iterator[None]:
    script = folder / "sitegen"
    script.write_text(_CLIENT % place)
    script.chmod(0o755)
    # Its streams are pipes as those of commands are: Python remembers what can be rewound.
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    start = [sys.executable, __file__, place]
    with subprocess.Popen(start, env=environment, **pipes) as server:
        said = server.stdout.readline()
        assert said == _READY, said
        try:
            yield
        finally:
            server.stdin.close()  # which ends it


def _serve(place: str) -> None:
    """Returns in processes that are to be a command, each with all set as its client has it."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(place)
        listener.listen()
        os.write(1, _READY)
        children = set()
        while True:
            ready, _, _ = select([listener, sys.stdin], [], [], 1 if children else None)
            children -= {child for child in children if os.waitpid(child, os.WNOHANG)[0]}
            if sys.stdin in ready:
                sys.exit()
            if listener in ready:
                client, _ = listener.accept()
                child = os.fork()
                if not child:
                    break
                children.add(child)
                client.close()
    with client:
        _wait_for_command(client)


def _wait_for_command(client: socket.socket) -> None:
    size, streams, _, _ = socket.recv_fds(client, _SIZE, _STREAMS)
    with client.makefile("rb") as asking:
        arguments, folder, environment = marshal.loads(asking.read(int.from_bytes(size, "big")))
    child = os.fork()
    if child:
        for stream in streams:
            os.close(stream)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        client.sendall(bytes([code if code >= 0 else 128 - code]))
        os._exit(0)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    sys.argv[:] = arguments
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)


def _load() -> None:
    import sitegen

    for module in pkgutil.walk_packages(sitegen.__path__, "sitegen."):
        if module.name != "sitegen.__main__" and not module.name.startswith("sitegen.themes"):
            import_module(module.name)


def _ended() -> int:
    """What `sitegen` does, and its code. What is left open is closed as at the end of a program:
    but for millions of objects, which to let go, one by one, took longer than the command itself.
    """
    from sitegen.cli.main import main

    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except BaseException as fault:
        sys.excepthook(type(fault), fault, fault.__traceback__)
        return 1
    finally:
        threading._shutdown()
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    return 0


if __name__ == "__main__":
    _load()
    gc.collect()
    gc.freeze()
    _serve(sys.argv[1])
    os._exit(_ended())
