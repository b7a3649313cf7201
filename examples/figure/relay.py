"""A figure in the browser, moved by a gesture player: this program stands between them. Nothing but Python is needed.

    duende serve
    python3 examples/figure/relay.py          then open http://localhost:8080

Browsers speak no OSC. So the page gets what /gesture/out/value says as an event stream (GET /values), and posts what the
hand does (POST /in, numbers in JSON), which becomes /gesture/in. `--duende HOST:PORT` `--player NAME` `--port N`.
"""

import argparse
import json
import queue
import socket
import struct
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGE = Path(__file__).with_name("figure.html")
HELLO_S = 30.0  # a listener beyond the server's own machine repeats hello within 60 s
WAITING = 64  # values that wait for a page that is slow; the oldest give way


def padded(text: str) -> bytes:
    """An OSC text: ended by a zero and filled up to four bytes."""
    data = text.encode()
    return data + b"\0" * (4 - len(data) % 4)


def message(address: str, *numbers: float) -> bytes:
    return padded(address) + padded("," + "f" * len(numbers)) + struct.pack(f">{len(numbers)}f", *numbers)


def parsed(packet: bytes) -> tuple[str, list[float]]:
    """Address and numbers of a plain message; of anything else no numbers."""
    address, tags = packet.split(b"\0", 1)[0].decode(), b""
    at = len(padded(address))
    if packet[at : at + 1] == b",":
        tags = packet[at + 1 :].split(b"\0", 1)[0]
        at += len(padded("," + tags.decode()))
    if not tags or tags.strip(b"fi"):
        return address, []
    return address, list(struct.unpack_from(">" + tags.decode(), packet, at))


class Relay:
    """One OSC socket; any number of pages."""

    def __init__(self, host: str, port: int, player: str):
        self.player, self._pages, self._lock = player, [], threading.Lock()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.connect((host, port))
        for work in (self._hear, self._greet):
            threading.Thread(target=work, daemon=True).start()

    def say(self, numbers: list[float]) -> None:
        self._send(message(f"/{self.player}/in", *numbers))

    def listen(self) -> queue.Queue:
        """A page's own queue of lists of numbers."""
        page = queue.Queue(WAITING)
        with self._lock:
            self._pages.append(page)
        return page

    def leave(self, page: queue.Queue) -> None:
        with self._lock:
            self._pages.remove(page)

    def _send(self, packet: bytes) -> None:
        with suppress(ConnectionRefusedError):  # duende is not there yet, or not any more
            self._socket.send(packet)

    def _greet(self) -> None:
        while True:
            self._send(message("/hello"))
            time.sleep(HELLO_S)

    def _hear(self) -> None:
        while True:
            try:
                address, numbers = parsed(self._socket.recv(65536))
            except (OSError, ValueError, struct.error):
                continue
            if address == f"/{self.player}/out/value" and numbers:
                self._spread(numbers)

    def _spread(self, numbers: list[float]) -> None:
        with self._lock:
            for page in self._pages:
                if page.full():
                    page.get_nowait()
                page.put_nowait(numbers)


def handler(relay: Relay) -> type[BaseHTTPRequestHandler]:
    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/values":
                self._stream()
            elif self.path == "/":
                self._answer(200, "text/html; charset=utf-8", PAGE.read_bytes())
            else:
                self._answer(404, "text/plain", b"there is / and /values\n")

        def do_POST(self) -> None:
            """Numbers in JSON. A page of another site may not play: browsers send its origin."""
            own = self.headers.get("Origin") in (None, f"http://{self.headers.get('Host')}")
            try:
                numbers = [float(x) for x in json.loads(self.rfile.read(min(4096, int(self.headers["Content-Length"]))))]
            except (TypeError, ValueError):
                numbers = []
            if not own or not 0 < len(numbers) <= 64:
                self._answer(400, "text/plain", b"a list of numbers is due, from a page of this server\n")
                return
            relay.say(numbers)
            self._answer(204, "text/plain", b"")

        def _stream(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            page = relay.listen()
            try:
                while True:
                    try:
                        line = f"data: {json.dumps(page.get(timeout=10))}\n\n"
                    except queue.Empty:
                        line = ": still here\n\n"  # a page that has gone is noticed
                    self.wfile.write(line.encode())
            except OSError:
                pass
            finally:
                relay.leave(page)

        def _answer(self, code: int, kind: str, body: bytes) -> None:
            self.send_response(code)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Door


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--duende", default="127.0.0.1:7770", metavar="HOST:PORT")
    parser.add_argument("--player", default="gesture")
    parser.add_argument("--port", type=int, default=8080)
    args = parser.parse_args()
    host, _, port = args.duende.rpartition(":")
    relay = Relay(host, int(port), args.player)
    with ThreadingHTTPServer(("127.0.0.1", args.port), handler(relay)) as server:
        server.daemon_threads = True
        print(f"open http://localhost:{server.server_port}", flush=True)
        with suppress(KeyboardInterrupt):
            server.serve_forever()


if __name__ == "__main__":
    main()
