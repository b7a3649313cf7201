"""Whatever comes to the stage comes in here: the clock is read once, the journal is told, then the stage acts.

So the journal holds all that the stage's doings depend on, each with the moment at which time stood while it was done, in
the order in which it was done; `bridge.stage.again` walks the same steps in virtual time and comes to the same events.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..errors import AddressError, WireError
from ..inputs.values import Sender
from ..intents import Control, Program
from ..osc.packet import parse
from ..package import Manifest
from ..transport import Told
from .midi_outputs import MidiOutputs

if TYPE_CHECKING:
    from .stage import Stage

RUNS_ON = ("device", "runtime", "precision", "fallback")  # of what an engine says of itself: what its last bits depend on
WALL_S = 0.0005  # the wall clock was set, or has drifted so far: less changes no timetag's moment


class Entrance:
    """`aside` tells the artist a sentence."""

    def __init__(self, stage: "Stage", aside: Callable[[str], None] = lambda sentence: None):
        self._stage, self.aside = stage, aside
        self._step: Callable[[], float] = getattr(stage.clock, "step", stage.clock.now)
        self._touched, self._next = True, 0.0  # whether anything came since the last `wake`, and when that wished the next

    def _come(self) -> float:
        """Something comes in: the moment."""
        self._touched = True
        return self._step()

    def _note(self, kind: str, **values: Any) -> None:
        if self._stage.journal is not None:
            self._stage.journal.note(kind, **values)

    # --- OSC ------------------------------------------------------------------------------------------------------

    def packet(self, packet: bytes, sender: Sender, source: str) -> None:
        """One packet of `sender`, which the journal calls `source`."""
        stage, now = self._stage, self._come()
        if stage.newest.take(packet, sender):
            self._heard(now, source, packet)
            return
        self._settle(now)
        damaged: list[str] = []
        try:
            messages = parse(packet, damaged)
        except WireError:
            stage.dispatcher.unreadable()
            self._heard(now, source, packet, False)
            return
        if damaged:
            stage.dispatcher.unreadable(len(damaged))
        self._heard(now, source, packet)
        stage.osc(messages, sender)

    def _heard(self, now: float, source: str, packet: bytes, used: bool = True) -> None:
        if self._stage.journal is not None:
            self._stage.journal.osc(now, source, packet, used)

    def settle(self) -> None:
        """No packet is there any more: the newest values are carried out."""
        if self._stage.newest.holds:
            self._settle(self._come())

    def _settle(self, now: float) -> None:
        if self._stage.newest.holds:
            self._note("settle", at=now)
            self._stage.settle()

    def stream(self, source: str) -> int:
        """A connection has come; its number as an output."""
        number = next(self._stage.sink_numbers)
        self._note("stream", at=self._come(), source=source, number=number)
        return number

    def gone(self, number: int) -> None:
        """A connection has ended."""
        self._note("gone", at=self._come(), number=number)
        self._stage.listeners.gone(number)

    # --- MIDI -----------------------------------------------------------------------------------------------------

    def midi(self, moment: float, port: str, data: bytes) -> None:
        """A message that came at `moment`."""
        stage, now = self._stage, self._come()
        if stage.journal is not None:
            stage.journal.midi(moment, port, data, now=now)
        for intent in stage.hands.midi(moment, port, data):
            self._command(intent, moment, port)

    def _command(self, intent: Any, moment: float, port: str) -> None:
        try:
            if isinstance(intent, Program):
                self._stage.server.recall_number(intent.number)
            elif isinstance(intent, Control):
                self._stage.knobs.control(intent)
            else:
                self._stage.transport.clock_in(intent, moment, port)
        except AddressError as error:
            self.aside(str(error))

    def unplugged(self, port: str) -> None:
        """A MIDI input is gone."""
        self._note("unplugged", at=self._come(), port=port)
        self._stage.hands.vanished(port)

    def retry(self, outputs: MidiOutputs, due: Callable[[float], Sequence[str]]) -> list[tuple]:
        """Outputs that are to be tried again, by name: what the timer is told."""
        now = self._step()
        names = tuple(due(now))
        if names:
            self._touched = True
            self._note("retry", at=now, outputs=names)
        return outputs.reopen(names)

    # --- models ---------------------------------------------------------------------------------------------------

    def engine(self, player: str, message: tuple) -> None:
        """What a model said; its results are decisions."""
        now = self._come()
        if message[0] != "event":
            self._note("answer", at=now, player=player, message=message)
        self._stage.from_engine(player, message)

    def opened(self, player: str, info: Mapping[str, Any] | None = None, keep: int | None = None) -> None:
        """A model is open: it knows nothing yet. `info`: what it said of itself when it opened; `keep`: of its context only
        so many things shall stay, since with more of it the one before has died."""
        kept = {} if keep is None else {"keep": keep}
        self._note("model", at=self._come(), player=player, state="open", info=_runs_on(info), **kept)
        if keep is not None:
            self._stage.seats[player].player.forget_all_but(keep)
        self._stage.seats[player].player.engine_back()

    def lost(self, player: str) -> None:
        """A model has died."""
        self._note("model", at=self._come(), player=player, state="lost")
        self._stage.seats[player].player.engine_lost()

    def exchanged(
        self, player: str, about: Mapping[str, Any], manifest: Manifest, values: dict, relief: bool,
        info: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """Another package plays from here on. `about`: as the journal knows packages (`as_journaled`)."""
        told = {"about": dict(about), "values": values, "relief": int(relief), "info": _runs_on(info)}
        self._note("package", at=self._come(), player=player, **told)
        self._stage.change_package(player, manifest, dict(values), relief)

    # --- timer, clock, time ---------------------------------------------------------------------------------------

    def timer(self, report: tuple) -> list[tuple]:
        """One report; what the timer is told because of it."""
        now = self._come()
        if report[0] not in ("left", "ended"):  # those are the journal's `out`
            self._note("timer", at=now, report=report)
        return self._stage.from_timer(report)

    def session(self, told: Iterable) -> None:
        """What our peer in a shared session says."""
        now, told = self._come(), tuple(told)
        self._note("session", at=now, told=told)
        self._stage.transport.session_in(Told(*told), now)

    def rejoin(self) -> None:
        """Our peer is a new one."""
        self._note("rejoin", at=self._come())
        self._stage.transport.rejoin()

    def wake(self) -> float:
        """Do what is due by now; when to wake again, if nothing comes in before."""
        now = self._step()
        if self._touched or now >= self._next:
            self._touched = False
            self._note("wake", at=now)
            self._stage.wake()
            self._next = self._stage.next_moment()
        return self._next

    def look(self) -> None:
        """Whether the wall clock was set; call it once a second."""
        clock, before = self._stage.clock, self._stage.clock.ahead
        if abs(clock.look() - before) > WALL_S:
            self._note("wall", at=clock.now(), ahead=clock.ahead)
        else:
            clock.ahead = before


def _runs_on(info: Mapping[str, Any] | None) -> dict[str, Any]:
    return {key: info[key] for key in RUNS_ON if info and info.get(key)}
