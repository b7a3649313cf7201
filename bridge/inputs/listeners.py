"""Who listens, who is answered where. No sockets: every change comes back as messages for the timer (docs/design.md).

A listener is a destination: a UDP host and port, or a TCP connection. A UDP socket speaks for at most one: itself, or
the port that it named with `/hello PORT`. A program that sends each message from a new socket (oscsend) speaks, for us,
for the port that was last named from its address. So replies, `/bye`, `/listen` and `/feedback` find the same one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bridge.config import Listener
from bridge.errors import AddressError
from bridge.osc.match import compiled, is_pattern
from bridge.reach import is_loopback

from .values import NOBODY, Reply, Sender

MOST = 64  # listeners
REPEAT_S = 60.0  # a listener beyond loopback says hello again within this
SOCKETS = 4096  # sockets remembered with the port that they named; the oldest gives way

TUNED = ("timetags", "lookahead_ms", "offset_ms", "patterns")  # what the timer can change on an open output
Action = tuple  # ("sink", id, spec) | ("unsink", id) | ("tune", id, key, value)


@dataclass(frozen=True)
class Heard:
    """One listener as it stands."""

    sink: int  # the timer's number of this output
    target: Sender  # ("udp", host, port) or ("sink", id)
    name: str  # for `/output/offset`: the show's name, or "host:port"
    timetags: bool = False
    lookahead_ms: float = 100.0
    offset_ms: float = 0.0
    patterns: tuple[str, ...] | None = None  # None = all but the quiet ones: /out/token, /out/frame, /out/plan, /out/heard
    feedback: bool = False
    fixed: bool = False  # from the show: stays whatever happens
    named: bool = False  # its port was named, it is not the socket that said hello
    said_hello: float = 0.0  # monotonic seconds

    @property
    def must_repeat(self) -> bool:
        """Beyond loopback nothing tells us that a UDP listener is gone, so it says hello again and again."""
        return not self.fixed and self.target[0] == "udp" and not is_loopback(self.target[1])

    def spec(self) -> dict:
        """What the timer needs to open it."""
        _, host, port = self.target
        return {
            "kind": "udp", "host": host, "port": port, "name": self.name, "timetags": self.timetags,
            "lookahead_ms": self.lookahead_ms, "offset_ms": self.offset_ms, "patterns": _wire(self.patterns),
        }  # fmt: skip


class Listeners:
    """`new_sink` gives the number for a new output, never one twice. TCP connections are opened by the app, with
    `"patterns": []`, under the number that is their Sender; a hello only tunes them."""

    def __init__(self, new_sink: Callable[[], int]):
        self._new_sink = new_sink
        self._by_target: dict[Sender, Heard] = {}  # the one that said hello last stands last
        self._spoken_for: dict[Sender, Sender] = {}  # socket → the target for which it said hello

    def __len__(self) -> int:
        return len(self._by_target)

    def __iter__(self) -> Iterator[Heard]:
        return iter(tuple(self._by_target.values()))

    # --- what listeners say ---

    def fix(self, listeners: Iterable[Listener]) -> list[Action]:
        """The listeners of a show, which stay."""
        actions = []
        for each in listeners:
            heard = Heard(
                self._new_sink(), ("udp", each.host, each.port), each.name or f"{each.host}:{each.port}", each.timetags,
                each.lookahead_ms, each.offset_ms, each.patterns or None, each.feedback, fixed=True,
            )  # fmt: skip
            self._by_target[heard.target] = heard
            actions.append(("sink", heard.sink, heard.spec()))
        return actions

    def hello(self, sender: Sender, port: int | None, timetags: bool, lookahead_ms: float, now: float) -> list[Action]:
        """`/hello`; AddressError when 64 listen already. Said again it changes only what differs."""
        target = ("udp", sender[1], port) if port and sender[0] == "udp" else sender
        known = self._by_target.get(target)
        left = self._left_behind(sender, target)
        if known is None and len(self) - bool(left) >= MOST:
            raise AddressError(f"{MOST} listeners are here already, and at most {MOST} can be; one must say /bye first")
        actions = self._drop(left) if left else []
        heard = known or self._new(sender, target)
        changed = replace(heard, said_hello=now, named=heard.named or target != sender)
        if not heard.fixed:  # what the show says of its own listener stands
            changed = replace(changed, timetags=bool(timetags), lookahead_ms=lookahead_ms)
        self._by_target.pop(target, None)
        self._by_target[target] = changed
        self._remember(sender, target)
        if known is None and target[0] == "udp":
            return [*actions, ("sink", changed.sink, changed.spec())]
        return actions + self._tuned(heard, changed, opens=known is None)

    def welcome(
        self, sender: Sender, name: str, version: str, http_port: int, states: Mapping[str, str]
    ) -> list[Reply]:
        """The answer to a hello: who is here, then every player's state."""
        first = Reply(sender, "/welcome", (name, version, http_port))
        return [first, *(Reply(sender, f"/{player}/out/state", (state,)) for player, state in states.items())]

    def bye(self, sender: Sender) -> list[Action]:
        """`/bye`; nothing happens when the sender does not listen. A show's listener stays."""
        heard = self.of(sender)
        return self._drop(heard) if heard and not heard.fixed else []

    def listen(self, sender: Sender, patterns: Sequence[str]) -> list[Action]:
        """`/listen`; without patterns the default again."""
        for pattern in patterns:
            if not pattern.startswith("/"):
                raise AddressError(f"a pattern starts with a slash, like /music/out/*; found '{pattern[:40]}'")
            if is_pattern(pattern):
                compiled(pattern)
        return self._change(sender, patterns=tuple(patterns) or None)

    def feedback(self, sender: Sender, on: bool) -> list[Action]:
        """`/feedback`: hear the parameter changes that others make."""
        return self._change(sender, feedback=bool(on))

    # --- what happens to them ---

    def refused(self, sink: int) -> list[Action]:
        """The timer says that this port was refused for 10 s."""
        return [action for heard in self if heard.sink == sink and not heard.fixed for action in self._drop(heard)]

    def gone(self, sink: int) -> None:
        """A TCP connection has ended, or the timer gave an output up: nothing is left to close."""
        for heard in self:
            if heard.sink == sink and not heard.fixed:
                self._forget(heard)

    def sweep(self, now: float) -> list[Action]:
        """Drop those beyond loopback that said no hello for 60 s; call it about once a second."""
        return [
            action
            for each in self
            if each.must_repeat and now - each.said_hello > REPEAT_S
            for action in self._drop(each)
        ]

    def offset(self, name: str, ms: float) -> list[Action] | None:
        """`/output/offset` for a listener; None when no listener is called so."""
        for heard in self:
            if heard.name == name:
                changed = replace(heard, offset_ms=float(ms))
                self._by_target[heard.target] = changed
                return self._tuned(heard, changed)
        return None

    # --- who is meant ---

    def targets(self, sender: Sender) -> list[Sender]:
        """Where a reply to `sender` goes: as the timer names targets in `("reply", target, packet)`. NOBODY has no place."""
        if sender == NOBODY:
            return []
        if sender[0] != "udp":
            return [sender]
        if owned := self._owned(sender):
            return [owned.target]
        named = self._last_named(sender[1])
        return [sender] if named is None else [sender, named.target]

    def of(self, sender: Sender) -> Heard | None:
        """The listener that a sender speaks for, if there is one."""
        if sender == NOBODY or sender[0] != "udp":
            return self._by_target.get(sender)
        return self._owned(sender) or self._last_named(sender[1])

    def to_feed_back(self, by: Sender | None) -> list[Sender]:
        """Who hears of a parameter that `by` has changed (None = not by OSC): all who asked, but never `by` itself.

        Call it only when the value really differs: then two programs that feed back to each other fall silent.
        """
        author = self._owned(by) if by else None
        return [("sink", heard.sink) for heard in self if heard.feedback and heard is not author]

    def _owned(self, sender: Sender) -> Heard | None:
        """The listener for which this very socket said hello, or which it is."""
        return self._by_target.get(self._spoken_for.get(sender, sender))

    def _last_named(self, host: str) -> Heard | None:
        for heard in reversed(self._by_target.values()):
            if heard.named and heard.target[1] == host:
                return heard
        return None

    # --- changing ---

    def _new(self, sender: Sender, target: Sender) -> Heard:
        if target[0] != "udp":
            return Heard(target[1], target, f"tcp {target[1]}")
        return Heard(self._new_sink(), target, f"{target[1]}:{target[2]}")

    def _left_behind(self, sender: Sender, target: Sender) -> Heard | None:
        """The listener that ends when this socket says hello for `target`: its old one, if it alone spoke for it."""
        old = self._by_target.get(self._spoken_for.get(sender, target))
        if old is None or old.target == target or old.fixed:
            return None
        speakers = [socket for socket, target in self._spoken_for.items() if target == old.target]
        return old if speakers == [sender] else None

    def _remember(self, sender: Sender, target: Sender) -> None:
        self._spoken_for.pop(sender, None)
        if len(self._spoken_for) >= SOCKETS:
            del self._spoken_for[next(iter(self._spoken_for))]
        self._spoken_for[sender] = target

    def _forget(self, heard: Heard) -> None:
        del self._by_target[heard.target]
        self._spoken_for = {socket: target for socket, target in self._spoken_for.items() if target != heard.target}

    def _change(self, sender: Sender, **changes: object) -> list[Action]:
        heard = self.of(sender)
        if heard is None:
            raise AddressError("only listeners can ask for this; say /hello first")
        changed = replace(heard, **changes)
        self._by_target[heard.target] = changed
        return self._tuned(heard, changed)

    def _tuned(self, before: Heard, after: Heard, opens: bool = False) -> list[Action]:
        """The keys that changed; all of them when a TCP connection becomes a listener."""
        changed = [key for key in TUNED if opens or getattr(before, key) != getattr(after, key)]
        return [("tune", after.sink, key, _wire(getattr(after, key))) for key in changed]

    def _drop(self, heard: Heard) -> list[Action]:
        self._forget(heard)
        if heard.target[0] == "udp":
            return [("unsink", heard.sink)]
        return [("tune", heard.sink, "patterns", [])]  # the connection stays, for replies


def _wire(value: object) -> object:
    """As it crosses to the timer: plain lists."""
    return list(value) if isinstance(value, tuple) else value
