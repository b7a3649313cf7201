"""Who plays: from the show to players with their packages and parameters, before any door opens."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .address import KINDS, parameters
from .config import Show
from .errors import ConfigError, PackageError
from .package import BUNDLED, Package, find_packages
from .package.files import NAME


@dataclass(frozen=True)
class Role:
    """One player as the show wants it."""

    name: str
    package: Package
    values: Mapping[str, Any]  # every parameter by tail
    chosen: frozenset[str]  # those that the show or a person has set


def cast(show: Show, named: Mapping[str, str]) -> list[Role]:
    """The players of a show; without any, one of each kind that has a bundled default package, named after its kind.

    `named` are the packages of `--package NAME=PATH`: for players of the show, or more players.
    """
    roles = {p.name: _role(p.name, p.kind, str(p.package or ""), p.parameters, p.at) for p in show.players}
    if not show.players:
        roles = {kind: _role(kind, kind, "", {}) for kind in KINDS if default_package(kind)}
    for name, path in named.items():
        package = Package.find(path)
        roles[name] = _role(name, package.manifest.kind, path, roles[name].values if name in roles else {})
    if not roles:
        raise ConfigError("nobody to play: no bundled package and no player in the show; name one with --package music=PATH")
    return list(roles.values())


def default_package(kind: str) -> Package | None:
    """The bundled package of a kind that is marked as default."""
    packages, _ = find_packages()
    return next((p for p in packages if p.manifest.kind == kind and p.manifest.default), None)


def _role(name: str, kind: str, path: str, wanted: Mapping[str, Any], at: str = "") -> Role:
    """`at`: where the show says so."""
    whose = at or f"player {name}"
    package = Package.find(path) if path else default_package(kind)
    if package is None:
        raise PackageError(f"{whose}: no bundled package of kind {kind}; name one with package = PATH")
    if package.manifest.kind != kind:
        raise ConfigError(f"{whose}: {package.name} is a package of kind {package.manifest.kind}, not {kind}")
    style, known = wanted.get("style"), package.manifest.styles
    if style is not None and style not in known:
        raise ConfigError(f"{whose}: {package.name} knows no style {style!r}; allowed are {', '.join(known)}")
    return Role(name, package, defaults(package) | dict(wanted), frozenset(wanted))


def defaults(package: Package) -> dict[str, Any]:
    """Every parameter of a player of this package: the table's defaults, the package's own before them."""
    values = {row.tail: row.args[0].default for row in parameters(package.manifest.kind)}
    own = package.manifest.defaults or {}
    values |= {tail: value for tail, value in own.items() if tail in values}
    if package.manifest.styles and values.get("style") not in package.manifest.styles:
        values["style"] = package.manifest.styles[0]
    return values


def loadable_packages(show: Show) -> dict[str, tuple[str, ...]]:
    """Kind → the names that `permitted` knows."""
    packages, _ = find_packages()
    for folder in _folders(show):
        packages += find_packages(folder)[0]
    kinds = {package.manifest.kind for package in packages}
    return {kind: tuple(dict.fromkeys(p.name for p in packages if p.manifest.kind == kind)) for kind in sorted(kinds)}


def smaller_package(than: Package, style: str | None, show: Show) -> Package | None:
    """The largest package of this kind that is smaller and knows the style; None when there is none."""
    packages, _ = find_packages()
    for folder in _folders(show):
        packages += find_packages(folder)[0]
    fitting = [
        p for p in packages
        if p.manifest.kind == than.manifest.kind and p.manifest.parameters < than.manifest.parameters
        and (style is None or style in p.manifest.styles)
    ]  # fmt: skip
    return max(fitting, key=lambda p: p.manifest.parameters, default=None)


def _folders(show: Show) -> set[Path]:
    return {Path(p.package).resolve().parent for p in show.players if p.package}


def permitted(name: str, show: Show, kind: str | None = None) -> Package:
    """A package that may be asked for over the network: a bundled one, or one in a folder that the show names."""
    folders = _folders(show)
    if NAME.fullmatch(name):  # the usual case costs one manifest, not all of them: core waits meanwhile
        for folder in (BUNDLED, *folders):
            for place in (folder / name, folder / f"{name}.zip"):
                there = place.is_file() or (place / "manifest.json").is_file()
                if there and (package := Package.open(place)).name == name:
                    return package
    packages, _ = find_packages()
    for folder in folders:
        packages += find_packages(folder)[0]
    for package in packages:
        if name in (package.name, package.path.name, package.path.stem):
            return package
    known = ", ".join(sorted({p.name for p in packages if kind in (None, p.manifest.kind)})) or "none"
    raise PackageError(f"package {name[:80]!r} is not among those that may be loaded here: {known}")
