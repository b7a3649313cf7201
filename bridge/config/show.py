"""What a show file says, as frozen values. `Show()` is what `duende serve` runs without one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Server:
    osc_port: int = 7770  # UDP and TCP
    http_port: int = 7771
    host: str = "127.0.0.1"
    device: str = "auto"
    journal: Path | None = None  # where recordings go; None = the server's choice
    seed: int | None = None  # None = a new take every time
    mdns: bool = True
    token: str = field(default="", repr=False)  # asked of HTTP and WebSocket from beyond loopback; "" = nobody is asked
    allow: tuple[str, ...] = ()  # networks beyond loopback that are let in; () = all that reach us
    origins: tuple[str, ...] = ()  # pages that are not ours and may play all the same, like http://localhost:5173


@dataclass(frozen=True)
class ClockSettings:
    tempo: float = 120.0  # beats per minute
    tempo_given: bool = False  # someone has set it: replies then start on a beat
    source: str = "internal"
    meter: tuple[int, int] = (4, 4)
    offset: float = 0.0  # ms, shifts an incoming clock


@dataclass(frozen=True)
class Player:
    name: str
    kind: str
    package: Path | None = None  # None = the bundled one that is marked as default
    parameters: Mapping[str, Any] = field(default_factory=dict)  # tail → value, only those that the show sets
    at: str = field(default="", compare=False)  # where its package is decided, as errors name it: file, line, key


@dataclass(frozen=True)
class Listener:
    host: str
    port: int
    name: str = ""  # for /output/offset; "" = host:port
    timetags: bool = False
    lookahead_ms: float = 100.0
    offset_ms: float = 0.0
    patterns: tuple[str, ...] = ()  # () = all but /out/token, /out/frame, /out/plan, /out/heard
    feedback: bool = False


@dataclass(frozen=True)
class Route:
    source: str  # ADDRESS.FIELD or a whole message
    target: str
    range: tuple[float, float, float, float] | None = None  # in_min, in_max, out_min, out_max
    at: str = field(default="", compare=False)  # file and line, as errors name it


@dataclass(frozen=True)
class FrameOutput:
    """Pictures that leave beside the web."""

    player: str
    to: str  # ndi, spout, syphon
    name: str = ""  # as receivers find it; "" = the player's


@dataclass(frozen=True)
class MidiIn:
    name: str  # a part of the port's name; of a virtual one the whole
    virtual: bool = False  # a port of our own, for others to connect to
    players: tuple[str, ...] | None = None  # whom it plays; None = everybody


@dataclass(frozen=True)
class MidiOut:
    name: str  # a part of the port's name; of a virtual one the whole
    offset_ms: float = 0.0
    clock: bool | None = None  # whether our MIDI clock leaves here; None = as `clock_out` says
    virtual: bool = False  # a port of our own, for others to connect to
    players: tuple[str, ...] | None = None  # who is heard there; None = everybody
    feedback: bool = False  # a controller with motors or lights: it is told the values of what it drives


@dataclass(frozen=True)
class Midi:
    enabled: bool = True
    inputs: tuple[MidiIn, ...] | None = None  # None = every real one
    outputs: tuple[MidiOut, ...] | None = None  # None = our virtual port alone
    echo_guard: bool = True
    pickup: bool = False  # a knob drives a value once it has come by it
    clock_out: bool = False  # our MIDI clock leaves by every output that does not say otherwise
    at: str = field(default="", compare=False)  # file, line, table, as errors name it

    @property
    def sends_clock(self) -> bool:
        """Whether it leaves by any of them."""
        if self.outputs is None:
            return self.clock_out
        return any(self.clock_out if out.clock is None else out.clock for out in self.outputs)


@dataclass(frozen=True)
class Controller:
    """One MIDI controller that drives one parameter."""

    controller: int  # 0-127
    target: str  # the parameter's address
    channel: int = 0  # 0 = any
    range: tuple[float, float] | None = None  # None = the parameter's own
    encoder: str = ""  # how an endless knob says its steps: twos, offset, sign; "" = it is none


@dataclass(frozen=True)
class Show:
    path: Path | None = None
    server: Server = Server()
    clock: ClockSettings = ClockSettings()
    players: tuple[Player, ...] = ()  # none = one of each kind that has a bundled package
    listeners: tuple[Listener, ...] = ()
    routes: tuple[Route, ...] = ()
    frames: tuple[FrameOutput, ...] = ()
    midi: Midi = Midi()
    controllers: tuple[Controller, ...] = ()
