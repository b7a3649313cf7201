"""Our peer in a shared session, as the app keeps it."""

import subprocess

import pytest

from bridge.companion import REST_S
from bridge.stage.session import SharedSession


class Nobody:
    """Loop and entrance in one: whoever is asked for is noted."""

    def __init__(self):
        self.asked = []

    def __getattr__(self, name):
        return lambda *_: self.asked.append(name)


@pytest.fixture
def refused(monkeypatch):
    def refuse(*_, **__):
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(subprocess, "Popen", refuse)


def test_a_peer_that_the_system_does_not_start_is_asked_for_again_after_a_rest(refused):
    house, now = Nobody(), [100.0]
    session = SharedSession(house, house, lambda: now[0], print)
    session.obey(("join", 1, 120.0, 4.0))
    session.retry()
    assert house.asked == []
    now[0] += REST_S
    session.retry()
    assert house.asked == ["rejoin"]
    session.close()
