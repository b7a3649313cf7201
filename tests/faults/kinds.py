"""The faults: each breaks one thing of a running scene, and says how one sees that all is well again."""

import os
import random
import resource
import signal
import socket
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bridge.osc.packet import encode, encode_bundle

from .scene import LONG_S, MIDI_EAR, MOUTH, RECORDER, SIGNS, STANDBY, TIMER, WEB, Scene

BURST = 50_000
Seen = Callable[[], float | None]  # when it was well again; None: it never was


@dataclass
class Broken:
    """What a fault says of itself. Moments are monotonic seconds."""

    at: float  # when it struck
    over: float  # from when on all should be well again
    well: Seen
    cuts: bool = False  # what sounds must end by itself, the keys still down


Fault = Callable[[Scene, random.Random], Broken]


def kill_engine(kind: str, scene: Scene, dice: random.Random) -> Broken:
    at = time.monotonic()
    os.kill(scene.engines[kind], signal.SIGKILL)
    return Broken(at, at, partial(_engine_is_back, scene, kind, scene.engines[kind], at), cuts=kind == "music")


def freeze_engine_for_ever(kind: str, scene: Scene, dice: random.Random) -> Broken:
    at = time.monotonic()
    os.kill(scene.engines[kind], signal.SIGSTOP)
    return Broken(at, at, partial(_engine_is_back, scene, kind, scene.engines[kind], at))


def starve_engine(kind: str, scene: Scene, dice: random.Random) -> Broken:
    """It gets no more memory than it has; then it is killed, as a system does that has none left."""
    pid, at = scene.engines[kind], time.monotonic()
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[0])
    limits = _limit(pid, resource.RLIMIT_AS, pages * resource.getpagesize())
    scene.at_work()
    time.sleep(0.5)
    with suppress(ProcessLookupError):
        resource.prlimit(pid, resource.RLIMIT_AS, limits)
        os.kill(pid, signal.SIGKILL)
    over = time.monotonic()
    return Broken(at, over, partial(_engine_is_back, scene, kind, pid, over))


def _limit(pid: int, what: int, number: int) -> tuple[int, int]:
    """The limits before."""
    _, hard = resource.prlimit(pid, what)
    return resource.prlimit(pid, what, (number, hard))


def _engine_is_back(scene: Scene, kind: str, before: int, since: float) -> float | None:
    end = time.monotonic() + LONG_S
    while scene.engine_now(kind) in (None, before):
        if time.monotonic() > end:
            return None
        time.sleep(0.01)
    while scene.listener.status().get(f"{kind}_engine") != "ready":
        if time.monotonic() > end:
            return None
    scene.at_work()
    return scene.shows(kind, time.monotonic())


def kill_child(module: str, scene: Scene, dice: random.Random) -> Broken:
    pid, at = scene.child_in_time(module), time.monotonic()
    os.kill(pid, signal.SIGKILL)
    return Broken(at, at, lambda: _latest(scene.is_back(module, pid), _works(scene, module, at)))


def freeze_child(module: str, scene: Scene, dice: random.Random) -> Broken:
    """For a while; whoever is replaced meanwhile is."""
    pid, at = scene.child_in_time(module), time.monotonic()
    os.kill(pid, signal.SIGSTOP)
    time.sleep(dice.choice((0.1, 0.4, 1.5, 2.5)))
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGCONT)
    over = time.monotonic()
    return Broken(at, over, lambda: _works(scene, module, over))


def freeze_engine(kind: str, scene: Scene, dice: random.Random) -> Broken:
    pid, at = scene.engines[kind], time.monotonic()
    os.kill(pid, signal.SIGSTOP)
    time.sleep(dice.choice((0.05, 0.2, 0.5)))
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGCONT)
    over = time.monotonic()

    def well() -> float | None:
        scene.engine_now(kind)
        scene.at_work()
        return scene.shows(kind, over)

    return Broken(at, over, well)


def _works(scene: Scene, module: str, since: float) -> float | None:
    """What this process is for is done again."""
    if module == WEB:
        return scene.is_healthy()
    if module == MOUTH:
        return scene.synth_sounds(since)
    if module == MIDI_EAR:
        return scene.keyboard_is_heard(since)
    if module == TIMER:
        return scene.music_answers(since)
    return time.monotonic()


def _latest(*moments: float | None) -> float | None:
    return None if None in moments else max(moments)


# --- from the network -----------------------------------------------------------------------------------------------


def slow_reader(scene: Scene, dice: random.Random) -> Broken:
    """A TCP listener that wants everything and reads nothing; in the end it goes without a word."""
    at = time.monotonic()
    with socket.create_connection(("127.0.0.1", scene.server.osc)) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        for message in (("/hello",), ("/listen", "/*/out/*", "/image/out/frame", "/text/out/token")):
            _frame(sock, encode(message[0], message[1:]))
        with suppress(OSError):
            for _ in range(3000):
                _frame(sock, encode("/status", ()))
        time.sleep(dice.uniform(0.2, 2.0))
    return Broken(at, time.monotonic(), lambda: scene.music_answers(time.monotonic()))


def vanishing_clients(scene: Scene, dice: random.Random) -> Broken:
    """Twenty come, hold keys, and are gone without an off or a bye."""
    at = time.monotonic()
    with ExitStack() as crowd:
        for i in range(20):
            sock = crowd.enter_context(socket.create_connection(("127.0.0.1", scene.server.osc)))
            _frame(sock, encode("/hello", ()))
            _frame(sock, encode("/music/note", (40 + i, 80)))
        time.sleep(0.1)
    scene.listener.say("/panic")  # their keys are down for ever as far as anybody knows: 30 s, says the contract
    return Broken(at, time.monotonic(), lambda: scene.music_answers(time.monotonic()))


def half_packets(scene: Scene, dice: random.Random) -> Broken:
    at = time.monotonic()
    whole = len(b"    ").to_bytes(4, "big") + encode("/music/note", (60, 90))
    for cut in dice.sample(range(1, len(whole)), 8):
        with socket.create_connection(("127.0.0.1", scene.server.osc)) as sock:
            sock.sendall(whole[:cut])
    for port in (scene.server.http, scene.server.osc):
        with socket.create_connection(("127.0.0.1", port)) as sock:
            sock.sendall(b"GET / HTTP/1.1\r\nHost: 127")
    return Broken(at, time.monotonic(), lambda: scene.music_answers(time.monotonic()))


def garbage(scene: Scene, dice: random.Random) -> Broken:
    at = time.monotonic()
    with socket.socket(type=socket.SOCK_DGRAM) as sock:
        sock.connect(("127.0.0.1", scene.server.osc))
        for _ in range(2000):
            with suppress(ConnectionRefusedError):
                sock.send(dice.randbytes(dice.randint(1, 600)))
    for port in (scene.server.osc, scene.server.http):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)) as sock:
            sock.sendall(dice.randbytes(4000))
    return Broken(at, time.monotonic(), lambda: scene.music_answers(time.monotonic()))


def burst(scene: Scene, dice: random.Random) -> Broken:
    """50,000 control messages as fast as they can be sent."""
    at = time.monotonic()
    packets = [encode("/music/temperature", (round(0.8 + i / 1000, 3),)) for i in range(100)]
    with socket.socket(type=socket.SOCK_DGRAM) as sock:
        sock.connect(("127.0.0.1", scene.server.osc))
        for i in range(BURST):
            sock.send(packets[i % 100])
    return Broken(at, time.monotonic(), lambda: scene.music_answers(time.monotonic()))


def full_queue(scene: Scene, dice: random.Random) -> Broken:
    """As many messages for later as it takes, and more lines than anybody can read; then all of it is called off."""
    at, later = time.monotonic(), time.time() + 30
    with socket.socket(type=socket.SOCK_DGRAM) as sock:
        sock.connect(("127.0.0.1", scene.server.osc))
        bundle = encode_bundle(later, (encode("/music/density", (4.0,)),))
        for i in range(5000):
            sock.send(bundle)
            if i % 50 == 0:
                sock.send(encode("/text/next", (200, "line")))
    scene.listener.say("/text/stop")
    return Broken(at, time.monotonic(), lambda: scene.music_answers(time.monotonic()))


def no_descriptors(scene: Scene, dice: random.Random, victims: Sequence[str] = ()) -> Broken:
    """The server may open nothing more, and everybody knocks; meanwhile these children are killed."""
    at, pid = time.monotonic(), scene.server.pid
    here = len(os.listdir(f"/proc/{pid}/fd"))
    limits = _limit(pid, resource.RLIMIT_NOFILE, here + 3)
    pids = [scene.child_in_time(victim) for victim in victims]
    try:
        with ExitStack() as crowd:
            for _ in range(30):
                with suppress(OSError):
                    crowd.enter_context(socket.create_connection(("127.0.0.1", scene.server.osc), timeout=1))
            for victim in pids:
                os.kill(victim, signal.SIGKILL)
            time.sleep(dice.uniform(0.2, 1.0))
    finally:
        resource.prlimit(pid, resource.RLIMIT_NOFILE, limits)
    return Broken(at, time.monotonic(), lambda: _latest(scene.is_healthy(), scene.music_answers(time.monotonic())))


# --- MIDI -----------------------------------------------------------------------------------------------------------


def unplug(scene: Scene, dice: random.Random) -> Broken:
    """The synthesizer's cable is pulled while it sounds, and put in again."""
    at = time.monotonic()
    scene.synth.unplug(killed=dice.random() < 0.5)
    time.sleep(dice.choice((0.3, 1.0, 3.0)))
    scene.synth.plug()
    over = time.monotonic()
    return Broken(at, over, lambda: scene.synth_sounds(over))


def unplug_keys(scene: Scene, dice: random.Random) -> Broken:
    """A keyboard that holds a key is gone: its note ends; it comes back."""
    scene.keys.send("90345a")
    at = time.monotonic()
    scene.keys.kill()
    time.sleep(dice.choice((0.3, 1.0)))
    scene.keys = type(scene.keys)("keys")
    over = time.monotonic()
    return Broken(at, over, lambda: scene.keyboard_is_heard(over))


def sound_server_dies(scene: Scene, dice: random.Random) -> Broken:
    """JACK is killed and started again; with it went whoever heard by it."""
    at = time.monotonic()
    scene.jack.process.kill()
    scene.close_devices()
    scene.synth.forget()
    time.sleep(dice.uniform(0.2, 1.5))
    scene.jack.stop()
    scene.jack.start()
    scene.open_devices()
    over = time.monotonic()
    return Broken(at, over, lambda: _latest(scene.synth_sounds(over), scene.keyboard_is_heard(over)))


def _frame(sock: socket.socket, packet: bytes) -> None:
    sock.settimeout(0.2)
    sock.sendall(len(packet).to_bytes(4, "big") + packet)


def faults(midi: bool) -> dict[str, Fault]:
    """All kinds by name; those that need JACK where it is."""
    children = {"timer": TIMER, "web": WEB, "recorder": RECORDER, "waiting engine": STANDBY}
    children |= {"ear": MIDI_EAR, "mouth": MOUTH} if midi else {}
    found: dict[str, Fault] = {}
    for kind in SIGNS:
        found[f"SIGKILL engine of {kind}"] = partial(kill_engine, kind)
        found[f"SIGSTOP, SIGCONT engine of {kind}"] = partial(freeze_engine, kind)
        found[f"SIGSTOP for ever engine of {kind}"] = partial(freeze_engine_for_ever, kind)
        found[f"no memory for engine of {kind}"] = partial(starve_engine, kind)
    for name, module in children.items():
        found[f"SIGKILL {name}"] = partial(kill_child, module)
        found[f"SIGSTOP, SIGCONT {name}"] = partial(freeze_child, module)
    found |= {
        "TCP client that stops reading": slow_reader, "clients vanish with keys down": vanishing_clients,
        "half a packet": half_packets, "garbage": garbage, "50,000 messages at once": burst, "full queue": full_queue,
        "no file descriptors": no_descriptors,
        "no file descriptors, timer and web killed": partial(no_descriptors, victims=(TIMER, WEB)),
    }  # fmt: skip
    if midi:
        found |= {"synthesizer unplugged": unplug, "keyboard unplugged": unplug_keys, "JACK killed": sound_server_dies}
    return found

