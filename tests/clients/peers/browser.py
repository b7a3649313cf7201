"""Chromium without a screen, asked over its own debugging protocol."""

import base64
import json
import re
import shutil
import subprocess
import tempfile
import urllib.request
from pathlib import Path
from typing import Any

from .waiting import until
from .websocket import WebSocket

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps", "--mute-audio", "--hide-scrollbars",
    "--disable-quic", "--disable-features=OptimizationHints,MediaRouter,Translate", "--window-size=640,360",
    "--remote-debugging-port=0",
)  # fmt: skip


class Browser:
    """One window; `flags` are Chromium's. `go` opens an address, `value` is what an expression is there, `shot` what is seen
    (PNG)."""

    def __init__(self, *flags: str) -> None:
        self._home = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._log = Path(self._home.name) / "log"
        with self._log.open("wb") as log:
            command = [PROGRAM, *FLAGS, *flags, f"--user-data-dir={self._home.name}/user", "about:blank"]
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log)
        self._numbers = 0
        port = self._port()
        self._wire = WebSocket(port, self._page(port), seconds=20.0)
        self._ask("Runtime.enable")

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_: object) -> None:
        self._wire.sock.close()
        self._process.kill()
        self._process.wait(10)
        self._home.cleanup()

    def go(self, address: str) -> None:
        self._ask("Page.navigate", url=address)

    def value(self, expression: str) -> Any:
        answer = self._ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def shot(self) -> bytes:
        return base64.b64decode(self._ask("Page.captureScreenshot")["data"])

    def _ask(self, method: str, **params: Any) -> dict:
        self._numbers += 1
        self._wire.send(json.dumps({"id": self._numbers, "method": method, "params": params}))
        while True:
            answer = json.loads(self._wire.receive())
            if answer.get("id") == self._numbers:
                assert "error" not in answer, answer
                return answer["result"]

    def _port(self) -> int:
        address = re.compile(r"ws://127\.0\.0\.1:(\d+)/")
        until(lambda: address.search(self._log.read_text()), "no browser", 30.0)
        return int(address.search(self._log.read_text())[1])

    @staticmethod
    def _page(port: int) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=20) as answer:
            pages = [page for page in json.load(answer) if page["type"] == "page"]
        return "/" + pages[0]["webSocketDebuggerUrl"].split("/", 3)[3]
