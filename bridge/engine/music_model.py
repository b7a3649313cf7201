"""A music package in the engine process: the messages of "core → engine" in docs/design.md that are music's own."""

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Any

from ..package import Graph, Package
from .cache import CHUNK, Context
from .jobs import Jobs, breathe, let_others
from .music import MusicEngine
from .native.playing import NativeBinding, run_together
from .opening import Opened, another, open_package, self_test
from .request import Reader

if TYPE_CHECKING:
    from .binding import Binding

COLD_S = 0.025  # so long after the last rehearsal one pays while a question is on its way; earlier the question waits for it
AWAKE_S = 0.0006  # after a key its question comes within 0.2 ms where core is not kept from its processor


def open_model(package: Package, device: str, seed: int, send: Callable[[tuple], None]) -> "MusicModel":
    """What this process has open already is shared: only the contexts are a player's own."""
    graphs = tuple(package.manifest.files[graph.file] for graph in package.manifest.graphs)
    key = (str(package.path), graphs, device)
    if key not in _OPENED:
        _OPENED.clear()  # another package, or the same one exported anew: who plays on the old one keeps it alive
        _OPENED[key] = open_package(package, device)
        return MusicModel(_OPENED[key], seed, send)
    return MusicModel(another(_OPENED[key]), seed, send)


_OPENED: dict[tuple, Opened] = {}  # the last one


def prove(package: Package, graph: Graph) -> float:
    """On ONNX Runtime, and as the step in C plays it where it can."""
    worst = self_test(package, graph, open_package(package, "cpu", graph.precision, "onnxruntime").context)
    played = open_package(package, "cpu", graph.precision).context
    return worst if played.binding.runtime == "onnxruntime" else max(worst, self_test(package, graph, played))


class MusicModel:
    def __init__(self, opened: Opened, seed: int, send: Callable[[tuple], None]):
        self.roused = False
        self._opened, self._reader = opened, Reader(seed)
        self._engine = MusicEngine(opened.context, opened.package.manifest.styles, opened.spare)
        self._jobs = Jobs(send, polite=0)
        self._send, self._asked = send, {}  # to core; the last question
        self._warmed = 0.0  # when it last was kept warm
        self._rehearsed = Jobs(lambda message: None, polite=0)
        self.actions = {
            "sync": self._sync, "look_ahead": self._engine.look_ahead, "style": self._style, "generate": self._generate,
            "halt": self._jobs.halt, "rouse": self._rouse, "warm": self._warm,
        }  # fmt: skip

    def info(self) -> dict[str, Any]:
        opened, manifest = self._opened, self._opened.package.manifest
        return {
            "styles": list(manifest.styles),
            "precision": opened.graph.precision,
            "file": opened.graph.file,
            "device": opened.device,
            "recorded": getattr(opened.context.binding, "recorded", False),
            "runtime": opened.context.binding.runtime,
            "context": opened.context.capacity,  # events
            "step_ms": opened.step_ms,
            "opening_ms": opened.opening_ms,
        }

    def work(self) -> bool:
        """One step, alone; beside other players see `play`."""
        return play([self])

    def begin(self) -> bool:
        """As far as the next run of the model, or past a step without one; True when a run is due."""
        return self._jobs.running and self._jobs.prepare()

    @property
    def urgent(self) -> bool:
        """Somebody waits for the first event of an answer."""
        return self._jobs.running and self._jobs.fresh

    @property
    def busy(self) -> bool:
        return self._jobs.running

    def finish(self) -> bool:
        """What follows from the run; True when one more is due."""
        return self._jobs.finish()

    def unheard(self) -> tuple[Context | None, int]:
        """The cache that has something to hear, and how much at once."""
        return self._engine.unheard()

    def get_ready(self) -> None:
        """For the next question: nobody waits."""
        self._engine.get_ready()

    @property
    def binding(self) -> "Binding | NativeBinding":
        return self._engine.context.binding

    def stats(self) -> dict[str, Any]:
        """Rows in the cache, and which wishes could not hold how often, beside the times."""
        return self._jobs.stats() | {"rows": len(self._engine.context.rows), "given_up": dict(self._engine.given_up)}

    def interrupt(self) -> None:
        self._jobs.interrupt()

    def _sync(self, keep: int, events: list) -> None:
        self._jobs.interrupt()
        self._engine.sync(keep, events)

    def _style(self, style: int) -> None:
        self._jobs.interrupt()
        self._engine.set_style(style)

    def _rouse(self) -> None:
        self.roused = not self._jobs.running

    def stay_awake(self, waits: Callable[[], bool]) -> None:
        """Until a message `waits`, or it is in vain: what a question will need comes into the caches, where it is not there
        already; then we look out."""
        self.roused = False
        began = perf_counter()
        end, model = began + AWAKE_S, self.binding.model if self.binding.runtime == "native" else None
        if self._jobs.running or waits():
            return
        if began - self._warmed > COLD_S:
            self._rehearse(run=False)
            for matrix in range(model.matrices if model else 0):
                if waits() or perf_counter() > end:
                    return
                model.touch(matrix)
        while not waits() and perf_counter() < end:
            pass

    def _warm(self) -> None:
        """The whole way to an answer, with a step that nobody hears."""
        if not self._jobs.running:
            self._rehearse(run=True)
            self._warmed = perf_counter()
        self._send(("warm",))

    def _rehearse(self, run: bool) -> None:
        """Walk the way to the first event of the last question again. Left where the step is not in C: there it takes too
        long for what it gains."""
        engine, jobs = self._engine, self._rehearsed
        if self.binding.runtime != "native" or not engine.may_rehearse(request := self._reader.read(self._asked)):
            return
        with engine.rehearsal():
            jobs.begin(0, lambda: engine.steps(request))
            due = jobs.prepare()
            while due:
                if run:
                    self.binding.run()
                due = jobs.finish()
            jobs.interrupt()

    def _generate(self, job: int, spec: dict, keep: int | None = None, events: Sequence[Sequence] = ()) -> None:
        """With `keep` and `events` a sync comes first: one step hears what is new and answers it."""
        self._jobs.interrupt()
        if keep is not None:
            self._engine.sync(keep, events)
        self._jobs.begin(job, lambda: self._engine.steps(self._reader.read(spec)))
        if self._jobs.running:
            self._asked = spec


def play(models: Sequence[MusicModel]) -> bool:
    """One turn of all that play here: those whose answer is waited for first, else everybody's next step, in one run.

    False when there was nothing to do."""
    jobs = [model for model in models if model.busy]
    if not jobs:
        return _hear(models)
    urgent = [model for model in jobs if model.urgent]
    due = [model for model in urgent or jobs if model.begin()]
    while due:
        run([model.binding for model in due])
        due = [model for model in due if model.finish()]
    if urgent:
        breathe()
    else:
        let_others()
    return True


def _hear(models: Sequence[MusicModel]) -> bool:
    """A chunk of what is new, of several players together, then look at the links again; False when all is heard."""
    room, due = CHUNK, []
    for model in models:
        context, chunk = model.unheard()
        if context is not None and room:
            room -= context.prepare_prefill(min(chunk, room))
            due.append(context)
    if due:
        run([context.binding for context in due])
    for context in due:
        context.heard()
    if not due:
        for model in models:
            model.get_ready()
    return bool(due)


def run(bindings: Sequence["Binding | NativeBinding"]) -> None:
    together: dict[int, list[NativeBinding]] = {}
    for binding in bindings:
        if binding.runtime == "native":
            together.setdefault(id(binding.model), []).append(binding)
        else:
            binding.run()
    for shared in together.values():
        run_together(shared)
