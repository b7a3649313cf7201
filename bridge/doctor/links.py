"""The order of the walk: input → clock → model → output."""

from collections.abc import Iterator
from functools import partial

from . import clock, devices, doors, listeners, models, ports, service
from .case import Case
from .findings import Check

WALK = (
    ports.osc, ports.http, service.pages, service.name, devices.devices, service.counts,
    clock.machine, clock.source,
    models.models,
    listeners.listeners, listeners.audience, listeners.recording, doors.doors,
)  # fmt: skip


def links(case: Case) -> Iterator[Check]:
    return (partial(check, case) for check in WALK)
