"""An article tells names, numbers and rare words, the same whatever stands around them."""

from transforms.gold.tellings import tellings
from transforms.rarity import KEY
from transforms.shingles import stable_hash


def facts(silver, text, **more):
    row = tellings(silver({"a": {"text": text, **more}}).articles).collect().row(0, named=True)
    return set(row["facts"])


def fact(word):
    return stable_hash(word) >> KEY


def test_names_numbers_and_rare_words_are_facts(silver):
    found = facts(silver, "Sukanya caught 26 brigands, and they were there.")
    assert {fact(word) for word in ("sukan", "26", "brigan")} <= found
    assert not {fact(word) for word in ("they", "were", "there", "and")} & found


def test_the_title_tells_as_well(silver):
    assert fact("sukan") in facts(silver, "The ship left.", title="Sukanya sails")


def test_scripts_without_capitals_tell_their_rare_words(silver):
    assert facts(silver, "津波で灯台が倒れた。", language="ja")


def test_a_name_is_the_same_fact_in_two_scripts(silver):
    latin = facts(silver, "Povetkin won.")
    assert latin & facts(silver, "Поветкин победил.", language="ru")


def test_an_empty_text_tells_nothing(silver):
    assert facts(silver, "") == set()
