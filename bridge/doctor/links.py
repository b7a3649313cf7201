"""The links of the chain, from what comes in to what goes out. Each check leaves the machine as it found it."""

import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

from ..bench.room import Client, Room
from ..child import environment
from ..errors import DuendeError, PortError
from ..midi.listing import midi_ports
from ..osc.packet import encode
from ..osc.udp import RECEIVE_BUFFER, UdpDoor
from ..package import Package
from .findings import Finding

WELCOME_S = 1.0  # a duende that lives answers hello sooner
NOTE_S = 2.0
SLEEPS, SLEEP_S = 200, 0.001
LATE_MS = 5.0  # a machine that wakes so late at its 99th percentile is busy with something else
# What a step may take in milliseconds, and what a step is: 16th notes at 180 BPM, ten syllables or pictures a second, a
# controller's usual rate.
SLOWEST = {
    "music": (60_000 / 180 / 4, "a note"), "text": (100.0, "a token"), "image": (100.0, "a picture"),
    "gesture": (20.0, "a movement"), "tensor": (20.0, "an input"),
}  # fmt: skip
LARGE_PARAMETERS = 30_000_000  # a GPU would gain something
TEST_PITCH = 60


def ours_answers(host: str, port: int) -> bool:
    """Whether a duende answers hello at this port."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.settimeout(WELCOME_S)
        try:
            asking.connect((host, port))
            asking.send(encode("/hello"))
            ours = asking.recv(4096).startswith(b"/welcome")
            asking.send(encode("/bye"))
        except OSError:
            return False
        return ours


def osc_input(host: str, port: int, running: bool) -> Iterator[Finding]:
    """The door: ours, free, or taken by somebody else; and how much it holds in a burst."""
    if running:
        yield Finding("input", "ok", f"a duende answers at {host}:{port}")
        return
    try:
        door = UdpDoor(host, port)
    except PortError as error:
        yield Finding("input", "dead", f"no duende answers at {host}:{port}, and the port cannot be opened", str(error))
        return
    warning = door.warning
    door.sock.close()
    yield Finding("input", "ok", f"port {port} is free; no server runs, a private one is used below")
    if warning:
        yield Finding("input", "note", warning)


def midi_input() -> Iterator[Finding]:
    """MIDI is a guest: without it everything else plays."""
    ports = midi_ports()
    if ports.sentence:
        yield Finding("input", "note", f"MIDI: {ports.sentence}")
    else:
        systems = " and ".join(ports.systems)
        yield Finding("input", "ok", f"MIDI by {systems}: {len(ports.inputs)} in, {len(ports.outputs)} out")


def clock() -> Iterator[Finding]:
    """How exactly this machine wakes, and whether the timer may go before others."""
    late = []
    for _ in range(SLEEPS):
        began = time.monotonic()
        time.sleep(SLEEP_S)
        late.append((time.monotonic() - began - SLEEP_S) * 1000)
    p99 = statistics.quantiles(late, n=100)[98]
    what = f"a sleep ends {statistics.median(late):.2f} ms late at the median, {p99:.1f} ms at the 99th percentile"
    if p99 > LATE_MS:
        yield Finding("clock", "note", what, "something else keeps this machine busy; close it, or give duende priority")
    else:
        yield Finding("clock", "ok", what)
    priority = _granted_priority()
    if priority.startswith("fifo"):
        yield Finding("clock", "ok", f"real-time priority is granted ({priority})")
    else:
        cure = "allow rtprio for your user (on Debian: the group audio and /etc/security/limits.d/audio.conf)"
        yield Finding("clock", "note", f"real-time priority is not granted (obtained: {priority})", cure)


def _granted_priority() -> str:
    """Asked in a process of its own, so that ours stays ordinary."""
    ask = "from bridge.schedule.realtime import gain_priority; print(gain_priority())"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, env=environment())
    return done.stdout.strip() or "none"


def model(package: Package, device: str) -> Iterator[Finding]:
    """The package holds, runs where it was asked to, and is quick enough."""
    from ..engine.kinds import open_model

    kind, name = package.manifest.kind, package.name
    try:
        opened = open_model(package, device, 0, lambda message: None)
    except DuendeError as error:
        yield Finding("model", "dead", str(error), f"duende check {name} tells more; get or export the package again")
        return
    about = opened.info()
    step, slowest, what = about["step_ms"], *SLOWEST[kind]
    yield Finding("model", "ok", f"{name} holds: hashes, self-test; {step:.1f} ms {what} on {about['device']}")
    if device == "auto" and about["device"] == "cpu" and package.manifest.parameters > LARGE_PARAMETERS:
        cure = "duende ports says which devices compute"
        yield Finding("model", "note", f"{name} is large and runs on the CPU: no GPU was obtained", cure)
    if step > slowest:
        cure = "a smaller package (duende packages), a slower tempo, or a GPU"
        yield Finding("model", "dead", f"{name} is too slow here: {step:.0f} ms {what}, {slowest:.0f} are allowed", cure)


def output(port: int | None, package: str) -> Iterator[Finding]:
    """A real test note through real doors: in by OSC, through the model, out by OSC. `port` None: a server of our own."""
    if port is not None:
        yield from _test_note(port, private=False)
        return
    try:
        with Room(("--no-midi",), package) as room:
            yield from _test_note(room.port, private=True)
    except DuendeError as error:
        yield Finding("output", "dead", str(error), "run duende serve and read what it says")


def _test_note(port: int, private: bool) -> Iterator[Finding]:
    client = Client(port)
    try:
        listeners = client.status()
        yield from _told(listeners, private)
        player = next((key.removesuffix("_kind") for key, value in listeners.items() if value == "music"), None)
        if player is None:
            yield Finding("output", "dead", "no music player is here", "name one in the show or with --package")
            return
        yield _played(client, player)
    finally:
        client.close()


def _told(status: dict[str, str], private: bool) -> Iterator[Finding]:
    """What a running server says of itself."""
    if not status:
        yield Finding("output", "dead", "the server does not answer /status", "restart it")
        return
    others = int(float(status.get("listeners", "1"))) - 1
    if not private and others == 0 and not status.get("midi", "").startswith("in"):
        cure = "send /hello PORT from the program that shall hear it, or connect a MIDI output"
        yield Finding("output", "note", "nobody has said hello and there is no MIDI: nobody hears what is played", cure)
    if 0 < float(status.get("udp_buffer_bytes", 0)) < RECEIVE_BUFFER:
        cure = f"sudo sysctl net.core.rmem_max={RECEIVE_BUFFER}, then restart the server"
        what = f"the receive buffer holds {status['udp_buffer_bytes']} bytes: a burst loses some"
        yield Finding("input", "note", what, cure)
    for what, cure in (
        ("midi_echoes_dropped", "a cable or a DAW track leads our output back to our input"),
        ("timer_dropped", "a listener does not read what it is sent"),
        ("messages_refused", "/error told the sender what was wrong"),
    ):
        if float(status.get(what, 0) or 0) > 0:
            yield Finding("output", "note", f"{what} {status[what]}", cure)


def _played(client: Client, player: str) -> Finding:
    """Ask one accompanied note, then put everything back."""
    before = client.ask(f"/{player}/mode")
    try:
        client.say(f"/{player}/mode", "accompany")
        began = time.monotonic()
        client.say(f"/{player}/note", TEST_PITCH, 80)
        heard = client.wait_for(lambda m: m.address == f"/{player}/out/note" and m.args[1] > 0, NOTE_S)
        client.say(f"/{player}/note", TEST_PITCH, 0)
    finally:
        if before:
            client.say(f"/{player}/mode", *before)
    if heard is None:
        cure = "look at /status: is its engine ready, is its style known to the package?"
        return Finding("output", "dead", f"/{player} took a test note and played nothing within {NOTE_S:.0f} s", cure)
    return Finding("output", "ok", f"a test note went in and /{player} answered after {(heard[0] - began) * 1000:.1f} ms")
