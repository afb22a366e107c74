"""HTTP: what a browser asks for → the pages of a preview, as GitHub Pages would answer.

Paths are looked up in the plan and never on disk, so there is no way out of the site. Names of
hosts that are not this machine's are refused: a page elsewhere could use them to read this one.
"""

import mimetypes
import re
import socket
import threading
from collections.abc import Iterable
from errno import EADDRINUSE
from importlib.resources import files
from ipaddress import ip_address
from typing import Any
from urllib.parse import quote

import msgspec
from werkzeug.exceptions import HTTPException
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from sitegen.errors import UsageError
from sitegen.pages import urls
from sitegen.serve.injection import with_reload
from sitegen.serve.preview import Preview
from sitegen.serve.reload import Epochs, stream

PORT = 8000
_LAST_PORT = 8099
_OURS = "/_sitegen/"
_TYPES = mimetypes.MimeTypes(filenames=())  # what the machine's own files say is left aside
_TEXT = re.compile(r"text/|application/(json|javascript|xml|.*\+xml|.*\+json)$|image/svg\+xml$")


class Serving(msgspec.Struct, frozen=True):
    """How a preview is served: below which path ("/repo/"), to which host names, with reload?"""

    preview: Preview
    epochs: Epochs
    base: str = "/"
    hosts: frozenset[str] = frozenset()
    reload: bool = True


# Answering


def application(serving: Serving) -> Any:
    """A WSGI application."""

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        request = Request(environ)
        try:
            response = respond(serving, request)
        except HTTPException as error:  # a range that is not there, a host that is malformed
            return error.get_response(environ)(environ, start_response)
        return response(environ, start_response)

    return app


def respond(serving: Serving, request: Request) -> Response:
    """The answer to any request. Raises HTTPException."""
    if not _ours(request.headers.get("Host", ""), serving.hosts):
        return _plain("This name is not served here.", 403)
    if request.method not in ("GET", "HEAD"):
        return Response(status=405, headers={"Allow": "GET, HEAD"})
    path = request.path
    if path.startswith(_OURS) and serving.reload:
        return _tool(serving, request, path.removeprefix(_OURS))
    if not path.startswith(serving.base):
        home = path == "/" or f"{path}/" == serving.base
        return redirect(serving.base) if home else _plain("The site is below " + serving.base, 404)
    return _page(serving, request, path.removeprefix(serving.base))


def _page(serving: Serving, request: Request, path: str) -> Response:
    preview = serving.preview
    name = f"{path}index.html" if path == "" or path.endswith("/") else path
    answer = preview.page(name)
    if answer is None and name == path:
        if preview.page(f"{path}/index.html"):
            return redirect(quote(f"{serving.base}{path}/"), 301)
        name = f"{path}.html"
        answer = preview.page(name)
    status = 200
    if answer is None:
        answer, status = preview.page(urls.NOT_FOUND), 404
        name = f"{path.rstrip('/')}/index.html"  # what the page becomes, should it appear
    if answer is None:
        return _plain("Not found", 404)
    kind = "text/html" if status == 404 else _kind(name)
    data, tag = answer.data, answer.digest
    if serving.reload and kind == "text/html":
        styles = preview.styles()
        data, tag = with_reload(data, name, answer.digest, styles), f"{tag}-{styles}"
    response = Response(data, status, content_type=_with_charset(kind))
    response.headers["Cache-Control"] = "no-cache"
    if status == 200:
        response.set_etag(tag)
        response.make_conditional(request, accept_ranges=True, complete_length=len(data))
    return response


def _kind(name: str) -> str:
    return (
        "text/markdown"
        if name.endswith(".md")
        else _TYPES.guess_type(name)[0] or ("application/octet-stream")
    )


def _with_charset(kind: str) -> str:
    return f"{kind}; charset=utf-8" if _TEXT.match(kind) else kind


def _tool(serving: Serving, request: Request, name: str) -> Response:
    """The script of the reload, its styles, and the events that it listens to."""
    if name == "events":
        path = request.args.get("page", "")
        events = stream(lambda: serving.preview.state(path), serving.epochs)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return Response(events, content_type="text/event-stream", headers=headers)
    if name in ("reload.js", "overlay.css"):
        data = files("sitegen.serve").joinpath("static", name).read_bytes()
        headers = {"Cache-Control": "no-cache"}
        return Response(data, content_type=_with_charset(_kind(name)), headers=headers)
    return _plain("Not found", 404)


def _plain(text: str, status: int) -> Response:
    return Response(f"{text}\n", status, content_type="text/plain; charset=utf-8")


def _ours(host: str, names: frozenset[str]) -> bool:
    """Whether a Host header names this machine: by address, as localhost, or as in `names`."""
    name = re.sub(r":\d*$", "", host).strip("[]").lower().rstrip(".")
    if name == "localhost" or name.endswith(".localhost") or name in names:
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


# Listening


class _Quiet(WSGIRequestHandler):
    """Says nothing of requests, and nothing of browsers that go away."""

    def log(self, type: str, message: str, *args: Any) -> None:
        pass

    def connection_dropped(self, error: BaseException, environ: Any = None) -> None:
        pass


def listen(address: str, port: int | None) -> socket.socket:
    """A socket on `port`; without one, on the first of 8000 to 8099 that is free.

    Raises UsageError.
    """
    wanted = [port] if port is not None else range(PORT, _LAST_PORT + 1)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    for number in wanted:
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((address, number))
            listening.listen(128)
        except (OSError, OverflowError) as error:
            listening.close()
            if port is None and getattr(error, "errno", 0) == EADDRINUSE:
                continue
            reason = getattr(error, "strerror", None) or str(error)
            hint = "choose another with -p, or none: then the next free one is taken"
            raise UsageError(
                f"cannot listen there: {reason}", f"{address}:{number}", hint
            ) from None
        return listening
    raise UsageError("all ports from 8000 to 8099 are taken", address, "choose one with -p")


def start(serving: Serving, listening: socket.socket) -> BaseWSGIServer:
    """Serves in the background; `shutdown` of what it returns ends that."""
    address, port = listening.getsockname()[:2]
    server = make_server(
        address,
        port,
        application(serving),
        threaded=True,
        request_handler=_Quiet,
        fd=listening.fileno(),
    )
    threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
    return server
