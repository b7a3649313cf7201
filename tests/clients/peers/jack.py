"""A JACK server with its dummy driver, under a name of its own, and other programs' MIDI ports on it."""

import contextlib
import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

from .waiting import until

NOWHERE = subprocess.DEVNULL
# As an artist's sound programs do. Where that is not allowed `nice` says so and starts them as they are.
FIRST = ("nice", "-n", "-15")

# On a busy machine JACK forgets to wake a client for ever; what is tried here is what we do, not what becomes of others.
PEER = """
import os, select, sys, time, rtmidi
from bridge.midi.called import Called
called = Called()
with called.opening():
    out = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name=sys.argv[1])
out.open_virtual_port("out")
print("up", flush=True)
said, rest = True, b""
while said:
    if select.select([0], [], [], 0.1)[0]:
        said = os.read(0, 65536)
        *lines, rest = (rest + said).split(b"\\n")
        for line in lines:
            out.send_message(bytes.fromhex(line.decode()))
    called.look(time.monotonic())
out.delete()
"""


def missing() -> str:
    """Why real MIDI cannot be tried here; empty when it can."""
    programs = [name for name in ("jackd", "jack_lsp", "jack_connect") if not shutil.which(name)]
    if programs:
        return f"{', '.join(programs)} not installed (Debian: jackd2)"
    try:
        import rtmidi
    except ImportError:
        return "python-rtmidi not installed"
    speaks = rtmidi.API_UNIX_JACK in rtmidi.get_compiled_api()
    return "" if speaks else "this python-rtmidi does not speak JACK"


# JACK's registry holds eight names, those of servers that were killed too; a few names that come again never fill it.
NAME = f"duendetest{os.environ.get('DUENDE_TEST_LANE', os.getpid() % 3 + 2)}"


class Jack:
    """`with Jack() as jack:`; its environment variables are set meanwhile. `words` are options of jackd.

    Asynchronous, as it is by itself, it outlives clients that are killed, and loses 2 or 3 of 1000 events on a busy machine.
    With `-S` it loses none, and stalls for seconds when a client is killed.
    """

    def __init__(self, name: str = NAME, *words: str, period: int = 256):
        self.name, self.words, self.period = name, words, period
        self.environment = {
            "JACK_DEFAULT_SERVER": name,
            "JACK_NO_START_SERVER": "1",
            "JACK_NO_AUDIO_RESERVATION": "1",
        }
        self._before: dict[str, str | None] = {}

    def __enter__(self) -> "Jack":
        self._before = {key: os.environ.get(key) for key in self.environment}
        os.environ.update(self.environment)
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_) -> None:
        self.stop()
        for key, value in self._before.items():
            os.environ.pop(key) if value is None else os.environ.__setitem__(key, value)

    def start(self) -> None:
        command = [*FIRST, "jackd", "-n", self.name, "--no-realtime", *self.words]
        command += ["-d", "dummy", "-r", "48000", "-p", str(self.period)]
        self.process = subprocess.Popen(command, stdin=NOWHERE, stdout=NOWHERE, stderr=NOWHERE)
        until(lambda: "system:capture_1" in self.ports(), "jackd did not come up")

    def stop(self) -> None:
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        self.process.kill()
        self.process.wait()
        for left in Path("/dev/shm").glob(f"jack*{self.name}_*"):  # by clients that were killed
            left.unlink()

    def ports(self) -> list[str]:
        with contextlib.suppress(subprocess.TimeoutExpired):
            done = subprocess.run(["jack_lsp"], capture_output=True, text=True, timeout=20)
            return done.stdout.splitlines()
        return []

    def connections(self) -> list[str]:
        """What `jack_lsp -c` tells: a port a line, under it, indented, those that it is connected with."""
        done = subprocess.run(["jack_lsp", "-c"], capture_output=True, text=True, timeout=20, check=False)
        return [line for line in done.stdout.splitlines() if line.startswith(" ")]

    def disconnect(self, source: str, target: str) -> None:
        """Also when they are not connected."""
        subprocess.run(["jack_disconnect", source, target], capture_output=True, timeout=20, check=False)

    def connect(self, source: str, target: str) -> None:
        """What is sent from then on arrives: a graph that has not finished is not exchanged at once."""
        until(lambda: source in self.ports() and target in self.ports(), f"no ports {source} and {target}")
        if not self.connected(source, target):
            subprocess.run(["jack_connect", source, target], check=True, capture_output=True, timeout=20)
            until(lambda: self.connected(source, target), f"{source} and {target} stay apart")

    def connected(self, source: str, target: str) -> bool:
        done = subprocess.run(["jack_lsp", "-c", source], capture_output=True, text=True, timeout=20, check=False)
        port, *others = done.stdout.splitlines() or [""]
        return port == source and f"   {target}" in others

    def call_in_vain(self, client: str) -> None:
        """As someone does who dies while he wakes the client: the futex is set, and nobody is woken."""
        (futex,) = Path("/dev/shm").glob(f"jack_sem.{os.getuid()}_{self.name}_{client}")
        with futex.open("r+b") as file:
            file.write(struct.pack("i", 1))


EAR = """
import select, sys, time, rtmidi
from bridge.midi.called import Called
called = Called()
with called.opening():
    ear = rtmidi.MidiIn(rtmidi.API_UNIX_JACK, name=sys.argv[1])
ear.ignore_types(sysex=True, timing=False, active_sense=True)
ear.set_callback(lambda event, _: print(time.monotonic(), bytes(event[0]).hex(), flush=True))
ear.open_virtual_port("in")
print("up", flush=True)
while not select.select([0], [], [], 0.1)[0]:
    called.look(time.monotonic())
ear.delete()
"""


class Ear:
    """Another program with one MIDI input, `NAME:in`; `heard` is what came: (monotonic seconds, bytes)."""

    def __init__(self, name: str, folder: Path):
        self.file, self._forgotten = folder / f"{name}.txt", 0
        with self.file.open("w") as out:
            command = [*FIRST, sys.executable, "-c", EAR, name]
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, stderr=subprocess.DEVNULL)
        until(lambda: self.file.read_text().startswith("up"), f"{name} does not open its port")

    @property
    def heard(self) -> list[tuple[float, bytes]]:
        whole, _, _ = self.file.read_text().rpartition("\n")
        lines = [line.split() for line in whole.splitlines()[1 + self._forgotten :]]
        return [(float(moment), bytes.fromhex(data)) for moment, data in lines]

    def forget(self) -> None:
        """What has come so far does not count any more."""
        self._forgotten += len(self.heard)

    @property
    def ons(self) -> list[tuple[float, bytes]]:
        return [(moment, data) for moment, data in self.heard if data[0] & 0xF0 == 0x90 and data[2]]

    @property
    def hanging(self) -> set[tuple[int, int]]:
        """(channel, pitch) of every on without its off."""
        sounding = set()
        for _, data in self.heard:
            if data[0] >= 0xF0:
                continue
            key = (data[0] & 15, data[1])
            if data[0] & 0xF0 == 0x90 and data[2]:
                sounding.add(key)
            elif data[0] & 0xE0 == 0x80:
                sounding.discard(key)
        return sounding

    def end(self) -> None:
        _leave(self.process)


class Peer:
    """Another program with one MIDI output, `NAME:out`."""

    def __init__(self, name: str):
        self.process = subprocess.Popen(
            [*FIRST, sys.executable, "-c", PEER, name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout.readline() == "up\n"

    def send(self, *messages: str) -> None:
        for message in messages:
            self.process.stdin.write(message + "\n")
        self.process.stdin.flush()

    def end(self) -> None:
        """It closes its port in order, as an unplugged device does."""
        _leave(self.process)
        self.process.stdout.close()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


def _leave(process: subprocess.Popen) -> None:
    """Close its port in order; a client that JACK does not let go is killed."""
    if not process.stdin.closed:
        process.stdin.close()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(5)
    process.kill()
    process.wait()
