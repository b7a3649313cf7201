"""`duende serve` as an artist starts it: a process of its own, with its own ports and its own folders."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .waiting import until

PROGRAM = Path(sys.executable).with_name("duende")
NO_MIDI = ("--no-midi",)  # what a test opens must not depend on what this machine has plugged in


class Duende:
    """`words` are added to the command line, `environment` to the environment; `ready=False` waits for nothing."""

    def __init__(self, folder: Path, *words: str, environment: dict | None = None, ready: bool = True):
        self.folder, self.osc, self.http = folder, free_port(), free_port()
        self.journal = folder / "journal"
        self.said: list[str] = []
        self.born: set[int] = set()  # every child that was ever seen
        ports = ("--osc-port", str(self.osc), "--http-port", str(self.http))
        named = [word for word in words if word.startswith("--")]
        command = [str(PROGRAM), "serve", *words]
        command += [w for pair in zip(ports[::2], ports[1::2], strict=True) if pair[0] not in named for w in pair]
        command += [] if "--journal" in named else ["--journal", str(self.journal)]
        command += [] if "--mdns" in named else ["--no-mdns"]  # tests that are about it have a network of their own
        self.process = subprocess.Popen(
            command, env=os.environ | {"XDG_STATE_HOME": str(folder / "state")} | (environment or {}), cwd=folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        if ready:
            self._wait_ready()

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def log(self) -> str:
        return "\n".join(self.said)

    def _wait_ready(self) -> None:
        try:
            until(lambda: "ready" in self.said or self.process.poll() is not None, "no `ready`", 30.0)
            self._reader.join(0.0 if "ready" in self.said else 2.0)
            assert "ready" in self.said, f"it ended with {self.process.returncode}:\n{self.log}"
            self.children()
        except AssertionError:
            self.clean_up()
            raise

    def children(self) -> dict[str, int]:
        """Module → process id of every child that lives."""
        living = children_of(self.pid)
        self.born |= set(living.values())
        return living

    def end(self, by: int = signal.SIGTERM, group: bool = False) -> int:
        """Its exit code. `group`: the signal goes to all its processes, as a terminal's Ctrl-C does."""
        if self.process.poll() is None:
            self.children()
            (os.killpg if group else os.kill)(self.pid, by)
        code = self.wait()
        until(lambda: not any(alive(pid) for pid in self.born), "a child is left", 1.0)
        return code

    def wait(self, seconds: float = 10.0) -> int:
        """The exit code of a server that ends."""
        code = self.process.wait(seconds)
        self._reader.join(2.0)
        return code

    def clean_up(self) -> None:
        """For a test that failed: nothing of it is left behind."""
        self.children()
        for pid in [self.pid, *self.born]:
            if alive(pid):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(5)
        self._reader.join(2.0)
        self.process.stdout.close()

    def _read(self) -> None:
        for line in self.process.stdout:
            self.said.append(line.rstrip("\n"))


def free_port() -> int:
    """A port that nobody has, by UDP and TCP."""
    while True:
        with socket.socket(type=socket.SOCK_DGRAM) as udp, socket.socket() as tcp:
            udp.bind(("127.0.0.1", 0))
            try:
                tcp.bind(udp.getsockname())
            except OSError:
                continue
            return udp.getsockname()[1]


def children_of(parent: int) -> dict[str, int]:
    """Module (bridge.schedule.timer …) → process id."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rsplit(")", 1)[1].split()[1]) == parent:
                words = stat.with_name("cmdline").read_bytes().decode().split("\0")
                found[words[words.index("-m") + 1] if "-m" in words else words[0]] = int(stat.parent.name)
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has ended meanwhile
    return found


def alive(pid: int) -> bool:
    """Neither gone nor a zombie that nobody reaps."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@contextmanager
def served(folder: Path, *words: str) -> Iterator[Duende]:
    """A server that must end in order when its tests are over, and have stumbled over nothing."""
    server = Duende(folder, *words)
    try:
        yield server
        assert server.end() == 0, server.log
        assert "Traceback" not in server.log
    finally:
        server.clean_up()
