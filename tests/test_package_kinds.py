"""What a package of each kind must say of itself."""

import json

import pytest

from bridge.errors import PackageError
from bridge.package.manifest import read_manifest
from bridge.package.proof import read_proof
from bridge.pieces import VOCABULARY

GRAPH = {"file": "m.onnx", "precision": "fp32", "inputs": [], "outputs": []}
FACTS = {
    "text": {"tokenizer": {"vocabulary": VOCABULARY, "pieces": ["a", "the "]}},
    "image": {"image": {"height": 64, "width": 48, "latent": 16, "classes": ["sea", "sky"]}},
    "gesture": {"gesture": {"values": [{"name": "x"}, {"name": "pen", "steps": 2}], "longest_s": 5.0}},
    "tensor": {
        "tensor": {
            "inputs": [{"name": "x", "port": "x:0", "size": 3}],
            "outputs": [{"name": "y", "port": "y", "size": 1}],
        }
    },
}  # fmt: skip


def manifest(kind, **facts):
    files = {"m.onnx": "0" * 64, "proof.json": "0" * 64}
    value = {
        "format": 1, "name": "small", "version": "1", "kind": kind, "licence": "CC0", "parameters": 1, "opset": 23,
        "graphs": [GRAPH], "files": files, **facts,
    }  # fmt: skip
    return read_manifest("small", json.dumps(value).encode())


@pytest.mark.parametrize("kind", FACTS)
def test_each_kind_says_what_it_is(kind):
    assert manifest(kind, **FACTS[kind]).kind == kind


@pytest.mark.parametrize("kind", FACTS)
def test_and_is_refused_when_it_does_not(kind):
    with pytest.raises(PackageError, match="is missing"):
        manifest(kind)


def test_the_facts_are_values():
    image = manifest("image", **FACTS["image"]).image
    assert (image.height, image.width, image.latent, image.classes) == (64, 48, 16, ("sea", "sky"))
    gesture = manifest("gesture", **FACTS["gesture"]).gesture
    assert [(v.name, v.low, v.high, v.steps) for v in gesture.values] == [("x", 0.0, 1.0, 0), ("pen", 0.0, 1.0, 2)]
    tensor = manifest("tensor", **FACTS["tensor"]).tensor
    assert (tensor.inputs[0].port, tensor.outputs[0].size) == ("x:0", 1)


@pytest.mark.parametrize(
    "kind, facts, said",
    [
        ("image", {"height": 0, "width": 48, "latent": 16}, "height is 0; 1 to 8,192 is allowed"),
        ("image", {"height": 64, "width": 48, "latent": 10**9}, "latent is 1000000000"),
        ("image", {"height": 64, "width": 48, "latent": 4, "classes": ["a", "a"]}, "classes has 'a' twice"),
        ("image", {"height": 64, "width": 48, "latent": 4, "classes": [""]}, "classes has '' in it"),
        ("gesture", {"values": [], "longest_s": 5}, "0 of them; 1 to 64"),
        ("gesture", {"values": [{"name": "x", "low": 1, "high": 1}], "longest_s": 5}, "low must be below high"),
        ("gesture", {"values": [{"name": "x"}, {"name": "x"}], "longest_s": 5}, "'x' twice"),
        ("gesture", {"values": [{"name": "x"}], "longest_s": 0}, "longest_s is 0.0"),
        ("tensor", {"inputs": [], "outputs": []}, "0 numbers in all"),
        ("tensor", {"inputs": [{"name": "a b", "port": "x", "size": 1}], "outputs": []}, "letters, digits"),
        ("tensor", {"inputs": [{"name": "a", "port": "x", "size": 1, "low": 3}], "outputs": []}, "both are due"),
        ("tensor", {"inputs": [{"name": "a", "port": "x", "size": 10**7}], "outputs": []}, "size is 10000000"),
    ],
)
def test_what_does_not_fit_is_named(kind, facts, said):
    with pytest.raises(PackageError, match=said):
        manifest(kind, **{kind: facts})


@pytest.mark.parametrize(
    "tokenizer, said",
    [
        ({"vocabulary": 99, "pieces": []}, "text vocabulary 99, this bridge speaks"),
        ({"vocabulary": VOCABULARY, "pieces": ["a", "a"]}, "'a' twice"),
        ({"vocabulary": VOCABULARY, "pieces": ["a" * 33]}, "has 33 characters; at most 32"),
        ({"vocabulary": VOCABULARY}, "pieces is missing"),
    ],
)
def test_a_tokenizer_that_does_not_fit(tokenizer, said):
    with pytest.raises(PackageError, match=said):
        manifest("text", tokenizer=tokenizer)


def test_a_proof_keeps_whole_numbers_whole_and_takes_others_too():
    test = {"inputs": {"x": [[1, 2], [0.5, 3]]}, "outputs": {"m.onnx": {"y": [[1]]}}, "allowed": {"m.onnx": 1}}
    proof = read_proof("small", json.dumps({"parity": [], "self_test": test}).encode())
    assert proof.self_test.inputs["x"] == ((1, 2), (0.5, 3))
    assert type(proof.self_test.inputs["x"][0][0]) is int
