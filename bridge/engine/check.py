"""`duende check PACKAGE`: hashes, self-test on this machine, and the parity that was proved where it was made."""

from dataclasses import dataclass, field
from pathlib import Path

from ..errors import DuendeError
from ..package import Package, Parity
from .devices import ON_GPUS_ALONE
from .kinds import prove


@dataclass
class Report:
    """`str` is what the command prints; `holds` decides its exit code."""

    path: str
    lines: list[str] = field(default_factory=list)
    fault: str | None = None  # the sentence that says what does not hold

    @property
    def holds(self) -> bool:
        return self.fault is None

    def __str__(self) -> str:
        return "\n".join([*self.lines, self.fault or f"{self.path}: holds"])


def check(path: Path | str) -> Report:
    """Never raises for a package that does not hold: the report says it."""
    report = Report(str(path))
    try:
        package = Package.find(str(path))
        package.verify()
        report.lines.append(f"{len(package.manifest.files)} files, every sha256 as packed")
        _parity(report, package.proof.parity)
        for graph in package.manifest.graphs:
            if graph.precision in ON_GPUS_ALONE:
                report.lines.append(f"{graph.file:<32} no CPU computes {graph.precision}; tested where a GPU opens it")
                continue
            worst = prove(package, graph)
            allowed = package.proof.self_test.allowed[graph.file]
            report.lines.append(_line(graph.file, "self-test, here and now", "", worst, allowed))
    except DuendeError as error:
        report.fault = str(error)
    return report


def _parity(report: Report, table: tuple[Parity, ...]) -> None:
    for row in table:
        shape = "(" + ", ".join(map(str, row.shape)) + ")"
        report.lines.append(_line(f"{row.graph}  {row.name}", row.check, shape, row.delta, row.allowed))
    if bad := next((row for row in table if not row.holds), None):
        report.fault = f"{report.path}: {bad.graph}: {bad.name}: {bad.check} does not hold"


def _line(what: str, how: str, shape: str, delta: float, allowed: float) -> str:
    verdict = "ok" if delta <= allowed else "does not hold"
    return f"{what:<32} {how:<34} {shape:<13} max |Δ| {delta:.1e}   allowed {allowed:.0e}   {verdict}"
