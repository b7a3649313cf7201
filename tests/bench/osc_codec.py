"""How fast our OSC codec is beside python-osc: `python tests/bench/osc_codec.py [--json]`.

Interleaved (ours, theirs, ours, theirs ...), so that whatever else the machine does falls on both. A sample is the mean
of a short run of calls, in µs a message; p50 and p99 are over the samples, the ratio is the median of theirs / ours.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from pythonosc.osc_message_builder import OscMessageBuilder
from pythonosc.osc_packet import OscPacket

sys.path.insert(0, str(Path(__file__).parents[2]))

from bridge.osc.packet import encode, encode_bundle, parse

SAMPLES = 400
CALLS = 20  # a sample: about the messages of a busy moment

CASES = {
    "iii": ("/music/note", (60, 100, 1)),
    "f": ("/music/temperature", (0.8,)),
    "sf": ("/status", ("latency", 1.5)),
    "s": ("/text/out/line", ("the sea is calm tonight",)),
    "ffffffff": ("/gesture/in", (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)),
}


def build_with_python_osc(address: str, args: tuple) -> bytes:
    builder = OscMessageBuilder(address)
    for arg in args:
        builder.add_arg(arg)
    return builder.build().dgram


def parse_with_python_osc(packet: bytes) -> list:
    return [(timed.message.address, timed.message.params) for timed in OscPacket(packet).messages]


def sample(call: Callable[[], object]) -> float:
    """µs a call."""
    start = time.perf_counter_ns()
    for _ in range(CALLS):
        call()
    return (time.perf_counter_ns() - start) / CALLS / 1000


def compare(ours: Callable[[], object], theirs: Callable[[], object]) -> dict[str, float]:
    pairs = [(sample(ours), sample(theirs)) for _ in range(SAMPLES)]
    mine, other = zip(*pairs, strict=True)
    return {
        "ours_p50_us": median(mine),
        "ours_p99_us": quantiles(mine, n=100)[98],
        "python_osc_p50_us": median(other),
        "python_osc_p99_us": quantiles(other, n=100)[98],
        "ratio": median(b / a for a, b in pairs),
    }


def measure() -> dict[str, dict[str, float]]:
    table = {}
    for tags, (address, args) in CASES.items():
        packet = encode(address, args)
        assert packet == build_with_python_osc(address, args)
        table[f"build {tags}"] = compare(partial(encode, address, args), partial(build_with_python_osc, address, args))
        table[f"parse {tags}"] = compare(partial(parse, packet), partial(parse_with_python_osc, packet))
    bundle = encode_bundle(1.5, [encode("/music/note", (60, 100, 1))] * 4)
    table["parse bundle of 4 iii"] = compare(partial(parse, bundle), partial(parse_with_python_osc, bundle))
    return table


def show(table: dict[str, dict[str, float]]) -> None:
    print("| µs a packet | ours p50 | p99 | python-osc p50 | p99 | ratio |\n| --- | --- | --- | --- | --- | --- |")
    for name, row in table.items():
        *times, ratio = row.values()
        print(f"| {name} | " + " | ".join(f"{value:.2f}" for value in times) + f" | {ratio:.1f}× |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="for machines")
    as_json = parser.parse_args().json
    table = measure()
    if as_json:
        print(json.dumps(table, indent=2))
    else:
        show(table)


if __name__ == "__main__":
    main()
