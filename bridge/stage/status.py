"""How the stage is, as flat plain values: for `/status`, HTTP and the journal's last record."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..transport import Transport

if TYPE_CHECKING:
    from .stage import Stage

COUNTED = ("echoes", "refused", "unreadable")  # messages, by what became of them


def gather(stage: "Stage", timer: dict[str, Any], doors: dict[str, Any]) -> dict[str, Any]:
    """`timer`: the timer's last statistics, `doors`: what the app knows of its doors. Times in milliseconds."""
    transport, guard = stage.transport, stage.hands.midi_input.guard
    status: dict[str, Any] = dict(doors)
    status |= {
        "clock_tempo": round(transport.bpm, 3),
        "clock_source": transport.source,
        "clock_playing": int(transport.playing),
        **_source(transport, stage.now()),
        "listeners": len(stage.listeners),
        "notes_sounding": len(stage.outlet.sounding),
        "messages_received": stage.dispatcher.received,
        "replies_withheld": stage.outlet.budget.withheld,
        "midi_learning": stage.knobs.map.waiting or "",
        **{f"midi_controller_{c or 'any'}_{number}": each.target for (c, number), each in stage.knobs.map.mapped().items()},
        "midi_echoes_dropped": guard.dropped,
        "midi_loops": "; ".join(f"{output} comes back at {port} ({n} notes)" for output, port, n in guard.loops()),
    }
    status |= {f"messages_{what}": stage.dispatcher.counts[what] for what in COUNTED}
    for name, seat in stage.seats.items():
        status |= _player(name, seat)
    status |= {f"timer_{key}": value for key, value in timer.items()}
    if stage.journal is not None:
        status |= stage.journal.counters()
    return status


def _source(transport: Transport, now: float) -> dict[str, Any]:
    """Of a clock that comes from outside: whether it is there, and how well it keeps time."""
    if transport.source == "internal":
        return {}
    here = {"clock_lost": int(transport.lost(now))}
    if transport.source == "link":
        return here | {"clock_peers": transport.peers}
    return here | {"clock_port": transport.port, "clock_jitter_ms": round(transport.jitter * 1000, 2)}


def _player(name: str, seat: Any) -> dict[str, Any]:
    player = seat.player
    status = {
        f"{name}_kind": player.kind,
        f"{name}_package": seat.package,
        f"{name}_state": player.state,
        **{f"{name}_{tail}": player.value(tail)[0] for tail in ("mode", "style") if tail in player.parameters},
        f"{name}_device": seat.info.get("device", ""),
        f"{name}_engine": "ready" if player.alive else "given up" if seat.given_up else "starting",
        f"{name}_ladder": player.ladder.level,
        **{f"{name}_{what}": number for what, number in player.counters().items()},
    }
    if player.watch.recent is not None:
        p50, p99 = player.watch.recent
        status |= {f"{name}_latency_p50_ms": round(p50 * 1000, 3), f"{name}_latency_p99_ms": round(p99 * 1000, 3)}
    return status


def lines(status: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """As `/status` tells it: one thing a line, words and numbers as text."""
    for what, value in status.items():
        yield what, f"{value:g}" if isinstance(value, float) else str(value)
