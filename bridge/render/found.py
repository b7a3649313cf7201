"""The package that a journal speaks of: where it was, or the bundled one of its name; the same to the bit."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import DataError, PackageError
from ..package import Package


def package_of(about: Mapping[str, Any], done: str) -> Package:
    """`about`: `package`, `path` and `sha256` as journaled. `done`: what the run did with it, for the sentence.
    DataError when it is not here, or is another version.
    """
    name = about["package"]
    place = about.get("path", name)
    try:
        package = Package.find(place if Path(place).exists() else name)
    except PackageError as error:
        raise DataError(f"the run was {done} with {name}, which is not here ({error})") from error
    if "sha256" in about and dict(package.manifest.files) != dict(about["sha256"]):
        raise DataError(f"the run was {done} with another version of {name} than the one that is here")
    return package
