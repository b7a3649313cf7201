"""Pictures of 256 × 256 beside music: frames a second from one core, what music loses by it, and PyTorch eager beside it."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ..engine.proving import open_stepper
from ..errors import DuendeError
from ..package import Package
from .beside import compare
from .figures import Figures
from .peers import Peer
from .room import Room, environment

SIZE = 256
MAKING_S = 300.0
TARGET = {"fps": 60.0, "p99_growth": 1.25, "eager_ratio": 3.0}
FPS, SPEED = 66.0, 2.0  # a little more than what must be reached: pictures pace themselves, as on stage
NAME = "film"
TURNS = 4  # of a round in which ours and the peer alternate


def measure(seconds: float, music: str) -> dict:
    """About `seconds` of music alone and as much beside pictures; then the network alone, in turns with its peer."""
    with tempfile.TemporaryDirectory(prefix="duende-bench-") as scratch:
        package, why = _package(Path(scratch))
        found = {"package": package.name, "size": package.manifest.image.width, "note": why, "target": TARGET}
        return found | _live(package, music, seconds) | _network(package, seconds)


def _package(scratch: Path) -> tuple[Package, str]:
    """The shipped design at 256 with random weights; without the training parts the bundled package, and the reason."""
    made = scratch / "blank256"
    command = [sys.executable, "-m", "export.blank", "image", str(made), "--size", str(SIZE)]
    done = subprocess.run(
        command, env=environment(str(scratch)), capture_output=True, text=True, timeout=MAKING_S, check=False
    )
    if done.returncode == 0:
        return Package.open(made), f"the shipped design at {SIZE} with random weights, which cost the same"
    last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
    from ..casting import default_package

    bundled = default_package("image")
    if bundled is None:
        raise DuendeError(f"no image package is bundled, and none could be made ({last})")
    return bundled, f"the bundled package; one of {SIZE} could not be made ({last})"


def _live(package: Package, music: str, seconds: float) -> dict:
    frames, spent = 0, 0.0
    with Room(("--no-midi", "--package", f"{NAME}={package.path}"), music) as room:
        client = room.client()
        client.say(f"/{NAME}/fps", FPS)
        began: tuple[int, float] | None = None

        def switch(on: bool) -> None:
            nonlocal frames, spent, began
            if began is not None:
                count, moment = _frames(client), time.monotonic()
                frames, spent, began = frames + count - began[0], spent + moment - began[1], None
            client.say(f"/{NAME}/walk", SPEED if on else 0.0)
            if on:
                began = _frames(client), time.monotonic()

        played = compare(client, seconds, switch)
        client.close()
    return {"music": played, "fps": round(frames / spent, 1) if spent else 0.0}


def _frames(client) -> int:
    return int(client.status()[f"{NAME}_frames"])


def _network(package: Package, seconds: float) -> dict:
    stepper = open_stepper(package, "auto")
    ours, theirs, missing = [], [], ""
    try:
        peer = Peer("models.peer_image", str(package.manifest.image.width))
    except DuendeError as error:
        peer, missing = None, str(error)
    try:
        end = time.monotonic() + seconds / 2
        while time.monotonic() < end:
            for _ in range(TURNS):
                ours.append(_timed(stepper.run))
            for _ in range(TURNS if peer else 0):
                theirs.append(_timed(lambda: peer.strike(0)))
    finally:
        if peer:
            peer.close()
    rows = {"duende": Figures.of(ours).plain()} | ({"PyTorch eager": Figures.of(theirs).plain()} if theirs else {})
    ratio = {"eager_ratio": round(rows["PyTorch eager"]["p50"] / rows["duende"]["p50"], 2)} if theirs else {}
    return {"rows": rows, "missing": missing, "device": stepper.device} | ratio


def _timed(act) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
