"""Core's side of the processes that follow rings: frame outputs and the recorder. Nothing here waits but `close`."""

from collections.abc import Mapping, Sequence
from time import monotonic

from bridge.companion import Companion
from bridge.config.show import FrameOutput
from bridge.errors import ConfigError


class FrameOutputs:
    """The `[[frames]]` of a show: player → NDI, Spout, Syphon. `check` once a second."""

    def __init__(self, wanted: Sequence[FrameOutput], rings: Mapping[str, str]):
        """ConfigError when one of them names a player that has no ring."""
        for output in wanted:
            if output.player not in rings:
                raise ConfigError(f"[[frames]] there is no image player {output.player!r}")
        self._wanted = {
            output: Companion(f"bridge.frames.outputs.{output.to}", rings[output.player], output.name or output.player)
            for output in wanted
        }
        self._again = dict.fromkeys(self._wanted, 0.0)  # when to start it; infinity: it has said why it cannot
        self._told: set[FrameOutput] = set()

    def check(self) -> list[str]:
        """Start what should run, hear what it says; sentences for the artist."""
        sentences = []
        for output, process in self._wanted.items():
            if not process.alive and monotonic() >= self._again[output]:
                process.start()
            process.look()
            for report in process.waiting():
                sentences += self._judge(output, report)
        return sentences

    def close(self) -> None:
        for process in self._wanted.values():
            process.close()

    def _judge(self, output: FrameOutput, report: tuple) -> list[str]:
        name = output.name or output.player
        match report:
            case ("opened",) if output not in self._told:
                self._told.add(output)
                return [f"{output.player} is sent as {name!r} by {output.to.upper()}"]
            case ("failed", why):
                self._again[output] = float("inf")
                return [f"{output.player} is not sent by {output.to.upper()}: {why}"]
            case ("died", why) if self._again[output] < float("inf"):
                self._again[output] = monotonic() + self._wanted[output].rest
                return [f"{why}; it is started again"]
        return []


class Recorder:
    """Keeps the last minute of pictures (bridge.frames.recorder), for `/capture`."""

    def __init__(self) -> None:
        self._process = Companion("bridge.frames.recorder")
        self._rings: dict[str, str] = {}
        self._asked: list[tuple[str, str]] = []
        self._failed: list[tuple] = []
        self._again = 0.0

    @property
    def pid(self) -> int:
        return self._process.pid

    def send_rings(self, rings: Mapping[str, str]) -> None:
        """Player → ring: all there are now. With the next `check` it runs, if there are any."""
        self._rings = dict(rings)
        self._process.offer(("rings", self._rings))

    def capture(self, player: str, path: str, seconds: float, moment: float) -> None:
        """The last `seconds` before `moment` (monotonic) as an MP4 at `path`; `check` has the answer some seconds later."""
        self._asked.append((player, path))
        if self._process.alive:
            self._process.offer(("capture", player, path, seconds, moment))
        else:
            self._give_up("nothing is recorded yet")

    def check(self) -> list[tuple]:
        """Now and then. `("captured", player, path, seconds)` or `("failed", player, path, sentence)`, one for each
        `capture`."""
        if self._rings and not self._process.alive and monotonic() >= self._again:
            self._process.start()
            self._process.offer(("rings", self._rings))
        reports = []
        self._process.look()
        for report in self._process.waiting():
            if report[0] == "died":
                self._again = monotonic() + self._process.rest
                self._give_up("the recorder ended; it is started again")
            else:
                self._asked.remove(report[1:3])
                reports.append(report)
        failed, self._failed = self._failed, []
        return reports + failed

    def close(self) -> None:
        self._process.close()

    def _give_up(self, why: str) -> None:
        self._failed += [("failed", *asked, why) for asked in self._asked]
        self._asked.clear()
