"""An ONNX file, read whole and looked at before anything of it runs."""

from pathlib import Path

import onnx
import onnx.version_converter
from google.protobuf.message import DecodeError, Message
from onnx.external_data_helper import load_external_data_for_tensor, uses_external_data

from bridge.errors import PackageError

BYTES = 1 << 30  # of the file and of all its external data together
# What ONNX Runtime brings along. Operators of other domains are somebody's own, in a library that is not in the file.
OLDEST, LIFTED = 7, 13  # the oldest opset that ONNX Runtime has; to which an older file is brought
DOMAINS = frozenset({"", "ai.onnx", "ai.onnx.ml", "com.microsoft"})


def read(path: Path) -> onnx.ModelProto:
    """The model with all its weights inside it. PackageError says why it is none that can be adopted."""
    data = _bytes(path)
    try:
        model = onnx.load_model_from_string(data)
    except (DecodeError, ValueError, RuntimeError) as error:
        raise PackageError(f"{path}: not an ONNX file ({str(error)[:100]})") from error
    if not model.graph.node or not model.ir_version:
        raise PackageError(f"{path}: not an ONNX file: there is no graph in it")
    if (odd := _no_text(model)) is not None:
        raise PackageError(f"{path}: not an ONNX file: a name in it is no text ({odd!r:.60})")
    _fetch(path, model, BYTES - len(data))
    _known(path, model)
    return _lifted(model)


def _no_text(message: Message) -> bytes | None:
    """A name that is no UTF-8; such protobuf hands out as bytes. No message nests deeper than protobuf's own hundred."""
    for field, value in message.ListFields():
        several = (value,) if isinstance(value, (str, bytes, Message)) else value
        if field.type == field.TYPE_STRING:
            found = next((each for each in several if isinstance(each, bytes)), None)
        elif field.type == field.TYPE_MESSAGE:
            found = next(filter(None, map(_no_text, several)), None)
        else:
            found = None
        if found is not None:
            return found
    return None


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        found = "a folder" if path.is_dir() else "nothing"
        raise PackageError(f"{path}: there is {found}; a file that ends in .onnx is due")
    size = path.stat().st_size
    if size > BYTES:
        raise PackageError(f"{path}: {size:,} bytes; at most {BYTES:,} can be adopted")
    try:
        return path.read_bytes()
    except OSError as error:
        raise PackageError(f"{path}: cannot be read ({error.strerror})") from error


# --- weights that lie beside it ---


def _fetch(path: Path, model: onnx.ModelProto, room: int) -> None:
    """Weights in other files come into the model; they must lie in its own folder."""
    folder = path.resolve().parent
    for tensor in tensors(model):
        if not uses_external_data(tensor):
            continue
        facts = {entry.key: entry.value for entry in tensor.external_data}
        file = _beside(path, folder, tensor.name, facts.get("location", ""))
        room -= _size(path, tensor.name, facts, file)
        if room < 0:
            raise PackageError(f"{path}: more than {BYTES:,} bytes with its external data; that is too big")
        try:
            load_external_data_for_tensor(tensor, str(folder))
        except Exception as error:  # onnx raises several of its own
            raise PackageError(f"{path}: the weights {tensor.name!r:.60} cannot be read ({str(error)[:100]})") from error
        tensor.data_location = onnx.TensorProto.DEFAULT
        del tensor.external_data[:]


def _beside(path: Path, folder: Path, name: str, location: str) -> Path:
    """The file, if it lies in the folder of the model and nowhere else."""
    where = f"{path}: the weights {name!r:.60} lie in {location!r:.80}"
    if not location or location.startswith(("/", "\\")) or ":" in location or ".." in Path(location).parts:
        raise PackageError(f"{where}, outside its folder; external data must lie beside the .onnx file")
    if "\0" in location:
        raise PackageError(f"{where}, which is the name of no file")
    file = (folder / location).resolve()
    if not file.is_relative_to(folder):
        raise PackageError(f"{where}, a link that leads out of its folder; external data must lie beside the .onnx file")
    if not file.is_file():
        raise PackageError(f"{where}, and there is no such file; the .onnx file is not whole without it")
    return file


def _size(path: Path, name: str, facts: dict[str, str], file: Path) -> int:
    try:
        offset, length = int(facts.get("offset") or 0), int(facts.get("length") or file.stat().st_size)
    except ValueError:
        offset = length = -1
    if offset < 0 or length < 0 or offset + length > file.stat().st_size:
        raise PackageError(f"{path}: the weights {name!r:.60} reach beyond the end of {file.name}")
    return length


def tensors(model: onnx.ModelProto) -> list[onnx.TensorProto]:
    """Every tensor in the file: of the graph, of graphs within nodes, of attributes."""
    found, graphs = [], [model.graph]
    nodes = [node for function in model.functions for node in function.node]
    while graphs or nodes:
        while graphs:
            graph = graphs.pop()
            found += graph.initializer
            found += [t for sparse in graph.sparse_initializer for t in (sparse.values, sparse.indices)]
            nodes += graph.node
        for attribute in (a for node in nodes for a in node.attribute):
            found += [attribute.t] if attribute.HasField("t") else []
            found += attribute.tensors
            graphs += [attribute.g] if attribute.HasField("g") else []
            graphs += attribute.graphs
        nodes = []
    return found


# --- operators ---


def _lifted(model: onnx.ModelProto) -> onnx.ModelProto:
    """A file of the first years in words that runtimes still know; as it is where that cannot be done."""
    version = max((entry.version for entry in model.opset_import if entry.domain in ("", "ai.onnx")), default=LIFTED)
    if version >= OLDEST:
        return model
    try:
        return onnx.version_converter.convert_version(model, LIFTED)
    except Exception:  # the converter's own, of many sorts: the runtime will say what it does not know
        return model


def _known(path: Path, model: onnx.ModelProto) -> None:
    """Every operator belongs to a domain that ONNX Runtime has, or is spelt out in the file."""
    own = {function.domain for function in model.functions}
    strange: dict[str, set[str]] = {}
    for node in nodes(model):
        if node.domain not in DOMAINS | own:
            strange.setdefault(node.domain, set()).add(node.op_type)
    if strange:
        what = "; ".join(f"{', '.join(sorted(ops)[:6])} of {domain}" for domain, ops in sorted(strange.items()))
        raise PackageError(f"{path}: needs operators that are in no runtime: {what:.300}. Export it without them")


def nodes(model: onnx.ModelProto) -> list[onnx.NodeProto]:
    """Every node, those of graphs within nodes and of functions too."""
    found, waiting = [], [*model.graph.node, *(node for function in model.functions for node in function.node)]
    while waiting:
        node = waiting.pop()
        found.append(node)
        for attribute in node.attribute:
            graphs = [*attribute.graphs, *([attribute.g] if attribute.HasField("g") else [])]
            waiting += [inner for graph in graphs for inner in graph.node]
    return found
