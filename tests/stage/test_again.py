"""Any night, played again from its journal, is the same night: every event, question, parameter and picture."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.errors import DataError
from bridge.stage.again import again, compare
from bridge.watch.gaps import GAP
from bridge.watch.records import Record, encode
from tests.stage.nights import SEATS, RecordedNight

NAMES = st.sampled_from(list(SEATS))
MUSIC = st.sampled_from(["music", "bach"])
PITCHES = st.sampled_from([48, 60, 61, 64, 72])
PARTS = st.floats(0, 1, width=32)


def said(*values):
    return st.sampled_from(values)


MESSAGES = st.one_of(
    st.tuples(MUSIC.map("/{}/note".format), PITCHES, said(0, 1, 90)),
    st.tuples(MUSIC.map("/{}/mode".format), said("answer", "continue", "trade", "accompany", "solo", "off")),
    st.tuples(MUSIC.map("/{}/temperature".format), PARTS),
    st.tuples(MUSIC.map("/{}/top_p".format), PARTS),
    st.tuples(MUSIC.map("/{}/sustain".format), said(0, 127)),
    st.tuples(MUSIC.map("/{}/quantize".format), said(0.0, 0.5, 1.0)),
    st.tuples(MUSIC.map("/{}/seed".format), said(1, 99)),
    st.tuples(said("/music/answer", "/bach/again", "/music/end", "/*/stop", "/text/stop", "/gesture/stop", "/panic")),
    st.tuples(st.just("/music/play"), said(0, 1)),
    st.tuples(said("/text/next"), said(1, 2)),
    st.tuples(st.just("/text/prompt"), said("the sea", "")),
    st.tuples(st.just("/text/unit"), said("line", "word")),
    st.tuples(st.just("/text/rate"), said(0.25, 1.0, 4.0)),
    st.tuples(st.just("/gesture/mode"), said("solo", "answer", "off")),
    st.tuples(st.just("/gesture/in"), PARTS, PARTS, PARTS),
    st.tuples(st.just("/image/morph"), said(1, 2, 3), said(0.0, 1.0, 4.0)),
    st.tuples(st.just("/image/walk"), said(0, 1)),
    st.tuples(st.just("/image/latent/3"), PARTS),
    st.tuples(st.just("/clock/tempo"), said(60.0, 140.0)),
    st.tuples(said("/clock/start", "/clock/stop", "/clock/continue", "/clock/tap")),
    st.tuples(st.just("/clock/source"), said("internal", "midi", "link")),
    st.tuples(st.just("/clock/meter"), said(3, 4), st.just(4)),
    st.tuples(st.just("/clock/locate"), said(0.0, 7.5)),
    st.tuples(st.just("/scene/save"), said("a", "b")),
    st.tuples(st.just("/scene/recall"), said("a", "b"), said(0.0, 2.0)),
    st.tuples(
        st.just("/route/add"), said("/music/out/note.pitch", "/gesture/out/x", "/text/out/line"),
        said("/image/latent/1", "/bach/temperature", "/music/velocity", "/gesture/in.0"),
    ),
    st.tuples(said("/music/temperature/learn", "/image/latent/2/learn", "/clock/tempo/learn")),
    st.tuples(st.just("/hello"), st.just(0), said(0, 1), said(0.0, 100.0, 400.0)),
    st.tuples(said("/bye", "/status", "/nonsense")),
    st.tuples(st.just("/listen"), said("/*/out/*", "/music/out/note")),
)  # fmt: skip
MIDI = st.one_of(
    st.tuples(st.just(0x90), PITCHES, said(0, 80)).map(bytes),
    st.tuples(st.just(0xB0), said(1, 7, 64, 123), said(0, 30, 127)).map(bytes),
    said(b"\xf8", b"\xfa", b"\xfb", b"\xfc", b"\xf2\x08\x00", b"\xc0\x01", b"\x90\x3c", b"\xf0\x01\xf7"),
)
DOINGS = st.one_of(
    st.tuples(st.just("osc"), said(5000, 6000), MESSAGES),
    st.tuples(st.just("osc"), st.just(5000), MESSAGES, MESSAGES, MESSAGES),
    st.tuples(st.just("ahead"), MESSAGES, st.floats(-0.1, 0.5)),
    st.tuples(st.just("stream"), said(1, 2), MESSAGES),
    st.tuples(st.just("hang_up"), said(1, 2)),
    st.tuples(st.just("play_midi"), said("keys", "pads"), MIDI, st.floats(0, 0.01)),
    st.tuples(st.just("clock_bursts"), st.integers(4, 60), st.floats(0.015, 0.03)),
    st.tuples(st.just("unplug"), said("keys", "pads")),
    st.tuples(st.just("die"), NAMES),
    st.tuples(st.just("come_back"), NAMES),
    st.tuples(st.just("exchange"), NAMES, st.booleans()),
    st.tuples(st.just("slow"), NAMES, st.booleans()),
    st.tuples(st.just("link"), said(90.0, 140.0), st.floats(0, 16), st.booleans(), said(0, 1)),
    st.tuples(st.just("outputs"), said("opened", "broken")),
    st.tuples(st.just("retry")),
    st.tuples(st.just("set_the_wall"), said(-2.0, 0.0001, 30.0)),
    st.tuples(st.just("damaged"), said(b"#bundle\0\xff", b"hello", b"/music/note\0,ii\0")),
    st.tuples(st.just("wait"), said(0.01, 0.1, 0.7, 2.5)),
)


def played(seed, doings) -> RecordedNight:
    night = RecordedNight(seed)
    for what, *rest in doings:
        if what == "ahead":
            night.osc(5000, rest[0], ahead=rest[1])
        elif what == "slow":
            night.engines[rest[0]].slow = rest[1]
        elif what == "clock_bursts":
            for _ in range(rest[0]):
                night.play_midi("keys", b"\xf8")
                night.wait(rest[1])
        else:
            getattr(night, what)(*rest)
    night.wait(1.0)
    return night


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 999), st.lists(DOINGS, min_size=20, max_size=40))
def test_any_night_is_the_same_again(seed, doings):
    night = played(seed, doings)
    verdict = compare(night.journal.records)
    assert verdict.lines()[-1].endswith("all equal"), "\n".join(verdict.lines())


PHRASE = [
    ("osc", 5000, ("/music/note", 60, 90)), ("wait", 0.3), ("osc", 5000, ("/music/note", 60, 0)), ("wait", 2.5),
    ("osc", 5000, ("/text/next", 1)), ("osc", 5000, ("/gesture/mode", "solo")), ("wait", 2.5),
]  # fmt: skip


def test_what_is_played_again_is_more_than_nothing():
    verdict = compare(played(1, PHRASE).journal.records)
    addresses = {event.address for event in verdict.events}
    assert {"/music/out/note", "/text/out/line"} <= addresses and verdict.done > 20


@pytest.mark.parametrize("kind", ["osc", "decision", "wake"])
def test_a_night_of_which_something_is_missing_is_another(kind):
    records = played(1, PHRASE).journal.records
    heard = [n for n, record in enumerate(records) if record.kind == kind]
    missing = set(heard[len(heard) // 4 :][: len(heard) if kind == "wake" else 1])  # one wake may find nothing to do
    assert compare([record for n, record in enumerate(records) if n not in missing]).differences


def test_a_note_that_another_night_would_play_is_told():
    records = played(1, PHRASE).journal.records
    n = next(n for n, record in enumerate(records) if record.kind == "out" and "at" in record.values)
    _, *rest = records[n].values["args"]
    records[n] = records[n]._replace(values=records[n].values | {"args": (1, *rest)})
    (difference,) = compare(records).differences
    assert difference.was.values["args"][0] == 1


def test_a_night_of_an_earlier_version_is_a_sentence():
    with pytest.raises(DataError, match="an earlier version recorded it"):
        compare([Record("start", {"segment": 1, "players": {}})])


def test_a_night_whose_beginning_is_gone_is_a_sentence():
    records = played(1, []).journal.records
    with pytest.raises(DataError, match="its beginning is missing"):
        compare([records[0]._replace(values=records[0].values | {"segment": 4})])


@pytest.mark.parametrize("place, nonsense", [("manifest", "{"), ("values", 7), ("chosen", 7)])
def test_a_beginning_that_says_nonsense_is_a_sentence(tmp_path, place, nonsense):
    start = played(1, []).journal.records[0].values
    start["players"]["pen"] = start["players"].pop("gesture") | {place: nonsense}
    (tmp_path / "0001.journal").write_bytes(encode("start", start))
    with pytest.raises(DataError, match=str(tmp_path)):
        again(tmp_path)


def test_a_night_of_a_later_version_is_a_sentence():
    with pytest.raises(DataError, match="format is 99"):
        compare([Record("start", {"segment": 1, "format": 99, "players": {}, "room": {"began": 0.0}})])


def test_what_was_not_recorded_whole_is_told():
    night = played(1, PHRASE)
    middle = len(night.journal.records) // 2
    night.journal.records.insert(middle, Record(GAP, {"what": "off", "count": 1}))
    told = compare(night.journal.records).lines()[-1]
    assert told.endswith("all equal; up to here (recording was switched off 1 times)")


@pytest.mark.parametrize("moment", [1e308, float("inf"), float("nan")])
def test_a_moment_that_no_server_sees_is_a_sentence(moment):
    records = played(1, []).journal.records
    n = next(n for n, record in enumerate(records) if record.kind == "wake")
    records[n] = records[n]._replace(values={"at": moment})
    with pytest.raises(DataError, match="after the one before it"):
        compare(records)
