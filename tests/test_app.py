"""The composition root alone: what it does when something fails that nobody foresaw."""

import math

import pytest

from bridge.app import MOST_STUMBLES, App, Options
from bridge.config import Show
from bridge.errors import EngineError


class Loop:
    """Fails at every turn, by `error`."""

    def __init__(self, error):
        self.error = error

    def turn(self, longest, awake_until=0.0):
        raise self.error


class Quiet:
    """Waits for nothing."""

    next_look = math.inf

    def next_moment(self):
        return math.inf

    def look(self, *_):
        """Nobody hangs."""

    def awake_until(self):
        return 0.0

    def tell(self):
        """Nothing was kept back."""


@pytest.fixture
def told():
    return []


@pytest.fixture
def app(told):
    app = App(Show(), Options(), told.append)
    app.loop = Loop(KeyError("nobody foresaw this"))
    app.stage = app.web = app.engines = app.timer = app.warmth = app.hush = Quiet()
    return app


def test_a_mistake_of_ours_is_told_and_counted_and_the_show_goes_on(app, told, capsys):
    app._turn(0.0)
    assert app.mistakes == 1 and "everything else plays on" in told[0]
    assert "nobody foresaw this" in capsys.readouterr().err


def test_so_it_is_with_what_is_done_once_a_second(app, told, monkeypatch):
    monkeypatch.setattr(app, "_every_second", lambda: app.loop.turn(0.0))
    app._once_a_second()
    assert app.mistakes == 1 and "everything else plays on" in told[0]


def test_one_that_never_ends_ends_the_show(app):
    for _ in range(MOST_STUMBLES - 1):
        app._turn(0.0)
    with pytest.raises(KeyError):
        app._turn(0.0)


def test_what_was_foreseen_ends_it_with_its_sentence(app):
    app.loop.error = EngineError("a model that never opened")
    with pytest.raises(EngineError):
        app._turn(0.0)
