"""The models of all players: opened, replaced when they die, exchanged for another package without a gap."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..casting import Role, defaults, permitted, smaller_package
from ..clock import Clock
from ..config import Show
from ..engine.deaths import ALONE, EMPTY, REST, SHORT, WHOLE, Deaths
from ..engine.remote import Host, RemoteEngine, Standby
from ..engine.watchdog import LOOK_S
from ..errors import AddressError, EngineError
from ..frames.rings import ring_name
from ..inputs.values import Request
from ..loop import Loop
from ..package import Package
from ..watch.journal import as_journaled
from .stage import Stage

TOLD = {
    WHOLE: "starting it again", ALONE: "starting it again, in a process of its own",
    SHORT: "starting it again with a short memory of what was played", EMPTY: "starting it again with an empty memory",
}  # fmt: skip
REFILL_S = 1.5  # after a restart: the next process in waiting takes no time from the one that comes back
KEPT = {SHORT: 32, EMPTY: 0}  # events, tokens, steps of the context that a restarted engine is told
ANSWERS = ("done", "frame", "unpainted", "result", "unfit")  # a question was answered to its end
WHEEL, WHEEL_S = 3, 2.0  # openings of a player within so many seconds; then wishes wait
REMEMBERED = 4  # packages before the present one, for `/undo`


@dataclass(frozen=True)
class Coming:
    """A package that is being opened for `/load`, `/undo`, the relief of a player whose model is too slow or dies over and
    over, or to have that one back again."""

    engine: RemoteEngine
    package: Package
    why: str  # load, undo, relief, again
    refused: Callable[[str], None]  # told a sentence when it does not come


class Engines:
    """`aside` tells the artist a sentence. Engines are started before there is a stage: they are the slowest to open."""

    def __init__(self, show: Show, seed: int, loop: Loop, clock: Clock, aside: Callable[[str], None]):
        self._show, self._seed, self._loop, self._clock, self._aside = show, seed, loop, clock, aside
        self.of: dict[str, RemoteEngine] = {}  # player → its engine
        self._standby = Standby()
        self._hosts: dict[tuple, Host] = {}  # package of music → the process of all who play it
        self._coming: dict[str, Coming] = {}
        self._began: dict[str, deque[float]] = {}  # player → when its last openings began
        self._wished: dict[str, tuple] = {}  # player → what is opened next, as `_bring` is told
        self._played: dict[str, list[Package]] = {}  # the last is the present one
        self._deaths: dict[str, Deaths] = {}  # of each player's engine
        self._trust: dict[str, str] = {}  # players whose engine is being started again → with how much of the context
        self._again: dict[str, tuple[float, Package]] = {}  # given up → when which package is tried again
        self._slow: dict[str, int] = {}  # players whose model is late → when it has answered so many pings it is too slow
        self._restarted = float("-inf")  # when one last was
        self.next_look = 0.0
        self._stage: Stage | None = None

    def start(self, role: Role) -> None:
        self.of[role.name] = self._open(role.package)
        self._played[role.name] = [role.package]

    def playing(self, name: str) -> Package:
        """The package of a player now."""
        return self._played[name][-1]

    def _open(self, package: Package) -> RemoteEngine:
        """Players of music on one package sit in one process: its weights are read once for all of them. On a GPU those of
        pictures too, which are painted at once there; on a CPU two processes have two cores. A package that was exported
        anew is another: to open it there would make those who play wait."""
        key = (str(package.path), *sorted(package.manifest.files.items()))
        together = ("music", "image") if self._show.server.device == "cuda" else ("music",)
        host = Host(self._standby)
        if package.manifest.kind in together:
            host = self._hosts.setdefault(key, host)
        return RemoteEngine(str(package.path), self._show.server.device, self._seed, host=host)

    def attach(self, stage: Stage) -> None:
        """From here on what they say is heard."""
        self._stage = stage
        for name in self.of:
            self._listen(name)

    def _listen(self, name: str) -> None:
        self._loop.watch(self.of[name], partial(self._heard, name, self.of[name]))

    @property
    def musical(self) -> set[int]:
        """The processes in which music is played."""
        players = (name for name in self.of if self.playing(name).manifest.kind == "music")
        return {self.of[name].pid for name in players} - {0}

    @property
    def painted(self) -> int:
        """Pictures that were asked for so far, by all players."""
        return sum(seat.player.frames.index for seat in self._stage.seats.values() if seat.player.kind == "image")

    @property
    def ready(self) -> bool:
        return all(seat.player.alive for seat in self._stage.seats.values())

    def close(self) -> None:
        for engine in [*self.of.values(), *(coming.engine for coming in self._coming.values())]:
            engine.close()
        self._standby.close()

    def stand_by(self) -> None:
        """From here on a process waits for whoever loses his."""
        self._standby.fill()

    # --- what they say --------------------------------------------------------------------------------------------

    def _heard(self, name: str, engine: RemoteEngine) -> None:
        if self.of[name] is not engine:
            return  # exchanged in this very turn of the loop: it may be read once more
        for message in engine.waiting():
            match message[0]:
                case "opened":
                    self._opened(name, message[1])
                case "failed":
                    self._failed(name, message[1])
                case "died":
                    self._died(name, message[1])
                case _:
                    if message[0] in ANSWERS and message[-1] != "halted":
                        self._deaths_of(name).answered()
                    self._stage.entrance.engine(name, message)

    def _opened(self, name: str, info: dict[str, Any]) -> None:
        seat = self._stage.seats[name]
        seat.info, seat.given_up = info, False
        self._tell_fallback(name, info)
        self._lend_ring(name)
        kept = KEPT.get(self._trust.pop(name, WHOLE))
        self._stage.entrance.opened(name, info, kept)

    def _tell_fallback(self, name: str, info: dict[str, Any]) -> None:
        """The GPU that was asked for is not the one that plays."""
        if info.get("fallback"):
            self._aside(f"{name}: {info['fallback']}")

    def _lend_ring(self, name: str) -> None:
        """An engine that paints is told where to; only the one that plays, not one that is still being opened."""
        if name in self.rings:
            self.of[name].send(("show", self.rings[name]))

    @property
    def rings(self) -> dict[str, str]:
        """Image player → the ring of shared memory in which its pictures are (docs/frames.md)."""
        return {name: ring_name(name) for name, seat in self._stage.seats.items() if seat.player.kind == "image"}

    def _failed(self, name: str, sentence: str) -> None:
        seat = self._stage.seats[name]
        if not seat.info:
            raise EngineError(sentence)  # its first package: there is nothing to play on
        if seat.player.alive:
            self._aside(f"{name}: {sentence}")
        else:  # started again, and what it had opened before is not there any more
            self._loop.unwatch(self.of[name])
            self._give_up(name, sentence)

    def _died(self, name: str, sentence: str) -> None:
        """What sounds ends; a new process starts and is told everything again, or less, or not before a rest."""
        engine, deaths = self.of[name], self._deaths_of(name)
        self._loop.unwatch(engine)
        self._slow.pop(name, None)
        self._stage.entrance.lost(name)
        remedy = deaths.died(self._clock.now(), engine.shared)
        if remedy == REST:
            self._give_up(name, f"{sentence}, over and over")
            return
        self._aside(f"{name}: {sentence}; {TOLD[remedy]}")
        self._restart(name, remedy)

    def _deaths_of(self, name: str) -> Deaths:
        return self._deaths.setdefault(name, Deaths())

    def _restart(self, name: str, trust: str) -> None:
        self._trust[name], self._restarted = trust, self._clock.now()
        try:
            self.of[name].restart(alone=trust == ALONE)
        except OSError as error:
            self._give_up(name, _no_process(error))
        else:
            self._listen(name)

    def _give_up(self, name: str, sentence: str) -> None:
        """It dies over and over: the player goes on without it, on a smaller package if there is one, and it has a rest."""
        seat, deaths = self._stage.seats[name], self._deaths_of(name)
        if not seat.info:
            raise EngineError(f"{sentence}; there is nothing to play on")
        seconds = deaths.rest(self._clock.now())
        package = self._again[name][1] if name in self._again else self.playing(name)
        self._again[name] = self._clock.now() + seconds, package
        seat.given_up = True
        self._aside(f"{name}: {sentence}: {name} plays on without it; the next try is in {seconds:.0f} s")
        self._look_for_smaller(name, f"{self.playing(name).name} dies over and over", quietly=True)

    def retry(self) -> None:
        """Those that were given up for a while are tried again, and wishes that wait are opened; call it once a second."""
        for name in [n for n in self._wished if not self._hurried(n)]:
            self._go_on(name)
        if self._clock.now() > self._restarted + REFILL_S:
            self._standby.fill()
        due = [n for n, (moment, _) in self._again.items() if moment <= self._clock.now() and n not in self._coming]
        for name in due:
            package = self._again.pop(name)[1]
            self._aside(f"{name}: starting the engine of {package.name} again")
            if package is self.playing(name):
                self._restart(name, self._deaths_of(name).trust)
            else:  # a smaller one stands in
                self._bring(name, package, "again", partial(self._in_vain, name, package))

    def _in_vain(self, name: str, package: Package, sentence: str) -> None:
        seconds = self._deaths_of(name).rest(self._clock.now())
        self._again[name] = self._clock.now() + seconds, package
        self._aside(f"{name}: {sentence}; {self.playing(name).name} plays on, the next try is in {seconds:.0f} s")

    # --- do they still turn? ------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Whoever owes an answer for too long is ended, and started again like one that died. Call it at `next_look`."""
        now = self._clock.now()
        if now >= self.next_look:
            self.next_look = now + LOOK_S
            playing = [engine for name, engine in self.of.items() if not self._rests(name)]
            for engine in [*playing, *(coming.engine for coming in self._coming.values())]:
                engine.look()
            for name in [n for n, answers in self._slow.items() if self.of[n].answers >= answers]:
                del self._slow[name]
                self._look_for_smaller(name, f"{self.playing(name).name} is too slow here")

    def _rests(self, name: str) -> bool:
        """It was given up for a while: nobody hears what it says, so to ask it would have it ended, and others with it."""
        return name in self._again and self._again[name][1] is self.playing(name)

    # --- another package --------------------------------------------------------------------------------------------

    def load(self, request: Request) -> None:
        """`/NAME/load` and `/NAME/undo`: the new model opens beside the old one, which plays on until it is ready."""
        name = request.player
        kind = self._stage.seats[name].player.kind
        package = self._before(name) if request.row.tail == "undo" else permitted(request.args[0], self._show, kind)
        if package.manifest.kind != kind:
            raise AddressError(f"{package.name} is of kind {package.manifest.kind}, {name} is not")
        self._bring(name, package, request.row.tail, partial(self._complain, request))

    def _complain(self, request: Request, sentence: str) -> None:
        self._stage.outlet.reply(self._stage.complain(request, f"{sentence}; the package before plays on"))

    def relieve(self, name: str) -> None:
        """This player's model is late too often: a smaller one takes its place, if there is one; but not of one that hangs
        and will be started again, so it is to answer first."""
        self._slow[name] = self.of[name].answers + 2  # the next pong may be on its way already

    def _look_for_smaller(self, name: str, why: str, quietly: bool = False) -> None:
        """`quietly`: nothing is said when there is none."""
        player = self._stage.seats[name].player
        present, style = self.playing(name), player.parameters.get("style")
        self._loop.in_background(
            lambda: smaller_package(present, style, self._show),
            lambda found: self._relief(name, present, found, why, quietly),
        )

    def _relief(self, name: str, present: Package, found: Any, why: str, quietly: bool) -> None:
        if isinstance(found, Exception) or self.playing(name) is not present or name in self._coming:
            return
        if found is None:
            if not quietly:
                self._aside(f"{name}: {why}, and there is no smaller package that knows its style")
            return
        self._aside(f"{name}: {why}; {found.name} takes its place (/{name}/undo brings it back)")
        self._bring(name, found, "relief", lambda sentence: self._aside(f"{name}: {sentence}; {present.name} plays on"))

    def _bring(self, name: str, package: Package, why: str, refused: Callable[[str], None]) -> None:
        """Open it beside the present one, which plays on until it is ready.

        A process a wish would be too much for a hand on a wheel: after a few within a moment one is opened first, and then
        the newest of the wishes that came meanwhile."""
        if name in self._coming and self._hurried(name):
            if before := self._wished.pop(name, None):
                before[2](f"{before[0].name} was not opened yet when {package.name} was asked for")
            self._wished[name] = package, why, refused
            return
        self._began.setdefault(name, deque(maxlen=WHEEL)).append(self._clock.now())
        if before := self._dismiss(name):
            before.refused(f"{before.package.name} was not opened yet when {package.name} was asked for")
        try:
            engine = self._open(package)
        except OSError as error:
            refused(_no_process(error))
            return
        coming = self._coming[name] = Coming(engine, package, why, refused)
        self._loop.watch(coming.engine, partial(self._heard_coming, name, coming))

    def _hurried(self, name: str) -> bool:
        began = self._began.get(name, ())
        return len(began) == WHEEL and self._clock.now() < began[0] + WHEEL_S

    def _before(self, name: str) -> Package:
        if len(self._played[name]) < 2:
            raise AddressError(f"/{name}/undo: no other package was loaded before")
        return self._played[name][-2]

    def _heard_coming(self, name: str, coming: Coming) -> None:
        if self._coming.get(name) is not coming:
            return  # dismissed in this very turn of the loop: it may be read once more
        for message in coming.engine.waiting():
            if message[0] == "opened":
                self._swap(name, coming, message[1])
                self._go_on(name)
                return
            if message[0] in ("failed", "died"):
                self._dismiss(name)
                coming.refused(message[1])
                self._go_on(name)
                return

    def _go_on(self, name: str) -> None:
        """Open what was wished for meanwhile."""
        if wish := self._wished.pop(name, None):
            self._bring(name, *wish)

    def _dismiss(self, name: str) -> Coming | None:
        """Whoever was coming is not wanted any more."""
        coming = self._coming.pop(name, None)
        if coming is not None:
            self._loop.unwatch(coming.engine)
            self._loop.in_background(coming.engine.close, lambda _: None)
        return coming

    def _swap(self, name: str, coming: Coming, info: dict[str, Any]) -> None:
        del self._coming[name]
        old, seat = self.of[name], self._stage.seats[name]
        self._loop.unwatch(old)
        self._loop.unwatch(coming.engine)
        if coming.why in ("load", "undo"):  # somebody has chosen: what died before is forgotten
            self._again.pop(name, None)
            self._deaths.pop(name, None)
        self._trust.pop(name, None)
        self._slow.pop(name, None)
        self.of[name] = seat.engine = coming.engine
        self._listen(name)
        played = self._played[name]
        if coming.why in ("undo", "again"):
            played = played[:-1]
        if not played or played[-1] is not coming.package:  # of two undone at once the second finds less
            played = [*played[-REMEMBERED:], coming.package]
        self._played[name] = played
        seat.info, seat.given_up = info, False
        self._lend_ring(name)
        package, about = coming.package, as_journaled(coming.package)
        self._stage.entrance.exchanged(name, about, package.manifest, defaults(package), coming.why == "relief", info)
        self._loop.in_background(old.close, lambda _: None)


def _no_process(error: OSError) -> str:
    """The system is short of memory, of descriptors or of processes: for a while, mostly."""
    return f"no process can be started for its model ({error.strerror or error})"
