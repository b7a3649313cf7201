"""A room in virtual time: one player, an engine that plays what the test wrote, ears that remember what sounded."""

import math
from dataclasses import dataclass, field

import pytest

from bridge.address import parameters
from bridge.players.music import MusicPlayer
from bridge.tempo import launch
from bridge.tokens import TICKS_PER_BEAT


@dataclass
class SteadyTransport:
    bpm: float = 120.0
    tempo_known: bool = False
    beats_per_bar: float = 4.0

    def beat_at(self, moment: float) -> float:
        return moment * self.bpm / 60

    def moment_of(self, beat: float) -> float:
        return beat * 60 / self.bpm

    def launch(self, beat, step):
        return launch(beat, step, self.beats_per_bar)


@dataclass
class Ears:
    """Implements Room: notes are kept by id with their due moments, as the timer would let them leave."""

    transport: SteadyTransport = field(default_factory=SteadyTransport)
    lookahead: float = 0.0
    time: float = 0.0
    notes: dict[int, list] = field(default_factory=dict)  # id → [on, off, pitch, velocity, channel]
    said: list[tuple] = field(default_factory=list)
    told: list[tuple] = field(default_factory=list)  # every message to the engine
    did: list[str] = field(default_factory=list)  # "note" and "off" in the order in which the timer gets them
    asked: list[dict] = field(default_factory=list)  # specs of generate
    context: list[tuple] = field(default_factory=list)  # the engine's mirror
    player: MusicPlayer | None = None
    melody: tuple = ()  # (beats after the start, pitch, beats long): what the engine answers
    chord: tuple = ()  # pitches that the engine adds to a chord
    silent: bool = False  # the engine does not answer
    delay: float = 0.0  # seconds until it does
    relieved: list[str] = field(default_factory=list)  # players for whom a smaller model was asked

    def now(self) -> float:
        return self.time

    def note(self, player, due, pitch, velocity, channel) -> int:
        self.did.append("note")
        self.notes[len(self.notes)] = [due, math.inf, pitch, velocity, channel]
        return len(self.notes) - 1

    def off(self, note, due) -> None:
        self.did.append("off")
        if note in self.notes:
            self.notes[note][1] = min(self.notes[note][1], max(due, self.notes[note][0]))

    def cancel(self, player, after) -> None:
        for i in [i for i, n in self.notes.items() if n[0] >= after and n[0] >= self.time]:
            self.notes[i][0] = math.inf

    def silence(self, player) -> None:
        self.cancel(player, self.time)
        for n in self.notes.values():
            n[1] = min(n[1], max(self.time, n[0]))

    def say(self, address, *args, due=None) -> None:
        self.said.append((round(self.time, 6), address, *args))

    def engine(self, player, message) -> None:
        self.told.append(message)
        if message[0] == "sync":
            self.__dict__.pop("_pending", None)  # as in the engine: what was being looked for is given up
        if message[0] in ("sync", "generate"):
            keep, events = message[-2:]
            self.context[keep:] = events
        if message[0] == "generate" and not self.silent:
            self.asked.append(message[2])
            self._pending = (message[1], message[2], self.time + self.delay)

    def relieve(self, player) -> None:
        self.relieved.append(player)

    def record(self, player, **values) -> None:
        """Nothing is kept."""

    def answer_due(self) -> float | None:
        """When the engine will have answered."""
        return self._pending[2] if "_pending" in self.__dict__ else None

    def answer(self) -> None:
        """Let the engine answer the last question, unless it was taken back."""
        if self.answer_due() is None or self.answer_due() > self.time + 1e-9:
            return
        job, spec, _ = self.__dict__.pop("_pending")
        if job is None or job != self.player.mind.job:
            return
        if spec.get("chord"):
            for pitch in self.chord[: spec["count"]]:
                self.player.event(job, self.context[-1][0], pitch, 48, 80)
            self.player.done(job, "chord")
            return
        start = spec.get("first_tick", self.context[-1][0] + 12 if self.context else 0)
        for beats, pitch, length in self.melody:
            tick = start + round(beats * TICKS_PER_BEAT)
            if tick < spec.get("until_tick", math.inf):
                self.context.append((tick, pitch, round(length * TICKS_PER_BEAT), 80))
                self.player.event(job, *self.context[-1])
        self.player.done(job, "until")

    # --- what a test does ---

    def wait(self, seconds: float) -> None:
        """Time passes; alarms are kept, the engine answers at once."""
        end = self.time + seconds
        self.answer()
        for _ in range(10_000):
            alarm = min((m for m in (self.player.alarm(), self.answer_due()) if m is not None), default=None)
            if alarm is None or alarm > end:
                break
            self.time = max(self.time, alarm)
            before = (self.time, alarm)
            self.player.wake()
            self.answer()
            if before == (self.time, self.player.alarm()):
                self.time += 0.001  # as the loop does: an alarm that stays in the past is looked at again a little later
        else:
            raise AssertionError("the player never comes to rest")
        self.time = end

    def key(self, pitch: int, seconds: float = 0.2, velocity: int = 90) -> None:
        """Press a key for so long."""
        self.player.strike(pitch, velocity)
        self.wait(seconds)
        self.player.release(pitch)
        self.answer()

    def heard(self) -> list[tuple]:
        """(on, pitch, off) of what sounded, rounded to milliseconds."""
        sounded = [(n[0], n[2], n[1]) for n in self.notes.values() if n[0] <= self.time and n[1] > n[0]]
        return sorted((round(on, 3), pitch, round(off, 3)) for on, pitch, off in sounded)

    def states(self) -> list[str]:
        return [s[2] for s in self.said if s[1].endswith("/out/state")]


@pytest.fixture
def room() -> Ears:
    ears = Ears(melody=((0, 72, 1), (1, 74, 1)))
    values = {row.tail: row.args[0].default for row in parameters("music")}
    ears.player = MusicPlayer("music", ears, values | {"style": "folk"})
    return ears
