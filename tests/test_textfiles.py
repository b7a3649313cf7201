import json
import lzma
import zipfile

import pytest

from bridge import textfiles
from bridge.errors import DataError


def texts(path):
    return [text.text for text in textfiles.read(path).texts]


def test_a_folder_of_txt(tmp_path):
    (tmp_path / "b.txt").write_text("two\r\nlines\n\n", "utf8")
    (tmp_path / "a.txt").write_bytes("\ufeffone".encode())
    (tmp_path / "c.pdf").write_bytes(b"none")
    assert texts(tmp_path) == ["one", "two\nlines"]


def test_form_feeds_and_lines_of_equals_part_texts(tmp_path):
    (tmp_path / "a.txt").write_text("one\n=====\ntwo\fthree\n\f\n", "utf8")
    assert texts(tmp_path / "a.txt") == ["one", "two", "three"]


def test_a_zip(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("b/c.txt", "one")
        archive.writestr("../d.txt", "two")  # a name is never used as a path
    assert texts(tmp_path / "a.zip") == ["two", "one"]


def test_rows_say_their_split(tmp_path):
    rows = [{"text": "one", "split": "train"}, {"text": "two", "split": "valid", "author": 3}, {"text": "three"}]
    file = tmp_path / "poems.jsonl.xz"
    file.write_bytes(lzma.compress("\n".join(map(json.dumps, rows)).encode()))
    found = textfiles.read(file)
    assert [text.split for text in found.texts] == ["train", "valid", ""]
    assert found.name == "poems"
    assert found.has_split


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b'{"title": "no text"}', b"[1]", b"not json"])
def test_a_file_that_is_none_is_skipped_with_its_reason(tmp_path, content):
    (tmp_path / "bad.jsonl").write_bytes(content)
    (tmp_path / "good.txt").write_text("one")
    found = textfiles.read(tmp_path)
    assert len(found.texts) == 1
    assert found.skipped[0].startswith("bad.jsonl: ")


def test_a_file_cut_off_is_skipped(tmp_path):
    (tmp_path / "bad.jsonl.xz").write_bytes(lzma.compress(b'{"text": "one"}' * 100)[:-20])
    (tmp_path / "good.txt").write_text("one")
    assert len(textfiles.read(tmp_path).skipped) == 1


@pytest.mark.parametrize("name", ["nothing", "a.pdf"])
def test_what_is_no_text_says_what_is_allowed(tmp_path, name):
    (tmp_path / "a.pdf").write_bytes(b"none")
    with pytest.raises(DataError, match=r"allowed: a \.txt"):
        textfiles.read(tmp_path / name)
