"""Core's side of the processes that follow rings: frame outputs and the recorder. Nothing here waits but `close`."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from time import monotonic

from bridge.channel import Link, LinkClosed, pair
from bridge.child import environment
from bridge.config.show import FrameOutput
from bridge.errors import ConfigError

END_S = 0.5
YOUNG_S, REST_S = 3.0, 5.0  # one that dies younger than that is started again only after such a rest, others at once


class Follower:
    """One such process. `waiting` is what it says; `("died", sentence)` once when it is gone; then `start` it again."""

    def __init__(self, module: str, *words: str):
        self._module, self._words = module, words
        self._link: Link | None = None
        self._process: subprocess.Popen | None = None
        self._began = 0.0

    @property
    def rest(self) -> float:
        """Seconds that it should stay away after it has died just now."""
        return REST_S if monotonic() - self._began < YOUNG_S else 0.0

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else 0

    @property
    def alive(self) -> bool:
        return self._link is not None

    def fileno(self) -> int:
        """Readable when `waiting` has something; another one after every `start`."""
        return self._link.fileno()

    def start(self) -> None:
        self.close()
        self._link, theirs = pair()
        command = [sys.executable, "-m", self._module, *self._words, str(theirs.fileno())]
        surroundings = environment(OPENBLAS_NUM_THREADS="1")
        # A process group of its own: Ctrl-C is core's to act upon, also while this one still starts.
        self._process = subprocess.Popen(
            command, pass_fds=(theirs.fileno(),), env=surroundings, stdin=subprocess.DEVNULL, process_group=0
        )
        theirs.close()
        self._began = monotonic()

    def offer(self, message: tuple) -> None:
        """Say it, if it lives and has room."""
        if self._link is not None:
            with suppress(LinkClosed):  # `waiting` tells it
                self._link.offer(message)

    def waiting(self) -> list[tuple]:
        if self._link is None:
            return []
        try:
            return self._link.waiting()
        except LinkClosed:
            self.close()
            return [("died", f"{self._module} ended with {self._process.returncode}")]

    def close(self) -> None:
        """End it; it has nothing to save. Harmless when it does not run."""
        if self._link is not None:
            self._link.close()
            self._link = None
            try:
                self._process.wait(END_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


class FrameOutputs:
    """The `[[frames]]` of a show: player → NDI, Spout, Syphon. `check` once a second."""

    def __init__(self, wanted: Sequence[FrameOutput], rings: Mapping[str, str]):
        """ConfigError when one of them names a player that has no ring."""
        for output in wanted:
            if output.player not in rings:
                raise ConfigError(f"[[frames]] there is no image player {output.player!r}")
        self._wanted = {
            output: Follower(f"bridge.frames.outputs.{output.to}", rings[output.player], output.name or output.player)
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
        self._process = Follower("bridge.frames.recorder")
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
