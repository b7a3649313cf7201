"""The packet path: python-osc's servers and liblo beside duende. An echo's latency; what arrives of a flood, at what cost.

A value comes by `/music/temperature f`; asked for without a value it is told. duende does this with everything that a show
has (journal, feedback, routes, its own process for whatever leaves); the others keep a number.
"""

import random
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path

from bridge.bench import family, flood
from bridge.bench.accompany import Series, rest
from bridge.bench.room import Client, Room
from bridge.child import go_first
from bridge.osc.packet import encode, parse

from .band import HERE, NICE, workplace
from .homes import PeerMissing

GAP_S = 0.002, 0.020
BLOCK = 25
ANSWER_S = 0.5
DRAINED_S = 0.3  # after a flood: what waits in the socket's buffer is taken
CONTROL = "/music/temperature"
QUESTION = encode(CONTROL)


class Server:
    """A process, its port, and how it is asked how many values have come."""

    def __init__(self, pid: int, port: int, end: Callable[[], object], received: Callable[[], int]):
        self.pid, self.port, self.received = pid, port, received
        self._end = end
        self._sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._sock.connect(("127.0.0.1", port))
        self._sock.settimeout(ANSWER_S)

    def close(self) -> None:
        self._sock.close()
        self._end()

    def ask(self) -> bool:
        self._sock.send(QUESTION)
        try:
            return bool(self._sock.recv(65536))
        except (TimeoutError, ConnectionRefusedError):
            return False


def measure(
    rounds: int, seconds: float, package: str, say: Callable[[str], None], only: Collection[str] | None = None
) -> dict:
    """`rounds` of echoes in turns, then a flood of `seconds` for each, or each of `only`."""
    with workplace() as folder:
        servers, missing = _everybody(package, Path(folder), say, only)
        try:
            echo = _echo(servers, rounds)
            floods = {name: _flood(server, seconds) for name, server in servers.items()}
        finally:
            for server in servers.values():
                server.close()
    rows = {name: series.plain() for name, series in echo.items()}
    return {"echo": rows, "flood": floods, "missing": missing, "rate": flood.RATE, "seconds": seconds}


def _echo(servers: dict[str, Server], rounds: int) -> dict[str, Series]:
    dice = random.Random(1)
    series = {name: Series([]) for name in servers}
    names = list(servers)
    for _ in range(rounds):
        dice.shuffle(names)
        for name in names:
            for _ in range(BLOCK):
                rest(dice, GAP_S)
                _timed(servers[name].ask, series[name])
    return series


def _timed(ask: Callable[[], bool], series: Series) -> None:
    began = time.monotonic()
    if ask():
        series.times.append(time.monotonic() - began)
    else:
        series.lost += 1


def _flood(server: Server, seconds: float) -> dict:
    """What arrived, and microseconds of processor time for each, of all its processes."""
    before, used = server.received(), family.processors(server.pid)
    sent = flood.send(server.port, flood.RATE, seconds, (CONTROL,))
    time.sleep(DRAINED_S)
    used = family.processors(server.pid) - used
    received = server.received() - before
    return {
        "sent": sent["sent"], "sent_s": sent["sent_s"], "received": received,
        "cpu_us": round(used / max(1, received) * 1e6, 2),
    }  # fmt: skip


def _everybody(
    package: str, folder: Path, say: Callable[[str], None], only: Collection[str] | None
) -> tuple[dict[str, Server], dict[str, str]]:
    wanted = {"duende": partial(_duende, package), "liblo (C)": partial(_liblo, folder)} | {
        f"python-osc {kind}": partial(_process, [sys.executable, str(HERE / "osc_echo.py"), kind], f"python-osc {kind}")
        for kind in ("blocking", "threading", "asyncio")
    }
    here, missing = {}, {}
    for name, start in wanted.items():
        if only is not None and name not in only:
            continue
        say(f"starting {name} …")
        try:
            here[name] = start()
        except PeerMissing as error:
            missing[name] = str(error)
    return here, missing


def _duende(package: str) -> Server:
    room = Room(package=package)
    client: Client = room.client()
    client.say("/music/mode", "off")
    said = client.said

    def received() -> int:
        status = client.status()
        return int(float(status["messages_received"])) - (client.said - said)

    return Server(room.process.pid, room.port, lambda: (client.close(), room.close()), received)


def _liblo(folder: Path) -> Server:
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        raise PeerMissing("liblo: there is no C compiler here")
    program = folder / "osc_echo"
    done = subprocess.run(
        [compiler, "-O2", str(HERE / "osc_echo.c"), "-l:liblo.so.7", "-o", str(program)], capture_output=True, text=True
    )
    if done.returncode:
        raise PeerMissing(f"liblo: {(done.stderr.strip().splitlines() or ['the compiler failed'])[-1][:160]}")
    return _process([str(program)], "liblo")


def _process(command: list[str], name: str) -> Server:
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=partial(go_first, NICE)
    )
    line = process.stdout.readline().strip()
    if not line.isdecimal():
        why = (process.stderr.read().strip().splitlines() or ["it said nothing"])[-1]
        _end(process)
        raise PeerMissing(f"{name} did not start: {why[:160]}")
    return Server(process.pid, int(line), partial(_end, process), partial(_counted, int(line)))


def _counted(port: int) -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.settimeout(5.0)
        sock.connect(("127.0.0.1", port))
        sock.send(encode("/count"))
        return parse(sock.recv(65536))[0].args[0]


def _end(process: subprocess.Popen) -> None:
    process.kill()
    process.wait()
    process.stdout.close()
    process.stderr.close()
