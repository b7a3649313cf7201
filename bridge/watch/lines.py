"""What a human wrote for a text player in a recorded run, for an artist who trains on it."""

from pathlib import Path

from bridge.errors import WireError
from bridge.osc.reading import parse

from . import replay


def texts(run: Path, player: str) -> list[str]:
    """Every `/PLAYER/prompt` begins a text, each `/PLAYER/line` goes on with it; the machine's lines are not among them.

    DataError when `run` is no run."""
    found: list[list[str]] = [[]]
    for record in replay.read(run):
        if record.kind != "osc" or not record.values["used"]:
            continue
        try:
            messages = parse(record.values["packet"])
        except WireError:
            continue
        for message in messages:
            said = message.args[0] if len(message.args) == 1 and isinstance(message.args[0], str) else ""
            if message.address == f"/{player}/prompt":
                found.append([said])
            elif message.address == f"/{player}/line":
                found[-1].append(said)
    return [text for lines in found if (text := "\n".join(filter(None, lines)).strip())]
