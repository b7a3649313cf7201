"""Core's side of the timer over a timer that can be killed, in virtual time: what the receivers hear outlives it.

`MortalTimer` is `schedule.remote.Timer` itself, mirror and replacement and MIDI ports; only the processes are doubles. The
timer's is a real dispatcher; one that holds a MIDI port is a `Wire` with a pipe before it.
"""

import math
import os
from collections.abc import Sequence
from contextlib import suppress

from bridge.channel import LinkClosed
from bridge.clock import VirtualClock
from bridge.osc.packet import parse
from bridge.outputs.memory import MemorySink
from bridge.schedule.dispatcher import Dispatcher
from bridge.schedule.express import Express
from bridge.schedule.remote import Timer
from bridge.schedule.slate import fresh

PIPE = 200  # packets that wait before a MIDI port that hangs; then it takes no more


class Wire(MemorySink):
    """One receiver. `effects` are (moment, packet): a note takes effect at its tag, or on arrival when that is later."""

    def __init__(self, clock: VirtualClock):
        super().__init__(clock)
        self.effects: list[tuple[float, tuple]] = []
        self.takes = True  # else whoever writes would have to wait
        self.there = True  # a device that can be unplugged
        self.slow = False  # its port takes a while to open
        self.life = 0  # of what carries packets there; those that were handed to an earlier one are lost
        self.pipe: list[tuple] | None = None  # before a MIDI port that hangs

    def take(self, packet: tuple, tag: float | None) -> bool:
        if not self.takes:
            return False
        if self.pipe is not None:
            if len(self.pipe) >= PIPE:
                return False
            self.pipe.append(packet)
            return True
        return self._arrive(packet, tag)

    def _arrive(self, packet: tuple, tag: float | None) -> bool:
        if not self.there:
            return True  # the driver does not tell
        now = self._clock.now()
        self.effects.append((now if tag is None else max(tag, now), packet))
        return super().write(packet, tag)

    def go_on(self) -> None:
        """The port hangs no more: what waits before it arrives, whether or not it takes more."""
        packets, self.pipe = self.pipe or [], None
        for packet in packets:
            self._arrive(packet, None)

    def sounding(self) -> dict[tuple, str]:
        """(channel, pitch) → address of what sounds once all that came has taken effect."""
        sounding = {}
        for _, (address, *args) in sorted(self.effects, key=lambda effect: effect[0]):
            if address.endswith("/out/note"):
                pitch, velocity, channel = args
                if velocity:
                    sounding[channel, pitch] = address
                else:
                    sounding.pop((channel, pitch), None)
        return sounding

    @property
    def ons(self) -> int:
        return sum(address.endswith("/out/note") and bool(args[1]) for _, (address, *args) in self.effects)


class Door(MemorySink):
    """A timer's own end of a wire."""

    def __init__(self, wire: Wire, kind: str, clock: VirtualClock):
        super().__init__(clock)
        self.can_tag = kind != "midi"
        self._wire, self._life = wire, wire.life

    def write(self, packet: tuple | bytes, tag: float | None) -> bool:
        if self._wire.life != self._life:
            raise ConnectionError("nobody is there any more")
        return self._wire.take(packet if isinstance(packet, tuple) else ("midi", packet), tag)


class Process:
    """A timer process and our link to it: as `Link`, as far as core uses it."""

    def __init__(self, line: VirtualClock, clock: VirtualClock, open_sink, post):
        self.dispatcher = Dispatcher(line, open_sink, post)
        self.slate, page = fresh()
        os.close(page)
        self.alive, self.stopped = True, False
        self.sent = self.taken = 0
        self._line, self._clock, self._queue = line, clock, []

    def send(self, message: tuple, descriptors: Sequence[int] = ()) -> None:
        if not self.alive:
            raise LinkClosed("killed")
        several = message[1] if message[0] == "many" else [message]
        self._queue += several
        self.sent += len(several)
        self.work()

    def waiting(self) -> list[tuple]:
        reports, self.dispatcher.reports[:] = self.dispatcher.reports[:], []
        if not reports and not self.alive:
            raise LinkClosed("killed")
        return reports

    def kill(self, lost: int) -> None:
        """So many of its last reports never came; what it had not read is gone."""
        self.alive = False
        if lost:
            del self.dispatcher.reports[-lost:]
        self._queue.clear()

    def next_moment(self) -> float:
        return self.dispatcher.next_moment() if self.alive and not self.stopped else math.inf

    def work(self) -> None:
        """Let leave what is due, each at its own moment, then read what came."""
        self._release()
        while self._queue and self.alive and not self.stopped:
            self.dispatcher.handle(self._queue.pop(0))
            self.taken += 1
            if self.dispatcher.over:
                self.dispatcher.stop_sounding()
                self.dispatcher.close()
            self._release()

    def _release(self) -> None:
        while (moment := self.next_moment()) <= self._clock.now():
            self._line.time = max(self._line.time, moment)
            self.dispatcher.release(self._line.time)
        self._line.time = max(self._line.time, self._clock.now())
        if self.alive and not self.stopped:
            self.slate.stand(self.taken, self.dispatcher.next_moment())

    def go_on(self) -> None:
        self._line.time = max(self._line.time, self._clock.now())  # what was due meanwhile leaves now
        self.stopped = False
        self.work()


class Carrier(Express):
    """Core's own way out, on a socket that is the double of the door's."""

    def __init__(self, wires: dict[str, Wire], mirror, line: VirtualClock, clock: VirtualClock):
        super().__init__(self, mirror, clock.now)
        self._wires, self._line, self._clock = wires, line, clock
        self.carried = 0

    def _resolve(self, spec: dict) -> tuple:
        return (spec["name"],)

    def sendto(self, packet: bytes, flags: int, address: tuple) -> None:
        self._line.time = max(self._line.time, self._clock.now())
        ((heard, args, _),) = parse(packet)
        if not self._wires[address[0]].take((heard, *args), None):
            raise BlockingIOError
        self.carried += 1


class MouthsDouble:
    """The processes that hold MIDI ports, by the ids of their sinks."""

    def __init__(self, wires: dict[str, Wire]):
        self._wires, self._names, self._told = wires, {}, []

    def __contains__(self, sink: int) -> bool:
        return sink in self._names

    def open(self, sink: int, name: str) -> None:
        wire = self._wires[name]
        wire.life += 1
        wire.pipe = [] if wire.slow else None
        self._names[sink] = name
        self._told.append((sink, ("opened", [name]) if wire.there else ("closed", "no such port")))

    def let_go(self, sink: int) -> None:
        name = self._names.pop(sink, None)
        if name is not None:
            self._wires[name].go_on()

    def tell(self, name: str, report: tuple) -> None:
        """The process that holds this port is gone, or its port is."""
        for sink, its in self._names.items():
            if its == name:
                self._wires[name].life += 1
                self._told.append((sink, report))

    def reports(self) -> list[tuple]:
        told, self._told = self._told, []
        return [one for one in told if one[0] in self._names]


class MortalTimer(Timer):
    """Takes the calls of `RehearsalTimer`, too, for a whole stage to stand on it. An output's `name` is who hears it."""

    def __init__(self, clock: VirtualClock):
        self.clock = clock
        self.wires: dict[str, Wire] = {}
        self.replies: list[tuple[float, tuple, bytes]] = []
        self._line = VirtualClock(clock.now(), clock.wall())
        super().__init__(None, clock=clock)
        self._readable.close()
        self._mouths = MouthsDouble(self.wires)
        self._express = Carrier(self.wires, self._mirror, self._line, clock)

    # --- what befalls it

    def kill(self, lost: int = 0) -> None:
        self._link.kill(lost)

    def stop(self) -> None:
        self._link.stopped = True

    @property
    def stopped(self) -> bool:
        return self._link.stopped

    def go_on(self) -> None:
        self._link.go_on()

    def kill_mouth(self, name: str) -> None:
        self.wires[name].pipe = None
        self._mouths.tell(name, ("died",))

    def unplug(self, name: str) -> None:
        """The device sounds on, and hears nothing."""
        self.wires[name].there = False
        self._mouths.tell(name, ("closed", "unplugged"))

    def plug(self, name: str) -> None:
        self.wires[name].there = True

    def hang_up(self, name: str) -> None:
        """The connection ends on their side."""
        self.wires[name].life += 1

    # --- as a rehearsal's

    def send(self, message: tuple, descriptors: Sequence[int] = ()) -> None:
        self._link.work()
        super().send(message, descriptors)

    def next_moment(self) -> float:
        return self._link.next_moment()

    def release(self) -> None:
        self._link.work()

    def advance(self, seconds: float) -> None:
        self.tell()
        end = self.clock.now() + seconds
        while (moment := self.next_moment()) <= end:
            self.clock.advance(max(0.0, moment - self.clock.now()))
            self.release()
        self.clock.advance(max(0.0, end - self.clock.now()))
        self.release()

    def close(self) -> None:
        self._link.stopped = False
        self.send(("quit",))

    # --- its process

    def _start(self) -> None:
        self._link = Process(self._line, self.clock, self._open, self._post)
        self._slate = self._link.slate

    def _stop(self) -> None:
        """What it reported before it died is kept."""
        self._link.alive = False
        with suppress(LinkClosed):
            self._hear()

    def _prepare(self, message: tuple, descriptors: Sequence[int]) -> Sequence[int]:
        _, sink, spec = message
        self._drop_descriptors(sink)
        self.wires.setdefault(spec["name"], Wire(self._line))
        if spec["kind"] == "midi":
            self._mouths.open(sink, spec["name"])
        return ()

    def _drop_descriptors(self, sink: int) -> None:
        if hasattr(self, "_mouths"):
            self._mouths.let_go(sink)

    def _open(self, spec: dict, descriptors: Sequence[int]) -> Door:
        return Door(self.wires[spec["name"]], spec["kind"], self._line)

    def _post(self, host: str, port: int, packet: bytes) -> bool:
        self.replies.append((self._line.now(), ("udp", host, port), packet))
        return True
