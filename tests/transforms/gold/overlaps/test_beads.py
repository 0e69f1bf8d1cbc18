"""Sentences are paired in order, one with one, or two with one."""

import numpy as np

from transforms.gold.overlaps.beads import best_beads


def gains(one_to_one, two_to_one=None, one_to_two=None):
    n, m = np.shape(one_to_one)
    return {
        (1, 1): np.array(one_to_one, dtype=float),
        (2, 1): np.array(two_to_one if two_to_one is not None else np.full((max(n - 1, 0), m), -1.0)),
        (1, 2): np.array(one_to_two if one_to_two is not None else np.full((n, max(m - 1, 0)), -1.0)),
    }


def test_the_diagonal_is_taken():
    assert best_beads(gains(np.eye(3) * 2 - 1)) == [(0, 1, 0, 1), (1, 2, 1, 2), (2, 3, 2, 3)]


def test_a_sentence_without_counterpart_is_passed_over():
    assert best_beads(gains([[1, -1], [-1, -1], [-1, 1]])) == [(0, 1, 0, 1), (2, 3, 1, 2)]


def test_two_sentences_may_stand_for_one():
    assert best_beads(gains([[0.4], [0.4]], two_to_one=[[0.9]])) == [(0, 2, 0, 1)]


def test_pairs_do_not_cross():
    assert len(best_beads(gains([[-1, 1], [1, -1]]))) == 1


def test_nothing_alike_gives_nothing():
    assert best_beads(gains([[-1, -1], [-1, -1]])) == []
