"""What reads bytes from outside. Each target takes any bytes and returns, or raises the errors that it is allowed to raise.

Modules are imported when a target is made, so that whoever instruments them does so first.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from . import files, seeds, web, wire

ROOT = seeds.ROOT


class Target(NamedTuple):
    make: Callable[[], Callable[[bytes], None]]  # once: the function that takes bytes
    seeds: Callable[[], Iterable[bytes]]
    reads: tuple[str, ...]  # files whose lines it shall reach
    worded: bool = False  # its bytes are words: a dictionary of them helps


TARGETS: dict[str, Target] = {
    "osc": Target(wire.osc, seeds.packets, ("bridge/osc/reading.py",)),
    "framing": Target(wire.framing, seeds.streams, ("bridge/osc/framing.py",)),
    "stage": Target(wire.stage, seeds.stages, (
        "bridge/inputs/osc.py", "bridge/stage/server.py", "bridge/stage/stage.py", "bridge/address/arguments.py",
    )),
    "patterns": Target(wire.patterns, seeds.patterns, ("bridge/osc/match.py",)),
    "midi": Target(wire.midi, seeds.midi, ("bridge/inputs/midi.py",)),
    "midifile": Target(files.midifile, seeds.songs, ("bridge/midifile.py",)),
    "show": Target(files.show, seeds.shows, ("bridge/config/reading.py", "bridge/config/tables.py"), True),
    "manifest": Target(files.manifest, seeds.manifests, (
        "bridge/package/manifest.py", "bridge/package/fields.py", "bridge/package/proof.py", "bridge/package/tensor.py",
        "bridge/package/gesture.py", "bridge/package/image.py", "bridge/package/text.py",
    ), True),
    "packed": Target(files.packed, seeds.packages, ("bridge/package/files.py", "bridge/package/package.py")),
    "scenes": Target(files.scenes, seeds.scenes, ("bridge/patchbay/scene_file.py", "bridge/patchbay/kept.py"), True),
    "learnt": Target(files.learnt, seeds.controllers, ("bridge/inputs/controllers.py",), True),
    "journal": Target(files.journal, seeds.nights, ("bridge/watch/records.py",)),
    "replay": Target(files.replay, seeds.runs, (
        "bridge/watch/replay.py", "bridge/watch/records.py", "bridge/watch/take.py",
    ), True),
    "again": Target(files.again, seeds.doings, ("bridge/stage/again.py", "bridge/render/verified.py"), True),
    "adopt": Target(files.adopt, seeds.models, ("export/adopt/reading.py", "export/adopt/ports.py")),
    "pictures": Target(files.pictures, seeds.pictures, ("bridge/picturefile.py",)),
    "leadsheets": Target(files.leadsheets, seeds.leadsheets, ("bridge/leadsheet.py",), True),
    "texts": Target(files.texts, seeds.texts, ("bridge/textfiles.py",)),
    "gestures": Target(files.gestures, seeds.gestures, ("bridge/gestures/files.py", "bridge/gestures/take.py")),
    "http": Target(web.http, seeds.requests, (
        "bridge/watch/web/conversation.py", "bridge/watch/web/gate.py", "bridge/watch/web/pages.py",
        "bridge/watch/web/address_space.py", "bridge/watch/web/shelf.py",
    ), True),
    "websocket": Target(web.websocket, seeds.frames, ("bridge/watch/web/websocket.py", "bridge/watch/web/visitor.py")),
}  # fmt: skip
