"""What the doctor finds: one line a link, the first dead one named with its cure."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import Literal

_INDENT = " " * 14  # to where the sentence begins


@dataclass(frozen=True)
class Finding:
    """One link of the chain. `note`: worth knowing, but music plays without it."""

    link: str  # input, clock, model, output
    state: Literal["ok", "note", "dead"]
    what: str
    cure: str = ""

    def __str__(self) -> str:
        cure = f"\n{_INDENT}cure: {self.cure}" if self.cure else ""
        return f"{self.state:<4}  {self.link:<6}  {self.what}{cure}"


@dataclass
class Diagnosis:
    """All that was found, in the order of the walk."""

    findings: list[Finding] = field(default_factory=list)

    @property
    def first_dead(self) -> Finding | None:
        return next((finding for finding in self.findings if finding.state == "dead"), None)

    @property
    def summary(self) -> str:
        dead = self.first_dead
        return f"first dead link: {dead.link} ({dead.what})" if dead else "every link is alive"

    def plain(self) -> dict:
        """For machines: `alive`, the first dead link or None, every finding."""
        dead = self.first_dead
        return {
            "alive": dead is None,
            "first_dead": dead and asdict(dead),
            "findings": [asdict(finding) for finding in self.findings],
        }


Check = Callable[[], Iterable[Finding]]


def walk(checks: Iterable[Check], say: Callable[[str], None]) -> Diagnosis:
    """Run every check, telling each finding as it comes."""
    diagnosis = Diagnosis()
    for check in checks:
        for finding in check():
            diagnosis.findings.append(finding)
            say(str(finding))
    return diagnosis
