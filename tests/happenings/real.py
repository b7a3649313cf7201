"""A real `duende serve` between real JACK ports: two keyboards, a synthesizer, guests by UDP; processes die for real."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections import Counter, defaultdict, deque
from contextlib import suppress
from pathlib import Path

from bridge.osc.packet import encode, parse
from bridge.patience import Patience, seen
from tests.clients.peers import jack
from tests.clients.peers.server import Duende
from tests.faults.ears import Synth, at_the_door
from tests.faults.scene import ENGINE, MOUTH, TIMER, quiet_jack

from .rules import Happenings, TheEnd

SYNTH, PORTS = "synth", ("keys", "pads")
SHOW = f"""
[[player]]
name = "music"
kind = "music"
package = "chorales"
[[player]]
name = "bach"
kind = "music"
package = "ensemble"
[midi]
in = [{", ".join(f'{{ name = "{port}" }}' for port in PORTS)}]
out = [{{ name = "{SYNTH}" }}]
"""
READY_S = 40.0
BOUND_S = 8.0  # a MIDI output is looked for every 2 s, and a process has to start; of time in which core was let run
AWAY_S = 0.4  # a cable is not pulled and put back sooner; a port that was away for less than a look is not missed
SEEN_S = 3.0  # one that comes back has been seen and opened after so long: what ends sooner may find it away
AT_MOST_S = 90.0  # a server that is not let run for so long cannot be judged
# A server whose timer dies more often gives up; an engine that does rests for a while. Neither is what is asked here.
MOST_DEATHS, WITHIN_S = 3, 10.0
SETTLED = (
    ("mode", "answer"), ("quantize", 0.0), ("polyphony", 8), ("length", 0.0), ("yield", 1), ("grid", 0.0),
    ("out_channel", 1), ("scale", "any"),
)  # fmt: skip


class Guest:
    """A listener; `sounding` once everything that came has taken effect."""

    def __init__(self, server: int):
        self.sock = at_the_door(server)
        self.effects: list[tuple[float, tuple, bool]] = []
        self._answers: set[str] = set()  # the addresses of all that came

    def say(self, address: str, *args: object) -> None:
        with suppress(ConnectionRefusedError):
            self.sock.send(encode(address, args))

    def was_told(self, address: str) -> bool:
        """Whether such a message has come."""
        self._hear()
        return address in self._answers

    @property
    def sounding(self) -> set[tuple]:
        self._hear()
        sounding = set()
        for _, key, on in sorted(self.effects, key=lambda effect: effect[0]):
            (sounding.add if on else sounding.discard)(key)
        return sounding

    @property
    def ons(self) -> int:
        self._hear()
        return sum(on for _, _, on in self.effects)

    def _hear(self) -> None:
        self.sock.settimeout(0.0)
        while True:
            try:
                data = self.sock.recv(65536)
            except ConnectionRefusedError:
                continue
            except OSError:
                return
            now = time.time()
            for message in parse(data):
                self._answers.add(message.address)
                if message.address.endswith("/out/note"):
                    pitch, velocity, channel = message.args
                    self.effects.append((max(now, message.timetag or 0.0), (channel, pitch), velocity > 0))


class House:
    """What stands for a whole run: JACK, the synthesizer, the server; a server that ended is followed by another."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="duende-happenings-")
        self.counts: Counter[str] = Counter()
        self.jack = quiet_jack("duendehappens")
        self.jack.__enter__()
        self.synth = Synth(SYNTH)
        self.synth.plug()
        self.server: Duende | None = None
        self.deaths: dict[str, deque] = defaultdict(lambda: deque(maxlen=MOST_DEATHS))
        self.evenings = 0
        self.unplugged = self.returned = 0.0  # when the synthesizer last was, and when it came back
        self.longest_s = 0.0  # until silence, and how long core queued for a processor meanwhile
        self.queued_s = 0.0

    def keep_journal(self, server: Duende) -> Path:
        """What it has written down of this evening and those before it, where nobody removes it."""
        kept = Path(tempfile.mkdtemp(prefix="duende-evening-"))
        shutil.copytree(server.journal, kept / "journal")
        return kept

    def open(self) -> Duende:
        """A server whose notes reach the synthesizer. A JACK server without a sound card now and then leaves a new client
        out of its round; then all come again."""
        for _ in range(3):
            if self.server is not None:
                break
            self._start()
            if not self._is_wired():
                self.end_server()
                self.synth.unplug(killed=True)
                self.jack.stop()
                self.jack.start()
                self.synth.plug()
        assert self.server is not None, "JACK does not carry what is played"
        self.evenings += 1
        return self.server

    def _start(self) -> None:
        folder = Path(tempfile.mkdtemp(dir=self.folder.name))
        (folder / "show.toml").write_text(SHOW)
        server = Duende(folder, str(folder / "show.toml"), environment={"PYTHONFAULTHANDLER": "1"}, ready=False)
        end = time.monotonic() + READY_S
        while "ready" not in server.said and server.process.poll() is None and time.monotonic() < end:
            time.sleep(0.02)
        self.server = server
        self.deaths.clear()
        assert "ready" in server.said, f"it does not come to its ready; it said:\n{server.log}"

    def _is_wired(self) -> bool:
        hand, ons = Guest(self.server.osc), self.synth.ons
        hand.say("/music/mode", "accompany")
        for _ in range(80):  # an output is looked for every 2 s
            hand.say("/music/note", 60, 90)
            time.sleep(0.1)
            hand.say("/music/note", 60, 0)
            if self.synth.ons > ons:
                break
        hand.sock.close()
        return self.synth.ons > ons

    def end_server(self) -> int:
        """Its exit code. One that does not end says where it stands."""
        server, self.server = self.server, None
        try:
            return server.end()
        except subprocess.TimeoutExpired:
            os.kill(server.pid, signal.SIGABRT)
            server.wait()
            raise AssertionError(f"SIGTERM, and it did not end:\n{server.log}") from None
        finally:
            server.clean_up()

    def close(self) -> None:
        if self.server is not None:
            self.server.clean_up()
        with suppress(OSError):
            self.synth.unplug(killed=True)
        self.jack.__exit__()
        self.folder.cleanup()


class RealRoom:
    """One evening in the house."""

    def __init__(self, house: House):
        self.house, self.server, self.synth = house, house.open(), house.synth
        self.counts = house.counts
        self.hand = Guest(self.server.osc)
        self.guests: dict[str, Guest] = {}
        self.keyboards: dict[str, jack.Peer] = {}
        self.plugged = self.ended = False
        self.plug_synth()
        for player in ("music", "bach"):
            for tail, value in SETTLED:
                self.say(f"/{player}/{tail}", value)
        self.hello("anna", False, 100.0)

    def _count(self, what: str) -> None:
        self.counts[what] += 1

    def say(self, address, *args):
        self.hand.say(address, *args)
        self._count("keys struck" if address.endswith("/note") and args[1] else "messages")

    def midi(self, port, data):
        if port not in self.keyboards:
            self.keyboards[port] = jack.Peer(port)
        self.keyboards[port].send(data.hex())
        self._count("keys struck by MIDI" if data[0] & 0xF0 == 0x90 and data[2] else "messages by MIDI")

    def pull_keys(self, port):
        if port in self.keyboards:
            self.keyboards.pop(port).kill()
            self._count("keyboards unplugged")

    def kill(self, part):
        """The engines of both players are looked for by their order; which one is which is no matter here."""
        died, now = self.house.deaths[part if part in ("timer", "mouth") else "engine"], time.monotonic()
        if len(died) == MOST_DEATHS and now - died[0] < WITHIN_S:
            return
        pids = self.house_of({"timer": TIMER, "mouth": MOUTH}.get(part, ENGINE))
        if pids:
            died.append(now)
            with suppress(ProcessLookupError):
                os.kill(pids[-1 if part == "bach" else 0], signal.SIGKILL)
            self._count(f"{part if part in ('timer', 'mouth') else 'engine'} killed")

    def house_of(self, module: str) -> list[int]:
        from bridge.bench import family

        found = []
        for pid in family.family(self.server.pid):
            with suppress(OSError):
                if family.name(pid) == module:
                    found.append(pid)
        return sorted(found)

    def load(self, player):
        self.say(f"/{player}/load", "ensemble" if self.counts["models exchanged"] % 2 else "chorales")
        self._count("models exchanged")

    def hello(self, guest, tags, ms):
        if guest not in self.guests:
            self.guests[guest] = Guest(self.server.osc)
        self.guests[guest].say("/hello", self.guests[guest].sock.getsockname()[1], int(tags), ms)
        self._count("guests come")

    def bye(self, guest):
        if guest in self.guests:
            self.guests[guest].say("/bye")

    def vanish(self, guest):
        if guest in self.guests:
            self._heard(self.guests[guest])
            self.guests.pop(guest).sock.close()
            self._count("guests vanished")

    def pull_synth(self):
        if self.plugged:
            self.synth.unplug(killed=self.counts["synthesizer unplugged"] % 2 == 0)
            self.plugged, self.house.unplugged = False, time.monotonic()
            self._count("synthesizer unplugged")

    def plug_synth(self):
        if not self.plugged and self.synth.process.poll() is not None:
            time.sleep(max(0.0, self.house.unplugged + AWAY_S - time.monotonic()))
            self.synth.plug()
            self.house.returned = time.monotonic()
        self.plugged = True

    def wait(self, seconds):
        time.sleep(seconds)

    def let_go(self):
        """Silence counts once core has heard all that was said: it may have had no processor to hear it."""
        self.plug_synth()
        began, before, owed = time.monotonic(), seen(self.server.pid), Patience()
        owed.begin(began, before)
        self.hand.say("/players")  # it answers in turn
        while not self.hand.was_told("/players/end") or self.sounding():
            if owed.look(time.monotonic(), seen(self.server.pid)) > BOUND_S or time.monotonic() - began > AT_MOST_S:
                break
            time.sleep(0.02)
        took, queued = time.monotonic() - began, seen(self.server.pid).queued - before.queued
        assert self.hand.was_told("/players/end"), f"in {took:.0f} s core did not hear us; it queued {queued:.1f} s of them"
        if took > self.house.longest_s:
            self.house.longest_s, self.house.queued_s = took, queued
        late = "not silent" if self.sounding() else "silent late, since core was not let run"
        self._count("silent in time" if took <= BOUND_S else late)

    def end(self):
        was_plugged, self.ended = self.plugged and time.monotonic() > self.house.returned + SEEN_S, True
        code = self.house.end_server()
        assert code == 0, self.server.log
        self._count("SIGTERM")
        time.sleep(0.1)
        if not was_plugged:
            self.synth.forget()

    def sounding(self):
        found = {name: guest.sounding for name, guest in self.guests.items()}
        found[SYNTH] = set(dict(self.synth.sounding))
        return {name: sounds for name, sounds in found.items() if sounds}

    def told(self):
        core = seen(self.server.pid)
        since = {key: round(time.monotonic() - moment, 2) for key, moment in dict(self.synth.sounding).items()}
        status = [] if self.ended else self._status()
        fares = f"core ran {core.ran:.2f} s of its life and queued {core.queued:.2f}"
        kept = self.house.keep_journal(self.server)
        return f"sounding since, s: {since}; {status}; {fares}; {self.server.said[-12:]}; its journal: {kept}"

    def _status(self) -> list[str]:
        asking = Guest(self.server.osc)
        asking.say("/status")
        asking.sock.settimeout(0.5)
        told = []
        with suppress(OSError):
            while (message := parse(asking.sock.recv(65536))[0]).address == "/status":
                told.append(" ".join(message.args))
        asking.sock.close()
        return [line for line in told if line.startswith(("midi ", "notes_", "timer_dropped", "music_state", "bach_state"))]

    def _heard(self, guest: Guest) -> None:
        self.counts["ons heard by OSC"] += guest.ons

    def close(self):
        for guest in self.guests.values():
            self._heard(guest)
            if not self.ended:
                guest.say("/bye")
            guest.sock.close()
        for port in list(self.keyboards):
            self.keyboards.pop(port).kill()
        self.counts["ons heard at a JACK port"] = self.synth.ons
        if self.sounding_at_synth():
            self.counts["hanging"] += len(self.synth.sounding)
            self.synth.forget()
        if not self.ended:
            for address in ("/panic", "/music/reset", "/bach/reset"):
                self.hand.say(address)
        self.hand.sock.close()
        self._count("evenings")

    def sounding_at_synth(self) -> bool:
        return bool(self.synth.sounding)


def machine(house: House, ends_every: int = 4) -> type[Happenings]:
    """The rules in this house; one evening in so many is ended by SIGTERM."""

    class InThisHouse(Happenings):
        def enter(self):
            return RealRoom(house)

        def finish(self):
            if house.evenings % ends_every == 0:
                TheEnd.finish(self)
            else:
                Happenings.finish(self)

    return InThisHouse
