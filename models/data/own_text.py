"""An artist's own text: files, and what a human wrote for a text player in recorded performances (journals)."""

from pathlib import Path

from bridge import textfiles
from bridge.errors import DataError

from . import text
from .text import Material


def read(path: Path, player: str, say: textfiles.Say = lambda done, of: None) -> Material:
    """Files or journals at `path`; of journals the prompts and lines that were sent to `/PLAYER`. DataError when there is
    nothing, or too little."""
    performances = _performances(path)
    if not performances:
        return text.read(path, say)
    from bridge.watch import lines

    found: list[textfiles.Text] = []
    skipped = []
    for run in performances:
        try:
            found += [textfiles.Text(textfiles.cleaned(written), "") for written in lines.texts(run, player)]
        except DataError as error:
            skipped.append(str(error))
    if not found:
        why = f"; {skipped[0]}" if skipped else ""
        raise DataError(f"{path}: nobody wrote for /{player}{why}; --player names another player")
    return text.material(path, textfiles.Read(path.resolve().name, tuple(found), tuple(skipped)))


def _performances(path: Path) -> list[Path]:
    """The recorded runs that `path` is or holds."""
    if not path.is_dir():
        return []
    from bridge.watch.runs import runs, segments

    return [path] if segments(path) else runs(path)
