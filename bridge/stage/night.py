"""What a night begins with, as the journal keeps it: enough to build the same stage again (`bridge.stage.again`)."""

from typing import TYPE_CHECKING, Any

from ..casting import Role
from ..config import plain
from ..inputs.controllers import plain as plain_controllers
from ..link.remote import is_installed as link_is_installed
from ..watch.machine import processor

if TYPE_CHECKING:
    from .stage import Stage


def seat_of(role: Role, seed: int) -> dict[str, Any]:
    """One player. `seed`: the server's own, where none was chosen."""
    chosen = sorted(role.chosen)
    return {"values": dict(role.values), "chosen": chosen, "seed": role.values["seed"] if "seed" in chosen else seed}


def room_of(stage: "Stage") -> dict[str, Any]:
    """All else; call it before time goes on."""
    return {
        "began": stage.clock.now(), "ahead": stage.clock.wall() - stage.clock.now(), "show": plain(stage.show),
        "scenes": dict(stage.scenes.saved), "learnt": plain_controllers(stage.knobs.map.learnt),
        "link": link_is_installed(), "machine": processor(),
    }  # fmt: skip
