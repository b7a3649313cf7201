"""Input and output: the MIDI ports of the show. Without MIDI everything else plays; but a port with a name must be there."""

import difflib
from collections.abc import Iterator, Sequence

from ..midi.hotplug import missing
from ..midi.listing import MidiPorts, midi_ports
from .case import Case
from .findings import Finding

ANY = "any"  # all systems' ports together
NEAR = 0.5


def devices(case: Case) -> Iterator[Finding]:
    wanted = case.show.midi
    if not case.wants_midi:
        yield Finding("input", "ok", "MIDI is off, as the show says")
        return
    ports = midi_ports()
    named_in = [each.name for each in wanted.inputs or () if not each.virtual]
    named_out = [each.name for each in wanted.outputs or () if not each.virtual]
    if ports.sentence:
        yield _no_system(ports, [*named_in, *named_out])
        return
    systems = " and ".join(ports.systems)
    yield Finding("input", "ok", f"MIDI by {systems}: {len(ports.inputs)} in, {len(ports.outputs)} out")
    yield from _absent("input", "input", named_in, ports.inputs)
    yield from _absent("output", "output", named_out, ports.outputs)


def _no_system(ports: MidiPorts, named: Sequence[str]) -> Finding:
    if not named:
        return Finding("input", "note", f"MIDI: {ports.sentence}")
    cure = "start JACK or load ALSA's sequencer (modprobe snd-seq), or serve with --no-midi"
    return Finding("input", "dead", f"the show names the MIDI port {', '.join(named)}: {ports.sentence}", cure)


def _absent(link: str, direction: str, named: Sequence[str], there: Sequence[str]) -> Iterator[Finding]:
    absent = missing({ANY: list(there)}, named)
    for name in named:
        if name not in absent:
            yield Finding(link, "ok", f"the MIDI {direction} {name} is there")
            continue
        near = _nearest(name, there)
        meant = f"; did you mean {near}?" if near else ""
        cure = f"plug it in or correct its name{meant} There are {', '.join(there) or 'none'}"
        yield Finding(link, "dead", f"the MIDI {direction} {name} is absent", cure.replace("? There", "? there", 1))


def _nearest(name: str, there: Sequence[str]) -> str:
    """The port whose name, or a part of it, is most like this one."""
    parts = {part.lower(): port for port in there for part in (port, *port.replace(":", " ").split())}
    found = difflib.get_close_matches(name.lower(), parts, 1, NEAR)
    return parts[found[0]] if found else ""
