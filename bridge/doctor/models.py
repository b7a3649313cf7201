"""The model: does each package of the show hold, where does it run, is it quick enough."""

from collections.abc import Iterator, Mapping
from typing import Any

from ..casting import cast
from ..engine.devices import SMALL_PARAMETERS
from ..errors import ConfigError, DuendeError, EngineError, PackageError
from ..package import Package
from .case import Case
from .findings import Finding

# What a step may take in milliseconds, and what a step is: ten syllables or pictures a second, a controller's usual rate.
# Of music a note must be there within a 16th at the show's tempo.
SLOWEST = {
    "music": (0.0, "a note"), "text": (100.0, "a token"), "image": (100.0, "a picture"),
    "gesture": (20.0, "a movement"), "tensor": (20.0, "an input"),
}  # fmt: skip


def models(case: Case) -> Iterator[Finding]:
    """Of a running server what it says: nothing is loaded beside a performance."""
    if case.running:
        yield from _said(case.running)
        return
    try:
        roles = cast(case.show, case.packages)
    except (ConfigError, PackageError) as error:
        yield Finding("model", "dead", str(error), "duende packages lists what is here")
        return
    for package in {role.package.path: role.package for role in roles}.values():
        yield from model(package, case.show.server.device, case.show.clock.tempo)


def model(package: Package, device: str, tempo: float = 120.0) -> Iterator[Finding]:
    """Opened here, in this process."""
    from ..engine.kinds import open_model

    kind, name = package.manifest.kind, package.name
    try:
        opened = open_model(package, device, 0, lambda message: None)
    except EngineError as error:
        yield Finding("model", "dead", f"{name}: {error}", _cure(error, device))
        return
    except DuendeError as error:
        yield Finding("model", "dead", str(error), f"duende check {name} tells more; get or export the package again")
        return
    about = opened.info()
    step, (slowest, what) = about["step_ms"], SLOWEST[kind]
    slowest = slowest or 60_000 / tempo / 4
    yield Finding("model", "ok", f"{name} holds: hashes, self-test; {step:.1f} ms {what} on {_where(about)}")
    if device != "cpu" and about["device"] == "cpu" and package.manifest.parameters >= SMALL_PARAMETERS:
        cure = "NVIDIA's driver and pip install 'duende[cuda]'; duende ports says which devices compute"
        yield Finding("model", "note", f"{name} is large and fell back to the CPU: no GPU was obtained", cure)
    if kind == "music" and about["device"] == "cpu" and about["runtime"] == "onnxruntime":
        yield from _without_compiler(name)
    if step > slowest:
        allowed = f"a 16th at {tempo:g} BPM is {slowest:.0f} ms" if kind == "music" else f"{slowest:.0f} ms are allowed"
        cure = "a smaller package (duende packages), a slower tempo, or a GPU"
        yield Finding("model", "dead", f"{name} is slower than the tempo here: {step:.1f} ms {what}, {allowed}", cure)


def _without_compiler(name: str) -> Iterator[Finding]:
    """Music is played by our own step in C wherever that is to be had (bridge/engine/native)."""
    from ..engine.native.library import lacking

    if why := lacking():
        what = f"{name} is played by ONNX Runtime, not by the step in C, which takes a quarter of the time: {why}"
        yield Finding("model", "note", what, "a C compiler (apt install gcc) and a processor with AVX2, FMA and F16C")


def _where(about: Mapping[str, Any]) -> str:
    """The device that was obtained; of a GPU also in which numbers it computes, and whether its steps are recorded."""
    if about["device"] != "cuda":
        return about["device"]
    steps = "each step one CUDA graph" if about.get("recorded") else "no CUDA graph: each kernel is started by itself"
    many = f", {about['at_once']} pictures at once" if about.get("at_once", 1) > 1 else ""
    return f"cuda ({about['precision']}, {steps}{many})"


def _cure(error: EngineError, device: str) -> str:
    """Of a model that does not open on the device that was asked for."""
    if device != "cuda":
        return "--device cpu"
    if (command := str(error).partition("one is made by: ")[2]):
        return f"{command}, then play that package; or --device cpu"
    return "pip install 'duende[cuda]' and NVIDIA's driver, or --device cpu; duende ports says which devices compute"


def _said(status: dict[str, str]) -> Iterator[Finding]:
    for name in [what.removesuffix("_kind") for what in status if what.endswith("_kind")]:
        package, device = status.get(f"{name}_package", ""), status.get(f"{name}_device", "")
        if status.get(f"{name}_engine") != "ready":
            cure = "wait some seconds; the server says why when it does not come"
            yield Finding("model", "dead", f"the model of /{name} ({package}) is not ready", cure)
            continue
        p99 = status.get(f"{name}_latency_p99_ms")
        yield Finding("model", "ok", f"/{name}: {package} on {device}" + (f", {float(p99):.0f} ms at p99" if p99 else ""))
        yield from _come_down(name, status)


def _come_down(name: str, status: dict[str, str]) -> Iterator[Finding]:
    """The player had to do without its model, or with a smaller one (bridge/players/ladder.py)."""
    level, late = (int(float(status.get(f"{name}_{what}", 0))) for what in ("ladder", "answers_late"))
    if level or late:
        state = "dead" if level > 1 else "note"
        what = f"the model of /{name} is slower than the tempo: {late} answers came too late"
        cure = "a smaller package (duende packages), a slower tempo, or a GPU"
        yield Finding("model", state, what, cure)
