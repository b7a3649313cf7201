"""The process that listens to MIDI: `python -m bridge.midi.ear LINK_FD`.

Apart from the core for three reasons, all measured. The driver keeps the interpreter to itself while it opens a port
(14 ms with JACK, for ever with a server that hangs). It calls back in the sound server's own thread, which would wait for
a busy core, and stamp late. And its libraries print. Here all of that hurts nobody; if it hangs, it ends, and core starts
it again.

core → ear   ("open", parts | None, names of our own, parts of outputs' names), ("quit",)
ear → core   ("heard", moment, port, bytes)    ("opened", port, virtual)    ("closed", port)    ("trouble", sentence)
             ("outputs", (part, ...))          those of the outputs that are there, at first and whenever it changes
             ("ready", (system, ...), (missing part, ...), sentence)    once all is open that is there
"""

import contextlib
import faulthandler
import os
import select
import signal
import socket
import sys
from collections.abc import Callable
from time import monotonic
from typing import Any

from bridge.channel import Link, LinkClosed
from bridge.child import end_with_parent
from bridge.companion import THERE
from bridge.errors import PortError

from . import system
from .called import Called
from .hotplug import Plugged, Source, chosen, missing, reachable

POLL_S = 0.1  # how often ports are listed; 0.15 ms with JACK. What is away for less is not missed, and stays unheard
SYSTEMS_S = 1.0  # how often we look whether a MIDI system came or went
RETRY_S = 5.0  # a port that could not be opened is tried again
STUCK_S = 4.0  # a driver that takes longer hangs


class Ear:
    """The open ports of all systems. `report` takes what goes to core, from any thread."""

    def __init__(
        self, systems: dict[str, int], report: Callable[[tuple], None], wanted: tuple | None, virtual: tuple, outputs: tuple
    ):
        self._rtmidi = system.load_driver()
        self._systems, self._report, self._wanted = systems, report, wanted
        self._called = Called()
        self._probes = {name: self._client(name, "duende ports") for name in systems}
        self._outputs, self._there = outputs, None
        # A client that stays: one that came and went for each look would have JACK sort its graph anew each time.
        self._sounding = {n: self._rtmidi.MidiOut(api, name="duende looks") for n, api in systems.items() if outputs}
        self._plugged = Plugged()
        self._open: dict[Source, tuple[Any, str]] = {}
        self._failed: dict[Source, float] = {}
        self._names: set[str] = set()
        able = [name for name in systems if system.has_virtual_ports(name)]
        self._virtual = [self._open_virtual(name, ours) for ours in virtual for name in able]

    def look(self) -> None:
        """Close what has gone, open what has come, wake what sleeps for ever."""
        self._called.look(monotonic())
        gone, come = self._plugged.differ(chosen(self._listed(), self._wanted))
        for source in gone:
            self._close(source)
        for source in come + [s for s, since in self._failed.items() if monotonic() - since > RETRY_S]:
            self._try_to_open(source)
        there = reachable({name: probe.get_ports() for name, probe in self._sounding.items()}, self._outputs)
        if there != self._there and self._outputs:
            self._report(("outputs", there))
            self._there = there

    def missing(self) -> tuple[str, ...]:
        return tuple(missing(self._listed(), self._wanted))

    def close(self) -> None:
        opened = [port for port, _ in self._open.values()] + self._virtual
        for port in [*opened, *self._probes.values(), *self._sounding.values()]:
            port.delete()

    def _client(self, system_name: str, name: str) -> Any:
        with self._called.opening() if system_name == system.JACK else contextlib.nullcontext():
            return self._rtmidi.MidiIn(self._systems[system_name], name=name)

    def _listed(self) -> dict[str, list[str]]:
        return {name: probe.get_ports() for name, probe in self._probes.items()}

    def _open_virtual(self, name: str, ours: str) -> Any:
        port = self._client(name, ours)
        self._listen(port, shown := self._unused(ours, system.name_of(name)))
        port.open_virtual_port(ours)
        self._report(("opened", shown, True))
        return port

    def _try_to_open(self, source: Source) -> None:
        port = self._client(source.system, "duende hears")
        shown = self._unused(source.shown, source.name)
        self._listen(port, shown)
        try:
            port.open_port(self._probes[source.system].get_ports().index(source.name), "in")
        except Exception as error:  # each system has its own; the port is in use elsewhere, or gone again
            port.delete()
            self._names.discard(shown)
            if source not in self._failed:
                self._report(("trouble", f"the MIDI input {source.shown} cannot be opened: {error}"))
            self._failed[source] = monotonic()
            return
        self._failed.pop(source, None)
        self._open[source] = (port, shown)
        self._report(("opened", shown, False))

    def _unused(self, name: str, otherwise: str) -> str:
        """A name that no other open port has."""
        shown = name if name not in self._names else f"{name} ({otherwise})"
        self._names.add(shown)
        return shown

    def _listen(self, port: Any, shown: str) -> None:
        def heard(event: tuple[list[int], float], _: Any) -> None:
            report(("heard", monotonic(), shown, bytes(event[0])))

        report = self._report
        port.ignore_types(sysex=True, timing=False, active_sense=True)
        port.set_callback(heard)

    def _close(self, source: Source) -> None:
        self._failed.pop(source, None)
        if source in self._open:
            port, shown = self._open.pop(source)
            port.delete()
            self._names.discard(shown)
            self._report(("closed", shown))


def listen(link: Link, wanted: tuple | None, virtual: tuple, outputs: tuple) -> None:
    """Hear until told to quit, until core ends, or until the systems are others: then core starts a fresh process."""
    there = system.present()
    try:
        ear, sentence = Ear(system.usable(), link.send, wanted, virtual, outputs), ""
    except PortError as error:
        ear, sentence = None, str(error)
    if ear:
        ear.look()
    link.send(("ready", tuple(map(system.name_of, there)), ear.missing() if ear else (), sentence))
    _keep_looking(link, ear, there)
    if ear:
        ear.close()


def _keep_looking(link: Link, ear: Ear | None, there: tuple[str, ...]) -> None:
    next_systems = monotonic() + SYSTEMS_S
    while not _told(link):
        faulthandler.dump_traceback_later(STUCK_S, exit=True)
        if monotonic() > next_systems:
            if system.present() != there:
                os._exit(0)  # nothing of a server that died can be closed in order
            next_systems = monotonic() + SYSTEMS_S
        if ear:
            ear.look()


def _told(link: Link) -> bool:
    """Whether core told us to quit, or ended, within a moment."""
    if not select.select([link], [], [], POLL_S)[0]:
        return False
    try:
        return any(message != THERE for message in link.waiting())
    except LinkClosed:
        return True


def _end_with_parent(parent: int) -> None:
    """Even if the driver hangs, and if it has gone already."""
    end_with_parent()
    if sys.platform.startswith("linux") and os.getppid() != parent:
        sys.exit()


def main() -> None:
    link = Link(socket.socket(fileno=int(sys.argv[1])))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is core's, which ends us in order
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what drivers print concerns nobody
    with contextlib.suppress(LinkClosed):
        _, parent, wait_s, *asked = link.receive()
        _end_with_parent(parent)
        if not select.select([link], [], [], wait_s)[0]:
            faulthandler.dump_traceback_later(STUCK_S, exit=True)
            listen(link, *asked)
    os._exit(0)  # threads of the driver may still run


if __name__ == "__main__":
    main()
