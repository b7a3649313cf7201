"""What the doctor finds: one line a link, the first dead one named with its cure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Finding:
    """One link of the chain. `note`: worth knowing, but music plays without it."""

    link: str  # input, clock, model, output
    state: Literal["ok", "note", "dead"]
    what: str
    cure: str = ""

    def __str__(self) -> str:
        cure = f"; cure: {self.cure}" if self.cure else ""
        return f"{self.state:<4}  {self.link:<6} {self.what}{cure}"


Check = Callable[[], Iterable[Finding]]


def walk(checks: Iterable[Check], say: Callable[[str], None]) -> Finding | None:
    """Run every check, telling each finding; the first dead link, if there is one."""
    first = None
    for check in checks:
        for finding in check():
            say(str(finding))
            if first is None and finding.state == "dead":
                first = finding
    return first
