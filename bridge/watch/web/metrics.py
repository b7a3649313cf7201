"""The numbers of the status as Prometheus reads them (text exposition format 0.0.4): seconds, counters end in _total."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
COUNTERS = {
    "sent": "events that left",
    "late": "events that left more than 3 ms after their moment",
    "dropped": "events that never left",
    "refused": "messages that were refused with a sentence",
    "wrong": "orders to the timer that it could not read",
    "unreported": "events that left while nobody took the report",
}
GAUGES = {
    "healthy": "1 when the bridge is well",
    "silent_seconds": "time since the bridge last spoke",
    "tempo": "beats per minute",
    "p50_seconds": "median time from what the human plays to what the machine plays",
    "p99_seconds": "99th percentile of the time from what the human plays to what the machine plays",
}
UNITS = {"_ms": 1e-3, "_us": 1e-6, "_s": 1.0}  # endings of our names; the metric ends in _seconds


class Sample(NamedTuple):
    family: str
    labels: str  # `{player="music"}`, or nothing
    value: float
    kind: str
    help: str


def exposition(status: Mapping) -> str:
    """The page for the status object of `Board.status`; samples of one name stand together under one HELP and TYPE."""
    samples = sorted(_samples(status), key=lambda sample: sample.family)
    lines, family = [], None
    for sample in samples:
        if sample.family != family:
            family = sample.family
            lines += [f"# HELP {family} {sample.help}", f"# TYPE {family} {sample.kind}"]
        lines.append(f"{family}{sample.labels} {sample.value:.10g}")
    return "\n".join(lines) + "\n"


def _samples(status: Mapping) -> Iterator[Sample]:
    players = status.get("players", ())
    names = {str(player.get("name")) for player in players}
    server = {what: value for what, value in status.items() if what.partition(".")[0] not in names or "." not in what}
    yield Sample("duende_info", _labels(version=status.get("version", "")), 1, "gauge", "the version that runs")
    yield from _numbers(server.items(), "duende_", "")
    for player in players:
        labels = _labels(player=player.get("name"))
        about = {what: player.get(what, "") for what in ("kind", "package")}
        yield Sample("duende_player_info", _labels(player=player.get("name"), **about), 1, "gauge", "who plays")
        yield from _numbers(player.items(), "duende_player_", labels)


def _numbers(items: Iterable[tuple[str, object]], prefix: str, labels: str) -> Iterator[Sample]:
    for what, value in items:
        if isinstance(value, (bool, int, float)):
            name, scale = _unit(re.sub(r"[^a-zA-Z0-9]+", "_", what).strip("_").lower())
            counts = name in COUNTERS
            words = COUNTERS.get(name) or GAUGES.get(name) or what.replace("\\", " ").replace("\n", " ")
            family = prefix + name + ("_total" if counts else "")
            yield Sample(family, labels, value * scale, "counter" if counts else "gauge", words)


def _unit(name: str) -> tuple[str, float]:
    """`p50_ms` → (`p50_seconds`, 0.001)"""
    for ending, scale in UNITS.items():
        if name.endswith(ending):
            return name.removesuffix(ending) + "_seconds", scale
    return name, 1


def _labels(**labels: object) -> str:
    return "{" + ",".join(f'{name}="{_escaped(str(value))}"' for name, value in labels.items()) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
