"""The models of a night run again and say the same, or it is told what differs."""

import contextlib
from dataclasses import replace

import pytest

from bridge.clock import VirtualClock
from bridge.engine.kinds import open_model
from bridge.errors import DataError
from bridge.package import Package
from bridge.render.verified import verify
from bridge.watch.journal import Journal, Start, as_journaled

SPEC = {
    "style": 0, "temperature": 1.0, "top_p": 0.95, "density": 0.0, "low": 21, "high": 108, "scale": None, "polyphony": 8,
    "grid": 0, "seed": 3, "draw": 65536, "count": 4,
}  # fmt: skip
PHRASE = [(0, 60, 24, 90), (48, 64, 24, 90)]


class Night:
    """A journal in the making; `ask` plays the model and records what it says."""

    def __init__(self, folder, package: Package):
        about = as_journaled(package)
        self.journal = Journal(folder, Start("0.1.0", players={"music": about}), clock=VirtualClock(50.0))
        self.journal.turn()
        self._said: list[tuple] = []
        self._model = open_model(package, "cpu", 0, self._said.append)

    def sync(self, keep, events):
        self._model.actions["sync"](keep, events)
        self.journal.note("told", at=50.0, player="music", message=("sync", keep, events))

    def ask(self, job, keep, events, spec=SPEC):
        self.journal.note("asked", at=50.0, player="music", job=job, spec=spec, keep=keep, events=events, lookahead=0.0)
        self._model.actions["generate"](job, spec, keep, events)
        while not any(message[:2] == ("done", job) for message in self._said):
            self._model.work()
        results = [message[3:] for message in self._said if message[:2] == ("event", job)]
        self._said.clear()
        return results

    def decided(self, job, results):
        for step, result in enumerate(results):
            self.journal.note("decision", at=50.1, player="music", job=job, step=step, result=result)

    def over(self):
        self.journal.turn()
        return self.journal.run


@pytest.fixture
def night(tmp_path, tiny_package):
    return Night(tmp_path, Package.open(tiny_package))


def test_the_same_night_is_all_equal(night):
    first = night.ask(1, 0, PHRASE)
    night.decided(1, first)
    second = night.ask(2, len(PHRASE) + 2, [(400, 67, 24, 90)])  # two of the reply were heard, then the human played on
    night.decided(2, second)
    verdict = verify(night.over())
    assert (verdict.questions, verdict.steps, verdict.differences) == (2, len(first) + len(second), [])


def test_another_result_is_told(night):
    results = night.ask(1, 0, PHRASE)
    tick, pitch, *rest = results[1]
    night.decided(1, [results[0], (tick, pitch + 1, *rest), *results[2:]])
    (difference,) = verify(night.over()).differences
    assert (difference.step, difference.was[1], difference.now[1]) == (1, pitch + 1, pitch)


def test_a_question_that_was_broken_off_counts_as_far_as_it_came(night):
    results = night.ask(1, 0, PHRASE)
    night.decided(1, results[:2])
    assert verify(night.over()).steps == 2


def test_what_was_told_between_questions_counts(night):
    night.sync(0, PHRASE)
    night.decided(1, night.ask(1, len(PHRASE), []))
    assert verify(night.over()).differences == []


def test_without_the_beginning_a_question_is_passed_over(night):
    night.sync(0, PHRASE)
    night.decided(1, night.ask(1, len(PHRASE), []))
    run = night.over()
    segment = run / "0001.journal"
    lines = segment.read_bytes().splitlines(keepends=True)
    segment.write_bytes(b"".join(line for line in lines if b'"told"' not in line))
    verdict = verify(run)
    assert (verdict.questions, verdict.passed_over) == (0, 1)


def test_another_version_of_the_package_is_refused(tmp_path, tiny_package):
    package = Package.open(tiny_package)
    other = replace(package.manifest, files=dict.fromkeys(package.manifest.files, "0" * 64))
    night = Journal(tmp_path, Start("0.1.0", players={"music": as_journaled(replace(package, manifest=other))}))
    night.turn()
    with pytest.raises(DataError, match="another version"):
        verify(night.run)


@pytest.mark.parametrize("value", [None, "x", [[1]], {}])
@pytest.mark.parametrize("what", ["keep", "events", "spec", "job", "player"])
def test_a_question_that_says_nonsense_is_refused_or_asked_in_vain(night, what, value):
    question = {"at": 50.0, "player": "music", "job": 1, "spec": SPEC, "keep": 0, "events": PHRASE, "lookahead": 0.0}
    night.journal.note("asked", **question | {what: value})
    night.decided(1, [(0, 60, 24, 90)] * 9)
    with contextlib.suppress(DataError):
        verify(night.over())


def test_a_question_to_a_model_that_has_died_is_passed_over(night):
    night.decided(1, night.ask(1, 0, PHRASE))
    night.journal.note("model", at=50.2, player="music", state="lost", info={})
    night.ask(2, len(PHRASE), [])
    night.decided(2, [(1, 2, 3, 4)])
    verdict = verify(night.over())
    assert (verdict.questions, verdict.passed_over, verdict.differences) == (1, 1, [])


def test_what_was_played_on_another_runtime_is_told_and_is_no_fault(night):
    night.journal.note("model", at=50.0, player="music", state="open", info={"device": "cpu", "runtime": "another"})
    tick, pitch, *rest = night.ask(1, 0, PHRASE)[0]
    night.decided(1, [(tick, pitch + 1, *rest)])
    verdict = verify(night.over())
    assert len(verdict.differences) == 1 and verdict.faults == []
    assert "music was played on cpu, another, here it runs on cpu, " in verdict.lines()[0]
