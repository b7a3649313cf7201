"""The stage: players, clock, patchbay and listeners together, without a socket, a process or a wait.

It is told what came in, and when to look again, by its `entrance`; it answers by messages to the timer and to the engines.
So the same stage runs in `duende serve`, in tests and in rehearsals under virtual time.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Protocol

from ..address import Row, find, parameters
from ..clock import Clock
from ..config import Show
from ..errors import AddressError, DuendeError
from ..inputs.listeners import Listeners
from ..inputs.newest import Newest
from ..inputs.osc import Dispatcher
from ..inputs.pending import Pending
from ..inputs.values import NOBODY, Reply, Request, Sender
from ..link.remote import is_installed as link_is_installed
from ..midi.clock import ClockFollower
from ..osc.packet import Message
from ..package import Manifest
from ..patchbay.routes import Routes
from ..patchbay.scenes import Scenes
from ..players.kinds import create
from ..players.music import MusicPlayer
from ..players.player import Player
from ..tempo import Meter
from ..transport import Transport
from ..watch.capture import Capture, Strike
from .entrance import Entrance
from .hands import Hands
from .knobs import Knobs, learn_target
from .midi_outputs import MidiOutputs
from .outlet import WATCH, Outlet

SWEEP_S = 0.5  # how often the stage tidies up and tells latencies
SHOWN = ("line", "word", "stanza")  # what a text player lets out and a page shows
TELLING = ("sync", "style")  # messages to an engine that change what it will say: the journal keeps them
HORIZON_S = 0.1  # beats are told to the timer so long ahead, beyond the listeners' lookahead


class Engine(Protocol):
    """The core's side of an engine process, or its double."""

    def send(self, message: tuple) -> None: ...


@dataclass
class Seat:
    """A player with what belongs to it."""

    player: Player
    engine: Engine
    package: str  # as `/players` tells it
    info: dict = field(default_factory=dict)  # what its engine said when it opened
    given_up: bool = False  # its engine died over and over and has a rest
    alarm: float | None = None  # when the player last asked to be woken; it asks only for moments to come


class Stage:
    """`send` is the timer's, `scenes` those that were saved. `journal` may be None (rehearsals). `link`: whether there can
    be a shared session; None: as it is here."""

    def __init__(
        self, clock: Clock, send: Callable, show: Show, scenes: dict | None = None, journal: Any = None,
        link: bool | None = None,
    ):  # fmt: skip
        self.clock, self.now, self.show, self.journal = clock, clock.now, show, journal
        self.transport = _transport(show, self.now(), link_is_installed() if link is None else link)
        self.sink_numbers = count(WATCH + 1)
        self.listeners = Listeners(lambda: next(self.sink_numbers))
        self.hands, self.knobs = Hands(self, show), Knobs(self, show)
        self.capture = Capture()
        self.outlet = Outlet(send, self.now, self.listeners, self.hands.midi_input.guard, self.capture)
        self.outlet.heard, self.outlet.said = self._routed, self._said
        self.dispatcher = Dispatcher(clock)
        self.newest = Newest(self.dispatcher)
        self.routes = Routes(self.row_at, lambda: self.transport.beat_at(self.now()))
        self.scenes = Scenes(scenes)
        self.seats: dict[str, Seat] = {}
        self._keyed: dict[bytes, Seat] = {}  # the address to which keys are sent → whose they are
        self.lookahead = 0.0  # seconds: the longest of all listeners
        self.server: Callable[[Request], None] = _nobody
        self.show_text: Callable[[str, str, str], None] = lambda player, what, text: None  # to the page: what of SHOWN
        self.changed: Callable[[str, tuple], None] = lambda address, args: None  # to the web: a parameter's new value
        self.reshaped: Callable[[], None] = lambda: None  # to the web: other players, packages or scenes
        self.struck: Callable[[str], None] = lambda player: None  # a key of this player went down
        self.relief: Callable[[str], None] = lambda player: None  # whose model is too slow for this machine
        self._told_tempo = self.transport.bpm
        self.session: Callable[[tuple], None] = lambda wish: None  # to our peer in a shared session: what the clock wishes
        self.feeding: Callable[[], list[int]] = list  # the MIDI outputs that are told what their knobs drive
        self.pending = Pending()
        self.rouses = False  # whether an engine may be awake while core reads
        self.midi_outputs: MidiOutputs | None = None
        self._next_sweep = self.now() + SWEEP_S
        self.entrance = Entrance(self)  # by which all comes in that a night shall be played again from
        self.outlet.open_watch()

    # --- players --------------------------------------------------------------------------------------------------

    def take_seat(self, name: str, engine: Engine, manifest: Manifest, values: dict, chosen: Iterable[str]) -> Seat:
        """A player joins. `values` are its parameters by tail, `chosen` those that the show sets."""
        player = create(name, self, manifest, values)
        player.chosen.update(chosen)
        seat = self.seats[name] = Seat(player, engine, manifest.name)
        self._tell_dispatcher()
        return seat

    def change_package(self, name: str, manifest: Manifest, values: dict, relief: bool = False) -> None:
        """Another model plays from here on; `relief`: because the one before was too slow."""
        seat = self.seats[name]
        seat.package = manifest.name
        seat.player.change_package(manifest, values)
        seat.player.settled_in(relief)
        self._tell_dispatcher()
        seat.player.engine_back()

    def _tell_dispatcher(self) -> None:
        self.dispatcher.set_players(
            {name: seat.player.kind for name, seat in self.seats.items()},
            {name: seat.player.words for name, seat in self.seats.items()},
            {name: seat.player.places for name, seat in self.seats.items()},
        )
        self._keyed = {f"/{name}/note".encode(): seat for name, seat in self.seats.items() if seat.player.kind == "music"}
        self.reshaped()

    # Room, as the players see it
    def note(self, player: str, due: float, pitch: int, velocity: int, channel: int) -> int:
        return self.outlet.note(player, due, pitch, velocity, channel)

    def off(self, note: int, due: float) -> None:
        self.outlet.off(note, due)

    def cancel(self, player: str, after: float) -> None:
        self.outlet.cancel(player, after)

    def silence(self, player: str) -> None:
        self.outlet.silence(player)

    def say(self, address: str, *args, due: float | None = None) -> None:
        self.outlet.say(address, *args, due=due)

    def _said(self, address: str, args: tuple, due: float) -> None:
        """A message has left, at its moment."""
        if self.journal is not None:
            self.journal.out(None, "listeners", address, args, due, None)
        _, player, _, *what = address.split("/", 3)
        if what and what[0] in SHOWN:
            self.show_text(player, what[0], args[0] if args else "")
        self._routed(address, args, due)

    def engine(self, player: str, message: tuple) -> None:
        if player in self.seats:
            self.seats[player].engine.send(message)
            if self.journal is None:
                return
            if message[0] == "generate":
                self._note_question(player, *message[1:])
            elif message[0] in TELLING:
                self.journal.note("told", at=self.now(), player=player, message=message)

    def relieve(self, player: str) -> None:
        self.relief(player)

    def record(self, player: str, **values) -> None:
        if self.journal is not None:
            self.journal.note("made", at=self.now(), player=player, **values)

    # --- what comes in --------------------------------------------------------------------------------------------

    def osc(self, messages: Iterable[Message], sender: Sender) -> bool:
        """Messages of one packet; whether any of them was understood."""
        now, used = self.now(), False
        for message in messages:
            for item in self.dispatcher.receive(message, sender, now):
                if item.__class__ is Request:
                    used = True
                    self._take(item)
                else:
                    self.outlet.reply((item,))
        return used

    def rouse(self, packet: bytes) -> None:
        """This packet has come and will be read: a key that wants its answer at once wakes whoever gives it. On a processor
        that core wants itself it would only be in the way."""
        if not self.rouses:
            return
        seat = self._keyed.get(packet[: packet.find(b"\0")])
        if seat is not None and packet[-1] and seat.player.mode == "accompany" and seat.player.alive:
            seat.engine.send(("rouse",))

    def settle(self) -> None:
        """Carry out the parameters that `newest` keeps: before anything that came after them, and when nothing did."""
        for request in self.newest.settle():
            self.do(request)

    def _take(self, request: Request) -> None:
        if request.due is None or request.due <= self.now():
            self.do(request)
        else:
            self._wait(request)

    def _wait(self, request: Request) -> None:
        try:
            self.pending.add(request)
        except AddressError as error:
            self.outlet.reply(self.complain(request, str(error)))

    def do(self, request: Request) -> None:
        """Carry out a request now; what cannot be done is told to whoever asked."""
        try:
            if request.player is None:
                self.server(request)
            elif request.player in self.seats:
                self._player(request)
        except DuendeError as error:
            if request.sender:
                self.outlet.reply(self.complain(request, str(error)))

    def complain(self, request: Request, sentence: str) -> Iterable[Reply]:
        self.dispatcher.counts["refused"] += 1
        return self.dispatcher.complaints.report(request.sender, request.address, sentence, self.now())

    def offset_output(self, name: str, ms: float) -> list[tuple]:
        """Shift an output that is no listener; AddressError when no output is called so."""
        actions = self.midi_outputs.offset(name, ms) if self.midi_outputs else None
        if actions is not None:
            return actions
        known = [heard.name for heard in self.listeners] + (self.midi_outputs.names if self.midi_outputs else [])
        raise AddressError(f"no output is named {name[:80]!r}; there are {', '.join(known) or 'none'}")

    def strike(self, player: MusicPlayer, pitch: int, velocity: int, channel: int) -> None:
        """A key of a music player goes down, or up (velocity 0)."""
        now = self.now()
        if velocity:
            player.strike(pitch, velocity, channel)
            self.struck(player.name)
        else:
            player.release(pitch, channel)
        self.capture.human(Strike(now, pitch, velocity, channel))
        self.outlet.mirror(f"/{player.name}/out/heard", pitch, velocity, channel)
        self._routed(f"/{player.name}/note", (pitch, velocity, channel), now)

    # --- what is asked of a player ----------------------------------------------------------------------------------

    def _player(self, request: Request) -> None:
        row, player = request.row, self.seats[request.player].player
        if row.parameter:
            if request.asks:
                self.outlet.reply((Reply(request.sender, request.address, player.value(row.tail, request.part)),))
            else:
                self.set_parameter(request, player)
        elif row.learns:
            if request.part and f"{row.learns.rpartition('/')[0]}/{request.part}" not in player.places:
                raise AddressError(f"{request.address}: this package has no such place")
            self.knobs.learn(learn_target(row, request.player, request.part))
        elif row.tail in ("load", "undo"):
            self.server(request)
        elif row.address == "/NAME/note":
            self.strike(player, *request.args)
        else:
            player.act(row.tail, request.args, request.part)
            if row.role == "note" and (position := player.position()):
                self.outlet.mirror(f"/{player.name}/out/heard", *position)
            self._routed(request.address, request.args, self.now())

    def set_parameter(self, request: Request, player: Player) -> None:
        """Set one, tell those who want feedback when it differs."""
        tail, part, address = request.row.tail, request.part, request.address
        before = player.value(tail, part)
        player.set(tail, request.args[0], part)
        after = player.value(tail, part)
        self.scenes.touched(address)
        if after != before:
            self.feed_back(address, after, request.sender)
            if self.journal is not None:
                self.journal.note("set", at=self.now(), address=address, args=after)
        self._routed(address, after, self.now())

    def feed_back(self, address: str, args: tuple, by: Sender | None) -> None:
        """A parameter has another value."""
        if address == "/clock/tempo":
            self._told_tempo = args[0]
        self.changed(address, args)
        self.knobs.show(address, self.feeding())
        for target in self.listeners.to_feed_back(by):
            self.outlet.tell(target, address, args)

    def snapshot(self) -> dict[str, tuple]:
        """Every parameter of every player."""
        return {f"/{name}/{tail}": args for name, seat in self.seats.items() for tail, args in seat.player.scene().items()}

    def values(self) -> dict[str, tuple]:
        """Every parameter of every player by its address, those with INDEX too."""
        values = {}
        for name, seat in self.seats.items():
            player = seat.player
            for row in parameters(player.kind):
                values[f"/{name}/{row.tail}"] = player.value(row.tail)
            for tail in player.places:
                row, part = find(player.kind, tail)
                if row.parameter:
                    values[f"/{name}/{tail}"] = player.value(row.tail, part)
        return values

    def apply(self, address: str, args: tuple) -> None:
        """Do what a route, a scene or a controller wants, as if it had been sent; errors are counted, nobody asked."""
        for item in self.dispatcher.receive(Message(address, args, None), NOBODY, self.now()):
            if item.__class__ is Request:
                self.do(item)

    def bring_back(self, address: str, args: tuple, beats: float) -> None:
        """One thing of a scene; what is no parameter is the player's to bring back."""
        row = self.row_at(address)
        if row is None or row.parameter:
            self.apply(address, args)
        else:
            _, name, tail = address.split("/", 2)
            self.seats[name].player.arrive(tail, args, beats)

    def row_at(self, address: str) -> Row | None:
        """The table's row of a real address of those that live now."""
        name, _, tail = address[1:].partition("/")
        seat = self.seats.get(name)
        found = find(seat.player.kind, tail) if seat else find("server", address[1:])
        return found[0] if found else None

    def value_at(self, address: str) -> float | str | None:
        """What a parameter of one argument stands at; None where there is no such one."""
        name, _, tail = address[1:].partition("/")
        seat = self.seats.get(name)
        found = find(seat.player.kind, tail) if seat else None
        if found and not found[0].parameter:
            return None
        args = seat.player.value(found[0].tail, found[1]) if found else self.transport.snapshot().get(address, ())
        return args[0] if len(args) == 1 else None

    def span_at(self, address: str) -> tuple[float, float] | None:
        """From where to where an input of a player reaches that the table gives no range."""
        name, _, tail = address[1:].partition("/")
        return self.seats[name].player.span(tail) if name in self.seats else None

    # --- routes -----------------------------------------------------------------------------------------------------

    def _routed(self, address: str, args: tuple, due: float) -> None:
        for target, moved in self.routes.apply(address, args):
            if "/out/" in target:
                self._route_out(target, moved, due)
            else:
                self.apply(target, moved)

    def _route_out(self, target: str, args: tuple, due: float) -> None:
        self.outlet.say(target, *args, due=due)

    # --- what engines and timer say -----------------------------------------------------------------------------------

    def from_engine(self, name: str, message: tuple) -> None:
        """One message from a player's engine."""
        if message[0] == "event":
            self._note_decision(name, message)
        self.seats[name].player.heard(message)

    def _note_question(self, player: str, job: int, spec: dict, keep: int = 0, events: Sequence = ()) -> None:
        note = self.journal.note
        note("asked", at=self.now(), player=player, job=job, spec=spec, keep=keep, events=events, lookahead=self.lookahead)

    def _note_decision(self, player: str, message: tuple) -> None:
        if self.journal is not None:
            _, job, step, *result = message
            self.journal.note("decision", at=self.now(), player=player, job=job, step=step, result=result)

    def from_timer(self, report: tuple) -> list[tuple]:
        """One report of the timer; what the app has to act on comes back."""
        kind = report[0]
        if kind in ("left", "ended"):
            self._left(kind == "ended", *report[1:])
        elif kind == "refused":
            return self.listeners.refused(report[1])
        elif kind == "broken":
            self.listeners.gone(report[1])
        return []

    def _left(self, ended: bool, number: int, sink: int, due: float, actual: float) -> None:
        if self.journal is not None:
            told = self.outlet.address_of(number, ended)
            if told:
                self.journal.out(number, "watch" if sink == WATCH else str(sink), *told, due, actual, self.now())
        if sink == WATCH:
            (self.outlet.ended if ended else self.outlet.began)(number, due)

    # --- time -----------------------------------------------------------------------------------------------------

    def next_moment(self) -> float:
        """When to wake, if nothing comes in before."""
        now = self.now()
        beat = self.transport.next_moment() - self.lookahead - HORIZON_S
        moments = [self._next_sweep, self.scenes.next_change(now), max(beat, now), self.outlet.next_moment()]
        for seat in self.seats.values():
            seat.alarm = seat.player.alarm()
            moments.append(seat.alarm)
        moments.append(self.pending.next_moment())
        return min(m for m in moments if m is not None)

    def wake(self) -> None:
        """Do what is due by now."""
        now = self.now()
        for request in self.pending.due(now):
            self.do(request)
        self._tick_clock(now)
        self.outlet.wake()
        self._glide(now)
        for seat in self.seats.values():
            if seat.alarm is not None and seat.alarm <= now:
                seat.player.wake()
        if now >= self._next_sweep:
            self._next_sweep = now + SWEEP_S
            self._sweep(now)

    def _glide(self, now: float) -> None:
        """A scene on its way."""
        for address, args in self.scenes.changes(now, self.transport.bpm):
            self.apply(address, args)

    def _tick_clock(self, now: float) -> None:
        """Beats and MIDI clock, told to the timer ahead of their moments; what the transport did, to the players."""
        horizon = now + self.lookahead + HORIZON_S + 0.02
        for beat in self.transport.beats_until(horizon):
            self.say("/clock/out/beat", beat.bar, beat.beat, float(beat.tempo), due=beat.due)
        for due, data in self.transport.ticks_until(horizon):
            self.outlet.send(("midi", due, data))
        for wish in self.transport.wishes():
            self.session(wish)
        for change in self.transport.changes():
            self._clock_changed(change)

    def _clock_changed(self, change: str) -> None:
        for seat in self.seats.values():
            if change == "stop":
                seat.player.rest()
            elif change in ("start", "continue"):
                seat.player.resume()
            else:
                seat.player.tempo_changed()
        tempo = float(self.transport.bpm)
        if change == "tempo" and tempo != self._told_tempo:  # tapped, or from outside
            self.feed_back("/clock/tempo", (tempo,), None)

    def _sweep(self, now: float) -> None:
        self.outlet.reply(self.dispatcher.tick(now))
        for action in self.listeners.sweep(now):
            self.outlet.send(action)
        self.outlet.tidy()
        for name, seat in self.seats.items():
            seat.player.tidy()
            self._tell_latency(name, seat.player)

    def _tell_latency(self, name: str, player: Player) -> None:
        fresh = player.watch.news()
        if fresh:
            p50, p99 = fresh
            self.outlet.say(f"/{name}/out/latency", p50 * 1000, p99 * 1000)


def _transport(show: Show, now: float, link: bool) -> Transport:
    clock = show.clock
    transport = Transport(
        now, clock.tempo, tempo_known=clock.tempo_given, meter=Meter(*clock.meter),
        follower=ClockFollower if show.midi.enabled else None,
        link=link,
    )  # fmt: skip
    transport.set_offset(clock.offset)
    transport.set_source(clock.source, now)
    transport.changes()
    return transport


def _nobody(request: Request) -> None:
    raise AddressError(f"{request.address} is not served here")
