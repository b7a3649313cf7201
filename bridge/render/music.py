"""An answer of a given length, from the same engine that plays on stage; the same wishes and seed, the same events."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..engine.music import MusicEngine
from ..engine.request import Request
from ..tokens import TICKS_PER_BEAT, Event
from ..voices import limited
from .prompt import Prompt

# As on stage the model hears at most what it was trained on; beyond MOST events the oldest are forgotten.
MOST, KEEP = 360, 192
# The way to the end takes a quarter of the answer within these bounds, but no more than half of it. Measured: with 4 beats
# half of all answers find their close in time, with 8 beats two thirds, with 16 nine in ten.
SHORTEST_WAY, LONGEST_WAY = 8 * TICKS_PER_BEAT, 16 * TICKS_PER_BEAT
HELD_OVER = 4 * TICKS_PER_BEAT  # a prompt's last note may ring on under the answer after so long


@dataclass(frozen=True)
class Rendered:
    prompt: Prompt
    start: int  # tick at which the answer begins
    answer: tuple[Event, ...]
    reason: str  # "end": it came to its end by itself; "until": cut at the wished length; "full": no pitch was left

    @property
    def events(self) -> tuple[Event, ...]:
        """Prompt and answer; a note ends at the latest where its pitch is struck again."""
        return _untangled(self.prompt.events + self.answer)

    @property
    def ticks(self) -> int:
        """How long the answer lasts."""
        return max((e.tick + e.duration for e in self.answer), default=self.start) - self.start


def render(engine: MusicEngine, prompt: Prompt, ticks: int, wish: Request) -> Rendered:
    """Answer `prompt` for at most `ticks`, coming to an end on the way. `wish` holds style, seed and shape; its
    moments are set here."""
    start = answer_tick(prompt)
    until = start + ticks
    way = min(ticks // 2, LONGEST_WAY, max(SHORTEST_WAY, ticks // 4))
    wish = replace(wish, until_tick=until, ending_tick=until - way)
    engine.set_style(wish.style)
    engine.sync(0, prompt.events[-MOST:])
    answer, reason = _generate(engine, replace(wish, first_tick=start))
    answer = limited(answer, wish.polyphony)
    return Rendered(prompt, start, tuple(_cut(e, until) for e in answer), reason)


def answer_tick(prompt: Prompt) -> int:
    """The first beat after the prompt has ended; a last note that is held long does not hold the answer up."""
    if not prompt.events:
        return 0
    end = min(prompt.end, prompt.events[-1].tick + HELD_OVER)
    return -(-end // TICKS_PER_BEAT) * TICKS_PER_BEAT


def _generate(engine: MusicEngine, wish: Request) -> tuple[list[Event], str]:
    """Turn by turn: before the context outgrows what the model knows, its oldest half is forgotten."""
    answer: list[Event] = []
    reason = "count"
    while reason == "count":
        room = max(1, MOST - len(engine.events))
        reason = _turn(engine, replace(wish, draw=len(answer), count=room), answer)
        wish = replace(wish, first_tick=None)
        if len(engine.events) >= MOST:
            engine.sync(0, engine.events[-KEEP:])
    return answer, reason


def _turn(engine: MusicEngine, wish: Request, answer: list[Event]) -> str:
    """Add the events of one `generate`; why it is over."""
    events = engine.generate(wish)
    while True:
        try:
            event = next(events)
        except StopIteration as over:
            return over.value
        if event is not None:
            answer.append(event)


def _untangled(events: Sequence[Event]) -> tuple[Event, ...]:
    struck: dict[int, int] = {}  # pitch → the tick of its next strike
    ended = []
    for event in reversed(events):
        length = event.duration or TICKS_PER_BEAT
        room = struck.get(event.pitch, event.tick + length) - event.tick
        struck[event.pitch] = event.tick
        ended.append(event._replace(duration=max(1, min(length, room))))
    return tuple(reversed(ended))


def _cut(event: Event, until: int) -> Event:
    return event._replace(duration=max(1, min(event.duration, until - event.tick)))
