import pytest

from bridge import midifile
from bridge.tokens import Event


@pytest.fixture
def tune():
    """Eight notes, an eighth each."""
    return [Event(24 * i, 60 + i, 24, 80) for i in range(8)]


@pytest.fixture
def midi(tune, tmp_path):
    """The same as the bytes of a .mid."""
    midifile.write(tmp_path / "scratch.mid", tune)
    data = (tmp_path / "scratch.mid").read_bytes()
    (tmp_path / "scratch.mid").unlink()
    return data
