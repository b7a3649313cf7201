"""The text player: writes ahead with the model, and lets out what is due, word by word on the clock or at once.

    prompt, line ─▶ manuscript (tokens, mirrored in the engine) ─▶ engine writes ahead ─▶ sheet (made, not let out)
                                                                                             │ a word, a line, a token
                             /NAME/out/token word line stanza ◀── timer ◀── unfolding ◀──────┘ at its moment

Requests (`/next`) come first and go as fast as they can; `/play` lets a word out every 1 / `pace` beats. Both begin where
`quantize` lets them. What has not left is taken back when something else is wanted: here, at the timer and in the engine,
its noise too, so that how early it was made changes no word.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from typing import Any, ClassVar

from ..errors import AddressError
from ..package import Manifest
from ..pieces import END, ONE, Pieces
from .manuscript import Manuscript
from .player import Player
from .room import Room
from .sheet import MOST, Sheet, Standing
from .unfolding import Shown, cleaned, lines_of

REMEMBERED = 600  # characters of a prompt: its last ones; further back than it learned to remember
LONGEST_PROMPT, LONGEST_LINE = 100_000, 2_000  # characters that are taken at all
MOST_REQUESTS = 1000  # `/next` that wait
CHUNK = 32  # tokens of one question
AHEAD = 48  # tokens that are made before they are wanted
HAND_OVER_S = 0.15  # beyond the room's lookahead: covers a core that is busy for a moment
JUST_NOW_BEATS = 0.1  # a bar that began so recently is the one meant


@dataclass(frozen=True)
class Left:
    """What was let out for a moment to come, and how everything stood before."""

    due: float
    tokens: Sequence[int]
    standing: Standing
    requests: tuple[tuple[int, str], ...]
    next_beat: float | None


class TextPlayer(Player):
    kind = "text"

    def __init__(self, name: str, room: Room, manifest: Manifest, parameters: dict[str, Any]):
        super().__init__(name, room, parameters)
        self.manuscript = Manuscript(lambda message: room.engine(name, message))
        self.sheet = Sheet(Pieces(manifest.tokenizer["pieces"]))  # its tokens ahead are the manuscript's last
        self._left: deque[Left] = deque()  # let out for moments to come
        self._requests: deque[tuple[int, str]] = deque()  # (count, unit)
        self._start = 0.0  # the beat at which the requests may begin
        self._next_beat: float | None = None  # of `/play`: when its next word is due; None: it does not write
        self._last_beat: float | None = None  # of its last word
        self._last_due = 0.0  # the moment of what was let out last
        self._resting = False  # the transport has stopped it
        self._job: int | None = None  # the question that the engine is answering
        self._drawn = 0  # tokens that were drawn with this seed and not taken back
        self._begun = False  # something of what is wanted now was let out

    # --- parameters --------------------------------------------------------------------------------------------------

    def reseed(self, seed: int) -> None:
        """What is not out yet is written anew."""
        super().reseed(seed)
        self._recall()
        self._drop_ahead()
        self._drawn = 0
        self._settle()

    def changed(self, tail: str) -> None:
        if tail in ("temperature", "top_p", "preview"):
            self._drop_ahead()
        elif tail == "pace" and self._next_beat is not None and self._last_beat is not None:
            self._next_beat = max(self._beat(), self._last_beat + self._step)
        self._settle()

    def change_package(self, manifest: Manifest, values: dict[str, Any]) -> None:
        """The other model goes on from the same text."""
        self._recall()
        self._drop_ahead()
        super().change_package(manifest, values)
        tokens = self.manuscript.tail
        poem = tokens[len(tokens) - tokens[::-1].index(END) :] if END in tokens else tokens
        text = self.sheet.pieces.decode(poem)
        self.sheet = self.sheet.other(Pieces(manifest.tokenizer["pieces"]))
        self.manuscript.begin(self.sheet.pieces.encode(text))

    # --- what the human does -----------------------------------------------------------------------------------------

    def prompt(self, text: str) -> None:
        """Go on from here: from its last REMEMBERED characters. AddressError, and nothing changed, for a book."""
        if len(text) > LONGEST_PROMPT:
            raise AddressError(
                f"a prompt has at most {LONGEST_PROMPT:,} characters; found {len(text):,}. "
                f"Send its end: the last {REMEMBERED:,} characters are what counts"
            )
        self._clear_desk()
        self.manuscript.begin(self.sheet.pieces.encode(opening(text)))
        self.manuscript.flush()
        self._settle()

    def line(self, text: str) -> None:
        """A human's line, or several: shown, and gone on from."""
        if len(text) > LONGEST_LINE:
            raise AddressError(f"a line has at most {LONGEST_LINE:,} characters; found {len(text):,}")
        said = lines_of(cleaned(text), self._longest)
        if not said:
            raise AddressError("a line has at least one letter; found none")
        within = self.sheet.reader.within
        self._clear_desk()
        for line in said:
            self.say("line", line)
        self.sheet.reader.begun = True
        self.manuscript.append(self.sheet.pieces.encode("\n" * within + "\n".join(said) + "\n"))
        self.manuscript.flush()
        self._settle()

    def accept(self) -> None:
        """The line in preview is let out."""
        self.sheet.accept()
        self._settle()

    def reject(self) -> None:
        """The line in preview was never written; another comes in its place."""
        if self.sheet.proposed:
            self._drop_ahead(for_good=True)
            self._settle()

    # --- commands ----------------------------------------------------------------------------------------------------

    def next(self, count: int, unit: str) -> None:
        """Write so many; behind what was asked before. AddressError when too much was."""
        if len(self._requests) >= MOST_REQUESTS:
            raise AddressError(f"{MOST_REQUESTS} requests wait to be written already; /{self.name}/stop forgets them")
        if not self._requests:
            self._start = self._quantized()
            self.watch.ask(self.room.now())
        self._requests.append((count, unit))
        self._settle()

    def play(self, on: bool) -> None:
        """Write at the pace, from the next beat that `quantize` allows; or wait."""
        self._resting = False
        if not on:
            self._recall(self.room.lookahead)
            self._next_beat = None
        elif self._next_beat is None:
            self._next_beat, self._last_beat = self._quantized(), None
            self.watch.ask(self.room.now())
        self._settle()

    def stop(self) -> None:
        """Cut now: what is not out never will be; the requests are gone, writing waits to be asked again."""
        self._recall()
        self._requests.clear()
        self._next_beat, self._resting = None, False
        self._drop_ahead()
        self._settle()

    def reset(self) -> None:
        """Forget what was written. What goes on, goes on with something new."""
        self._clear_desk()
        self.manuscript.begin()
        self.manuscript.flush()
        self._settle()

    ACTS: ClassVar = {
        "prompt": prompt, "line": line, "accept": accept, "reject": reject, "next": next, "play": play, "stop": stop,
        "reset": reset,
    }  # fmt: skip

    # --- taking back ---------------------------------------------------------------------------------------------------

    def _recall(self, seconds: float = 0.0) -> None:
        """What was let out for a moment more than `seconds` from now has not been: everything stands as before it.

        Where the same words will be told again, those stay that may have left with a timetag already."""
        moment = self.room.now() + seconds
        self._land(moment)
        if not self._left:
            return
        self._last_due = moment
        self.room.cancel(self.name, moment)
        for left in reversed(self._left):
            self.sheet.put_back(left.tokens, left.standing)
        self._requests, self._next_beat = deque(self._left[0].requests), self._left[0].next_beat
        self._left.clear()

    def _drop_ahead(self, for_good: bool = False) -> None:
        """What was made ahead is unmade, and its noise with it unless `for_good`."""
        if self._job is not None:
            self.manuscript.halt()
            self._job = None
        gone = self.sheet.clear()
        self.manuscript.truncate(len(self.manuscript) - gone)
        self._drawn -= 0 if for_good else gone

    def _clear_desk(self) -> None:
        """Something else comes: a line that was begun ends here."""
        self._recall()
        self._drop_ahead()
        if self.sheet.reader.within:
            self._show(self.sheet.reader.end_line(self._longest), self.room.now())

    # --- the clock ---------------------------------------------------------------------------------------------------

    def rest(self) -> None:
        """The transport stopped: `/play` ends, a request does not."""
        if self._next_beat is not None:
            self._recall(self.room.lookahead)
            self._next_beat, self._resting = None, True
            self._settle()

    def resume(self) -> None:
        """The transport started: `/play` goes on, on the bar."""
        if self._resting:
            self._resting = False
            transport = self.room.transport
            self._next_beat = transport.launch(self._beat() - JUST_NOW_BEATS, transport.beats_per_bar)
            self._settle()

    def tempo_changed(self) -> None:
        """What is planned is planned in beats, and moves with them."""
        longest = max(self._step, self.parameters["quantize"], self.room.transport.beats_per_bar)
        if self._next_beat is not None and self._next_beat > self._beat() + longest:
            self._next_beat = self._beat() + self._step  # the place was changed: no long wait
        self._settle()

    def _beat(self) -> float:
        return self.room.transport.beat_at(self.room.now())

    def _quantized(self) -> float:
        """The beat at which something may begin."""
        return self.room.transport.launch(self._beat(), self.parameters["quantize"])

    @property
    def _step(self) -> float:
        """Beats from word to word."""
        return 1 / self.parameters["pace"] if self.parameters["pace"] > 0 else 0.0

    @property
    def _longest(self) -> int:
        return self.parameters["max_line"]

    # --- the engine ----------------------------------------------------------------------------------------------------

    def heard(self, message: tuple) -> None:
        match message:
            case ("event", job, _, token) if job == self._job:
                self.watch.answered(self.room.now())
                self.manuscript.told(token)
                self.sheet.ahead.append(token)
                self._drawn += 1
            case ("done", job, reason) if job == self._job:
                self._job = None
                if reason.startswith("error"):
                    self._requests.clear()
                    self._next_beat = None
            case _:
                return
        self._settle()

    def engine_lost(self) -> None:
        super().engine_lost()
        self._job = None
        self._settle()

    def forget_all_but(self, count: int) -> None:
        self._recall()
        self._drop_ahead()
        self.manuscript.forget_all_but(count)

    def engine_back(self) -> None:
        """A new process is ready and knows nothing."""
        super().engine_back()
        self._job = None
        self.manuscript.stale()
        self.manuscript.flush()
        self._settle()

    def _ask(self) -> None:
        wishes = {name: self.parameters[name] for name in ("temperature", "top_p")}
        self._job = self.manuscript.generate({"seed": self.seed, "draw": self._drawn, "count": CHUNK, **wishes})

    # --- time ----------------------------------------------------------------------------------------------------------

    def alarm(self) -> float | None:
        moments = [self._left[-1].due] if self._left else []
        beats = [self._start] if self._requests else []
        beats += [self._next_beat] if self._next_beat is not None else []
        if beats and self.sheet.ahead and not self.sheet.hungry and self.sheet.proposed is None:
            # The engine has made something: time alone keeps it waiting.
            moments.append(self.room.transport.moment_of(min(beats)) - self.room.lookahead - HAND_OVER_S / 2)
        return min(moments, default=None)

    def wake(self) -> None:
        self._settle()

    def _land(self, now: float) -> None:
        while self._left and self._left[0].due <= now:
            self._left.popleft()

    def _settle(self) -> None:
        """After anything: let out what is due, ask for what is needed, say how we are."""
        self._land(self.room.now())
        self._propose()
        while self._requests and self._answer():
            pass
        while self._next_beat is not None and (not self._requests or self._start > self._next_beat) and self._write():
            pass
        self._propose()
        if self.alive and self._job is None and self.wanted and self.sheet.proposed is None:
            few = MOST if self.sheet.hungry else AHEAD
            if len(self.sheet.ahead) < few:
                self._ask()
        self.tell_state(self._state())
        self._begun = self._begun and self.wanted

    @property
    def wanted(self) -> bool:
        """Something is to be written."""
        return bool(self._requests) or self._next_beat is not None

    def _state(self) -> str:
        if self.sheet.proposed is not None:
            return "listening"
        if self._left or (self.wanted and (self._begun or self.sheet.ahead)):
            return "playing"
        return "thinking" if self.wanted else "idle"

    # --- letting out -----------------------------------------------------------------------------------------------------

    def _propose(self) -> None:
        """With preview: the next line is shown to whoever decides."""
        if self.wanted and self.parameters["preview"] and (line := self.sheet.propose(self._longest)):
            self.say("preview", line.text)

    def _comes(self, beat: float) -> float | None:
        """The moment of a beat, not in the past; None while it is too early to let anything out for it."""
        moment, now = self.room.transport.moment_of(beat), self.room.now()
        held = self.parameters["preview"] and not self.sheet.may_leave
        if held or moment > now + self.room.lookahead + HAND_OVER_S:
            return None
        return max(now, moment, self._last_due)

    def _answer(self) -> bool:
        """A token of the first request, when its moment has come; whether there was one."""
        due = self._comes(self._start)
        if due is None or not (tokens := self.sheet.token()):
            return False
        count, unit = self._requests[0]
        shown = self._let_out(tokens, due)
        count -= sum(what == unit for what, _ in shown)
        if count > 0:
            self._requests[0] = count, unit
        else:
            self._requests.popleft()
            self.say("done", due=due)
        return True

    def _write(self) -> bool:
        """A word at the pace, when its moment has come; whether there was one."""
        due = self._comes(self._next_beat)
        if due is None or not (tokens := self.sheet.word(self._longest)):
            return False
        beat, step = self._next_beat, self._step
        self._let_out(tokens, due)
        late = self._beat() - beat
        if step and late > step:  # the engine was slow, or the place has changed: on with the next beat of the same pace
            beat += step * floor(late / step)
        self._last_beat, self._next_beat = beat, beat + step
        return True

    def _let_out(self, tokens: Sequence[int], due: float) -> list[Shown]:
        """These are out from the moment `due` on; what it shows."""
        if due > self.room.now():
            self._left.append(Left(due, tokens, self.sheet.standing(), tuple(self._requests), self._next_beat))
        self._begun, self._last_due = True, due
        shown = self.sheet.let_out(len(tokens), self._longest)
        self._show(shown, due)
        return shown

    def _show(self, shown: Sequence[Shown], due: float) -> None:
        for what, text in shown:
            self.say(what, *([] if what == "stanza" else [text]), due=due)


def opening(text: str) -> str:
    """A prompt as it is gone on from: its last REMEMBERED characters, and a space where a word would be gone on with."""
    kept = cleaned(text[-10 * REMEMBERED :])[-REMEMBERED:]  # a book is not read for its last page
    if kept.endswith("\n") or not kept.strip():
        return kept.lstrip(" ") if kept.strip() else ""
    kept = kept.rstrip(" ")
    return kept if ONE.match(kept[-1]) else kept + " "
