"""The music model becomes a package: graphs, parity, a recorded self-test, manifest."""

import dataclasses
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import onnx

from bridge import tokens
from bridge.errors import PackageError
from bridge.package import Graph, Manifest, Package, Parity, Proof, SelfTest
from models.data.corpora import SOURCES
from models.music import MusicModel, parameters

from . import graph, pack, parity, quantise
from .credits import licence_of_weights
from .prompt import prompt

FILES = {"fp32": "music.onnx", "8bit": "music.8bit.onnx"}
DEFAULTS = {"temperature": 1.0, "top_p": 0.95, "style": "any"}
SELF_TEST_EVENTS, RECORDED = 24, 4  # the prompt, and how many of its last events are kept
SELF_TEST_ALLOWED = parity.ALLOWED_WITHIN  # another CPU sums in another order


def export_model(
    model: MusicModel, out: Path, precision: str = "both", say: Callable[[str], None] = print, **stated
) -> Package:
    """Write the package of a model in memory and open it once. `stated`: manifest fields (name, version, licence …).

    PackageError when parity does not hold or when `out` is something else: then nothing was written."""
    pack.check_free(out)
    wanted = ("fp32", "8bit") if precision == "both" else (precision,)
    models = build(model, wanted)
    graphs, table, outputs = [], [], {}
    for name, onnx_model in models.items():
        described, context = parity.bind(onnx_model, FILES[name], name)
        rows = parity.compare(model, context, described)
        for row in rows:
            say(show(row))
        graphs.append(described)
        table += rows
        outputs[described.file] = parity.record(context, *prompt(SELF_TEST_EVENTS, seed=1), last=RECORDED)
    if bad := [row for row in table if not row.holds]:
        raise PackageError(f"parity does not hold, nothing was written: {show(bad[0])}")
    proof = Proof(tuple(table), self_test(outputs, graphs))
    manifest = describe(model, tuple(graphs), out, **stated)
    pack.write(out, manifest, proof, {FILES[name]: onnx_model for name, onnx_model in models.items()})
    return parity.prove(out)


def build(model: MusicModel, wanted: tuple[str, ...]) -> dict[str, onnx.ModelProto]:
    with tempfile.TemporaryDirectory() as scratch:
        fp32 = graph.export(model, Path(scratch) / "music.onnx")
    return {name: fp32 if name == "fp32" else quantise.eight_bit(fp32) for name in wanted}


def describe(model: MusicModel, graphs: tuple[Graph, ...], out: Path, **stated) -> Manifest:
    training = stated.pop("training", ())
    styles = known_styles([one.name for one in training])
    manifest = Manifest(
        name=out.name.removesuffix(".zip"),
        version="1",
        kind="music",
        licence=licence_of_weights(training),
        parameters=parameters(model),
        opset=graph.OPSET,
        graphs=graphs,
        files={},
        vocabulary=tokens.VOCABULARY,
        styles=styles,
        tokenizer=tokenizer(),
        defaults=DEFAULTS | ({} if len(styles) > 2 else {"style": styles[-1]}),
        training=training,
    )
    return dataclasses.replace(manifest, **stated)


def known_styles(corpora: Sequence[str]) -> tuple[str, ...]:
    """What a model that learned from these public corpora can be asked for: their place in the vocabulary counts, so all
    styles up to the last that it has met. A model that learned from anything else may have met them all."""
    met = {source.folder: tokens.STYLES.index(source.style) for source in SOURCES}
    if not corpora or not met.keys() >= set(corpora):
        return tokens.STYLES
    return tokens.STYLES[: max(met[name] for name in corpora) + 1]


def tokenizer() -> dict:
    """The vocabulary as data, for readers in any language; `bridge.tokens` is the same in Python."""
    return {
        "ticks_per_beat": tokens.TICKS_PER_BEAT,
        "distances": list(tokens.GRID),
        "columns": dict(zip(tokens.COLUMNS, tokens.SIZES, strict=True)),
        "velocity_bin": 4,
        "drums": {str(main): list(notes) for main, notes in tokens.DRUMS.items()},
    }


def self_test(outputs: dict, graphs: list[Graph]) -> SelfTest:
    rows, forced = prompt(SELF_TEST_EVENTS, seed=1)
    inputs = {"rows": tuple(map(tuple, rows.tolist())), "forced": tuple(map(tuple, forced.tolist()))}
    return SelfTest(inputs, outputs, {g.file: SELF_TEST_ALLOWED[g.precision] for g in graphs})


def show(row: Parity) -> str:
    """One line of the parity table."""
    shape = str(row.shape).replace(" ", "")
    verdict = "ok" if row.holds else "NO"
    what = f"{row.graph:<16} {row.check:<34} {row.name:<16} {shape:<12}"
    return f"{what} max |Δ| {row.delta:.1e}   allowed {row.allowed:.0e}   {verdict}"
