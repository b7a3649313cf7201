"""How a golden run lies here: its one segment, packed; the places where packages lay on that machine are left out."""

import lzma
from pathlib import Path

from bridge.watch.records import decode, encode

FOLDER = Path(__file__).parent


def keep(name: str, segment: bytes) -> Path:
    path = FOLDER / f"{name}.journal.xz"
    path.write_bytes(lzma.compress(b"".join(map(_elsewhere, segment.splitlines(keepends=True))), preset=9))
    return path


def unpack(name: str, folder: Path) -> Path:
    """As a run in `folder`."""
    run = folder / name
    run.mkdir()
    (run / "0001.journal").write_bytes(lzma.decompress((FOLDER / f"{name}.journal.xz").read_bytes()))
    return run


def names() -> list[str]:
    return sorted(path.name.removesuffix(".journal.xz") for path in FOLDER.glob("*.journal.xz"))


def _elsewhere(line: bytes) -> bytes:
    """A record in which every package is the bundled one of its name."""
    record = decode(line)
    if record is None or record.kind not in ("start", "package"):
        return line
    values = record.values
    for about in values["players"].values() if record.kind == "start" else [values["about"]]:
        about["path"] = about["package"]
    return encode(record.kind, values)
