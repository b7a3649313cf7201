"""What an OSC packet holds, as Python values that keep their kinds apart.

tag        value                    tag        value
i h        int                      T F        bool
f d        float                    N          None
s S c      str                      I          Impulse
b          bytes                    t          TimeTag
[ ... ]    tuple                    m r        Midi, Rgba
"""

import math
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from bridge.clock import NTP_MINUS_UNIX_S

BUNDLE = b"#bundle\0"  # how a bundle begins
NTP_FRACTION = 1 << 32  # a timetag counts 2**-32 s
IMMEDIATELY = 1  # the timetag that OSC reserves for "now"; many clients send 0


class ImpulseType:
    """OSC's `I`: an event without a value. There is one, `Impulse`."""

    __slots__ = ()
    called = "an impulse (I)"  # in a sentence to whoever sent it; likewise below

    def __repr__(self) -> str:
        return "Impulse"


Impulse = ImpulseType()


@dataclass(frozen=True, slots=True)
class Midi:
    """OSC's `m`: a MIDI message in four bytes."""

    called: ClassVar[str] = "a MIDI message (m)"
    port: int
    status: int
    data1: int
    data2: int


@dataclass(frozen=True, slots=True)
class Rgba:
    """OSC's `r`: a colour, each part 0-255."""

    called: ClassVar[str] = "a colour (r)"
    red: int
    green: int
    blue: int
    alpha: int


@dataclass(frozen=True, slots=True)
class TimeTag:
    """OSC's `t`: a moment as an argument."""

    called: ClassVar[str] = "a timetag (t)"
    unix_s: float | None  # None = immediately


class Message(NamedTuple):
    """One OSC message; `timetag` is its bundle's moment in Unix seconds, None = at once."""

    address: str
    args: tuple[Any, ...] = ()
    timetag: float | None = None


def unix_of_ntp(ntp: int) -> float | None:
    """Unix seconds of a 64-bit timetag, None for "immediately".

    NTP's first era ends on 2036-02-07: a tag beyond it reads as long past, and past means now.
    """
    if ntp <= IMMEDIATELY:
        return None
    return (ntp >> 32) - NTP_MINUS_UNIX_S + (ntp & 0xFFFFFFFF) / NTP_FRACTION


def ntp_of_unix(unix_s: float | None) -> int:
    """The 64-bit timetag of Unix seconds; whole and fraction apart, since a double cannot hold both exactly."""
    if unix_s is None:
        return IMMEDIATELY
    whole = math.floor(unix_s)
    ntp = (whole + NTP_MINUS_UNIX_S) * NTP_FRACTION + round((unix_s - whole) * NTP_FRACTION)
    return ntp % (1 << 64)
