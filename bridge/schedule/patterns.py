"""Which addresses an output gets."""

from collections.abc import Sequence

from bridge.osc.match import compiled, matches

QUIET = {"token", "frame", "plan", "heard"}  # `/NAME/out/…` that only those get who ask for it


def wants(patterns: Sequence[str | None] | None, address: str) -> bool:
    """Does one of the patterns match? None, alone or among them, is the default: everything but the quiet ones."""
    if patterns is None:
        return _by_default(address)
    return any(_by_default(address) if pattern is None else matches(pattern, address) for pattern in patterns)


def _by_default(address: str) -> bool:
    segments = address.split("/")
    return not (len(segments) > 3 and segments[2] == "out" and segments[3] in QUIET)


def check(patterns: Sequence[str | None] | None) -> None:
    """`AddressError` when one of them is no pattern."""
    for pattern in patterns or ():
        if pattern is not None:
            compiled(pattern)
