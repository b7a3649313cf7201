"""Who hears the server while things go wrong: each books every on and off, and knows what sounds for it at any moment."""

import contextlib
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable

from bridge.osc.packet import encode, parse
from tests.clients.peers import jack

HOST = "127.0.0.1"
Key = tuple  # (player or port, channel, pitch)


def at_the_door(server: int) -> socket.socket:
    """A UDP socket that speaks to the server alone, with room for what a busy test reads late."""
    sock = socket.socket(type=socket.SOCK_DGRAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
    sock.bind((HOST, 0))
    sock.connect((HOST, server))
    return sock


class Ear:
    """`sounding` are the keys whose on came without an off yet, with the moment of the on."""

    def __init__(self) -> None:
        self.sounding: dict[Key, float] = {}
        self.ons = self.offs = 0
        self.last_off = self.last_on = 0.0  # monotonic seconds
        self.news = threading.Condition()

    def book(self, key: Key, on: bool, moment: float) -> None:
        """Call it with `news` held."""
        if on:
            self.sounding[key] = moment
            self.ons += 1
            self.last_on = moment
        elif self.sounding.pop(key, None) is not None:
            self.offs += 1
            self.last_off = moment

    def wait(self, holds: Callable[[], object], seconds: float) -> bool:
        with self.news:
            return bool(self.news.wait_for(holds, max(0.0, seconds)))


class Listener(Ear):
    """A program that says hello by UDP and plays; what comes is read by a thread of its own."""

    def __init__(self, server: int):
        super().__init__()
        self.got: deque[tuple[float, str, tuple]] = deque(maxlen=4000)
        self.count = 0
        self.said = 0
        self.sock = at_the_door(server)
        threading.Thread(target=self._read, daemon=True).start()
        self.say("/hello")
        self.say("/listen", "/*/out/*")

    def say(self, address: str, *args: object) -> None:
        with contextlib.suppress(ConnectionRefusedError):
            self.sock.send(encode(address, args))
            self.said += 1

    def after(self, moment: float, address: str) -> float | None:
        """When the first message of this address came after that moment."""
        return next((when for when, its, _ in tuple(self.got) if when > moment and its == address), None)

    def status(self, seconds: float = 2.0) -> dict[str, str]:
        asked = time.monotonic()
        self.say("/status")
        self.wait(lambda: self.after(asked, "/status/end"), seconds)
        with self.news:
            return dict(args for when, address, args in self.got if when > asked and address == "/status")

    def close(self) -> None:
        self.say("/bye")
        self.sock.shutdown(socket.SHUT_RDWR)
        self.sock.close()

    def _read(self) -> None:
        while True:
            try:
                data = self.sock.recv(65536)
            except ConnectionRefusedError:
                continue
            except OSError:
                return
            if not data:
                return
            moment = time.monotonic()
            with self.news:
                for message in parse(data):
                    self._heard(moment, message.address, message.args)
                self.news.notify_all()

    def _heard(self, moment: float, address: str, args: tuple) -> None:
        self.got.append((moment, address, args))
        if address.endswith("/out/note"):
            pitch, velocity, channel = args
            self.book((address.split("/")[1], channel, pitch), velocity > 0, moment)


class Synth(Ear):
    """A device at a JACK port. Unplugged it sounds on, as a synthesizer does; it comes back as it was."""

    def __init__(self, name: str):
        super().__init__()
        self.name = name
        self.process: subprocess.Popen | None = None

    def plug(self) -> None:
        command = [*jack.FIRST, sys.executable, "-c", jack.EAR, self.name]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        if self.process.stdout.readline() != "up\n":
            raise RuntimeError(f"{self.name} does not open its port")
        threading.Thread(target=self._read, args=(self.process.stdout,), daemon=True).start()

    def unplug(self, killed: bool = False) -> None:
        if killed:
            self.process.kill()
        else:
            self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdin.close()

    def forget(self) -> None:
        """Another device of the same name: nothing sounds there."""
        with self.news:
            self.sounding.clear()

    def _read(self, lines) -> None:
        for line in lines:
            moment, data = line.split()
            status, *rest = bytes.fromhex(data)
            if status & 0xE0 == 0x80 and len(rest) == 2:
                with self.news:
                    on = status & 0x10 and rest[1] > 0
                    self.book((self.name, status & 15, rest[0]), bool(on), float(moment))
                    self.news.notify_all()
        lines.close()
