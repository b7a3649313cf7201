"""How many voices sound at once: a new one takes the place of the oldest, as on a synthesizer. Pure.

The model's own lengths stay what they are in its memory (a pedalled piano lets a dozen strings ring); what is played is cut.
"""

from collections.abc import Iterable, Sequence

from .tokens import TICKS_PER_BEAT, Event


def to_end(ends: Iterable[float], moment: float, polyphony: int) -> int:
    """How many of the oldest notes must end at `moment`, so that one more makes at most `polyphony`.

    `ends` are the ends of the notes that were struck before or at `moment`, oldest first.
    """
    return max(0, sum(end > moment for end in ends) - polyphony + 1)


def limited(events: Sequence[Event], polyphony: int) -> list[Event]:
    """The events in order, each cut short where a later one takes its voice. Several at one tick never take each other's."""
    out: list[Event] = []
    sounding: list[int] = []  # indices into `out`, oldest first
    for event in events:
        sounding = [i for i in sounding if _end(out[i]) > event.tick]
        older = [i for i in sounding if out[i].tick < event.tick]
        for i in older[: to_end((_end(out[j]) for j in sounding), event.tick, polyphony)]:
            out[i] = out[i]._replace(duration=event.tick - out[i].tick)
        out.append(event)
        sounding.append(len(out) - 1)
    return out


def _end(event: Event) -> int:
    return event.tick + (event.duration or TICKS_PER_BEAT)
