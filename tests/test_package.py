import contextlib
import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bridge import tokens
from bridge.errors import PackageError
from bridge.package import Package, find_packages
from bridge.package.manifest import read_manifest
from bridge.package.proof import read_proof

GRAPH = b"not really a graph"
PROOF = {
    "parity": [
        {"graph": "m.onnx", "check": "whole", "name": "logits", "shape": [1, 3], "delta": 1e-6, "allowed": 1e-4}
    ],
    "self_test": {
        "inputs": {"rows": [[1, 2], [3, 4]]},
        "outputs": {"m.onnx": {"logits": [[0.5, 1.0]]}},
        "allowed": {"m.onnx": 1e-3},
    },
}


def manifest(proof: bytes) -> dict:
    return {
        "format": 1,
        "name": "small",
        "version": "1",
        "kind": "music",
        "licence": "CC0",
        "parameters": 12,
        "opset": 23,
        "vocabulary": tokens.VOCABULARY,
        "styles": ["any"],
        "graphs": [
            {
                "file": "m.onnx",
                "precision": "fp32",
                "inputs": [
                    {"name": "rows", "type": "int64", "shape": [1, "T", 8]},
                    {"name": "past", "type": "float32", "shape": [1, 4]},
                ],
                "outputs": [{"name": "present", "type": "float32", "shape": [1, 4]}],
                "state": [["past", "present"]],
            }
        ],
        "training": [{"name": "tunes", "licence": "CC0", "credit": "A. Piper"}],
        "files": {"m.onnx": sha(GRAPH), "proof.json": sha(proof)},
    }


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def contents() -> dict[str, bytes]:
    proof = json.dumps(PROOF).encode()
    return {"m.onnx": GRAPH, "proof.json": proof, "manifest.json": json.dumps(manifest(proof)).encode()}


def write_folder(path, files=None):
    path.mkdir(parents=True, exist_ok=True)
    for name, data in (files or contents()).items():
        (path / name).write_bytes(data)
    return path


def write_zip(path, files=None, prefix=""):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (files or contents()).items():
            archive.writestr(prefix + name, data)
    return path


def test_a_folder_opens_and_verifies(tmp_path):
    package = Package.open(write_folder(tmp_path / "small"))
    package.verify()
    assert package.manifest.graphs[0].inputs[0].shape == (1, "T", 8)
    assert package.manifest.graphs[0].state == (("past", "present"),)
    assert package.manifest.training[0].credit == "A. Piper"
    assert package.read("m.onnx") == GRAPH
    assert package.proof.parity[0].holds


@pytest.mark.parametrize("prefix", ["", "small/"])
def test_a_zip_opens_as_the_folder_does(tmp_path, prefix):
    package = Package.open(write_zip(tmp_path / "small.zip", prefix=prefix))
    package.verify()
    assert package.read("m.onnx") == GRAPH


def test_a_changed_file_is_named(tmp_path):
    folder = write_folder(tmp_path / "small")
    (folder / "m.onnx").write_bytes(b"another")
    with pytest.raises(PackageError, match=r"small: m\.onnx is not the file that was packed"):
        Package.open(folder).verify()


def test_a_missing_file_is_named(tmp_path):
    folder = write_folder(tmp_path / "small")
    (folder / "m.onnx").unlink()
    with pytest.raises(PackageError, match=r"m\.onnx is missing"):
        Package.open(folder).verify()


def test_another_vocabulary_says_whose_turn_it_is(tmp_path):
    files = contents()
    files["manifest.json"] = json.dumps(json.loads(files["manifest.json"]) | {"vocabulary": 99}).encode()
    with pytest.raises(PackageError, match="music vocabulary 99, this bridge speaks 1; export again or update"):
        Package.open(write_folder(tmp_path / "small", files))


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "a/b", "..", "a\\b", "", ".hidden", "a\0b"])
def test_no_name_leads_out(tmp_path, name):
    files = contents()
    value = json.loads(files["manifest.json"])
    value["files"][name] = "0" * 64
    files["manifest.json"] = json.dumps(value).encode()
    with pytest.raises(PackageError, match="no folders"):
        Package.open(write_folder(tmp_path / "small", files))


def test_no_link_leads_out(tmp_path):
    (tmp_path / "secret").write_bytes(GRAPH)
    folder = write_folder(tmp_path / "small")
    (folder / "m.onnx").unlink()
    (folder / "m.onnx").symlink_to(tmp_path / "secret")
    with pytest.raises(PackageError, match="leads out of the package"):
        Package.open(folder).read("m.onnx")


def test_a_file_that_the_manifest_does_not_list_is_not_read(tmp_path):
    folder = write_folder(tmp_path / "small")
    (folder / "notes.txt").write_text("private")
    with pytest.raises(PackageError, match="not listed"):
        Package.open(folder).read("notes.txt")


@pytest.mark.parametrize("member", ["../m.onnx", "/m.onnx", "a/../../m.onnx"])
def test_a_zip_with_a_path_is_refused(tmp_path, member):
    files = contents() | {member: b"x"}
    with pytest.raises(PackageError, match=r"must lie in one place|holds a file twice"):
        Package.open(write_zip(tmp_path / "small.zip", files))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = write_zip(tmp_path / "bomb.zip", contents() | {"manifest.json": b" " * (20 << 20)})
    with pytest.raises(PackageError, match=r"manifest\.json has 20,971,520 bytes; at most 16,777,216"):
        Package.open(path)


def test_a_zip_that_lies_about_its_sizes_ends_in_a_sentence(tmp_path):
    data = bytearray(write_zip(tmp_path / "small.zip").read_bytes())
    central = data.rindex(b"PK\x01\x02")
    data[central + 24 : central + 28] = (5).to_bytes(4, "little")  # "manifest.json has 5 bytes"
    (tmp_path / "small.zip").write_bytes(data)
    with pytest.raises(PackageError):
        Package.open(tmp_path / "small.zip").verify()


def test_too_many_files_in_a_zip(tmp_path):
    files = contents() | {f"f{i}": b"" for i in range(300)}
    with pytest.raises(PackageError, match="303 files"):
        Package.open(write_zip(tmp_path / "small.zip", files))


@pytest.mark.parametrize("found", ["nothing", "text", "folder"])
def test_what_is_no_package(tmp_path, found):
    path = tmp_path / "thing"
    if found == "text":
        path.write_text("hello")
    elif found == "folder":
        path.mkdir()
    with pytest.raises(PackageError, match=r"manifest\.json"):
        Package.open(path)


def test_found_by_name_or_by_path(tmp_path, monkeypatch):
    folder = write_folder(tmp_path / "bundled" / "small")
    assert Package.find("small", tmp_path / "bundled").path == folder
    assert Package.find(str(folder), tmp_path / "nowhere").name == "small"
    with pytest.raises(PackageError, match="package 'smal': no such path; bundled are small"):
        Package.find("smal", tmp_path / "bundled")


def test_broken_packages_do_not_hide_the_others(tmp_path):
    write_folder(tmp_path / "good")
    write_folder(tmp_path / "bad", contents() | {"manifest.json": b"{"})
    (tmp_path / "empty").mkdir()
    write_zip(tmp_path / "zipped.zip")
    packages, broken = find_packages(tmp_path)
    assert [p.path.name for p in packages] == ["good", "zipped.zip"]
    assert [str(error).split(": ")[1] for error in broken] == ["manifest.json"]


@pytest.mark.parametrize(
    "change, sentence",
    [
        ({"name": None}, "name is missing; text is due"),
        ({"name": 7}, "name is 7; text is due"),
        ({"parameters": True}, "parameters is True; a whole number is due"),
        ({"parameters": 1.5}, "parameters is 1.5; a whole number is due"),
        ({"kind": "sculpture"}, "kind is 'sculpture'; allowed are music, text, image, gesture, tensor"),
        ({"format": 9}, "manifest format 9, this bridge reads 1"),
        ({"graphs": []}, "graphs is empty"),
        ({"graphs": [{"file": "m.onnx"}]}, r"graphs\[0\]: precision is missing"),
        ({"styles": []}, "styles is empty"),
        ({"files": {}}, r"files has no hash of m\.onnx"),
        ({"files": {"m.onnx": "XYZ"}}, "a sha256 is due"),
        ({"training": "all of it"}, "training is 'all of it'; a list is due"),
    ],
)
def test_a_wrong_manifest_is_told_where_and_what(change, sentence):
    with pytest.raises(PackageError, match=sentence):
        read_manifest("small", json.dumps(manifest(b"") | change).encode())


@pytest.mark.parametrize("name", ["past", "rows"])
def test_state_pairs_name_real_ports_of_one_shape(name):
    value = manifest(b"")
    value["graphs"][0]["state"] = [[name, "nothing"]]
    with pytest.raises(PackageError, match="state"):
        read_manifest("small", json.dumps(value).encode())


def test_deep_nesting_is_a_sentence_too():
    with pytest.raises(PackageError, match=r"nested too deep|not JSON"):
        read_manifest("small", b"[" * 100_000)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.just(10**400),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=8,
)


def paths(value, path=()):
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from paths(item, (*path, key))


def replaced(value, path, new):
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(value[path[0]], path[1:], new)
    return copy


@given(st.data())
def test_a_mutated_manifest_is_read_or_refused_with_a_sentence(data):
    whole = manifest(b"")
    mutant = replaced(whole, data.draw(st.sampled_from(list(paths(whole)))), data.draw(JSON))
    try:
        read_manifest("small", json.dumps(mutant).encode())
    except PackageError as error:
        assert str(error).startswith("small: ") and len(str(error)) < 500


@given(st.data())
def test_a_mutated_proof_is_read_or_refused_with_a_sentence(data):
    mutant = replaced(PROOF, data.draw(st.sampled_from(list(paths(PROOF)))), data.draw(JSON))
    try:
        read_proof("small", json.dumps(mutant).encode())
    except PackageError as error:
        assert str(error).startswith("small: ") and len(str(error)) < 500


@settings(max_examples=200)
@example(2404, b"\0")  # a file without a name
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_zip_is_read_or_refused(tmp_path_factory, place, noise):
    buffer = io.BytesIO()
    write_zip(buffer)
    data = bytearray(buffer.getvalue())
    place %= len(data)
    data[place : place + len(noise)] = noise
    path = tmp_path_factory.getbasetemp() / "damaged.zip"
    path.write_bytes(data)
    with contextlib.suppress(PackageError):
        Package.open(path).verify()


def test_packages_need_neither_numpy_nor_onnxruntime():
    program = "import sys, bridge.package; sys.exit(bool({'numpy', 'onnxruntime'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program], env=os.environ | {"PYTHONPATH": "."}).returncode == 0
