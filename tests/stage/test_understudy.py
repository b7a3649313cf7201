"""The stage on which nobody plays: it goes the way of a real key, reaches nobody and keeps nothing."""

import sys

import pytest

from bridge.casting import default_package, defaults
from bridge.osc.packet import encode
from bridge.stage import understudy
from bridge.stage.understudy import Understudy

TURNS = 1000
SPARE = 2000  # blocks that Python's free lists and the newest of each bounded memory may hold on to


@pytest.fixture
def alone():
    package = default_package("music")
    return Understudy(package.manifest, defaults(package))


def test_a_key_is_answered_by_the_way_of_a_note_that_is_due_now(alone, monkeypatch):
    left = []
    monkeypatch.setattr(understudy._Nowhere, "sendto", lambda self, packet, *_: left.append(packet))
    for _ in range(5):
        alone.turn()
    assert left == [encode("/music/out/note", (understudy.ANSWER, 80, 1))] * 5
    assert not alone.stage.outlet.sounding


def test_a_thousand_turns_leave_nothing_behind(alone):
    for _ in range(TURNS):
        alone.turn()
    before = sys.getallocatedblocks()
    for _ in range(TURNS):
        alone.turn()
    assert sys.getallocatedblocks() - before < SPARE
