"""The seats of an engine process, without a process."""

import gc
import weakref
from contextlib import ExitStack, closing

import pytest

from bridge.channel import Link, pair
from bridge.engine import remote
from bridge.engine.kinds import open_model
from bridge.engine.remote import Host, RemoteEngine, Standby
from bridge.engine.worker import Seat, Worker
from bridge.package import Package


class Model:
    def __init__(self):
        self.interrupted, self.actions = 0, {}

    def interrupt(self):
        self.interrupted += 1


def test_who_leaves_is_painted_and_played_for_no_more():
    with ExitStack() as ends:
        core, control = pair()
        ends.enter_context(closing(core))
        worker = Worker(Link(control))
        ends.enter_context(closing(control))
        player, seat = pair()
        core.send(("seat",), (seat.fileno(),))
        seat.close()
        worker._listen(control.fileno())
        (descriptor,) = worker._seats
        model = worker._seats[descriptor].model = Model()
        player.close()
        worker._listen(descriptor)
        assert model.interrupted == 1 and not worker._seats


@pytest.mark.parametrize("package", ["tiny_package", "tiny_text", "tiny_pictures", "tiny_gesture"])
def test_a_model_that_gives_way_is_gone_without_a_collection(package, request):
    core, theirs = pair()
    with closing(core), closing(theirs):
        seat = Seat(Link(theirs))
        seat.model = open_model(Package.find(str(request.getfixturevalue(package))), "cpu", 0, seat.say)
        there = weakref.ref(seat.model)
        gc.disable()
        try:
            seat.let_go()
            assert there() is None
        finally:
            gc.enable()


@pytest.fixture
def short(monkeypatch):
    def none(module):
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(remote, "_process", none)


def test_who_could_not_sit_down_is_not_waited_for(short):
    host = Host()
    with pytest.raises(OSError):
        RemoteEngine("ensemble", host=host)
    assert host._users == 0


def test_none_in_waiting_is_no_fault(short):
    standby = Standby()
    standby.fill()
    assert standby.take() is None


class Here(Host):
    """No process: its side of the last seat's link is `there`."""

    there: Link | None = None

    def seat(self) -> Link:
        if self.there:
            self.there.close()
        ours, theirs = pair()
        self.there = Link(theirs)
        return ours


def test_who_is_kept_warm_is_not_told_again_before_it_has_answered():
    host = Here()
    engine = RemoteEngine("ensemble", host=host)
    host.there.waiting()
    engine.warm()
    engine.warm()
    assert host.there.waiting() == [("warm",)]
    host.there.send(("warm",))
    assert engine.waiting() == []
    engine.warm()
    assert host.there.waiting() == [("warm",)]
    engine.restart()
    host.there.waiting()
    engine.warm()
    assert host.there.waiting() == [("warm",)]
    engine.close()
    host.there.close()
