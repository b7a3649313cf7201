"""The page's OSC beside python-osc's: neither of them knows the other."""

import pytest
from peers.osc import bundle, packet, read

MESSAGES = [
    ("/music/note", 60, 100), ("/music/temperature", 0.5), ("/text/line", "床前明月光"), ("/a", ""), ("/abc", "four"),
    ("/listen", "/*/out/note", "/clock/out/beat"), ("/gesture/in", 0.25, -1.5, 3), ("/feedback", True), ("/feedback", False),
    ("/image/morph", 2147483647, 4), ("/panic",),
]  # fmt: skip


@pytest.mark.parametrize("message", MESSAGES)
def test_what_the_page_says_is_understood(ask, message):
    said = read(bytes.fromhex(ask("encode", message)), 0.0)
    assert [(one.address, *one.args) for one in said] == [message]


@pytest.mark.parametrize("message", MESSAGES)
def test_the_page_understands_what_is_said(ask, message):
    assert ask("decode", packet(*message).hex()) == [{"address": message[0], "args": list(message[1:]), "time": None}]


def test_a_timetag_comes_through_to_the_millisecond(ask):
    moment = 1_795_000_000.123
    found = ask("decode", bundle(moment, ("/music/out/note", 60, 90, 1), ("/music/out/note", 64, 90, 1)).hex())
    assert [one["args"][0] for one in found] == [60, 64]
    assert [one["time"] for one in found] == pytest.approx([moment, moment], abs=1e-3)


def test_a_bundle_of_the_page_has_its_timetag(ask):
    said = read(bytes.fromhex(ask("bundle", [1_795_000_000.5, ["/a", 1], ["/b", 2.5]])), 0.0)
    assert [(one.address, *one.args) for one in said] == [("/a", 1), ("/b", 2.5)]
    assert said[0].tag == pytest.approx(1_795_000_000.5, abs=1e-3)


def test_immediately_is_now(ask):
    assert ask("decode", bundle(None, ("/a", 1)).hex())[0]["time"] is None


@pytest.mark.parametrize("broken", [
    b"/abc", b"nothing\0", b"#bundle\0" + b"\0" * 8 + b"\0\0\0\x40abc", packet("/a", 1)[:-2], b"/a\0\0,q\0\0",
])  # fmt: skip
def test_what_is_no_osc_is_refused(refuse, broken):
    assert refuse("decode", broken.hex()) in ("RangeError", "TypeError")

