"""What a player may do to the world, and nothing more. The stage implements it; tests rehearse with a virtual one."""

from typing import Protocol


class Transport(Protocol):
    tempo_known: bool  # someone set or tapped a tempo, or a clock runs from outside

    def beat_at(self, moment: float) -> float: ...

    def moment_of(self, beat: float) -> float: ...

    def launch(self, beat: float, step: float) -> float:
        """The first beat from `beat` on at which something quantised to `step` beats may begin (`bridge.tempo.launch`)."""

    @property
    def bpm(self) -> float: ...

    @property
    def beats_per_bar(self) -> float: ...


class Room(Protocol):
    transport: Transport
    lookahead: float  # seconds by which events must be known before they sound

    def now(self) -> float: ...

    def note(self, player: str, due: float, pitch: int, velocity: int, channel: int) -> int:
        """A note on at `due`; the id with which it is ended."""

    def off(self, note: int, due: float) -> None: ...

    def cancel(self, player: str, after: float) -> None:
        """Notes of this player due at or after `after` that have not left will never sound."""

    def silence(self, player: str) -> None:
        """Everything of this player ends now."""

    def say(self, address: str, *args, due: float | None = None) -> None:
        """A message to every listener that wants it."""

    def engine(self, player: str, message: tuple) -> None: ...

    def relieve(self, player: str) -> None:
        """This player's model is too slow for this machine: a smaller one shall play, if there is one."""

    def record(self, player: str, **values) -> None:
        """What the journal must know to make this player's work again, as plain values."""
