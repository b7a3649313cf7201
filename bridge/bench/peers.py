"""Small servers that stand beside ours in the same run: each answers a note at once."""

import importlib.util
import select
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence

from ..errors import DuendeError
from ..osc.packet import encode
from .room import ANSWER_S, environment

STARTING_S = 60.0


class Peer:
    """A process that prints its port when it is warm. DuendeError when it does not."""

    def __init__(self, module: str, *arguments: str):
        command = [sys.executable, "-m", module, *arguments]
        self._errors = tempfile.TemporaryFile("w+")  # noqa: SIM115 (closed with the peer)
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=self._errors, text=True, env=environment(tempfile.gettempdir())
        )
        self.sock: socket.socket | None = None
        ready, _, _ = select.select([self.process.stdout], [], [], STARTING_S)
        line = self.process.stdout.readline().strip() if ready else ""
        if not line.isdecimal():
            why = self._last_words()
            self.close()
            raise DuendeError(f"{module} did not start: {why}")
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sock.connect(("127.0.0.1", int(line)))
        self.sock.settimeout(ANSWER_S)

    def _last_words(self) -> str:
        self.process.kill()
        self.process.wait()
        self._errors.seek(0)
        return (self._errors.read().strip().splitlines() or ["it said nothing"])[-1]

    def strike(self, pitch: int) -> bool:
        """One note; True when the answer has come."""
        self.sock.send(encode("/music/note", (pitch, 90)))
        try:
            return bool(self.sock.recv(65536))
        except (TimeoutError, ConnectionRefusedError):
            return False

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self._errors.close()
        if self.sock:
            self.sock.close()


def peers(package: str) -> tuple[dict[str, Peer], dict[str, str]]:
    """Those that start here by name, and for the others the reason."""
    wanted = (("floor", "", "bridge.bench.floor", (package,)),
              ("python-osc echo", "pythonosc", "bridge.bench.echo", ()),
              ("PyTorch eager", "torch", "models.peer", ()))  # fmt: skip
    running: dict[str, Peer] = {}
    missing: dict[str, str] = {}
    for name, needs, module, arguments in wanted:
        if needs and importlib.util.find_spec(needs) is None:
            missing[name] = f"{needs} is not installed"
            continue
        try:
            running[name] = Peer(module, *arguments)
        except DuendeError as error:
            missing[name] = str(error)
    return running, missing


def close(running: Sequence[Peer]) -> None:
    for peer in running:
        peer.close()
