"""What two texts have in common besides wording is measured the same from both sides."""

import numpy as np
import pytest

from transforms.gold.overlaps.evidence import evidence
from transforms.gold.overlaps.outlets import names_outlet
from transforms.gold.overlaps.rarity import rare_names, rare_words, rarity
from transforms.gold.overlaps.texts import Text
from transforms.gold.overlaps.verbatim import word_runs


def text(written, language="en"):
    whole = np.array([0]), np.array([len(written)])
    return Text(written, language, None, *(whole if written else (np.zeros(0, int), np.zeros(0, int))))


def measured(a, b):
    return evidence(a, b, word_runs(a.wording, b.wording))


def test_common_words_weigh_nothing_and_rare_ones_more_than_less_rare_ones():
    assert rarity("the", "en") == 0
    assert 0 < rarity("harbour", "en") < rarity("stevedore", "en")


def test_rare_words_are_told_by_their_stem_in_the_order_of_the_text():
    assert list(rare_words("stevedores unloaded the trawlers", "en")) == ["steved", "unload", "trawle"]


def test_japanese_has_no_spaces_but_rare_words():
    assert list(rare_words("漁港のトロール船が沈没した", "ja")) == ["漁港", "トロール", "沈没"]


def test_numbers_and_names_are_kept_and_single_digits_are_not():
    assert set(rare_names("Agnes Halcrow counted 412 boats in 7 ports.", "en")) == {"agnes", "halcr", "412"}


def test_evidence_turns_round_with_the_pair():
    a = text("Mayor Agnes Halcrow said 412 trawlers left Lerwick on Monday.")
    b = text("Trawlers left Lerwick, as Halcrow and Ingrid Manson said.")
    there, back = measured(a, b), measured(b, a)
    assert {name: value for name, value in there.items() if name[-2:] not in {"_a", "_b"}} == {
        name: value for name, value in back.items() if name[-2:] not in {"_a", "_b"}
    }
    assert there["own_a"] == back["own_b"] > 0
    assert there["own_numbers_a"] == 1


def test_words_in_the_same_order_are_counted():
    a, b = text("trawlers stevedores quayside anchor"), text("anchor trawlers quayside stevedores")
    assert (measured(a, b)["n_rare"], measured(a, b)["n_in_order"]) == (4, 2)


@pytest.mark.parametrize("other", ["", "42", "Ω🎉"])
def test_empty_and_odd_texts_are_measured(other):
    found = measured(text("Trawlers left Lerwick."), text(other))
    assert (found["names_a"], found["names_b"], found["rare_a"]) == (0, 0, 0)
    assert measured(text("Bonjour Lerwick.", "fr"), text(other))["meaning_a"] >= 0


def test_an_outlet_is_named_by_words_that_cannot_mean_anything_else():
    assert names_outlet("she told the harbour post on monday", "harbour-post")
    assert names_outlet("wie reuters meldete", "reuters.com")
    assert not names_outlet("it is about time to post it", "Time")
    assert not names_outlet("it is about time to post it", "The Post")
    assert not names_outlet("nothing", None)
