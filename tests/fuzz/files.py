"""Files that an artist brings, or a power cut leaves."""

import contextlib
import io
import json
import os
import warnings
import zipfile
from collections.abc import Callable
from functools import lru_cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from unittest.mock import patch
from zlib import crc32

ROOM = TemporaryDirectory(prefix="fuzz-files-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
NUMBERS = count()


def written(data: bytes, ending: str) -> Path:
    """A file of these bytes; eight of each ending are there."""
    path = Path(ROOM.name) / f"{os.getpid()}-{next(NUMBERS) % 8}{ending}"
    path.write_bytes(data)
    return path


def midifile() -> Callable[[bytes], None]:
    from bridge.errors import DataError
    from bridge.midifile import read

    def take(data: bytes) -> None:
        with contextlib.suppress(DataError):
            read(data)

    return take


def show() -> Callable[[bytes], None]:
    from bridge.config.reading import read_show
    from bridge.errors import ConfigError

    def take(data: bytes) -> None:
        try:
            read_show(data.decode("utf-8", "replace"), Path("show.toml"), {"ensemble": Path(".")})
        except ConfigError as error:
            assert str(error).startswith("show.toml:")

    return take


def manifest() -> Callable[[bytes], None]:
    from bridge.errors import PackageError
    from bridge.package.manifest import read_manifest
    from bridge.package.proof import read_proof

    def take(data: bytes) -> None:
        for read in (read_manifest, read_proof):
            with contextlib.suppress(PackageError):
                read("package", data)

    return take


def packed() -> Callable[[bytes], None]:
    """A package as .zip: the bytes as they are, or a .zip of files whose names and contents alternate between NULs."""
    from bridge.errors import PackageError
    from bridge.package import Package

    def archive(data: bytes) -> bytes:
        names, buffer = data.split(b"\0")[:40], io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a name twice is what is wanted here
            for name, content in zip(names[::2], names[1::2], strict=False):
                made.writestr(name.decode("latin-1") or "empty", content)
        return buffer.getvalue()

    def take(data: bytes) -> None:
        path = written(data if data.startswith(b"PK") else archive(data), ".zip")
        with contextlib.suppress(PackageError):
            package = Package.open(path)
            package.verify()
            for file in package.manifest.files:
                package.read(file)

    return take


def scenes() -> Callable[[bytes], None]:
    from bridge.errors import DataError
    from bridge.patchbay.scene_file import load
    from bridge.patchbay.scenes import Scenes

    def take(data: bytes) -> None:
        with contextlib.suppress(DataError):
            saved = Scenes(load(written(data, ".scenes.json")))
            for name in list(saved.saved)[:3]:
                saved.recall(name, 4.0, 0.0, dict.fromkeys(saved.saved[name], (1.0,)))
                saved.changes(0.5, 120.0)

    return take


def learnt() -> Callable[[bytes], None]:
    from bridge.errors import DataError
    from bridge.stage.learnt import FILE, load

    folder = Path(ROOM.name) / f"learnt-{os.getpid()}"
    folder.mkdir(exist_ok=True)

    def take(data: bytes) -> None:
        (folder / FILE).write_bytes(data)
        with contextlib.suppress(DataError):
            for (channel, controller), address in load(folder).items():
                assert 1 <= channel <= 16 and 0 <= controller <= 127 and address.startswith("/")

    return take


def journal() -> Callable[[bytes], None]:
    from bridge.watch.records import records

    def take(data: bytes) -> None:
        for _ in records(data.splitlines(keepends=True)):
            pass

    return take


def replay() -> Callable[[bytes], None]:
    """A run whose records say anything, their checksums right: who wrote it may have been anybody."""
    from bridge.errors import DataError
    from bridge.watch.replay import play, write_midi, write_text

    def take(data: bytes) -> None:
        run = written(b"".join(map(_summed, data.split(b"\n")[:200])), ".journal")
        for act in (lambda: list(play(run)), lambda: write_midi(run, run.with_suffix(".mid")),
                    lambda: write_text(run, run.with_suffix(".txt"))):  # fmt: skip
            with contextlib.suppress(DataError):
                act()

    return take


def again() -> Callable[[bytes], None]:
    """`duende replay --verify` of a run that says anything after a true beginning, or after one of its own; the models are
    doubles. A line that begins with ! has no checksum: it is damaged, the last one torn."""
    from bridge.errors import DataError
    from bridge.render import found, verified
    from bridge.stage import again

    from .seeds import beginning

    # The same five packages each time; manifests have a target of their own. Only while it plays: others test here, too.
    doubles = {
        verified: {"open_model": lambda package, device, seed, say: Parrot(say)},
        again: {"read_manifest": lru_cache(64)(again.read_manifest)},
        found: {"Package": SimpleNamespace(find=lru_cache(64)(found.Package.find))},
    }
    whole = b"".join(map(_summed, beginning()))

    def take(data: bytes) -> None:
        lines = data.split(b"\n")[:200]
        start = b"" if lines[0].startswith(b'{"kind":"start"') else whole
        told = b"".join(line[1:] + b"\n" if line[:1] == b"!" else _summed(line) for line in lines)
        run = written(start + (told[:-1] if lines[-1][:1] == b"!" else told), ".night.journal")
        with contextlib.ExitStack() as stand_in:
            for module, names in doubles.items():
                stand_in.enter_context(patch.multiple(module, **names))
            for act in (again.again, verified.verify):
                with contextlib.suppress(DataError):
                    act(run).lines()

    return take


class Parrot:
    """A model that answers whatever it is asked with one step."""

    def __init__(self, say: Callable[[tuple], None]):
        self._say = say
        self.actions = {"sync": self._hear, "style": self._hear, "generate": self._generate, "halt": self._hear}

    def info(self) -> dict:
        return {"device": "cpu"}

    def work(self) -> bool:
        return False

    def _hear(self, *_: object) -> None:
        pass

    def _generate(self, job: object, *_: object) -> None:
        self._say(("event", job, 0, 0, 60, 12, 90))
        self._say(("done", job, "count"))


def _summed(line: bytes) -> bytes:
    return b"%08x %b\n" % (crc32(line), line)


def adopt() -> Callable[[bytes], None]:
    """All of `duende adopt` but the running of the model: that is ONNX Runtime's."""
    from bridge.errors import PackageError
    from export.adopt import ports, reading

    outside = Path(ROOM.name) / "outside.bin"
    outside.write_bytes(b"not yours")
    beside = Path(ROOM.name) / "beside"
    beside.mkdir(exist_ok=True)
    (beside / "weights.bin").write_bytes(bytes(64))
    with contextlib.suppress(FileExistsError):
        (beside / "link.bin").symlink_to(outside)

    def take(data: bytes) -> None:
        path = beside / f"{os.getpid()}.onnx"
        path.write_bytes(data)
        with contextlib.suppress(PackageError):
            model = reading.read(path)
            assert b"not yours" not in model.SerializeToString()
            found = ports.inputs_of("model.onnx", model)
            ports.plain_outputs("model.onnx", model)
            ports.close_sizes("model.onnx", found, {})
            for port in model.graph.output:
                ports.declared(port)

    return take


def pictures() -> Callable[[bytes], None]:
    from bridge.errors import DataError
    from bridge.picturefile import decode

    def take(data: bytes) -> None:
        with contextlib.suppress(DataError):
            assert decode(data, 16).shape == (16, 16, 3)

    return take


def leadsheets() -> Callable[[bytes], None]:
    from bridge.errors import DataError
    from bridge.score.data import read

    def take(data: bytes) -> None:
        with contextlib.suppress(DataError):
            read(written(data, ".jsonl"))

    return take


def texts() -> Callable[[bytes], None]:
    from bridge.errors import DataError
    from bridge.textfiles import read

    endings = (".txt", ".jsonl", ".jsonl.xz", ".zip")

    def take(data: bytes) -> None:
        with contextlib.suppress(DataError):
            read(written(data[1:], endings[data[0] % 4] if data else ".txt"))

    return take


def gestures() -> Callable[[bytes], None]:
    from bridge.errors import DataError
    from bridge.gestures.reading import read

    def take(data: bytes) -> None:
        with contextlib.suppress(DataError):
            read(written(data[1:], (".csv", ".log")[data[0] % 2] if data else ".csv"), "")

    return take


def as_json(*values: object) -> list[bytes]:
    return [json.dumps(value).encode() for value in values]
