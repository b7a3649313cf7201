"""`duende serve`: the only file that knows every stage. Opens the doors, starts the processes, turns the loop, ends well.

One thread, one loop: whatever becomes readable is handed to the stage, whatever falls due is done, everything else sleeps.
The timer, the engines, the MIDI ports and the web door are processes of their own; they are replaced when they die.
"""

import contextlib
import gc
import os
import secrets
import sys
import traceback
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from . import __version__
from .announce.remote import Announcer
from .apart import Apart
from .casting import Role, cast, defaults, loadable_packages
from .child import go_first, keep_one_heap, take_memory
from .clock import MachineClock, SteppedClock
from .config import Show, without_token
from .errors import AddressError, ConfigError, DuendeError, EngineError
from .frames import rings
from .frames.remote import FrameOutputs, Recorder
from .loop import Loop
from .midi.ports import MidiInputs
from .patchbay import scene_file
from .reach import EVERYWHERE, AllowList, before_port, called, is_loopback, warning
from .schedule.remote import Timer
from .service import Service
from .stage import night
from .stage.engines import Engines
from .stage.learnt import Learnt
from .stage.midi_doors import MidiDoors, check_players, listened
from .stage.osc_doors import OscDoors
from .stage.server import Server
from .stage.session import SharedSession
from .stage.stage import Stage
from .stage.status import gather
from .stage.warmth import Warmth
from .watch.capture import film_path
from .watch.journal import Journal, Start, as_journaled
from .watch.runs import Keep, state_folder
from .watch.web_remote import Web

NAME = "duende"
NICE = -10  # before ordinary programs: on a busy machine a note waits half as long
MOST_STUMBLES, STUMBLES_S = 20, 5.0  # so many unforeseen exceptions in that time end the show: they would never end
STATUS_S = 1.0
LONGEST_PAUSE_S = 1.0
PICTURES = 10  # a second, of all players: with more core waits for its processor now and then (`bridge.apart`)
TIDY_S, TIDY_AT_LAST_S = 60.0, 120.0
MEMORY_MIB = 7.0, 3.0  # what the peaks of an evening need beyond what is here at `ready` (docs/log.md, 2026-11-26)
STEP = {"music": "a note", "text": "a token", "image": "a picture", "gesture": "a movement"}
FIRST_TRY = {
    "music": "note ii 60 100", "text": "next", "image": "morph if 7 8", "gesture": "mode s solo",
}  # fmt: skip
OPENING_S = 60.0  # a model that has not opened after so long never will


@dataclass(frozen=True)
class Options:
    """What the command line adds to the show."""

    midi: bool = True
    packages: Mapping[str, str] | None = None
    journal_kept: bool = False  # a journal folder was named: nothing in it is ever removed


class App:
    def __init__(self, show: Show, options: Options, say: Callable[[str], None]):
        midi = replace(show.midi, enabled=show.midi.enabled and options.midi)
        self.show, self.options, self.say = replace(show, midi=midi), options, say
        self.clock = SteppedClock(MachineClock())  # the stage's: it stands while one thing is done
        self.seed = show.server.seed if show.server.seed is not None else secrets.randbelow(1 << 31)
        self.state = state_folder()
        self.service = Service()
        # Until the timer tells, once a second.
        self.timer_stats: dict[str, Any] = dict.fromkeys(("sent", "late", "dropped"), 0)
        self._next_status = self._next_tidy = self._next_moment = 0.0
        self._painted = 0  # pictures, when core last looked
        self.mistakes = 0  # exceptions that nobody foresaw
        self._stumbles: deque[float] = deque(maxlen=MOST_STUMBLES)
        self._objects = 0  # of Python's, when the last garbage had gone

    # --- life -------------------------------------------------------------------------------------------------------

    def run(self) -> int:
        """Open everything, say `ready`, serve until told to stop. Nothing is open when an error leaves here."""
        with contextlib.ExitStack() as self.closing:
            roles = cast(self.show, self.options.packages or {})
            check_players(self.show.midi, [role.name for role in roles])
            self.loadable = loadable_packages(self.show)
            go_first(NICE)
            keep_one_heap()
            self.apart = self._keep(Apart())
            self.loop = self._keep(Loop())
            self.loop.stop_at_signals()
            server = self.show.server
            self.doors = self._keep(OscDoors(server.host, server.osc_port, AllowList(server.allow)))
            rings.clean_up()  # of servers that were killed
            self.closing.callback(rings.remove_all)
            self.engines = self._keep(Engines(self.show, self.seed, self.loop, self.clock, self._aside))
            for role in roles:  # the slowest first: they open while the rest does
                self.engines.start(role)
            self.timer = self._keep(Timer(self.doors.udp.sock))
            self._build_stage(roles)
            self._open_outputs()
            self._open_web()
            self._tell_doors()
            self._wait_for_models()
            if not self.loop.over:
                self._begin()
            self._serve()
        return 0

    def _keep(self, part: Any) -> Any:
        """Close it when everything ends, in the opposite order of opening."""
        self.closing.callback(part.close)
        return part

    def _build_stage(self, roles: list[Role]) -> None:
        scenes, self.room = self._saved_scenes(), {}
        self.clock.step()
        self.journal = self._new_journal(roles)
        self.stage = Stage(self.clock, self.timer.send, self.show, scenes, self.journal)
        self.stage.entrance.aside = self._aside
        http = self.show.server.http_port
        self.server = Server(self.stage, NAME, __version__, http, self.state, self.loop.in_background)
        self.server.load, self.server.status = self.engines.load, self.status
        self.stage.server = self.server
        for role in roles:
            self._seat(role)
        self.loop.watch(self.timer, self._from_timer)
        self.timer.together()
        self.loop.between = lambda: self.timer.tell(only_old=True)
        self.doors.attach(self.loop, self.stage, self.timer.send)
        self.engines.attach(self.stage)
        self.warmth = Warmth(self.stage, MachineClock.now)
        self.session = self._keep(SharedSession(self.loop, self.stage.entrance, self.clock.now, self._aside))
        self.stage.session = self.session.obey
        self.learnt = self._keep(Learnt(self.stage.knobs, self.state, self.loop.in_background, self._aside))
        self.stage.knobs.midi = self.show.midi.enabled
        self.stage.relief = self.engines.relieve
        self.room |= night.room_of(self.stage)

    def _seat(self, role: Role) -> None:
        engine = self.engines.of[role.name]
        seat = self.stage.take_seat(role.name, engine, role.package.manifest, dict(role.values), role.chosen)
        seat.player.reseed(role.values["seed"] if "seed" in role.chosen else self.seed)
        seat.player.alive = False  # until its model is open

    def _new_journal(self, roles: list[Role]) -> Journal:
        folder = self.show.server.journal or self.state / "journal"
        players = {role.name: as_journaled(role.package) | night.seat_of(role, self.seed) for role in roles}
        text = without_token(self.show.path.read_text(encoding="utf-8")) if self.show.path else ""
        start = Start(__version__, self.seed, text, self.show.clock.tempo, players, self.room)
        return Journal(folder, start, keep=None if self.options.journal_kept else Keep(), say=self._aside)

    def _saved_scenes(self) -> dict:
        try:
            return scene_file.load(self.state / "scenes.json")
        except DuendeError as error:
            self.say(f"note  {error}")
            return {}

    def _open_outputs(self) -> None:
        wanted = self.show.midi
        inputs = MidiInputs(*listened(wanted)) if wanted.enabled else None
        self.midi = self._keep(MidiDoors(wanted, inputs, lambda: next(self.stage.sink_numbers)))
        self.midi.start()
        if inputs is not None:
            self.loop.watch(inputs, self._from_midi)
        self.server.send(self.stage.listeners.fix(self.show.listeners))
        self.server.send(self.midi.outputs.open())
        self.stage.midi_outputs, self.stage.outlet.by_midi = self.midi.outputs, self.midi.outputs.by
        self.stage.hands.reaches, self.stage.feeding = self.midi.reaches, self.midi.outputs.feeding
        self._connect()
        if wanted.sends_clock:
            self.stage.transport.send_midi_clock(True, self.clock.now())

    def _connect(self) -> None:
        """The show's routes; ConfigError for one that cannot be."""
        for route in self.show.routes:
            try:
                self.stage.routes.add(route.source, route.target, route.range)
            except AddressError as error:
                raise ConfigError(f"{route.at} {route.source} → {route.target}: {error}") from error

    def _open_web(self) -> None:
        server = self.show.server
        self.web = self._keep(Web(server.host, server.http_port, osc_port=self.doors.udp.port))
        self.web.guard(server.allow, server.token, server.origins)
        self.web.start()
        self._open_announcer()
        self.web.send_rings(self.engines.rings)
        self.stage.show_text = self.web.say
        self.stage.changed, self.stage.reshaped = self.web.changed, self._reshape
        self._reshape()
        self._open_screens()

    def _open_screens(self) -> None:
        """Where pictures go beside the web, and what remembers them. Their processes start once everything plays."""
        self.screens = self._keep(FrameOutputs(self.show.frames, self.engines.rings))
        self.recorder = self._keep(Recorder())
        self.recorder.send_rings(self.engines.rings)
        self.server.keeping.film = self._film

    def _tell_doors(self) -> None:
        """One line per open door, once it answers."""
        if self.doors.udp.warning:
            self._aside(self.doors.udp.warning)
        server, bound = self.show.server, self.doors.udp.sock.getsockname()[0]
        for sentence in warning(bound, server.allow, bool(server.token)):
            self._aside(sentence)
        self.say(f"OSC   udp and tcp {before_port(server.host)}:{self.doors.udp.port}")
        self.say(f"MIDI  {self.midi.wait()}")
        host, port = self.web.wait_open(OPENING_S)
        self.loop.watch(self.web, self._from_web)
        self.server.http_port = port
        token = "?token=…" if server.token and not is_loopback(bound) else ""
        self.say(f"HTTP  http://{called(host)}:{port}/{token}")

    def _open_announcer(self) -> None:
        """mDNS: its process makes sure of a name while the models load, and speaks once everything answers."""
        self.announcer = None
        if self.show.server.mdns:
            self.announcer = self._keep(Announcer(self.web.host, self.doors.udp.port, self.web.port, __version__))
            self.announcer.start()

    def _wait_for_models(self) -> None:
        deadline = self.clock.now() + OPENING_S
        while not self.loop.over and not self.engines.ready:
            if self.clock.now() > deadline:
                raise EngineError(f"a model did not open within {OPENING_S:.0f} s")
            self._turn(0.1)
        if not self.loop.over:
            self._tell_models()

    def _tell_models(self) -> None:
        for name, seat in self.stage.seats.items():
            style = f", style {seat.player.parameters['style']}" if "style" in seat.player.parameters else ""
            self.say(f"{name:<5} {_described(seat.info)}{style}")
        name, seat = next(iter(self.stage.seats.items()))
        if example := FIRST_TRY.get(seat.player.kind):
            host = self.show.server.host
            where = "localhost" if host in EVERYWHERE or is_loopback(host) else host
            self.say(f"try   oscsend {where} {self.doors.udp.port} /{name}/{example}")

    def _begin(self) -> None:
        self.journal.start()
        self.closing.callback(self._close_journal)
        self.engines.stand_by()
        self._rehearse()
        self._settle_memory()
        self.web.send_status(self.status())  # healthy from the first request on
        if self.announcer:
            self.announcer.announce()
        self.say("ready")
        self.service.ready(f"{len(self.stage.seats)} players, OSC {self.doors.udp.port}, HTTP {self.web.port}")

    def _rehearse(self) -> None:
        """For the first of those who accompany: the way of a key is the same for all."""
        for name, seat in self.stage.seats.items():
            if seat.player.kind == "music":
                return self.warmth.prepare(self.engines.playing(name).manifest, seat.player.parameters)

    def _settle_memory(self) -> None:
        """What is here stays: no collection ever walks it again, none interrupts the music. What will be needed is taken."""
        self._memory = take_memory(*MEMORY_MIB)
        gc.collect()
        self._objects = sys.getallocatedblocks()
        gc.freeze()
        gc.disable()

    def _close_journal(self) -> None:
        numbers = {k: v for k, v in self.status().items() if isinstance(v, int | float)}
        self.journal.close(**numbers)

    # --- the loop ---------------------------------------------------------------------------------------------------

    def _serve(self) -> None:
        while not self.loop.over:
            self._turn(LONGEST_PAUSE_S)
            self.service.alive(self.clock.now())
            if self.clock.now() >= self._next_status:
                self._next_status = self.clock.now() + STATUS_S
                self._once_a_second()
        self.service.ending()
        for name in self.stage.seats:
            self.stage.outlet.cancel(name, 0.0)
        self.stage.outlet.silence(None)
        for report in self.timer.close():
            self.stage.entrance.timer(report)

    def _turn(self, longest: float) -> None:
        """Wait for whatever comes first, do all that is there. A mistake of ours costs what it was about, not the show."""
        try:
            self.timer.tell()
            looks = self.engines.next_look, self.timer.next_look, self.warmth.next_look
            moment = min(self._next_moment, self.web.next_moment(), *looks)
            self.loop.turn(min(longest, moment - MachineClock.now()), self.warmth.awake_until())
            self._next_moment = self.stage.entrance.wake()
            self.timer.tell()
            self.warmth.look(MachineClock.now())
            self.web.wake()
            self.engines.look()
            self.timer.look()
        except DuendeError:
            raise
        except Exception as error:
            self._stumble(error)

    def _stumble(self, error: Exception) -> None:
        """Told and counted; raised when it goes on and on."""
        traceback.print_exception(error)
        now = self.clock.now()
        self.mistakes += 1
        self._stumbles.append(now)
        if len(self._stumbles) == MOST_STUMBLES and now - self._stumbles[0] < STUMBLES_S:
            raise error
        self._aside(f"a mistake of duende's own ({error!r}, told above); everything else plays on")

    def _once_a_second(self) -> None:
        """As in `_turn`."""
        try:
            self._every_second()
        except DuendeError:
            raise
        except Exception as error:
            self._stumble(error)

    def _every_second(self) -> None:
        self.stage.entrance.look()
        self._reopen_outputs()
        self.engines.retry()
        before, self._painted = self._painted, self.engines.painted
        pictures = self._painted - before > PICTURES
        self.apart.look(MachineClock.now(), (os.getpid(), self.timer.pid), self.engines.musical, pictures)
        self.stage.rouses = self.apart.side_by_side
        self.midi.look()
        self.session.retry()
        self.learnt.keep()
        while self.midi.troubles:
            self._aside(self.midi.troubles.pop(0))
        self.web.send_status(self.status())
        self.web.send_values(self.server.values() | self.stage.values())
        self._look_at_screens()
        for sentence in self.announcer.check() if self.announcer else ():
            self._aside(sentence)
        self._tidy()

    def _film(self, folder: Path, wall: float, seconds: float, moment: float) -> list[str]:
        """A film of the last seconds before `moment` of every image player is asked for; where they will be."""
        paths = {player: str(film_path(folder, wall, player)) for player in self.engines.rings}
        for player, path in paths.items():
            self.recorder.capture(player, path, seconds, moment)
        return list(paths.values())

    def _look_at_screens(self) -> None:
        for sentence in self.screens.check():
            self._aside(sentence)
        for report in self.recorder.check():
            match report:
                case ("captured", _, path, _):
                    self.server.keeping.filmed(path)
                case ("failed", _, path, why):
                    self.server.keeping.filmed(path, why)

    def _tidy(self) -> None:
        """Collect what little garbage there is, and what tuples Python keeps in stock for more of their length (up to 5 MB),
        when nobody plays; a picture that wanders for weeks never lets that be."""
        quiet = all(seat.player.state == "idle" for seat in self.stage.seats.values())
        if self.clock.now() >= self._next_tidy + (0.0 if quiet else TIDY_AT_LAST_S):
            self._next_tidy = self.clock.now() + TIDY_S
            gc.collect()
            self._objects = sys.getallocatedblocks()

    def _aside(self, sentence: str) -> None:
        self.say(f"note  {sentence}")

    # --- what the processes say -------------------------------------------------------------------------------------

    def _from_timer(self) -> None:
        for report in self.timer.receive():
            match report:
                case ("stats", figures):
                    self.timer_stats = figures
                case ("restarted", why):
                    self.loop.rewatch(self.timer, self._from_timer)
                    self._aside(f"the timer was started again ({why})")
                case ("broken", sink, why):
                    self.stage.entrance.timer(report)
                    if not self.doors.hang_up(sink):
                        self.midi.broken(sink, why, self.clock.now())
                case ("opened", sink, _):
                    self.stage.entrance.timer(report)
                    self._midi_opened(sink)
                case _:
                    if actions := self.stage.entrance.timer(report):
                        self.server.send(actions)

    def _midi_opened(self, sink: int) -> None:
        """A MIDI output is there, or there again: it falls in with the clock, its motors and lights with the values."""
        self.midi.opened(sink)
        if sink in self.midi.outputs.feeding():
            self.stage.knobs.show_all(sink)
        if self.midi.outputs.sends_clock(sink):
            for due, data in self.stage.transport.joining(self.clock.now()):
                self.timer.send(("midi", due, data, None, sink))

    def _from_midi(self) -> None:
        heard, gone = self.midi.drain()
        for moment, port, data in heard:
            self.stage.entrance.midi(moment, port, data)
        for port in gone:
            self.stage.entrance.unplugged(port)
        if self.midi.come:
            self._reopen_outputs()

    def _reopen_outputs(self) -> None:
        self.server.send(self.stage.entrance.retry(self.midi.outputs, self.midi.due))

    def _from_web(self) -> None:
        for message in self.web.receive():
            match message:
                case ("restarted", _):
                    self.loop.rewatch(self.web, self._from_web)
                case ("visitor", peer, descriptor):
                    self.doors.adopt(descriptor, peer)

    def _reshape(self) -> None:
        """Tell the web what there is to be seen."""
        shapes = {name: seat.player.shape() for name, seat in self.stage.seats.items()}
        for name, shape in shapes.items():
            shape["package"] = self.stage.seats[name].package
            shape["defaults"] = defaults(self.engines.playing(name))
            shape["words"]["load"] = self.loadable.get(shape["kind"], ())
        self.web.send_players(shapes, {"scene/recall": tuple(self.stage.scenes.saved)})
        self.web.send_values(self.server.values() | self.stage.values())

    def status(self) -> dict[str, Any]:
        """How everything is, flat, for `/status`, HTTP and the journal's last record."""
        doors = {
            "name": NAME,
            "version": __version__,
            "osc": f"{self.show.server.host}:{self.doors.udp.port}",
            "midi": self.midi.sentence,
            "mdns": self.announcer.sentence if self.announcer else "off",
            "seed": self.seed,
            "mistakes": self.mistakes,
            "memory_objects": self._objects,
            **self.doors.counters(),
            "udp_buffer_bytes": self.doors.udp.received_buffer,
        }
        return gather(self.stage, self.timer_stats, doors)


def _described(info: Mapping[str, Any]) -> str:
    millions, step = info["parameters"] / 1e6, STEP.get(info["kind"], "a step")
    return f"{info['name']} ({millions:.1f} M parameters, {info['device']}, {info['step_ms']:.1f} ms {step})"


def serve(show: Show, options: Options) -> int:
    """Run a show until it is stopped; the exit code."""
    os.environ.setdefault("JACK_NO_START_SERVER", "1")  # asking for MIDI ports must not start an audio server
    return App(show, options, lambda line: print(line, flush=True)).run()
