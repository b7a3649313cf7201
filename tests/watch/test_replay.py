import mido
import pytest

from bridge.clock import VirtualClock
from bridge.errors import DataError
from bridge.osc.writing import encode, encode_bundle
from bridge.watch.journal import Journal, Start
from bridge.watch.replay import Event, load, play, read, write_midi, write_text
from bridge.watch.runs import segments
from bridge.watch.take import Strike

PLAYERS = {"music": {"kind": "music"}, "bach": {"kind": "music"}, "poem": {"kind": "text"}}


@pytest.fixture
def recorder(tmp_path):
    return Journal(tmp_path / "journals", Start("0.1.0", players=PLAYERS), clock=VirtualClock(50.0, wall=1_000_050.0))


@pytest.fixture
def run_of(recorder):
    """The run in which these calls were recorded."""

    def record(*calls):
        recorder.turn()
        for name, *args in calls:
            getattr(recorder, name)(*args)
        recorder.turn()
        return recorder.run

    return record


def out(id, sink, address, args, due):
    return "out", id, sink, address, args, due, due + 0.0001


def test_address_arguments_and_due_come_back_exactly(run_of):
    due = 50.1 + 0.2
    run = run_of(out(1, "a", "/music/out/note", (60, 90, 1), due), out(None, "a", "/music/out/state", ("idle",), due))
    assert load(run).outputs == [Event(due, "/music/out/note", (60, 90, 1)), Event(due, "/music/out/state", ("idle",))]


def test_events_stand_in_the_order_of_their_due_moments(run_of):
    run = run_of(out(2, "a", "/x/out/note", (62, 90, 1), 52.0), out(1, "a", "/x/out/note", (60, 90, 1), 51.0))
    assert [event.due for event in load(run).outputs] == [51.0, 52.0]


def test_an_event_for_three_listeners_is_one_event(run_of):
    run = run_of(*[out(1, sink, "/music/out/note", (60, 90, 1), 51.0) for sink in "abc"])
    assert len(load(run).outputs) == 1


def test_a_note_shifted_on_one_output_is_still_one_note(run_of):
    run = run_of(out(1, "a", "/m/out/note", (60, 90, 1), 51.0), out(1, "b", "/m/out/note", (60, 90, 1), 51.02))
    assert [event.due for event in load(run).outputs] == [51.0]


def test_two_equal_events_for_each_listener_are_two(run_of):
    beats = [out(None, sink, "/poem/out/stanza", (), 51.0) for sink in "abab"]
    assert len(load(run_of(*beats)).outputs) == 2


def test_played_it_is_a_line_an_event_in_seconds_from_the_beginning(run_of):
    run = run_of(out(1, "a", "/music/out/note", (60, 90, 1), 51.25), out(None, "a", "/poem/out/line", ("oh!",), 52.0))
    assert list(play(run)) == ["1.250000000 /music/out/note 60 90 1", "2.000000000 /poem/out/line 'oh!'"]


def test_human_notes_are_heard_in_packets_and_midi(run_of):
    run = run_of(
        ("osc", 50.5, "udp", encode("/music/note", (60, 90))),
        ("osc", 51.0, "udp", encode("/music/note", (60, 0, 1))),
        ("midi", 51.5, "Keys", b"\x93\x40\x50"),
        ("midi", 52.0, "Keys", b"\x83\x40\x50"),
        ("midi", 52.0, "Keys", b"\xb0\x40\x7f"),
    )
    assert load(run).human == [
        Strike(50.5, 60, 90, 1), Strike(51.0, 60, 0, 1), Strike(51.5, 64, 80, 4), Strike(52.0, 64, 0, 4),
    ]  # fmt: skip


def test_a_timetag_is_the_moment_at_which_a_human_note_counts(run_of):
    packet = encode_bundle(1_000_053.0, [encode("/music/note", (60, 90))])
    assert load(run_of(("osc", 50.5, "udp", packet))).human == [Strike(pytest.approx(53.0, abs=1e-3), 60, 90, 1)]


@pytest.mark.parametrize(
    ("address", "args"),
    [
        ("/poem/note", (60, 90)),  # no music player
        ("/nobody/note", (60, 90)),
        ("/music/note", (300, 90)),  # refused by the table
        ("/music/note", ("sixty", 90)),
        ("/music/out/note", (60, 90, 1)),
        ("/music/temperature", (1.0,)),
    ],
)
def test_what_was_no_note_is_none(run_of, address, args):
    assert load(run_of(("osc", 50.5, "udp", encode(address, args)))).human == []


def test_a_note_for_all_players_was_played_once(run_of):
    assert len(load(run_of(("osc", 50.5, "udp", encode("/*/note", (60, 90))))).human) == 1


def test_what_changed_nothing_is_not_the_humans_music(run_of):
    packet = encode("/music/note", (60, 1))
    run = run_of(("midi", 50.5, "Keys", b"\x90\x3c\x40", False), ("osc", 50.5, "udp", packet, False))
    assert load(run).human == []


def test_a_packet_that_nobody_could_read_disturbs_nothing(run_of):
    assert load(run_of(("osc", 50.5, "udp", b"#bundle\0\xff"), ("osc", 50.6, "udp", b"hello"))).human == []


def test_the_midi_file_has_both_sides_at_their_moments(run_of, tmp_path):
    run = run_of(
        ("osc", 51.0, "udp", encode("/music/note", (60, 90))),
        ("osc", 52.0, "udp", encode("/music/note", (60, 0))),
        out(1, "a", "/music/out/note", (67, 80, 1), 53.0),
        out(1, "a", "/music/out/note", (67, 0, 1), 53.5),
    )
    assert write_midi(run, tmp_path / "duet.mid") == 2
    song = mido.MidiFile(tmp_path / "duet.mid")
    ticks = {track.name: [m.time for m in track if not m.is_meta] for track in song.tracks[1:]}
    second = song.ticks_per_beat * 2
    assert ticks == {"human": [second, second], "machine": [3 * second, second // 2]}


def test_a_note_whose_end_was_torn_off_ends_with_the_run(run_of, tmp_path):
    run = run_of(out(1, "a", "/m/out/note", (60, 90, 1), 51.0), out(2, "a", "/m/out/note", (64, 90, 1), 52.0))
    write_midi(run, tmp_path / "torn.mid")
    kinds = [m.type for m in mido.MidiFile(tmp_path / "torn.mid") if not m.is_meta]
    assert sorted(kinds) == ["note_off", "note_off", "note_on", "note_on"]


def test_the_text_file_has_lines_and_stanzas(run_of, tmp_path):
    says = [("/poem/out/line", ("the boats",)), ("/poem/out/stanza", ()), ("/poem/out/line", ("come — home",))]
    run = run_of(*[out(None, "a", address, args, 51.0 + n) for n, (address, args) in enumerate(says)])
    assert write_text(run, tmp_path / "poem.txt") == 2
    assert (tmp_path / "poem.txt").read_text(encoding="utf-8") == "the boats\n\ncome — home\n"


def test_the_same_run_gives_the_same_bytes(run_of, tmp_path):
    run = run_of(out(1, "a", "/music/out/note", (67, 80, 1), 53.0))
    for name in ("one.mid", "two.mid"):
        write_midi(run, tmp_path / name)
    assert (tmp_path / "one.mid").read_bytes() == (tmp_path / "two.mid").read_bytes()


def test_cut_anywhere_it_still_plays(run_of, tmp_path):
    run = run_of(*[out(n, "a", "/music/out/note", (60 + n, 80, 1), 51.0 + n) for n in range(4)])
    (path,) = segments(run)
    content, whole = path.read_bytes(), load(run).outputs
    for length in range(content.index(b"\n") + 1, len(content)):
        path.write_bytes(content[:length])
        outputs = load(run).outputs
        assert outputs == whole[: len(outputs)]


def test_no_such_folder_is_a_sentence(tmp_path):
    with pytest.raises(DataError, match="there is no run"):
        list(read(tmp_path / "nowhere"))


def test_the_folder_of_all_runs_names_the_newest(run_of):
    run = run_of()
    with pytest.raises(DataError, match=f"a folder of runs; name one of them, the newest is {run}"):
        list(read(run.parent))


def test_an_empty_folder_is_no_run(tmp_path):
    with pytest.raises(DataError, match="is no run"):
        list(read(tmp_path))


def test_a_run_without_a_beginning_is_a_sentence(tmp_path):
    (tmp_path / "0001.journal").touch()
    with pytest.raises(DataError, match="nothing was recorded"):
        load(tmp_path)
