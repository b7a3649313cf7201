"""The second cache: forgetting the oldest takes no time, and changes nothing."""

import pytest

from bridge.engine.binding import Binding
from bridge.engine.cache import Context
from bridge.engine.music import MusicEngine
from bridge.engine.request import Request
from bridge.tokens import Event

MUSIC = [Event(37 * i, 60 + i % 12, 20, 80) for i in range(60)]  # distances that the grid of classes does not have exactly


@pytest.fixture
def two(opened, context):
    """An engine with a second cache."""
    binding = context.binding
    return MusicEngine(context, opened.package.manifest.styles, Context(Binding(binding.session, binding.graph)))


def idle(engine):
    while engine.prefill():
        pass


def some(engine):
    job = engine.generate(Request(seed=5, count=8))
    return [event for event in job if event is not None]


def test_what_will_be_left_is_heard_beforehand(two):
    two.sync(0, MUSIC)
    two.look_ahead(40)
    idle(two)
    two.sync(0, MUSIC[40:])
    assert two.context.pending == 0


def test_what_came_since_is_all_that_is_still_to_hear(two):
    two.sync(0, MUSIC[:58])
    two.look_ahead(40)
    idle(two)
    two.sync(58, MUSIC[58:])
    two.sync(0, MUSIC[40:])
    assert two.context.pending == 2


def test_it_changes_no_result(two):
    two.sync(0, MUSIC)
    two.look_ahead(40)
    idle(two)
    two.sync(0, MUSIC[40:])
    ahead = some(two)
    two.sync(0, [])
    two.sync(0, MUSIC[40:])
    assert some(two) == ahead


def test_a_future_that_never_came_does_no_harm(two):
    two.sync(0, MUSIC)
    expected = some(two)
    two.sync(0, MUSIC[20:])
    two.look_ahead(15)
    idle(two)
    two.sync(0, MUSIC)
    assert some(two) == expected


def test_before_anything_is_to_be_forgotten_it_does_nothing(two):
    two.sync(0, MUSIC)
    idle(two)
    two.look_ahead(60)
    assert not two.prefill()
