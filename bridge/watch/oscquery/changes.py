"""What has changed from one tree to the next, as the commands that clients are told (the proposal's "Server -> Client")."""

from .namespace import Namespace, Node

MOST = 16  # commands of one kind; beyond that the whole place is said to have changed


def changes(before: Namespace, after: Namespace) -> list[tuple[str, str]]:
    """(COMMAND, path) in the order in which they are to be said: what went, what came, and last where to look again.

    Of what came or went only the topmost is named, and the container that had it has changed; of a method with other
    attributes (another package knows other words) it is the method itself. The values of parameters are no change.
    """
    old, new = _methods(before), _methods(after)
    gone = _topmost([path for path in old if path not in new])
    come = _topmost([path for path in new if path not in old])
    other = [path for path in new if path in old and new[path].attributes != old[path].attributes]
    touched = _topmost([*{_above(path): None for path in (*gone, *come)}, *other])
    if len(gone) > MOST or len(come) > MOST or len(touched) > MOST:
        gone, come, touched = [], [], [_common(touched)]
    return [
        *(("PATH_REMOVED", path) for path in gone), *(("PATH_ADDED", path) for path in come),
        *(("PATH_CHANGED", path) for path in touched),
    ]  # fmt: skip


def _methods(tree: Namespace) -> dict[str, Node]:
    return {node.path: node for node in tree}


def _topmost(paths: list[str]) -> list[str]:
    """Without those that are below another of them."""
    kept = set(paths)
    return [path for path in paths if not any(above in kept for above in _all_above(path))]


def _all_above(path: str) -> list[str]:
    above = []
    while path != "/":
        path = _above(path)
        above.append(path)
    return above


def _above(path: str) -> str:
    return path.rpartition("/")[0] or "/"


def _common(paths: list[str]) -> str:
    """The deepest place that holds them all."""
    shared = [{path, *_all_above(path)} for path in paths]
    return max(set.intersection(*shared), key=len)
