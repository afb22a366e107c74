"""A headless Firefox, driven as the standard WebDriver BiDi says: of its commands, what tests need.

Playwright drives only a Firefox of its own, which readers do not have.
"""

import base64
import itertools
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import websocket
from waiting import SECONDS, until

_PREFERENCES = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}


class Firefox:
    """A window with one page."""

    def __init__(self, address: str) -> None:
        self._socket = websocket.create_connection(address, SECONDS, suppress_origin=True)
        self._numbers = itertools.count(1)
        self.said: list[str] = []  # warnings and errors of pages, since a page was last opened
        self._send("session.new", capabilities={})
        self._send("session.subscribe", events=["log.entryAdded"])
        self._page = self._send("browsingContext.getTree")["contexts"][0]["context"]

    def _send(self, method: str, **parameters: object) -> Any:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            told = json.loads(self._socket.recv())
            if told.get("id") == number:
                assert told["type"] == "success", told
                return told["result"]
            if told.get("method") == "log.entryAdded" and told["params"]["level"] != "info":
                self.said.append(told["params"]["text"])

    def open(self, address: str, width: int = 1280, height: int = 900) -> None:
        """Shows a page, as if nobody had been there before."""
        self._send(
            "browsingContext.navigate", context=self._page, url="about:blank", wait="complete"
        )
        self._send("storage.deleteCookies")
        self.said.clear()
        size = {"width": width, "height": height}
        self._send("browsingContext.setViewport", context=self._page, viewport=size)
        self.go(address)

    def go(self, address: str) -> None:
        self._send("browsingContext.navigate", context=self._page, url=address, wait="complete")

    def reload(self) -> None:
        self._send("browsingContext.reload", context=self._page, wait="complete")

    def tell(self, expression: str) -> Any:
        """What an expression of JavaScript is, in the page but out of reach of its policy."""
        told = self._send(
            "script.callFunction",
            functionDeclaration=f"() => JSON.stringify({expression})",
            awaitPromise=False,
            target={"context": self._page, "sandbox": "tests"},
        )
        assert told["type"] == "success", told
        return json.loads(told["result"].get("value", "null"))

    def press(self, *keys: str) -> None:
        for key in keys:
            strokes = [{"type": kind, "value": key} for kind in ("keyDown", "keyUp")]
            self._act("key", strokes)

    def click(self, selector: str, right: int, down: int) -> None:
        """So many pixels from the upper left corner of an element."""
        x, y = self.tell(
            f"(({{x, y}}) => [x, y])(document.querySelector({json.dumps(selector)})"
            ".getBoundingClientRect())"
        )
        move = {"type": "pointerMove", "x": round(x) + right, "y": round(y) + down}
        presses = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        self._act("pointer", [move, *presses])

    def _act(self, kind: str, actions: list[dict[str, Any]]) -> None:
        sources = [{"type": kind, "id": kind, "actions": actions}]
        self._send("input.performActions", context=self._page, actions=sources)

    def print(self) -> bytes:
        """The page as a PDF."""
        return base64.b64decode(self._send("browsingContext.print", context=self._page)["data"])

    def close(self) -> None:
        self._send("browser.close")
        self._socket.close()


@contextmanager
def started(program: str, profile: Path) -> Iterator[Firefox]:
    """A Firefox with a profile of its own, which is written into that folder."""
    lines = (f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in _PREFERENCES.items())
    (profile / "user.js").write_text("\n".join(lines), "utf-8")
    command = [program, "--headless", "--no-remote", "--profile", str(profile)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([*command, "--remote-debugging-port", "0"], **quiet) as process:
        try:
            firefox = Firefox(until(lambda: _address(profile)))
            yield firefox
            firefox.close()
        finally:
            process.terminate()


def _address(profile: Path) -> str | None:
    """Where it listens, once it does."""
    try:
        told = json.loads((profile / "WebDriverBiDiServer.json").read_bytes())
    except (OSError, ValueError):
        return None
    return f"ws://{told['ws_host']}:{told['ws_port']}/session"
