"""Core's side of the announcing process. Nothing here waits but `close`."""

from time import monotonic

from bridge.companion import Companion


class Announcer:
    """Says by mDNS that this server is here, from `announce` on. `start` it before, so that its name is sure by then.

    `sentence` is how it stands, for the status. When it cannot be, one sentence says so and it is not tried again.
    """

    def __init__(self, host: str, osc_port: int, http_port: int, version: str):
        self._process = Companion("bridge.announce", host, str(osc_port), str(http_port), version)
        self.sentence = "starting"
        self._wanted = self._failed = False
        self._again = 0.0

    @property
    def pid(self) -> int:
        return self._process.pid

    def start(self) -> None:
        self._process.start()
        if self._wanted:
            self._process.offer(("announce",))

    def announce(self) -> None:
        """Everything answers: be found."""
        self._wanted = True
        self._process.offer(("announce",))

    def check(self) -> list[str]:
        """Once a second: replaces a process that died or hangs; sentences for the artist."""
        self._process.look()
        sentences = [said for report in self._process.waiting() if (said := self._judge(report))]
        if self._wanted and not self._failed and not self._process.alive and monotonic() >= self._again:
            self.start()
        return sentences

    def close(self) -> None:
        """Say goodbye, at most half a second long. Harmless when it was never started."""
        self._process.close()

    def _judge(self, report: tuple) -> str:
        match report:
            case ("announced", name, private):
                before, self.sentence = self.sentence, f"{name}, {'on this machine only' if private else 'on the network'}"
                news = before != self.sentence and not (private and name == "duende")
                return f"others find this server as {name!r}" if news else ""
            case ("failed", why):
                self._failed, self.sentence = True, f"off: {why}"
                return f"mDNS is off, and others find this server by its address alone: {why}"
            case ("died", _) if not self._failed:
                self._again, self.sentence = monotonic() + self._process.rest, "starting"
        return ""
