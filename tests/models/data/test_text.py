import json

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the training parts are not installed")
from bridge.errors import DataError  # noqa: E402
from bridge.pieces import END, Pieces  # noqa: E402
from models.data import text, vocabulary  # noqa: E402

WORDS = "the sea and the land and the sky "


def write(folder, count):
    for i in range(count):
        (folder / f"{i}.txt").write_text(f"{WORDS}{i}\n" * 3)
    return folder


def test_a_twentieth_or_so_is_held_out_and_nothing_is_on_both_sides(tmp_path):
    found = text.read(write(tmp_path, 200))
    assert 2 <= len(found.valid) <= 25
    assert not set(found.train) & set(found.valid)
    assert len(found.train) + len(found.valid) == 200


def test_what_was_learned_from_never_becomes_held_out(tmp_path):
    before = text.read(write(tmp_path, 100))
    after = text.read(write(tmp_path, 200))
    assert set(before.train) <= set(after.train)


def test_a_split_that_is_stated_counts(tmp_path):
    rows = [{"text": f"{WORDS}{i}", "split": split} for i, split in enumerate(["train"] * 8 + ["valid"] * 2 + ["test"] * 2)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    found = text.read(tmp_path)
    assert (len(found.train), len(found.valid)) == (8, 2)


def test_of_a_single_text_the_end_is_held_out(tmp_path):
    (tmp_path / "a.txt").write_text("".join(f"{WORDS}{i}\n" for i in range(100)))
    found = text.read(tmp_path)
    assert found.valid[0].endswith("99")
    assert len(found.valid[0]) < len(found.train[0]) / 10


def test_too_little_is_told(tmp_path):
    (tmp_path / "a.txt").write_text("the sea")
    with pytest.raises(DataError, match="7 characters"):
        text.read(tmp_path)


# --- windows ---


def test_rows_go_on_from_window_to_window():
    windows = text.Windows([np.arange(1, 400, dtype=np.int32)], rows=2, length=10, seed=0)
    first, second = windows.at(0), windows.at(1)
    assert (first[0][-1] == second[0][0]).all()
    assert (first[1], second[1]) == (False, True)


def test_every_text_stands_between_two_ends():
    windows = text.Windows([np.full(3, 7, np.int32), np.full(5, 9, np.int32)], rows=1, length=10, seed=0)
    stream = windows.at(0)[0][:, 0].tolist()
    assert stream[0] == END
    assert "".join("E" if t == END else str(t) for t in stream) in ("E777E99999E", "E99999E777E")


def test_the_same_seed_and_step_are_the_same_window():
    encoded = [np.arange(1, 50, dtype=np.int32) + i for i in range(20)]
    a, b = (text.Windows(encoded, 4, 8, seed=3) for _ in range(2))
    for step in range(a.steps * 2):
        a.at(step)
    assert (a.at(5)[0] == b.at(5)[0]).all()


def test_little_text_fills_many_rows():
    windows = text.Windows([np.array([5, 6], np.int32)], rows=8, length=16, seed=0)
    assert windows.at(3)[0].shape == (17, 8)


# --- pieces ---


def test_the_most_frequent_neighbours_are_joined_first():
    learnt = vocabulary.learn(["ab ab ab cd"] * 5, 600, fewest=2)
    assert learnt.index("ab") < learnt.index("cd")
    assert "ab " in learnt


def test_rare_characters_get_no_piece():
    assert "z" not in vocabulary.learn(["ab ab ab ab ab ab ab ab z"], 600)


def test_characters_that_stand_alone_are_never_joined():
    assert set(vocabulary.learn(["春江春江春江春江春江春江春江春江"], 600)) == {"春", "江"}


def test_no_more_tokens_than_were_asked_for():
    learnt = vocabulary.learn([WORDS * 50], 280, fewest=1)
    assert len(Pieces(learnt)) <= 280


def test_counts_that_are_kept_up_are_those_that_are_counted_anew():
    """Against the plain algorithm: count all pairs, join the most frequent, again."""
    texts = ["the then than them thin that bathe bather heath the the "] * 3
    learnt = vocabulary.learn(texts, 257 + 22, fewest=2)
    from collections import Counter
    from itertools import pairwise

    from bridge.pieces import chunks

    letters = [piece for piece in learnt if len(piece) == 1]
    words = Counter(chunks(texts[0]))
    split = {word: list(word) for word in words}
    for piece in learnt[len(letters) :]:
        pairs = Counter()
        for word, n in words.items():
            for pair in pairwise(split[word]):
                pairs[pair] += n
        best = max(pairs.values())
        assert piece in {a + b for (a, b), n in pairs.items() if n == best}
        for word, parts in split.items():
            joined, i = [], 0
            while i < len(parts):
                if i + 1 < len(parts) and parts[i] + parts[i + 1] == piece and pairs[parts[i], parts[i + 1]] == best:
                    joined.append(piece)
                    i += 2
                else:
                    joined.append(parts[i])
                    i += 1
            split[word] = joined
