"""Whatever happens, against real JACK ports, for as long as you like: `python -m tests.happenings --seconds N --seed S`.

Random evenings by the rules of `rules`; after each nothing may sound for anybody. Prints how often what happened. Linux with
JACK. Exit 1 when a note hangs or the server is lost, with the evening that did it and where its journal is kept.
"""

import argparse
import json
import random
import signal
import sys
import time
import traceback
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.clients.peers import jack

from .real import House, machine

AT_ONCE = 10  # evenings of one draw
STEPS = 40


def play(house: House, evenings: int, steps: int, number: int) -> None:
    """So many random evenings; AssertionError with the one at whose end something sounded."""
    budget = settings(
        max_examples=evenings, stateful_step_count=steps, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=[*HealthCheck], report_multiple_bugs=False,
    )  # fmt: skip
    run_state_machine_as_test(seed(number)(machine(house)), settings=budget)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.happenings", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0, help="how long (600)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write what was counted there")
    args = parser.parse_args()
    if why := jack.missing():
        print(f"not here: {why}")
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was started is ended
    house, dice, bad = House(), random.Random(args.seed), 0
    end = time.monotonic() + args.seconds
    try:
        while time.monotonic() < end:
            try:
                play(house, AT_ONCE, STEPS, dice.randrange(1 << 30))
            except Exception as error:  # also one that hypothesis could not see twice: real processes
                bad += 1
                traceback.print_exception(error)
            print(f"{args.seconds - (end - time.monotonic()):7.1f} s  {dict(house.counts)}", file=sys.stderr, flush=True)
    finally:
        house.close()
    for what, count in sorted(house.counts.items()):
        print(f"{count:>8,}  {what}")
    print(f"the longest way to silence took {house.longest_s:.2f} s; core queued {house.queued_s:.2f} s of it")
    print("nothing hangs" if not bad else f"{bad} evenings at whose end something sounded, or the server was lost")
    if args.json:
        args.json.write_text(json.dumps({"failed": bad} | house.counts, indent=1) + "\n", encoding="utf-8")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
