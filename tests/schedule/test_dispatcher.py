"""What leaves, when, in virtual time. Notes are `("note", id, due, player, pitch, velocity, channel)`."""

import pytest

from bridge.clock import VirtualClock
from bridge.errors import PortError
from bridge.outputs.memory import MemorySink
from bridge.schedule.dispatcher import Dispatcher

BACH, MONK = "/bach/out/note", "/monk/out/note"


def tagged(timer, **keys):
    timer.send(("sink", "t", {"kind": "memory", "timetags": True, "lookahead_ms": 100} | keys))


# ---- notes ---------------------------------------------------------------------------------------------------------


def test_a_note_leaves_at_its_moment(timer):
    timer.send(("note", 1, 1.0, "bach", 60, 100, 1))
    timer.send(("off", 1, 1.5))
    timer.advance(2.0)
    assert timer.heard() == [(1.0, BACH, 60, 100, 1), (1.5, BACH, 60, 0, 1)]


def test_what_is_due_or_past_leaves_at_once(timer):
    timer.advance(1.0)
    timer.send(("note", 1, 0.5, "bach", 60, 100, 1))
    assert timer.heard() == [(1.0, BACH, 60, 100, 1)]


def test_an_off_waits_for_its_on(timer):
    timer.send(("note", 1, 1.0, "bach", 60, 100, 1))
    timer.send(("off", 1, 0.5))
    timer.advance(2.0)
    assert timer.heard() == [(1.0, BACH, 60, 100, 1), (1.0, BACH, 60, 0, 1)]


def test_of_two_offs_the_earlier_counts_and_the_other_is_swallowed(timer):
    timer.send(("note", 1, 0.0, "bach", 60, 100, 1))
    timer.send(("off", 1, 2.0))
    timer.send(("off", 1, 1.0))
    timer.advance(3.0)
    assert timer.heard() == [(0.0, BACH, 60, 100, 1), (1.0, BACH, 60, 0, 1)]


def test_the_off_of_an_unknown_note_is_swallowed(timer):
    timer.send(("off", 99, 0.0))
    timer.advance(1.0)
    assert timer.heard() == []


def test_a_sounding_pitch_ends_before_it_sounds_again(timer):
    timer.send(("note", 1, 0.0, "bach", 60, 100, 1))
    timer.send(("note", 2, 1.0, "bach", 60, 90, 1))
    timer.advance(1.0)
    assert timer.heard()[1:] == [(1.0, BACH, 60, 0, 1), (1.0, BACH, 60, 90, 1)]


def test_the_off_leaves_at_the_address_of_the_player_whose_note_it_was(timer):
    timer.send(("note", 1, 0.0, "bach", 60, 100, 1))
    timer.send(("note", 2, 1.0, "monk", 60, 90, 1))
    timer.advance(1.0)
    assert timer.heard()[1:] == [(1.0, BACH, 60, 0, 1), (1.0, MONK, 60, 90, 1)]


def test_the_off_of_a_note_that_was_struck_again_is_swallowed(timer):
    timer.send(("note", 1, 0.0, "bach", 60, 100, 1))
    timer.send(("off", 1, 2.0))
    timer.send(("note", 2, 1.0, "bach", 60, 90, 1))
    timer.send(("off", 2, 3.0))
    timer.advance(4.0)
    assert [event[0] for event in timer.heard()] == [0.0, 1.0, 1.0, 3.0]


def test_the_same_pitch_on_another_channel_sounds_on(timer):
    timer.send(("note", 1, 0.0, "bach", 60, 100, 1))
    timer.send(("note", 2, 0.0, "bach", 60, 100, 2))
    assert timer.heard() == [(0.0, BACH, 60, 100, 1), (0.0, BACH, 60, 100, 2)]


# ---- cancel, silence, quit -----------------------------------------------------------------------------------------


def test_cancelled_ons_take_their_offs_with_them(timer):
    timer.send(("note", 1, 1.0, "bach", 60, 100, 1))
    timer.send(("off", 1, 2.0))
    timer.send(("cancel", "bach", 0.5))
    timer.advance(3.0)
    assert timer.heard() == []


def test_cancel_spares_the_off_of_what_sounds(timer):
    timer.send(("note", 1, 0.0, "bach", 60, 100, 1))
    timer.send(("off", 1, 2.0))
    timer.send(("cancel", "bach", 0.0))
    timer.advance(3.0)
    assert timer.heard()[-1] == (2.0, BACH, 60, 0, 1)


def test_an_off_after_cancel_is_swallowed(timer):
    timer.send(("note", 1, 1.0, "bach", 60, 100, 1))
    timer.send(("cancel", "bach", 0.0))
    timer.send(("off", 1, 2.0))
    timer.advance(3.0)
    assert timer.heard() == []


def test_cancel_also_forgets_the_players_messages(timer):
    timer.send(("say", 1.0, "/poet/out/word", ("rose",)))
    timer.send(("cancel", "poet", 0.0))
    timer.advance(2.0)
    assert timer.heard() == []


def test_silence_ends_what_sounds_and_forgets_the_rest(timer):
    timer.send(("note", 1, 0.0, "bach", 60, 100, 1))
    timer.send(("off", 1, 9.0))
    timer.send(("note", 2, 5.0, "bach", 62, 100, 1))
    timer.advance(1.0)
    timer.send(("silence", "bach"))
    timer.advance(10.0)
    assert timer.heard() == [(0.0, BACH, 60, 100, 1), (1.0, BACH, 60, 0, 1)]


def test_silence_of_one_player_spares_the_others(timer):
    timer.send(("note", 1, 0.0, "bach", 60, 100, 1))
    timer.send(("note", 2, 0.0, "monk", 62, 100, 1))
    timer.send(("silence", "bach"))
    assert timer.heard()[2:] == [(0.0, BACH, 60, 0, 1)]


def test_silence_of_all_spares_the_clock(timer):
    timer.send(("note", 1, 0.0, "bach", 60, 100, 1))
    timer.send(("say", 1.0, "/clock/out/beat", (1, 1, 120.0)))
    timer.send(("silence", None))
    timer.advance(2.0)
    assert timer.heard()[1:] == [(0.0, BACH, 60, 0, 1), (1.0, "/clock/out/beat", 1, 1, 120.0)]


def test_unsink_ends_what_sounds_there(timer):
    timer.send(("note", 1, 0.0, "bach", 60, 100, 1))
    timer.send(("unsink", "a"))
    assert timer.heard()[-1] == (0.0, BACH, 60, 0, 1)
    assert timer.sinks["a"].closed


def test_quit_ends_what_sounds_everywhere(timer):
    timer.send(("sink", "b", {"kind": "memory"}))
    timer.send(("note", 1, 0.0, "bach", 60, 100, 1))
    timer.send(("quit",))
    assert timer.heard("a") == timer.heard("b") == [(0.0, BACH, 60, 100, 1), (0.0, BACH, 60, 0, 1)]


# ---- time of each output -------------------------------------------------------------------------------------------


def test_an_offset_shifts_one_output(timer):
    timer.send(("sink", "late", {"kind": "memory", "offset_ms": 250}))
    timer.send(("note", 1, 1.0, "bach", 60, 100, 1))
    timer.advance(2.0)
    assert timer.heard("a")[0][0] == 1.0
    assert timer.heard("late")[0][0] == 1.25


def test_a_new_offset_moves_what_waits(timer):
    timer.send(("note", 1, 1.0, "bach", 60, 100, 1))
    timer.send(("tune", "a", "offset_ms", -250))
    timer.advance(2.0)
    assert timer.heard()[0][0] == 0.75


def test_with_timetags_a_note_leaves_ahead_tagged_with_its_moment(timer):
    tagged(timer)
    timer.send(("note", 1, 1.0, "bach", 60, 100, 1))
    timer.advance(0.9)
    assert timer.heard("t") == [(1.0, BACH, 60, 100, 1)]
    assert timer.heard("a") == []


def test_the_off_of_a_note_sent_ahead_is_tagged_after_its_on(timer):
    tagged(timer)
    timer.send(("note", 1, 1.0, "bach", 60, 100, 1))
    timer.advance(0.95)
    timer.send(("silence", None))
    assert timer.heard("t") == [(1.0, BACH, 60, 100, 1), (pytest.approx(1.001), BACH, 60, 0, 1)]


def test_an_early_off_of_a_note_sent_ahead_is_tagged_after_its_on(timer):
    tagged(timer)
    timer.send(("note", 1, 1.0, "bach", 60, 100, 1))
    timer.advance(0.95)
    timer.send(("off", 1, 0.96))
    assert timer.heard("t")[1][0] > 1.0


def test_what_was_sent_ahead_binds_after_timetags_are_switched_off(timer):
    tagged(timer)
    timer.send(("note", 1, 1.0, "bach", 60, 100, 1))
    timer.advance(0.95)
    timer.send(("tune", "t", "timetags", False))
    timer.send(("off", 1, 0.96))
    timer.send(("note", 2, 0.96, "bach", 60, 90, 1))
    timer.advance(0.01)
    on, off, again = timer.heard("t")
    assert on[0] == 1.0 < off[0] < again[0] < 1.01
    assert (off[3], again[3]) == (0, 90)


def test_a_tagged_repeat_sounds_on_time_and_the_note_before_ends_just_before(timer):
    tagged(timer)
    timer.send(("note", 1, 1.0, "bach", 60, 100, 1))
    timer.send(("note", 2, 2.0, "monk", 60, 90, 1))
    timer.advance(2.0)
    assert timer.heard("t")[1:] == [(pytest.approx(1.999), BACH, 60, 0, 1), (2.0, MONK, 60, 90, 1)]


# ---- messages ------------------------------------------------------------------------------------------------------


def test_a_message_leaves_at_its_moment(timer):
    timer.send(("say", 1.0, "/poet/out/word", ("rose",)))
    timer.advance(1.0)
    assert timer.heard() == [(1.0, "/poet/out/word", "rose")]


def test_patterns_choose_what_an_output_gets(timer):
    timer.send(("sink", "b", {"kind": "memory", "patterns": ["/monk/*/note"]}))
    timer.send(("note", 1, 0.0, "bach", 60, 100, 1))
    timer.send(("note", 2, 0.0, "monk", 62, 100, 1))
    assert timer.heard("b") == [(0.0, MONK, 62, 100, 1)]


def test_new_patterns_count_from_now_on_but_the_off_still_comes(timer):
    timer.send(("note", 1, 0.0, "bach", 60, 100, 1))
    timer.send(("tune", "a", "patterns", ["/monk/out/note"]))
    timer.send(("note", 2, 0.0, "bach", 62, 100, 1))
    timer.send(("off", 1, 0.0))
    assert timer.heard() == [(0.0, BACH, 60, 100, 1), (0.0, BACH, 60, 0, 1)]


def test_raw_midi_goes_to_those_who_ask_for_the_clock(timer):
    timer.send(("sink", "drums", {"kind": "memory", "clock": True}))
    timer.send(("midi", 0.0, b"\xf8"))
    assert timer.heard("drums") == [(0.0, "midi", b"\xf8")]
    assert timer.heard("a") == []


def test_raw_midi_for_one_output_goes_there_alone(timer):
    timer.send(("sink", "drums", {"kind": "memory", "clock": True}))
    timer.send(("midi", 0.0, b"\xfb", None, "a"))
    assert (timer.heard("a"), timer.heard("drums")) == ([(0.0, "midi", b"\xfb")], [])


def test_replies_go_to_one_asker_at_once(timer):
    timer.send(("reply", ("udp", "127.0.0.1", 9000), b"/x\0\0,\0\0\0"))
    timer.send(("reply", ("sink", "a"), b"/y\0\0,\0\0\0"))
    assert timer.replies == [(0.0, ("udp", "127.0.0.1", 9000), b"/x\0\0,\0\0\0")]
    assert timer.heard() == [(0.0, b"/y\0\0,\0\0\0")]


# ---- what core hears -----------------------------------------------------------------------------------------------


def test_what_left_is_reported_with_due_and_actual_moment(timer):
    timer.advance(1.0)
    timer.send(("note", 1, 0.75, "bach", 60, 100, 1))
    timer.send(("off", 1, 1.5))
    timer.send(("say", 1.75, "/bach/out/state", ("idle",), 2))
    timer.advance(1.0)
    assert timer.receive() == [("left", 1, "a", 0.75, 1.0), ("ended", 1, "a", 1.5, 1.5), ("left", 2, "a", 1.75, 1.75)]


def test_a_message_without_an_id_is_not_reported(timer):
    timer.send(("say", 0.0, "/bach/out/state", ("idle",)))
    assert timer.receive() == []


@pytest.mark.parametrize(
    "message",
    [
        ("dance",),
        ("note", 1, 0.0, "bach", 128, 100, 1),
        ("note", 1, 0.0, "bach", 60, 0, 1),
        ("note", 1, 0.0, "bach", 60, 100, 17),
        ("note", 1, float("nan"), "bach", 60, 100, 1),
        ("note", 1, 0.0),
        ("tune", "a", "offset_ms", "much"),
        ("tune", "a", "patterns", ["/[a"]),
        ("say", 0.0, "/x", 5),
    ],
)
def test_a_message_that_does_not_fit_is_told_and_changes_nothing(timer, message):
    timer.send(message)
    ((what, sentence),) = timer.receive()
    assert what == "wrong"
    assert repr(message[0]) in sentence
    timer.send(("note", 2, 0.0, "bach", 60, 100, 1))
    assert timer.heard() == [(0.0, BACH, 60, 100, 1)]


def test_a_note_id_is_used_once(timer):
    timer.send(("note", 1, 1.0, "bach", 60, 100, 1))
    timer.send(("note", 1, 1.0, "bach", 62, 100, 1))
    assert timer.receive()[0][0] == "wrong"


def test_an_orphan_is_ended_not_before_it_may_sound(timer):
    tagged(timer)
    timer.send(("orphan", "a", 1, 0.0, "bach", 60, 1))
    timer.send(("orphan", "t", 1, 1.0, "bach", 60, 1))
    timer.send(("note", 2, 0.5, "bach", 60, 100, 1))
    timer.advance(1.0)
    assert timer.heard("a") == [(0.0, BACH, 60, 0, 1), (0.5, BACH, 60, 100, 1)]
    assert timer.heard("t") == [(1.0, BACH, 60, 0, 1), (pytest.approx(1.001), BACH, 60, 100, 1)]


# ---- outputs in trouble --------------------------------------------------------------------------------------------


class Moody:
    """A sink's `write` that refuses, or dies, when told to."""

    def __init__(self, memory):
        self.written, self.answer = memory.write, True
        memory.write = self

    def __call__(self, packet, tag):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer and self.written(packet, tag)


def test_an_on_that_would_block_is_dropped_with_its_off(timer):
    moody = Moody(timer.sinks["a"])
    moody.answer = False
    timer.send(("note", 1, 0.0, "bach", 60, 100, 1))
    timer.send(("off", 1, 0.5))
    moody.answer = True
    timer.advance(1.0)
    assert timer.heard() == []
    assert timer.tally["dropped"] == 1


def test_an_off_that_would_block_is_sent_as_soon_as_it_can_be(timer):
    moody = Moody(timer.sinks["a"])
    timer.send(("note", 1, 0.0, "bach", 60, 100, 1))
    moody.answer = False
    timer.send(("off", 1, 0.5))
    timer.advance(10.0)
    moody.answer = True
    timer.advance(1.0)
    assert len(timer.heard()) == 2
    assert timer.heard()[1][1:] == (BACH, 60, 0, 1)


def test_a_note_does_not_sound_again_while_its_off_cannot_leave(timer):
    moody = Moody(timer.sinks["a"])
    timer.send(("note", 1, 0.0, "bach", 60, 100, 1))
    moody.answer = False
    timer.send(("note", 2, 0.0, "bach", 60, 90, 1))
    moody.answer = True
    timer.advance(1.0)
    assert [event[3] for event in timer.heard()] == [100, 0]


def test_an_output_where_nobody_has_been_for_long_is_told():
    class Gone(MemorySink):
        def refused(self):
            return True

    clock = VirtualClock()
    dispatcher = Dispatcher(clock, lambda spec, descriptors: Gone(clock), lambda *_: True)
    dispatcher.handle(("sink", "a", {}))
    dispatcher.look_for_refused()
    assert dispatcher.reports == [("refused", "a")]


def test_an_output_that_cannot_be_opened_is_told():
    def closed(spec, descriptors):
        raise PortError("no such port")

    dispatcher = Dispatcher(VirtualClock(), closed, lambda *_: True)
    dispatcher.handle(("sink", "a", {}))
    assert dispatcher.reports == [("broken", "a", "no such port")]


def test_an_output_that_is_closed_still_takes_its_offs(timer):
    moody = Moody(timer.sinks["a"])
    timer.send(("note", 1, 0.0, "bach", 60, 100, 1))
    moody.answer = False
    timer.send(("unsink", "a"))
    timer.advance(0.1)
    moody.answer = True
    timer.advance(0.5)
    assert timer.heard()[-1][1:] == (BACH, 60, 0, 1)
    assert timer.sinks["a"].closed


def test_an_output_that_dies_is_told_and_costs_only_itself(timer):
    timer.send(("sink", "b", {"kind": "memory"}))
    Moody(timer.sinks["a"]).answer = ConnectionError("pulled out")
    timer.send(("note", 1, 0.0, "bach", 60, 100, 1))
    assert ("broken", "a", "pulled out") in timer.receive()
    assert timer.heard("b") == [(0.0, BACH, 60, 100, 1)]
    assert timer.sinks["a"].closed


def test_when_a_note_has_ended_nothing_of_it_waits(timer):
    timer.send(("note", 1, 0.0, "bach", 60, 100, 1))
    timer.send(("off", 1, 2.0))
    timer.send(("off", 1, 1.0))
    timer.advance(1.0)
    assert timer.next_moment() == float("inf")


def test_an_output_that_reaches_nobody_comes_last(timer):
    timer.send(("sink", 0, {"kind": "watch"}))
    timer.send(("sink", 1, {"kind": "memory"}))
    timer.receive()
    timer.send(("note", 1, 0.0, "bach", 60, 100, 1))
    assert [report[2] for report in timer.receive() if report[0] == "left"][-1] == 0
