"""What every kind of player has in common, and all that the stage asks of one.

Sans-I/O: a player is told what happened, acts on the room, and says in `alarm()` when it wants to be woken. All moments
are the room's seconds.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from ..address import rows_for
from ..address.rows import is_open
from .ladder import Ladder
from .room import Room
from .telling import Stopwatch

if TYPE_CHECKING:
    from ..package import Manifest


class Player:
    """`parameters`: every parameter of the kind by tail, as the address table has them; kept, and changed in place."""

    kind: ClassVar[str]
    # What is no parameter: the tail of its row (the address after `/NAME/`) → a method that takes its arguments as the
    # table coerces them; for rows with INDEX or INPUT the word that stood there comes first.
    ACTS: ClassVar[Mapping[str, Callable[..., None]]] = {}

    def __init__(self, name: str, room: Room, parameters: dict[str, Any]):
        self.name, self.room, self.parameters = name, room, parameters
        self.chosen: set[str] = set()  # parameters that someone has set: they outlive a change of package
        self.seed = 0
        self.alive = True  # the engine answers
        self.watch = Stopwatch()
        self.ladder = Ladder(self._tell_ladder, lambda: room.relieve(name))
        self.state = "idle"

    # --- parameters and acts, validated by the table ---

    @property
    def words(self) -> tuple[str, ...]:
        """What its package knows where the table leaves a choice open: styles, classes."""
        return ()

    @property
    def places(self) -> tuple[str, ...]:
        """The tails that its package has where the table says INDEX or INPUT: `latent/0` …"""
        return ()

    def shape(self) -> dict[str, Any]:
        """What of its addresses the table leaves open: `words` by tail, `places`."""
        open_rows = [row for row in rows_for(self.kind) if any(map(is_open, row.args))]
        return {
            "kind": self.kind, "words": {row.tail: tuple(self.words) for row in open_rows}, "places": tuple(self.places),
        }  # fmt: skip

    def span(self, tail: str) -> tuple[float, float] | None:
        """From where to where one of its inputs reaches, where its package says it."""
        return None

    def value(self, tail: str, part: str = "") -> tuple:
        """A parameter's value as it acts now; `part` is what stood for INDEX."""
        return (self.seed,) if tail == "seed" else (self.parameters[tail],)

    def set(self, tail: str, value: Any, part: str = "") -> None:
        """A parameter's new value. AddressError, and nothing changed, when it is none that this package can take."""
        if tail == "seed":
            self.reseed(value)
            return
        self.parameters[tail] = value
        self.chosen.add(tail)
        self.changed(tail)

    def changed(self, tail: str) -> None:
        """A parameter has a new value: what has not left yet shall follow it."""

    def reseed(self, seed: int) -> None:
        """From here on the same input draws the same noise."""
        self.seed = seed

    def act(self, tail: str, args: tuple, part: str = "") -> None:
        """A trigger, a command or something played."""
        self.ACTS[tail](self, *((part, *args) if part else args))

    def position(self) -> tuple[float, ...]:
        """Where the human's hand is, of players that have such a thing: `/NAME/out/heard`."""
        return ()

    def panic(self) -> None:
        """Silence: as after `/stop`, and what the human holds is let go."""
        self.act("stop", ())

    def scene(self) -> dict[str, tuple]:
        """By tail: what a scene keeps of this player. What is no parameter comes back by `arrive`."""
        return {tail: self.value(tail) for tail in self.parameters}

    def arrive(self, tail: str, args: tuple, beats: float) -> None:
        """A scene brings back what is no parameter, within so many beats."""

    def change_package(self, manifest: "Manifest", values: dict[str, Any]) -> None:
        """Another model plays from here on; what the human and the show have set stays."""
        self.parameters.update({tail: value for tail, value in values.items() if tail not in self.chosen})

    def settled_in(self, relief: bool) -> None:
        """The other model plays; `relief`: a smaller one, because the one before was too slow or died over and over."""
        if relief:
            self.ladder.relieved()
        else:
            self.ladder.replaced()

    def counters(self) -> dict[str, int | float]:
        """What `/status` tells beside state and latency, by name."""
        return {}

    # --- the clock ---

    def rest(self) -> None:
        """The transport stopped: what goes on by itself ends, what a human triggers does not."""

    def resume(self) -> None:
        """The transport started: what it had stopped goes on, on the bar."""

    def tempo_changed(self) -> None:
        """The tempo, the meter or the place changed: plans are kept in beats and move with it."""

    # --- the engine ---

    def heard(self, message: tuple) -> None:
        """One message from the engine."""

    def engine_lost(self) -> None:
        """The model's process died; nothing is asked until it is back."""
        self.alive = False
        self.ladder.lost()

    def engine_back(self) -> None:
        """A model is open, the first or another: it knows nothing yet."""
        self.alive = True
        self.ladder.back()

    def forget_all_but(self, count: int) -> None:
        """Of the context only the newest `count` things stay: with more of it the model died. Said before `engine_back`."""

    # --- time ---

    def alarm(self) -> float | None:
        """The next moment at which time alone changes something; None: only an event can."""
        return None

    def wake(self) -> None:
        """An alarm has come."""

    def tidy(self) -> None:
        """Called now and then."""

    # --- telling ---

    def say(self, what: str, *args: Any, due: float | None = None) -> None:
        """`/NAME/out/WHAT`, to every listener that wants it, at its moment."""
        self.room.say(f"/{self.name}/out/{what}", *args, due=due)

    def tell_state(self, state: str) -> None:
        """`/NAME/out/state`, on change: idle, listening, thinking or playing."""
        if state != self.state:
            self.state = state
            self.say("state", state)

    def _tell_ladder(self, level: int, word: str) -> None:
        self.say("ladder", level, word)
        self.room.record(self.name, ladder=level)

    def ask(self, *message: Any) -> None:
        """One message to the engine."""
        self.room.engine(self.name, message)
