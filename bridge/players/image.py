"""The image player: a point on its way through the latent space, and a picture of it at every frame.

    seed, morph, latent, walk ─▶ path (where at which beat) ─▶ frames (which moments) ─▶ engine paints ─▶ ring, /out/frame

A new path replaces the one before at once, or where `quantize` lets it begin. A walk comes by a numbered picture on every
downbeat (speed 1; two a bar at speed 2): its seed is told, so that what pleased can be called back.
"""

import math
from array import array
from collections.abc import Callable
from typing import Any, ClassVar

from ..errors import AddressError
from ..package import Manifest
from .frames import Frames
from .path import Blend, Glide, Path, Point, Still, Stride, point_of
from .player import Player
from .room import Room
from .walk import Walk

PLAY_SPEED = 1.0  # of `/play 1` where no walk is set
SHORTEST = 0.6  # of its time: a stride that would have to hurry more to end on the beat ends on the next
EARLY_BEATS = 1e-6
PATH = {"truncation"}  # parameters that change the picture though the point stays


class ImagePlayer(Player):
    kind = "image"

    def __init__(self, name: str, room: Room, manifest: Manifest, parameters: dict[str, Any]):
        super().__init__(name, room, parameters)
        self.frames = Frames()
        self.size, self.classes, self._package = manifest.image.latent, manifest.image.classes, manifest.name
        self._weights = self._first_class()
        self._path: Path = Still(point_of(self.seed, self.size))
        self._pins: dict[int, float] = {}  # coordinates that a hand holds while the others move
        self._coming: dict[str, tuple[float, Callable[[float], None]]] = {}  # what waits for its beat: (beat, act)
        self._stopped = False  # after `/stop` a walk waits
        self._playing = False  # `/play 1`: wander though no walk is set
        self._resting = False  # the transport has stopped that
        self._walk = Walk(self.seed, self.size)
        self._stale = True  # the last picture asked for is not the present one

    # --- parameters ------------------------------------------------------------------------------------------------

    @property
    def words(self) -> tuple[str, ...]:
        return self.classes

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(f"latent/{i}" for i in range(self.size))

    def value(self, tail: str, part: str = "") -> tuple:
        if part:
            return (float(self.point()[self._index(part)]),)
        return super().value(tail)

    def set(self, tail: str, value: Any, part: str = "") -> None:
        if part:
            self._pin(self._index(part), value)
        elif tail == "walk":
            super().set(tail, value)
            self._stopped = self._resting = False  # the same value too
            self._change_pace()
        else:
            super().set(tail, value)
        self._settle()

    def reseed(self, seed: int) -> None:
        """Jump to the picture of this seed, or glide there as `glide` has it."""
        super().reseed(seed)
        self._walk = Walk(seed, self.size)
        self._begin("path", lambda beat: self._go(point_of(seed, self.size), beat, self.parameters["glide"]))
        self._settle()

    def changed(self, tail: str) -> None:
        if tail in PATH:
            self._touch()

    def scene(self) -> dict[str, tuple]:
        """The point itself is kept, not the number that led there."""
        kept = {tail: self.value(tail) for tail in self.parameters if tail != "seed"}
        return kept | {"latent": self.point(), "class": self._weights.at(self._beat())}

    def arrive(self, tail: str, args: tuple, beats: float) -> None:
        beat = self._beat()
        if not all(isinstance(value, (int, float)) and math.isfinite(value) for value in args):  # a file that was edited
            return
        if tail == "latent" and len(args) == self.size:
            self._coming.pop("path", None)
            self._go(args, beat, beats)
        elif tail == "class" and len(args) == len(self.classes):
            self._coming.pop("class", None)
            self._wear(args, beat, beats)
        self._settle()

    def counters(self) -> dict[str, int | float]:
        """Frames asked for, moments that passed without one because the one before was not done."""
        return {"frames": self.frames.index, "frames_skipped": self.frames.skipped}

    def change_package(self, manifest: Manifest, values: dict[str, Any]) -> None:
        super().change_package(manifest, values)
        self.frames.lost()  # what the model before was still painting is not waited for
        self.size, self.classes, self._package = manifest.image.latent, manifest.image.classes, manifest.name
        self._weights = self._first_class()
        self._coming.clear()
        self._walk = Walk(self.seed, self.size)
        self._stand(point_of(self.seed, self.size))

    def _index(self, part: str) -> int:
        if int(part) >= self.size:
            raise AddressError(f"this package has the coordinates 0 to {self.size - 1}; found {part}")
        return int(part)

    def _first_class(self) -> Blend:
        first = (1.0, *[0.0] * (len(self.classes) - 1)) if self.classes else ()
        return Blend(first, first, 0.0, 0.0)

    # --- acts --------------------------------------------------------------------------------------------------------

    def _morph(self, seed: int, beats: float) -> None:
        self._begin("path", lambda beat: self._go(point_of(seed, self.size), beat, beats))

    def _latent(self, *values: float) -> None:
        if len(values) != self.size:
            raise AddressError(f"this package has {self.size} coordinates; found {len(values)}")
        self._begin("path", lambda beat: self._go(tuple(values), beat, self.parameters["glide"]))

    def _class(self, a: str, b: str | None = None, weight: float | None = None) -> None:
        if not self.classes:
            raise AddressError("this package knows no classes")
        weights = [0.0] * len(self.classes)
        part = 0.0 if b is None else weight
        weights[self.classes.index(a)] += 1 - part
        if b is not None:
            weights[self.classes.index(b)] += part
        self._begin("class", lambda beat: self._wear(tuple(weights), beat, self.parameters["glide"]))

    def play(self, on: bool) -> None:
        """Wander (at the speed of `walk`, else at 1), or come to rest; 1 wakes what `/stop` has put to sleep."""
        self._playing, self._resting, self._stopped = bool(on), False, not on
        self._change_pace()
        self._settle()

    def stop(self) -> None:
        """The picture stands still now. A walk waits for `/play 1` or the next `/walk`."""
        self._coming.clear()
        self._playing, self._resting, self._stopped = False, False, True
        self._stand(self.point())
        self._settle()

    def reset(self) -> None:
        """Back to the picture of the seed."""
        self._coming.clear()
        self._weights = self._first_class()
        self._walk = Walk(self.seed, self.size)
        self._stand(point_of(self.seed, self.size))
        self._settle()

    def act(self, tail: str, args: tuple, part: str = "") -> None:
        super().act(tail, args, part)
        self._settle()

    ACTS: ClassVar = {
        "play": play, "stop": stop, "reset": reset, "morph": _morph, "latent": _latent, "class": _class,
    }  # fmt: skip

    # --- the way -----------------------------------------------------------------------------------------------------

    def point(self, beat: float | None = None) -> Point:
        """Where it is at a beat (None: now), pinned coordinates as they are held."""
        point = self._path.at(self._beat() if beat is None else beat)
        if not self._pins:
            return point
        return tuple(self._pins.get(i, x) for i, x in enumerate(point))

    def _beat(self) -> float:
        return self.room.transport.beat_at(self.room.now())

    @property
    def speed(self) -> float:
        """Of the walk as it is now, in pictures a bar; 0 = none."""
        if self._stopped:
            return 0.0
        return self.parameters["walk"] or (PLAY_SPEED if self._playing else 0.0)

    @property
    def moving(self) -> bool:
        return self.speed > 0 or max(self._path.end, self._weights.end) > self._beat()

    def _begin(self, what: str, act: Callable[[float], None]) -> None:
        """At once, or on the beat that `quantize` asks for; a later wish of the same sort replaces the one that waits."""
        step, beat = self.parameters["quantize"], self._beat()
        if step <= 0 or not self.frames.index:  # the first picture of all waits for nothing
            self._coming.pop(what, None)
            self._ask_how_long()
            act(beat)
        else:
            self._coming[what] = (self.room.transport.launch(beat, step), act)

    def _ask_how_long(self) -> None:
        if self.alive and self.frames.index:
            self.watch.ask(self.room.now())

    def _stand(self, point: Point) -> None:
        self._pins.clear()
        self._take(Still(point))

    def _go(self, goal: Point, beat: float, beats: float) -> None:
        if beats > 0 and not self.frames.index:
            beats = 0.0  # there is no picture yet to set off from
        start = self.point(beat)
        self._pins.clear()
        self._take(Glide(start, goal, beat, beat + beats) if beats > 0 else Still(goal))

    def _wear(self, weights: Point, beat: float, beats: float) -> None:
        self._weights = Blend(self._weights.at(beat), weights, beat, beat + beats)
        self._touch()

    def _pin(self, index: int, value: float) -> None:
        """A hand on one coordinate: while the others move it stays; a new path lets it go."""
        self._ask_how_long()
        self._pins[index] = value
        if not self.moving:
            self._take(Still(self.point()))
            self._pins.clear()
        self._touch()

    def _take(self, path: Path) -> None:
        self._path = path
        self._touch()

    def _touch(self) -> None:
        """The way, or how it looks, is another: told to the journal, and a picture of it is due."""
        self._stale = True
        self.room.record(
            self.name, package=self._package, path=self._path.plain(), pins=dict(self._pins), classes=self._weights.plain(),
            truncation=self.parameters["truncation"],
        )  # fmt: skip

    # --- walking -----------------------------------------------------------------------------------------------------

    def _walk_on(self, beat: float) -> None:
        """A stride has ended, or the walk begins at `beat`."""
        if isinstance(self._path, Stride) and beat - self._path.end < self._stride_beats:
            arrived = self._path.end
            stride = self._walk.go_on(self._path, self._arrival(arrived, self._stride_beats))
            # Known with the first picture beyond: where nobody paints ahead that is up to a picture after the beat.
            due = max(self.room.transport.moment_of(arrived), self.room.now())
            self.say("seed", self._walk.passed, due=due)
        else:
            stride = self._walk.set_off(self.point(beat), beat, self._arrival(beat, self._stride_beats))
        self._take(stride)

    @property
    def _stride_beats(self) -> float:
        return self.room.transport.beats_per_bar / self.speed

    def _arrival(self, beat: float, left: float) -> float:
        """The beat at which a stride ends that should take `left` beats more: a downbeat at speed 1, two a bar at 2 …"""
        stride = self._stride_beats
        return stride * math.ceil((beat + SHORTEST * left) / stride - EARLY_BEATS)

    def _change_pace(self) -> None:
        """The speed is another: the stride under way ends where the new one wants it; or it stops where it is."""
        if not isinstance(self._path, Stride):
            return
        beat = self._beat()
        if self.speed <= 0:
            self._take(Still(self._path.at(beat)))
        elif beat < self._path.end:
            done = self._path.part(beat)
            end = self._arrival(beat, (1 - done) * self._stride_beats)
            self._take(Stride(self._path.knots, beat, end, done))

    # --- the clock ---------------------------------------------------------------------------------------------------

    def rest(self) -> None:
        if self._playing:
            self._playing, self._resting = False, True
            self._change_pace()
            self._settle()

    def resume(self) -> None:
        if self._resting:
            self._resting, self._playing = False, True
            self._settle()

    def tempo_changed(self) -> None:
        self._settle()

    # --- frames ------------------------------------------------------------------------------------------------------

    def alarm(self) -> float | None:
        if not self.alive or self.frames.busy:
            return None
        moment = self._next_moment(self.room.now())
        return None if moment is None else moment - self.frames.lead

    def _next_moment(self, now: float) -> float | None:
        """The moment of the next picture; None while all stands still."""
        coming = min((self.room.transport.moment_of(beat) for beat, _ in self._coming.values()), default=None)
        if not (self._stale or self.moving):
            return coming
        moment = self.frames.next(now, self.parameters["fps"])
        return moment if coming is None else min(moment, max(coming, now))

    def wake(self) -> None:
        self._settle()

    def _settle(self) -> None:
        """After anything: paint what is due, say how we are."""
        if self.alive and not self.frames.busy:
            now = self.room.now()
            moment = self._next_moment(now)
            if moment is not None and moment - self.frames.lead <= now + 1e-9:
                self._paint(moment, now)
        self.tell_state("playing" if self.moving or self._coming else "idle")

    def _paint(self, moment: float, now: float) -> None:
        beat = self.room.transport.beat_at(moment)
        for what in [w for w, (due, _) in self._coming.items() if due <= beat + EARLY_BEATS]:
            due, act = self._coming.pop(what)
            act(due)
        if self.speed > 0 and self._path.end <= beat:
            self._walk_on(beat)
        self._stale = max(self._path.end, self._weights.end) > beat
        latent = array("f", (x * self.parameters["truncation"] for x in self.point(beat)))
        index = self.frames.ask(moment, now, self.parameters["fps"])
        self.ask("render", index, moment, latent.tobytes(), array("f", self._weights.at(beat)).tobytes())
        self.room.record(self.name, frame=index, due=moment, beat=beat)

    def heard(self, message: tuple) -> None:
        match message:
            case ("frame", index, due):
                now = self.room.now()
                self.frames.painted(now)
                self.watch.answered(now)
                self.say("frame", index, due=due)
            case ("unpainted", _, _):
                self.frames.lost()
        self._settle()

    def engine_lost(self) -> None:
        super().engine_lost()
        self.frames.lost()

    def engine_back(self) -> None:
        super().engine_back()
        self._touch()
        self._settle()
