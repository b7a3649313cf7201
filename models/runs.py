"""A training run's folder, what lies in it, and how it is read back.

    checkpoint.pt   everything to go on with: weights, optimizers, config, recipe, step
    best.pt         the weights that were best on held-out music so far; this is what `duende export` takes
    log.jsonl       a line every few steps: losses in nats, held-out bits
    data.json       names of what was learned from: for licence and credit; an inherited one as a table with its licence
    music.npz       what was read to learn from, by kind and in the form that its training likes, read once

Checkpoints are plain values and tensors: nothing in them is ever unpickled.
"""

import json
import os
from pathlib import Path
from typing import Any

import torch

from bridge.errors import DataError
from bridge.kinds import KINDS

CHECKPOINT, BEST, LOG, CORPORA, MUSIC = "checkpoint.pt", "best.pt", "log.jsonl", "data.json", "music.npz"


def check_free(folder: Path) -> None:
    """DataError where a run would be written into something else."""
    if folder.exists() and not folder.is_dir():
        raise DataError(f"{folder} is a file; --out is a folder for the run")
    if folder.is_dir() and any(folder.iterdir()) and not is_run(folder):
        raise DataError(f"{folder} is there and is no training run; choose another --out")


def is_run(folder: Path) -> bool:
    return any((folder / name).is_file() for name in (CHECKPOINT, LOG, CORPORA, *(f"{kind}.npz" for kind in KINDS)))


def read(file: Path, device: str = "cpu") -> dict[str, Any]:
    """A checkpoint: plain values and tensors, nothing that could run. DataError when it is none."""
    try:
        saved = torch.load(file, map_location=device, weights_only=True)
        saved["model"], saved["config"]
    except Exception as error:  # torch raises whatever the bytes provoke
        raise DataError(f"{file}: not a checkpoint of a model ({str(error)[:160]})") from error
    return saved


def kind_of(saved: dict[str, Any]) -> str:
    """Of a checkpoint: it says so under "kind"; those of the first release, which are music, say nothing."""
    return saved.get("kind", "music")


def read_of(folder: Path, kind: str) -> dict[str, Any] | None:
    """The checkpoint to go on from, None where there is none yet; DataError when the run is of another kind."""
    if not (folder / CHECKPOINT).exists():
        return None
    saved = read(folder / CHECKPOINT)
    if kind_of(saved) != kind:
        raise DataError(f"{folder} is a run of kind {kind_of(saved)}, not {kind}; choose another --out")
    return saved


def write(file: Path, state: dict[str, Any]) -> None:
    scratch = file.with_suffix(".new")
    torch.save(state, scratch)
    os.replace(scratch, file)  # a crash while writing leaves the old one whole


def weights(folder: Path) -> dict[str, Any]:
    """What a run has learned: its best checkpoint, else its last."""
    for name in (BEST, CHECKPOINT):
        if (folder / name).is_file():
            return read(folder / name)
    raise DataError(f"{folder}: no {CHECKPOINT} in it; `duende train` writes one every few minutes")


def corpora(folder: Path) -> list[str | dict[str, str]]:
    """What it learned from: as data.json lists it, else what its log was held out on."""
    listed, log = folder / CORPORA, folder / LOG
    if listed.exists():
        return json.loads(listed.read_text("utf8"))
    lines = log.read_text("utf8").splitlines() if log.exists() else []
    scores = [json.loads(line).get("held_out") for line in lines]
    return list(next((s for s in reversed(scores) if s), {}))
