"""Output: who hears what is played, and whether it is recorded."""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

from ..config import Listener
from ..reach import is_loopback
from ..watch.runs import state_folder
from .case import Case
from .findings import Finding

REFUSAL_S = 0.3  # a machine that is there tells of a shut port sooner
LEAST_MIB = 200  # free: a night of dense playing is some tens
MIB = 1 << 20


def listeners(case: Case) -> Iterator[Finding]:
    """Those that the show names: is their port open? Nothing is sent to a program of this machine."""
    for listener in case.show.listeners:
        where = f"{listener.host}:{listener.port}"
        try:
            heard = _listens(listener)
        except OSError as error:
            cure = "correct host under [[listener]]"
            yield Finding("output", "dead", f"the listener {where} cannot be reached: {error.strerror or error}", cure)
            continue
        if heard is False:
            cure = "start the program that shall hear it, or correct port under [[listener]]"
            yield Finding("output", "dead", f"nobody listens at {where}", cure)
        elif heard:
            yield Finding("output", "ok", f"somebody listens at {where}")
        else:
            yield Finding("output", "ok", f"{where} does not refuse what is sent to it; more cannot be known from here")


def _listens(listener: Listener) -> bool | None:
    """None: it cannot be known. On this machine a port that can be taken is nobody's."""
    family, _, _, _, address = socket.getaddrinfo(listener.host, listener.port, type=socket.SOCK_DGRAM)[0]
    with socket.socket(family, socket.SOCK_DGRAM) as sock:
        if is_loopback(address[0]):
            try:
                sock.bind(address)
            except OSError:
                return True
            return False
        sock.settimeout(REFUSAL_S)
        sock.connect(address)
        try:
            sock.send(b"")  # no OSC: nothing can come of it
            sock.recv(1)
        except ConnectionRefusedError:
            return False
        except TimeoutError:
            return None
        return True


def audience(case: Case) -> Iterator[Finding]:
    """Does anybody hear a running server?"""
    if not case.running:
        return
    others = int(float(case.running.get("listeners", 1))) - 1  # without ourselves
    midi = case.running.get("midi", "")
    by_midi = midi.startswith("in:") and "out: none" not in midi
    if others > 0:
        yield Finding("output", "ok", f"{others} listen{'s' if others == 1 else ''} by OSC")
    elif by_midi:
        cure = "send /hello PORT from the program that shall hear OSC, if one shall"
        yield Finding("output", "note", "nobody has said hello; what is played leaves by MIDI alone", cure)
    else:
        cure = "send /hello PORT from the program that shall hear it, connect a MIDI output, or open the page"
        yield Finding("output", "dead", "nobody has said hello and there is no MIDI: nobody hears what is played", cure)


def recording(case: Case) -> Iterator[Finding]:
    """The journal's folder. Music plays without it."""
    if float(case.running.get("journal_failing", 0) or 0):
        cure = "is the disk full, or the folder gone?"
        yield Finding("output", "note", f"the journal cannot be written: {case.running.get('journal', '')}", cure)
        return
    run = case.running.get("journal")
    folder = Path(run).parent if run else case.show.server.journal or state_folder() / "journal"
    there = next(place for place in (folder, *folder.parents) if place.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        cure = "choose another one with --journal DIR"
        yield Finding("output", "note", f"the journal's folder {folder} cannot be written: nothing is recorded", cure)
    elif (free := _free_mib(there)) < LEAST_MIB:
        cure = "make room, or choose a folder elsewhere with --journal DIR"
        yield Finding("output", "note", f"the disk of {folder} has {free:.0f} MiB left: recordings will break off", cure)
    else:
        yield Finding("output", "ok", f"recordings go to {folder}, {free / 1024:.1f} GiB free")


def _free_mib(folder: Path) -> float:
    return shutil.disk_usage(folder).free / MIB
