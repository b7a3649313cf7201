"""Pictures as arrays, from whatever an artist has: a folder, a .zip, or a set's folder (NAME.zip and manifest.csv).

Each becomes a square of bytes: the shorter side resized, the middle cut out, transparency laid on black.
"""

import csv
import io
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from .errors import DataError

ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif", ".tif", ".tiff")
FILE_BYTES = 64 << 20
PIXELS = 64 << 20  # of one picture; more is a mistake or an attack
COLUMNS = ("class", "group", "kind")  # of a manifest.csv: the first of them that is there names the classes
CLASSES = 64  # at most
ALLOWED = f"a folder or .zip of pictures ({', '.join(ENDINGS)}), or a set's folder (NAME.zip and manifest.csv)"
Say = Callable[[int, int], None]  # pictures read, of how many


@dataclass(frozen=True, eq=False)
class Pictures:
    name: str
    split: str  # empty where the data has none
    files: tuple[str, ...]
    images: np.ndarray  # (N, size, size, 3) uint8
    classes: tuple[str, ...]  # names; empty where the pictures are of one kind
    labels: np.ndarray  # (N,) int64, which of `classes`; zeros where there are none
    skipped: tuple[str, ...]  # a sentence for each file that is no picture


def read(path: Path, size: int, split: str = "", say: Say = lambda done, of: None) -> Pictures:
    """All pictures at `path`; of a set with a split only that part, where one is named.

    Files that cannot be read are skipped and named; DataError when nothing is left.
    """
    has, jobs = _open(path, split)
    images, files, kinds, skipped = [], [], [], []
    for i, (name, kind, source) in enumerate(jobs, 1):
        try:
            images.append(decode(source(), size))
        except DataError as error:
            skipped.append(f"{name}: {error}")
        else:
            files.append(name)
            kinds.append(kind)
        say(i, len(jobs))
    if not images:
        part = f" in its split {split!r}" if has and split else ""
        why = f"; {skipped[0]}" if skipped else ""
        raise DataError(f"{path}: no pictures found{part} ({len(skipped)} files tried{why}); allowed: {ALLOWED}")
    classes = _classes([kind for _, kind, _ in jobs])
    labels = np.array([classes.index(kind) if classes else 0 for kind in kinds], np.int64)
    name = path.resolve().stem if path.is_file() else path.resolve().name
    return Pictures(name, split if has else "", tuple(files), np.stack(images), classes, labels, tuple(skipped))


def has_split(path: Path) -> bool:
    """A set's folder, which says of each picture to which split it belongs."""
    return (path / "manifest.csv").is_file()


def decode(data: bytes, size: int) -> np.ndarray:
    """(size, size, 3) uint8. DataError for what is no picture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(data))
            if picture.width * picture.height > PIXELS:
                raise DataError(f"{picture.width} × {picture.height} pixels; at most {PIXELS:,} are allowed")
            ImageOps.exif_transpose(picture, in_place=True)
            whole = _over_black(picture) if _has_holes(picture) else picture.convert("RGB")
    except DataError:
        raise
    except Exception as error:  # Pillow raises whatever the bytes provoke
        raise DataError(f"not a picture that can be read ({str(error)[:80]})") from error
    if whole.size != (size, size):
        whole = ImageOps.fit(whole, (size, size), Image.Resampling.LANCZOS)
    return np.asarray(whole)


def _has_holes(picture: Image.Image) -> bool:
    """Most have none: then three copies of it need not be made, which of 64 million pixels take a gigabyte."""
    return picture.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in picture.info


def _over_black(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        picture = picture.convert("RGBA")
    ground = Image.new("RGB", picture.size)
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


# --- where they come from ---

Job = tuple[str, str, Callable[[], bytes]]  # file, the word for its class, what gives its bytes


def _open(path: Path, split: str) -> tuple[bool, list[Job]]:
    """Whether there is a split, and every picture of it."""
    if has_split(path):
        return True, list(_set(path, split))
    if path.is_dir():
        files = sorted(f for f in path.rglob("*") if f.suffix.lower() in ENDINGS and f.is_file())
        return False, [(str(f.relative_to(path)), _folder(f.relative_to(path).as_posix()), _of_file(f)) for f in files]
    if zipfile.is_zipfile(path):
        archive = _archive(path)
        members = sorted(m for m in archive.namelist() if m.lower().endswith(ENDINGS))
        return False, [(m, _folder(m), _of_member(archive, m)) for m in members]
    if path.suffix.lower() in ENDINGS and path.is_file():
        return False, [(path.name, "", _of_file(path))]
    raise DataError(f"{path}: {'no pictures' if path.exists() else 'there is nothing'}; allowed: {ALLOWED}")


def _set(path: Path, split: str) -> Iterator[Job]:
    packed = path / f"{path.resolve().name}.zip"
    if not zipfile.is_zipfile(packed):
        raise DataError(f"{path}: beside manifest.csv a {packed.name} is due")
    archive = _archive(packed)
    try:
        rows: list[dict[str, Any]] = list(csv.DictReader((path / "manifest.csv").read_text("utf8").splitlines()))
    except (OSError, ValueError, csv.Error) as error:
        raise DataError(f"{path}/manifest.csv: cannot be read ({error})") from error
    if not rows or not {"file", "split"} <= rows[0].keys():
        raise DataError(f"{path}/manifest.csv: columns file and split are due")
    column = next((c for c in COLUMNS if c in rows[0]), "")
    for row in rows:
        if not split or row["split"] == split:
            yield row["file"], row.get(column) or "", _of_member(archive, row["file"])


def _archive(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError) as error:
        raise DataError(f"{path}: not a .zip that can be read ({error})") from error


def _of_file(file: Path) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            if file.stat().st_size > FILE_BYTES:
                raise DataError(f"more than {FILE_BYTES >> 20} MiB")
            return file.read_bytes()
        except OSError as error:
            raise DataError(f"cannot be read ({error.strerror})") from error

    return read


def _of_member(archive: zipfile.ZipFile, name: str) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            if archive.getinfo(name).file_size > FILE_BYTES:
                raise DataError(f"more than {FILE_BYTES >> 20} MiB")
            with archive.open(name) as member:
                return member.read(FILE_BYTES + 1)
        except DataError:
            raise
        except Exception as error:  # a missing member, a broken one, one with a password
            raise DataError(f"cannot be unpacked ({str(error)[:80]})") from error

    return read


def _folder(name: str) -> str:
    """The outermost folder of a file; "" at the top."""
    parts = PurePosixPath(name).parts
    return parts[0] if len(parts) > 1 else ""


def _classes(kinds: list[str]) -> tuple[str, ...]:
    """Names in order; none where not every picture has one, or all have the same, or there are too many."""
    names = sorted(set(kinds))
    return tuple(names) if 2 <= len(names) <= CLASSES and "" not in names else ()
