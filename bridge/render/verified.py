"""`duende replay RUN --verify`: the models run again on what they were asked that night, and must say the same.

The journal holds every question with what it changed in the model's context, and every step's result; the same context,
seed and draw give the same result bit for bit on the same kind of CPU, runtime and version. The journal says on which the
night was played; where another one is here, that is told and what differs is no fault of the model. Pictures are painted
again by `--frames` and are not compared; a `tensor` player draws nothing.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from ..engine.kinds import Model, open_model
from ..errors import DataError, DuendeError
from ..watch.machine import processor
from ..watch.records import Record
from ..watch.replay import read, understood
from .found import package_of

KINDS = ("start", "model", "package", "told", "asked", "decision")
SAMPLING = ("music", "text", "gesture")  # kinds whose decisions are journalled step by step
SHOWN = 10  # differences that are told one by one
RUNS_ON = ("device", "runtime", "precision")  # of what an engine says of itself


class Difference(NamedTuple):
    at: float  # the question's moment, as journaled
    player: str
    job: int
    step: int
    was: tuple
    now: tuple | None  # None: the model had nothing more to say

    def sentence(self) -> str:
        now = "nothing" if self.now is None else self.now
        return f"{self.player}, question {self.job}, step {self.step}: it was {self.was}, it is {now}"


@dataclass
class Verdict:
    questions: int = 0
    steps: int = 0  # results compared
    passed_over: int = 0  # questions whose context the journal does not tell whole
    differences: list[Difference] = field(default_factory=list)
    elsewhere: dict[str, str] = field(default_factory=dict)  # player → the sentence: it was played on something else

    @property
    def faults(self) -> list[Difference]:
        """Differences where the night was played on what is here."""
        return [difference for difference in self.differences if difference.player not in self.elsewhere]

    def lines(self) -> list[str]:
        told = [difference.sentence() for difference in self.differences[:SHOWN]]
        more = len(self.differences) - len(told)
        told += [f"and {more} more"] if more else []
        over = f"; {self.passed_over} not asked: their context is not in the journal" if self.passed_over else ""
        equal = "all equal" if not self.differences else f"{len(self.differences)} differ"
        return [*self.elsewhere.values(), *told, f"{self.questions} questions, {self.steps} steps: {equal}{over}"]


def verify(run: Path) -> Verdict:
    """DataError when `run` is no run, one whose records say nonsense, or a package that it was played with is not here as it
    was."""
    with understood(run):
        return _verify(run)


def _verify(run: Path) -> Verdict:
    records = [record for record in read(run) if record.kind in KINDS]
    said: dict[tuple[str, int], list[tuple]] = defaultdict(list)
    for record in records:
        if record.kind == "decision":
            said[record.values["player"], record.values["job"]].append(tuple(record.values["result"]))
    night, verdict = _Night(), Verdict()
    for record in records:
        night.take(record, said, verdict)
    return verdict


class _Night:
    """The models as they were, one a player."""

    def __init__(self) -> None:
        self._models: dict[str, _Again] = {}
        self._begun, self._processor = False, ""

    def take(self, record: Record, said: Mapping[tuple[str, int], list[tuple]], verdict: Verdict) -> None:
        value = record.values
        if record.kind == "start" and not self._begun:  # every segment repeats it
            self._begun, self._processor = True, value.get("room", {}).get("machine", "")
            for player, about in value["players"].items():
                self._seat(player, about)
        elif record.kind == "package":
            self._seat(value["player"], value["about"])
            self._look(value, verdict)
        elif record.kind == "model":
            self._look(value, verdict)
            if value["state"] == "lost" and value["player"] in self._models:
                self._models[value["player"]].lost()
        elif record.kind == "decision" or (again := self._models.get(value.get("player", ""))) is None:
            return
        elif record.kind == "told":
            again.tell(*value["message"])
        elif record.kind == "asked":
            again.ask(value, said.get((value["player"], value["job"]), []), verdict)

    def _look(self, value: Mapping[str, Any], verdict: Verdict) -> None:
        """On what a model was played that has just been opened, and on what it runs here."""
        player = value["player"]
        if (again := self._models.get(player)) is None or not value.get("info"):
            return
        was = [str(value["info"][key]) for key in RUNS_ON if key in value["info"]] + [self._processor]
        now = [str(again.runs_on[key]) for key in RUNS_ON if key in value["info"]] + [processor() if self._processor else ""]
        if was != now:
            verdict.elsewhere[player] = (
                f"{player} was played on {_named(was)}, here it runs on {_named(now)}: their last bits may differ, so what "
                "differs is no fault"
            )

    def _seat(self, player: str, about: Mapping[str, Any]) -> None:
        if about["kind"] in SAMPLING:
            self._models[player] = _Again(about)


class _Again:
    """One model. `whole`: everything that its context holds is known here."""

    def __init__(self, about: Mapping[str, Any]):
        self._heard: list[tuple] = []
        self._model: Model = open_model(package_of(about, "played"), "cpu", 0, self._heard.append)
        self._whole = False
        self.runs_on: Mapping[str, Any] = defaultdict(str, self._model.info())

    def tell(self, name: str, *rest: Any) -> None:
        if name == "sync":
            self._check(rest[0])
        self._act(name, *rest)

    def _act(self, name: str, *rest: Any) -> None:
        try:
            self._model.actions[name](*rest)
        except (DuendeError, IndexError) as error:
            raise DataError(f"the journal tells a model something that it cannot hear: {name} ({error})") from error

    def lost(self) -> None:
        """Its process died: what the next one was asked before it was told everything, it answered out of nothing."""
        self._whole = False

    def _check(self, keep: int) -> None:
        """What is kept must be here: after a gap only a beginning from nothing is."""
        self._whole = self._whole or keep == 0

    def ask(self, asked: Mapping[str, Any], was: list[tuple], verdict: Verdict) -> None:
        self._check(asked["keep"])
        if not self._whole:
            verdict.passed_over += 1
            return
        job = asked["job"]
        self._act("generate", job, dict(asked["spec"]), asked["keep"], asked["events"])
        verdict.questions += 1
        for step, result in enumerate(was):
            now = self._next(job)
            verdict.steps += 1
            if now != result:
                verdict.differences.append(Difference(asked["at"], asked["player"], job, step, result, now))
                self._whole = False  # the context is another from here on
                break
        self._model.actions["halt"](job)
        self._heard.clear()

    def _next(self, job: int) -> tuple | None:
        """The next result of a job; None when it is done."""
        while True:
            for message in self._heard:
                if message[:2] == ("event", job):
                    self._heard.remove(message)
                    return tuple(message[3:])
                if message[:2] == ("done", job):
                    return None
            heard = len(self._heard)
            if not self._model.work() and len(self._heard) == heard:
                return None  # it has no such job


def _named(words: list[str]) -> str:
    return ", ".join(filter(None, words))
