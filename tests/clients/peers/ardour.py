"""Ardour without a screen (hardour), as a DAW among JACK clients: its tracks, its transport, its clock, what it recorded.

It answers OSC on every interface, so it runs in a network of its own, which only `_inside` reaches: this file, run there,
passes messages on by its standard input and output.
"""

import contextlib
import glob
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import mido

from .jack import FIRST
from .osc import packet, read

LIBRARY = "/usr/lib/ardour7"
OSC_PORT = 3819
START_S, STARTS = 15.0, 3  # one of a dozen starts never gives its ports
SESSION = "show"
SUPERCLOCKS = 282_240_000  # a second, in its files
# Ardour 7.3 writes the tempo of a MIDI clock into its map, in the wrong fields (a ramp down to 4 BPM), unless the map has a
# second tempo; so one stands in this bar. Ardour then keeps its map and moves faster or slower along it.
FAR = 1000
FEEDBACK = 1 + 2 + 16  # of /set_surface: strip buttons, strip values, transport position as bars and beats
TRACK = (
    's:new_midi_track(ARDOUR.ChanCount(ARDOUR.DataType("midi"), 1), ARDOUR.ChanCount(ARDOUR.DataType("midi"), 1), true, '
    'ARDOUR.PluginInfo(), nil, nil, 1, "{name}", ARDOUR.PresentationInfo.max_order, ARDOUR.TrackMode.Normal, true)'
)
MAKE = """
AudioEngine:set_backend("JACK", "", "")
AudioEngine:start()
s = create_session("{folder}", "{session}", 48000)
assert(s)
{tracks}
s:save_state("")
close_session()
quit()
"""
OSC_ON = (
    '<Protocol name="Open Sound Control (OSC)" active="1" debugmode="0" address-only="0" remote-port="8000" '
    'banksize="0" striptypes="31" feedback="0" gainmode="0" send-page-size="0" plug-page-size="0"/>'
)
MASTERS = (
    '<TransportMasters current="MIDI Clock">'
    '<TransportMaster type="MIDIClock" name="MIDI Clock" removeable="0" collect="1" sclock_synced="0"/>'
    "</TransportMasters>"
)


def missing() -> str:
    """Why Ardour cannot be tried here; empty when it can."""
    absent = [name for name in ("ardour7-lua", "unshare", "ip") if not shutil.which(name)]
    if absent or not _program():
        return f"{', '.join(absent) or 'hardour'} not installed (Debian: ardour iproute2)"
    return "" if os.geteuid() == 0 else "only root may give a program a network of its own"


def _program() -> str:
    return next(iter(glob.glob(f"{LIBRARY}/hardour-7*")), "")


class Note(NamedTuple):
    """One note of a track, in beats of Ardour's own time line."""

    begins: float
    ends: float | None  # None: it hangs
    pitch: int
    velocity: int
    channel: int

    def moved(self, beats: float) -> "Note":
        return self._replace(begins=self.begins + beats, ends=None if self.ends is None else self.ends + beats)


class Ardour:
    """`tracks` are MIDI tracks; `sends`: its clock goes out; `follows`: another's clock moves its transport."""

    def __init__(self, folder: Path, *tracks: str, tempo: float = 120.0, sends: bool = False, follows: bool = False):
        self.tracks, self.tempo, self.heard = tracks, tempo, []
        self._home, self._session = folder / "home", folder / SESSION
        self._write_settings(sends, follows)
        self._make_session()
        self._edit_session(follows)
        self._start()
        self._rewind()

    # --- its transport and tracks

    def say(self, address: str, *args) -> None:
        self._process.stdin.write(json.dumps([address, *args]) + "\n")
        self._process.stdin.flush()

    def ask(self, address: str, *args, sends: tuple | None = None, seconds: float = 4.0) -> tuple:
        """What it says at `address` after it has been told `sends` (or asked there)."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            seen = len(self._lines())
            self.say(*(sends or (address, *args)))
            again = time.monotonic() + 0.4
            while time.monotonic() < again:
                for _, where, what in self._lines()[seen:]:
                    if where == address:
                        return tuple(what)
                time.sleep(0.02)
        raise AssertionError(f"Ardour does not answer {address}")

    def told(self, address: str) -> list[tuple[float, tuple]]:
        """All that it has said there so far: (monotonic seconds, arguments)."""
        return [(moment, tuple(what)) for moment, where, what in self._lines() if where == address]

    def arm(self, *tracks: str) -> None:
        """What reaches these tracks is recorded as soon as the transport rolls."""
        for track in tracks:
            number = self._number(track)
            self._until_on("/strip/recenable", ("/strip/recenable", number, 1))
        self._until_on("/rec_enable_toggle", ("/rec_enable_toggle",))

    def monitor(self, track: str) -> None:
        """What comes into the track goes out of it."""
        self.say("/strip/monitor_input", self._number(track), 1)

    def roll(self) -> None:
        self.say("/transport_play")

    def stop(self) -> None:
        self.say("/transport_stop")

    def sample(self) -> int:
        """Where its transport is."""
        return int(self.ask("/transport_frame")[0])

    # --- what it has recorded

    def end(self) -> None:
        """It saves and quits; only then its recordings are files."""
        if self._process.poll() is None:
            self.say("/save_state")
            time.sleep(0.5)
            self._process.stdin.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(12)
        self.kill()

    def kill(self) -> None:
        """Whatever of it still runs."""
        if not self._process.stdin.closed:
            self._process.stdin.close()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def recorded(self, track: str) -> list[Note]:
        """The notes of the track's recordings, where its time line has them."""
        text = (self._session / f"{SESSION}.ardour").read_text()
        sources = {m["id"]: m["name"] for m in map(_attributes, re.findall(r"<Source [^>]*>", text))}
        found = []
        for region in map(_attributes, re.findall(r"<Region [^>]*>", _playlist(text, track))):
            place = _beats(region["position"] if "position" in region else region["length"].partition("@")[2], self.tempo)
            file = self._session / "interchange" / SESSION / "midifiles" / sources[region["master-source-0"]]
            found += [note.moved(place) for note in notes(file)]
        return sorted(found, key=lambda note: note.begins)

    # --- its start

    def _write_settings(self, sends: bool, follows: bool) -> None:
        folder = self._home / ".config" / "ardour7"
        folder.mkdir(parents=True)
        options = {"send-midi-clock": int(sends), "latched-record-enable": 1}  # else a locate, as by a start, ends recording
        lines = "".join(f'<Option name="{name}" value="{value}"/>' for name, value in options.items())
        masters = MASTERS if follows else ""
        (folder / "config").write_text(
            f'<?xml version="1.0" encoding="UTF-8"?>\n<Ardour><Config>{lines}</Config>{masters}</Ardour>\n'
        )

    def _make_session(self) -> None:
        tracks = "\n".join(TRACK.format(name=name) for name in self.tracks)
        script = self._home / "make.lua"
        script.write_text(MAKE.format(folder=self._session, session=SESSION, tracks=tracks))
        done = subprocess.run(
            ["ardour7-lua", script], env=self._environment(), capture_output=True, text=True, timeout=60, check=False
        )
        assert self._file.exists(), f"Ardour makes no session: {done.stdout[-300:]} {done.stderr[-300:]}"

    @property
    def _file(self) -> Path:
        return self._session / f"{SESSION}.ardour"

    def _edit_session(self, follows: bool) -> None:
        text = self._file.read_text()
        text = re.sub(r'<Protocol name="Open Sound Control \(OSC\)"[^>]*/>', OSC_ON, text)
        text = re.sub(r"<Tempo [^>]*/>", self._tempo_at(0) + (self._tempo_at(FAR) if follows else ""), text, count=1)
        text = text.replace('name="external-sync" value="0"', f'name="external-sync" value="{int(follows)}"')
        self._file.write_text(text)

    def _tempo_at(self, bar: int) -> str:
        place = f'sclock="{round(bar * 4 * 60 / self.tempo * SUPERCLOCKS)}" quarters="{bar * 4}:0" bbt="{bar + 1}|1|0"'
        return (
            f'<Tempo npm="{self.tempo:g}" enpm="{self.tempo:g}" note-type="4" type="Tempo::Constant" active="1" '
            f'locked-to-meter="0" continuing="0" {place} omega="0"/>'
        )

    def _environment(self) -> dict[str, str]:
        return os.environ | {
            "HOME": str(self._home), "LD_LIBRARY_PATH": LIBRARY, "ARDOUR_DATA_PATH": "/usr/share/ardour7",
            "ARDOUR_CONFIG_PATH": "/etc/ardour7", "ARDOUR_DLL_PATH": LIBRARY,
        }  # fmt: skip

    def _start(self) -> None:
        for _ in range(STARTS):
            self._output = self._home / "said.txt"
            with self._output.open("w") as output:
                inside = [sys.executable, "-m", "peers.ardour", str(self._session)]
                self._process = subprocess.Popen(
                    [*FIRST, "unshare", "-n", "sh", "-c", 'ip link set lo up; exec "$@"', "sh", *inside],
                    env=self._environment() | {"PYTHONPATH": str(Path(__file__).parents[1])},
                    stdin=subprocess.PIPE, stdout=output, stderr=subprocess.DEVNULL, text=True,
                    start_new_session=True,
                )  # fmt: skip
            if self._is_up():
                self.say("/set_surface", 0, 31, FEEDBACK)
                return
            self.kill()
        raise AssertionError("Ardour gives no ports")

    def _is_up(self) -> bool:
        wanted = {f"ardour:{track}/midi_out 1" for track in self.tracks}
        end = time.monotonic() + START_S
        while time.monotonic() < end and self._process.poll() is None:
            listed = subprocess.run(["jack_lsp"], capture_output=True, text=True, timeout=5, check=False).stdout
            if wanted <= set(listed.splitlines()) and self._answers():
                return True
            time.sleep(0.25)
        return False

    def _answers(self) -> bool:
        with contextlib.suppress(AssertionError):
            return bool(self.ask("/transport_frame", seconds=0.4))
        return False

    def _rewind(self) -> None:
        """hardour rolls by itself soon after its start."""
        end = time.monotonic() + 3.0
        while time.monotonic() < end and not any(what == (1.0,) for _, what in self.told("/transport_play")):
            time.sleep(0.05)
        self.stop()
        time.sleep(0.3)
        self.say("/goto_start")
        end = time.monotonic() + 3.0
        while self.sample() and time.monotonic() < end:
            time.sleep(0.1)

    def _number(self, track: str) -> int:
        """As its strips are counted: the tracks in their order, the master last."""
        return self.tracks.index(track) + 1

    def _until_on(self, address: str, message: tuple) -> None:
        end = time.monotonic() + 5.0
        while time.monotonic() < end:
            if self.ask(address, sends=message)[-1] == 1.0:
                return
        raise AssertionError(f"Ardour does not obey {message}")

    def _lines(self) -> list:
        whole, _, _ = self._output.read_text().rpartition("\n")
        return [json.loads(line) for line in whole.splitlines()]


# --- its files ----------------------------------------------------------------------------------------------------------


def _attributes(tag: str) -> dict[str, str]:
    return dict(re.findall(r'([\w-]+)="([^"]*)"', tag))


def _playlist(text: str, track: str) -> str:
    """The part of the session about what is recorded on a track."""
    return "".join(re.findall(rf'<Playlist [^>]*name="{track}[^"]*"[^/]*?>.*?</Playlist>', text, re.S))


def _beats(place: str, tempo: float) -> float:
    """Ardour writes a place as `b` and ticks of 1/1920 beat, or as `a` and superclocks."""
    if place.startswith("b"):
        return int(place[1:]) / 1920
    return int(place.lstrip("a")) / SUPERCLOCKS * tempo / 60


def notes(file: Path) -> list[Note]:
    """The notes of a standard MIDI file of one track, in beats."""
    content = mido.MidiFile(file)
    sounding: dict[tuple[int, int], list[Note]] = {}
    found, beat = [], 0.0
    for event in content.tracks[0]:
        beat += event.time / content.ticks_per_beat
        if event.type not in ("note_on", "note_off"):
            continue
        waiting = sounding.setdefault((event.channel, event.note), [])
        if event.type == "note_on" and event.velocity:
            waiting.append(Note(beat, None, event.note, event.velocity, event.channel + 1))
        elif waiting:
            found.append(waiting.pop(0)._replace(ends=beat))
    return sorted(found + [note for waiting in sounding.values() for note in waiting], key=lambda note: note.begins)


# --- in its network ------------------------------------------------------------------------------------------------------


def _inside(session: str) -> None:
    """Run Ardour; what is written to our input goes to it as OSC, what it says comes out. Our input's end ends it."""
    program = subprocess.Popen(
        [_program(), session, SESSION], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    door = socket.socket(type=socket.SOCK_DGRAM)
    door.bind(("127.0.0.1", 0))
    threading.Thread(target=_tell, args=(door, print), daemon=True).start()
    for line in sys.stdin:
        address, *args = json.loads(line)
        with contextlib.suppress(OSError):  # it is not there yet
            door.sendto(packet(address, *args), ("127.0.0.1", OSC_PORT))
    program.terminate()
    try:
        program.wait(8)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()


def _tell(door: socket.socket, say: Callable) -> None:
    while True:
        try:
            data = door.recv(1 << 16)
        except ConnectionRefusedError:
            continue
        if not data.startswith(b"/"):
            continue  # its "#reply"
        for got in read(data, time.monotonic()):
            say(json.dumps([got.moment, got.address, list(got.args)]), flush=True)


if __name__ == "__main__":
    _inside(sys.argv[1])
