"""OSC over a stream, however it was cut."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.errors import WireError
from bridge.osc.framing import LENGTH, MAX_PACKET, SLIP, StreamDecoder, frame

PACKET = st.binary(max_size=60).map(lambda rest: b"/" + rest)
NASTY = st.lists(st.sampled_from([b"\xc0", b"\xdb", b"\xdc", b"\xdd", b"\0", b"a"]), max_size=30).map(b"".join)
FRAMING = pytest.mark.parametrize("framing", [LENGTH, SLIP])


def pieces(stream, cuts):
    borders = [0, *sorted(cut % (len(stream) + 1) for cut in cuts), len(stream)]
    return [stream[start:stop] for start, stop in pairwise(borders)]


@FRAMING
@given(st.lists(PACKET | NASTY.map(lambda rest: b"/" + rest), max_size=6), st.lists(st.integers(0, 1000), max_size=12))
def test_any_cutting_gives_the_same_packets(framing, packets, cuts):
    decoder = StreamDecoder()
    stream = b"".join(frame(packet, framing) for packet in packets)
    assert [packet for piece in pieces(stream, cuts) for packet in decoder.feed(piece)] == packets


@FRAMING
def test_byte_by_byte(framing):
    packets = [b"/a\xc0\xdb\xdc\xdd\0", b"/" + bytes(range(256)) * 2, b"/c"]
    decoder = StreamDecoder()
    stream = b"".join(frame(packet, framing) for packet in packets)
    assert [packet for byte in stream for packet in decoder.feed(bytes([byte]))] == packets


@pytest.mark.parametrize(
    "first, framing",
    [(b"\0", LENGTH), (b"\xc0", SLIP), (b"/", SLIP), (b"#", SLIP)],
)
def test_the_first_byte_tells_the_framing(first, framing):
    decoder = StreamDecoder()
    assert decoder.feed(b"") == []
    assert decoder.framing is None
    assert decoder.feed(first) == []
    assert decoder.framing == framing


@pytest.mark.parametrize("first", [b"G", b"\x01", b"\xff", b"{", b" "])
def test_any_other_first_byte_is_refused(first):
    with pytest.raises(WireError, match="is not OSC"):
        StreamDecoder().feed(first + b"ET / HTTP/1.1\r\n")


def test_slip_may_leave_out_the_first_end():
    assert StreamDecoder().feed(b"/a\0\0\xc0") == [b"/a\0\0"]


def test_slip_skips_what_is_empty():
    assert StreamDecoder().feed(b"\xc0\xc0\xc0/a\xc0\xc0") == [b"/a"]


def test_an_escape_cut_off_by_an_end_spoils_only_its_own_packet():
    assert StreamDecoder().feed(b"\xc0/a\xdb\xc0\xdc/b\xc0")[1] == b"\xdc/b"


def test_a_length_of_zero_announces_nothing():
    assert StreamDecoder().feed(b"\0\0\0\0\0\0\0\2/a\0\0\0\0") == [b"/a"]


@FRAMING
def test_the_largest_packet_passes(framing):
    packet = b"/" + b"\xdb" * (MAX_PACKET - 1)
    assert StreamDecoder().feed(frame(packet, framing)) == [packet]


@FRAMING
def test_one_byte_more_is_refused_and_what_came_before_is_kept(framing):
    decoder = StreamDecoder()
    with pytest.raises(WireError, match="at most 1048576"):
        decoder.feed(frame(b"/a", framing) + frame(b"/" * (MAX_PACKET + 1), framing))
    assert decoder.rescued == [b"/a"]


def test_a_slip_packet_without_end_is_refused_before_it_fills_the_memory():
    decoder = StreamDecoder()
    decoder.feed(b"/")
    with pytest.raises(WireError):
        for _ in range(MAX_PACKET // 4096 + 1):
            decoder.feed(b"a" * 4096)


@FRAMING
def test_a_mebibyte_in_crumbs_takes_linear_time(framing):
    decoder = StreamDecoder()
    stream = frame(b"/" + b"\xdb" * (MAX_PACKET // 2), framing)
    start = time.process_time()
    packets = [packet for at in range(0, len(stream), 7) for packet in decoder.feed(stream[at : at + 7])]
    assert len(packets) == 1
    assert time.process_time() - start < 3.0  # about 0.2 s; copying what is waiting each time would take minutes
