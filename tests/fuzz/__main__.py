"""Coverage-guided fuzzing of everything that reads bytes from outside: `python -m tests.fuzz [TARGET …] [--seconds N]`.

Each target runs in a process of its own under atheris (libFuzzer for Python): what it finds interesting is added to
`tests/fuzz/corpus/TARGET`, where `--keep` says so. A crash, 5 s without an end, or a gigabyte ends it and is told with the
input. Without `atheris` (Linux wheels alone) say `pip install atheris`.
"""

import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp

from .targets import ROOT, TARGETS

CORPUS = Path(__file__).parent / "corpus"
LONGEST_S, MOST_MIB, MOST_BYTES = 5, 1024, 8192  # of one input: time, memory, size


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", choices=[[], *TARGETS], metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=float, default=10.0, help="of each target (10)")
    parser.add_argument("--keep", action="store_true", help="add what is interesting to the committed corpus")
    args = parser.parse_args()
    bad, inputs = 0, 0
    for name in args.targets or TARGETS:
        ran, crash = fuzz(name, args.seconds, args.keep)
        inputs += ran
        bad += crash is not None
        print(f"{name:<10} {ran:>12,} inputs  {'well' if crash is None else 'CRASH ' + crash}", flush=True)
    print(f"{inputs:,} inputs, {bad} crashes")
    return 1 if bad else 0


def fuzz(name: str, seconds: float, keep: bool) -> tuple[int, str | None]:
    """How many inputs ran, and the end of what was said if one was too much."""
    folder = Path(mkdtemp(prefix=f"fuzz-{name}-"))
    for i, seed in enumerate(TARGETS[name].seeds()):
        (folder / f"seed-{i}").write_bytes(seed[:MOST_BYTES])
    corpus = CORPUS / name
    corpus.mkdir(parents=True, exist_ok=True)
    flags = [f"-max_total_time={max(1, round(seconds))}", f"-timeout={LONGEST_S}", f"-rss_limit_mb={MOST_MIB}",
             f"-max_len={MOST_BYTES}", f"-artifact_prefix={folder}/", "-print_final_stats=1"]  # fmt: skip
    # By a shell: Linux counts the largest size of whoever started a process as its own (getrusage(2)), which is asked here.
    shell = ["sh", "-c", '"$@"; exit $?', "sh"]
    command = [*shell, sys.executable, "-m", "tests.fuzz.one", name, *flags, str(folder), str(corpus)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace")
    said = done.stdout + done.stderr
    ran = int((re.findall(r"number_of_executed_units:\s*(\d+)", said) or [0])[-1])
    crash = None
    if done.returncode:
        crash = f"(exit {done.returncode}; input in {folder})\n" + "\n".join(said.splitlines()[-25:])
    elif keep:
        _merge(name, folder, corpus)
    if crash is None:
        shutil.rmtree(folder)
    return ran, crash


def _merge(name: str, folder: Path, corpus: Path) -> None:
    """Only what reaches code that nothing before it reached."""
    command = [sys.executable, "-m", "tests.fuzz.one", name, "-merge=1", str(corpus), str(folder)]
    subprocess.run(command, cwd=ROOT, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
