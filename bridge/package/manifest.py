"""manifest.json as frozen values. Unknown keys are let be: a newer exporter may say more."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from ..errors import PackageError
from ..kinds import KINDS
from ..tokens import VOCABULARY
from .fields import Fields, checked, one_of, parse
from .files import check_name
from .gesture import Gesture, read_gesture
from .image import Image, read_image
from .tensor import Tensor, read_tensor
from .text import check_tokenizer

FORMAT = 1  # of manifest.json itself
# The last three are for GPUs (docs/gpu.md): 16-bit numbers, or 8-bit weights beside them. No CPU here computes bf16.
PRECISIONS = ("fp32", "8bit", "fp16", "bf16", "8bit-fp16")
TYPES = (
    "float32", "float64", "float16", "bfloat16",
    "int64", "int32", "int16", "int8", "uint64", "uint32", "uint16", "uint8", "bool",
)  # fmt: skip
HEX = frozenset("0123456789abcdef")
T = TypeVar("T")


@dataclass(frozen=True)
class Port:
    """An input or output of a graph."""

    name: str
    type: str  # of TYPES
    shape: tuple[int | str, ...]  # a word is a size that may change from call to call


@dataclass(frozen=True)
class Graph:
    file: str
    precision: str  # of PRECISIONS
    inputs: tuple[Port, ...]
    outputs: tuple[Port, ...]
    state: tuple[tuple[str, str], ...]  # (input, output) that share one buffer


@dataclass(frozen=True)
class Training:
    """A corpus that the weights were learned from."""

    name: str
    licence: str
    credit: str = ""  # the line that its licence asks for


@dataclass(frozen=True)
class Manifest:
    name: str
    version: str
    kind: str  # of KINDS
    licence: str  # of the weights
    parameters: int
    opset: int
    graphs: tuple[Graph, ...]
    files: Mapping[str, str]  # name → sha256 of every other file of the package
    default: bool = False  # the bundled package that its kind opens when none is named
    vocabulary: int | None = None  # music: bridge.tokens.VOCABULARY
    styles: tuple[str, ...] = ()
    tokenizer: Mapping[str, Any] | None = None  # music and text: the vocabulary as data
    image: Image | None = None  # what a package of that kind, and of no other, says of itself
    gesture: Gesture | None = None
    tensor: Tensor | None = None
    defaults: Mapping[str, Any] | None = None  # of the player: temperature, top_p …
    training: tuple[Training, ...] = ()
    held_out: Mapping[str, Any] | None = None  # `duende score` fills these two
    baseline: Mapping[str, Any] | None = None

    def graph(self, *precisions: str) -> Graph:
        """The first graph that there is of `precisions`; any, when there is none."""
        for precision in precisions:
            for graph in self.graphs:
                if graph.precision == precision:
                    return graph
        return self.graphs[0]


def read_manifest(package: str, data: bytes) -> Manifest:
    """PackageError, with package, key, what was found and what is due, for anything that is not a manifest."""
    fields = parse(f"{package}: manifest.json", data)
    version = fields.take("format", int)
    if version != FORMAT:
        raise PackageError(f"{package}: manifest format {version}, this bridge reads {FORMAT}; update the bridge")
    manifest = Manifest(
        name=fields.take("name", str),
        version=fields.take("version", str),
        kind=one_of(fields.where, "kind", fields.take("kind", str), KINDS),
        licence=fields.take("licence", str),
        parameters=fields.take("parameters", int),
        opset=fields.take("opset", int),
        graphs=fields.list_of("graphs", _graph),
        files=_files(package, fields.table("files")),
        default=fields.take("default", bool, False),
        vocabulary=fields.take("vocabulary", int, None),
        styles=fields.texts("styles", []),
        tokenizer=fields.take("tokenizer", dict, None),
        image=_own(fields, "image", read_image),
        gesture=_own(fields, "gesture", read_gesture),
        tensor=_own(fields, "tensor", read_tensor),
        defaults=fields.take("defaults", dict, None),
        training=fields.list_of("training", _training, []),
        held_out=fields.take("held_out", dict, None),
        baseline=fields.take("baseline", dict, None),
    )
    _agrees(package, manifest)
    return manifest


def _agrees(package: str, manifest: Manifest) -> None:
    """What must hold between fields."""
    if not manifest.graphs:
        raise PackageError(f"{package}: manifest.json: graphs is empty; at least one is due")
    for name in [graph.file for graph in manifest.graphs] + ["proof.json"]:
        if name not in manifest.files:
            raise PackageError(f"{package}: manifest.json: files has no hash of {name}")
    if manifest.kind == "music":
        _music_agrees(package, manifest)
    elif manifest.kind == "text":
        check_tokenizer(package, manifest.tokenizer)
    elif getattr(manifest, manifest.kind) is None:
        raise PackageError(f"{package}: manifest.json: {manifest.kind} is missing; a table is due in a package of that kind")


def _music_agrees(package: str, manifest: Manifest) -> None:
    if manifest.vocabulary != VOCABULARY:
        raise PackageError(
            f"{package}: music vocabulary {manifest.vocabulary}, this bridge speaks {VOCABULARY}; "
            "export again or update the bridge"
        )
    if not manifest.styles:
        raise PackageError(f"{package}: manifest.json: styles is empty; a music package names at least one")


def _own(fields: Fields, key: str, read: Callable[[Fields], T]) -> T | None:
    """The table of one kind, where there is one."""
    return read(fields.table(key)) if fields.take(key, dict, None) is not None else None


def _graph(where: str, item: Any) -> Graph:
    fields = Fields(where, item)
    graph = Graph(
        file=check_name(where, fields.take("file", str)),
        precision=one_of(where, "precision", fields.take("precision", str), PRECISIONS),
        inputs=fields.list_of("inputs", _port),
        outputs=fields.list_of("outputs", _port),
        state=fields.list_of("state", _pair, []),
    )
    _state_fits(where, graph)
    return graph


def _state_fits(where: str, graph: Graph) -> None:
    """What shares a buffer exists on both sides, with one type and one fixed shape."""
    inputs, outputs = ({p.name: (p.type, p.shape) for p in side} for side in (graph.inputs, graph.outputs))
    for past, present in graph.state:
        if inputs.get(past) != outputs.get(present, ()) or any(isinstance(size, str) for size in inputs[past][1]):
            raise PackageError(f"{where}: state {past[:40]!r} → {present[:40]!r}: no input and output of one fixed shape")


def _port(where: str, item: Any) -> Port:
    fields = Fields(where, item)
    kind = one_of(where, "type", fields.take("type", str), TYPES)
    return Port(fields.take("name", str), kind, fields.list_of("shape", _size))


def _size(where: str, item: Any) -> int | str:
    return item if isinstance(item, str) else checked(where, item, int)


def _pair(where: str, item: Any) -> tuple[str, str]:
    pair = checked(where, item, list)
    if len(pair) != 2:
        raise PackageError(f"{where} has {len(pair)} names; two are due, an input's and an output's")
    return checked(where, pair[0], str), checked(where, pair[1], str)


def _training(where: str, item: Any) -> Training:
    fields = Fields(where, item)
    return Training(fields.take("name", str), fields.take("licence", str), fields.take("credit", str, ""))


def _files(package: str, fields: Fields) -> dict[str, str]:
    for name, digest in fields.value.items():
        check_name(package, name)
        if not isinstance(digest, str) or len(digest) != 64 or not HEX.issuperset(digest):
            raise PackageError(f"{fields.where}: {name}: a sha256 is due, 64 hexadecimal digits in lower case")
    return dict(fields.value)
