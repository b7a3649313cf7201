"""What the web door has counted: who was refused and why, who had to go. Names as `/api/status` and `/metrics` tell them."""

from collections import Counter

COUNTED = {
    "refused_address": "HTTP connections from addresses that the show does not allow",
    "refused_host": "requests that called this server by a name that is not its own",
    "refused_origin": "requests that pages of other sites made",
    "refused_token": "requests from beyond this machine without the token of the show, or with a wrong one",
    "refused_body": "requests that brought a body, and were not read",
    "refused_wrong": "what was no HTTP request",
    "refused_full": "WebSockets and streams that found no room",
    "shed_quiet": "connections that made room for others",
    "shed_idle": "WebSockets that said nothing and made room for others",
    "closed_slow": "connections that were too slow: to ask, to read, or to take what was sent",
    "closed_dead": "WebSockets that gave no sign of life",
}  # fmt: skip


class Tally(Counter[str]):
    def told(self) -> dict[str, int]:
        """All of them, those that never happened too."""
        return {f"web_{what}": self[what] for what in COUNTED}
