"""A real server, a player of each bundled kind at work, a keyboard and a synthesizer at JACK, and a pianist."""

import subprocess
import time
import urllib.request
from contextlib import ExitStack, suppress
from pathlib import Path

from bridge.bench import family
from tests.clients.peers import jack
from tests.clients.peers.server import Duende
from tests.clients.peers.waiting import until

from .ears import HOST, Listener, Synth

KEYS, SYNTH = "keys", "synth"
ENGINE, STANDBY = "bridge.engine.worker", "bridge.engine.standby"
TIMER, WEB = "bridge.schedule.timer", "bridge.watch.web"
MIDI_EAR, MOUTH, RECORDER = "bridge.midi.ear", "bridge.outputs.mouth", "bridge.frames.recorder"
SCALE = (55, 57, 59, 60, 62, 64, 65, 67, 69, 71, 72)
# What shows that a player of this kind plays.
SIGNS = {"music": "/music/out/note", "text": "/text/out/token", "image": "/image/out/frame", "gesture": "/gesture/out/value"}
WORK = (
    ("/music/mode", "accompany"), ("/text/pace", 4.0), ("/text/play", 1), ("/image/fps", 10.0), ("/image/walk", 1.0),
    ("/gesture/mode", "solo"), ("/gesture/play", 1),
)  # fmt: skip
STRIKE_S = 0.25  # between two keys of a pianist who waits for an answer
LONG_S = 40.0  # what has not come back by then will not


class Scene:
    def __init__(self, folder: Path):
        self._closing = ExitStack()
        self.jack: jack.Jack | None = None
        self.struck = 0
        try:
            self._open(folder)
        except BaseException:
            self._closing.close()
            raise

    def _open(self, folder: Path) -> None:
        words = ["--no-midi"]
        if not jack.missing():
            self.jack = self._closing.enter_context(quiet_jack("duendefaults"))
            words = ["--midi-in", KEYS, "--midi-out", SYNTH]
            self.open_devices()
            self._closing.callback(self.close_devices)
        self.server = Duende(folder, *words)
        self.listener = Listener(self.server.osc)
        self.engines = dict(zip(SIGNS, sorted(self.family(ENGINE)), strict=False))  # they were started in this order
        self.at_work()

    # --- who is here

    def family(self, module: str) -> list[int]:
        found = []
        for pid in family.family(self.server.pid):
            with suppress(OSError):
                if family.name(pid) == module:
                    found.append(pid)
        return found

    def child(self, module: str) -> int | None:
        return next(iter(self.family(module)), None)

    def child_in_time(self, module: str) -> int:
        """One that is being replaced is waited for."""
        until(lambda: self.child(module), f"there is no {module}", LONG_S)
        return self.child(module)

    def engine_now(self, kind: str) -> int | None:
        """The process that plays this kind, once there is one that plays nothing else."""
        others = {pid for its, pid in self.engines.items() if its != kind}
        there = [pid for pid in self.family(ENGINE) if pid not in others]
        if there:
            self.engines[kind] = there[-1]
        return self.engines[kind] if there else None

    def open_devices(self) -> None:
        self.synth = Synth(SYNTH) if not hasattr(self, "synth") else self.synth
        self.synth.plug()
        self.keys = jack.Peer(KEYS)

    def close_devices(self) -> None:
        with suppress(OSError, ValueError):  # they may have died with JACK
            self.synth.unplug(killed=True)
        with suppress(OSError, ValueError):
            self.keys.kill()

    # --- what is done

    def at_work(self) -> None:
        for message in WORK:
            self.listener.say(*message)

    def press(self, pitch: int) -> None:
        self.listener.say("/music/note", pitch, 90)
        self.struck += 1

    def release(self, pitch: int) -> None:
        self.listener.say("/music/note", pitch, 0)

    def music_answers(self, since: float, seconds: float = LONG_S) -> float | None:
        """Keys are struck until a voice sounds that began after `since`: its moment."""
        return self._strike_until(self.listener, lambda: self.listener.last_on, since, seconds, self.press, self.release)

    def synth_sounds(self, since: float, seconds: float = LONG_S) -> float | None:
        return self._strike_until(self.synth, lambda: self.synth.last_on, since, seconds, self.press, self.release)

    def keyboard_is_heard(self, since: float, seconds: float = LONG_S) -> float | None:
        def press(pitch: int) -> None:
            self.struck += 1
            self.keys.send(f"90{pitch:02x}5a")

        return self._strike_until(
            self.listener, lambda: self.listener.last_on, since, seconds, press, lambda p: self.keys.send(f"80{p:02x}00")
        )

    def _strike_until(self, ear, last_on, since, seconds, press, release) -> float | None:
        end, i = time.monotonic() + seconds, self.struck
        while time.monotonic() < end:
            pitch = SCALE[i * 3 % len(SCALE)]
            i += 1
            press(pitch)
            sounded = ear.wait(lambda: last_on() > since, STRIKE_S)
            release(pitch)
            if sounded:
                return last_on()
        return None

    def shows(self, kind: str, since: float, seconds: float = LONG_S) -> float | None:
        """When this player was heard first after `since`."""
        if kind == "music":
            return self.music_answers(since, seconds)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.listener.wait(lambda: self.listener.after(since, SIGNS[kind]), 1.0):
                return self.listener.after(since, SIGNS[kind])
            self.at_work()
        return None

    # --- what is looked at

    @property
    def ears(self) -> list:
        return [self.listener, *([self.synth] if self.jack else [])]

    def sounding(self) -> dict:
        return {key: moment for ear in self.ears for key, moment in dict(ear.sounding).items()}

    def is_silent(self, seconds: float) -> bool:
        """Within that time nothing sounds any more."""
        end = time.monotonic() + seconds
        return all(ear.wait(lambda ear=ear: not ear.sounding, end - time.monotonic()) for ear in self.ears)

    def is_healthy(self, seconds: float = LONG_S) -> float | None:
        """When `/health` says so."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.server.process.poll() is None:
            with suppress(OSError), urllib.request.urlopen(f"http://{HOST}:{self.server.http}/health", timeout=2) as answer:
                if answer.status == 200:
                    return time.monotonic()
            time.sleep(0.02)
        return None

    def is_back(self, module: str, before: int, seconds: float = LONG_S) -> float | None:
        """When there is another process of this kind."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if (self.child(module) or before) != before:
                return time.monotonic()
            time.sleep(0.02)
        return None

    def close(self) -> int | None:
        """The server's exit code, which was told to end."""
        code = None
        with suppress(Exception):
            code = self.server.end()
        self.server.clean_up()
        self.listener.close()
        self._closing.close()
        return code


def quiet_jack(name: str) -> jack.Jack:
    """A JACK server that loses nothing, where the system lets it go first: otherwise 2 or 3 of 1000 events, now and then.

    Asynchronous, for one that is synchronous stalls when a client is killed.
    """
    may_go_first = subprocess.run(["chrt", "-f", "60", "true"], capture_output=True).returncode == 0
    return jack.Jack(name, *(("-R", "-P", "60") if may_go_first else ()), period=1024)
