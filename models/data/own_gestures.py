"""An artist's own gestures: files, and what a human sent to a gesture player in recorded performances (journals)."""

from pathlib import Path

from bridge.errors import DataError
from bridge.gestures import reading, sets
from bridge.gestures.take import looked_at


def read(path: Path, player: str) -> reading.Material:
    """Files or journals at `path`; of journals what was sent to `/PLAYER/in`. DataError when there is nothing."""
    performances = _performances(path)
    if not performances:
        return reading.read(path, "")
    from bridge.watch import gestures

    takes, skipped = [], []
    for run in performances:
        try:
            takes += gestures.takes(run, player)
        except DataError as error:
            skipped.append(str(error))
    if not takes:
        why = f"; {skipped[0]}" if skipped else ""
        raise DataError(f"{path}: nobody sent anything to /{player}/in{why}; --player names another player")
    names = tuple(f"v{i + 1}" for i in range(takes[0].values.shape[1]))
    values = looked_at(names, takes)
    return reading.placed(path.resolve().name, "", takes, values, sets.LONGEST_S, tuple(skipped))


def _performances(path: Path) -> list[Path]:
    """The recorded runs that `path` is or holds."""
    if not path.is_dir():
        return []
    from bridge.watch.runs import runs, segments

    return [path] if segments(path) else runs(path)
