"""Core's side of the timer process: starts it, speaks to it, and replaces it when it dies."""

import contextlib
import os
import selectors
import socket
import struct
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence

from bridge.channel import LinkClosed, pair
from bridge.child import environment
from bridge.clock import Clock, MachineClock
from bridge.errors import DuendeError
from bridge.osc.tcp import is_clogged
from bridge.patience import Patience, frozen, seen
from bridge.reserve import Reserve

from .express import Express
from .mirror import Mirror
from .mouths import Mouths
from .slate import fresh

STUCK_S = 1  # a timer that has read nothing for so long, with its link full, is replaced
LOOK_S = 0.25  # between two looks whether timer and MIDI ports still turn
FROZEN_S, HUNG_S = 0.6, 2.5  # a timer that answers nothing for so long, stopped by somebody or not, is replaced
DEATHS, DEATHS_WITHIN_S = 5, 3.0  # more than so many starts in that time: something is wrong with this machine
MAY_WAIT = {"note", "off", "say"}  # messages that `together` sends in one packet: the mirror knows them all
TOGETHER_S = 2e-4  # for so long at most, as seen by the next one
END_S = 1.5  # to end by itself: it may need half a second for the last offs
SPARE = 8  # descriptors that a replacement takes at most while it starts: its link's two, its page's two, Popen's four



class Timer:
    """`udp` is the socket of the OSC door: everything leaves through it.

    A note that is due now may leave from here (`express`).

    A killed timer is replaced at once, by whichever call notices. The new one gets all outputs, ends what may still
    sound, and is asked again for what had not left; `receive` tells it by `("restarted", why)`. MIDI outputs have a
    process each, which outlives the timer and is replaced like it.
    """

    def __init__(self, udp: socket.socket, *, ordinary: bool = False, clock: Clock | None = None):
        """`ordinary`: ask for no priority."""
        self._udp, self._ordinary, self._clock = udp, ordinary, clock or MachineClock()
        self._mirror, self._mouths = Mirror(), Mouths()
        self._express = Express(udp, self._mirror, self._clock.now)
        # MIDI port → (channel, pitch) → the end of what sounded there when it went
        self._owed: dict[str, dict[tuple[int, int], tuple]] = {}
        self._descriptors: dict[int | str, list[int]] = {}  # of outputs, for the next timer
        self._reports: list[tuple] = []
        self._together, self._held, self._held_since = False, [], 0.0  # messages that wait for `tell`
        self._starts: deque[float] = deque(maxlen=DEATHS)
        self._patience = Patience()  # of our ping
        self._spare = Reserve(SPARE)
        self.next_look = 0.0
        self._readable = selectors.DefaultSelector()
        self._start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def fileno(self) -> int:
        """Readable when `receive` has something; always the same."""
        return self._readable.fileno()

    def send(self, message: tuple, descriptors: Sequence[int] = ()) -> None:
        """Send one message of the table "core → timer" (docs/design.md). The descriptors stay the caller's."""
        if message[0] == "sink":
            descriptors = self._prepare(message, descriptors)
        told = message  # before all else: it may be a note that is due now
        if message[0] == "note" and not self._held:
            told = self._express.carry(message, self._slate, self._link.sent)
        if self._together and told is message and message[0] in MAY_WAIT:
            self._hold(message)
            return
        self.tell()
        try:
            self._link.send(told, descriptors)
            lost = None
        except LinkClosed as closed:
            lost = str(closed)
        if lost is not None and message[0] == "unsink":  # the next one ends what sounds there, then closes it
            self._replace(lost)
            lost = None
            with contextlib.suppress(LinkClosed):
                self._link.send(message)
        self._remember(message, told)
        if message[0] == "unsink":
            self._drop_descriptors(message[1])
        if lost is not None:
            self._replace(lost)
            if message[0] == "reply":  # all else the new one knows by the mirror
                with contextlib.suppress(LinkClosed):
                    self._link.send(message)

    def together(self) -> None:
        """From here on messages of one turn of core may travel in one packet: `tell` sends it; call it before each sleep."""
        self._together = True

    def tell(self, only_old: bool = False) -> None:
        """Send what was held back; `only_old`: only where it has waited long enough for others."""
        if not self._held or (only_old and self._clock.now() - self._held_since < TOGETHER_S):
            return
        held, self._held = self._held, []
        try:
            self._link.send(held[0] if len(held) == 1 else ("many", held))
        except LinkClosed as closed:
            self._replace(str(closed))

    def _hold(self, message: tuple) -> None:
        if not self._held:
            self._held_since = self._clock.now()
        self._held.append(message)
        self._remember(message, message)
        self.tell(only_old=True)

    def _remember(self, message: tuple, told: tuple) -> None:
        now = self._clock.now()
        self._mirror.sent(message, now)
        if told is not message:  # core has let it out itself
            self._slate.wipe()
            for name, moment in told[-1]:
                self._mirror.heard(("left", message[1], name, message[2], moment), now)
        elif message[0] in ("sink", "unsink", "tune"):
            self._express.told(message)

    def receive(self) -> list[tuple]:
        """The reports that are here, without waiting."""
        try:
            self._hear()
        except LinkClosed as closed:
            self._replace(str(closed))
        self._hear_mouths()
        reports, self._reports = self._reports, []
        return reports

    def look(self) -> None:
        """Replace a timer that hangs (frozen, or for ever in a call), and end a MIDI port's process that does. Call it at
        `next_look`."""
        now = self._clock.now()
        if now < self.next_look:
            return
        self.next_look = now + LOOK_S
        self._mouths.look(now)
        self._spare.refill()
        if self._process.poll() is not None:  # what `receive` did not see: the system had started no other
            self._replace("it has ended")
        fares = seen(self._process.pid)
        if not self._patience.owed:
            self._patience.begin(now, fares)
            with contextlib.suppress(LinkClosed):  # `receive` tells it
                self._link.offer(("ping", 0))
        elif self._patience.look(now, fares) > (FROZEN_S if frozen(self._process.pid) else HUNG_S):
            self._replace(f"it has not answered for {self._patience.waited:.1f} s")

    def restart(self) -> None:
        """Replace the process, whatever state it is in."""
        self._replace("asked to")

    def close(self) -> list[tuple]:
        """Let it end every note and exit; its last reports are returned. Killed when it takes too long."""
        if self._readable.get_map() is None:
            return []
        self.tell()
        with contextlib.suppress(LinkClosed, subprocess.TimeoutExpired):
            self._link.send(("quit",))
            self._process.wait(END_S)
        self._stop()
        for name in list(self._descriptors):
            self._drop_descriptors(name)
        self._mouths.close()
        self._spare.close()
        self._readable.close()
        return self._reports

    # ---- the process -----------------------------------------------------------------------------------------------

    def _start(self) -> None:
        now = self._clock.now()
        if len(self._starts) == DEATHS and now - self._starts[0] < DEATHS_WITHIN_S:
            raise DuendeError(f"the timer process died {DEATHS} times within {DEATHS_WITHIN_S:g} s; it says why above")
        self._patience.over()
        with self._spare.lent():
            self._link, theirs = pair()
            with theirs:
                self._begin(theirs)
        self._starts.append(now)
        self._readable.register(self._link, selectors.EVENT_READ)

    def _begin(self, theirs: socket.socket) -> None:
        # Our side may wait for a busy timer, but not for one that hangs.
        self._link.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", STUCK_S, 0))
        self._slate, page = fresh()
        handed = (theirs.fileno(), self._udp.fileno(), page)
        command = [sys.executable, "-P", "-m", "bridge.schedule.timer", *map(str, handed)]
        command += ["--ordinary"] if self._ordinary else []
        try:
            self._process = subprocess.Popen(command, pass_fds=handed, env=environment(), stdin=subprocess.DEVNULL)
        finally:
            os.close(page)

    def _replace(self, why: str) -> None:
        self._held.clear()  # the mirror knows them
        self._stop()
        self._start()
        self._reports.append(("restarted", why))
        now = self._clock.now()
        self._give_up_torn(now)
        with contextlib.suppress(LinkClosed):  # it died as well: the next call notices
            for message in self._mirror.handover(now):
                self._link.send(message, self._descriptors.get(message[1], ()) if message[0] == "sink" else ())

    def _give_up_torn(self, now: float) -> None:
        """A stream whose peer did not read may be cut in the middle of a packet, and offs that waited for it are gone."""
        for name, spec in list(self._mirror.sinks.items()):
            if spec.get("kind") == "tcp" and any(map(is_clogged, self._descriptors.get(name, ()))):
                self._drop_descriptors(name)
                broken = ("broken", name, "it did not read, and the timer died with what was waiting for it")
                self._mirror.heard(broken, now)
                self._reports.append(broken)

    def _stop(self) -> None:
        """It ends now; what it still reported is kept."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        with contextlib.suppress(LinkClosed, OSError):  # an OSError: stopped before, and the system started no other
            self._hear()
        with contextlib.suppress(KeyError, ValueError):
            self._readable.unregister(self._link)
        self._link.close()

    def _hear(self) -> None:
        now = self._clock.now()
        for report in _one_by_one(self._link.waiting()):
            if report[0] == "pong":
                self._patience.over()
                continue
            if report[0] == "broken":
                if report[1] in self._mouths:
                    continue  # its own process tells why, or is replaced
                self._drop_descriptors(report[1])
                self._express.told(report)
            self._mirror.heard(report, now)
            self._reports.append(report)

    # ---- MIDI outputs ----------------------------------------------------------------------------------------------

    def _hear_mouths(self) -> None:
        for name, (what, *details) in self._mouths.reports():
            if what == "opened":
                self._reports.append(("opened", name, *details))
                self._pay(name)
            elif what == "died":
                self._replace_mouth(name)
            else:
                self._give_up_mouth(name, *(details or ["its MIDI driver ends as soon as it starts"]))

    def _owe(self, name: int | str, offs: list[tuple]) -> None:
        """The device may come back and sound on: a synthesizer keeps its notes when its cable is pulled."""
        owed = self._owed.setdefault(_port(self._mirror.sinks[name]), {})
        for off in offs:
            *_, pitch, channel = off
            owed[channel, pitch] = off

    def _pay(self, name: int | str) -> None:
        """It is there: what it sounded when it went ends."""
        for what, _, *rest in self._owed.pop(_port(self._mirror.sinks[name]), {}).values():
            self.send((what, name, *rest))

    def _give_up_mouth(self, name: int | str, why: str, offs: list[tuple] | None = None) -> None:
        self._owe(name, self._mirror.moved(name, self._clock.now()) if offs is None else offs)
        self.send(("unsink", name))
        self._reports.append(("broken", name, why))

    def _replace_mouth(self, name: int | str) -> None:
        offs = self._mirror.moved(name, self._clock.now())
        try:
            self.send(("sink", name, self._mirror.sinks[name]))
        except OSError as error:  # the system starts no process
            self._give_up_mouth(name, str(error), offs)
            return
        for off in offs:
            self.send(off)

    # ---- descriptors -----------------------------------------------------------------------------------------------

    def _prepare(self, message: tuple, descriptors: Sequence[int]) -> Sequence[int]:
        """The descriptors that go with an output; copies are kept for the next timer."""
        _, name, spec = message
        replaced = name in self._descriptors
        self._drop_descriptors(name)
        if spec.get("kind") == "midi":
            virtual = bool(spec.get("virtual"))
            with self._spare.lent() if replaced else contextlib.nullcontext():
                link = self._mouths.open(name, spec.get("name" if virtual else "port") or "", virtual)
            self._readable.register(link, selectors.EVENT_READ)
            descriptors = [link.fileno()]
        self._descriptors[name] = [os.dup(descriptor) for descriptor in descriptors]
        return descriptors

    def _drop_descriptors(self, name: int | str) -> None:
        for descriptor in self._descriptors.pop(name, ()):
            os.close(descriptor)
        link = self._mouths.let_go(name)
        if link:
            self._readable.unregister(link)
            link.close()


def _port(spec: dict) -> str:
    """A MIDI output by what stays the same when it comes back under another number."""
    return spec.get("name") or spec.get("port") or ""


def _one_by_one(packets: list[tuple]) -> Iterator[tuple]:
    """Several reports may come in one packet."""
    for packet in packets:
        yield from packet[1] if packet[0] == "many" else (packet,)
