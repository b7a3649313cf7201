"""What was measured, as facts, as a table for people, and as a page of Markdown with the command that made it."""

import platform
import subprocess
import sys
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from .form import Form
from .timing import Refused, summary

DRY = "CPU, says nothing of a GPU: only that the script runs from end to end"
PARTS = ("onnxruntime-gpu", "torch", "numpy", "duende")
MUSIC_MS, SHARE = 0.5, 0.5  # a step of the bundled music package; of the copy's speed, by the largest
RATES = {256: 1000, 512: 300}  # pictures a second, by pixels of a side


def facts(place: str, copy_gb_s: float, measured: list[tuple[Form, list[float]]], refused: Refused) -> dict[str, Any]:
    return {
        "label": DRY if place == "cpu" else "", "device": device() if place == "cuda" else "CPU",
        "system": platform.platform(), "python": platform.python_version(), "versions": versions(),
        "command": " ".join(["python -m tests.bench.gpu", *sys.argv[1:]]), "copy_gb_s": copy_gb_s,
        "rows": [_row(form, times, copy_gb_s) for form, times in measured], "not_measured": refused,
    }  # fmt: skip


def _row(form: Form, times: list[float], copy_gb_s: float) -> dict[str, Any]:
    row: dict[str, Any] = {"row": form.row, "runtime": form.runtime, "precision": form.precision, **summary(times)}
    if form.pictures:
        row["pictures_a_second"] = form.pictures / row["p50_ms"] * 1e3
    if form.read:
        row["read_mb"] = form.read / 1e6
        row["share_of_copy"] = form.read / row["p50_ms"] / 1e6 / copy_gb_s if copy_gb_s else None
    return row


def device() -> str:
    """The GPU and its driver, as the driver's own tool tells."""
    with suppress(OSError, subprocess.SubprocessError):
        asked = ["nvidia-smi", "--query-gpu=name,driver_version,memory.total", "--format=csv,noheader"]
        return subprocess.run(asked, capture_output=True, text=True, check=True, timeout=20).stdout.strip().splitlines()[0]
    return "a GPU whose name nobody tells"


def versions() -> dict[str, str]:
    found = {}
    for name in PARTS:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def targets(found: dict[str, Any]) -> list[str]:
    """What was to be reached, and what was; nothing where it was not measured."""
    mine = [row for row in found["rows"] if row["runtime"].startswith("duende")]
    lines = []
    if music := [row["p50_ms"] for row in mine if row["row"].startswith("music ensemble")]:
        lines.append(f"a step of ensemble: {min(music):.3f} … {max(music):.3f} ms; to reach ≤ {MUSIC_MS} ms")
    for size, due in RATES.items():
        if rates := [row["pictures_a_second"] for row in mine if row["row"].startswith(f"image {size} ")]:
            lines.append(f"pictures of {size} a second: {max(rates):.0f}; to reach ≥ {due}")
    if shares := [row["share_of_copy"] for row in mine if "random" in row["row"] and row.get("share_of_copy")]:
        lines.append(f"what the largest model's step reads: {max(shares):.0%} of the copy's speed; to reach ≥ {SHARE:.0%}")
    return lines


def table(found: dict[str, Any]) -> str:
    """Markdown; rows of one thing stand together. Of ours it says how many times the quickest of PyTorch's forms it is, of
    those that compute in the same numbers."""
    lines = [
        "| what | by | precision | p50 ms | p99 ms | a second | × PyTorch | read MB | of the copy |",
        "|---|---|---|--:|--:|--:|--:|--:|--:|",
    ]
    for row in sorted(found["rows"], key=lambda row: (row["row"], row["precision"], row["runtime"])):
        rate = row.get("pictures_a_second", 1e3 / row["p50_ms"])
        read = f"{row['read_mb']:.1f}" if "read_mb" in row else ""
        share = f"{row['share_of_copy']:.0%}" if row.get("share_of_copy") else ""
        lines.append(
            f"| {row['row']} | {row['runtime']} | {row['precision']} | {row['p50_ms']:.3f} | {row['p99_ms']:.3f} "
            f"| {rate:,.0f} | {_times(row, found['rows'])} | {read} | {share} |"
        )
    return "\n".join(lines)


def _times(row: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    if not row["runtime"].startswith("duende"):
        return ""
    numbers = {"8bit": "fp32", "8bit-fp16": "fp16"}.get(row["precision"], row["precision"])
    beside = [r for r in rows if (r["row"], r["precision"]) == (row["row"], numbers)]
    same = [r["p50_ms"] for r in beside if r["runtime"].startswith("PyTorch")]
    return f"{min(same) / row['p50_ms']:.2f}" if same else ""


def page(found: dict[str, Any]) -> str:
    label = [f"**{found['label']}.**", ""] if found["label"] else []
    parts = ", ".join(f"{name} {number}" for name, number in found["versions"].items())
    refused = [f"* {name}: {why}" for name, why in found["not_measured"].items()]
    return "\n".join([
        "# Steps on a GPU", "", *label,
        f"{found['device']}; {found['system']}; Python {found['python']}; {parts}.", "",
        f"Made by `{found['command']}`. All forms took turns; a step of ours ends with its answer in the host's memory,",
        "PyTorch's answers stay on the device. PyTorch's forms draw nothing, ours do. Copy test:",
        f"{found['copy_gb_s']:,.0f} GB/s read and written.", "",
        *(f"* {line}" for line in targets(found)), "", table(found), "",
        *(["Not measured:", "", *refused, ""] if refused else []),
    ])  # fmt: skip
