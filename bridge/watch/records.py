"""One line of a journal: eight hex digits of CRC-32, a space, a JSON object whose first key is its kind.

Plain text, so that a performance can be read with `cut -c10- 0001.journal | jq .` in twenty years. JSON keeps every
float exactly (Python writes the shortest text that reads back as the same number). Bytes are `{"base64": "…"}`.
"""

import json
from base64 import b64decode, b64encode
from binascii import b2a_base64
from collections.abc import Iterable, Iterator, Mapping
from json.encoder import encode_basestring_ascii
from typing import Any, NamedTuple
from zlib import crc32

FORMAT = 2  # of what the records say; 1: without `format`, and without what a stage needs to play the night again

# What a record holds beside its kind. Moments are `time.monotonic()` seconds; `start` and `clock` tie them to the wall.
KINDS: dict[str, str] = {
    "start": "at wall segment format version players seed show tempo room · opens a segment; players: name → kind package "
    "path sha256 manifest and the parameters it began with; room: what else the stage began with, and the machine",
    "clock": "at wall · once a minute: how the two lines of time drift apart",
    "osc": "at source packet used · a packet as it came, with its arrival; used = 0: it changed nothing",
    "midi": "at source data used now · one MIDI message as it came, with its arrival, and when it was heard",
    "out": "id sink address args due actual at · what left; due as planned, before the sink's offset, actual as sent, at: "
    "when the timer's word of it was heard; without id and at: what was said, in the order of its moments",
    "set": "at address args source · a parameter changed",
    "state": "at player state · what a player does",
    "asked": "at player job spec keep events lookahead · a question to the engine: of its context `keep` stay, these follow",
    "told": "at player message · what else an engine was told that its context depends on: `sync`, `style` (docs/design.md)",
    "answer": "at player message · what else an engine said: done, frame, result …",
    "model": "at player state info · open or lost; info: what it runs on; keep: how much of its context",
    "package": "at player about values relief info · another package plays from here on; about: as in start",
    "decision": "at player job step result · one engine step: what was sampled, in the words of its kind (docs/design.md)",
    "made": "at player … · what else a kind needs to make its work again; image: a new path (bridge/players/path.py) with "
    "pins, classes and truncation, or a frame that was asked for, with its due moment and its beat on the path; "
    "music: a step of its ladder",
    "settle": "at · the newest values of parameters that came in a row were carried out",
    "wake": "at · what was due by then was done",
    "timer": "at report · what else the timer said: an output that opened, broke or refused",
    "stream": "at source number · a connection came, and is this output",
    "gone": "at number · a connection ended",
    "unplugged": "at port · a MIDI input went",
    "retry": "at outputs · MIDI outputs that were away were tried again",
    "session": "at told · what the shared session said (bridge/link/peer.py)",
    "rejoin": "at · our peer in the shared session was started again",
    "wall": "at ahead · the wall clock was set: so far it is ahead of ours",
    "dropped": "count · so many records are missing here: the disk was too slow or full",
    "journal": "at on · recording was switched off or on",
    "end": "at wall counters · the run ended as it should",
}


class Record(NamedTuple):
    kind: str
    values: dict[str, Any]  # sequences are tuples, bytes are bytes


def encode(kind: str, values: Mapping[str, Any]) -> bytes:
    """The line of a record, its newline included. What JSON cannot say is written as its repr; never fails."""
    try:
        text = _json({"kind": kind, **values})
    except (TypeError, ValueError, RecursionError, OverflowError) as error:
        text = _json({"kind": kind, "unwritable": repr(error)[:200]})
    data = text.encode("ascii")
    return b"%08x %s\n" % (crc32(data), data)


def encode_raw(kind: str, field: str, at: float, source: str, data: bytes, used: bool, now: float | None = None) -> bytes:
    """`encode` of a packet or MIDI message as it came, byte for byte the same, in a quarter of the time."""
    text = b'{"kind":"%b","at":%b,"source":%b,"%b":{"base64":"%b"},"used":%d%b}' % (
        kind.encode(), repr(at).encode(), encode_basestring_ascii(source).encode(), field.encode(),
        b2a_base64(data, newline=False), used, b"" if now is None else b',"now":%b' % repr(now).encode(),
    )  # fmt: skip
    return b"%08x %b\n" % (crc32(text), text)


def decode(line: bytes) -> Record | None:
    """The record of a line (with or without its newline); None when it is torn or damaged."""
    line = line.rstrip(b"\n")
    try:
        if line[8:9] != b" " or int(line[:8], 16) != crc32(line[9:]):
            return None
        values = json.loads(line[9:], object_hook=_from_object)
    except (ValueError, TypeError, RecursionError):
        return None
    if not isinstance(values, dict) or "kind" not in values:
        return None
    return Record(values.pop("kind"), {key: _frozen(value) for key, value in values.items()})


def records(lines: Iterable[bytes]) -> Iterator[Record]:
    """The whole records of a segment; torn and damaged lines are passed over, for each line stands by itself."""
    for line in lines:
        if record := decode(line):
            yield record


def _default(value: Any) -> Any:
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"base64": b64encode(value).decode("ascii")}
    return repr(value)


# Made once: `json.dumps` with options makes a new encoder for every call.
_json = json.JSONEncoder(separators=(",", ":"), default=_default).encode


def _from_object(found: dict[str, Any]) -> Any:
    return b64decode(found["base64"]) if found.keys() == {"base64"} else found


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    if isinstance(value, dict):
        return {key: _frozen(inner) for key, inner in value.items()}
    return value
