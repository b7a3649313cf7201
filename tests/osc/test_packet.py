"""The OSC codec: against python-osc, against noise, and at its limits."""

import struct
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pythonosc.osc_bundle import OscBundle
from pythonosc.osc_bundle_builder import OscBundleBuilder
from pythonosc.osc_message import OscMessage
from pythonosc.osc_message_builder import OscMessageBuilder

from bridge.errors import WireError
from bridge.osc import headers, reading, writing
from bridge.osc.packet import Message, Midi, Rgba, cut_text, cut_texts, encode, encode_bundle, parse

TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)
ADDRESS = TEXT.map(lambda text: "/" + text)
INT32 = st.integers(-(1 << 31), (1 << 31) - 1)
FLOAT32 = st.floats(width=32, allow_nan=False)
BYTE = st.integers(0, 255)
BLOB = st.binary(min_size=1, max_size=40)  # python-osc refuses to build an empty one

PLAIN = st.one_of(INT32, FLOAT32, TEXT, BLOB)
TAGGED = st.one_of(
    st.tuples(st.just("i"), INT32),
    st.tuples(st.just("f"), FLOAT32),
    st.tuples(st.just("s"), TEXT),
    st.tuples(st.just("b"), BLOB),
    st.tuples(st.just("h"), st.integers(-(1 << 63), (1 << 63) - 1)),
    st.tuples(st.just("d"), st.floats(allow_nan=False)),
    st.tuples(st.just("m"), st.builds(Midi, BYTE, BYTE, BYTE, BYTE)),
    st.tuples(st.just("r"), st.builds(Rgba, BYTE, BYTE, BYTE, BYTE)),
    st.tuples(st.just("T"), st.just(True)),
    st.tuples(st.just("F"), st.just(False)),
    st.tuples(st.just("N"), st.none()),
)


def by_python_osc(address, tagged):
    builder = OscMessageBuilder(address)
    for tag, value in tagged:
        if tag == "m":
            value = (value.port, value.status, value.data1, value.data2)
        if tag == "r":
            value = value.red << 24 | value.green << 16 | value.blue << 8 | value.alpha
        builder.add_arg(value, tag)
    return builder.build().dgram


# ---- against python-osc --------------------------------------------------------------------------------------------


@given(ADDRESS, st.lists(TAGGED, max_size=8))
def test_we_read_what_python_osc_writes(address, tagged):
    (message,) = parse(by_python_osc(address, tagged))
    assert message == Message(address, tuple(value for _, value in tagged))
    assert [type(value) for value in message.args] == [type(value) for _, value in tagged]


@given(ADDRESS, st.lists(PLAIN, max_size=8))
def test_python_osc_reads_what_we_write(address, args):
    message = OscMessage(encode(address, args))
    assert (message.address, message.params) == (address, args)


@given(ADDRESS, st.lists(PLAIN, max_size=8))
def test_we_write_the_very_bytes_that_python_osc_writes(address, args):
    tags = {int: "i", float: "f", str: "s", bytes: "b"}
    assert encode(address, args) == by_python_osc(address, [(tags[type(value)], value) for value in args])


@given(ADDRESS, st.lists(PLAIN, max_size=8))
def test_what_we_write_we_read(address, args):
    assert parse(encode(address, args)) == [Message(address, tuple(args))]


@given(st.floats(1, 2_000_000_000), st.lists(ADDRESS, max_size=5))
def test_bundles_agree_with_python_osc(moment, addresses):
    builder = OscBundleBuilder(moment)
    for address in addresses:
        builder.add_content(OscMessageBuilder(address).build())
    theirs = parse(builder.build().dgram)
    ours = encode_bundle(moment, map(encode, addresses))
    assert [message.address for message in theirs] == addresses == [m.address for m in OscBundle(ours)]
    assert [message.timetag for message in theirs + parse(ours)] == pytest.approx(
        [moment] * 2 * len(addresses), abs=1e-5
    )


@given(st.floats(-2_000_000_000, 2_000_000_000))
def test_a_moment_survives_its_timetag_to_the_microsecond(moment):
    (message,) = parse(encode_bundle(moment, [encode("/a")]))
    assert message.timetag == pytest.approx(moment, abs=1e-6)


# ---- wrong input ---------------------------------------------------------------------------------------------------


def readable(packet):
    try:
        return parse(packet)
    except WireError:
        return None


@given(st.binary(max_size=200))
@example(b"/\0\0\0,b\0\0\xff\xff\xff\xff")
@example(b"/\0\0\0,c\0\0\xff\xff\xff\xff")
@example(b"/\0\0\0,c\0\0\0\0\xd8\0")
@example(b"/\0\0\0,]\0\0")
@example(b"#bundle\0\0\0\0\0\0\0\0\0\x80\0\0\0")
def test_noise_is_read_or_refused_but_never_breaks(noise):
    for start in (b"", b"/", b"/a\0\0,", b"#bundle\0"):
        readable(start + noise)


@given(st.lists(TAGGED, min_size=1, max_size=6), st.data())
def test_half_a_message_is_refused_unless_only_padding_is_missing(tagged, data):
    packet = by_python_osc("/music/note", tagged)
    at = data.draw(st.integers(13, len(packet) - 1))
    assert readable(packet[:at]) in (None, parse(packet))


@given(st.lists(PLAIN, max_size=4), st.data())
def test_half_a_bundle_has_no_effect_at_all(args, data):
    packet = encode_bundle(None, [encode("/music/stop"), encode("/a", args)])
    at = data.draw(st.integers(0, len(packet) - 1).filter(lambda at: at not in (16, 16 + 4 + 16)))
    assert readable(packet[:at]) is None


@given(st.lists(TAGGED, max_size=6), st.integers(0, 1000), BYTE)
def test_a_changed_byte_is_read_or_refused_but_never_breaks(tagged, where, byte):
    packet = bytearray(encode_bundle(1.5, [by_python_osc("/music/note", tagged), encode("/b", (1,))]))
    packet[where % len(packet)] = byte
    readable(bytes(packet))


@pytest.mark.parametrize(
    "packet, sentence",
    [
        (b"", "starts with '/' or '#bundle'"),
        (b"#reply\0\0,\0\0\0", "starts with '/' or '#bundle'"),
        (b"/a", "a string has no end"),
        (b"/a\0\0,i", "a string has no end"),
        (b"/a\0\0,i\0\0\0\0\0", "/a: the packet ends before its arguments"),
        (b"/a\0\0,b\0\0\0\0\0\x09abcd", "a blob announces 9 bytes where 4 are left"),
        (b"/a\0\0,b\0\0\xff\xff\xff\xff", "a blob announces -1 bytes"),
        (b"/a\0\0,z\0\0", "type tag 'z' is not one of OSC's"),
        (b"/a\0\0,[i\0\0\0\0\1", "an array is not closed"),
        (b"/a\0\0,][\0", "arrays must be closed in turn"),
        (b"/a\0\0,c\0\0\xff\xff\xff\xff", "-1 is no character"),
        (b"/a\0\0\0\0\0\1", "4 bytes of arguments without type tags"),
        (b"#bundle\0\0\0\0\0", "a bundle ends inside its timetag"),
        (b"#bundle\0" + bytes(8) + b"\0\0", "inside the length of an element"),
        (b"#bundle\0" + bytes(8) + b"\0\0\0\x09/a\0\0,\0\0\0", "an element of 9 bytes where 8 are left"),
        (b"#bundle\0" + bytes(8) + bytes(4), "an element of 0 bytes"),
    ],
)
def test_what_is_wrong_is_said(packet, sentence):
    with pytest.raises(WireError, match=sentence.replace("[", r"\[")):
        parse(packet)


def nest(depth):
    """A message within so many bundles."""
    message = encode("/a")
    sizes = range(len(message) + 20 * (depth - 1), 0, -20)
    return b"".join(b"#bundle\0" + bytes(8) + struct.pack(">i", size) for size in sizes) + message


@pytest.mark.parametrize("depth", [33, 1_000, 50_000])
def test_a_deep_nest_is_refused(depth):
    with pytest.raises(WireError, match="nested more than 32 deep"):
        parse(nest(depth))


def test_a_modest_nest_is_read():
    assert parse(nest(32)) == [Message("/a")]


def test_deep_arrays_are_refused():
    with pytest.raises(WireError, match="at most 32 deep"):
        parse(b"/a\0\0," + b"[" * 500 + b"]" * 500 + b"\0" * 3)


def test_one_bad_message_costs_only_itself():
    damaged = []
    packet = encode_bundle(None, [encode("/a", (1,)), b"/b\0\0,z\0\0", b"nonsense", encode("/c", (3,))])
    assert parse(packet, damaged) == [Message("/a", (1,)), Message("/c", (3,))]
    assert len(damaged) == 2


def test_a_bundle_of_which_nothing_can_be_read_is_refused():
    with pytest.raises(WireError):
        parse(encode_bundle(None, [b"/b\0\0,z\0\0"]))


def test_an_empty_bundle_says_nothing():
    assert parse(encode_bundle(None, [])) == []


def test_an_inner_bundle_without_a_moment_has_that_of_the_outer():
    inner = [encode_bundle(None, [encode("/a")]), encode_bundle(20.0, [encode("/b")])]
    assert [m.timetag for m in parse(encode_bundle(10.0, [*inner, encode("/c")]))] == [10.0, 20.0, 10.0]


@pytest.mark.parametrize(
    "packet",
    [
        b"#bundle\0" + bytes(8) + b"\0\0\0\x04/\0\0\0" * (1 << 17),
        b"#bundle\0" + bytes(8) + b"\0\0\0\x04\0\0\0\0" * (1 << 17),
        b"/a\0\0," + b"T" * (1 << 20) + b"\0\0\0",
        b"/a\0\0," + b"[]" * (1 << 19) + b"\0\0\0",
        b"/a\0\0," + b"s" * (1 << 19) + b"\0" * (1 << 19),
        b"/a\0\0,b" + b"\0\0" * (1 << 19),
        b"/" + b"a" * (1 << 20),
        b"/a\0\0," + b"i" * 200_003 + b"\0" * 800_012,
    ],
    ids=["messages", "damage", "constants", "arrays", "texts", "padding", "address", "numbers"],
)
def test_a_hostile_mebibyte_takes_no_longer_than_its_bytes(packet):
    start = time.process_time()
    readable(packet)
    assert time.process_time() - start < 3.0  # 0.1-0.4 s; anything quadratic would take hours


def test_new_addresses_do_not_make_the_tables_grow():
    for n in range(3 * headers.MAX_HEADERS):
        parse(encode(f"/a{n}", (n,)))
    assert len(reading._layouts) <= headers.MAX_HEADERS
    assert len(writing._encoders) <= headers.MAX_HEADERS


def test_long_headers_are_read_but_not_kept():
    address = "/" + "a" * 1000
    assert parse(encode(address, (1,))) == [Message(address, (1,))]
    assert not any(address == layout[0] for layout in reading._layouts.values())


# ---- liberal in what we take ---------------------------------------------------------------------------------------


def test_padding_that_is_missing_at_the_end_is_forgiven():
    assert parse(b"/a\0\0,s\0\0abcdef\0") == [Message("/a", ("abcdef",))]
    assert parse(b"/a\0") == [Message("/a")]


def test_bytes_after_the_last_argument_are_ignored():
    assert parse(encode("/a", (1,)) + b"\0\0\0\0") == [Message("/a", (1,))]


def test_a_comma_in_the_address_is_no_type_tag():
    assert parse(encode("/{music,text}/reset", (1,))) == [Message("/{music,text}/reset", (1,))]


def test_a_timetag_of_zero_means_at_once():
    assert parse(b"#bundle\0" + bytes(8) + b"\0\0\0\x04/a\0\0") == [Message("/a", (), None)]


# ---- strict in what we send ----------------------------------------------------------------------------------------


def test_switches_leave_as_numbers():
    assert encode("/a", (True, False)) == encode("/a", (1, 0))


def test_a_number_that_is_too_large_does_not_raise():
    assert parse(encode("/a", (1 << 40, 1e300, -1e300))) == [Message("/a", (1 << 40, float("inf"), float("-inf")))]
    assert parse(encode("/a", ("x", -1 << 99, 1e300))) == [Message("/a", ("x", -1 << 63, float("inf")))]


def test_a_text_ends_at_its_first_nul_and_a_lone_surrogate_is_replaced():
    assert parse(encode("/a", ("one\0two", "\ud800", 1))) == [Message("/a", ("one", "?", 1))]


def test_what_osc_cannot_hold_is_a_mistake_of_ours():
    with pytest.raises(TypeError, match="not NoneType"):
        encode("/a", (None,))


@given(st.text(), st.integers(0, 40))
def test_a_cut_text_is_a_beginning_that_fits_and_no_character_is_split(text, limit):
    cut = cut_text(text, limit)
    assert text.startswith(cut)
    assert len(cut.encode("utf-8", "replace")) <= limit
    assert cut == text or len(text[: len(cut) + 1].encode("utf-8", "replace")) > limit


def test_an_unasked_message_has_less_than_900_bytes_of_text():
    first, number, second = cut_texts(("ä" * 400, 7, "ß" * 400))
    assert (len(first), number, len(second)) == (400, 7, 49)
