"""A text package in the engine process: the messages of "core → engine" in docs/design.md that are text's own.

The state before each of the newest tokens is kept, so what was written ahead and not released can be taken back at no
cost. What is told is heard one token at a time while there is nothing else to do: a long prompt keeps nobody waiting.

Within a word the temperature is SOBER times what was asked for: how a poem goes on is daring, how a word is spelt is not
(docs/log.md: it halves the words that nobody knows).
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from time import perf_counter
from typing import Any

import numpy as np

from ..errors import EngineError
from ..package import Package
from ..pieces import END, Pieces
from . import proving
from .jobs import Jobs, Steps
from .sampling import knobs, uniform
from .shelf import Shelf
from .stepper import Stepper

KEPT = 1024  # states; a sync that keeps fewer tokens than the oldest of them begins anew
WARM_STEPS = 5
SOBER = 0.5
POLITE = 16  # a token is short, and beside busy programs letting them go first takes many times as long

prove = proving.prove


def open_model(package: Package, device: str, seed: int, send: Callable[[tuple], None]) -> "TextModel":
    began = perf_counter()
    stepper = proving.open_stepper(package, device)
    return TextModel(stepper, Pieces(package.manifest.tokenizer["pieces"]), seed, send, began)


@dataclass(frozen=True)
class Request:
    """What a `generate` asks for."""

    seed: int = 0  # of the noise
    draw: int = 0  # token i of this job takes the noise number draw + i of that seed
    count: int = 1  # tokens: done "count"
    temperature: float = 1.0  # 0 = always the likeliest
    top_p: float = 0.95

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


class Pen:
    """What the model remembers: tokens told to it since END, and the state before each of the newest."""

    def __init__(self, stepper: Stepper, pieces: Pieces):
        """EngineError where the graph speaks another number of tokens."""
        self.stepper = stepper
        self.tokens = stepper.outputs["logits"].size
        if len(pieces) != self.tokens:
            raise EngineError(f"{stepper.graph.file} speaks {self.tokens} tokens, the manifest's pieces make {len(pieces)}")
        self._within = [pieces.within(token) for token in range(self.tokens)]
        self.told = 0  # tokens, the END before them not counted
        self._waiting: deque[int] = deque()  # told, and not heard yet
        self._before = Shelf(stepper.state, KEPT)  # place → the state before the token there
        self._written = np.zeros(KEPT, np.int64)  # place % KEPT → the token
        self._begin()
        self._heard = False  # the state knows the last token

    def sync(self, keep: int, tokens: Sequence[int]) -> None:
        """The first `keep` tokens as they were, then these; with `keep` 0 everything is forgotten."""
        if unknown := [token for token in tokens if not 0 <= token < self.tokens]:
            raise EngineError(f"token {unknown[0]} is none of this package's {self.tokens}")
        rest = keep - self.told
        if 0 <= rest <= len(self._waiting):
            while len(self._waiting) > rest:
                self._waiting.pop()
        else:
            self._rewind(keep)
        self._waiting.extend(tokens)

    def hear(self) -> bool:
        """One of the tokens that wait; False when none does."""
        if not self._waiting:
            return False
        self.tell(self._waiting.popleft())
        return True

    def tell(self, token: int) -> None:
        if not self._heard:
            self._step()
        self.told += 1
        self._before.keep(self.told, self.stepper.state)
        self._written[self.told % KEPT] = token
        self._heard = False

    def draw(self, seed: int, number: int, temperature: float = 1.0, top_p: float = 0.95) -> int:
        """The next token, not yet told. All that waits must have been heard."""
        if self._heard:
            self.stepper.restore(self._before[self.told])
        if self._within[self._written[self.told % KEPT]]:
            temperature *= SOBER
        self._step(*knobs(temperature, top_p), uniform(seed, number, self.stepper.inputs["noise"].shape))
        return int(self.stepper.outputs["next"][0, 0])

    def logits(self) -> np.ndarray:
        """(V,) of what comes next, good until the next step."""
        if not self._heard:
            self._step()
        return self.stepper.outputs["logits"][0]

    def _step(self, temperature: float = 1.0, top_p: float = 1.0, dice: np.ndarray | float = 0.5) -> None:
        """The last token goes in; what comes out is drawn with these dice."""
        inputs = self.stepper.inputs
        inputs["token"][0, 0] = self._written[self.told % KEPT]
        inputs["temperature"][...], inputs["top_p"][...], inputs["noise"][...] = temperature, top_p, dice
        self.stepper.run()
        self._heard = True

    def _rewind(self, keep: int) -> None:
        """To where `keep` tokens were told; where that is no longer known, everything is forgotten."""
        self._waiting.clear()
        if 0 < keep <= self.told and keep in self._before:
            self.stepper.restore(self._before[keep])
            self._before.forget_after(keep)
            self.told = keep
        else:
            self.stepper.reset()
            self._begin()
        self._heard = False

    def _begin(self) -> None:
        """Nothing is told but the END before it all."""
        self.told = 0
        self._before.forget_after(-1)
        self._before.keep(0, self.stepper.state)
        self._written[0] = END


class TextModel:
    def __init__(self, stepper: Stepper, pieces: Pieces, seed: int, send: Callable[[tuple], None], began: float):
        self._seed, self.pen = seed, Pen(stepper, pieces)
        self._jobs = Jobs(send, POLITE)
        self._step_ms = self._warm()
        self._opening_ms = (perf_counter() - began) * 1e3
        self.actions = {"sync": self._sync, "generate": self._generate, "halt": self._jobs.halt}

    def info(self) -> dict[str, Any]:
        graph = self.pen.stepper.graph
        return {
            "tokens": self.pen.tokens,
            "precision": graph.precision,
            "file": graph.file,
            "device": self.pen.stepper.device,
            "recorded": self.pen.stepper.recorded,
            "context": KEPT,  # tokens that can be taken back
            "step_ms": self._step_ms,
            "opening_ms": self._opening_ms,
        }

    def work(self) -> bool:
        return self._jobs.step() or self.pen.hear()

    def stats(self) -> dict[str, Any]:
        return self._jobs.stats() | {"told": self.pen.told}

    def interrupt(self) -> None:
        self._jobs.interrupt()

    def _sync(self, keep: int, tokens: Sequence[int]) -> None:
        self._jobs.interrupt()
        self.pen.sync(keep, tokens)

    def _generate(self, job: int, spec: dict, keep: int | None = None, tokens: Sequence[int] = ()) -> None:
        """With `keep` and `tokens` a sync comes first."""
        self._jobs.interrupt()
        if keep is not None:
            self.pen.sync(keep, tokens)
        self._jobs.begin(job, lambda: generate(self.pen, Request.from_plain({"seed": self._seed, **spec})))

    def _warm(self) -> float:
        """The milliseconds of one step, just after opening."""
        times = []
        for i in range(WARM_STEPS):
            began = perf_counter()
            self.pen.draw(0, i)
            times.append(perf_counter() - began)
        self.pen.sync(0, ())
        return min(times) * 1e3


def generate(pen: Pen, request: Request) -> Steps:
    """Tokens one by one, each told as soon as it is drawn, END too. The reason: `count`."""
    while pen.hear():
        yield None
    for i in range(request.count):
        token = pen.draw(request.seed, request.draw + i, request.temperature, request.top_p)
        pen.tell(token)
        yield (token,)
    return "count"
