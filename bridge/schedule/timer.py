"""The timer process: `python -m bridge.schedule.timer LINK_FD UDP_FD SLATE_FD`. Lets every event leave at its moment.

One thread. It sleeps until 300 µs before the next moment, then spins to it; a message that comes meanwhile is acted on
at once unless a moment is so near that this could make it late. When the link ends, on SIGTERM and on `quit` every
sounding note ends on every output, then the process does.
"""

import gc
import math
import os
import select
import signal
import socket
import sys
from collections import deque
from contextlib import suppress
from time import monotonic

from bridge.channel import Link, LinkClosed
from bridge.child import end_with_parent, keep_one_heap, take_memory
from bridge.clock import MachineClock
from bridge.outputs.opening import opener
from bridge.outputs.osc import UdpSender

from . import realtime
from .dispatcher import Dispatcher
from .slate import Slate

SPIN_S = 300e-6  # a sleep wakes up to this much too late even at real-time priority; so the rest is spun
GUARD_S = 60e-6, 1e-3  # least and most time kept free of messages before a moment; between them: as one message takes
REPORTS_WAIT = 500  # reports that may wait for a pause between moments
BEHIND_S = 5e-3  # how often a TCP peer that is behind is offered more
STATS_S = 1.0
TIDY_S = 60.0  # between collections of garbage, when nothing waits within a second
MEMORY_MIB = 0.5, 0.25  # for the peaks of an evening, taken before it: a moment never waits for a page
LAST_OFFS_S = 0.5  # at the end, for outputs that do not take their offs at once
REPORTS_TOGETHER = 64  # in one packet
REPORTS_KEPT = 20_000  # while core is busy; beyond them they are counted only


class TimerProcess:
    def __init__(self, link: Link, udp: socket.socket, slate: Slate, priority: str):
        clock = MachineClock()
        self._link, self._slate, self._priority = link, slate, priority
        self._sender = UdpSender(udp, clock)
        self._dispatcher = Dispatcher(clock, opener(self._sender, clock), self._sender.post)
        self._over = False
        self._guard = GUARD_S[0]
        self._taken: deque[tuple] = deque()  # of a packet of several messages those not acted on
        self._next_stats = monotonic() + STATS_S
        self._next_tidy = monotonic() + TIDY_S
        self._parent = os.getppid()
        self._wakes = self._wake_up_calls(udp)

    def _wake_up_calls(self, udp: socket.socket) -> list:
        """What `select`, the only wait that keeps microseconds, watches: the link, signals, errors of the socket."""
        self._signals, signalled = os.pipe()
        for end in (self._signals, signalled):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(signalled)
        if not hasattr(select, "epoll"):
            return [self._link, self._signals]
        wakes = select.epoll()
        wakes.register(self._link, select.EPOLLIN)
        wakes.register(self._signals, select.EPOLLIN)
        wakes.register(udp, 0)  # errors only: what comes in is core's
        return [wakes]

    # ---- life ------------------------------------------------------------------------------------------------------

    def run(self) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
        signal.signal(signal.SIGTERM, self._stop)
        try:
            self._link.send(("ready", {"pid": os.getpid(), "priority": self._priority}))
            while not (self._over or self._dispatcher.over):
                self._turn()
        except LinkClosed:
            pass
        finally:
            self._end()

    def _stop(self, *_: object) -> None:
        self._over = True

    def _end(self) -> None:
        """Notes off first, then the doors."""
        if untold := self._slate.intended():
            self._dispatcher.book(untold)
        deadline = monotonic() + LAST_OFFS_S
        while not self._dispatcher.stop_sounding() and monotonic() < deadline:
            select.select((), (), (), BEHIND_S)
        self._flush_until(deadline)
        self._dispatcher.close()
        self._report()

    def _flush_until(self, deadline: float) -> None:
        while self._dispatcher.is_behind() and monotonic() < deadline:
            self._dispatcher.flush()
            select.select((), (), (), BEHIND_S)

    # ---- one turn --------------------------------------------------------------------------------------------------

    def _turn(self) -> None:
        """Wait for the next moment or message, whichever comes first, and do what it asks."""
        moment = self._dispatcher.next_moment()
        self._slate.stand(self._link.taken - bool(self._taken), moment)
        left = moment - monotonic()
        if left <= self._guard:
            _spin_to(moment)
            self._dispatcher.release(monotonic())
            if len(self._dispatcher.reports) > REPORTS_WAIT:
                self._report()
        elif left <= SPIN_S:
            self._hear()
        else:
            self._between(left)
            if not self._taken:
                self._sleep(left)
            self._hear()

    def _hear(self) -> None:
        """Act on one message, if there is one, and remember how long that takes."""
        taken = self._take()
        if taken is None:
            self._sender.collect_refusals()
            with suppress(BlockingIOError):
                os.read(self._signals, 64)  # one left there would wake us for ever
            return
        began = monotonic()
        self._dispatcher.handle(*taken)
        ended = monotonic()
        if self._dispatcher.next_moment() <= ended:
            self._dispatcher.release(ended)
        least, most = GUARD_S
        self._guard = min(max(ended - began, 0.95 * self._guard, least), most)

    def _take(self) -> tuple | None:
        if self._taken:
            return self._taken.popleft(), []
        try:
            taken = self._link.take()
        except LinkClosed:
            self._over = True
            return None
        if taken is not None and taken[0][0] == "many":
            self._taken.extend(taken[0][1])
            return self._take()
        return taken

    def _sleep(self, left: float) -> None:
        """Until something wakes us, or shortly before the moment; long sleeps end early, since systems stretch them."""
        now = monotonic()
        limit = min(self._next_stats - now, BEHIND_S if self._dispatcher.is_behind() else math.inf)
        to_moment = left - SPIN_S if left < 0.01 else (left - SPIN_S) * 0.998
        select.select(self._wakes, (), (), max(0.0, min(to_moment, limit)))

    # ---- between moments -------------------------------------------------------------------------------------------

    def _between(self, left: float) -> None:
        """What has no moment of its own. Only called when the next one is further away than the spin."""
        if self._dispatcher.is_behind():
            self._dispatcher.flush()
        if self._dispatcher.reports and not self._taken:
            self._report()
        now = monotonic()
        if now >= self._next_stats:
            self._every_second(now, left)

    def _report(self) -> None:
        """Tell core what left; what it has no room for now waits, in order, and is counted when it becomes too much."""
        reports = self._dispatcher.reports
        try:
            while reports:
                some = reports[:REPORTS_TOGETHER]
                if not self._link.offer(some[0] if len(some) == 1 else ("many", some)):
                    break
                del reports[: len(some)]
        except LinkClosed:
            self._over = True
        if len(reports) > REPORTS_KEPT:
            self._dispatcher.tally.unreported += len(reports) - REPORTS_KEPT
            del reports[:-REPORTS_KEPT]

    def _every_second(self, now: float, left: float) -> None:
        self._next_stats = now + STATS_S
        self._dispatcher.look_for_refused()
        self._dispatcher.reports.append(("stats", {"priority": self._priority} | self._dispatcher.tally.report()))
        if os.getppid() != self._parent:
            self._over = True
        if now >= self._next_tidy and left > STATS_S:
            gc.collect()
            self._next_tidy = now + TIDY_S


def _spin_to(moment: float) -> None:
    while monotonic() < moment:
        pass


def main(argv: list[str]) -> None:
    link_fd, udp_fd, slate_fd = map(int, argv[:3])
    end_with_parent(signal.SIGTERM)
    realtime.wake_exactly()
    priority = "none asked" if "--ordinary" in argv else realtime.gain_priority()
    link, udp = Link(socket.socket(fileno=link_fd)), socket.socket(fileno=udp_fd)
    timer = TimerProcess(link, udp, Slate(slate_fd), priority)
    os.close(slate_fd)
    keep_one_heap()
    timer.memory = take_memory(*MEMORY_MIB)
    gc.collect()
    gc.freeze()
    gc.disable()
    timer.run()


if __name__ == "__main__":
    main(sys.argv[1:])
