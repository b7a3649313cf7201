"""How long a player is without its model when that dies, hangs or runs out of memory, kind by kind, fault by fault.

Each kind plays on a server of its own, and its engine is struck four times in a row: killed (SIGKILL), frozen (SIGSTOP),
aborted (SIGABRT), and by a MemoryError that is really raised in the midst of whatever it does. Measured from the fault, as
a listener hears it: until what sounded then has ended (music; its key is let go at once), until the model itself is heard
again, and what was asked meanwhile and answered by nobody. A frozen engine is first to be found out.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ..osc.values import Message
from .accompany import SCALE
from .family import family, name
from .figures import Figures
from .room import Client, Room

KINDS = ("music", "text", "image", "gesture")  # those with a bundled package
ENGINE = "bridge.engine.worker"
FAULTS = {
    "killed": signal.SIGKILL, "frozen": signal.SIGSTOP, "aborted": signal.SIGABRT, "no memory": signal.SIGUSR1,
}  # fmt: skip
TARGET = {"silence_ms": 100.0, "back_s": 2.0}
WAIT_S = 15.0  # a model that is not heard by then has not come back
PLAY_S = 2.5, 3.5  # between being heard again and the next fault: the next process in waiting is ready
KEY_S = 0.14  # from key to key
LIVE_S = 0.09  # a voice that comes later after its key may be what stands in for the model (players/accompany.py)
BUSY_A_CORE = 2  # programs that do nothing but use a processor, in the busy half

# Loaded by every Python of the server before its program: in an engine a signal is a MemoryError, raised as for any array.
FAULTY = """
import signal, sys
if {"bridge.engine.worker", "bridge.engine.standby"} & set(getattr(sys, "orig_argv", ())):
    signal.signal(signal.SIGUSR1, lambda *_: bytearray(1 << 62))
"""


@dataclass
class Row:
    """What was found for one kind and one fault; seconds."""

    silence: list[float] = field(default_factory=list)
    back: list[float] = field(default_factory=list)
    lost: int = 0  # keys that nobody answered
    never: int = 0  # times that the model did not come back

    def plain(self) -> dict:
        times = {"n": len(self.back), "lost": self.lost, "never": self.never}
        if self.back:
            times["back_s"] = {"p50": _seconds(self.back, "p50"), "p99": _seconds(self.back, "p99")}
        if self.silence:
            times["silence_ms"] = {"p50": Figures.of(self.silence).p50, "max": Figures.of(self.silence).max}
        return times


class Player:
    """One kind at work, as a client plays and hears it."""

    def __init__(self, client: Client, kind: str, dice: random.Random):
        self.client, self.kind, self.dice = client, kind, dice
        self.sounding: set[tuple] = set()
        self.level = 0  # of its ladder
        self._key = 0  # that is down; 0: none
        client.say("/listen", *(f"/{kind}/out/{what}" for what in ("note", "word", "frame", "value", "ladder")))

    def start(self) -> None:
        match self.kind:
            case "music":
                self.client.say("/music/mode", "accompany")
            case "text":
                self.client.say("/text/next", 1000, "line")
            case "image":
                self.client.say("/image/walk", 1.0)
            case "gesture":
                self.client.say("/gesture/mode", "solo")

    def stop(self) -> None:
        self.client.say(f"/{self.kind}/stop")

    def hear(self, seconds: float) -> Iterator[tuple[float, Message]]:
        """What comes for so long, with its arrival."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and (heard := self.client.hear(left)):
            at, message = heard
            if message.address == "/music/out/note":
                pitch, velocity, channel = message.args
                (self.sounding.add if velocity else self.sounding.discard)((pitch, channel))
            elif message.address.endswith("/out/ladder"):
                self.level = message.args[0]
            yield at, message

    def is_output(self, message: Message) -> bool:
        if message.address == "/music/out/note":
            return message.args[1] > 0
        return message.address in (f"/{self.kind}/out/{what}" for what in ("word", "frame", "value"))

    def play(self, seconds: float) -> None:
        """Go on for so long; music ends in the midst of a voice."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.live(KEY_S)
        list(self.hear(KEY_S))  # the last voice ends
        if self.kind == "music":
            while not self.sounding:
                self.let_go()
                self.live(KEY_S, hold=True)

    def live(self, seconds: float, hold: bool = False) -> tuple[float | None, bool]:
        """For so long: when the model was first heard, if it was, and whether anything was heard."""
        if self.kind != "music":
            heard = [at for at, message in self.hear(seconds) if self.is_output(message)]
            return (heard[0] if heard else None), True
        self._key = self.dice.choice(SCALE)
        struck = time.monotonic()
        self.client.say("/music/note", self._key, 90)
        voices = [(at, self.level) for at, message in self.hear(seconds) if self.is_output(message) and at >= struck]
        if not hold:
            self.let_go()
        live = voices and voices[0][0] - struck < LIVE_S and voices[0][1] == 0
        return (voices[0][0] if live else None), bool(voices)

    def let_go(self) -> None:
        if self._key:
            self.client.say("/music/note", self._key, 0)
            self._key = 0


def measure(rounds: int, busy_rounds: int, kinds: tuple[str, ...], package: str | None = None) -> dict:
    """`rounds` of every fault on every kind, then more beside busy programs. `package`: of music."""
    dice, halves = random.Random(1), {}
    for half, count, neighbours in (("alone", rounds, 0), ("busy", busy_rounds, BUSY_A_CORE * (os.cpu_count() or 1))):
        rows = {(kind, fault): Row() for kind in kinds for fault in FAULTS}
        with _busy(neighbours if count else 0):
            for _ in range(count):
                for kind in kinds:
                    _strike_all(kind, rows, dice, package if kind == "music" else None)
        if count:
            halves[half] = {f"{kind}, {fault}": row.plain() for (kind, fault), row in rows.items()}
    return {"rows": halves, "busy_programs_a_core": BUSY_A_CORE, "target": TARGET}


def _strike_all(kind: str, rows: dict[tuple[str, str], Row], dice: random.Random, package: str | None) -> None:
    faults = list(FAULTS)
    dice.shuffle(faults)
    with _room(kind, package) as room:
        client = room.client()
        player = Player(client, kind, dice)
        player.start()
        for fault in faults:
            player.play(dice.uniform(*PLAY_S))
            _strike(player, _engine(room), FAULTS[fault], rows[kind, fault])
        player.stop()
        client.close()


def _strike(player: Player, engine: int, fault: int, row: Row) -> None:
    if player.kind == "text":
        player.client.say("/text/next", 1000, "line")  # never done before it is struck
    list(player.hear(1e-3))
    began = time.monotonic()
    os.kill(engine, fault)
    if player.kind == "music":
        row.silence.append(_ended(player, began) - began)
    back, lost = _back(player, began)
    row.lost += lost
    if back is None:
        row.never += 1
    else:
        row.back.append(back - began)


def _ended(player: Player, began: float) -> float:
    """When all that sounded has ended; the key is let go at once."""
    player.let_go()
    last = began
    while player.sounding and time.monotonic() - began < WAIT_S:
        for at, _ in player.hear(KEY_S):
            last = at
            if not player.sounding:
                break
    return last if not player.sounding else began + WAIT_S


def _back(player: Player, began: float) -> tuple[float | None, int]:
    """When the model itself was heard again, and how many keys nobody had answered by then."""
    lost = 0
    if player.kind == "music":
        while time.monotonic() - began < WAIT_S:
            live, any_voice = player.live(KEY_S)
            if live is not None:
                return live, lost
            lost += not any_voice
        return None, lost
    again = False
    for at, message in player.hear(WAIT_S):
        if message.address.endswith("/out/ladder"):
            again = again or message.args[0] == 0  # `live` again: what comes from here on is the model's
        elif again and player.is_output(message):
            return at, lost
    return None, lost


def _engine(room: Room) -> int:
    return next(pid for pid in family(room.process.pid) if name(pid) == ENGINE)


@contextmanager
def _room(kind: str, package: str | None) -> Iterator[Room]:
    with tempfile.TemporaryDirectory(prefix="duende-bench-") as folder:
        show, named = Path(folder) / "show.toml", f'package = "{package}"\n' if package else ""
        show.write_text(f'[[player]]\nname = "{kind}"\nkind = "{kind}"\n{named}', encoding="utf-8")
        (Path(folder) / "sitecustomize.py").write_text(FAULTY, encoding="utf-8")
        with Room((str(show), "--no-midi"), python_path=folder) as room:
            yield room


@contextmanager
def _busy(count: int) -> Iterator[None]:
    """So many programs that want a processor each, at ordinary priority."""
    programs = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for program in programs:
            program.kill()
            program.wait()


def _seconds(values: list[float], which: str) -> float:
    return round(getattr(Figures.of(values), which) / 1e3, 3)

