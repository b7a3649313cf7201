"""`duende serve`: the only file that knows every stage. Opens the doors, starts the processes, turns the loop, ends well.

One thread, one loop: whatever becomes readable is handed to the stage, whatever falls due is done, everything else sleeps.
The timer, the engines and the web door are processes of their own; they are replaced when they die.
"""

import contextlib
import gc
import os
import secrets
import selectors
import signal
import socket
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from . import __version__
from .casting import Role, cast, defaults, permitted
from .clock import MachineClock
from .config import Show
from .engine.remote import RemoteEngine
from .errors import AddressError, DuendeError, EngineError, WireError
from .inputs.values import Request
from .intents import Control, Program
from .midi.ports import MidiInputs
from .osc.packet import parse
from .osc.tcp import TcpConnection, TcpDoor
from .osc.udp import UdpDoor
from .patchbay import scene_file
from .schedule.remote import Timer
from .stage.midi_doors import MidiDoors
from .stage.server import Server
from .stage.stage import Seat, Stage
from .stage.status import gather
from .watch.journal import Journal, Start
from .watch.runs import Keep, state_folder
from .watch.web_remote import Web

NAME = "duende"
DATAGRAMS_A_TURN = 256  # then the others have their turn
STATUS_S = 1.0
OPENING_S = 60.0  # a model that has not opened after so long never will


@dataclass(frozen=True)
class Options:
    """What the command line adds to the show."""

    midi: bool = True
    packages: Mapping[str, str] | None = None
    journal_kept: bool = False  # a journal folder was named: nothing in it is ever removed


class App:
    def __init__(self, show: Show, options: Options, say: Callable[[str], None]):
        self.show, self.options, self.say = show, options, say
        self.clock = MachineClock()
        self.seed = show.server.seed if show.server.seed is not None else secrets.randbelow(1 << 31)
        self.state = state_folder()
        self.selector = selectors.DefaultSelector()
        self.connections: dict[int, TcpConnection] = {}  # sink → connection
        self.engines: dict[str, RemoteEngine] = {}
        self.coming: dict[str, tuple[RemoteEngine, Request | None, Any]] = {}  # being opened for `/load`
        self.timer_stats: dict[str, Any] = dict.fromkeys(("sent", "late", "dropped"), 0)  # until it tells, once a second
        self.over = False
        self._done: deque[Callable[[], None]] = deque()  # results of background work, for the loop
        self._next_status = 0.0
        self.loaded: dict[str, list] = {}  # player → packages it played, the last is the present one

    # --- life -------------------------------------------------------------------------------------------------------

    def run(self) -> int:
        """Open everything, say `ready`, serve until told to stop. Nothing is open when an error leaves here."""
        with contextlib.ExitStack() as self.closing:
            roles = cast(self.show, self.options.packages or {})
            self._catch_signals()
            self._open_doors()
            for role in roles:  # the slowest first: they open while the rest does
                self._start_engine(role)
            self._open_timer()
            self._build_stage(roles)
            self._open_outputs()
            self._open_watchers()
            self._wait_for_engines()
            self._settle_memory()
            self.web.send_status(self.status())  # healthy from the first request on
            self.say("ready")
            self.loop()
        return 0

    def _catch_signals(self) -> None:
        self._wake, wake_up = socket.socketpair()
        for end in (self._wake, wake_up):
            end.setblocking(False)
            self.closing.callback(end.close)
        self._wake_up = wake_up
        signal.set_wakeup_fd(wake_up.fileno())
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        self._watch(self._wake, self._woken)

    def _stop(self, *_: object) -> None:
        self.over = True

    def _open_doors(self) -> None:
        server = self.show.server
        self.udp = UdpDoor(server.host, server.osc_port)
        self.closing.callback(self.udp.sock.close)
        self.tcp = TcpDoor(server.host, self.udp.port)
        self.closing.callback(self.tcp.close)
        if self.udp.warning:
            self.say(f"note  {self.udp.warning}")
        self._watch(self.udp, self._datagrams)
        self._watch(self.tcp, self._accept)

    def _open_timer(self) -> None:
        self.timer = Timer(self.udp.sock)
        self.closing.callback(self.timer.close)
        self._watch(self.timer, self._from_timer)

    def _build_stage(self, roles: list[Role]) -> None:
        self.journal = self._open_journal(roles)
        scenes = self._saved_scenes()
        self.stage = Stage(self.clock, self.timer.send, self.show, scenes, self.journal)
        http = self.show.server.http_port
        self.server = Server(self.stage, NAME, __version__, http, self.state, self._background)
        self.server.load, self.server.status = self._load, self.status
        self.stage.server = self.server
        for role in roles:
            styles = role.package.manifest.styles
            seat = self.stage.take_seat(
                role.name, self.engines[role.name], role.package.name, dict(role.values), role.chosen, styles
            )
            seat.player.wishes.reseed(self.seed)
            seat.player.alive = False  # until its model is open
            self.loaded[role.name] = [role.package]

    def _open_journal(self, roles: list[Role]) -> Journal:
        folder = self.show.server.journal or self.state / "journal"
        players = {
            r.name: {"kind": r.package.manifest.kind, "package": r.package.name, "sha256": dict(r.package.manifest.files)}
            for r in roles
        }
        text = self.show.path.read_text(encoding="utf-8") if self.show.path else ""
        start = Start(__version__, self.seed, text, self.show.clock.tempo, players)
        return Journal(folder, start, keep=None if self.options.journal_kept else Keep(), say=self._aside)

    def _saved_scenes(self) -> dict:
        try:
            return scene_file.load(self.state / "scenes.json")
        except DuendeError as error:
            self.say(f"note  {error}")
            return {}

    def _open_outputs(self) -> None:
        wanted = self.show.midi
        inputs = MidiInputs(wanted.inputs) if self.options.midi and wanted.enabled else None
        self.midi = MidiDoors(wanted, inputs, lambda: next(self.stage.sink_numbers))
        self.closing.callback(self.midi.close)
        self.midi.start()
        self.server.send(self.stage.listeners.fix(self.show.listeners))
        self.server.send(self.midi.open_outputs())
        self.stage.outputs = self.midi.outputs
        for route in self.show.routes:
            self.stage.routes.add(route.source, route.target, route.range)
        if self.show.midi.clock_out:
            self.stage.transport.send_midi_clock(True, self.clock.now())
        if self.midi.readable is not None:
            self._watch(self.midi.readable, self._from_midi)

    def _open_watchers(self) -> None:
        server = self.show.server
        self.web = Web(server.host, server.http_port)
        self.closing.callback(self.web.close)
        self.web.start()

    def _wait_for_engines(self) -> None:
        server = self.show.server
        self.say(f"OSC   udp and tcp {server.host}:{self.udp.port}")
        self.say(f"MIDI  {self.midi.wait()}")
        host, port = self.web.wait_open(OPENING_S)
        self._watch(self.web, self._from_web)
        self.server.http_port = port
        self.say(f"HTTP  http://{host}:{port}/")
        deadline = self.clock.now() + OPENING_S
        while not self.over and not all(seat.player.alive for seat in self.stage.seats.values()):
            if self.clock.now() > deadline:
                raise EngineError(f"a model did not open within {OPENING_S:.0f} s")
            self.turn(0.1, opening=True)
        for name, seat in self.stage.seats.items():
            info = seat.info
            self.say(
                f"{name:<5} {info['name']} ({info['parameters'] / 1e6:.1f} M parameters, {info['device']}, "
                f"{info['step_ms']:.1f} ms a note), style {seat.player.parameters['style']}"
            )
        first = next(iter(self.stage.seats))
        self.say(f"try   oscsend localhost {self.udp.port} /{first}/note ii 60 100")
        self.journal.start()
        self.closing.callback(self._close_journal)

    def _settle_memory(self) -> None:
        """What is here stays: no collection ever walks it again, and none interrupts the music."""
        gc.collect()
        gc.freeze()
        gc.disable()

    def _close_journal(self) -> None:
        numbers = {k: v for k, v in self.status().items() if isinstance(v, int | float)}
        self.journal.close(**numbers)

    # --- the loop ---------------------------------------------------------------------------------------------------

    def loop(self) -> None:
        while not self.over:
            self.turn()
        for seat in self.stage.seats.values():
            self.stage.outlet.cancel(seat.player.name, 0.0)
        self.stage.outlet.silence(None)
        for report in self.timer.close():
            self.stage.from_timer(report)

    def turn(self, longest: float = 1.0, opening: bool = False) -> None:
        """Wait for whatever comes first, then do all that is there. Engines and timer before new input."""
        pause = 0.0 if self._done else min(longest, max(0.0, self.stage.next_moment() - self.clock.now()))
        ready = self.selector.select(pause)
        for key, _ in sorted(ready, key=lambda item: item[0].data is self._datagrams):
            key.data()
        while self._done:
            self._done.popleft()()
        self.stage.wake()
        if self.clock.now() >= self._next_status and not opening:
            self._next_status = self.clock.now() + STATUS_S
            self._every_second()

    def _watch(self, readable: Any, act: Callable[[], None]) -> None:
        self.selector.register(readable, selectors.EVENT_READ, act)

    def _rewatch(self, act: Callable[[], None], readable: Any) -> None:
        """A process was replaced: what it is read from is another one."""
        for key in [k for k in self.selector.get_map().values() if k.data == act]:
            self.selector.unregister(key.fd)  # its file number is another one by now
        self._watch(readable, act)

    def _woken(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._wake.recv(4096)

    def _background(self, job: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Do a job that waits for a disk on a thread of its own; its result comes back to the loop."""

        def work() -> None:
            try:
                result = job()
            except Exception as error:
                result = error
            self._done.append(lambda: then(result))
            with contextlib.suppress(BlockingIOError):
                self._wake_up.send(b"\0")

        threading.Thread(target=work, daemon=True).start()

    def _aside(self, sentence: str) -> None:
        self.say(f"note  {sentence}")

    # --- OSC --------------------------------------------------------------------------------------------------------

    def _datagrams(self) -> None:
        for packet, (host, port, *_) in self.udp.drain(DATAGRAMS_A_TURN):
            self._packet(packet, ("udp", host, port), f"udp {host}:{port}")

    def _packet(self, packet: bytes, sender: tuple, source: str) -> None:
        damaged: list[str] = []
        try:
            messages = parse(packet, damaged)
        except WireError:
            self.stage.dispatcher.unreadable()
            self.journal.osc(self.clock.now(), source, packet, used=False)
            return
        if damaged:
            self.stage.dispatcher.unreadable(len(damaged))
        self.journal.osc(self.clock.now(), source, packet)
        self.stage.osc(messages, sender)

    def _accept(self) -> None:
        for connection in self.tcp.accept():
            number = next(self.stage.sink_numbers)
            self._watch(connection, _bound(self._stream, number, connection))

    def _stream(self, number: int, connection: TcpConnection) -> None:
        for packet in connection.drain():
            if number not in self.connections:
                self._open_sink(number, connection)
            host, port, *_ = connection.peer
            self._packet(packet, ("sink", number), f"tcp {host}:{port}")
        if connection.damage:
            self.stage.dispatcher.unreadable()
        if connection.closed:
            self._hang_up(number, connection)

    def _open_sink(self, number: int, connection: TcpConnection) -> None:
        """From its first packet on the framing is known: the timer writes to it."""
        self.connections[number] = connection
        spec = {"kind": "tcp", "framing": connection.framing, "name": f"tcp {number}", "patterns": []}
        self.timer.send(("sink", number, spec), (connection.fileno(),))

    def _hang_up(self, number: int, connection: TcpConnection) -> None:
        with contextlib.suppress(KeyError, ValueError):
            self.selector.unregister(connection)
        connection.close()
        if self.connections.pop(number, None) is not None:
            self.stage.listeners.gone(number)
            self.timer.send(("unsink", number))

    # --- timer, engines, MIDI, web ------------------------------------------------------------------------------------

    def _from_timer(self) -> None:
        for report in self.timer.receive():
            if report[0] == "stats":
                self.timer_stats = report[1]
            elif report[0] == "restarted":
                self._rewatch(self._from_timer, self.timer)
                self._aside(f"the timer was started again ({report[1]})")
            elif report[0] == "broken":
                self._broken(report[1], report[2])
            else:
                self.server.send(self.stage.from_timer(report))

    def _broken(self, sink: int, why: str) -> None:
        self.stage.from_timer(("broken", sink, why))
        if sink in self.connections:
            self._hang_up(sink, self.connections[sink])
        else:
            self.midi.broken(sink, why, self.clock.now())

    def _start_engine(self, role: Role) -> None:
        engine = RemoteEngine(str(role.package.path), self.show.server.device, self.seed)
        self.engines[role.name] = engine
        self.closing.callback(lambda: self.engines[role.name].close())
        self._watch(engine, _bound(self._from_engine, role.name, engine))

    def _from_engine(self, name: str, engine: RemoteEngine) -> None:
        for message in engine.waiting():
            match message[0]:
                case "opened":
                    self._opened(name, message[1])
                case "failed":
                    self._failed(name, message[1])
                case "died":
                    self._died(name, engine, message[1])
                case _:
                    self.stage.from_engine(name, message)

    def _opened(self, name: str, info: dict) -> None:
        seat = self.stage.seats[name]
        seat.info = info
        seat.player.engine_back()

    def _failed(self, name: str, sentence: str) -> None:
        if not self.stage.seats[name].info:
            raise EngineError(sentence)
        self._aside(f"{name}: {sentence}")

    def _died(self, name: str, engine: RemoteEngine, sentence: str) -> None:
        """The model's process is gone: what sounds ends, a new one starts and is told everything again."""
        self.selector.unregister(engine)
        self.stage.seats[name].player.engine_lost()
        self._aside(f"{name}: {sentence}; starting it again")
        engine.restart()
        self._watch(engine, _bound(self._from_engine, name, engine))

    def _from_midi(self) -> None:
        heard, gone = self.midi.drain()
        for moment, port, data in heard:
            self.journal.midi(moment, port, data)
            for intent in self.stage.midi(moment, port, data):
                self._midi_command(intent, moment, port)
        for port in gone:  # what it held down ends
            for intent in self.stage.midi_input.vanished(port):
                self.stage.play_intent(intent, self.clock.now())

    def _midi_command(self, intent: Any, moment: float, port: str) -> None:
        try:
            if isinstance(intent, Program):
                self.server.recall_number(intent.number)
            elif isinstance(intent, Control):
                self.stage.control(intent)
            else:
                self.stage.transport.clock_in(intent, moment, port)
        except AddressError as error:
            self._aside(str(error))

    def _from_web(self) -> None:
        for message in self.web.receive():
            if message[0] == "restarted":
                self._rewatch(self._from_web, self.web)

    def _every_second(self) -> None:
        self.server.send(self.midi.retry(self.clock.now()))
        while self.midi.troubles:
            self._aside(self.midi.troubles.pop(0))
        self.web.send_status(self.status())

    def status(self) -> dict[str, Any]:
        server = self.show.server
        doors = {
            "name": NAME,
            "version": __version__,
            "osc": f"{server.host}:{self.udp.port}",
            "midi": self.midi.sentence,
            "seed": self.seed,
            "tcp_connections": len(self.connections),
            "udp_buffer_bytes": self.udp.received_buffer,
        }
        return gather(self.stage, self.timer_stats, doors)

    # --- another package ----------------------------------------------------------------------------------------------

    def _load(self, request: Request) -> None:
        """`/NAME/load` and `/NAME/undo`: the new model opens beside the old one, which plays on until it is ready."""
        name = request.player
        if request.row.tail == "undo":
            if len(self.loaded[name]) < 2:
                raise AddressError(f"/{name}/undo: no other package was loaded before")
            package = self.loaded[name][-2]
        else:
            package = permitted(request.args[0], self.show)
        if package.manifest.kind != self.stage.seats[name].player.kind:
            raise AddressError(f"{package.name} is of kind {package.manifest.kind}, {name} is not")
        if name in self.coming:
            self._dismiss(name)
        engine = RemoteEngine(str(package.path), self.show.server.device, self.seed)
        self.coming[name] = (engine, request, package)
        self._watch(engine, _bound(self._from_coming, name))

    def _from_coming(self, name: str) -> None:
        engine, request, package = self.coming[name]
        for message in engine.waiting():
            if message[0] == "opened":
                self._swap(name, engine, message[1], package, request)
                return
            if message[0] in ("failed", "died"):
                self._dismiss(name)
                self.stage.outlet.reply(self.stage.complain(request, f"{message[1]}; the package before plays on"))
                return

    def _dismiss(self, name: str) -> None:
        engine, _, _ = self.coming.pop(name)
        self.selector.unregister(engine)
        engine.close()

    def _swap(self, name: str, engine: RemoteEngine, info: dict, package: Any, request: Request) -> None:
        del self.coming[name]
        old = self.engines[name]
        self.selector.unregister(old)
        self.selector.unregister(engine)
        seat: Seat = self.stage.seats[name]
        self.engines[name] = seat.engine = engine
        self._watch(engine, _bound(self._from_engine, name, engine))
        if request.row.tail == "undo":
            self.loaded[name].pop()
        else:
            self.loaded[name].append(package)
        seat.info, seat.package = info, package.name
        self.stage.change_package(name, package.manifest.styles, defaults(package))
        self._background(old.close, lambda _: None)


def _bound(act: Callable, *args: Any) -> Callable[[], None]:
    return lambda: act(*args)


def serve(show: Show, options: Options) -> int:
    """Run a show until it is stopped; the exit code."""
    os.environ.setdefault("JACK_NO_START_SERVER", "1")  # asking for MIDI ports must not start an audio server
    return App(show, options, lambda line: print(line, flush=True)).run()
