"""An output that reaches nobody: its reports tell the core what sounded and when, whoever listens."""


class WatchSink:
    can_tag = False
    behind = False

    def note(self, player: str, pitch: int, velocity: int, channel: int) -> bytes:
        return b""

    def message(self, address: str, args: tuple) -> None:
        return None

    def raw_midi(self, data: bytes) -> None:
        return None

    def write(self, packet: bytes, tag: float | None) -> bool:
        return True

    def refused(self) -> bool:
        return False

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass
