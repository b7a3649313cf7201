"""The model's memory: outputs that come back as inputs of the next call, known by their names, types and shapes.

An input and an output are a pair when their names are the same but for the words that tell which side they are on
(past/present, in/out, prev/next, 0/n, initial/final, a number that an exporter added: .1), when what is left names a state,
and when they have one type and one fixed shape.
"""

import re
from collections.abc import Sequence

from bridge.errors import PackageError
from bridge.package import Port

BEFORE = ("past", "prev", "previous", "old", "last", "in", "input", "initial", "init", "before", "0")
AFTER = ("present", "next", "new", "out", "output", "final", "after", "cur", "current", "updated", "n", "1")
SIDES = frozenset(BEFORE + AFTER)
WORDS = "h c hc hx cx hidden cell state states cache key keys value values kv mem memory rnn lstm gru ssm conv"
STATES = frozenset(WORDS.split())


def pairs(inputs: Sequence[Port], outputs: Sequence[Port], wished: Sequence[tuple[str, str]] = ()) -> list[tuple[str, str]]:
    """(input, output) of each state. `wished`: pairs that a person names; PackageError where one does not fit."""
    found = [_checked(inputs, outputs, pair) for pair in wished]
    taken = {name for pair in found for name in pair}
    for past in inputs:
        fits = [p for p in outputs if p.name not in taken and (p.type, p.shape) == (past.type, past.shape)]
        alike = [p for p in fits if _are_one_state(past.name, p.name)]
        if past.name not in taken and len(alike) == 1:
            found.append((past.name, alike[0].name))
            taken |= {past.name, alike[0].name}
    return found


def _are_one_state(before: str, after: str) -> bool:
    stem, other = words(before), words(after)
    return stem == other and not STATES.isdisjoint(stem) and before != after


def words(name: str) -> tuple[str, ...]:
    """`past_key_values.0.key` → key, values, #0, key: without the words for a side. A number of a layer stays."""
    parts = [part for part in re.split(r"[^a-z0-9]+|(?<=[a-z])(?=[0-9])|(?<=[0-9])(?=[a-z])", _plain(name)) if part]
    parts = [part.removesuffix("n") if part in ("hn", "cn") else part for part in parts]  # PyTorch's h0, hn
    kept = [part for i, part in enumerate(parts) if not (part in SIDES and not _is_layer(parts, i))]
    return tuple(kept)


def _is_layer(parts: list[str], i: int) -> bool:
    """A number with a word before and another number or word after it counts layers; at the end it tells the side."""
    return parts[i].isdigit() and i + 1 < len(parts)


def _plain(name: str) -> str:
    """`stateIn` → state_in; what an exporter put before a colon or a slash goes."""
    name = re.sub(r":\d+$", "", name).rpartition("/")[2]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _checked(inputs: Sequence[Port], outputs: Sequence[Port], pair: tuple[str, str]) -> tuple[str, str]:
    before = next((p for p in inputs if p.name == pair[0]), None)
    after = next((p for p in outputs if p.name == pair[1]), None)
    if before is None or after is None:
        side, names = ("input", inputs) if before is None else ("output", outputs)
        known = ", ".join(port.name for port in names)
        raise PackageError(f"--state {'='.join(pair)}: there is no such {side}; there are {known}")
    if (before.type, before.shape) != (after.type, after.shape):
        raise PackageError(f"--state {'='.join(pair)}: {before.type} {before.shape} and {after.type} {after.shape} differ")
    return pair
