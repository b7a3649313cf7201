"""The rules of `tests/happenings` against real JACK ports: random evenings, and after each nothing sounds for anybody.

The long form is `python -m tests.happenings --seconds 600`.
"""

import pytest
from peers import jack

from bridge.midi.system import alsa_is_there

pytestmark = [
    pytest.mark.skipif(bool(jack.missing()), reason=jack.missing()),
    pytest.mark.skipif(bool(alsa_is_there()), reason="this machine has a MIDI system of its own"),
]
EVENINGS, STEPS, SEED = 5, 25, 7


def test_whatever_happens_nothing_sounds_at_a_real_port_soon_after():
    from tests.happenings.__main__ import play
    from tests.happenings.real import House

    house = House()
    try:
        play(house, EVENINGS, STEPS, SEED)
        assert house.counts["evenings"] >= EVENINGS and house.counts["ons heard at a JACK port"] > 10
    finally:
        house.close()
