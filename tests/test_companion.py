"""A process beside core: what is told of it."""

import subprocess

from bridge.companion import REST_S, Companion


def test_one_that_the_system_does_not_start_has_died_and_is_started_later(monkeypatch):
    def refuse(*_, **__):
        raise BlockingIOError("no more processes")

    companion = Companion("bridge.frames.recorder")
    with monkeypatch.context() as broken:
        broken.setattr(subprocess, "Popen", refuse)
        companion.start()
        companion.look()
        assert companion.waiting() == [("died", "bridge.frames.recorder was not started: no more processes")]
    assert not companion.alive and companion.rest == REST_S and companion.waiting() == []
    companion.start()
    assert companion.alive and companion.pid
    companion.close()
