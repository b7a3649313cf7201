"""A real test note through each real door of a server: in at the door, through the model, and out where it came in.

When no server runs, one of our own plays the show on private ports, and every player is tried. A running one may be in the
middle of a performance: it is asked at each door, and played to only where that is wished (`--note`) and nobody plays.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from ..bench.room import Room
from ..errors import DuendeError, PortError
from ..midi.listing import midi_ports
from ..midi.system import load_driver, usable
from ..osc.packet import Message
from .callers import Caller, Keyboard, Tcp, Udp, WebSocket
from .case import Case
from .findings import Finding

NOTE_S = 3.0
PITCH, VELOCITY = 60, 40
KNOCK = "/clock/tempo"  # a question that changes nothing
NOT_READY = "look at /status: is its engine ready?"


def doors(case: Case) -> Iterator[Finding]:
    if case.running:
        yield from _running(case)
        return
    with ExitStack() as stack:
        try:
            room = stack.enter_context(_private(case))
        except DuendeError as error:
            yield Finding("output", "dead", str(error), "run duende serve and read what it says")
            return
        yield from _each_door("127.0.0.1", room.port, room.http_port, _plays)
        if case.wants_midi:
            yield from _by_midi(room.port)
        yield from _others("127.0.0.1", room.port)


@contextmanager
def _private(case: Case) -> Iterator[Room]:
    """The show, played for us alone: on loopback, at free ports, recorded where it is thrown away."""
    words = [str(case.show.path)] if case.show.path else []
    words += ["--host", "127.0.0.1", "--device", case.show.server.device]
    words += [word for name, path in case.packages.items() for word in ("--package", f"{name}={path}")]
    if not case.wants_midi or midi_ports().sentence:
        words.append("--no-midi")
    with tempfile.TemporaryDirectory(prefix="duende-doctor-") as journal, Room([*words, "--journal", journal]) as room:
        yield room


def _running(case: Case) -> Iterator[Finding]:
    if not case.note:
        yield from _each_door(case.host, case.port, case.http_port, _answers)
        cure = "duende doctor --note plays one, when the room is empty"
        yield Finding("output", "note", "a server runs, and somebody may be listening: no test note was played", cure)
        return
    busy = [what.removesuffix("_state") for what, word in case.running.items() if what.endswith("_state") and word != "idle"]
    if busy:
        cure = "ask again when it rests"
        yield Finding("output", "note", f"{', '.join(busy)} plays: no test note was played", cure)
        return
    yield from _each_door(case.host, case.port, case.http_port, _plays)


def _each_door(host: str, port: int, http_port: int, test: Callable[[Caller], Finding]) -> Iterator[Finding]:
    for kind, at in ((Udp, port), (Tcp, port), (WebSocket, http_port)):
        try:
            with kind(host, at) as caller:
                yield test(caller)
        except (PortError, OSError) as error:
            cure = "is something between us: a firewall, a proxy? Else restart the server"
            yield Finding("output", "dead", f"{kind.way}: {error}", cure)


def _answers(caller: Caller) -> Finding:
    began = time.monotonic()
    if caller.ask(KNOCK) is None:
        return Finding("output", "dead", f"{caller.way}: {KNOCK} is not answered", "restart the server")
    return Finding("output", "ok", f"{caller.way}: {KNOCK} was answered after {(time.monotonic() - began) * 1000:.1f} ms")


def _plays(caller: Caller) -> Finding:
    """One accompanied note; then everything is put back."""
    caller.say("/hello")
    caller.wait_for(lambda message: message.address == "/welcome")
    player = _first(caller.status(), "music")
    if player is None:
        return _answers(caller)
    with _accompanying(caller, player):
        began = time.monotonic()
        caller.say(f"/{player}/note", PITCH, VELOCITY)
        heard = caller.wait_for(lambda m: m.address == f"/{player}/out/note" and m.args[1] > 0, NOTE_S)
        took = (time.monotonic() - began) * 1000
        caller.say(f"/{player}/note", PITCH, 0)
    if heard is None:
        what = f"{caller.way}: /{player} took a test note and played nothing within {NOTE_S:.0f} s"
        return Finding("output", "dead", what, f"{NOT_READY} Is its style known to the package?")
    return Finding("output", "ok", f"{caller.way}: a test note went in, and /{player} answered after {took:.1f} ms")


@contextmanager
def _accompanying(caller: Caller, player: str) -> Iterator[None]:
    before = caller.ask(f"/{player}/mode")
    caller.say(f"/{player}/mode", "accompany")
    try:
        yield
    finally:
        if before:
            caller.say(f"/{player}/mode", *before)
        caller.say(f"/{player}/stop")  # the test note is no phrase that asks for an answer
        caller.ask(f"/{player}/mode")


def _by_midi(port: int) -> Iterator[Finding]:
    """In at `duende in`, out at `duende out`, where the system has virtual ports."""
    try:
        load_driver()
        usable()
    except PortError as error:
        yield Finding("output", "note", f"MIDI: no test note, since there is {error}")
        return
    with Udp("127.0.0.1", port) as caller:
        player = _first(caller.status(), "music")
        if player is None:
            return
        try:
            keyboard = Keyboard()
        except PortError as error:
            yield Finding("output", "dead", str(error), "duende ports lists what is here")
            return
        try:
            with _accompanying(caller, player):
                began = time.monotonic()
                keyboard.note(PITCH, VELOCITY)
                heard = keyboard.hears_a_note(NOTE_S)
                took = (time.monotonic() - began) * 1000
                keyboard.note(PITCH, 0)
        finally:
            keyboard.close()
    if heard:
        what = f"MIDI: a test note went in at 'duende in' and came out at 'duende out' after {took:.1f} ms"
        yield Finding("output", "ok", what)
    else:
        what = f"MIDI: a test note went in at 'duende in', and nothing came out at 'duende out' within {NOTE_S:.0f} s"
        yield Finding("output", "dead", what, NOT_READY)


# What makes a player of each other kind say something, and at which of its outputs.
_TRIES: dict[str, tuple[tuple, str]] = {
    "text": (("next", 1, "word"), "out/done"),
    "image": (("seed", 20_001), "out/frame"),
    "gesture": (("mode", "solo"), "out/value"),
}


def _others(host: str, port: int) -> Iterator[Finding]:
    """Every player that is not music, in a server of our own."""
    with Udp(host, port) as caller:
        caller.say("/hello")
        caller.wait_for(lambda message: message.address == "/welcome")
        status = caller.status()
        for name, kind in _players(status):
            if kind not in _TRIES:
                continue
            (tail, *args), answer = _TRIES[kind]
            caller.say("/listen", f"/{name}/{answer}")
            began = time.monotonic()
            caller.say(f"/{name}/{tail}", *args)
            heard = caller.wait_for(_at(f"/{name}/{answer}"), NOTE_S)
            took = (time.monotonic() - began) * 1000
            caller.say(f"/{name}/stop")
            if heard is None:
                what = f"/{name}/{tail} went in, and /{name}/{answer} did not come within {NOTE_S:.0f} s"
                yield Finding("output", "dead", what, NOT_READY)
            else:
                yield Finding("output", "ok", f"/{name}/{tail} went in, and /{name}/{answer} came after {took:.1f} ms")


def _at(address: str) -> Callable[[Message], bool]:
    return lambda message: message.address == address


def _players(status: dict[str, str]) -> list[tuple[str, str]]:
    return [(what.removesuffix("_kind"), kind) for what, kind in status.items() if what.endswith("_kind")]


def _first(status: dict[str, str], kind: str) -> str | None:
    return next((name for name, one in _players(status) if one == kind), None)
