"""Between our own processes: one packet per message, a message is a tuple of plain values.

`marshal` is safe here and only here: both ends are the same interpreter, started by us, joined by an inherited socket
pair that no network can reach. Nothing that comes from outside is ever decoded by it (it arrives as values inside a
message).
"""

import marshal
import mmap
import socket
import sys
from array import array
from collections.abc import Sequence

# A packet-keeping pair: SEQPACKET where the system has it (Linux), else DGRAM. Both keep packet borders and order.
_KIND = socket.SOCK_SEQPACKET if sys.platform.startswith("linux") else socket.SOCK_DGRAM
BUFFER_BYTES = 4 << 20  # holds thousands of messages while the other side is busy
PACKET_BYTES = 1 << 20  # the largest message
_DESCRIPTOR = array("i").itemsize
_CONTROL_BYTES = socket.CMSG_SPACE(4 * _DESCRIPTOR)  # at most four descriptors beside a message


class LinkClosed(Exception):
    """The other process is gone."""


class Link:
    """One end of a socket pair. `send` blocks when the other side is far behind: nothing is ever dropped."""

    def __init__(self, sock: socket.socket):
        self.sock = sock
        self.sent = self.taken = 0  # messages, so far
        # Made once: a new megabyte for each message costs 15 µs. Pages of it that no message reaches are never touched.
        self._packet = memoryview(mmap.mmap(-1, PACKET_BYTES))
        for option in (socket.SO_SNDBUF, socket.SO_RCVBUF):
            sock.setsockopt(socket.SOL_SOCKET, option, BUFFER_BYTES)

    def fileno(self) -> int:
        return self.sock.fileno()

    def send(self, message: tuple, descriptors: Sequence[int] = ()) -> None:
        """Send one message, with open file descriptors beside it where given."""
        packet = marshal.dumps(message)
        try:
            if descriptors:
                socket.send_fds(self.sock, [packet], list(descriptors))
            else:
                self.sock.send(packet)
            self.sent += 1
        except (BrokenPipeError, ConnectionResetError, OSError) as error:
            raise LinkClosed(str(error)) from error

    def offer(self, message: tuple) -> bool:
        """Send one message if the other side has room for it now; False when it has not."""
        try:
            self.sock.send(marshal.dumps(message), socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        except OSError as error:
            raise LinkClosed(str(error)) from error
        self.sent += 1
        return True

    def receive(self) -> tuple:
        """Wait for one message; `LinkClosed` when the other side has gone."""
        return self._read(0)[0]

    def receive_with_descriptors(self) -> tuple[tuple, list[int]]:
        return self._read(0)

    def take(self) -> tuple[tuple, list[int]] | None:
        """One message that is here already, with its descriptors; None when there is none. Never waits."""
        try:
            return self._read(socket.MSG_DONTWAIT)
        except BlockingIOError:
            return None

    def waiting(self) -> list[tuple]:
        """All messages that are here already, without waiting and without descriptors; `LinkClosed` when the other side has
        gone."""
        messages = []
        try:
            while size := self.sock.recv_into(self._packet, 0, socket.MSG_DONTWAIT):
                self.taken += 1
                messages.append(marshal.loads(self._packet[:size]))
            raise LinkClosed("end of file")
        except BlockingIOError:
            pass
        except (ConnectionResetError, LinkClosed) as error:
            if not messages:  # else the next call reports the end
                raise LinkClosed(str(error)) from error
        return messages

    def _read(self, flags: int) -> tuple[tuple, list[int]]:
        try:
            size, control, _, _ = self.sock.recvmsg_into((self._packet,), _CONTROL_BYTES, flags)
        except ConnectionResetError as error:
            raise LinkClosed(str(error)) from error
        if not size:
            raise LinkClosed("end of file")
        self.taken += 1
        return marshal.loads(self._packet[:size]), _descriptors_in(control)

    def close(self) -> None:
        self.sock.close()


def _descriptors_in(control: list) -> list[int]:
    descriptors = array("i")
    for level, kind, data in control:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            descriptors.frombytes(data[: len(data) - len(data) % _DESCRIPTOR])
    return descriptors.tolist()


def pair() -> tuple[Link, socket.socket]:
    """Our end, and the socket whose descriptor the child inherits (`Link(socket.socket(fileno=n))` there)."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, _KIND)
    theirs.set_inheritable(True)
    return Link(ours), theirs
