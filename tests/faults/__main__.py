"""Everything that can break is broken, again and again, while a server plays: `python -m tests.faults --seconds N --seed S`.

Before each fault a key is held and voices sound. After it: does the server live, is `/health` well, has every sounding note
ended, does the music answer again, and how long did that take? Linux; the MIDI faults where JACK is. Exit 1 when a fault was
not survived or a note hangs.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path

from .kinds import Fault, faults
from .report import Report
from .scene import SCALE, Scene

SILENT_S = 10.0  # after all was let go and put in again nothing sounds: the bound of this run; how long it took is told
CUT_S = 3.0


def measure(seconds: float, seed: int, only: str = "", say=lambda line: None) -> Report:
    dice, report = random.Random(seed), Report(seed)
    with tempfile.TemporaryDirectory(prefix="duende-faults-") as folder:
        scene = Scene(Path(folder))
        try:
            kinds = {name: fault for name, fault in faults(scene.jack is not None).items() if only in name}
            scene.music_answers(time.monotonic())
            end, turns = time.monotonic() + seconds, []
            while time.monotonic() < end and scene.server.process.poll() is None:
                turns = turns or dice.sample(list(kinds), len(kinds))
                name = turns.pop()
                say(f"{report.seconds:7.1f} s  {name}: {one(scene, name, kinds[name], dice, report)}")
            report.close(scene)
        finally:
            report.exit_code = scene.close()
            report.log = scene.server.log
    return report


def one(scene: Scene, name: str, fault: Fault, dice: random.Random, report: Report) -> str:
    """Inject it, look, and write down what was seen; a line for people."""
    pitch = dice.choice(SCALE)
    scene.at_work()
    scene.press(pitch)
    scene.listener.wait(lambda: scene.listener.sounding, 2.0)
    sounded = len(scene.sounding())
    broken = fault(scene, dice)
    ended = None
    if broken.cuts:
        scene.listener.wait(lambda: not scene.listener.sounding, CUT_S)
        ended = scene.listener.last_off - broken.at if sounded and scene.listener.last_off > broken.at else None
    scene.release(pitch)
    well = broken.well()
    scene.release(pitch)
    answers = scene.music_answers(time.monotonic())
    silent = scene.is_silent(SILENT_S)
    hanging = {} if silent else scene.sounding()
    healthy = scene.is_healthy()
    alive = scene.server.process.poll() is None
    recovery = None if well is None else max(0.0, well - broken.over)
    survived = alive and well is not None and answers is not None and healthy is not None and silent
    report.add(name, survived, recovery, ended, hanging)
    if hanging:
        scene.listener.say("/panic")
        for ear in scene.ears:
            ear.sounding.clear()
    if survived:
        return f"well after {recovery:.3f} s" + (f", {sounded} notes ended after {ended:.3f} s" if ended else "")
    return f"NOT SURVIVED: alive {alive}, well {well}, answers {answers}, healthy {healthy}, hanging {hanging}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0, help="how long (600)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same order of faults")
    parser.add_argument("--only", default="", help="only kinds with this in their name")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write what was found there")
    args = parser.parse_args()
    if not any(args.only in name for name in faults(midi=True)):
        parser.error(f"no kind has {args.only!r} in its name; there are: {', '.join(faults(midi=True))}")
    report = measure(args.seconds, args.seed, args.only, lambda line: print(line, file=sys.stderr, flush=True))
    print("\n".join(report.lines()))
    if args.json:
        args.json.write_text(json.dumps(report.plain(), indent=1) + "\n", encoding="utf-8")
    if not report.holds:
        print(report.log, file=sys.stderr)
    return 0 if report.holds else 1


if __name__ == "__main__":
    sys.exit(main())
