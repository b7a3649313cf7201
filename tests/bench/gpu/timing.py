"""Forms in turns; and what the device's memory can do at all."""

import time
from collections.abc import Callable, Iterable, Iterator
from statistics import median

import numpy as np

from .form import Form, Step

WARM, FEWEST, MOST = 3, 5, 200  # steps of a form in a round
SLICE_S = 0.1  # that a form gets in a round, if FEWEST take no longer
COPIED = {"cuda": 1 << 30, "cpu": 1 << 26}  # bytes
COPIES = 10
Refused = dict[str, str]


def opened(made: Iterator[tuple[str, Callable[[], Iterable[Form]]]]) -> tuple[list[tuple[Form, Step]], Refused]:
    """What steps; and for what does not, why."""
    steps: list[tuple[Form, Step]] = []
    refused: Refused = {}
    for name, make in made:
        try:
            for form in make():
                try:
                    step = form.open()
                    step()
                    steps.append((form, step))
                except Exception as error:  # whatever a runtime raises: this form is not measured, others are
                    refused[_name(form)] = _first_line(error)
        except Exception as error:
            refused[name] = _first_line(error)
    return steps, refused


def measured(steps: list[tuple[Form, Step]], rounds: int, refused: Refused) -> list[tuple[Form, list[float]]]:
    """Milliseconds of each step. One that fails on the way is `refused` with what it said, and gives no figure."""
    times: dict[int, list[float]] = {place: [] for place in range(len(steps))}
    for _ in range(rounds):
        for place, row in list(times.items()):
            form, step = steps[place]
            try:
                _round(step, row)
            except Exception as error:
                refused[_name(form)] = _first_line(error)
                del times[place]
    return [(steps[place][0], row) for place, row in times.items()]


def _round(step: Step, row: list[float]) -> None:
    for _ in range(WARM):
        step()
    began, made = time.perf_counter(), 0
    while made < FEWEST or (made < MOST and time.perf_counter() - began < SLICE_S):
        before = time.perf_counter()
        step()
        row.append((time.perf_counter() - before) * 1e3)
        made += 1


def _name(form: Form) -> str:
    return f"{form.row}, {form.runtime}, {form.precision}"


def summary(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {"p50_ms": median(ordered), "p99_ms": ordered[int(0.99 * len(ordered))], "steps": len(ordered)}


def copied(place: str) -> float:
    """GB a second that a copy in the device's memory reads and writes; 0 where nothing tells."""
    try:
        copy = _copy(place)
    except (ImportError, RuntimeError, AssertionError):  # no PyTorch, or one without CUDA
        return 0.0
    copy()
    best = float("inf")
    for _ in range(COPIES):
        began = time.perf_counter()
        copy()
        best = min(best, time.perf_counter() - began)
    return round(2 * COPIED[place] / best / 1e9, 1)


def _copy(place: str) -> Step:
    if place == "cpu":
        source = np.ones(COPIED[place], np.uint8)
        target = np.empty_like(source)
        return lambda: np.copyto(target, source)
    import torch

    here = torch.ones(COPIED[place], dtype=torch.uint8, device=place)
    there = torch.empty_like(here)

    def copy() -> None:
        there.copy_(here)
        torch.cuda.synchronize()

    return copy


def _first_line(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error).strip().partition(chr(10))[0][:160]}"
