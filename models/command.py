"""`duende train KIND --data PATH --out RUN`: learn from an artist's own; the same command again goes on where it stopped.

What every kind shares is here: budget, device, threads, skipped files, credits, Ctrl-C. What a kind knows of itself is a
module of `models/commands/`, named after it and loaded when it is asked for. It imports PyTorch only inside functions,
and has

    HELP, DATA, BUDGET                     a line each: what it learns, what may stand at --data, how long by itself
    PARTS                                  modules that training imports, to be told of what is not installed
    add_arguments(parser)                  its own options, beside the common ones
    read(args, say) -> Material            `skipped` (a sentence for each file that could not be used), `corpora` (names,
                                           for licence and credit), and what its own `learn` needs; `say(done, of)`
    start_from(text) -> Start              what --from names: `corpora` that those weights were learned from, and more
    learn(args, device, material, saved, start, stop, say) -> Run
                                           trains until the budget is spent or `stop.asked`, and saves; `saved` is the
                                           run's own checkpoint, or None; a Run has `step` and `best` ({"step": …} | None)
    judge(args, run, material, stop) -> str     a table on held-out data; empty when there is none
    NEXT                                   what to do with a finished run: "to hear it"
"""

import argparse
import importlib
import json
import shlex
import sys
from collections.abc import Iterable
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from bridge import kinds
from bridge.errors import MissingExtra
from bridge.options import number

if TYPE_CHECKING:  # PyTorch takes seconds: a wrong word shall be told at once
    from .stopping import Stop

MODULES = f"{__package__}.commands"
EXTRA = "pip install 'duende[train]' (PyTorch: the CPU build is enough)"
NAMED = 10  # skipped files that are named one by one
INTERRUPTED = 130  # exit code after Ctrl-C, as in shells


def add_arguments(parser: argparse.ArgumentParser) -> None:
    choices = parser.add_subparsers(metavar="KIND", dest="kind", required=True)
    for kind in kinds.known(MODULES):
        module = kinds.module_of(MODULES, kind)
        chosen = choices.add_parser(kind, help=module.HELP, description=module.HELP)
        add_common(chosen, module)
        module.add_arguments(chosen)


def add_common(parser: argparse.ArgumentParser, module: ModuleType) -> None:
    parser.add_argument("--data", type=Path, required=True, metavar="PATH", help=module.DATA)
    parser.add_argument("--out", type=Path, required=True, metavar="RUN", help="folder of this run, made or gone on with")
    budget = parser.add_mutually_exclusive_group()
    budget.add_argument("--minutes", type=number(0.01, 1e5), metavar="M", help=f"of training ({module.BUDGET})")
    budget.add_argument("--steps", type=number(1, 1e7, int), metavar="N", help="the same, in steps")
    parser.add_argument("--from", dest="start", metavar="PACKAGE_OR_RUN", help="begin with its weights")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    parser.add_argument("--threads", type=number(1, 1024, int), metavar="N", help="of the CPU (default: a core each)")
    parser.add_argument("--seed", type=number(0, 2**31, int), metavar="N", help="the same seed, the same windows")


def main(args: argparse.Namespace) -> int:
    """Train and say what next. ConfigError, DataError, PackageError or MissingExtra say why not."""
    module = kinds.module_of(MODULES, args.kind)
    _require(module)
    from . import runs
    from .stopping import Stop

    runs.check_free(args.out)
    device = _prepare(args)
    with _on_the_way("reading") as say:
        material = module.read(args, say)
    _report_skipped(material.skipped)
    with Stop() as stop:
        return _train(args, module, device, material, stop)


def _require(module: ModuleType) -> None:
    try:
        for part in module.PARTS:
            importlib.import_module(part)
    except ModuleNotFoundError as error:
        raise MissingExtra(f"training needs {error.name}, which is not installed; cure: {EXTRA}") from error


def _prepare(args: argparse.Namespace) -> str:
    import torch

    from .precision import choose_device

    if args.threads:
        torch.set_num_threads(args.threads)
    return choose_device(args.device)


def _report_skipped(skipped: tuple[str, ...]) -> None:
    if not skipped:
        return
    print(f"{len(skipped)} {'file' if len(skipped) == 1 else 'files'} skipped:", file=sys.stderr)
    for sentence in skipped[:NAMED]:
        print(f"  {sentence}", file=sys.stderr)
    if len(skipped) > NAMED:
        print(f"  … and {len(skipped) - NAMED} more", file=sys.stderr)


@contextmanager
def _on_the_way(what: str):
    """Yields `say(done, of)`: a bar for people at a terminal."""
    from tqdm import tqdm

    with tqdm(desc=what, unit=" files", leave=False, disable=not sys.stderr.isatty(), delay=0.5) as bar:

        def say(done: int, of: int) -> None:
            bar.total = of
            bar.update(done - bar.n)

        yield say


# --- the run ---


def _train(args: argparse.Namespace, module: ModuleType, device: str, material: Any, stop: "Stop") -> int:
    from . import runs

    saved = runs.read_of(args.out, args.kind)
    start = module.start_from(args.start) if args.start and not saved else None
    _note_corpora(args.out, material.corpora, start.corpora if start else runs.corpora(args.out))
    run = module.learn(args, device, material, saved, start, stop, lambda line: print(line, flush=True))
    if not stop.asked:
        return _over(args, module, run, material, stop)
    print(f"stopped at step {run.step}, saved in {args.out}; to go on: {command_again(sys.argv)}")
    return INTERRUPTED


def _note_corpora(run: Path, learned: Iterable[str | dict], before: Iterable[str | dict]) -> None:
    """What this run learns from, and what its first weights were learned from: export needs it for the licence."""
    from . import runs

    run.mkdir(parents=True, exist_ok=True)
    listed = _unique([*before, *learned])
    (run / runs.CORPORA).write_text(json.dumps(listed, ensure_ascii=False, indent=1) + "\n", "utf8")


def _unique(corpora: Iterable[str | dict]) -> list[str | dict]:
    by_name = {}
    for corpus in corpora:
        by_name.setdefault(corpus["name"] if isinstance(corpus, dict) else corpus, corpus)
    return list(by_name.values())


def _over(args: argparse.Namespace, module: ModuleType, run: Any, material: Any, stop: "Stop") -> int:
    """The budget is spent: judge what was learned, say what next."""
    if table := module.judge(args, run, material, stop):
        print(table)
    if run.best and run.best["step"] < run.step:
        print(f"step {run.best['step']} of {run.step} was the best on held-out {args.kind}: that is what export takes")
    out = shlex.quote(str(args.out))
    print(f"{module.NEXT}: duende export {out} --out PACKAGE; to train on: more --minutes or --steps")
    return 0


def command_again(argv: list[str]) -> str:
    return shlex.join(["duende", *argv[1:]])
