"""The process that holds one MIDI output: `python -m bridge.outputs.mouth LINK_FD real|virtual NAME PARENT`.

Apart from the timer because the driver keeps the interpreter to itself: 50 ms while it opens a port, for ever when a JACK
server has died and its buffer is full. And so that the port, with what sounds there, outlives a timer that was killed.
A driver that hangs ends this process; core starts another.

timer → mouth   raw MIDI, one message a packet; the end of the link closes the port
mouth → core    ("opened", names) once, ("closed", why) before it ends by itself
"""

import contextlib
import gc
import os
import select
import signal
import socket
import sys
from collections import deque
from collections.abc import Iterator
from time import monotonic, sleep
from typing import Any

from bridge.channel import Link, LinkClosed
from bridge.child import run_anywhere
from bridge.errors import PortError
from bridge.midi import system
from bridge.midi.called import Called

LOOK_S = 0.1  # how often we look whether the port is still there; 0.15 ms with JACK. Away for less, it is not missed: mute
RING_OUT_S = 0.06  # what a JACK port writes in its last cycles is forgotten; two of the longest usual ones
LAST_OFFS = 256  # said again at the end: JACK loses a cycle when another of our processes was killed
STUCK_S = 4.0  # a driver that takes longer hangs
FIFO_PRIORITY = 49  # just below the timer
PACKET_BYTES = 1 << 16
NOTE_OFF = 0x80


class Port:
    """One real port, found by a part of its name, or a virtual one of ours on every system that has such."""

    def __init__(self, wanted: str, virtual: bool = False):
        """`wanted`: a part of a real port's name, or the whole name of ours. `PortError` when there is none."""
        self._error = system.load_driver().RtMidiError
        self._outs: list[tuple[str, Any, str]] = []  # system, client, full name of the real port
        self._called = Called()
        systems = system.usable()
        self._ours = (virtual and wanted) or system.OUT
        if virtual:
            self._outs += self._open_virtual(systems)
        else:
            self._outs.append(self._open_real(systems, wanted))

    @property
    def names(self) -> list[str]:
        return [name or self._ours for _, _, name in self._outs]

    def send(self, data: bytes) -> None:
        for _, out, _ in self._outs:
            out.send_message(data)

    def why_gone(self) -> str | None:
        """A sentence when the port is no longer there, or its system. Wakes it where it sleeps for ever."""
        self._called.look(monotonic())
        there = system.present()
        for name_of_system, out, name in self._outs:
            if name_of_system not in there:
                return f"{system.name_of(name_of_system)} has ended"
            if name and name not in out.get_ports():
                return f"{name} is gone (unplugged?)"
        return None

    def close(self) -> None:
        for _, out, _ in self._outs:
            out.delete()

    def _open_real(self, systems: dict[str, int], wanted: str) -> tuple[str, Any, str]:
        found = []
        for name_of_system, out in self._clients(systems):
            names = [name for name in out.get_ports() if not name.startswith(system.OURS)]
            for name in names:
                if wanted.lower() in name.lower():
                    self._open(out.open_port, out.get_ports().index(name), self._ours)
                    return name_of_system, out, name
            found += names
            out.delete()
        raise PortError(f"no MIDI output has '{wanted}' in its name; there are: {', '.join(found) or 'none'}")

    def _open_virtual(self, systems: dict[str, int]) -> Iterator[tuple[str, Any, str]]:
        able = {name: api for name, api in systems.items() if system.has_virtual_ports(name)}
        if not able:
            raise PortError("this MIDI system has no virtual ports; name a real output in the show")
        for name_of_system, out in self._clients(able):
            self._open(out.open_virtual_port, self._ours)
            yield name_of_system, out, ""

    def _clients(self, systems: dict[str, int]) -> Iterator[tuple[str, Any]]:
        rtmidi = system.load_driver()
        for name_of_system, api in systems.items():
            try:
                with self._called.opening() if name_of_system == system.JACK else contextlib.nullcontext():
                    out = rtmidi.MidiOut(api, name=self._ours)
                yield name_of_system, out
            except self._error as error:
                raise PortError(f"{system.name_of(name_of_system)} gives no MIDI output: {error}") from error

    def _open(self, act: Any, *arguments: Any) -> None:
        try:
            act(*arguments)
        except self._error as error:
            raise PortError(f"the MIDI output cannot be opened: {error}") from error


def speak(link: Link, wanted: str, virtual: bool) -> None:
    """Hand on what comes until the link ends or the port does."""
    try:
        with _limited():
            port = Port(wanted, virtual)
    except PortError as error:
        link.send(("closed", str(error)))
        return
    link.send(("opened", port.names))
    _be_quick()
    last: deque[bytes] = deque(maxlen=LAST_OFFS)
    why = _hand_on(link, port, last)
    if why:
        link.send(("closed", why))
    else:
        _ring_out(port, last)
    with _limited():
        port.close()


def _hand_on(link: Link, port: Port, last: deque[bytes]) -> str | None:
    """None when the link has ended; else why the port has. `last` keeps the last offs."""
    next_look = monotonic() + LOOK_S
    while True:
        if select.select([link], [], [], LOOK_S)[0]:
            data = link.sock.recv(PACKET_BYTES)
            if not data:
                return None
            with _limited():
                port.send(data)
            if data[0] & 0xF0 == NOTE_OFF:
                last.append(data)
        if monotonic() > next_look:
            with _limited():
                why = port.why_gone()
            if why:
                return why
            next_look = monotonic() + LOOK_S


def _ring_out(port: Port, last: deque[bytes]) -> None:
    """See to it that the last offs arrive."""
    with _limited():
        sleep(RING_OUT_S)
        for data in last:
            port.send(data)
        sleep(RING_OUT_S)


@contextlib.contextmanager
def _limited() -> Iterator[None]:
    """The driver may take so long; then the system's alarm ends us, whoever holds the interpreter."""
    signal.setitimer(signal.ITIMER_REAL, STUCK_S)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)


def _be_quick() -> None:
    """Real-time priority where it is granted, and no pauses to collect garbage."""
    with contextlib.suppress(OSError, AttributeError):
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(FIFO_PRIORITY))
    gc.collect()
    gc.freeze()
    gc.disable()


def main(argv: list[str]) -> None:
    # Ctrl-C and a SIGTERM to the whole group are core's, and a death of core is the timer's: we end when the last offs have
    # come through the link, which ends with the timer.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    run_anywhere()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what drivers print concerns nobody
    link = Link(socket.socket(fileno=int(argv[0])))
    if os.getppid() != int(argv[3]):
        return
    with contextlib.suppress(LinkClosed):
        speak(link, argv[2], argv[1] == "virtual")
    os._exit(0)  # threads of the driver may still run


if __name__ == "__main__":
    main(sys.argv[1:])
