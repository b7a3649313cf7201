import socket

import pytest

from bridge.outputs.midi import MidiSink


@pytest.fixture
def mouth():
    """The other end of the link, and the sink."""
    theirs, ours = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    sink = MidiSink(ours.detach())
    yield theirs, sink
    theirs.close()
    sink.close()


def test_notes_are_three_bytes(mouth):
    _, sink = mouth
    assert sink.note("bach", 60, 100, 1) == b"\x90\x3c\x64"
    assert sink.note("bach", 60, 100, 16) == b"\x9f\x3c\x64"
    assert sink.note("bach", 60, 0, 10) == b"\x89\x3c\x40"


def test_each_message_is_one_packet(mouth):
    theirs, sink = mouth
    assert sink.write(sink.note("bach", 60, 100, 1), None)
    assert sink.write(sink.raw_midi(b"\xf8"), None)
    assert [theirs.recv(100) for _ in range(2)] == [b"\x90\x3c\x64", b"\xf8"]


def test_midi_outputs_hear_no_osc_and_no_timetags(mouth):
    _, sink = mouth
    assert sink.message("/a", ()) is None
    assert not sink.can_tag


def test_a_driver_that_hangs_is_not_waited_for(mouth):
    _, sink = mouth
    assert any(sink.write(b"\xf8", None) is False for _ in range(1_000_000))


def test_a_driver_that_is_gone_is_an_error(mouth):
    theirs, sink = mouth
    theirs.close()
    with pytest.raises(OSError):
        sink.write(b"\xf8", None)
