from dataclasses import replace

import numpy as np
import pytest

from bridge import tokens
from bridge.tokens import END, HELD, Event
from models.data.music import ANY, CHORALE, DRUMS, PIANO, PLAIN, Augment, Windows, encode
from models.data.pieces import Piece, Source

FOLK = tokens.STYLES.index("folk")
BAR = 12 * 48  # ticks after which bars of 2, 3, 4 and 6 beats all begin


def only(**bends) -> Augment:
    """One way of bending a window, always applied."""
    return replace(PLAIN, **bends)


def tune(notes: int, seed: int = 0) -> np.ndarray:
    """A line of eighths, fourths and sixteenths from tick 0 on."""
    dice = np.random.default_rng(seed)
    ticks = np.concatenate(([0], np.cumsum(dice.choice((12, 24, 48), notes - 1))))
    return np.stack((ticks, dice.integers(50, 70, notes), dice.integers(6, 48, notes), np.full(notes, 80)), 1).astype(
        np.int32
    )


def windows(pieces, augment=PLAIN, length=32, seed=0, sources=1) -> Windows:
    return Windows(pieces, tuple(Source(str(i), "any", 1.0) for i in range(sources)), length, seed, augment)


def bent(events: np.ndarray, style: int, augment: Augment, seed: int = 0) -> np.ndarray:
    return windows([Piece(style, 0, "p", events)], augment, seed=seed)._bend(events.copy(), style)


def columns(rows: np.ndarray) -> np.ndarray:
    return rows - np.array(tokens.OFFSETS)


# --- encode ---


def test_rows_are_those_of_the_vocabulary():
    events = [Event(48, 72, 24, 100), Event(48, 60, 31, 3), Event(60, 67, 700, 127), Event(205, 50, 1, 64)]
    rows, _ = encode(np.array(events, np.int32), FOLK, ended=False)
    expected = [tokens.start_row(FOLK), *(tokens.row(t, e, FOLK) for t, e in tokens.rebuild(events, origin=48))]
    assert rows.tolist() == expected


def test_rows_and_targets_by_hand():
    rows, target = encode(np.array([[48, 72, 24, 100], [60, 67, -1, 8]], np.int32), 2, ended=True)
    assert columns(rows).tolist() == [
        [121, 128, 121, 32, 0, 0, 2, 0],
        [0, 72, 24, 25, 0, 1, 2, 0],
        [12, 67, 121, 2, 6, 1, 2, 0],
    ]
    assert target.tolist() == [[0, 72, 24, 25], [12, 67, -1, 2], [121, -1, -1, -1]]
    assert HELD == END == 121


def test_a_window_that_is_cut_says_nothing_about_what_comes_after_it():
    _, target = encode(tune(8), FOLK, ended=False)
    assert target[-1].tolist() == [-1] * 4


def test_distances_are_measured_from_rebuilt_onsets_so_rounding_never_adds_up():
    ticks = 51 * np.arange(40)  # 51 lies between the classes 50 and 52
    events = np.stack((ticks, *(np.full(40, n) for n in (60, 24, 80))), 1).astype(np.int32)
    rows, _ = encode(events, FOLK, ended=False)
    onsets = np.cumsum([tokens.GRID[c] for c in columns(rows)[1:, 0]])
    assert np.abs(onsets - ticks).max() <= 2


@pytest.mark.parametrize("announce", [0, 1, 5])
def test_the_end_is_announced_on_the_last_rows(announce):
    rows, _ = encode(tune(8), FOLK, ended=True, announce=announce)
    assert columns(rows)[:, 7].tolist() == [0] * (9 - announce) + [1] * announce


# --- windows ---


def test_shapes_and_types():
    rows, target = windows([Piece(FOLK, 0, "p", tune(100))]).batch(3)
    assert rows.shape == (3, 32, 8) and target.shape == (3, 32, 4)
    assert rows.dtype == target.dtype == np.int64


def test_the_same_seed_gives_the_same_batches_and_another_seed_others():
    pieces = [Piece(FOLK, 0, str(i), tune(60, i)) for i in range(5)]
    a, b, c = (windows(pieces, Augment(), seed=seed) for seed in (1, 1, 2))
    first, again, other = a.batch(4)[0], b.batch(4)[0], c.batch(4)[0]
    assert (first == again).all() and (first != other).any()
    assert (a.batch(4)[0] != first).any()


def test_a_step_has_its_windows_whatever_was_drawn_before():
    pieces = [Piece(FOLK, 0, str(i), tune(60, i)) for i in range(5)]
    a, b = (windows(pieces, Augment()) for _ in range(2))
    a.batch(7)
    a.seek(3)
    b.seek(3)
    assert (a.batch(2)[0] == b.batch(2)[0]).all()


def test_without_bends_every_window_stands_in_its_piece():
    piece = Piece(FOLK, 0, "p", tune(200))
    whole = [tuple(r) for r in columns(encode(piece.events, FOLK, True)[0])[:, 1:4].tolist()]
    for row in windows([piece], length=20).batch(30)[0]:
        heard = [tuple(r) for r in columns(row)[1:, 1:4].tolist()]
        assert any(whole[i : i + 19] == heard for i in range(len(whole)))


def test_a_window_keeps_its_place_in_the_bar():
    beats = np.arange(200)
    events = np.stack((48 * beats, 40 + beats % 12, np.full(200, 24), np.full(200, 80)), 1).astype(np.int32)
    rows = columns(windows([Piece(FOLK, 0, "p", events)], length=20).batch(10)[0])[:, 1:]
    heard = rows[rows[..., 1] != tokens.START_PITCH]
    assert (heard[:, 5] == heard[:, 1] - 40).all()


def test_short_pieces_follow_each_other_each_with_its_start():
    rows, target = windows([Piece(FOLK, 0, "p", tune(9))], length=32).batch(1)
    starts = np.flatnonzero(columns(rows)[0, :, 1] == tokens.START_PITCH)
    assert starts.tolist() == [0, 10, 20, 30]
    assert target[0, 9, 0] == END  # and the one before has ended


def test_sources_are_drawn_by_weight_and_empty_ones_never():
    pieces = [Piece(FOLK, 0, "a", tune(40)), Piece(DRUMS, 2, "b", tune(40))]
    sources = (Source("a", "folk", 0.9), Source("none", "piano", 5.0), Source("b", "drums", 0.1))
    styles = columns(Windows(pieces, sources, 16, 0, PLAIN).batch(400)[0])[:, 0, 6]
    assert set(styles) == {FOLK, DRUMS}
    assert 0.85 < (styles == FOLK).mean() < 0.95


# --- bends ---


def test_plain_bends_nothing_but_moves_by_whole_bars():
    events = tune(30) + np.array([3 * BAR, 0, 0, 0], np.int32)
    assert (bent(events, FOLK, PLAIN) == tune(30)).all()


def test_transposing_moves_all_pitches_alike_within_the_range():
    shifts = set()
    for seed in range(40):
        moved = bent(tune(30), FOLK, only(transpose=6), seed)
        shift = set((moved[:, 1] - tune(30)[:, 1]).tolist())
        assert len(shift) == 1
        shifts |= shift
        assert (moved[:, (0, 2, 3)] == tune(30)[:, (0, 2, 3)]).all()
    assert shifts == set(range(-6, 7))


def test_what_would_leave_the_range_is_not_transposed():
    events = tune(30)
    events[0, 1], events[1, 1] = 10, 118
    for seed in range(20):
        assert (bent(events, FOLK, only(transpose=6), seed) == events).all()


def test_drums_are_never_transposed_stretched_or_struck_otherwise():
    for seed in range(20):
        assert (bent(tune(30), DRUMS, only(transpose=6, stretch=0.1, restrike=1.0, upwards=1.0), seed) == tune(30)).all()


def test_piano_is_stretched_by_ten_percent_at_most_other_styles_never():
    factors = set()
    for seed in range(20):
        events = bent(tune(30), PIANO, only(stretch=0.1), seed)
        factor = events[-1, 0] / tune(30)[-1, 0]
        assert np.abs(events[:, 0] - tune(30)[:, 0] * factor).max() <= 1
        assert np.abs(events[:, 2] - tune(30)[:, 2] * factor).max() <= 1
        factors.add(round(factor, 3))
        assert (bent(tune(30), FOLK, only(stretch=0.1), seed) == tune(30)).all()
    assert min(factors) >= 0.9 and max(factors) <= 1.1 and len(factors) > 10


def test_a_stretched_note_never_loses_its_length():
    events = tune(30)
    events[:, 2] = 1
    assert (bent(events, PIANO, only(stretch=0.9), seed=1)[:, 2] >= 1).all()


def test_chorales_are_written_from_the_bass_up():
    chord = np.array([[0, 72, 48, 80], [0, 67, 48, 80], [0, 48, 48, 80], [48, 71, 48, 80], [48, 50, 48, 80]], np.int32)
    assert bent(chord, CHORALE, only(upwards=1.0))[:, 1].tolist() == [48, 67, 72, 50, 71]
    assert bent(chord, FOLK, only(upwards=1.0))[:, 1].tolist() == [72, 67, 48, 71, 50]


def test_scores_are_struck_at_another_level_played_music_keeps_its_dynamics():
    levels = {round(bent(tune(30), FOLK, only(restrike=1.0), seed)[:, 3].mean()) for seed in range(20)}
    assert min(levels) < 50 and max(levels) > 100
    played = tune(30)
    played[:, 3] = np.random.default_rng(0).integers(20, 110, 30)
    for style in (PIANO, DRUMS, ANY):
        assert (bent(played, style, only(restrike=1.0)) == played).all()
    assert (bent(tune(30), ANY, only(restrike=1.0)) != tune(30)).any()


def test_velocities_stay_in_their_range():
    for seed in range(30):
        velocities = bent(tune(30), FOLK, only(restrike=1.0), seed)[:, 3]
        assert velocities.min() >= 1 and velocities.max() <= 127


def test_held_keys_hide_some_lengths_at_most_about_half():
    shares = []
    for seed in range(50):
        events = bent(tune(200), FOLK, only(hold=1.0), seed)
        hidden = events[:, 2] == -1
        assert (events[~hidden, 2] == tune(200)[~hidden, 2]).all()
        shares.append(hidden.mean())
    assert 0.2 < np.mean(shares) < 0.3 and max(shares) < 0.6


def test_the_style_is_not_always_told():
    pieces = [Piece(FOLK, 0, "p", tune(40))]
    told = columns(windows(pieces, only(anonymous=0.15), length=16).batch(600)[0])[:, 0, 6]
    assert set(told) == {0, FOLK}
    assert 0.1 < (told == 0).mean() < 0.2


def test_only_an_end_is_announced_four_to_twenty_four_notes_ahead():
    row, target = windows([Piece(FOLK, 0, "p", tune(40))], only(ending=1.0), length=41).batch(1)
    ending = columns(row)[0, :, 7]
    assert target[0, -1, 0] == END
    assert 4 <= ending.sum() <= 24 and ending[-1] == 1 and (np.diff(ending) >= 0).all()
    cut = windows([Piece(FOLK, 0, "p", tune(400))], only(ending=1.0), length=10)
    rows, targets = cut.batch(50)
    ends = (targets[..., 0] == END).any(1)
    assert not ends.all() and (columns(rows)[~ends][..., 7] == 0).all()
