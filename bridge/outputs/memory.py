"""An output that remembers what it was given: for rehearsals, rendering and tests."""

from bridge.clock import Clock


class MemorySink:
    """`heard` holds `(moment, address, *arguments)` in order of writing; raw MIDI as `(moment, "midi", bytes)`.

    The moment (seconds on the clock's line) is that of the timetag where there is one, else that of the writing.
    """

    can_tag = True
    behind = False

    def __init__(self, clock: Clock):
        self.heard: list[tuple] = []
        self.closed = False
        self._clock = clock

    def note(self, player: str, pitch: int, velocity: int, channel: int) -> tuple:
        return f"/{player}/out/note", pitch, velocity, channel

    def message(self, address: str, args: tuple) -> tuple:
        return address, *args

    def raw_midi(self, data: bytes) -> tuple:
        return "midi", data

    def write(self, packet: tuple | bytes, tag: float | None) -> bool:
        moment = self._clock.now() if tag is None else tag
        self.heard.append((moment, *packet) if isinstance(packet, tuple) else (moment, packet))
        return True

    def booked(self) -> None:
        pass

    def refused(self) -> bool:
        return False

    def flush(self) -> None:
        pass

    def close(self) -> None:
        self.closed = True
