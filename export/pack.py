"""Graphs, manifest and proof into a folder or .zip. A package appears whole or not at all."""

import dataclasses
import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import onnx

from bridge.errors import PackageError
from bridge.package import Manifest, Proof
from bridge.package.manifest import FORMAT

ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the same package, the same bytes


def write(out: Path, manifest: Manifest, proof: Proof, graphs: Mapping[str, onnx.ModelProto | bytes]) -> None:
    """`graphs` by file name, as bytes those that are written already; `manifest.files` is filled here."""
    check_free(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        for file, graph in graphs.items():
            data = graph if isinstance(graph, bytes) else graph.SerializeToString(deterministic=True)
            (scratch / file).write_bytes(data)
        (scratch / "proof.json").write_text(_json(dataclasses.asdict(proof)), "utf8")
        files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(scratch.iterdir())}
        manifest = dataclasses.replace(manifest, files=files)
        (scratch / "manifest.json").write_text(manifest_text(manifest), "utf8")
        _put(scratch, out)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def manifest_text(manifest: Manifest) -> str:
    return _json({"format": FORMAT, **dataclasses.asdict(manifest)}, indent=1)


def check_free(out: Path) -> None:
    """Only a package, or nothing, may stand where the new one goes."""
    if out.suffix == ".zip":
        blocked = out.exists() and not zipfile.is_zipfile(out)
    else:
        blocked = out.exists() and not (out / "manifest.json").exists() and (out.is_file() or any(out.iterdir()))
    if blocked:
        raise PackageError(f"{out} is there and is no package; choose another --out")


def _put(scratch: Path, out: Path) -> None:
    if out.suffix == ".zip":
        packed = scratch.with_suffix(".zip")
        _zip(scratch, packed)
        os.replace(packed, out)
        return
    if out.exists():
        shutil.rmtree(out)
    scratch.chmod(0o755)  # mkdtemp's are for their owner alone
    os.replace(scratch, out)


def _zip(folder: Path, packed: Path) -> None:
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.writestr(zipfile.ZipInfo(path.name, ZIP_DATE), path.read_bytes(), zipfile.ZIP_DEFLATED)


def _json(value: dict, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False, default=dict) + "\n"
