"""What is asked of the server itself: listeners, clock, scenes, routes, capture, panic, status (INTERFACE.md §3–4)."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ..address import parameters
from ..errors import AddressError
from ..inputs.values import Reply, Request
from .keeping import Background, Keeping, at_once
from .status import lines

if TYPE_CHECKING:
    from .stage import Stage

class Server:
    """`folder`: where scenes and captures lie. `load` swaps a player's package, `undo` brings the last one back."""

    def __init__(
        self, stage: "Stage", name: str, version: str, http_port: int, folder: Path, background: Background = at_once
    ):
        self.stage, self.name, self.version, self.http_port = stage, name, version, http_port
        self.keeping = Keeping(stage, folder, background)
        self.load: Callable[[Request], None] = _cannot
        self.status: Callable[[], dict] = lambda: {}
        self._acts = {
            "hello": self._hello, "bye": self._bye, "listen": self._listen, "feedback": self._feedback,
            "output/offset": self._output_offset, "status": self._status, "players": self._players, "panic": self._panic,
            "clock/tempo": self._tempo, "clock/start": self._start, "clock/stop": self._stop,
            "clock/continue": self._continue, "clock/tap": self._tap, "clock/meter": self._meter,
            "clock/locate": self._locate, "clock/offset": self._offset, "clock/source": self._source,
            "journal": self._journal, "capture": self.keeping.capture, "scene/save": self._save,
            "scene/recall": self._recall,
            "route/add": self._route, "route/remove": self._unroute, "route/list": self._routes,
            "load": lambda r: self.load(r), "undo": lambda r: self.load(r),
        }  # fmt: skip

    def __call__(self, request: Request) -> None:
        """Carry it out; AddressError and its kin when that cannot be."""
        if request.asks:
            self._reply(request, (request.address, self._value(request.row.tail)))
            return
        before = self._value(request.row.tail) if request.row.parameter else None
        self._acts[request.row.tail](request)
        if request.row.parameter:
            self.stage.scenes.touched(request.address)
            after = self._value(request.row.tail)
            if after != before:
                self.stage.feed_back(request.address, after, request.sender)

    def _reply(self, request: Request, *answer: tuple[str, Iterable]) -> None:
        """Whoever asked hears all of it: addresses with their arguments."""
        if request.sender:
            self.stage.outlet.reply(Reply(request.sender, address, tuple(args)) for address, args in answer)

    def _send(self, actions: Iterable[tuple]) -> None:
        for action in actions:
            self.stage.outlet.send(action)
        ahead = (heard.lookahead_ms for heard in self.stage.listeners if heard.timetags)
        self.stage.lookahead = max(ahead, default=0.0) / 1000

    def send(self, actions: Iterable[tuple]) -> None:
        """Changes of listeners that did not come by a request."""
        self._send(actions)

    # --- listeners ------------------------------------------------------------------------------------------------

    def _hello(self, request: Request) -> None:
        port, timetags, lookahead = (*request.args, None, 0, 100.0)[:3] if not request.args else request.args
        listeners = self.stage.listeners
        self._send(listeners.hello(request.sender, port, timetags, lookahead, self.stage.now()))
        states = {name: seat.player.state for name, seat in self.stage.seats.items()}
        self.stage.outlet.reply(listeners.welcome(request.sender, self.name, self.version, self.http_port, states))

    def _bye(self, request: Request) -> None:
        self._send(self.stage.listeners.bye(request.sender))

    def _listen(self, request: Request) -> None:
        self._send(self.stage.listeners.listen(request.sender, request.args))

    def _feedback(self, request: Request) -> None:
        self._send(self.stage.listeners.feedback(request.sender, request.args[0]))

    def _output_offset(self, request: Request) -> None:
        name, ms = request.args
        actions = self.stage.listeners.offset(name, ms)
        if actions is None:
            actions = self.stage.offset_output(name, ms)
        self._send(actions)

    # --- who is here ----------------------------------------------------------------------------------------------

    def _may_answer(self, request: Request) -> bool:
        """Long answers are not even made for whoever has had its share of this second."""
        return self.stage.outlet.budget.allows(request.sender, self.stage.now())

    def _status(self, request: Request) -> None:
        if not self._may_answer(request):
            return
        self._reply(request, *(("/status", line) for line in lines(self.status())), ("/status/end", ()))

    def _players(self, request: Request) -> None:
        here = ((name, seat.player.kind, seat.package) for name, seat in self.stage.seats.items())
        self._reply(request, *(("/players", player) for player in here), ("/players/end", ()))

    def _panic(self, request: Request) -> None:
        for seat in self.stage.seats.values():
            seat.player.panic()
        self.stage.outlet.silence(None)

    # --- clock ----------------------------------------------------------------------------------------------------

    def _tempo(self, request: Request) -> None:
        self.stage.transport.set_tempo(request.args[0], self.stage.now())

    def _start(self, request: Request) -> None:
        self.stage.transport.start(self.stage.now())

    def _stop(self, request: Request) -> None:
        self.stage.transport.stop(self.stage.now())

    def _continue(self, request: Request) -> None:
        self.stage.transport.continue_(self.stage.now())

    def _tap(self, request: Request) -> None:
        self.stage.transport.tap(self.stage.now())

    def _meter(self, request: Request) -> None:
        self.stage.transport.set_meter(*request.args, self.stage.now())

    def _locate(self, request: Request) -> None:
        self.stage.transport.locate(request.args[0], self.stage.now())

    def _offset(self, request: Request) -> None:
        self.stage.transport.set_offset(request.args[0])

    def _source(self, request: Request) -> None:
        self.stage.transport.set_source(request.args[0], self.stage.now())

    # --- recording ------------------------------------------------------------------------------------------------

    def _journal(self, request: Request) -> None:
        if self.stage.journal is None:
            raise AddressError("/journal: nothing is being recorded here")
        self.stage.journal.on = bool(request.args[0])

    # --- scenes and routes ----------------------------------------------------------------------------------------

    def snapshot(self) -> dict[str, tuple]:
        """Every parameter of all players, and of the clock what a scene can set."""
        return self.stage.transport.snapshot() | self.stage.snapshot()

    def values(self) -> dict[str, tuple]:
        """Every parameter of the server by its address."""
        return {f"/{tail}": self._value(tail) for tail in known_parameters()}

    def _save(self, request: Request) -> None:
        scenes = self.stage.scenes
        scenes.save(request.args[0], self.snapshot())
        self.stage.reshaped()
        self.keeping.scenes(request)

    def _recall(self, request: Request) -> None:
        self._bring_back(*request.args)

    def recall_number(self, number: int) -> None:
        """What program change `number` asks for."""
        self._bring_back(self.stage.scenes.by_number(number), 0.0)

    def _bring_back(self, name: str, beats: float) -> None:
        for address, args in self.stage.scenes.recall(name, beats, self.stage.now(), self.snapshot()):
            self.stage.bring_back(address, args, beats)

    def _route(self, request: Request) -> None:
        source, target, *span = request.args
        self.stage.routes.add(source, target, None if not span or span[0] is None else span)

    def _unroute(self, request: Request) -> None:
        self.stage.routes.remove(*request.args)

    def _routes(self, request: Request) -> None:
        routes = (("/route/list", route.args) for route in self.stage.routes.listing())
        self._reply(request, *routes, ("/route/list/end", ()))

    def _value(self, tail: str) -> tuple:
        if tail == "journal":
            return (int(self.stage.journal is not None and self.stage.journal.on),)
        return self.stage.transport.snapshot()[f"/{tail}"]


def _cannot(request: Request) -> None:
    raise AddressError(f"{request.address}: packages cannot be swapped here")


def known_parameters() -> tuple[str, ...]:
    """The server's parameters, as the table lists them."""
    return tuple(row.tail for row in parameters("server"))
