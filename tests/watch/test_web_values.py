"""What core tells the web process of the parameters: only what changed, not too often, the newest."""

import pytest

from bridge.clock import VirtualClock
from bridge.watch.web_remote import VALUES_S, Web


class Told(Web):
    """Without a process: what would have been sent."""

    def __init__(self, clock):
        super().__init__("127.0.0.1", 0, clock=clock)
        self.sent: list[tuple] = []

    def _offer(self, message: tuple) -> bool:
        self.sent.append((message[0], *(dict(part) for part in message[1:])))
        return True


@pytest.fixture
def clock():
    return VirtualClock(100.0)


@pytest.fixture
def web(clock):
    return Told(clock)


def test_the_first_change_is_told_at_once(web):
    web.changed("/music/temperature", (1.2,))
    web.wake()
    assert web.sent == [("values", {"/music/temperature": (1.2,)})]


def test_of_many_changes_the_newest_is_told(web, clock):
    web.changed("/music/temperature", (1.2,))
    web.wake()
    for step in range(100):
        web.changed("/music/temperature", (step / 100,))
        web.wake()
    clock.advance(VALUES_S)
    web.wake()
    assert web.sent[1:] == [("values", {"/music/temperature": (0.99,)})]


def test_it_wants_to_be_woken_while_something_is_untold(web, clock):
    web.changed("/music/temperature", (1.2,))
    web.wake()
    web.changed("/music/temperature", (1.3,))
    assert web.next_moment() == clock.now() + VALUES_S


def test_it_wants_not_to_be_woken_when_all_is_told(web):
    web.changed("/music/temperature", (1.2,))
    web.wake()
    assert web.next_moment() == float("inf")


def test_of_all_values_those_that_differ_are_told(web, clock):
    web.send_values({"/clock/tempo": (120.0,), "/music/low": (21,)})
    web.wake()
    clock.advance(1.0)
    web.send_values({"/clock/tempo": (120.0,), "/music/low": (30,)})
    web.wake()
    assert web.sent[1:] == [("values", {"/music/low": (30,)})]


def test_the_same_players_are_told_once(web):
    players = {"music": {"kind": "music", "package": "ensemble", "words": {"style": ("folk",)}, "places": ()}}
    web.send_players(players, {"scene/recall": ()})
    web.send_players(players, {"scene/recall": ()})
    assert len(web.sent) == 1


def test_a_new_scene_is_told(web):
    web.send_players({}, {"scene/recall": ()})
    web.send_players({}, {"scene/recall": ("verse",)})
    assert web.sent[-1] == ("players", {}, {"scene/recall": ("verse",)})
