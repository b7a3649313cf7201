"""The numbers of the status as Prometheus reads them (text exposition format 0.0.4): seconds, counters end in _total."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .board import owner_of
from .tally import COUNTED

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
COUNTERS = {
    "timer_sent": "events that left",
    "timer_late": "events that left more than 3 ms after their moment",
    "timer_dropped": "events that never left",
    "timer_wrong": "orders to the timer that it could not read",
    "timer_unreported": "events that left while nobody took the report",
    "messages_received": "OSC messages that came in",
    "messages_refused": "OSC messages that were answered with an error",
    "messages_unreadable": "OSC packets, or parts of them, without a readable message",
    "messages_echoes": "incoming OSC messages that looked like our own",
    "udp_lost": "OSC packets that the system threw away: they came faster than this machine takes them",
    "replies_withheld": "answers that were not given to whoever asked too much in a second",
    "midi_echoes_dropped": "incoming MIDI notes that were our own",
    "journal_written": "records that the journal has written",
    "journal_dropped": "records that the journal had no room for",
    "tcp_turned_away": "TCP connections beyond those that there may be",
    "not_allowed": "OSC packets and connections from addresses that the show does not allow",
    **{f"web_{what}": meaning for what, meaning in COUNTED.items()},
}
GAUGES = {
    "healthy": "1 when the bridge is well",
    "silent_seconds": "time since the bridge last spoke",
    "clock_tempo": "beats per minute",
    "timer_p50_seconds": "how far from its moment an event left, median of the last second",
    "timer_p99_seconds": "how far from its moment an event left, 99th percentile of the last second",
    "web_connections": "HTTP connections",
    "web_websockets": "WebSockets",
    "web_streams": "viewers of MJPEG",
    "latency_p50_seconds": "from what the human plays to what the machine plays, median",
    "latency_p99_seconds": "from what the human plays to what the machine plays, 99th percentile",
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
    players = {player["name"]: player for player in status["players"]}
    yield Sample("duende_info", _labels(version=status.get("version", "")), 1, "gauge", "the version that runs")
    server = {what: value for what, value in status.items() if owner_of(what, players) is None}
    yield from _numbers(server, "duende_", "")
    for name, player in players.items():
        about = {what: player.get(what, "") for what in ("kind", "package")}
        yield Sample("duende_player_info", _labels(player=name, **about), 1, "gauge", "who plays")
        yield from _numbers(player, "duende_player_", _labels(player=name))


def _numbers(words: Mapping[str, object], prefix: str, labels: str) -> Iterator[Sample]:
    for what, value in words.items():
        if isinstance(value, (bool, int, float)):
            name, scale = _unit(re.sub(r"[^a-zA-Z0-9]+", "_", what).strip("_").lower())
            counts = name in COUNTERS
            meaning = COUNTERS.get(name) or GAUGES.get(name) or name.replace("_", " ")
            family = prefix + name + ("_total" if counts else "")
            yield Sample(family, labels, value * scale, "counter" if counts else "gauge", meaning)


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
