"""Text from one core: characters a second of every bundled package, in turns with the same network in PyTorch eager."""

import time

from ..casting import default_package
from ..engine.proving import open_stepper
from ..engine.text_model import Pen
from ..errors import DuendeError
from ..package import Package, find_packages
from ..pieces import Pieces
from .figures import Figures
from .peers import Peer

TARGET = {"characters": 2000.0, "eager_ratio": 5.0}
COUNT = 16  # tokens of a turn
WARM = 64  # tokens
TEMPERATURE, TOP_P = 0.8, 0.95


def measure(seconds: float) -> dict:
    """About `seconds` in all. The packages open in this process, on the device that plays."""
    packages = [package for package in find_packages()[0] if package.manifest.kind == "text"]
    if not packages or default_package("text") is None:
        raise DuendeError("no text package is bundled")
    return {"target": TARGET, "packages": {p.name: _one(p, seconds / len(packages)) for p in packages}}


def _one(package: Package, seconds: float) -> dict:
    stepper = open_stepper(package, "auto")
    pieces = Pieces(package.manifest.tokenizer["pieces"])
    pen = Pen(stepper, pieces)
    tokens = _written(pen, 0, WARM)
    try:
        peer, missing = Peer("models.peer_text", *map(str, (*shape(package), COUNT))), ""
    except DuendeError as error:
        peer, missing = None, str(error)
    ours, theirs, characters = [], [], 0
    try:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            began = time.perf_counter()
            tokens = _written(pen, WARM + COUNT * len(ours), COUNT)
            ours.append(time.perf_counter() - began)
            characters += len(pieces.decode(tokens))
            if peer:
                began = time.perf_counter()
                peer.strike(0)
                theirs.append(time.perf_counter() - began)
    finally:
        if peer:
            peer.close()
    rows = {"duende": _each(ours)} | ({"PyTorch eager": _each(theirs)} if theirs else {})
    per_token = characters / (COUNT * len(ours))
    found = {
        "file": stepper.graph.file, "device": stepper.device, "rows": rows, "missing": missing,
        "characters_a_token": round(per_token, 3),
        "characters": round(per_token / (rows["duende"]["p50"] / 1e3)),
        "characters_mean": round(characters / sum(ours)),
    }  # fmt: skip
    if theirs:
        found["eager_ratio"] = round(rows["PyTorch eager"]["p50"] / rows["duende"]["p50"], 2)
    return found


def _written(pen: Pen, first: int, count: int) -> list[int]:
    """As the engine does for a `generate`."""
    tokens = []
    for number in range(first, first + count):
        tokens.append(pen.draw(0, number, TEMPERATURE, TOP_P))
        pen.tell(tokens[-1])
    return tokens


def _each(turns: list[float]) -> dict:
    """Milliseconds a token, by turns of COUNT."""
    return Figures.of(seconds / COUNT for seconds in turns).plain()


def shape(package: Package) -> tuple[int, int, int, int]:
    """(tokens, width of the table, cells, layers): the width is what the number of parameters leaves."""
    graph = package.manifest.graphs[0]
    sizes = {port.name: port.shape for port in (*graph.inputs, *graph.outputs)}
    layers = sum(past.startswith("past_h_") for past, _ in graph.state)
    cells, tokens = sizes["past_h_0"][-1], sizes["logits"][-1]
    inner = layers * 4 * cells + 4 * cells * cells * (2 * layers - 1) + tokens
    return tokens, (package.manifest.parameters - inner) // (tokens + 5 * cells), cells, layers
