"""Shows that patches are made for: the one without a show file, and one with names and words that formats stumble over."""

import pytest

from bridge.patches import Player, Setting

STRANGE = Setting(
    (
        Player("fiddle", "music", "a;b", {"style": ("folk", "7", "a, b;", "$1 {x}"), "load": ("a;b",)}),
        Player(
            "choir_2", "music", "ensemble", {"style": ("any",)}, values={"temperature": 1.5, "mode": "accompany", "plan": 0}
        ),
        Player("poet", "text", "唐"),
        Player("digits", "image", "mnist", {"class": ("0", "1", "7")}, tuple(f"latent/{i}" for i in range(12))),
        Player("hand", "gesture", "one", places=("in/0",)),
        Player("net", "tensor", "net", places=("in/x", "in/y")),
    ),
    "192.168.1.5",
    9770,
    9771,
)


def usual() -> Setting:
    """What `duende patches` makes them for without a show."""
    from bridge.casting import cast, loadable_packages
    from bridge.commands.patches import player_of
    from bridge.config import Show

    loadable = loadable_packages(Show())
    return Setting(tuple(player_of(role, loadable.get(role.package.manifest.kind, ())) for role in cast(Show(), {})))


@pytest.fixture(params=["usual", "strange", "nothing known"])
def setting(request) -> Setting:
    return {"usual": usual, "strange": lambda: STRANGE, "nothing known": Setting}[request.param]()
