"""A MIDI output as the timer sees it: the link to the process that holds the port (`mouth`)."""

import socket

_NOTE_OFF, _NOTE_ON = 0x80, 0x90
_RELEASE_VELOCITY = 64  # what MIDI 1.0 says for instruments that do not measure it


class MidiSink:
    """`descriptor` is our end of the link, which this sink owns."""

    can_tag = False
    behind = False

    def __init__(self, descriptor: int):
        self._link = socket.socket(fileno=descriptor)

    def note(self, player: str, pitch: int, velocity: int, channel: int) -> bytes:
        if velocity:
            return bytes((_NOTE_ON | channel - 1, pitch, velocity))
        return bytes((_NOTE_OFF | channel - 1, pitch, _RELEASE_VELOCITY))

    def message(self, address: str, args: tuple) -> None:
        return None

    def raw_midi(self, data: bytes) -> bytes:
        return bytes(data)

    def write(self, packet: bytes, tag: float | None) -> bool:
        try:
            self._link.send(packet, socket.MSG_DONTWAIT)
        except BlockingIOError:  # the driver hangs; the process that holds it will end
            return False
        return True

    def refused(self) -> bool:
        return False

    def flush(self) -> None:
        pass

    def close(self) -> None:
        self._link.close()
