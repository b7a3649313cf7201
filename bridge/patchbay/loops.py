"""No route may feed itself: neither by way of other routes, nor through a player whose input becomes its output."""

from collections.abc import Iterable, Iterator

from bridge.errors import AddressError

Edge = tuple[str, str]  # source address, target address


def check_no_loop(source: str, target: str, edges: Iterable[Edge]) -> None:
    """AddressError that names the cycle when a route from `source` to `target` would close one with `edges`."""
    path = _path(target, source, [*edges])
    if path:
        raise AddressError(f"this route would be a loop: {' → '.join((source, *path))}")


def _path(start: str, goal: str, edges: list[Edge]) -> tuple[str, ...] | None:
    """A way from `start` to `goal`, both included, or None."""
    paths = [(start,)]
    seen = {start}
    while paths:
        path = paths.pop()
        if path[-1] == goal:
            return path
        for step in _steps(path[-1], goal, edges):
            if step not in seen:
                seen.add(step)
                paths.append((*path, step))
    return None


def _steps(address: str, goal: str, edges: list[Edge]) -> Iterator[str]:
    """Where a message goes from here: along a route, or through the player to what it puts out and a route hears."""
    yield from (target for source, target in edges if source == address)
    heard = (goal, *(source for source, _ in edges))
    yield from (source for source in heard if _through_player(address, source))


def _through_player(incoming: str, outgoing: str) -> bool:
    """Whatever a player is told may change whatever it puts out. The clock is such a player too."""
    owner = incoming.split("/")[1]
    return outgoing.startswith(f"/{owner}/out/") and not incoming.startswith(f"/{owner}/out/")
