"""Processes that hold MIDI ports: what they are started with."""

import os
import subprocess

from bridge.child import PROCESSORS
from bridge.schedule.mouths import Mouths


def test_a_port_that_is_opened_later_may_run_where_core_was_allowed_to(monkeypatch):
    surroundings = []
    monkeypatch.setattr(subprocess, "Popen", lambda *_, env, **__: surroundings.append(env))
    mouths = Mouths()
    monkeypatch.setitem(os.environ, PROCESSORS, "0,1")  # core keeps to one of them by now
    mouths.open(1, "synth", False).close()
    assert surroundings[0][PROCESSORS] == "0,1"
