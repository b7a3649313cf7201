"""A real `duende serve` under measurement, on ports of its own, and a client that speaks to it as any other would."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from ..errors import DuendeError
from ..osc.packet import Message, encode, parse

OPENING_S = 60.0
ENDING_S = 5.0
ANSWER_S = 1.0  # a note without its reply after so long is lost

_ROOT = Path(__file__).resolve().parents[2]


class Room:
    """`arguments` go to `duende serve`; `python_path` comes before its own. `ready_s`: from the start of the process to its
    `ready`. Close it, or use `with`."""

    def __init__(self, arguments: Sequence[str] = ("--no-midi",), package: str | None = None, python_path: str = ""):
        self._folder = tempfile.TemporaryDirectory(prefix="duende-bench-")
        named = ["--package", f"music={package}"] if package else []
        command = [sys.executable, "-m", "bridge.cli", "serve", "--osc-port", "0", "--http-port", "0", "--no-mdns"]
        surroundings = environment(self._folder.name, python_path)
        began = time.monotonic()
        self.process = subprocess.Popen(
            [*command, *named, *arguments], stdout=subprocess.PIPE, text=True, env=surroundings
        )
        self.http_port = 0
        self.port = self._wait_until_ready()
        self.ready_s = time.monotonic() - began

    def _wait_until_ready(self) -> int:
        port, said = 0, []
        for line in self.process.stdout:
            said.append(line.strip())
            if line.startswith("OSC"):
                port = int(line.rsplit(":", 1)[1])
            if line.startswith("HTTP"):
                self.http_port = int(line.rstrip().rstrip("/").rsplit(":", 1)[1])
            if said[-1] == "ready":
                return port
        self.close()
        raise DuendeError(f"duende serve did not come to its ready; it said: {' | '.join(said) or 'nothing'}")

    def client(self) -> "Client":
        return Client(self.port)

    def close(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(ENDING_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self._folder.cleanup()

    def __enter__(self) -> "Room":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def environment(state: str, python_path: str = "") -> dict[str, str]:
    """Ours, with what a server remembers kept apart from the artist's own."""
    paths = [*filter(None, [python_path]), str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    apart = {"XDG_STATE_HOME": state, "LOCALAPPDATA": state, "PYTHONPATH": os.pathsep.join(paths)}
    return os.environ | apart


class Client:
    """One UDP socket that says hello and hears what the server sends."""

    def __init__(self, port: int):
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sock.bind(("127.0.0.1", 0))
        self.sock.connect(("127.0.0.1", port))
        self.said = 0  # messages
        self.say("/hello")
        self.wait_for(lambda m: m.address == "/welcome")

    def say(self, address: str, *args: int | float | str) -> None:
        self.said += 1
        self.sock.send(encode(address, args))

    def hear(self, seconds: float = ANSWER_S) -> tuple[float, Message] | None:
        """The next message and its arrival; None when nothing came."""
        self.sock.settimeout(max(1e-4, seconds))
        try:
            packet = self.sock.recv(65536)
        except TimeoutError:
            return None
        arrived = time.monotonic()
        return arrived, parse(packet)[0]

    def wait_for(self, wanted: Callable[[Message], bool], seconds: float = ANSWER_S) -> tuple[float, Message] | None:
        """The first message that is wanted and its arrival; None when it did not come within `seconds`."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and (heard := self.hear(left)):
            if wanted(heard[1]):
                return heard
        return None

    def drain(self) -> None:
        """What has come already is of no interest."""
        while self.hear(0):
            pass

    def ask(self, address: str) -> tuple | None:
        """The value of a parameter."""
        self.say(address)
        heard = self.wait_for(lambda m: m.address == address)
        return heard and heard[1].args

    def status(self) -> dict[str, str]:
        """What `/status` tells."""
        self.say("/status")
        found: dict[str, str] = {}
        while (heard := self.wait_for(lambda m: m.address.startswith("/status"))) and heard[1].address == "/status":
            found[heard[1].args[0]] = heard[1].args[1]
        return found

    def close(self) -> None:
        self.say("/bye")
        self.sock.close()


def sounds(message: Message) -> bool:
    """A note of the machine begins."""
    return message.address == "/music/out/note" and message.args[1] > 0
