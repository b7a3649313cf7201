"""Which MIDI systems this machine has. Looked up before any driver is touched: drivers print, wait or start servers.

ALSA and JACK on Linux may both be there; CoreMIDI on macOS and MM on Windows always are. python-rtmidi drives them all;
it is loaded only by what opens a port.
"""

import importlib.util
import os
import socket
import sys
from collections.abc import Callable
from glob import escape, glob
from pathlib import Path
from types import ModuleType

from bridge.errors import PortError

IN, OUT = "duende in", "duende out"  # our virtual ports, and the names of their clients
OURS = "duende "  # every client of ours begins so

NO_SYSTEM = "no MIDI system here (ALSA's sequencer, a JACK server, CoreMIDI or Windows MM); everything else runs"
_SEQUENCER = Path("/dev/snd/seq")
_JACK_FOLDER = Path("/dev/shm")


def alsa_is_there() -> bool:
    return _SEQUENCER.exists()


def jack_is_up() -> bool:
    """A server of the name in JACK_DEFAULT_SERVER answers. Asked at its socket: its library would print when it is not."""
    server = os.environ.get("JACK_DEFAULT_SERVER") or "default"
    ours = [f"jack_{server}_{os.getuid()}_0", f"jack_{server}_0"]  # the second is a server for all users
    return any(_answers(path) for name in ours for path in glob(f"{escape(str(_JACK_FOLDER / name))}"))


def _answers(path: str) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(0.5)
        try:
            probe.connect(path)
        except OSError:
            return False
    return True


# rtmidi's name of a system → (ours, whether it is there), the most usual first
SYSTEMS: dict[str, tuple[str, Callable[[], bool]]] = {
    "core": ("CoreMIDI", lambda: sys.platform == "darwin"),
    "winmm": ("Windows MM", lambda: sys.platform == "win32"),
    "alsa": ("ALSA", lambda: sys.platform.startswith("linux") and alsa_is_there()),
    "jack": ("JACK", lambda: sys.platform.startswith("linux") and jack_is_up()),
}
ALSA, JACK = "alsa", "jack"


def name_of(system: str) -> str:
    return SYSTEMS[system][0]


def has_virtual_ports(system: str) -> bool:
    return system != "winmm"


def present() -> tuple[str, ...]:
    """The systems that are there now, by rtmidi's names; nothing is loaded or opened."""
    return tuple(system for system, (_, is_there) in SYSTEMS.items() if is_there())


def driver_is_installed() -> bool:
    return importlib.util.find_spec("rtmidi") is not None


def no_driver() -> str:
    version = ".".join(map(str, sys.version_info[:2]))
    return f"MIDI needs python-rtmidi, which is not installed (or has no wheel) for Python {version}; everything else runs"


def load_driver() -> ModuleType:
    """python-rtmidi, told never to start a JACK server. `PortError` where there is none."""
    os.environ["JACK_NO_START_SERVER"] = "1"
    try:
        import rtmidi
    except ImportError as error:
        raise PortError(no_driver()) from error
    return rtmidi


def usable() -> dict[str, int]:
    """The systems that are there and that the driver speaks: rtmidi's name → its number. `PortError` when none is."""
    rtmidi = load_driver()
    spoken = {rtmidi.get_api_name(api): api for api in rtmidi.get_compiled_api()}
    found = {system: spoken[system] for system in present() if system in spoken}
    if not found:
        raise PortError(NO_SYSTEM)
    return found
