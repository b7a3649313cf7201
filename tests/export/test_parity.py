import dataclasses

import numpy as np
import pytest
import torch

from bridge.engine.opening import open_package
from bridge.errors import PackageError
from bridge.package import Package
from export import parity
from export.prompt import prompt
from models.music import MusicModel


@pytest.fixture(scope="module", params=["fp32", "8bit"])
def opened(tiny_package, request):
    return open_package(Package.open(tiny_package), "cpu", request.param)


def test_the_graph_is_the_model(tiny_model, opened):
    table = parity.compare(tiny_model, opened.context, opened.graph)
    assert len(table) == 5 * 4 + 1
    assert [row for row in table if not row.holds] == []


def test_in_pieces_it_is_the_same_bit_for_bit(opened):
    rows, forced = prompt(80)
    whole = parity.run(opened.context, rows, forced, 80)
    for pieces in (1, 3, 16):
        for a, b in zip(parity.run(opened.context, rows, forced, pieces), whole, strict=True):
            np.testing.assert_array_equal(a, b)


def test_another_model_is_noticed(tiny_model, opened):
    other = MusicModel(tiny_model.config).eval()
    torch.manual_seed(1)
    for weight in other.parameters():
        torch.nn.init.normal_(weight, std=0.3)
    assert not all(row.holds for row in parity.compare(other, opened.context, opened.graph))


def test_another_shape_is_noticed_before_numbers(opened):
    with pytest.raises(PackageError, match=r"time_logits has shape \(2, 3\), expected \(2, 4\)"):
        parity._table(opened.graph, "whole", [np.zeros((2, 3))], [np.zeros((2, 4))], parity.ALLOWED)


def test_choosing_is_compared_with_plain_numpy(opened, monkeypatch):
    row = parity._choices(opened.context, opened.graph, prompt(64)[0])
    assert row.holds and row.delta == 0
    monkeypatch.setattr(parity, "choose", lambda *_: 5)
    assert not parity._choices(opened.context, opened.graph, prompt(64)[0]).holds


def test_the_prompt_is_the_same_everywhere():
    rows, forced = prompt(40)
    assert rows.shape == (40, 8) and forced.shape == (40, 4)
    assert (rows == prompt(40)[0]).all() and (forced >= 0).all()


def test_a_row_of_the_table_prints_as_the_check_does(opened):
    row = opened.package.proof.parity[0]
    assert "whole prompt = PyTorch" in str(dataclasses.asdict(row))
