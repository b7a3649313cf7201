import pytest

from bridge.clock import VirtualClock
from bridge.schedule.rehearsal import RehearsalTimer


@pytest.fixture
def timer():
    """A rehearsal at moment 0 with one output, `a`, without timetags."""
    timer = RehearsalTimer(VirtualClock())
    timer.send(("sink", "a", {"kind": "memory"}))
    return timer
