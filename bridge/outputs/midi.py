"""MIDI outputs, real or virtual, by python-rtmidi: loaded when one is opened, absent without harm."""

import contextlib
import os
from collections.abc import Iterator
from typing import Any

from bridge.errors import PortError

CLIENT = "duende out"  # the name under which ALSA and JACK show us
VIRTUAL_PORT = "duende out"

_NOTE_OFF, _NOTE_ON = 0x80, 0x90
_RELEASE_VELOCITY = 64  # what MIDI 1.0 says for instruments that do not measure it


class MidiSink:
    """A port found by its name (a part of it is enough), or a virtual one that others connect to."""

    can_tag = False
    behind = False

    def __init__(self, port: str | None, virtual: bool = False):
        self._rtmidi = rtmidi = _load()
        self._out = _open_virtual(rtmidi, port or VIRTUAL_PORT) if virtual else _open_real(rtmidi, port or "")

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
            self._out.send_message(packet)
        except self._rtmidi.RtMidiError as error:
            raise ConnectionError(f"the MIDI port no longer takes notes: {error}") from error
        return True

    def refused(self) -> bool:
        return False

    def flush(self) -> None:
        pass

    def close(self) -> None:
        with contextlib.suppress(self._rtmidi.RtMidiError):  # it is gone already, which is all we want
            self._out.close_port()
        self._out.delete()


def _load() -> Any:
    os.environ.setdefault("JACK_NO_START_SERVER", "1")  # a look for ports must not start a sound server
    try:
        import rtmidi
    except ImportError as error:
        raise PortError("MIDI needs python-rtmidi, which is not installed (pip install python-rtmidi)") from error
    return rtmidi


def _open_virtual(rtmidi: Any, name: str) -> Any:
    for out in _systems(rtmidi):
        try:
            out.open_virtual_port(name)
            return out
        except (rtmidi.RtMidiError, NotImplementedError):  # this system has none (Windows)
            out.delete()
    raise PortError("no MIDI system here that has virtual ports (ALSA, JACK or CoreMIDI); everything else runs")


def _open_real(rtmidi: Any, wanted: str) -> Any:
    found = []
    for out in _systems(rtmidi):
        names = out.get_ports()
        match = next((i for i, name in enumerate(names) if wanted.lower() in name.lower()), None)
        if match is not None:
            out.open_port(match, VIRTUAL_PORT)
            return out
        found += names
        out.delete()
    raise PortError(f"no MIDI output has '{wanted}' in its name; there are: {', '.join(found) or 'none'}")


def _systems(rtmidi: Any) -> Iterator[Any]:
    """A client of each MIDI system that works here, the most usual first."""
    for api in rtmidi.get_compiled_api():
        with contextlib.suppress(rtmidi.RtMidiError):  # compiled in, but not there on this machine
            yield rtmidi.MidiOut(api, name=CLIENT)
