"""Floods of parameters: of what comes in a row only the newest of each address is carried out."""

import pytest

from bridge.clock import VirtualClock
from bridge.inputs.newest import REMEMBERED, Newest
from bridge.inputs.osc import Dispatcher
from bridge.osc.packet import encode, encode_bundle

PD, PAGE = ("udp", "127.0.0.1", 50123), ("sink", 7)


@pytest.fixture
def dispatcher():
    return Dispatcher(VirtualClock(start=100.0), {"music": "music", "image": "image"}, {}, {"image": ("latent/3",)})


@pytest.fixture
def newest(dispatcher):
    return Newest(dispatcher)


def carried_out(newest):
    return [(request.address, request.args, request.sender) for request in newest.settle()]


def test_of_one_parameter_the_newest_is_carried_out(newest):
    assert all(newest.take(encode("/music/temperature", (value,)), PD) for value in (0.25, 0.5, 0.75))
    assert carried_out(newest) == [("/music/temperature", (0.75,), PD)]


def test_what_was_carried_out_is_not_carried_out_again(newest):
    newest.take(encode("/music/temperature", (0.25,)), PD)
    newest.settle()
    assert newest.settle() == []


def test_of_each_address_one_in_the_order_of_the_newest(newest):
    for address, value in (("/music/temperature", 0.25), ("/clock/tempo", 90.0), ("/music/temperature", 0.5)):
        newest.take(encode(address, (value,)), PD)
    assert carried_out(newest) == [("/clock/tempo", (90.0,), PD), ("/music/temperature", (0.5,), PD)]


def test_whoever_sent_the_newest_is_who_set_it(newest):
    newest.take(encode("/music/temperature", (0.25,)), PD)
    newest.take(encode("/music/temperature", (0.5,)), PAGE)
    assert carried_out(newest) == [("/music/temperature", (0.5,), PAGE)]


def test_one_coordinate_of_a_picture(newest):
    newest.take(encode("/image/latent/3", (0.5,)), PD)
    assert carried_out(newest) == [("/image/latent/3", (0.5,), PD)]


def test_every_one_of_them_is_counted_as_received(newest, dispatcher):
    for _ in range(5):
        newest.take(encode("/music/temperature", (0.5,)), PD)
    assert dispatcher.received == 5


@pytest.mark.parametrize(
    "packet",
    [
        encode("/music/note", (60, 90)),
        encode("/music/temperature", (1,)),  # rare: a whole number, read as any other message
        encode("/music/temperature"),
        encode("/music/temperature", (99.0,)),  # out of its range: the sender is told
        encode("/music/temperature", (float("nan"),)),
        encode("/music/temperature", (0.5, 0.5)),
        encode("/music/style", ("folk",)),
        encode("/*/temperature", (0.5,)),
        encode("/image/latent/4", (0.5,)),  # a place that the package does not have
        encode("/nobody/temperature", (0.5,)),
        encode("/music/out/latency", (0.5,)),
        encode_bundle(None, [encode("/music/temperature", (0.5,))]),
        b",f\0\0abcd",
        b"",
    ],
)
def test_all_else_is_read_as_any_message(newest, packet):
    assert not newest.take(packet, PD)
    assert newest.settle() == []


def test_an_argument_that_looks_like_a_tag_is_an_argument(newest):
    looks_like_a_tag = int.from_bytes(b",f\0\0", "big")
    assert not newest.take(encode("/music/temperature", (looks_like_a_tag, 0.5)), PD)


def test_other_players_are_other_addresses(newest, dispatcher):
    assert newest.take(encode("/music/temperature", (0.5,)), PD)
    newest.settle()
    dispatcher.set_players({"image": "image"})
    assert not newest.take(encode("/music/temperature", (0.5,)), PD)


def test_strange_addresses_do_not_pile_up(newest):
    for i in range(2 * REMEMBERED):
        newest.take(encode(f"/strange/{i}", (0.5,)), PD)
    assert len(newest._heads) <= REMEMBERED


def test_long_addresses_are_not_remembered(newest):
    for number in range(50):
        assert not newest.take(encode(f"/{number}" + "x" * 60_000, (1.0,)), PD)
    assert not newest._heads
