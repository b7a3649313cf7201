"""Golden bytes: OSC packets as the standard, liblo and SuperCollider write them."""

import pytest

from bridge.osc.framing import LENGTH, SLIP, StreamDecoder, frame
from bridge.osc.packet import Impulse, Message, Midi, Rgba, TimeTag, encode, encode_bundle, parse

# The two examples of the OSC 1.0 specification.
OSCILLATOR = b"/oscillator/4/frequency\0,f\0\0\x43\xdc\x00\x00"
FOO = b"/foo\0\0\0\0,iisff\0\0\x00\x00\x03\xe8\xff\xff\xff\xffhello\0\0\0\x3f\x9d\xf3\xb6\x40\xb5\xb2\x2d"
HALF_PAST = b"\xe8\xfe\x6f\x80\x80\x00\x00\x00"  # 1700000000.5 in NTP


def test_the_first_example_of_the_standard():
    assert parse(OSCILLATOR) == [Message("/oscillator/4/frequency", (440.0,))]


def test_the_second_example_of_the_standard():
    (message,) = parse(FOO)
    assert message.args[:3] == (1000, -1, "hello")
    assert message.args[3:] == pytest.approx((1.234, 5.678), rel=1e-6)


def test_we_write_the_examples_of_the_standard():
    assert encode("/oscillator/4/frequency", (440.0,)) == OSCILLATOR
    assert encode("/foo", (1000, -1, "hello", 1.234, 5.678)) == FOO


@pytest.mark.parametrize(
    "tags, data, value",
    [
        (b"i", b"\xff\xff\xff\xfe", -2),
        (b"f", b"\x3f\x00\x00\x00", 0.5),
        (b"s", b"abc\0", "abc"),
        (b"s", b"\0\0\0\0", ""),
        (b"s", b"M\xfcller\0\0", "Müller"),  # not UTF-8: Latin-1
        (b"s", "Müll\0\0\0".encode(), "Müll"),
        (b"S", b"sym\0", "sym"),
        (b"b", b"\x00\x00\x00\x05\x01\x02\x03\x04\x05\0\0\0", b"\x01\x02\x03\x04\x05"),
        (b"b", b"\x00\x00\x00\x00", b""),
        (b"h", b"\x00\x00\x01\x00\x00\x00\x00\x00", 1 << 40),
        (b"d", b"\x3f\xf8\x00\x00\x00\x00\x00\x00", 1.5),
        (b"t", HALF_PAST, TimeTag(1_700_000_000.5)),
        (b"t", b"\0\0\0\0\0\0\0\x01", TimeTag(None)),
        (b"c", b"\x00\x00\x00\x41", "A"),
        (b"r", b"\x01\x02\x03\xff", Rgba(1, 2, 3, 255)),
        (b"m", b"\x00\x90\x3c\x64", Midi(0, 0x90, 60, 100)),
        (b"T", b"", True),
        (b"F", b"", False),
        (b"N", b"", None),
        (b"I", b"", Impulse),
    ],
)
def test_every_type_of_osc_is_read_and_its_kind_kept(tags, data, value):
    head = b"/x\0\0" + (b",i" + tags + b"i" + b"\0" * 4)[: (len(tags) + 3) // 4 * 4 + 4]
    (message,) = parse(head + b"\0\0\0\x01" + data + b"\0\0\0\x02")
    assert message.args == (1, value, 2)
    assert type(message.args[1]) is type(value)


def test_arrays_become_tuples():
    (message,) = parse(b"/x\0\0,i[i[s]]F\0\0\0" + b"\0\0\0\1" + b"\0\0\0\2" + b"ab\0\0")
    assert message.args == (1, (2, ("ab",)), False)


def test_a_message_without_type_tags_has_no_arguments():
    assert parse(b"/panic\0\0") == [Message("/panic")]


def test_a_bundle_gives_its_moment_to_its_messages():
    bundle = b"#bundle\0" + HALF_PAST + b"\0\0\0\x08/a\0\0,\0\0\0" + b"\0\0\0\x0c/b\0\0,i\0\0\0\0\0\x07"
    assert parse(bundle) == [Message("/a", (), 1_700_000_000.5), Message("/b", (7,), 1_700_000_000.5)]
    assert encode_bundle(1_700_000_000.5, [encode("/a"), encode("/b", (7,))]) == bundle


def test_an_immediate_bundle_has_no_moment():
    bundle = b"#bundle\0\0\0\0\0\0\0\0\x01\0\0\0\x08/a\0\0,\0\0\0"
    assert parse(bundle) == [Message("/a", (), None)]
    assert encode_bundle(None, [encode("/a")]) == bundle


def test_the_length_prefix_of_osc_1_0():
    assert frame(b"/a\0\0,\0\0\0", LENGTH) == b"\0\0\0\x08/a\0\0,\0\0\0"
    assert StreamDecoder().feed(b"\0\0\0\x08/a\0\0,\0\0\0") == [b"/a\0\0,\0\0\0"]


def test_slip_of_osc_1_1():
    assert frame(b"/\xc0\xdb", SLIP) == b"\xc0/\xdb\xdc\xdb\xdd\xc0"
    assert StreamDecoder().feed(b"\xc0/\xdb\xdc\xdb\xdd\xc0") == [b"/\xc0\xdb"]
