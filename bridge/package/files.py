"""The files of a package, read from its folder or straight from its .zip, and never from anywhere else.

A package is flat: no folders inside, so no name can lead out. A .zip is read into memory file by file (nothing is
unpacked to disk); its sizes are checked before and while reading.
"""

import hashlib
import re
import zipfile
from pathlib import Path
from typing import Protocol

from ..errors import PackageError

NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
FILE_BYTES = 2 << 30  # the largest single file (protobuf, and so ONNX, ends here)
TOTAL_BYTES = 4 << 30  # all files of a .zip together, unpacked
TEXT_BYTES = 16 << 20  # manifest.json and proof.json
MEMBERS = 200  # files in a .zip


class Files(Protocol):
    name: str  # for sentences: the folder or .zip as the caller wrote it

    def read(self, name: str, limit: int = FILE_BYTES) -> bytes:
        """The whole file; PackageError when it is missing, too large, or not inside the package."""

    def sha256(self, name: str) -> str: ...


def open_files(path: Path) -> Files:
    """A folder or a .zip; PackageError for anything else."""
    try:
        if path.is_dir():
            return Folder(path)
        if zipfile.is_zipfile(path):
            return Zip(path)
    except (OSError, ValueError) as error:
        raise PackageError(f"{path}: cannot be read ({error})") from error
    found = "a file that is no .zip" if path.exists() else "nothing"
    raise PackageError(f"{path}: {found}; a package is a folder with manifest.json, or its .zip")


def check_name(package: str, name: object) -> str:
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise PackageError(
            f"{package}: file name {str(name)[:80]!r}; allowed are letters, digits, '_', '-', '.', no folders"
        )
    return name


class Folder:
    def __init__(self, path: Path):
        self.name, self._root = str(path), path.resolve()

    def _inside(self, name: str, limit: int) -> Path:
        path = (self._root / check_name(self.name, name)).resolve()
        if path.parent != self._root:
            raise PackageError(f"{self.name}: {name} is a link that leads out of the package")
        if not path.is_file():
            raise PackageError(f"{self.name}: {name} is missing")
        if path.stat().st_size > limit:
            raise PackageError(f"{self.name}: {name} has {path.stat().st_size:,} bytes; at most {limit:,} are allowed")
        return path

    def read(self, name: str, limit: int = FILE_BYTES) -> bytes:
        try:
            return self._inside(name, limit).read_bytes()
        except OSError as error:
            raise PackageError(f"{self.name}: {name} cannot be read ({error.strerror})") from error

    def sha256(self, name: str) -> str:
        try:
            with self._inside(name, FILE_BYTES).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise PackageError(f"{self.name}: {name} cannot be read ({error.strerror})") from error


class Zip:
    """Files lie at the top of the archive, or all in one folder of it (as a zipped folder has them)."""

    def __init__(self, path: Path):
        self.name = str(path)
        try:
            self._archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise PackageError(f"{path}: not a .zip that can be read ({error})") from error
        self._members = self._index(self._archive.infolist())

    def _index(self, members: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        files = [member for member in members if not member.filename.endswith("/")]
        if len(members) > MEMBERS:
            raise PackageError(f"{self.name}: {len(members)} files; at most {MEMBERS} are allowed")
        total = sum(member.file_size for member in files)
        if total > TOTAL_BYTES:
            raise PackageError(f"{self.name}: {total:,} bytes unpacked; at most {TOTAL_BYTES:,} are allowed")
        folders = {member.filename.rpartition("/")[0] for member in files}
        if len(folders) > 1 or any("/" in folder or folder == ".." for folder in folders):
            raise PackageError(f"{self.name}: its files must lie in one place, found {sorted(folders)[:4]}")
        names = [check_name(self.name, member.filename.rpartition("/")[2]) for member in files]
        if len(set(names)) < len(names):
            raise PackageError(f"{self.name}: holds a file twice")
        return dict(zip(names, files, strict=True))

    def read(self, name: str, limit: int = FILE_BYTES) -> bytes:
        member = self._members.get(check_name(self.name, name))
        if member is None:
            raise PackageError(f"{self.name}: {name} is missing")
        if member.file_size > limit:
            raise PackageError(f"{self.name}: {name} has {member.file_size:,} bytes; at most {limit:,} are allowed")
        try:
            with self._archive.open(member) as file:  # reads no more than the size that the archive states
                return file.read(limit + 1)
        except Exception as error:  # zipfile and what unpacks for it raise whatever the bytes provoke
            raise PackageError(f"{self.name}: {name} cannot be unpacked ({error})") from error

    def sha256(self, name: str) -> str:
        return hashlib.sha256(self.read(name)).hexdigest()
