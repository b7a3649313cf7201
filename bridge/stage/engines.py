"""The models of all players: opened, replaced when they die, exchanged for another package without a gap."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..casting import Role, defaults, permitted, smaller_package
from ..clock import Clock
from ..config import Show
from ..engine.remote import Host, RemoteEngine
from ..errors import AddressError, EngineError
from ..frames.rings import ring_name
from ..inputs.values import Request
from ..loop import Loop
from ..package import Package
from ..watch.journal import as_journaled
from .stage import Stage

AGAIN_S = 10.0  # an engine that died over and over is tried again after so long
REMEMBERED = 16  # packages before the present one, for `/undo`


@dataclass(frozen=True)
class Coming:
    """A package that is being opened for `/load`, `/undo`, or the relief of a player whose model is too slow."""

    engine: RemoteEngine
    package: Package
    why: str  # load, undo, relief
    refused: Callable[[str], None]  # told a sentence when it does not come


class Engines:
    """`aside` tells the artist a sentence. Engines are started before there is a stage: they are the slowest to open."""

    def __init__(self, show: Show, seed: int, loop: Loop, clock: Clock, aside: Callable[[str], None]):
        self._show, self._seed, self._loop, self._clock, self._aside = show, seed, loop, clock, aside
        self.of: dict[str, RemoteEngine] = {}  # player → its engine
        self._hosts: dict[str, Host] = {}  # package of music → the process of all who play it
        self._coming: dict[str, Coming] = {}
        self._played: dict[str, list[Package]] = {}  # the last is the present one
        self._again: dict[str, float] = {}  # player → when its engine is tried again
        self._stage: Stage | None = None

    def start(self, role: Role) -> None:
        self.of[role.name] = self._open(role.package)
        self._played[role.name] = [role.package]

    def playing(self, name: str) -> Package:
        """The package of a player now."""
        return self._played[name][-1]

    def _open(self, package: Package) -> RemoteEngine:
        """Players of music on one package sit in one process: its weights are read once for all of them."""
        host = self._hosts.setdefault(str(package.path), Host()) if package.manifest.kind == "music" else None
        return RemoteEngine(str(package.path), self._show.server.device, self._seed, host=host)

    def attach(self, stage: Stage) -> None:
        """From here on what they say is heard."""
        self._stage = stage
        for name in self.of:
            self._listen(name)

    def _listen(self, name: str) -> None:
        self._loop.watch(self.of[name], partial(self._heard, name, self.of[name]))

    @property
    def ready(self) -> bool:
        return all(seat.player.alive for seat in self._stage.seats.values())

    def close(self) -> None:
        for engine in [*self.of.values(), *(coming.engine for coming in self._coming.values())]:
            engine.close()

    # --- what they say --------------------------------------------------------------------------------------------

    def _heard(self, name: str, engine: RemoteEngine) -> None:
        for message in engine.waiting():
            match message[0]:
                case "opened":
                    self._opened(name, message[1])
                case "failed":
                    self._failed(name, message[1])
                case "died":
                    self._died(name, message[1])
                case _:
                    self._stage.entrance.engine(name, message)

    def _opened(self, name: str, info: dict[str, Any]) -> None:
        self._stage.seats[name].info = info
        self._tell_fallback(name, info)
        self._lend_ring(name)
        self._stage.entrance.opened(name, info)

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
        if not self._stage.seats[name].info:
            raise EngineError(sentence)  # its first package: there is nothing to play on
        self._aside(f"{name}: {sentence}")

    def _died(self, name: str, sentence: str) -> None:
        """What sounds ends, a new process starts and is told everything again."""
        self._loop.unwatch(self.of[name])
        self._stage.entrance.lost(name)
        self._restart(name, f"{sentence}; starting it again")

    def _restart(self, name: str, sentence: str) -> None:
        try:
            self.of[name].restart()
        except EngineError as error:
            self._again[name] = self._clock.now() + AGAIN_S
            self._aside(f"{name}: {error}; the next try is in {AGAIN_S:.0f} s")
            return
        self._aside(f"{name}: {sentence}")
        self._listen(name)

    def retry(self) -> None:
        """Those that were given up for a while; call it once a second."""
        for name in [n for n, due in self._again.items() if due <= self._clock.now()]:
            del self._again[name]
            self._restart(name, "starting its engine again")

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
        """This player's model is too slow for this machine: a smaller one takes its place, if there is one."""
        player = self._stage.seats[name].player
        present, style = self._played[name][-1], player.parameters.get("style")
        self._loop.in_background(
            lambda: smaller_package(present, style, self._show), lambda found: self._relief(name, present, found)
        )

    def _relief(self, name: str, present: Package, found: Any) -> None:
        if isinstance(found, Exception) or self._played[name][-1] is not present or name in self._coming:
            return
        if found is None:
            self._aside(f"{name}: {present.name} is too slow here, and there is no smaller package that knows its style")
            return
        self._aside(f"{name}: {present.name} is too slow here; {found.name} takes its place (/{name}/undo brings it back)")
        self._bring(name, found, "relief", lambda sentence: self._aside(f"{name}: {sentence}; {present.name} plays on"))

    def _bring(self, name: str, package: Package, why: str, refused: Callable[[str], None]) -> None:
        """Open it beside the present one, which plays on until it is ready."""
        self._dismiss(name)
        coming = self._coming[name] = Coming(self._open(package), package, why, refused)
        self._loop.watch(coming.engine, partial(self._heard_coming, name, coming))

    def _before(self, name: str) -> Package:
        if len(self._played[name]) < 2:
            raise AddressError(f"/{name}/undo: no other package was loaded before")
        return self._played[name][-2]

    def _heard_coming(self, name: str, coming: Coming) -> None:
        for message in coming.engine.waiting():
            if message[0] == "opened":
                self._swap(name, coming, message[1])
                return
            if message[0] in ("failed", "died"):
                self._dismiss(name)
                coming.refused(message[1])
                return

    def _dismiss(self, name: str) -> None:
        """Whoever was coming is not wanted any more."""
        coming = self._coming.pop(name, None)
        if coming is not None:
            self._loop.unwatch(coming.engine)
            coming.engine.close()

    def _swap(self, name: str, coming: Coming, info: dict[str, Any]) -> None:
        del self._coming[name]
        old, seat = self.of[name], self._stage.seats[name]
        self._loop.unwatch(old)
        self._loop.unwatch(coming.engine)
        self._again.pop(name, None)
        self.of[name] = seat.engine = coming.engine
        self._listen(name)
        if coming.why == "undo":
            self._played[name].pop()
        else:
            self._played[name] = [*self._played[name][-REMEMBERED:], coming.package]
        seat.info = info
        self._lend_ring(name)
        package, about = coming.package, as_journaled(coming.package)
        self._stage.entrance.exchanged(name, about, package.manifest, defaults(package), coming.why == "relief")
        self._loop.in_background(old.close, lambda _: None)
