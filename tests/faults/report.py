"""What a run of faults has found: by kind how many were injected and survived, how long it took, which notes hang."""

import time
from collections import defaultdict


class Report:
    def __init__(self, seed: int):
        self.seed, self.exit_code, self.log = seed, None, ""
        self._began = time.monotonic()
        self.length = 0.0
        self.injected: dict[str, int] = defaultdict(int)
        self.survived: dict[str, int] = defaultdict(int)
        self.recovery: dict[str, list[float]] = defaultdict(list)  # seconds
        self.ended: list[float] = []  # seconds from the death of the music's engine to the last off, keys down
        self.hanging: list[dict] = []
        self.notes: dict[str, int] = {}
        self.mistakes = 0

    @property
    def seconds(self) -> float:
        return self.length or time.monotonic() - self._began

    def add(self, kind: str, survived: bool, recovery: float | None, ended: float | None, hanging: dict) -> None:
        self.injected[kind] += 1
        self.survived[kind] += survived
        if recovery is not None:
            self.recovery[kind].append(recovery)
        if ended is not None:
            self.ended.append(ended)
        self.hanging += [{"fault": kind, "key": list(key)} for key in hanging]

    def close(self, scene) -> None:
        self.length = time.monotonic() - self._began
        self.notes = {"keys struck": scene.struck, "ons heard by OSC": scene.listener.ons}
        if scene.jack:
            self.notes["ons heard at a JACK port"] = scene.synth.ons
        self.mistakes = int(float(scene.listener.status().get("mistakes", 0)))

    @property
    def holds(self) -> bool:
        survived = bool(self.injected) and self.injected == self.survived
        return survived and not self.hanging and not self.mistakes and self.exit_code == 0

    def lines(self) -> list[str]:
        count, well = sum(self.injected.values()), sum(self.survived.values())
        every = [one for kind in self.recovery.values() for one in kind]
        kinds = len(self.injected)
        notes = ", ".join(f"{what} {number:,}" for what, number in self.notes.items())
        found = [
            f"{self.seconds / 60:.1f} minutes, seed {self.seed}: {count} faults, {kinds} kinds, {well} survived",
            f"  {notes}; hanging: {len(self.hanging)}",
            f"  well again, s: p50 {_at(every, 0.5)}, p99 {_at(every, 0.99)}, max {_at(every, 1.0)}",
            f"  the engine of music killed, keys down: every note ended, ms: p50 {_at(self.ended, 0.5, 1000)}, "
            f"max {_at(self.ended, 1.0, 1000)} (n {len(self.ended)})",
            f"  mistakes of the server's own: {self.mistakes}; it ended with {self.exit_code}",
            f"  {'fault':<40} {'injected':>8} {'survived':>8} {'p50 s':>8} {'p99 s':>8}",
        ]
        for kind in sorted(self.injected):
            times = self.recovery[kind]
            row = f"{self.injected[kind]:>8} {self.survived[kind]:>8} {_at(times, 0.5):>8} {_at(times, 0.99):>8}"
            found.append(f"  {kind:<40} {row}")
        found += [f"  HANGING after {one['fault']}: {one['key']}" for one in self.hanging]
        return [*found, "holds" if self.holds else "DOES NOT HOLD"]

    def plain(self) -> dict:
        return {
            "seconds": round(self.seconds, 1), "seed": self.seed, "notes": self.notes, "hanging": self.hanging,
            "mistakes": self.mistakes, "exit": self.exit_code, "ended_s": self.ended,
            "faults": {
                kind: {"injected": n, "survived": self.survived[kind], "recovery_s": self.recovery[kind]}
                for kind, n in self.injected.items()
            },
        }  # fmt: skip


def _at(values: list[float], quantile: float, scale: float = 1.0) -> str:
    if not values:
        return "–"
    ordered = sorted(values)
    return f"{scale * ordered[min(len(ordered) - 1, int(quantile * len(ordered)))]:.3g}"
