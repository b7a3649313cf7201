"""The clients that knock at a server's doors: OSC by UDP, TCP and WebSocket, and MIDI. Each waits, but never for long."""

import socket
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from types import ModuleType, TracebackType

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, BytesMessage, CloseConnection, Ping, RejectConnection, Request
from wsproto.utilities import RemoteProtocolError

from ..errors import PortError, WireError
from ..midi import system
from ..osc.framing import LENGTH, LengthDecoder, frame
from ..osc.packet import Message, encode, parse

ANSWER_S = 2.0


class Caller(ABC):
    """A client that speaks OSC. PortError when the door does not open; `hear` is None when nothing comes in time."""

    way = ""

    def __init__(self) -> None:
        self._heard: list[Message] = []

    def say(self, address: str, *args: int | float | str) -> None:
        with suppress(OSError):  # a door that was shut meanwhile is one that does not answer
            self._send(encode(address, args))

    def hear(self, seconds: float = ANSWER_S) -> Message | None:
        end = time.monotonic() + seconds
        while not self._heard and (left := end - time.monotonic()) > 0:
            with suppress(WireError, RemoteProtocolError):  # whoever answers so is no duende
                for packet in self._receive(left):
                    self._heard += parse(packet)
        return self._heard.pop(0) if self._heard else None

    def wait_for(self, wanted: Callable[[Message], bool], seconds: float = ANSWER_S) -> Message | None:
        """The first message that is wanted; None when it does not come in time."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and (message := self.hear(left)):
            if wanted(message):
                return message
        return None

    def ask(self, address: str) -> tuple | None:
        """The value of a parameter, None when it is not answered."""
        self.say(address)
        answer = self.wait_for(lambda message: message.address == address)
        return answer and answer.args

    def status(self) -> dict[str, str]:
        """What `/status` tells; empty when it is not answered."""
        self.say("/status")
        found: dict[str, str] = {}
        while (told := self.wait_for(lambda m: m.address.startswith("/status"))) and told.address == "/status":
            found[told.args[0]] = told.args[1]
        return found

    def close(self) -> None:
        self.say("/bye")
        self._sock.close()

    def __enter__(self) -> "Caller":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @abstractmethod
    def _send(self, packet: bytes) -> None: ...

    @abstractmethod
    def _receive(self, seconds: float) -> list[bytes]:
        """Packets, none when nothing comes within `seconds`."""

    def _read(self, seconds: float) -> bytes:
        self._sock.settimeout(max(1e-3, seconds))
        try:
            data = self._sock.recv(65536)
        except TimeoutError:
            return b""
        except OSError:  # refused
            data = b""
        if not data:  # the other side has ended it, and would be asked without pause
            time.sleep(min(seconds, 0.02))
        return data


class Udp(Caller):
    way = "OSC by UDP"

    def __init__(self, host: str, port: int):
        super().__init__()
        self._sock = _connected(socket.SOCK_DGRAM, host, port)

    def _send(self, packet: bytes) -> None:
        self._sock.send(packet)

    def _receive(self, seconds: float) -> list[bytes]:
        data = self._read(seconds)
        return [data] if data else []


class Tcp(Caller):
    way = "OSC by TCP"

    def __init__(self, host: str, port: int):
        super().__init__()
        self._sock, self._decoder = _connected(socket.SOCK_STREAM, host, port), LengthDecoder()

    def _send(self, packet: bytes) -> None:
        self._sock.sendall(frame(packet, LENGTH))

    def _receive(self, seconds: float) -> list[bytes]:
        return self._decoder.feed(self._read(seconds))


class WebSocket(Caller):
    way = "OSC by WebSocket"

    def __init__(self, host: str, port: int):
        super().__init__()
        self._sock, self._wire = _connected(socket.SOCK_STREAM, host, port), WSConnection(ConnectionType.CLIENT)
        self._parts = b""
        name = f"[{host}]" if ":" in host else host
        self._sock.sendall(self._wire.send(Request(host=f"{name}:{port}", target="/")))
        answer = self._first_event()
        if not isinstance(answer, AcceptConnection):
            self._sock.close()
            why = f"is refused ({answer.status_code})" if isinstance(answer, RejectConnection) else "does not answer"
            raise PortError(f"the WebSocket at {host}:{port} {why}")

    def _first_event(self) -> object:
        """What comes of the handshake, None when nothing does."""
        end = time.monotonic() + ANSWER_S
        with suppress(RemoteProtocolError):
            while (left := end - time.monotonic()) > 0:
                if data := self._read(left):
                    self._wire.receive_data(data)
                    for event in self._wire.events():
                        return event
        return None

    def _send(self, packet: bytes) -> None:
        self._sock.sendall(self._wire.send(BytesMessage(data=packet)))

    def _receive(self, seconds: float) -> list[bytes]:
        if data := self._read(seconds):
            self._wire.receive_data(data)
        packets = []
        for event in self._wire.events():
            if isinstance(event, BytesMessage):
                self._parts += bytes(event.data)
                if event.message_finished:
                    packets.append(self._parts)
                    self._parts = b""
            elif isinstance(event, Ping):
                self._sock.sendall(self._wire.send(event.response()))
            elif isinstance(event, CloseConnection):
                break
        return packets


class Keyboard:
    """A MIDI keyboard and its ears, at the virtual ports of a server; PortError when they are not there."""

    way = "MIDI"

    def __init__(self, heard_at: str = system.OUT, played_at: str = system.IN):
        rtmidi = system.load_driver()
        self._open: list = []
        try:
            for api in system.usable().values():
                self._connect(rtmidi, api, heard_at, played_at)
                if len(self._open) == 2:
                    return
                self.close()
        except Exception as error:  # each system has its own
            self.close()
            raise PortError(f"MIDI: {error}") from error
        raise PortError(f"MIDI: the ports {played_at!r} and {heard_at!r} are not to be found")

    def _connect(self, rtmidi: ModuleType, api: int, heard_at: str, played_at: str) -> None:
        for kind, wanted in ((rtmidi.MidiOut, played_at), (rtmidi.MidiIn, heard_at)):
            port = kind(api, name="duende doctor")
            names = port.get_ports()
            number = next((i for i, name in enumerate(names) if wanted in name), None)
            if number is None:
                port.delete()
                return
            port.open_port(number)
            self._open.append(port)

    def note(self, pitch: int, velocity: int) -> None:
        self._open[0].send_message([0x90, pitch, velocity])

    def hears_a_note(self, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            while (got := self._open[1].get_message()) is not None:
                data = got[0]
                if data[0] & 0xF0 == 0x90 and data[2]:
                    return True
            time.sleep(0.005)
        return False

    def close(self) -> None:
        for port in self._open:
            port.delete()
        self._open.clear()


def _connected(kind: socket.SocketKind, host: str, port: int) -> socket.socket:
    sock = None
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=kind)[0]
        sock = socket.socket(family, kind)
        sock.settimeout(ANSWER_S)
        sock.connect(address)
        if kind == socket.SOCK_STREAM:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else what is measured is our own system's waiting
    except (OSError, UnicodeError, OverflowError) as error:
        if sock is not None:
            sock.close()
        raise PortError(f"nobody answers at {host}:{port} ({error})") from error
    return sock
