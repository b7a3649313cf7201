"""How long after a key the machine's voice sounds by MIDI: note in on one JACK port, first voice out on another.

Beside it in the same run, by turns: a through client of the same driver, and one that does a bare step of the model before
each note, the floor. Both know nothing but that. Where JACK is not, the reason is told.
"""

import contextlib
import random
import subprocess
import sys
import tempfile
import threading
import time

from ..errors import DuendeError
from ..midi import system
from . import sound_server
from .accompany import GAP_S, HOLD_S, SCALE, Series, rest, strike
from .room import ANSWER_S, Room, environment
from .sound_server import SoundServer

OURS, FLOOR, THROUGH = "duende", "floor", "JACK through"
PORTS_S = 5.0  # until a port that was opened is listed
WIRED_S = 3.0  # a server without a sound card now and then leaves a new client out of its round


class Line:
    """Two ports of ours, from one to `source` of theirs and back from their `target`. What we strike is awaited there."""

    def __init__(self, into: str, out_of: str):
        rtmidi = system.load_driver()
        self._news = threading.Event()
        self._down: int | None = None
        self._keys = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name="bench keys")
        self._ear = rtmidi.MidiIn(rtmidi.API_UNIX_JACK, name="bench ear")
        self._ear.set_callback(self._heard)
        self._keys.open_port(_index(self._keys, into))
        self._ear.open_port(_index(self._ear, out_of))

    def _heard(self, event: tuple[list[int], float], _: object) -> None:
        data, _ = event
        if data[0] & 0xF0 == 0x90 and data[2]:
            self._news.set()

    def strike(self, pitch: int) -> bool:
        self.release()
        self._news.clear()
        self._down = pitch
        self._keys.send_message([0x90, pitch, 90])
        return self._news.wait(ANSWER_S)

    def release(self) -> None:
        if self._down is not None:
            self._keys.send_message([0x80, self._down, 0])
            self._down = None

    def close(self) -> None:
        self.release()
        self._keys.delete()
        self._ear.delete()


def measure(seconds: float, package: str) -> dict:
    """About `seconds` of playing. By name p50 … max in milliseconds, and their ratios; or why it is `missing`."""
    if why := sound_server.missing():
        return {"missing": why}
    with SoundServer() as jack, contextlib.ExitStack() as closing:
        try:
            lines = _lines(closing, package)
        except DuendeError as error:
            return {"missing": str(error)}
        series = _play(lines, seconds)
    rows = {name: one.plain() for name, one in series.items()}
    return {"rows": rows, "system": jack.what, "ratios": _ratios(rows)}


def _lines(closing: contextlib.ExitStack, package: str) -> dict[str, Line]:
    room = closing.enter_context(Room((), package))
    client = room.client()
    closing.callback(client.close)
    for address, value in (("/music/mode", "accompany"), ("/music/style", "chorale")):
        client.say(address, value)
    through = {FLOOR: package, THROUGH: "-"}
    for name, model in through.items():
        closing.callback(_end, _start(name, model))
    ports = {OURS: (system.IN, system.OUT)} | {name: (f"{name} in", f"{name} out") for name in through}
    lines = {}
    for name, (into, out_of) in ports.items():
        lines[name] = Line(into, out_of)
        closing.callback(lines[name].close)
    for name, line in lines.items():
        _see_that_it_carries(name, line)
    return lines


def _see_that_it_carries(name: str, line: Line) -> None:
    end = time.monotonic() + WIRED_S
    while not line.strike(SCALE[0]):
        if time.monotonic() > end:
            raise DuendeError(f"JACK does not carry what is played to {name}")
    line.release()


def _play(lines: dict[str, Line], seconds: float) -> dict[str, Series]:
    dice, series = random.Random(1), {name: Series([]) for name in lines}
    turns, end = list(lines), time.monotonic() + seconds
    while time.monotonic() < end:
        dice.shuffle(turns)
        for name in turns:
            rest(dice, GAP_S)
            strike(lines[name], dice.choice(SCALE), series[name])
            rest(dice, HOLD_S)
            lines[name].release()
    return series


def _ratios(rows: dict[str, dict]) -> dict[str, float]:
    ours = rows[OURS].get("p50")
    return {f"{OURS} / {name}": round(ours / rows[name]["p50"], 2) for name in (FLOOR, THROUGH) if ours and rows[name]["n"]}


def _index(client: object, client_name: str) -> int:
    """The number by which the driver knows the port of that client. DuendeError when it does not come."""
    end = time.monotonic() + PORTS_S
    while time.monotonic() < end:
        for i, port in enumerate(client.get_ports()):
            if port.startswith(f"{client_name}:"):
                return i
        time.sleep(0.05)
    raise DuendeError(f"there is no JACK port of {client_name}")


def _start(name: str, package: str) -> subprocess.Popen:
    process = subprocess.Popen(
        [sys.executable, "-m", "bridge.bench.through", name, package], env=environment(tempfile.gettempdir()), text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    if process.stdout.readline().strip() != name:
        _end(process)
        raise DuendeError(f"the through client did not start: python -m bridge.bench.through {name} {package}")
    return process


def _end(process: subprocess.Popen) -> None:
    process.stdin.close()
    try:
        process.wait(2.0)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()
