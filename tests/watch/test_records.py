import json
from zlib import crc32

from hypothesis import given
from hypothesis import strategies as st

from bridge.watch.records import Record, decode, encode, encode_raw, records

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=4).map(tuple),
    max_leaves=8,
)
MOMENTS = st.floats(allow_nan=False, allow_infinity=False)
names = st.text(min_size=1, max_size=8).filter(lambda name: name != "kind")


@given(st.text(), st.dictionaries(names, plain, max_size=5))
def test_a_line_reads_back_as_what_was_written(kind, values):
    assert decode(encode(kind, values)) == Record(kind, values)


@given(st.dictionaries(names, plain, max_size=5))
def test_a_record_is_one_line_of_plain_ascii(values):
    line = encode("out", values)
    assert line.count(b"\n") == 1 and line.endswith(b"\n") and line.isascii()


def test_the_line_can_be_read_without_us():
    checksum, text = encode("set", {"at": 1.5, "address": "/music/density"}).split(b" ", 1)
    assert int(checksum, 16) == crc32(text.rstrip(b"\n"))
    assert json.loads(text) == {"kind": "set", "at": 1.5, "address": "/music/density"}


def test_a_moment_keeps_its_last_bit():
    moment = 12345.678901234567
    assert decode(encode("out", {"due": moment})).values["due"].hex() == moment.hex()


def test_whole_numbers_and_floats_stay_apart():
    assert [type(v) for v in decode(encode("out", {"args": (1, 1.0, True)})).values["args"]] == [int, float, bool]


@given(st.integers(0, 59), st.integers(0, 255))
def test_a_changed_byte_is_never_taken_for_a_record(place, byte):
    line = bytearray(encode("osc", {"at": 1.0, "packet": b"/music/note", "used": 1}))
    if line[place] != byte and not (place < 8 and bytes([line[place]]).lower() == bytes([byte]).lower()):
        line[place] = byte
        assert decode(bytes(line)) is None


def test_a_damaged_line_costs_only_itself():
    lines = [encode("set", {"n": n}) for n in range(3)]
    lines[1] = b"0" + lines[1][1:] if lines[1][:1] != b"0" else b"1" + lines[1][1:]
    assert [record.values["n"] for record in records(lines)] == [0, 2]


def test_what_json_cannot_say_is_still_a_record():
    circle = []
    circle.append(circle)
    assert decode(encode("out", {"args": circle})).kind == "out"


def test_a_line_that_is_valid_but_no_record_is_passed_over():
    text = b"[1,2]"
    assert decode(b"%08x %s\n" % (crc32(text), text)) is None


@given(st.sampled_from(["osc", "midi"]), MOMENTS, st.text(), st.binary(), st.booleans())
def test_what_came_is_written_as_every_record(kind, at, source, data, used):
    field = {"osc": "packet", "midi": "data"}[kind]
    values = {"at": at, "source": source, field: data, "used": int(used)}
    assert encode_raw(kind, field, at, source, data, used) == encode(kind, values)
