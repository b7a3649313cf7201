"""One target under atheris: `python -m tests.fuzz.one TARGET [libFuzzer's flags] FOLDER …`."""

import sys
import time

import atheris

LONGEST_S = 5.0  # of processor time for one input

with atheris.instrument_imports(include=["bridge", "export", "h11", "wsproto", "mido"]):
    from .targets import TARGETS

    take = TARGETS[sys.argv[1]].make()

slowest = 0.0


def timed(data: bytes) -> None:
    global slowest
    began = time.process_time()
    take(data)
    took = time.process_time() - began
    assert took < LONGEST_S, f"{took:.1f} s of processor time for one input"
    if took > slowest:
        slowest = took
        print(f"slowest_ms: {took * 1000:.1f}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[2:]], timed)
    atheris.Fuzz()
