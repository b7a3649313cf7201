"""What of a run is missing, and where: damaged lines, segments that are gone, a torn end, records that were dropped."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from .records import Record, decode
from .replay import segments_of

GAP = "gap"  # the kind of a record that stands where something is missing; `what` is one of WORDS
WORDS = {
    "damaged": "{n} damaged and left out",
    "tidied": "{n} at the beginning: older segments were tidied away",
    "segment": "{n} where whole segments are gone",
    "dropped": "{n} dropped, because the disk was too slow or full",
    "off": "recording was switched off {n} times",
    "torn": "the last record is torn: the run was cut off",
    "cut": "the run was cut off: it has no end",
}


def read_with_gaps(run: Path) -> Iterator[Record]:
    """As `replay.read`, with a record of kind `gap` wherever something is missing; `count` says how much."""
    paths, before, last = segments_of(Path(run)), 0, ""
    for path in paths:
        number = int(path.stem) if path.stem.isdecimal() else before + 1
        if number != before + 1:
            yield _gap("tidied" if not before else "segment", number - before - 1)
        before = number
        with open(path, "rb") as lines:
            for line in lines:
                record = decode(line)
                if record is not None:
                    last = record.kind
                    yield record
                    yield from _told(record)
                elif line.endswith(b"\n"):
                    yield _gap("damaged")
                elif path == paths[-1]:  # a line that tore before is whole in the next segment
                    yield _gap("torn")
                    return
    if last != "end":
        yield _gap("cut")


def _told(record: Record) -> Iterator[Record]:
    """What a record itself says is missing."""
    if record.kind == "dropped":
        yield _gap("dropped", record.values.get("count", 1))
    elif record.kind == "journal" and not record.values.get("on"):
        yield _gap("off")


def _gap(what: str, count: int = 1) -> Record:
    return Record(GAP, {"what": what, "count": count})


def sentences(run: Path) -> list[str]:
    """What is missing, for people; nothing where the run is whole."""
    found: Counter[str] = Counter()
    for record in read_with_gaps(run):
        if record.kind == GAP:
            found[record.values["what"]] += record.values["count"]
    return [WORDS[what].format(n=count) for what, count in found.items()]
