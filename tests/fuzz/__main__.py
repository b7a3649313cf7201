"""Coverage-guided fuzzing of everything that reads bytes from outside: `python -m tests.fuzz [TARGET …] [--seconds N]`.

Each target runs in a process of its own under atheris (libFuzzer for Python), beginning with its seeds and the committed
`tests/fuzz/corpus/TARGET`; with `--keep` what reaches code that nothing before it reached is added there. A crash, 5 s of
processor time or a gigabyte for one input ends it and is told with the input. Without `atheris` (Linux wheels alone) say
`pip install atheris`. `python -m tests.fuzz.reach` tells how deep the corpus reaches, `python -m tests.fuzz.live` throws
packets at a real server.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from .reach import CORPUS, needed
from .seeds import words
from .targets import ROOT, TARGETS

HUNG_S, MOST_MIB, MOST_BYTES = 60, 1024, 8192  # of one input: on the wall, whoever else works here; memory; size


class Run(NamedTuple):
    inputs: int
    slowest_ms: int  # of processor time for one input, under instrumentation
    peak_mib: int
    crash: str | None  # the end of what was said if one was too much


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", choices=[[], *TARGETS], metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=float, default=10.0, help="of each target (10)")
    parser.add_argument("--keep", action="store_true", help="add what is interesting to the committed corpus")
    args = parser.parse_args()
    runs = []
    for name in args.targets or TARGETS:
        runs.append(fuzz(name, args.seconds, args.keep))
        run = runs[-1]
        said = "well" if run.crash is None else "CRASH " + run.crash
        figures = f"{run.inputs:>12,} inputs  slowest {run.slowest_ms:>4} ms  peak {run.peak_mib} MiB"
        print(f"{name:<11} {figures}  {said}", flush=True)
    bad = sum(run.crash is not None for run in runs)
    print(f"{sum(run.inputs for run in runs):,} inputs, {bad} crashes")
    return 1 if bad else 0


def fuzz(name: str, seconds: float, keep: bool) -> Run:
    folder = Path(mkdtemp(prefix=f"fuzz-{name}-"))
    seeds = list(TARGETS[name].seeds())
    for i, seed in enumerate(seeds):
        (folder / f"seed-{i}").write_bytes(seed[:MOST_BYTES])
    corpus = CORPUS / name
    corpus.mkdir(parents=True, exist_ok=True)
    flags = [f"-max_total_time={max(1, round(seconds))}", f"-timeout={HUNG_S}", f"-rss_limit_mb={MOST_MIB}",
             f"-max_len={MOST_BYTES}", f"-artifact_prefix={folder}/", "-print_final_stats=1"]  # fmt: skip
    if TARGETS[name].worded:
        flags.append(f"-dict={_dictionary(folder, seeds)}")
    # By a shell: Linux counts the largest size of whoever started a process as its own (getrusage(2)), which is asked here.
    shell = ["sh", "-c", '"$@"; exit $?', "sh"]
    command = [*shell, sys.executable, "-m", "tests.fuzz.one", name, *flags, str(folder), str(corpus)]
    done = subprocess.run(command, cwd=ROOT, env=_thrifty(), capture_output=True, text=True, errors="replace")
    said = done.stdout + done.stderr
    inputs, slowest, peak = (
        int((re.findall(rf"{what}:\s*(\d+)", said) or [0])[-1])
        for what in ("number_of_executed_units", "slowest_ms", "peak_rss_mb")
    )
    crash = None
    if done.returncode:
        crash = f"(exit {done.returncode}; input in {folder})\n" + "\n".join(said.splitlines()[-40:])
    elif keep:
        _merge(name, folder, corpus)
    folder.with_suffix(".dict").unlink(missing_ok=True)
    if crash is None:
        shutil.rmtree(folder)
    return Run(inputs, slowest, peak, crash)


def _thrifty() -> dict[str, str]:
    """One thread each: others work on this machine too."""
    return os.environ | dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")


def _dictionary(folder: Path, seeds: list[bytes]) -> Path:
    path = folder.with_suffix(".dict")
    entries = ("".join(f"\\x{byte:02x}" for byte in word) for word in words(*seeds))
    path.write_text("".join(f'"{entry}"\n' for entry in entries))
    return path


def _merge(name: str, folder: Path, corpus: Path) -> None:
    """The smallest inputs that reach all that either reaches beyond the seeds, which are made anew each time."""
    kept = needed(name, [path.read_bytes() for where in (folder, corpus) for path in where.iterdir()])
    shutil.rmtree(corpus)
    corpus.mkdir()
    for data in kept:
        (corpus / sha256(data).hexdigest()[:12]).write_bytes(data)


if __name__ == "__main__":
    sys.exit(main())
