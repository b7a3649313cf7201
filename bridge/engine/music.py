"""The music engine: a context of events, and events that follow it.

The context is a list of events in model time. It is mirrored from the player, who owns it (`sync`); what `generate`
emits joins it at once, so the player counts emitted events as heard. The model continues after the last one.

One step chooses all four attributes together. Which pitches may sound depends on the moment only through what was
struck at that very moment, so a step is taken as if nothing was, and in the rare case that a pitch would be struck
twice at one tick it is taken once more, with its time fixed and that pitch forbidden.
"""

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager

from ..tokens import COLUMNS, END, GRID, OFFSETS, STYLES, Event, nearest, rebuild, row, start_row, velocity_of
from .ahead import CHUNK as AHEAD_CHUNK
from .ahead import Ahead, rows_of
from .cache import CHUNK, FREE, Context, Step
from .jobs import PREPARED
from .masks import Masks
from .request import Request
from .sampling import DrawnAhead, Shown, knobs

DRUMS = "drums"
NO_END = OFFSETS[COLUMNS.index("ending")]  # table index of "no end asked for"; the next one is the flag


class MusicEngine:
    """`styles`: of the package, in the order of its style indices."""

    def __init__(self, context: Context, styles: Sequence[str] = STYLES, spare: Context | None = None):
        self.context, self.styles = context, tuple(styles)
        self._ahead = Ahead(spare) if spare else None
        self._noise = DrawnAhead()
        self.events: list[Event] = []  # with their rebuilt onsets; row i + 1 of the context is event i
        self._told: list[Event] = []  # the same as they were told
        self.forgotten = 0  # events dropped from the front because the cache was full
        self.style = 0
        self._announced = False  # some rows carry the ending flag
        self._rehearses = False  # what comes out is no part of the music
        self.given_up: Counter[str] = Counter()  # wishes that could not hold, and "repaired" steps
        self.context.replace([start_row(self.style)])

    # ---- the context -----------------------------------------------------------------------------------------------

    def sync(self, keep: int, events: Sequence[Sequence]) -> None:
        """The context is now its first `keep` events and then `events` (tick, pitch, duration or None, velocity)."""
        self.forgotten = min(self.forgotten, keep)
        kept = keep - self.forgotten
        del self.events[kept:], self._told[kept:]
        if not kept and len(events) < self.context.capacity:
            self._begin([Event(*event) for event in events])
            return
        self.context.rewind(kept + 1)
        for event in events:
            self._hear(Event(*event))

    def _begin(self, events: list[Event]) -> None:
        """A context of these events alone; what a cache has heard of it already stays."""
        if self._ahead:
            self.context = self._ahead.swap(self.context)
        self.context.replace(rows_of(events, self.style))
        self._told = events
        self.events = [event for _, event in rebuild(events, events[0].tick)] if events else []

    def look_ahead(self, count: int) -> None:
        """The first `count` events will soon be forgotten: in idle moments a second cache hears the others."""
        if self._ahead:
            self._ahead.count = max(0, count - self.forgotten)

    def set_style(self, style: int) -> None:
        """From now on everything, what was heard too, is music of this style; another one is heard anew."""
        style = style if 0 <= style < len(self.styles) else 0
        if style != self.style:
            shift = style - self.style
            self.style = style
            self.context.replace([[*r[:6], r[6] + shift, r[7]] for r in self.context.rows])

    def prefill(self) -> bool:
        """Let a cache hear a chunk of what it has not heard; False when all is heard."""
        context, chunk = self.unheard()
        return context is not None and context.prefill(chunk)

    def unheard(self) -> tuple[Context | None, int]:
        """The cache that has something to hear, and how much at once: the one that plays, then the second."""
        if self.context.pending or self._ahead is None:
            return self.context if self.context.pending else None, CHUNK
        return self._ahead.unheard(self._told, self.style), AHEAD_CHUNK

    def may_rehearse(self, request: Request) -> bool:
        """Its first step would hear nothing that is not heard."""
        as_heard = request.style == self.style and request.ending_tick is None and not self._announced
        return as_heard and bool(self.events) and not self.context.pending

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Meanwhile `steps` of a request that `may_rehearse` can be walked up to its first event, and closed then: the code
        and the data of an answer come into the caches. Changes nothing but what every step writes anew."""
        noise, given_up = self._noise, self.given_up
        self._noise, self.given_up, self._rehearses = Shown(noise), Counter(), True
        try:
            yield
        finally:
            self._noise, self.given_up, self._rehearses = noise, given_up, False

    def get_ready(self) -> None:
        """Nothing is to be heard, nobody waits: what the next question will want is made beforehand."""
        self._noise.prepare()

    def _hear(self, event: Event, ending: bool = False) -> Event:
        """Add one event; as it stands on the grid of time classes."""
        if self.context.room == 0:
            self._forget()
        time = 0 if not self.events else nearest(max(0, event.tick - self.events[-1].tick))
        onset = event.tick if not self.events else self.events[-1].tick + GRID[time]
        placed = event._replace(tick=onset)
        self.events.append(placed)
        self._told.append(event)
        self.context.hear([row(time, placed, self.style, int(ending))])
        return placed

    def _forget(self) -> None:
        """The cache is full: keep the newest half and hear it again."""
        keep = self.context.capacity // 2
        rows = self.context.rows[-keep:]
        self.forgotten += len(self.events) - keep
        del self.events[:-keep], self._told[:-keep]
        ending = rows[0][7] - NO_END
        rows[0] = row(0, self.events[0], self.style, ending)
        self.context.replace([start_row(self.style, ending), *rows])

    # ---- generating ------------------------------------------------------------------------------------------------

    def generate(self, request: Request) -> Generator[Event | None, None, str]:
        """Events after the context; None after each chunk of work without one. Stop it by not asking for more.

        Returns why it is over: "count", "until", "end", "chord" or "full" (no pitch left to strike)."""
        steps = self.steps(request)
        while True:
            try:
                result = next(steps)
            except StopIteration as over:
                return over.value
            if result is PREPARED:
                self.context.binding.run()
            else:
                yield result

    def steps(self, request: Request) -> Generator[Event | tuple | None, None, str]:
        """As `generate`, but PREPARED stands where `context.binding` has to be run, by whoever runs several at once."""
        self._noise.begin(request.seed, request.draw)
        self.set_style(request.style)
        masks = Masks(request, self.styles[self.style] == DRUMS, self.given_up)
        self._prepare(request, masks)
        emitted = 0
        while request.count is None or emitted < request.count:
            while self.context.pending > CHUNK:
                self.context.prefill()
                yield None
            time = self._forced_time(request, emitted)
            step = yield from self._step(request, masks, emitted, time)
            reason = self._over(request, masks, step, emitted)
            if reason:
                return reason
            event, distance = self._place(request, step, emitted)
            if request.until_tick is not None and event.tick >= request.until_tick:
                return "until"
            ending = self._ending(request, event.tick)
            emitted += 1
            try:
                yield event
            finally:  # once it has left, for somebody waits for it; also where nothing more is asked for
                if not self._rehearses:
                    self._announced |= ending
                    self._hear(event, ending)
                    masks.heard(distance)
        return "count"

    def _prepare(self, request: Request, masks: Masks) -> None:
        """What holds for the whole job."""
        context = self.context
        temperature, top_p = knobs(request.temperature, request.top_p)
        context.temperature[:], context.top_p[:] = temperature, top_p
        context.bias[:] = 0
        masks.lengths(context.bias)
        self._announce(request)

    def _announce(self, request: Request) -> None:
        """Rows from the ending on carry its flag, and no others: those of an end that was asked for earlier lose it."""
        if not self._announced and not self._ending(request, self._here(request)):
            return
        rows = self.context.rows
        ticks = [request.first_tick or 0] if not self.events else [self.events[0].tick, *(e.tick for e in self.events)]
        flags = [NO_END + self._ending(request, tick) for tick in ticks]
        self.context.replace([[*r[:7], flag] for r, flag in zip(rows, flags, strict=True)])
        self._announced = NO_END + 1 in flags

    def _forced_time(self, request: Request, emitted: int) -> int:
        """The time class of the next event where it is not free, else -1."""
        if not self.events:
            return 0
        if emitted == 0 and request.chord:
            return 0
        if emitted == 0 and request.first_tick is not None:
            return nearest(max(0, request.first_tick - self.events[-1].tick))
        return -1

    def _step(
        self, request: Request, masks: Masks, emitted: int, time: int
    ) -> Generator[tuple, None, Step | None]:
        """One event's classes; None when there is no pitch left to strike."""
        context, here = self.context, self._here(request)
        struck = self._struck()
        context.noise[:] = self._noise.take(request.seed, request.draw + emitted)
        if time < 0:
            masks.times(context.bias, here, struck, self._ending(request, here))
        same_tick = time == 0 or request.chord
        if not masks.pitches(context.bias, struck if same_tick else ()):
            return None
        context.prepare((time, -1, -1, -1) if time >= 0 else FREE)
        yield PREPARED
        step = context.outcome()
        if step.event[0] == 0 and not same_tick and int(step.event[1]) in struck:
            self.given_up["repaired"] += 1
            masks.pitches(context.bias, struck)
            context.prepare_again((0, -1, -1, -1))
            yield PREPARED
            step = context.outcome()
        return step

    def _over(self, request: Request, masks: Masks, step: Step | None, emitted: int) -> str | None:
        """Why there is no further event, if so."""
        if step is None:
            return "full"
        if step.event[0] == END:
            return "end"
        if request.chord and emitted and (step.event[0] != 0 or len(self._struck()) >= request.polyphony):
            return "chord"
        return None

    def _place(self, request: Request, step: Step, emitted: int) -> tuple[Event, int]:
        """The classes as an event on the context's line, and its distance from the one before."""
        time, pitch, duration, velocity = map(int, step.event)
        distance = GRID[time]
        tick = self._here(request) + distance
        return Event(tick, pitch, GRID[duration], velocity_of(velocity)), distance

    def _here(self, request: Request) -> int:
        """The tick after which the next event stands."""
        if self.events:
            return self.events[-1].tick
        return request.first_tick or 0

    def _struck(self) -> set[int]:
        """Pitches that were struck at the last event's tick."""
        struck: set[int] = set()
        for event in reversed(self.events):
            if event.tick != self.events[-1].tick:
                break
            struck.add(event.pitch)
        return struck

    @staticmethod
    def _ending(request: Request, tick: int) -> bool:
        return request.ending_tick is not None and tick >= request.ending_tick
