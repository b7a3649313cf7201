"""A show with a player of every kind, as core tells it."""

import pytest

from bridge.watch.oscquery import Namespace

PLAYERS = {
    "music": {
        "kind": "music", "package": "ensemble", "words": {"style": ("any", "folk"), "load": ("ensemble",)}, "places": (),
    },
    "text": {"kind": "text", "package": "verse", "words": {"load": ("verse", "tang")}, "places": ()},
    "image": {
        "kind": "image", "package": "aviary", "words": {"class": ("sea", "sky"), "load": ("aviary",)},
        "places": tuple(f"latent/{i}" for i in range(5)),
    },
    "gesture": {"kind": "gesture", "package": "pen", "words": {}, "places": ("in/0", "in/1", "in/2")},
    "tensor": {"kind": "tensor", "package": "hand", "words": {}, "places": ("in/pose", "in/force")},
}  # fmt: skip


@pytest.fixture
def players():
    return {name: dict(player) for name, player in PLAYERS.items()}


@pytest.fixture
def tree(players):
    return Namespace(players, {"scene/recall": ("verse",)})
