"""From the spec of an output (docs/design.md, "core → timer") to the output."""

from collections.abc import Callable, Sequence
from typing import Any

from bridge.clock import Clock
from bridge.errors import PortError

from .memory import MemorySink
from .midi import MidiSink
from .osc import TcpSink, UdpSender, UdpSink
from .watch import WatchSink


def opener(sender: UdpSender, clock: Clock) -> Callable[[dict, Sequence[int]], Any]:
    """What opens outputs: `(spec, descriptors) → output`. `PortError` when one cannot be opened."""

    def open_sink(spec: dict, descriptors: Sequence[int] = ()) -> Any:
        kind = spec.get("kind")
        if kind == "udp":
            return UdpSink(sender, spec["host"], spec["port"], clock)
        if kind == "tcp":
            return TcpSink(descriptors[0], spec["framing"], clock)
        if kind == "midi":
            return MidiSink(descriptors[0])
        if kind == "memory":
            return MemorySink(clock)
        if kind == "watch":
            return WatchSink()
        raise PortError(f"an output is udp, tcp, midi, memory or watch, not {kind!r}")

    return open_sink
