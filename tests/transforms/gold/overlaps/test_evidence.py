"""What two articles have in common besides wording is measured the same from both sides."""

import numpy as np
import pytest

from transforms.gold.overlaps.evidence import Signed, in_order
from transforms.gold.overlaps.outlets import names_outlet
from transforms.silver.signatures import signatures


@pytest.fixture(name="measured")
def _measured(silver):
    def measured(a, b, language_a="en", language_b="en"):
        made = silver({"a": {"text": a, "language": language_a}, "b": {"text": b, "language": language_b}})
        signed = Signed(signatures(made.articles, made.sentences).collect())
        return signed.evidence(np.array([0]), np.array([1])).row(0, named=True)

    return measured


def test_evidence_turns_round_with_the_pair(measured):
    a = "Mayor Agnes Halcrow said 412 trawlers left Lerwick on Monday."
    b = "Trawlers left Lerwick, as Halcrow and Ingrid Manson said."
    there, back = measured(a, b), measured(b, a)
    turned = {"_a": "_b", "_b": "_a"}
    assert {name: back[name[:-2] + turned[name[-2:]] if name[-2:] in turned else name] for name in there} == there
    assert there["own_numbers_a"] == 1


def test_a_name_counts_where_both_have_it_and_for_whom_it_is_its_own(measured):
    found = measured("Halcrow met Manson.", "Halcrow spoke.")
    assert (found["names_b"], found["own_b"]) == (1, 0)
    assert 0 < found["names_a"] < 1
    assert found["own_a"] > 0


def test_words_in_the_same_order_are_counted(measured):
    found = measured("trawlers stevedores quayside anchor", "anchor trawlers quayside stevedores")
    assert (found["n_rare"], found["n_in_order"]) == (4, 2)


def test_the_longest_rising_sequence_is_found():
    assert [in_order(places) for places in ([], [5], [3, 2, 1], [1, 5, 2, 3])] == [0, 1, 1, 3]


def test_words_are_compared_within_a_language_only(measured):
    found = measured("trawlers in Lerwick", "trawlers in Lerwick", language_b="de")
    assert (found["rare_a"], found["n_rare"], found["names_a"]) == (None, None, 1)


def test_characters_taken_for_a_name_count_at_home_only(measured):
    text = "レルウィックの漁港"
    assert measured(text, text, "ja", "ja")["names_a"] == 1
    assert measured(text, text, "ja", "zh")["names_a"] == 0


@pytest.mark.parametrize("other", ["", "42", "Ω🎉"])
def test_empty_and_odd_texts_are_measured(measured, other):
    found = measured("Trawlers left Lerwick.", other)
    assert (found["names_a"], found["names_b"], found["rare_a"]) == (0, 0, 0)


def test_an_outlet_is_named_by_words_that_cannot_mean_anything_else():
    assert names_outlet("she told the harbour post on monday", "harbour-post")
    assert names_outlet("wie reuters meldete", "reuters.com")
    assert not names_outlet("it is about time to post it", "Time")
    assert not names_outlet("it is about time to post it", "The Post")
    assert not names_outlet("nothing", None)
