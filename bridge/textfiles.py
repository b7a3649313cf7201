"""Text as people have it: .txt files (one, a folder, a .zip), .jsonl and .jsonl.xz with a `text` a line.

In a .txt lines of only `===`, or form feeds, part one text from the next. A row of .jsonl may say its `split`; those of
other splits than `train` and `valid` are told too. Nothing in a file is ever more than text.
"""

import json
import lzma
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import DataError

ALLOWED = "a .txt, a folder or .zip of .txt files, or .jsonl(.xz) with a text a line; a folder of such is allowed too"
ENDINGS = (".txt", ".jsonl", ".jsonl.xz")
PARTING = re.compile(r"\f|^[ \t]*={3,}[ \t]*$", re.MULTILINE)
LARGEST = 1 << 28  # bytes of one file
Say = Callable[[int, int], None]  # files read, of how many


@dataclass(frozen=True)
class Text:
    text: str
    split: str  # "" where nothing says so


@dataclass(frozen=True, eq=False)
class Read:
    name: str  # of the file or folder, without its ending
    texts: tuple[Text, ...]
    skipped: tuple[str, ...]  # a sentence for each file that could not be used

    @property
    def has_split(self) -> bool:
        return any(text.split for text in self.texts)


def read(path: Path, say: Say = lambda done, of: None) -> Read:
    """All texts at `path`. DataError when nothing there could be one."""
    found: list[Text] = []
    skipped = []
    files = list(_files(path))
    for done, (name, load) in enumerate(files, 1):
        try:
            found += [Text(*pair) for pair in _texts(name, load())]
        except Exception as error:  # what unpacks raises whatever the bytes provoke
            skipped.append(f"{name}: {error or type(error).__name__}")
        say(done, len(files))
    if not found:
        why = f"; {skipped[0]}" if skipped else ""
        raise DataError(f"{path}: no text that can be read ({len(files)} files{why}); allowed: {ALLOWED}")
    return Read(_name_of(path), tuple(found), tuple(skipped))


def _name_of(path: Path) -> str:
    whole = path.resolve()
    return whole.name.split(".")[0] if whole.is_file() else whole.name


# --- where it lies ---


def _files(path: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    if not path.exists():
        raise DataError(f"{path}: there is nothing; allowed: {ALLOWED}")
    if path.is_dir():
        for file in sorted(p for p in path.rglob("*") if p.is_file() and p.name.lower().endswith(ENDINGS)):
            yield file.relative_to(path).as_posix(), lambda file=file: _whole(file)
    elif path.suffix.lower() == ".zip":
        yield from _packed(path)
    elif path.name.lower().endswith(ENDINGS):
        yield path.name, lambda: _whole(path)
    else:
        raise DataError(f"{path}: not text as far as its name tells; allowed: {ALLOWED}")


def _packed(path: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError) as error:
        raise DataError(f"{path}: not a .zip that can be read ({error})") from error
    for entry in sorted(archive.infolist(), key=lambda e: e.filename):
        if entry.filename.lower().endswith(ENDINGS):
            yield entry.filename, lambda entry=entry: _member(archive, entry)


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.file_size > LARGEST:
        raise ValueError(f"{entry.file_size:,} bytes; at most {LARGEST:,} are read")
    return archive.read(entry)


def _whole(file: Path) -> bytes:
    size = file.stat().st_size
    if size > LARGEST:
        raise ValueError(f"{size:,} bytes; at most {LARGEST:,} are read")
    return file.read_bytes()


# --- what it is ---


def _texts(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """(text, split or "") of one file. ValueError says why it is none."""
    if name.lower().endswith(".xz"):
        decoder = lzma.LZMADecompressor(memlimit=LARGEST)  # what it may ask for is the file's own word
        data = decoder.decompress(data, LARGEST)
        if not decoder.eof:
            raise ValueError(f"unpacks to more than {LARGEST:,} bytes, or is cut off")
    text = data.decode("utf-8-sig")
    if name.lower().endswith(".txt"):
        yield from ((piece, "") for part in PARTING.split(text) if (piece := cleaned(part)))
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield from _row(line, number)


def _row(line: str, number: int) -> Iterator[tuple[str, str]]:
    row = json.loads(line)
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError(f"line {number} has no text")
    split = row.get("split", "")
    if piece := cleaned(row["text"]):
        yield piece, split if isinstance(split, str) else ""


def cleaned(text: str) -> str:
    """One kind of line break, no empty lines around."""
    return re.sub(r"\r\n?", "\n", text).strip("\n").rstrip()
