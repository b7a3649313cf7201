"""A second of coverage-guided fuzzing of each target; `python -m tests.fuzz --seconds 600` is the long form."""

import importlib.util
from pathlib import Path

import pytest

from tests.fuzz import live
from tests.fuzz.__main__ import fuzz
from tests.fuzz.reach import inputs
from tests.fuzz.targets import TARGETS

FOUND = sorted(Path(__file__).parent.glob("fuzz/found/*/*"))
needs_atheris = pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris has no wheel here")


@needs_atheris
@pytest.mark.parametrize("name", TARGETS)
def test_whatever_comes_it_is_read_or_refused(name):
    run = fuzz(name, 1.0, keep=False)
    assert run.crash is None and run.inputs > 0


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_once_too_much_is_read_or_refused(path):
    TARGETS[path.parent.name].make()(path.read_bytes())


@pytest.mark.parametrize("name", sorted(TARGETS.keys() - {"stage"}))
def test_the_committed_corpus_is_read_or_refused(name):
    take = TARGETS[name].make()
    for data in inputs(name, TARGETS[name]):
        take(data)


def test_hostile_packets_leave_a_real_server_as_it_was():
    found = live.measure(6.0, seed=3)
    assert live.wrong(found) == [] and found["packets"] > 1000 and len(found["thrown"]) == live.KINDS
