"""Names and rare words become terms, which weigh the more the rarer they are."""

import pytest

from transforms.rarity import IS_NUMBER, KEY, WEIGHT, rare_names, rare_words, rarity
from transforms.shingles import stable_hash


def weights(terms):
    return {int(term) >> KEY: int(term) & WEIGHT for term in terms}


def keys(*words):
    return [stable_hash(word) >> KEY for word in words]


def test_common_words_weigh_nothing_and_rare_ones_more_than_less_rare_ones():
    assert rarity("the", "en") == 0
    assert 0 < rarity("harbour", "en") < rarity("stevedore", "en")


def test_rare_words_are_told_by_their_stem_in_the_order_of_the_text():
    assert list(weights(rare_words("stevedores unloaded the trawlers", "en"))) == keys("steved", "unload", "trawle")


def test_japanese_has_no_spaces_but_rare_words():
    assert list(weights(rare_words("漁港のトロール船が沈没した", "ja"))) == keys("漁港", "トロール", "沈没")


def test_a_term_weighs_what_its_rarest_form_does():
    assert weights(rare_words("unload unloaders", "en")) == {keys("unload")[0]: rarity("unloaders", "en")}


def test_numbers_and_names_are_kept_and_single_digits_are_not():
    found = rare_names("Agnes Halcrow counted 412 boats in 7 ports.", "en")
    assert set(weights(found)) == set(keys("agnes", "halcr", "412"))
    assert [int(term) >> KEY for term in found if int(term) & IS_NUMBER] == keys("412")


def test_a_name_stands_once_however_it_is_inflected():
    assert len(rare_names("Halcrow Halcrows Halcrow", "de")) == 1


@pytest.mark.parametrize("text", ["", "...", "1" * 10_000, "Ａ" * 3, "\ud800", "𝔘𝔫𝔦", "漁" * 500])
def test_odd_texts_have_terms_too(text):
    for language in ("en", "ja", "und"):
        assert (rare_names(text, language).dtype, rare_words(text, language).dtype) == ("uint64", "uint64")
