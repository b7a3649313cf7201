"""A package opened: its manifest, its proof, its files; found by name or path."""

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..errors import PackageError
from .files import TEXT_BYTES, Files, open_files
from .manifest import Manifest, read_manifest
from .proof import Proof, read_proof

BUNDLED = Path(__file__).resolve().parent.parent / "packages"  # one folder or .zip a package


@dataclass(frozen=True)
class Package:
    path: Path
    files: Files
    manifest: Manifest
    text: str = ""  # of manifest.json

    @classmethod
    def open(cls, path: Path | str) -> "Package":
        """Read the manifest of a folder or .zip. Hashes are not looked at yet: see `verify`."""
        files = open_files(Path(path))
        text = files.read("manifest.json", TEXT_BYTES)
        return cls(Path(path), files, read_manifest(files.name, text), text.decode())

    @classmethod
    def find(cls, name: str, bundled: Path = BUNDLED) -> "Package":
        """By path, or by the name of a bundled one."""
        here = Path(name)
        if here.exists() or os.sep in name or name.endswith(".zip"):
            return cls.open(here)
        known = {place.parent.name: place.parent for place in bundled.glob("*/manifest.json")}
        known |= {place.stem: place for place in bundled.glob("*.zip")}
        if name not in known:
            raise PackageError(f"package {name!r}: no such path; bundled are {', '.join(sorted(known)) or 'none'}")
        return cls.open(known[name])

    @property
    def name(self) -> str:
        return self.manifest.name

    @cached_property
    def proof(self) -> Proof:
        return read_proof(self.files.name, self.files.read("proof.json", TEXT_BYTES))

    def read(self, file: str) -> bytes:
        """The bytes of one file that the manifest lists."""
        if file not in self.manifest.files:
            raise PackageError(f"{self.files.name}: {file} is not listed in manifest.json")
        return self.files.read(file)

    def verify(self) -> None:
        """Every file is there and is the one that the manifest names; PackageError says which is not."""
        for file, expected in self.manifest.files.items():
            found = self.files.sha256(file)
            if found != expected:
                raise PackageError(
                    f"{self.files.name}: {file} is not the file that was packed "
                    f"(sha256 {found[:12]}… found, {expected[:12]}… expected); get the package again"
                )
        recorded = self.proof.self_test.outputs.keys() & self.proof.self_test.allowed.keys()
        for graph in self.manifest.graphs:
            if graph.file not in recorded:
                raise PackageError(f"{self.files.name}: proof.json: self_test has no recorded run of {graph.file}")


def find_packages(folder: Path = BUNDLED) -> tuple[list[Package], list[PackageError]]:
    """All packages that lie in `folder`, by name, and a sentence for each that does not open."""
    packages, broken = [], []
    places = [p for p in folder.iterdir() if p.is_dir() or p.suffix == ".zip"] if folder.is_dir() else []
    for place in sorted(places):
        if place.suffix != ".zip" and not (place / "manifest.json").exists():
            continue
        try:
            packages.append(Package.open(place))
        except PackageError as error:
            broken.append(error)
    return packages, broken
