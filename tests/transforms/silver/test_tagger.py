"""The tagger adds up evidence in whole numbers and finds the best labelling, whatever it is asked together with."""

from itertools import pairwise

import numpy as np
import pytest

from transforms.silver.names.features import describe
from transforms.silver.names.labelling import LABELS
from transforms.silver.names.senses import senses
from transforms.silver.names.tagger import Sight, margins
from transforms.silver.names.words import word


def sights(text, language="en"):
    words = [word(one, language) for one in text.split()]
    n = len(words)
    return Sight(words, style=[language] * n, tag=["O"] * n, place=["S^", *["S"] * n][:n], seen=["."] * n)


FERRY = sights("The ferry company of Oslo hired Peter Hansen , said the Harbour Bank of Norway .")


def test_the_best_label_of_every_word_has_no_margin_and_others_have():
    (best,) = margins([FERRY])
    assert best.shape == (len(FERRY.words), len(LABELS))
    assert (best.max(axis=1) == 0).all()
    assert (best < 0).sum() > best.size / 2


def test_the_middle_of_a_name_follows_its_beginning():
    (best,) = margins([FERRY])
    labels = ["O", *(LABELS[at] for at in best.argmax(axis=1))]
    assert all(old[1:] == new[1:] for old, new in pairwise(labels) if new.startswith("I"))


@pytest.mark.parametrize(
    "others", [[], [sights("Not here")], [sights("Ein Hafen", "de"), sights(""), sights("x " * 500)]]
)
def test_what_is_tagged_together_changes_nothing(others):
    alone = margins([FERRY])[0]
    assert np.array_equal(margins([*others, FERRY])[-1], alone)
    assert np.array_equal(margins([FERRY, *others])[0], alone)


def test_a_line_without_end_is_tagged_too():
    (best,) = margins([sights("Hansen went to Oslo and " * 400)])
    assert best.shape == (2000, len(LABELS))


def test_nothing_is_tagged_as_nothing():
    assert margins([]) == []
    assert margins([sights("")])[0].shape == (0, len(LABELS))


@pytest.mark.parametrize(
    ("one", "other"), [("company", "empresa"), ("company", "компания"), ("football", "Fußball"), ("BOEING", "Boeing")]
)
def test_words_that_mean_alike_share_a_sense_in_every_language(one, other):
    assert senses(one) == senses(other)


def test_a_word_that_the_encoder_does_not_know_has_the_senses_of_its_ends():
    assert len(senses("Quorlingdam")) == 2
    assert len(senses("?")) == 1


def test_a_word_is_described_by_what_is_known_of_it():
    oslo = describe(word("Oslo", "en"))
    assert "shape=Xx" in oslo.own
    assert any(feature.startswith("known=city") for feature in oslo.own)
    assert describe(word("the", "en")).kind == "l:the"
