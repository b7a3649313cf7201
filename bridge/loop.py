"""One thread that waits for whatever comes first: something readable, a moment, a signal, the end of background work."""

import contextlib
import selectors
import signal
import socket
import threading
from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import Any

Act = Callable[[], None]


class Loop:
    """`turn` waits and acts. Signals and background threads wake it; nothing else runs beside it."""

    def __init__(self) -> None:
        self.over = False  # told to stop
        self._selector = selectors.DefaultSelector()
        self._last: set[Act] = set()  # these come after all others in a turn
        self._done: deque[Act] = deque()  # what background work leaves to be done here
        self.between: Act = lambda: None  # after each act of a turn
        self._wake, self._wake_up = socket.socketpair()
        for end in (self._wake, self._wake_up):
            end.setblocking(False)
        self.watch(self._wake, self._woken)

    def stop_at_signals(self) -> None:
        """Ctrl-C and SIGTERM end the loop after the turn in which they come."""
        signal.set_wakeup_fd(self._wake_up.fileno())
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)

    def _stop(self, *_: object) -> None:
        self.over = True

    def watch(self, readable: Any, act: Act, last: bool = False) -> None:
        """Do `act` whenever this can be read; `last`: after all others of the same turn."""
        self._selector.register(readable, selectors.EVENT_READ, act)
        if last:
            self._last.add(act)

    def unwatch(self, readable: Any) -> None:
        """Also what is closed already."""
        with contextlib.suppress(KeyError, ValueError):
            self._selector.unregister(readable)

    def rewatch(self, readable: Any, act: Act) -> None:
        """A process was replaced: what it is read from has another file number by now."""
        for key in [k for k in self._selector.get_map().values() if k.data == act]:
            self._selector.unregister(key.fd)
        self.watch(readable, act)

    def turn(self, pause: float, awake_until: float = 0.0) -> None:
        """Wait for at most `pause` seconds, then do what there is. Up to `awake_until` (`time.monotonic()`) it is not slept:
        something is about to come, and whoever sleeps is woken late and finds others' things in the processor's caches."""
        ready, select = [], self._selector.select
        while monotonic() < awake_until and not (ready or self._done):
            ready = select(0.0)
        ready = ready or select(0.0 if self._done else max(0.0, pause))
        acts = [key.data for key, _ in ready]
        for act in sorted(acts, key=self._last.__contains__) if len(acts) > 1 else acts:
            act()
            self.between()
        while self._done:
            self._done.popleft()()

    def in_background(self, job: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Do a job that waits for a disk or a process on a thread of its own; `then` gets its result or exception, here."""

        def work() -> None:
            try:
                result = job()
            except Exception as error:
                result = error
            self._done.append(lambda: then(result))
            with contextlib.suppress(OSError):
                self._wake_up.send(b"\0")

        threading.Thread(target=work, daemon=True).start()

    def _woken(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._wake.recv(4096)

    def close(self) -> None:
        signal.set_wakeup_fd(-1)
        self._selector.close()
        self._wake.close()
        self._wake_up.close()
