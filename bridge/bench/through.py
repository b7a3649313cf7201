"""`python -m bridge.bench.through NAME PACKAGE|-`: a MIDI through client of JACK; what comes in goes out at once.

With a package one bare step of its model is done before each note: what no server with this model can beat by this driver.
Prints its name when it is warm; ends with its standard input.
"""

import gc
import sys

from ..child import go_first
from ..engine.opening import open_package
from ..midi import system
from ..package import Package
from ..tokens import start_row
from .floor import HEARD, NICE

IN, OUT = "in", "out"


def main(name: str, package: str) -> None:
    go_first(NICE)
    advance = _model(package) if package != "-" else lambda: None
    rtmidi = system.load_driver()
    ear = rtmidi.MidiIn(rtmidi.API_UNIX_JACK, name=f"{name} in")
    mouth = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name=f"{name} out")

    def heard(event: tuple[list[int], float], _: object) -> None:
        data, _ = event
        if data[0] & 0xF0 == 0x90 and data[2]:
            advance()
        mouth.send_message(data)

    ear.set_callback(heard)
    ear.open_virtual_port(IN)
    mouth.open_virtual_port(OUT)
    gc.collect()
    gc.freeze()
    print(name, flush=True)
    sys.stdin.read()
    ear.delete()
    mouth.delete()


def _model(package: str):
    context = open_package(Package.find(package), "cpu").context
    context.hear([start_row(0)] * min(HEARD, context.capacity))
    context.advance()
    return context.advance


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
