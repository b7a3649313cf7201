import gc

import pytest

from bridge.errors import DataError
from bridge.patchbay.scene_file import load, store

SCENES = {
    "verse": {"/music/temperature": (1.5,), "/music/low": (40,), "/clock/meter": (3, 4), "/music/style": ("folk",)},
    "Käse/1": {},
}


def test_scenes_come_back_as_they_were_saved(tmp_path):
    store(tmp_path / "deep" / "scenes.json", SCENES)
    loaded = load(tmp_path / "deep" / "scenes.json")
    assert loaded == SCENES and list(loaded) == list(SCENES)
    assert [type(loaded["verse"][a][0]) for a in ("/music/temperature", "/music/low")] == [float, int]


def test_no_file_yet_is_no_scenes(tmp_path):
    assert load(tmp_path / "scenes.json") == {}


def test_storing_leaves_one_file(tmp_path):
    for _ in range(2):
        store(tmp_path / "scenes.json", SCENES)
    assert [path.name for path in tmp_path.iterdir()] == ["scenes.json"]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"version": 2, "scenes": []}', '{"version": 1}', '{"version": 1, "scenes": [{"name": 3}]}',
     '{"version": 1, "scenes": [{"name": "a", "values": {"/x": [{}]}}]}'],
)  # fmt: skip
def test_a_file_that_cannot_be_understood_is_set_aside(tmp_path, text):
    path = tmp_path / "scenes.json"
    path.write_text(text)
    with pytest.raises(DataError, match=r"cannot be understood .*scenes.json.unreadable"):
        load(path)
    assert (tmp_path / "scenes.json.unreadable").read_text() == text
    assert load(path) == {}


def test_a_disk_that_refuses_is_a_sentence(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(DataError, match="cannot be written"):
        store(tmp_path / "file" / "scenes.json", SCENES)


def test_storing_leaves_no_garbage_in_circles(tmp_path):
    gc.collect()
    store(tmp_path / "scenes.json", {"a": {"/music/low": (21,)}})
    assert gc.collect() == 0
