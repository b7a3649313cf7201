"""The gesture player: watches a movement, goes on with it when it rests, and gives way.

    human ─▶ motion (what was done, mirrored in the engine) ─▶ no input for `pause` ─▶ a reply, told a little ahead
                                                                                          │
                     /NAME/out/value at each step's own moment ◀── timer ◀────────────────┘

A reply takes up the movement where it stands; its first step counts from the moment of its beginning. What is told ahead
is AHEAD_S at most: so much later than a turned knob the movement follows it. When the human moves, what has not left is
taken back, here, at the timer and in the engine.
"""

import math
from collections import deque
from typing import Any, ClassVar

from ..errors import AddressError
from ..package import Manifest
from .motion import Motion
from .player import Player
from .room import Room

SHORTEST_S = 1.0  # of a reply
LONE_S = 4.0  # of a reply that was asked for without a phrase
AHEAD_S, REFILL_S = 0.5, 0.25  # steps are drawn so far ahead; more are asked for when less is left
AT_ONCE = 64  # steps of one question
CLOSEST_S = 0.001  # between two steps
EARLY_S = 1e-9
MIDDLE = 0.5
JUST_NOW_BEATS = 0.1  # a bar that began so recently is the one meant


class GesturePlayer(Player):
    kind = "gesture"

    def __init__(self, name: str, room: Room, manifest: Manifest, parameters: dict[str, Any]):
        super().__init__(name, room, parameters)
        self.motion = Motion(lambda message: room.engine(name, message))
        self._take_facts(manifest)
        self._phrase: tuple[float, float] | None = None  # moments of the first and the last input of the open phrase
        self._drawn = 0  # steps that were drawn with this seed
        self._job: int | None = None  # the question that the engine is answering
        self._plan: deque[tuple[float, int, list[float]]] = deque()  # told ahead: (due, length of the motion, values)
        self._from = -math.inf  # the moment of the last step, done or told ahead
        self._done = -math.inf  # the moment of the last step that was done, by human or machine
        self._until: float | None = None  # the moment at which the reply is over; None: there is none
        self._stopped = False  # after `/stop`: `solo` waits
        self._alone = False  # `/play 1`: it moves by itself
        self._waiting: tuple[float, float] | None = None  # what begins on a beat to come: the beat, how long (seconds)
        self._resting = False  # the transport has stopped what went on by itself

    def _take_facts(self, manifest: Manifest) -> None:
        self.scales = manifest.gesture.values
        self.longest = manifest.gesture.longest_s
        self.values = [1.0 if scale.steps == 2 else MIDDLE for scale in self.scales]  # where they stand, on 0 … 1

    # --- parameters --------------------------------------------------------------------------------------------------

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(f"in/{i}" for i in range(len(self.scales)))

    def span(self, tail: str) -> tuple[float, float] | None:
        if tail not in self.places:
            return None
        scale = self.scales[int(tail.removeprefix("in/"))]
        return scale.low, scale.high

    @property
    def mode(self) -> str:
        return self.parameters["mode"]

    def set(self, tail: str, value: Any, part: str = "") -> None:
        super().set(tail, value, part)
        if tail == "mode":
            self._mode_set()

    def reseed(self, seed: int) -> None:
        super().reseed(seed)
        self._drawn = 0

    def change_package(self, manifest: Manifest, values: dict[str, Any]) -> None:
        self._break_off(self.room.now())
        super().change_package(manifest, values)
        self._take_facts(manifest)
        self._phrase = None
        self.motion.forget()

    # --- what the human does -----------------------------------------------------------------------------------------

    def move(self, *values: float) -> None:
        """All values, or the first of them: the others stay where they are."""
        if len(values) > len(self.scales):
            names = ", ".join(scale.name for scale in self.scales)
            raise AddressError(f"this package has {len(self.scales)} values ({names}); found {len(values)}")
        self._moved(dict(enumerate(values)))

    def move_one(self, part: str, value: float) -> None:
        if int(part) >= len(self.scales):
            raise AddressError(f"this package has the values 0 to {len(self.scales) - 1}; found {part}")
        self._moved({int(part): value})

    def position(self) -> tuple[float, ...]:
        return tuple(s.low + value * (s.high - s.low) for s, value in zip(self.scales, self.values, strict=True))

    def _moved(self, told: dict[int, float]) -> None:
        now = self.room.now()
        self._break_off(now)
        for i, value in told.items():
            scale = self.scales[i]
            self.values[i] = min(1.0, max(0.0, (value - scale.low) / (scale.high - scale.low)))
        since = now - self._done
        if not len(self.motion) or since >= self.longest:
            self.motion.forget()
            since = 0.0
        self.motion.append((since, *self.values))
        self.motion.flush()  # warm: the reply goes on from an engine that has seen everything
        self._from = self._done = now
        self._phrase = (self._phrase[0] if self._phrase else now, now)
        self._settle(now)

    # --- commands ----------------------------------------------------------------------------------------------------

    def _mode_set(self) -> None:
        """The same mode again counts too: it wakes what `/stop` has put to sleep."""
        now = self.room.now()
        self._break_off(now)
        self._stopped = self._resting = self._alone = False
        if self.mode == "solo":
            self._launch(now, math.inf)
        self._settle(now)

    def play(self, on: bool) -> None:
        """Move by itself, or come to rest."""
        now = self.room.now()
        self._stopped, self._resting, self._alone = not on, False, bool(on)
        if not on:
            self._break_off(now)
        elif self._until != math.inf:
            self._launch(now, math.inf)
        self._settle(now)

    def answer(self) -> None:
        """Reply now, without waiting for the pause."""
        now = self.room.now()
        self._break_off(now)
        self._launch(now, self._reply_s())
        self._settle(now)

    def stop(self) -> None:
        """Cut now; the mode is kept. `solo` and `/play` wait to be asked again, the others for the human."""
        now = self.room.now()
        self._break_off(now)
        self._phrase, self._alone = None, False
        self._stopped, self._resting = True, False
        self._settle(now)

    def reset(self) -> None:
        """Forget the movement; what is told ahead does not come. What goes on by itself goes on with something new."""
        now, goes_on = self.room.now(), self._until == math.inf
        self._break_off(now)
        self._phrase = None
        self.motion.forget()
        self.motion.flush()
        if goes_on:
            self._launch(now, math.inf)
        self._settle(now)

    ACTS: ClassVar = {
        "in": move, "in/INDEX": move_one, "play": play, "answer": answer, "stop": stop, "reset": reset,
    }  # fmt: skip

    # --- the clock ---------------------------------------------------------------------------------------------------

    @property
    def by_itself(self) -> bool:
        """It moves without waiting for anybody."""
        return not self._stopped and (self.mode == "solo" or self._alone)

    def rest(self) -> None:
        """The transport stopped: `solo` and `/play` end, what a human triggers does not."""
        if self.by_itself:
            self._break_off(self.room.now())
            self._stopped = self._resting = True
            self._settle(self.room.now())

    def resume(self) -> None:
        """The transport started: what it had stopped goes on, on the bar."""
        if not self._resting:
            return
        self._stopped = self._resting = False
        now, transport = self.room.now(), self.room.transport
        self._launch_at(transport.launch(transport.beat_at(now) - JUST_NOW_BEATS, transport.beats_per_bar), math.inf)
        self._settle(now)

    def tempo_changed(self) -> None:
        """What waits for a beat goes with it."""
        now = self.room.now()
        if self._waiting is not None and self._until is not None and not (self._plan and self._plan[0][0] <= now):
            beat, seconds = self._waiting
            self._break_off(now)
            self._launch_at(beat, seconds)
        self._settle(now)

    # --- a reply -------------------------------------------------------------------------------------------------------

    def _reply_s(self) -> float:
        """How long a reply lasts: `length`, or about as long as the phrase."""
        if self.parameters["length"] > 0:
            return self.parameters["length"]
        return max(SHORTEST_S, self._phrase[1] - self._phrase[0]) if self._phrase else LONE_S

    def _launch(self, moment: float, seconds: float) -> None:
        """Begin at `moment`, or on the beat that `quantize` allows, and go on for so long."""
        if self.parameters["quantize"] > 0:
            transport = self.room.transport
            self._launch_at(transport.launch(transport.beat_at(moment), self.parameters["quantize"]), seconds)
        else:
            self._begin(moment, moment + seconds)

    def _launch_at(self, beat: float, seconds: float) -> None:
        moment = max(self.room.transport.moment_of(beat), self.room.now())
        self._begin(moment, moment + seconds)
        if moment > self.room.now() and self._until is not None:
            self._waiting = beat, seconds

    def _begin(self, moment: float, until: float) -> None:
        """Go on from where the values stand; the first step counts from `moment`."""
        self._waiting = None
        self._phrase = None
        if not self.alive:
            return
        moment = max(moment, self.room.now())
        if not len(self.motion):
            self.motion.append((0.0, *self.values))
        self._from, self._until = moment, until
        self.watch.ask(self.room.now())
        self._ask()

    def _ask(self) -> None:
        """More steps, until AHEAD_S from now."""
        wishes = {name: self.parameters[name] for name in ("temperature", "spread")}
        ahead = max(0.0, self.room.now() + AHEAD_S - self._from)
        spec = {"seed": self.seed, "draw": self._drawn, "count": AT_ONCE, "seconds": ahead, **wishes}
        self._job = self.motion.generate(spec)

    def heard(self, message: tuple) -> None:
        match message:
            case ("event", job, _, seconds, *values) if job == self._job:
                self._drew(seconds, values)
            case ("done", job, _) if job == self._job:
                self._job = None
        self._settle(self.room.now())

    def _drew(self, seconds: float, values: list[float]) -> None:
        """One step that the engine has drawn: it is told to the timer, or ends the reply."""
        due = self._from + max(CLOSEST_S, seconds)
        if due > self._until:
            self._over()
            return
        self.watch.answered(self.room.now())
        self._drawn += 1
        self.motion.told((seconds, *values))
        self._from = due
        self._plan.append((due, len(self.motion), values))
        self.say("value", *(s.low + v * (s.high - s.low) for s, v in zip(self.scales, values, strict=True)), due=due)

    def _over(self) -> None:
        """The reply has its length: what was drawn beyond it is not kept."""
        self.motion.halt()
        self._job, self._until = None, None

    def _break_off(self, now: float) -> None:
        """What has not left does not come, and was never done."""
        self._played(now)
        if self._job is not None:
            self.motion.halt()
        if self._plan:
            self.motion.truncate(self._plan[0][1] - 1)
            self.room.cancel(self.name, now)
            self._plan.clear()
        self._from, self._job, self._until, self._waiting = self._done, None, None, None

    def _played(self, now: float) -> None:
        """Steps whose moment has come are where the values stand."""
        while self._plan and self._plan[0][0] <= now:
            self._done, _, values = self._plan.popleft()
            self.values = list(values)

    # --- time and engine ---------------------------------------------------------------------------------------------

    def alarm(self) -> float | None:
        """The end of the phrase; the moment at which more steps are needed; the last step."""
        moments = []
        if self._phrase and (self._answers or self.state == "listening"):
            moments.append(self._rest)
        if self._until is not None and self._job is None:
            moments.append(self._from - REFILL_S)
        elif self._plan:
            moments.append(self._plan[-1][0])
        return min(moments, default=None) if self.alive else None

    @property
    def _rest(self) -> float:
        """The moment at which the phrase is over if nothing more comes."""
        return self._phrase[1] + self.parameters["pause"]

    @property
    def _answers(self) -> bool:
        return self.alive and (self.mode in ("answer", "continue") or self.by_itself)

    def wake(self) -> None:
        self._settle(self.room.now())

    def changed(self, tail: str) -> None:
        self._settle(self.room.now())

    def _settle(self, now: float) -> None:
        """After anything: begin what is due, ask for what is needed, say how we are."""
        self._played(now)
        if self._waiting is not None and self.room.transport.moment_of(self._waiting[0]) <= now:
            self._waiting = None
        if self._answers and self._phrase and now >= self._rest - EARLY_S:
            open_ended = self.mode == "continue" or self.by_itself
            self._launch(now, math.inf if open_ended else self._reply_s())
        if self._until is not None and self._job is None and self.alive and self._from - REFILL_S <= now + EARLY_S:
            self._ask()
        self.tell_state(self._state(now))

    def _state(self, now: float) -> str:
        if self._plan:
            return "playing"
        if self._until is not None:
            return "thinking"
        return "listening" if self._phrase and now < self._rest - EARLY_S else "idle"

    def engine_lost(self) -> None:
        super().engine_lost()
        self._break_off(self.room.now())
        self._settle(self.room.now())

    def forget_all_but(self, count: int) -> None:
        self.motion.forget_all_but(count)

    def engine_back(self) -> None:
        """A new process is ready and knows nothing: it is told everything again, and what went on by itself goes on."""
        super().engine_back()
        self.motion.stale()
        self.motion.flush()
        if self.by_itself:
            self._launch(self.room.now(), math.inf)
        self._settle(self.room.now())
