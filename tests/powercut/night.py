"""One night that ends without warning: a real server, a crowd of packets, notes, a kill; and what its journal still has."""

import os
import random
import shutil
import signal
import socket
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "clients"))

from peers import server as peer
from peers.osc import Client, packet

from bridge.watch.replay import load, read
from bridge.watch.runs import segments

PROMISED_S = 0.2
# A server whose every `fdatasync` is witnessed: file, bytes that the disk has from then on. Nothing else is changed.
WITNESS = """#!{python} -P
import os, sys, time
sys.path.insert(0, {root!r})
kept, real = os.open({seen!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND), os.fdatasync
def fdatasync(file):
    size, name = os.fstat(file).st_size, os.readlink(f"/proc/self/fd/{{file}}")
    os.write(kept, f"{{time.monotonic()}} asked {{size}} {{name}}\\n".encode())
    real(file)
    os.write(kept, f"{{time.monotonic()}} done {{size}} {{name}}\\n".encode())
os.fdatasync = fdatasync
from bridge.cli import main
sys.exit(main())
"""


@dataclass(frozen=True)
class Lost:
    """Of what happened before the kill. A moment is seconds before it."""

    happened: int  # packets sent and messages received
    kept: int
    unread: int  # packets that the server had not taken out of its socket: nothing of it knew of them
    too_early: int  # missing although it is older than what is promised
    oldest_s: float  # how long before the kill the oldest that is missing happened; 0: nothing is missing
    disk_s: float = 0.0  # the longest that the disk took to keep what it was told to: no program can promise less


def night(folder: Path, seed: int, how: str) -> dict[str, Lost]:
    """`how`: `group` kills all processes of the server, `core` the one that writes. What a kill and a power cut cost."""
    dice = random.Random(seed)
    server, seen = _start(folder), folder / "flushed"
    sender = Sender(server.osc, dice)
    try:
        time.sleep(dice.uniform(0.3, 1.5))
        killed, kill = time.monotonic(), os.killpg if how == "group" else os.kill
        kill(server.pid, signal.SIGSTOP)
        waiting = waiting_at(server.osc) // size_of_one()
        kill(server.pid, signal.SIGKILL)
        happened = [one for one in sender.over() if one[0] < killed]
        server.process.wait(10)
        (run,) = server.journal.iterdir()
        taken = _taken(happened, waiting)
        left = {"kill": lost(run, taken, killed, len(happened) - len(taken))}
        disk_s = _cut_power(run, seen, killed)
        return left | {"power": lost(run, taken, killed, len(happened) - len(taken), disk_s)}
    finally:
        server.clean_up()


def _start(folder: Path) -> peer.Duende:
    program = folder / "witnessed"
    root = str(Path(__file__).parents[2])
    program.write_text(WITNESS.format(python=sys.executable, root=root, seen=str(folder / "flushed")))
    program.chmod(0o755)
    before, peer.PROGRAM = peer.PROGRAM, program
    try:
        return peer.Duende(folder, *peer.NO_MIDI)
    finally:
        peer.PROGRAM = before


class Sender:
    """Plays keys and turns a knob some hundred times a second, and hears what the server plays, on a thread of its own."""

    def __init__(self, port: int, dice: random.Random):
        self._client, self._dice, self._over = Client(port), dice, threading.Event()
        self.sent: list[tuple[float, str, object]] = []
        self._client.hello()
        self._client.send("/music/pause", 0.1)
        self._client.listen(0.1)
        self._first = len(self._client.got)  # what came before is the welcome
        self._thread = threading.Thread(target=self._play)
        self._thread.start()

    def _play(self) -> None:
        number = 0
        while not self._over.is_set():
            number += 1
            pitch = self._dice.randrange(48, 84)
            for address, *args in (("/music/note", pitch, 90), ("/music/top_p", number / 1e5), ("/music/note", pitch, 0)):
                self._say(address, *args)
                self._client.listen(self._dice.uniform(0.0, 0.004))
            if number % 40 == 0:
                self._client.listen(0.4)  # a phrase ends: the machine answers
            if number % 55 == 0:
                self._say("/text/next", 1)

    def _say(self, address: str, *args: object) -> None:
        data, moment = packet(address, *args), time.monotonic()
        self._client.raw(data)
        self.sent.append((moment, "in", data))

    def over(self) -> list[tuple[float, str, object]]:
        """(moment, in, packet) and (moment, out, message) of all that happened."""
        self._over.set()
        self._thread.join()
        self._client.listen(0.05)
        self._client.close()
        heard = [got for got in self._client.got[self._first :] if _recorded(got.address)]
        heard = [(got.moment, "out", (got.address, got.args)) for got in heard]
        return sorted(self.sent + heard, key=lambda one: one[0])


def _recorded(address: str) -> bool:
    """What the human did comes back as `heard`, which is no output."""
    return "/out/" in address and not address.endswith("/out/heard")


def _taken(happened: list[tuple[float, str, object]], waiting: int) -> list[tuple[float, str, object]]:
    """Without the packets that were sent last and wait in the server's socket."""
    sent = [one for one in happened if one[1] == "in"]
    unread = set(map(id, sent[len(sent) - waiting :] if waiting else ()))
    return [one for one in happened if id(one) not in unread]


def waiting_at(port: int) -> int:
    """Bytes of memory that datagrams take which nobody has read yet from the socket of this port."""
    for line in Path("/proc/net/udp").read_text().splitlines()[1:]:
        _, local, _, _, queues, *_ = line.split()
        if int(local.rpartition(":")[2], 16) == port:
            return int(queues.rpartition(":")[2], 16)
    return 0


def size_of_one() -> int:
    """What one small datagram takes of that."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        sock.sendto(packet("/music/note", 60, 90), sock.getsockname())
        return max(1, waiting_at(sock.getsockname()[1]))


def lost(run: Path, happened: list, killed: float, unread: int, disk_s: float = 0.0) -> Lost:
    """Of what `happened` before the kill, by what the journal of the run still has."""
    recorded = Counter(("in", record.values["packet"]) for record in read(run) if record.kind == "osc")
    recorded.update(("out", (event.address, _as_sent(event.args))) for event in load(run).outputs)
    missing = []
    for moment, way, what in happened:
        key = way, what if way == "in" else (what[0], _as_sent(what[1]))
        if recorded[key]:
            recorded[key] -= 1
        else:
            missing.append(killed - moment)
    early = [age for age in missing if age > PROMISED_S + disk_s]
    return Lost(len(happened), len(happened) - len(missing), unread, len(early), max(missing, default=0.0), disk_s)


def _as_sent(args: tuple) -> tuple:
    """Floats cross the wire with 32 bits."""
    return tuple(round(arg, 3) if isinstance(arg, float) else arg for arg in args)


def _cut_power(run: Path, seen: Path, killed: float) -> float:
    """Only what the disk was told to keep, and said that it has, is still there. The longest that this took, in seconds."""
    flushed: dict[str, int] = {}
    asked, longest = None, 0.0
    for line in seen.read_text().splitlines() if seen.exists() else ():
        moment, what, size, name = line.split(" ", 3)
        if what == "asked":
            asked = float(moment)
        else:
            longest, asked = max(longest, float(moment) - asked), None
            flushed[name] = max(flushed.get(name, 0), int(size))
    for path in segments(run):
        os.truncate(path, flushed.get(str(path.resolve()), 0))
    return longest if asked is None else max(longest, killed - asked)


def clean(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
