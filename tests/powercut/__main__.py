"""A server is killed at random moments, and its journal read: `python -m tests.powercut [--times N] [--seed N]`.

Every other time all its processes are killed together, else the one that writes alone (`kill -9`). Then the power is cut: of
each file only what `fdatasync` had returned for is left (Linux). Printed: how much of what a client sent and received is
missing, and how long before the kill the oldest that is missing happened. Older than 200 ms, none may be; after a power cut
the longest that the disk itself took to keep something comes on top.
"""

import argparse
import sys
from pathlib import Path
from tempfile import mkdtemp

from .night import Lost, clean, night


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.powercut", description=__doc__)
    parser.add_argument("--times", type=int, default=10, help="nights that end so (10)")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    nights = []
    for number in range(args.times):
        folder, how = Path(mkdtemp(prefix="powercut-")), ("group", "core")[number % 2]
        try:
            nights.append(night(folder, args.seed + number, how))
        except AssertionError as error:  # a machine so busy that a server does not start in half a minute
            print(f"{number + 1:4} {how:<5} no night: {str(error).splitlines()[0]}", flush=True)
            continue
        finally:
            clean(folder)
        told = ", ".join(f"{what} {lost.oldest_s * 1e3:.0f} ms" for what, lost in nights[-1].items())
        told += f"; the disk took {nights[-1]['power'].disk_s * 1e3:.0f} ms"
        print(f"{number + 1:4} {how:<5} {nights[-1]['kill'].happened:6} events; missing at the end: {told}", flush=True)
    if not nights:
        print("there was no night: nothing is shown")
        return 1
    for what in ("kill", "power"):
        print(_report(what, [each[what] for each in nights]))
    return 1 if any(lost.too_early for each in nights for lost in each.values()) else 0


def _report(what: str, lost: list[Lost]) -> str:
    ages = sorted(one.oldest_s * 1e3 for one in lost)
    p50, p99 = ages[len(ages) // 2], ages[min(len(ages) - 1, len(ages) * 99 // 100)]
    names = ("happened", "kept", "unread", "too_early")
    happened, kept, unread, early = (sum(getattr(one, name) for one in lost) for name in names)
    return (
        f"{what:<5} {len(lost)} nights, {happened:,} events (beside them {unread} packets still unread in the socket), "
        f"{kept:,} recorded; missing at the end p50 {p50:.0f} ms, "
        f"p99 {p99:.0f} ms, worst {ages[-1]:.0f} ms; {early} of them older than was promised"
    )


if __name__ == "__main__":
    sys.exit(main())
