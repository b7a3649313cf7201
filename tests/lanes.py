"""Runs all tests in two lanes side by side, each part in a process of its own: `python tests/lanes.py [pytest's words]`.

Real programs and servers mostly wait, so two of them hardly disturb each other: one lane has the clients that come by the
network, the other first all tests without such programs, then those with MIDI and sound. What the second says is printed
after what the first says; then the sum of all summaries. `pytest` alone does the same in one process, in the sum of times.
"""

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from typing import IO

LANES = (("clients",), ("rest", "sound"))
LANE = "DUENDE_TEST_LANE"  # what is there once on a machine (the name of a JACK server) has its number in its name
OUTCOME = re.compile(r"(\d+) (failed|passed|skipped|deselected|xfailed|errors?|warnings?|rerun)")
NOTHING_RAN = 5  # pytest's exit code where every test was deselected


def main(words: list[str]) -> int:
    began = time.monotonic()
    codes: dict[str, int] = {}
    with tempfile.TemporaryFile("w+") as first, tempfile.TemporaryFile("w+") as second:
        beside = threading.Thread(target=run, args=(1, words, codes, second, False))
        beside.start()
        run(0, words, codes, first, True)
        beside.join()
        said = [read(file) for file in (first, second)]
    print(said[1], end="")
    print(summary(said, time.monotonic() - began))
    return max(0 if code == NOTHING_RAN else code for code in codes.values())


def run(number: int, words: list[str], codes: dict[str, int], said: IO[str], aloud: bool) -> None:
    """The parts of a lane, one after another."""
    surroundings = os.environ | {LANE: str(number)}
    for part in LANES[number]:
        command = [sys.executable, "-m", "pytest", "--part", part, *words]
        pytest = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=surroundings)
        for line in pytest.stdout:
            said.write(line)
            if aloud:
                print(line, end="", flush=True)
        codes[part] = pytest.wait()


def read(file: IO[str]) -> str:
    file.seek(0)
    return file.read()


def summary(outputs: list[str], seconds: float) -> str:
    """pytest's last lines, of all."""
    counts: Counter[str] = Counter()
    for line in "".join(outputs).splitlines():
        if re.search(r" in [\d.]+s", line):
            counts.update({what: int(number) for number, what in OUTCOME.findall(line) if what != "deselected"})
    told = ", ".join(f"{counts[what]} {what}" for what in sorted(counts, key=lambda what: what == "rerun"))
    return f"{told or 'no tests ran'} in {seconds:.2f}s"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
