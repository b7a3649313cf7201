"""How deep the committed corpus reaches: `python -m tests.fuzz.reach [TARGET …]`. Lines of the files that a target reads.

Seeds and corpus are run in plain Python; counted are lines inside functions, for those of a module run when it is imported.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType

from .targets import ROOT, TARGETS, Target

CORPUS = Path(__file__).parent / "corpus"


def inputs(name: str, target: Target) -> list[bytes]:
    """What the short run begins with."""
    kept = [path.read_bytes() for path in sorted((CORPUS / name).glob("*"))]
    return [*target.seeds(), *kept]


def reached(name: str) -> dict[str, tuple[int, int, list[int]]]:
    """File → lines reached, lines there are, those that were not reached."""
    target = TARGETS[name]
    take, hits = target.make(), {str(ROOT / file): set() for file in target.reads}

    def trace(frame, event, arg):
        seen = hits.get(frame.f_code.co_filename)
        if seen is None:
            return None

        def line(frame, event, arg):
            seen.add(frame.f_lineno)
            return line

        return line

    sys.settrace(trace)
    try:
        for data in inputs(name, target):
            take(data)
    finally:
        sys.settrace(None)
    found = {}
    for file, seen in hits.items():
        there = set(_lines(compile(Path(file).read_text(), file, "exec")))
        found[str(Path(file).relative_to(ROOT))] = len(seen & there), len(there), sorted(there - seen)
    return found


def needed(name: str, candidates: list[bytes]) -> list[bytes]:
    """Of many inputs those that reach a step from line to line that no seed and no smaller one reaches."""
    target = TARGETS[name]
    take, known, kept = target.make(), set(), []
    seeds = list(target.seeds())
    for data in [*seeds, *sorted(set(candidates) - set(seeds), key=lambda data: (len(data), data))]:
        steps = _steps(take, data)
        if not steps <= known:
            kept += [] if data in seeds else [data]
            known |= steps
    return kept


def _steps(take: Callable[[bytes], None], data: bytes) -> set[tuple]:
    """(code, line, next line) of all that runs in our own files."""
    found: set[tuple] = set()
    ours = (str(ROOT / "bridge"), str(ROOT / "export"))

    def trace(frame, event, arg):
        if not frame.f_code.co_filename.startswith(ours):
            return None
        before = frame.f_lineno

        def line(frame, event, arg):
            nonlocal before
            found.add((frame.f_code, before, frame.f_lineno))
            before = frame.f_lineno
            return line

        return line

    sys.settrace(trace)
    try:
        take(data)
    finally:
        sys.settrace(None)
    return found


def _lines(code: CodeType, inside: bool = False) -> Iterator[int]:
    if inside:
        yield from (line for _, _, line in code.co_lines() if line and line != code.co_firstlineno)
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield from _lines(const, inside or bool(const.co_flags & 2))  # CO_NEWLOCALS: a function, not a class


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.reach", description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"one of {', '.join(TARGETS)}; all")
    args = parser.parse_args()
    if unknown := set(args.targets) - set(TARGETS):
        parser.error(f"no target is called {', '.join(sorted(unknown))}; there are: {', '.join(TARGETS)}")
    for name in args.targets or TARGETS:
        for file, (seen, there, missed) in reached(name).items():
            print(f"{name:<11} {file:<42} {seen:4} of {there:4} lines ({seen / there:4.0%}), not {missed}", flush=True)


if __name__ == "__main__":
    main()
