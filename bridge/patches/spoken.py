"""One message as a line to copy, in the languages of the programs that send it, and a line that hears what leaves."""

import json
import shlex
from collections.abc import Sequence
from typing import NamedTuple

from .pd_canvas import atom, is_number, word

HOST, OSC_PORT, LISTENS = "localhost", 7770, 9000


class Language(NamedTuple):
    """How a line is headed, and what one must know once."""

    name: str
    about: str


OSCSEND = Language("oscsend", "a shell; Debian: `liblo-tools`, macOS: `brew install liblo`")
PD = Language(
    "Pd",
    "vanilla; `[` a message `(` into an object, and that into `[list prepend send] → [list trim] → [netsend -u -b]`, "
    "which was told `connect localhost 7770`",
)
SC = Language("SuperCollider", "sclang")
TD = Language("TouchDesigner", "an OSC Out DAT whose address and port are the server's")
LANGUAGES = (OSCSEND, PD, SC, TD)


def said(address: str, args: Sequence[int | float | str], host: str = HOST, port: int = OSC_PORT) -> dict[str, str]:
    """Language → a line that sends this message."""
    return {
        OSCSEND.name: oscsend(address, args, host, port),
        PD.name: pd(address, args),
        SC.name: sclang(address, args, host, port),
        TD.name: touchdesigner(address, args),
    }


def heard(address: str, listens: int = LISTENS) -> dict[str, str]:
    """Language → a line that receives this message, once hello was said."""
    *path, last = address.strip("/").split("/")
    routes = " → ".join(f"[route {segment}]" for segment in (*path, last))
    return {
        OSCSEND.name: f"oscdump -L {listens} | grep --line-buffered ' {address} '",
        PD.name: f"[netsend -u -b] 2nd outlet → [oscparse] → [list trim] → {routes}",
        SC.name: f"OSCdef('{'_'.join((*path, last))}', {{ |msg, time| msg.postln }}, '{address}');",
        TD.name: f"if address == '{address}': print(args)  # in onReceiveOSC of the OSC In DAT's callbacks",
    }


def oscsend(address: str, args: Sequence, host: str = HOST, port: int = OSC_PORT) -> str:
    types = "".join("f" if isinstance(value, float) else "i" if isinstance(value, int) else "s" for value in args)
    words = [shlex.quote(_plain(value)) for value in args]
    return " ".join(["oscsend", host, str(port), shlex.quote(address), *([types] if types else []), *words])


def pd(address: str, args: Sequence) -> str:
    """Pd's own picture of itself in text: `[60 100( → [oscformat -f ii music note]`."""
    path = " ".join(address.strip("/").split("/"))
    if not args:
        return f"[bang( → [oscformat {path}]"
    types = "".join("f" if isinstance(value, float) else "i" if isinstance(value, int) else "s" for value in args)
    return f"[{pd_message(args)}( → [oscformat -f {types} {path}]"


def pd_message(args: Sequence) -> str:
    """The message box: a word alone is a `symbol`, a list that begins with one a `list`."""
    words = [word(value) if isinstance(value, str) else atom(value) for value in args]
    if isinstance(args[0], str):
        words.insert(0, "symbol" if len(args) == 1 and not is_number(args[0]) else "list")
    return " ".join(words)


def sclang(address: str, args: Sequence, host: str = HOST, port: int = OSC_PORT) -> str:
    words = [f"'{address}'", *(json.dumps(value, ensure_ascii=False) for value in args)]
    return f'NetAddr("{_numbered(host)}", {port}).sendMsg({", ".join(words)});'


def touchdesigner(address: str, args: Sequence) -> str:
    return f"op('oscout1').sendOSC('{address}', [{', '.join(map(repr, args))}])"


def _plain(value: int | float | str) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _numbered(host: str) -> str:
    return "127.0.0.1" if host == "localhost" else host  # sclang looks names up while it waits
