"""Random nights, recorded and played again: `python -m tests.stage.many_nights [--times N]`. The short form is a test."""

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "clients"))

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bridge.stage.again import compare
from tests.stage.test_again import DOINGS, played


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.stage.many_nights", description=__doc__)
    parser.add_argument("--times", type=int, default=500, help="nights (500)")
    times, told = parser.parse_args().times, Counter()

    once = {"deadline": None, "database": None, "phases": [Phase.generate], "suppress_health_check": [*HealthCheck]}

    @settings(max_examples=times, **once)
    @given(st.integers(0, 99999), st.lists(DOINGS, min_size=20, max_size=60))
    def nights(seed, doings):
        verdict = compare(played(seed, doings).journal.records)
        assert not verdict.differences, "\n".join(verdict.lines())
        told.update(nights=1, inputs=verdict.heard, doings=verdict.done, events=len(verdict.events))

    nights()
    print(", ".join(f"{count:,} {what}" for what, count in told.items()) + ": all equal")
    return 0


if __name__ == "__main__":
    sys.exit(main())
