"""What `duende ports` shows of MIDI: plain data, looked up once."""

from dataclasses import dataclass

from bridge.errors import PortError

from . import system


@dataclass(frozen=True)
class MidiPorts:
    systems: tuple[str, ...] = ()  # "ALSA", "JACK", "CoreMIDI", "Windows MM"
    inputs: tuple[str, ...] = ()  # what we could listen to
    outputs: tuple[str, ...] = ()  # what we could play
    sentence: str = ""  # why there is nothing, where there is nothing


def midi_ports() -> MidiPorts:
    """The ports of every MIDI system here; never raises."""
    try:
        systems = system.usable()
    except PortError as error:
        return MidiPorts(sentence=str(error))
    rtmidi = system.load_driver()
    inputs = [name for api in systems.values() for name in _names(rtmidi.MidiIn, api)]
    outputs = [name for api in systems.values() for name in _names(rtmidi.MidiOut, api)]
    return MidiPorts(tuple(map(system.name_of, systems)), tuple(inputs), tuple(outputs))


def _names(kind: type, api: int) -> list[str]:
    try:
        client = kind(api, name="duende ports")
    except Exception:  # the system has gone since we looked
        return []
    names = client.get_ports()
    client.delete()
    return names


def listing() -> list[str]:
    """Lines for the artist."""
    ports = midi_ports()
    if ports.sentence:
        return [f"MIDI: {ports.sentence}"]
    lines = [f"MIDI by {' and '.join(ports.systems)}"]
    lines += [f"  in   {name}" for name in ports.inputs] or ["  in   none"]
    return lines + ([f"  out  {name}" for name in ports.outputs] or ["  out  none"])
