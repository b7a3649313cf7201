"""A gesture package in the engine process: the messages of "core → engine" in docs/design.md that are gesture's own.

A step is seconds since the step before, then the values on 0 … 1. The state after each of the newest steps is kept, so
that what was drawn ahead and not played can be taken back at no cost.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from time import perf_counter
from typing import Any

import numpy as np

from ..errors import EngineError
from ..package import Package
from . import proving
from .jobs import Jobs, Steps
from .sampling import uniform
from .shelf import Shelf
from .stepper import Stepper

KEPT = 1024  # states, twice what a hand at 1000 steps a second is drawn ahead; to go back further is to begin anew
WARM_STEPS = 5

prove = proving.prove


def open_model(package: Package, device: str, seed: int, send: Callable[[tuple], None]) -> "GestureModel":
    began = perf_counter()
    stepper = proving.open_stepper(package, device)
    return GestureModel(package, stepper, seed, send, began)


@dataclass(frozen=True)
class Request:
    """What a `generate` asks for."""

    seed: int = 0  # of the noise
    draw: int = 0  # step i of this job takes the noise number draw + i of that seed
    count: int = 1  # at most so many steps: done "count"
    seconds: float = 3600.0  # the first step that comes so much or more after the last one told is the last: done "until"
    temperature: float = 1.0
    spread: float = 1.0

    @classmethod
    def from_plain(cls, spec: Mapping[str, Any]) -> "Request":
        """From the link. EngineError names a key that is not known or a value of another type."""
        kinds = {field.name: field.type for field in fields(cls)}
        if unknown := spec.keys() - kinds.keys():
            raise EngineError(f"generate: {', '.join(sorted(map(str, unknown)))} unknown; known are {', '.join(kinds)}")
        try:
            return cls(**{name: {int: int, float: float}[kinds[name]](value) for name, value in spec.items()})
        except (TypeError, ValueError, OverflowError) as error:
            raise EngineError(f"generate: a value does not fit ({error}) in {dict(spec)!r:.300}") from error


class Hand:
    """What the model remembers: steps told to it, and the state before each of the newest."""

    def __init__(self, stepper: Stepper):
        self.stepper = stepper
        self.width = stepper.inputs["values"].size
        self.told = 0  # steps
        self._before = Shelf(stepper.state, KEPT)  # step → the state before it
        self._steps = np.zeros((KEPT, 1 + self.width))  # step % KEPT → the step itself
        self._heard = True  # the state knows the last step that was told

    def sync(self, keep: int, steps: Sequence[Sequence[float]]) -> None:
        """The first `keep` steps as they were, then these; with `keep` 0 everything is forgotten."""
        if keep != self.told:
            self._rewind(keep)
        for step in steps:
            self.tell(step)

    def tell(self, step: Sequence[float]) -> None:
        """EngineError for a step of another width."""
        if len(step) != 1 + self.width:
            raise EngineError(f"a step has {len(step)} numbers; {1 + self.width} are due: seconds, then the values")
        if not self._heard:
            self._hear()
        self.told += 1
        self._before.keep(self.told, self.stepper.state)
        self._steps[self.told % KEPT] = step
        self._heard = False

    def draw(self, seed: int, number: int, temperature: float = 1.0, spread: float = 1.0) -> tuple[float, ...]:
        """The next step: seconds, then the values; not yet told. EngineError when no step was told to go on from."""
        if not self.told:
            raise EngineError("nothing to go on from; tell one step at least")
        if self._heard:
            self.stepper.restore(self._before[self.told])
        self._hear(temperature, spread, uniform(seed, number, self.stepper.inputs["noise"].shape))
        outputs = self.stepper.outputs
        return float(outputs["next_seconds"][0, 0]), *map(float, outputs["next_values"][0])

    def _hear(self, temperature: float = 1.0, spread: float = 1.0, dice: np.ndarray | float = 0.5) -> None:
        """The last step that was told goes in; what comes out is drawn with these dice."""
        inputs, (seconds, *values) = self.stepper.inputs, self._steps[self.told % KEPT]
        inputs["seconds"][...], inputs["values"][0] = seconds, values
        inputs["temperature"][...], inputs["spread"][...], inputs["noise"][...] = temperature, spread, dice
        if self.told == 1:
            began = self.stepper.snapshot()
            began["past_values"][0] = values  # where it begins nothing has moved
            self.stepper.restore(began)
        self.stepper.run()
        self._heard = True

    def _rewind(self, keep: int) -> None:
        """Taken back to before step `keep` was heard. A step that is kept no more: everything is forgotten."""
        if keep not in self._before:
            keep = 0
            self.stepper.reset()
        else:
            self.stepper.restore(self._before[keep])
        self._before.forget_after(keep)
        self.told, self._heard = keep, not keep


class GestureModel:
    def __init__(self, package: Package, stepper: Stepper, seed: int, send: Callable[[tuple], None], began: float):
        self._package, self._seed, self.hand = package, seed, Hand(stepper)
        self._jobs = Jobs(send)
        self._step_ms = self._warm()
        self._opening_ms = (perf_counter() - began) * 1e3
        self.actions = {"sync": self._sync, "generate": self._generate, "halt": self._jobs.halt}

    def info(self) -> dict[str, Any]:
        graph = self.hand.stepper.graph
        return {
            "precision": graph.precision,
            "file": graph.file,
            "device": self.hand.stepper.device,
            "recorded": self.hand.stepper.recorded,
            "context": KEPT,  # steps that can be taken back
            "step_ms": self._step_ms,
            "opening_ms": self._opening_ms,
        }

    def work(self) -> bool:
        return self._jobs.step()

    def stats(self) -> dict[str, Any]:
        return self._jobs.stats() | {"told": self.hand.told}

    def interrupt(self) -> None:
        self._jobs.interrupt()

    def _sync(self, keep: int, steps: Sequence[Sequence[float]]) -> None:
        self._jobs.interrupt()
        self.hand.sync(keep, steps)

    def _generate(self, job: int, spec: dict, keep: int | None = None, steps: Sequence[Sequence[float]] = ()) -> None:
        """With `keep` and `steps` a sync comes first."""
        self._jobs.interrupt()
        if keep is not None:
            self.hand.sync(keep, steps)
        self._jobs.begin(job, lambda: generate(self.hand, Request.from_plain({"seed": self._seed, **spec})))

    def _warm(self) -> float:
        """The milliseconds of one step, just after opening."""
        self.hand.tell((0.0, *[0.5] * self.hand.width))
        times = []
        for i in range(WARM_STEPS):
            began = perf_counter()
            self.hand.draw(0, i)
            times.append(perf_counter() - began)
        self.hand.sync(0, ())
        return min(times) * 1e3


def generate(hand: Hand, request: Request) -> Steps:
    """Steps one by one, each told as soon as it is drawn. Reasons: `count`, `until`."""
    passed = 0.0
    for i in range(request.count):
        step = hand.draw(request.seed, request.draw + i, request.temperature, request.spread)
        hand.tell(step)
        yield step
        passed += step[0]
        if passed >= request.seconds:
            return "until"
    return "count"
