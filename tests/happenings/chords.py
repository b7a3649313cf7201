"""Chords, exchanged models and late answers, as densely as they never come: `python -m tests.happenings.chords --seconds N`.

Random evenings in virtual time, some twenty a second. After every step each note must have its end asked for, but for voices
of a chord that is held; soon after all is let go nothing sounds. Prints the seeds of those that failed, exit 1 then.
"""

import argparse
import itertools
import random
import sys
import time
import traceback
from collections import Counter

from .virtual import VirtualRoom

STEPS = 40
PLAYERS, PITCHES = ("music", "bach"), (60, 61, 72, 74)
THINKS = (0.0, 0.0, 0.02, 0.05, 0.09, 0.11, 0.3, 1.0, 3.0)  # seconds until an answer; it counts as late from 0.1 on
MELODIES = (
    ((0, 72, 1), (1, 74, 1)), ((0, 61, 0.5),), ((0, 60, 16), (0, 64, 16), (0, 67, 16), (4, 72, 12)),
    tuple((beat / 2, 60 + beat % 12, 4) for beat in range(24)),
)  # fmt: skip
CHORDS = ((57, 52), (57, 52, 48, 60), (60, 61), (), (72, 74, 61))
WISHES = (
    ("quantize", 1.0), ("quantize", 0.0), ("polyphony", 1), ("polyphony", 8), ("length", 4.0), ("yield", 0), ("yield", 2),
)  # fmt: skip
CLOCKS = (("start",), ("stop",), ("tap",), ("tempo", 60.0), ("tempo", 200.0), ("locate", 3.0))


class Evening:
    def __init__(self, seed: int):
        self.dice, self.room = random.Random(seed), VirtualRoom()
        self.held: set[tuple] = set()
        self.accompanying: set[str] = set()
        for player in PLAYERS:
            self.take_time(player)

    def play(self) -> int:
        """How many notes sounded."""
        try:
            for _ in range(STEPS):
                act = self.dice.choices(ACTS, WEIGHTS)[0]
                act(self, self.dice.choice(PLAYERS))
                self.room.check_ends()
            self.let_go()
            assert (sounding := self.room.sounding()) == {}, sounding
            return sum(wire.ons for wire in self.room.timer.wires.values())
        finally:
            self.room.close()

    def let_go(self) -> None:
        for player, pitch in sorted(self.held):
            self.room.say(f"/{player}/note", pitch, 0)
        for player in PLAYERS:
            self.room.say(f"/{player}/sustain", 0)
            if player not in self.accompanying:
                self.room.say(f"/{player}/mode", "off")
        self.room.let_go()
        self.room.check_ends()

    # --- what happens

    def chord(self, player):
        self._mode(player, "accompany")
        for _ in range(self.dice.randint(1, 4)):
            pitch = self.dice.choice(PITCHES)
            self.room.say(f"/{player}/note", pitch, 90)
            self.held.add((player, pitch))
            self.room.wait(self.dice.choice((0.0, 0.0, 0.01, 0.03, 0.07, 0.12)))
            if self.dice.random() < 0.5:
                self._release(player, pitch)

    def release(self, player):
        self._release(player, self.dice.choice(PITCHES))

    def _release(self, player, pitch):
        self.room.say(f"/{player}/note", pitch, 0)
        self.held.discard((player, pitch))

    def pedal(self, player):
        self.room.say(f"/{player}/sustain", self.dice.choice((0, 127)))

    def exchange(self, player):
        self.room.load(player, self.dice.choice((0.0, 0.0, 0.01, 0.05, 0.1, 0.2, 0.7)))

    def take_time(self, player):
        mood = self.room.moods[player]
        mood.thinks = itertools.cycle([self.dice.choice(THINKS) for _ in range(4)])
        mood.travels = self.dice.choice((0.0, 0.005, 0.05, 0.2))

    def other_music(self, player):
        engine = self.room.moods[player].engine
        engine.chord, engine.melody = self.dice.choice(CHORDS), self.dice.choice(MELODIES)

    def mode(self, player):
        self._mode(player, self.dice.choice(("answer", "continue", "trade", "accompany", "solo", "off")))

    def _mode(self, player, mode):
        self.room.say(f"/{player}/mode", mode)
        (self.accompanying.add if mode == "accompany" else self.accompanying.discard)(player)

    def command(self, player):
        act = self.dice.choice(("answer", "again", "end", "stop", "reset"))
        self.room.say(f"/{player}/{act}")
        if act in ("answer", "again"):
            self.accompanying.discard(player)

    def panic(self, player):
        self.room.say("/panic")

    def die(self, player):
        self.room.lose(player)
        self.room.wait(self.dice.choice((0.05, 0.5)))
        self.room.stage.seats[player].player.engine_back()
        self.room.settle()

    def fall_silent_or_speak(self, player):
        self.room.moods[player].silent = self.dice.random() < 0.5

    def wish(self, player):
        tail, value = self.dice.choice(WISHES)
        self.room.say(f"/{player}/{tail}", value)

    def clock(self, player):
        what, *args = self.dice.choice(CLOCKS)
        self.room.say(f"/clock/{what}", *args)

    def wait(self, player):
        self.room.wait(self.dice.choice((0.005, 0.04, 0.06, 0.1, 0.11, 0.3, 0.7)))


OFTEN = {
    Evening.chord: 25, Evening.release: 10, Evening.pedal: 5, Evening.exchange: 10, Evening.take_time: 6,
    Evening.other_music: 4, Evening.mode: 6, Evening.command: 6, Evening.panic: 2, Evening.die: 3,
    Evening.fall_silent_or_speak: 3, Evening.wish: 3, Evening.clock: 3, Evening.wait: 14,
}  # fmt: skip
ACTS, WEIGHTS = list(OFTEN), list(OFTEN.values())


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.happenings.chords", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long (60)")
    parser.add_argument("--seed", type=int, default=1, help="of the first evening; the next one has the next (1)")
    args = parser.parse_args()
    counts, failed, end = Counter(), [], time.monotonic() + args.seconds
    for seed in itertools.count(args.seed):
        try:
            counts["notes"] += Evening(seed).play()
        except Exception as error:
            traceback.print_exception(error)
            failed.append(seed)
        counts["evenings"] += 1
        if time.monotonic() > end:
            break
    verdict = f"failed: seeds {failed}" if failed else "nothing hangs"
    print(f"{counts['evenings']:,} evenings, {counts['notes']:,} notes; {verdict}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
