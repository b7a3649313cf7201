"""Runs all tests in two processes side by side: those with real programs and servers, which mostly wait, and all others.

`python tests/two_parts.py [pytest's words]`. What the others say is printed after what the real ones say; then the sum of
both summaries. `pytest` alone does the same in one process, in the sum of their times.
"""

import re
import subprocess
import sys
import tempfile
import time
from collections import Counter

PARTS = ("real", "rest")
OUTCOME = re.compile(r"(\d+) (failed|passed|skipped|deselected|xfailed|errors?|warnings?|rerun)")
NOTHING_RAN = 5  # pytest's exit code where every test was deselected


def main(words: list[str]) -> int:
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as said:
        rest = subprocess.Popen(command("rest", words), stdout=said, stderr=subprocess.STDOUT, text=True)
        real = subprocess.Popen(command("real", words), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        lines = []
        for line in real.stdout:
            print(line, end="", flush=True)
            lines.append(line)
        codes = [real.wait(), rest.wait()]
        said.seek(0)
        other = said.read()
    print(other, end="")
    print(summary(["".join(lines), other], time.monotonic() - began))
    return max(0 if code == NOTHING_RAN else code for code in codes)


def command(part: str, words: list[str]) -> list[str]:
    return [sys.executable, "-m", "pytest", "--part", part, *words]


def summary(outputs: list[str], seconds: float) -> str:
    """pytest's last line, of both."""
    counts: Counter[str] = Counter()
    for output in outputs:
        last = next((line for line in reversed(output.splitlines()) if " in " in line and OUTCOME.search(line)), "")
        counts.update({what: int(number) for number, what in OUTCOME.findall(last) if what != "deselected"})
    told = ", ".join(f"{counts[what]} {what}" for what in sorted(counts, key=lambda what: what == "rerun"))
    return f"{told or 'no tests ran'} in {seconds:.2f}s"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
