"""Who plays: Notochord and IMPSY as they are, by their own commands, and duende at several sizes. A note in, an event out.

All get the same niceness as duende's core where the system grants it. Whoever is not in turn rests: duende's player is
switched off, and IMPSY, whose main loop never sleeps, is stopped by a signal, or nobody beside it could be measured.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from bridge.bench import accompany, family
from bridge.bench.room import ANSWER_S, Client, Room
from bridge.child import go_first
from bridge.osc.packet import encode
from bridge.package import Package

from .homes import IMPSY, NOTOCHORD, PeerMissing

NICE = -10  # as duende's own core
STARTING_S = 90.0
ROOT = Path(__file__).resolve().parents[3]
HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class About:
    """What stands beside the figures."""

    parameters: int
    what: str  # the network and how it is run
    weights: str


class Player(Protocol):
    about: About
    pid: int

    def wake(self) -> None: ...
    def rest(self) -> None: ...
    def drain(self) -> None: ...
    def strike(self, pitch: int) -> bool: ...
    def release(self) -> None: ...
    def close(self) -> None: ...


class Duende:
    """The real server in `accompany`."""

    def __init__(self, package: str, weights: str, name: str):
        manifest = Package.find(package).manifest
        self.about = About(manifest.parameters, f"{name}, onnxruntime, 8-bit weights, one thread", weights)
        self._room = Room(package=package)
        self._client: Client = self._room.client()
        self._striker = accompany.Duende(self._client)
        self.pid = self._room.process.pid
        self.rest()

    def wake(self) -> None:
        self._client.say("/music/mode", "accompany")

    def rest(self) -> None:
        self._client.say("/music/mode", "off")

    def drain(self) -> None:
        self._client.drain()

    def strike(self, pitch: int) -> bool:
        return self._striker.strike(pitch)

    def release(self) -> None:
        self._striker.release()

    def close(self) -> None:
        self._client.close()
        self._room.close()


class Process:
    """A peer's own command; its words go to a file, whose end is told when it does not answer."""

    def __init__(self, name: str, command: list[str], folder: Path, port: int, reply_port: int = 0, **environment: str):
        self._said = open(folder / f"{name}.txt", "w+")  # noqa: SIM115 (closed with the peer)
        self._process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=self._said, stderr=subprocess.STDOUT,
            env=os.environ | {"HOME": str(folder), "PYTHONUNBUFFERED": "1"} | environment,
            preexec_fn=partial(go_first, NICE),
        )  # fmt: skip
        self.pid = self._process.pid
        self._to = ("127.0.0.1", port)
        self._sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)  # not connected: peers answer from another port
        self._sock.bind(("127.0.0.1", reply_port))
        self._wait(name)

    def _wait(self, name: str) -> None:
        """Until a first event has its answer."""
        end = time.monotonic() + STARTING_S
        while time.monotonic() < end and self._process.poll() is None:
            if self.strike(60):
                return
        self._said.seek(0)
        why = (self._said.read().strip().splitlines() or ["it said nothing"])[-1]
        self.close()
        raise PeerMissing(f"{name} does not answer: {why[:160]}")

    def packet(self, pitch: int) -> bytes:
        raise NotImplementedError

    def wake(self) -> None:
        """It is always awake."""

    def rest(self) -> None:
        """It waits for packets and nothing else."""

    def drain(self) -> None:
        self._sock.settimeout(0.0)
        try:
            while self._sock.recv(65536):
                pass
        except BlockingIOError:
            pass

    def strike(self, pitch: int) -> bool:
        self._sock.sendto(self.packet(pitch), self._to)
        self._sock.settimeout(ANSWER_S)
        try:
            return bool(self._sock.recv(65536))
        except TimeoutError:
            return False

    def release(self) -> None:
        """Nothing is held."""

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        self._said.close()
        self._sock.close()


class Notochord(Process):
    """`notochord server`: an event is fed and the next one asked for, in one call, as its documentation shows."""

    def __init__(self, folder: Path):
        python = NOTOCHORD.ready()
        file = folder / "notochord.ckpt"
        size = _made(NOTOCHORD.name, [str(python), str(HERE / "notochord_weights.py"), str(file)])
        self.about = About(size, "GRU 2 × 1024, PyTorch eager, float32, one thread", "random, its default architecture")
        port = _free_port()
        command = [str(python.with_name("notochord")), "server", "--checkpoint", str(file), "--receive-port", str(port)]
        super().__init__("notochord", command, folder, port, OMP_NUM_THREADS="1")  # as its own apps set it

    def packet(self, pitch: int) -> bytes:
        return encode("/notochord/feed_query", (1, pitch, 0.1, 90.0, "next_inst", 1))


class Impsy(Process):
    """`impsy run`, polyphony: each event goes through the network and its prediction out. `timescale` 0: at once."""

    DIMENSION = 4  # time and three numbers: as many as a note of ours has

    def __init__(self, folder: Path, size: str, network: str):
        python = IMPSY.ready()
        home = folder / f"impsy-{size}"
        home.mkdir()
        file = home / "model.tflite"
        count = _made(IMPSY.name, [str(python), str(HERE / "impsy_weights.py"), str(file), size, str(self.DIMENSION)])
        self.about = About(count, f"{network}, TensorFlow Lite, float32", "random, its own size " + size)
        port, reply, monitor, command = (_free_port() for _ in range(4))
        (home / "config.toml").write_text(
            f"""
title = "bench"
log_input = true
log_predictions = false
verbose = false
[interaction]
mode = "polyphony"
threshold = 0.1
input_thru = false
[model]
dimension = {self.DIMENSION}
file = "{file}"
size = "{size}"
sigmatemp = 0.01
pitemp = 1
timescale = 0
[osc]
server_ip = "127.0.0.1"
server_port = {port}
client_ip = "127.0.0.1"
client_port = {reply}
[webui]
monitor_port = {monitor}
command_port = {command}
"""
        )
        run = [str(python.with_name("impsy")), "run"]
        super().__init__(f"impsy-{size}", run, home, port, reply, TF_CPP_MIN_LOG_LEVEL="3")
        self.rest()

    def packet(self, pitch: int) -> bytes:
        return encode("/interface", (pitch / 127, 90 / 127, 0.5))

    def wake(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    def rest(self) -> None:
        os.kill(self.pid, signal.SIGSTOP)


def _made(name: str, command: list[str]) -> int:
    """Run what makes a peer's model: the number of parameters, its last word."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode or not done.stdout.strip():
        raise PeerMissing(f"{name} made no model: {(done.stderr.strip().splitlines() or ['it said nothing'])[-1][:160]}")
    return int(done.stdout.split()[-1])


def _blank(folder: Path, width: int, layers: int) -> str:
    """A package of ours in another size, random weights."""
    out = folder / f"blank-{width}x{layers}"
    command = [sys.executable, "-m", "export.blank", "music", str(out), "--width", str(width), "--layers", str(layers)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise PeerMissing(f"no blank package: {(done.stderr.strip().splitlines() or ['it said nothing'])[-1][:160]}")
    return str(out)


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def processors(player: Player) -> float:
    """Seconds of processor time so far, all its processes."""
    return family.processors(player.pid)


def everybody(package: str, folder: Path, say: Callable[[str], None]) -> tuple[dict[str, Player], dict[str, str]]:
    """Those that start here by name, and for the others the reason. The first is what we ship."""
    wanted: dict[str, Callable[[], Player]] = {
        "duende": lambda: Duende(package, "trained, as it ships", "transformer, 4 attributes a note"),
        "duende, Notochord's size": lambda: Duende(_blank(folder, 512, 6), "random", "transformer 512 × 6"),
        "Notochord 0.8.0": lambda: Notochord(folder),
        "duende, IMPSY's size": lambda: Duende(_blank(folder, 64, 1), "random", "transformer 64 × 1"),
        "IMPSY 1.2.1, its default": lambda: Impsy(folder, "s", "LSTM 2 × 64"),
        "IMPSY 1.2.1, its largest": lambda: Impsy(folder, "xl", "LSTM 3 × 512"),
    }
    here: dict[str, Player] = {}
    missing: dict[str, str] = {}
    for name, start in wanted.items():
        say(f"starting {name} …")
        try:
            here[name] = start()
        except PeerMissing as error:
            missing[name] = str(error)
    return here, missing


def workplace() -> tempfile.TemporaryDirectory:
    return tempfile.TemporaryDirectory(prefix="duende-peers-")
