"""Whatever happens on stage, in whatever order: every on has its off, and soon after all is let go nothing sounds.

The rules are `tests/happenings`; here in virtual time, where more can happen than to real processes. `tests/clients/
test_nothing_hangs.py` has them against real JACK ports.
"""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from tests.happenings.chords import Evening
from tests.happenings.rules import PLAYERS, Happenings, TheEnd
from tests.happenings.virtual import SYNTH, VirtualRoom


class NothingHangs(Happenings):
    enter = staticmethod(VirtualRoom)

    @rule(player=PLAYERS, silent=st.booleans())
    def fall_silent_or_speak(self, player, silent):
        self.room.moods[player].silent = silent

    @rule(player=PLAYERS, seconds=st.sampled_from([0.05, 0.5]))
    def die_for_a_while(self, player, seconds):
        self.room.lose(player)
        self.room.wait(seconds)
        self.room.stage.seats[player].player.engine_back()
        self.room.settle()

    @rule(seconds=st.sampled_from([0.05, 0.6]), killed=st.booleans())
    def the_timer_hangs(self, seconds, killed):
        """What is played meanwhile waits at its door, or goes with it."""
        self.room.timer.stop()
        self.room.wait(seconds)
        self.room.timer.kill() if killed else self.room.timer.go_on()
        self.room.settle()

    @rule(seconds=st.sampled_from([0.1, 1.0]))
    def the_synthesizers_driver_hangs(self, seconds):
        wire = self.room.timer.wires[SYNTH]
        if wire.pipe is None:
            wire.pipe = []
            self.room.wait(seconds)
            wire.go_on()

    @rule(takes=st.booleans())
    def everything_is_full(self, takes):
        for wire in self.room.timer.wires.values():
            wire.takes = takes


class NothingHangsAtTheEnd(TheEnd, NothingHangs):
    pass


class TurnsAreTaken(Happenings):
    """While no process is killed and nothing is unplugged, no key is struck twice or ended twice, whoever hears it."""

    enter = staticmethod(VirtualRoom)

    @rule(part=PLAYERS)
    def kill(self, part):
        self.room.kill(part)

    @rule()
    def pull_the_synthesizer(self):
        pass

    @invariant()
    def every_on_has_its_off_before_it_sounds_again(self):
        if hasattr(self, "room"):
            self.room.check_turns()


BUDGET = settings(max_examples=30, stateful_step_count=40, deadline=None)
TestNothingHangs, TestNothingHangsAtTheEnd = NothingHangs.TestCase, NothingHangsAtTheEnd.TestCase
TestTurnsAreTaken = TurnsAreTaken.TestCase
TestNothingHangs.settings = TestNothingHangsAtTheEnd.settings = TestTurnsAreTaken.settings = BUDGET


def test_chords_exchanged_models_and_late_answers_leave_no_note_without_an_end():
    """The long form is `python -m tests.happenings.chords --seconds 600`."""
    for seed in range(25):
        Evening(seed).play()
