import pytest

from tests.stage.rehearsed import Rehearsal


@pytest.fixture
def room(tmp_path):
    return Rehearsal(tmp=tmp_path)


@pytest.fixture
def duo(tmp_path):
    return Rehearsal(players=("music", "bach"), tmp=tmp_path)
