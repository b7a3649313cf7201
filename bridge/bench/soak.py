"""An hour, or a week, of visitors: does memory grow, does a note hang, does a counter move that nothing explains?"""

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter

from ..child import environment
from . import family
from .crowd import LONGEST_S
from .room import Room

# Caches fill, memories reach their bounds, packages are exchanged (and with them processes): growth is counted from here on,
# or from a third of a shorter run.
WARM_S = 600.0
SAMPLE_S = 10.0
DRIFT = 0.01  # of memory, from the first to the last quarter of what is counted
# Of the objects that core holds right after its garbage has gone. It takes memory for the peaks of an evening beforehand,
# in which a leak could hide, so they are counted too; what is remembered of the music swings with what is played.
OBJECTS, OBJECTS_DRIFT = "objects of core", 0.05
JUDGED_S = 1800.0  # in a shorter run caches still fill: how memory grew is told, and decides nothing
# Counters that may move: strangers and wrong input are counted there. All others must stay 0.
EXPLAINED = ("refused", "unreadable", "echoes", "untold", "late", "dropped", "shed")
UNEXPECTED = ("mistakes", "midi_echoes_dropped", "journal_dropped")


def measure(seconds: float, seed: int, say=lambda line: None) -> dict:
    """A server with all bundled players and a crowd for so long; Linux, for memory."""
    with Room(("--no-midi",)) as room:
        crowd = _start(room, seconds, seed, min(WARM_S, seconds / 3) - LONGEST_S)
        began, memory, unhealthy, objects = time.monotonic(), [], Counter(), {}
        while crowd.poll() is None:
            time.sleep(min(SAMPLE_S, max(0.5, seconds / 40)))
            passed = time.monotonic() - began
            objects = _objects(room.http_port) or objects
            memory.append((round(passed, 1), _memory(room.process.pid) | objects))
            unhealthy.update(_trouble(room.http_port))
            say(f"{passed / 60:6.1f} min  {memory[-1][1]['all']:7.1f} MiB")
        told = json.loads(crowd.stdout.read() or "{}")
        crowd.stdout.close()
        client = room.client()
        client.say("/panic")
        time.sleep(1.0)
        status = client.status()
        client.close()
    return {
        "seconds": round(time.monotonic() - began, 1), "seed": seed, "crowd": told, "unhealthy": dict(unhealthy),
        "memory": memory, "drift": drift(memory), "sounding_after_panic": int(float(status.get("notes_sounding", 0))),
        "unexpected": {key: status[key] for key in UNEXPECTED if float(status.get(key, 0) or 0)}, "status": status,
    }  # fmt: skip


def holds(found: dict) -> bool:
    """Nothing hangs, nothing is unexplained, memory stays."""
    return not (
        found["crowd"].get("hanging", ["no report"]) or found["sounding_after_panic"] or found["unexpected"]
        or found["unhealthy"] or (found["seconds"] >= JUDGED_S and _has_grown(found["drift"]))
    )  # fmt: skip


def _has_grown(drifts: dict[str, float]) -> bool:
    return any(part > (OBJECTS_DRIFT if name == OBJECTS else DRIFT) for name, part in drifts.items())


def lines(found: dict) -> list[str]:
    """The report."""
    crowd = found["crowd"]
    visits, sent = sum(crowd.get("visits", {}).values()), sum(crowd.get("sent", {}).values())
    grown = sorted(found["drift"].items(), key=lambda one: -one[1])
    bound = f"at most {DRIFT:.0%}, {OBJECTS} {OBJECTS_DRIFT:.0%}"
    bound = bound if found["seconds"] >= JUDGED_S else f"judged from {JUDGED_S / 60:.0f} minutes on"
    counted = {k: v for k, v in found["status"].items() if k.rpartition("_")[2] in EXPLAINED and float(v or 0)}
    return [
        f"{found['seconds'] / 60:.1f} minutes, {visits} visits ({_counts(crowd.get('visits', {}))})",
        f"  sent {sent:,} ({_counts(crowd.get('sent', {}))})",
        f"  heard {_counts(crowd.get('heard', {}))}",
        f"  hanging notes: {len(crowd.get('hanging', []))}; sounding after panic: {found['sounding_after_panic']}",
        f"  memory: {', '.join(f'{name} {part:+.2%}' for name, part in grown) or 'not measured here'} ({bound})",
        f"  unhealthy: {_counts(found['unhealthy']) or 'never'}; unexplained: {_counts(found['unexpected']) or 'nothing'}",
        f"  explained, by strangers and wrong input: {_counts(counted) or 'nothing'}",
        "holds" if holds(found) else "DOES NOT HOLD",
    ]


def _counts(counts: dict) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def drift(memory: list[tuple[float, dict[str, float]]]) -> dict[str, float]:
    """How memory grew, by process and in all: the median of the last quarter over that of the first, less one. Only what
    lived through all of it is judged by name."""
    if not memory:
        return {}
    end = memory[-1][0]
    counted = [sample for passed, sample in memory if passed >= min(WARM_S, end / 3)]
    quarter = max(1, len(counted) // 4)
    first, last = counted[:quarter], counted[-quarter:]
    names = set.intersection(*(set(sample) for sample in counted)) if counted else set()
    return {name: round(_median(last, name) / _median(first, name) - 1, 4) for name in sorted(names)}


def _median(samples: list[dict[str, float]], name: str) -> float:
    ordered = sorted(sample[name] for sample in samples)
    return ordered[len(ordered) // 2]


def _memory(pid: int) -> dict[str, float]:
    """MiB that a process has taken for itself (anonymous pages), by process, and `all`: what it shares with other programs
    (libraries, models) depends on these."""
    found: dict[str, float] = {}
    for one in family.family(pid):
        try:
            found[f"{family.name(one)} {one}"] = family.memory(one)["Anonymous"] / 1024
        except (OSError, KeyError):  # it has just ended
            continue
    return found | {"all": sum(found.values())}


def _objects(http_port: int) -> dict[str, float]:
    """Python's objects in core when its last garbage had gone; nothing when nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{http_port}/api/status", timeout=5) as answer:
            return {OBJECTS: float(json.load(answer)["memory_objects"])}
    except (OSError, ValueError, KeyError):
        return {}


def _trouble(http_port: int) -> list[str]:
    """What `/health` complains of; nothing when all is well."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{http_port}/health", timeout=5):
            return []
    except urllib.error.HTTPError as error:
        return [error.read(200).decode("utf-8", "replace").strip()]
    except OSError as error:
        return [f"no answer ({error})"]


def _start(room: Room, seconds: float, seed: int, exchanging: float) -> subprocess.Popen:
    words = [str(room.port), str(room.http_port), str(seconds), str(seed), str(max(0.0, exchanging))]
    return subprocess.Popen(
        [sys.executable, "-m", "bridge.bench.crowd", *words], stdout=subprocess.PIPE, text=True, env=environment()
    )
