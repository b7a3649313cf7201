"""Words of the command line that have a range, and the budget that they name."""

import argparse
import dataclasses
from collections.abc import Callable, Sequence
from typing import Any


def number(low: float, high: float, kind: type = float) -> Callable[[str], float]:
    """An argparse type: a number within `low` … `high`."""

    def read(text: str) -> float:
        try:
            value = kind(text)
        except ValueError:
            value = low - 1
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"{text!r}: {low:g} to {high:g} is allowed")
        return value

    return read


def wished(recipe: Any, args: argparse.Namespace, device: str, names: Sequence[str]) -> Any:
    """A kind's Recipe (a dataclass with `device`, `minutes`, `steps`, `warmup_steps`) with what was wished of `names`,
    and the wished budget."""
    words = {name: getattr(args, name) for name in names if getattr(args, name) is not None}
    recipe = dataclasses.replace(recipe, device=device, **words)
    if args.minutes:
        return dataclasses.replace(recipe, minutes=args.minutes, steps=0)
    return by_steps(recipe, args.steps) if args.steps else recipe


def by_steps(recipe: Any, steps: int) -> Any:
    """A short run warms up for a tenth of it at most."""
    return dataclasses.replace(recipe, steps=steps, warmup_steps=max(1, min(recipe.warmup_steps, steps // 10)))
