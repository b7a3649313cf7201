"""A program, or a page, on a WebSocket: OSCQuery's commands as JSON text, OSC as binary.

Text    LISTEN and IGNORE an address; PATH_ADDED, PATH_REMOVED and PATH_CHANGED tell of the tree; TIME tells ours. What is
        wrong is answered `{"COMMAND": "ERROR", "DATA": sentence}`.
Binary  one OSC packet a message. Those of the client go to core, which answers as it would over TCP. What is LISTENed to
        comes as plain messages: of parameters the values, at once and when they change, the newest alone to whoever is
        slow; of outputs each message, since a note must not be missed. Other addresses have nothing to say.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from bridge.address import found
from bridge.address.arguments import finite
from bridge.osc.packet import encode, parse

from .relay import Introduce, Relay
from .websocket import Socket

if TYPE_CHECKING:
    from .address_space import AddressSpace

TRY_AGAIN_LATER = 1013  # the WebSocket code for it


class Visitor:
    def __init__(self, space: "AddressSpace", introduce: Introduce):
        self._space, self._introduce = space, introduce
        self._listens: dict[str, None] = {}  # addresses, in the order in which they were asked for
        self._owed: dict[str, None] = {}  # parameters among them whose value is still to be sent
        self._news: list[tuple[str, str]] = []  # commands that are still to be sent
        self._silent = True  # it has not spoken OSC yet
        self._outputs: Relay | None = None  # core's outputs for LISTEN, apart from what the client asks of core itself

    @property
    def idle(self) -> bool:
        """It has asked for nothing that goes on: such a one makes room for others."""
        return self._silent and not self._listens

    # ---- the client ------------------------------------------------------------------------------------------------

    def opened(self, socket: Socket) -> None:
        self._socket = socket
        self._relay = Relay(self._introduce, self._deliver, self._abandoned)
        self._space.enter(self)

    def heard(self, message: str | bytes) -> None:
        if isinstance(message, bytes):
            self._silent = False
            self._relay.take(message)
            return
        try:
            self._obey(*_command(message))
        except (ValueError, RecursionError) as error:
            self._send("ERROR", str(error))

    def room(self) -> None:
        for relay in (self._relay, self._outputs):
            if relay is not None:
                relay.resume()
        self._flush()

    def left(self) -> None:
        self._space.leave(self)
        self._relay.close()
        self._ignore_outputs()

    def _obey(self, command: str, data: object) -> None:
        match command:
            case "LISTEN":
                self._listen(self._address(data))
            case "IGNORE":
                self._ignore(self._address(data))
            case "TIME" if data is None or isinstance(data, str) or (isinstance(data, (int, float)) and finite(data)):
                self._send("TIME", [data, self._space.wall()])
            case "TIME":
                raise ValueError(f"DATA of TIME is a number or a text; found {found(data)}")
            case _:
                raise ValueError(f"there is no COMMAND {command[:40]!r}; allowed are LISTEN, IGNORE, TIME")

    def _address(self, data: object) -> str:
        if not isinstance(data, str):
            raise ValueError(f"DATA is an address in quotes; found {found(data)}")
        if data not in self._listens and self._space.namespace.node(data) is None:
            near = self._space.namespace.near(data)
            raise ValueError(f"there is no address {data[:100]}" + (f"; did you mean {near}?" if near else ""))
        return data

    # ---- listening -------------------------------------------------------------------------------------------------

    def _listen(self, address: str) -> None:
        self._listens[address] = None
        if _is_output(address):
            self._listen_to_outputs()
        else:
            self.changed((address,))

    def _ignore(self, address: str) -> None:
        self._listens.pop(address, None)
        self._owed.pop(address, None)
        if _is_output(address):
            self._listen_to_outputs()

    def _listen_to_outputs(self) -> None:
        """Say to core which outputs are listened to."""
        outputs = [address for address in self._listens if _is_output(address)]
        if not outputs:
            self._ignore_outputs()
            return
        if self._outputs is None:
            self._outputs = Relay(self._introduce, self._deliver_output, self._ignore_outputs)
            self._outputs.take(encode("/hello"))
        self._outputs.take(encode("/listen", outputs))

    def _ignore_outputs(self) -> None:
        if self._outputs is not None:
            self._outputs.close()
            self._outputs = None

    # ---- what is said to it ----------------------------------------------------------------------------------------

    def changed(self, addresses: Iterable[str]) -> None:
        """These parameters have other values."""
        self._owed |= {address: None for address in addresses if address in self._listens}
        self._flush()

    def reshaped(self, news: Sequence[tuple[str, str]]) -> None:
        """The tree is another: these commands say how. Whoever is slow is told to look at all of it."""
        self._news = [("PATH_CHANGED", "/")] if self._news and news else list(news)
        self._flush()

    def _flush(self) -> None:
        """Send what is owed, as long as the client takes it."""
        while self._news and not self._socket.full:
            self._send(*self._news.pop(0))
        while self._owed and not self._socket.full:
            address = next(iter(self._owed))
            del self._owed[address]
            if packet := self._space.packet(address):
                self._socket.send(packet)

    def _send(self, command: str, data: object) -> None:
        """A command; nothing to a client that asks and does not listen."""
        if not self._socket.full:
            self._socket.send({"COMMAND": command, "DATA": data})

    def _deliver(self, packet: bytes) -> None:
        """Core answers what the client has asked of it."""
        self._socket.send(packet)
        if self._socket.full:
            self._relay.pause()

    def _deliver_output(self, packet: bytes) -> None:
        """An output; the welcome and the first states, which LISTEN did not ask for, are kept back. Core may refuse too:
        it has room for 64 listeners."""
        address = packet.partition(b"\0")[0].decode("utf-8", "replace")
        if address == "/error":
            self._send("ERROR", ": ".join(map(str, parse(packet)[0].args)))
        elif address in self._listens:
            self._socket.send(packet)
            if self._socket.full and self._outputs is not None:
                self._outputs.pause()

    def _abandoned(self) -> None:
        """Core will not hear this client any more: too many are there, or it says more than can be done."""
        self._socket.close(TRY_AGAIN_LATER, "the bridge has ended this connection")


def _command(message: str) -> tuple[str, object]:
    """COMMAND and DATA; ValueError with a sentence when the message is none."""
    try:
        told = json.loads(message)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, Mapping) or not isinstance(told.get("COMMAND"), str):
        raise ValueError('a text message is an object like {"COMMAND": "LISTEN", "DATA": "/clock/tempo"}')
    return told["COMMAND"], told.get("DATA")


def _is_output(address: str) -> bool:
    """`/NAME/out/…`, `/clock/out/…`: what leaves."""
    return "/out/" in address
