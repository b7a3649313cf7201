"""The budget that words of the command line name."""

import argparse
import dataclasses
from collections.abc import Sequence
from typing import Any


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
