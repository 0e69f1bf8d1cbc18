"""Spellings of one name are paired, and only where no second name fits."""

from transforms.gold.linking.groups import Name
from transforms.gold.linking.variants import variants


def name(node, spoken, kind="PER", *, capitals=False):
    return Name(node, kind, frozenset(spoken.split()), 1, capitals)


def paired(*names):
    return {frozenset(pair[1:]) for pair in variants(names)}


def both(one, other):
    return frozenset({one, other})


def test_case_endings_are_folded_where_one_name_fits():
    assert paired(name("olga marena", "en"), name("olg maren", "cs")) == {both("olga marena", "olg maren")}
    assert not paired(name("mario resti", "en"), name("maria resti", "en"), name("mari rest", "cs"))


def test_german_adjectives_and_genitives_are_folded():
    assert paired(name("nordische rat", "de", "ORG"), name("nordischen rates", "de", "ORG")) == {
        both("nordische rat", "nordischen rates")
    }


def test_a_name_in_another_script_is_known_by_its_sound():
    assert both("karen lane", "カレン レーン") in paired(name("karen lane", "en"), name("カレン レーン", "ja"))


def test_the_family_name_may_come_first():
    assert paired(name("berg anna", "hu"), name("anna berg", "en de")) == {both("berg anna", "anna berg")}


def test_inflected_places_and_international_bodies_have_a_code():
    assert paired(name("jizn korej", "cs", "LOC")) == {both("country:KR", "jizn korej")}
    assert paired(name("vereinten nationen", "de", "ORG")) == {both("body:UN", "vereinten nationen")}


def test_three_letters_are_a_body_in_capitals_only():
    assert paired(name("who", "en", "ORG", capitals=True)) == {both("body:WHO", "who")}
    assert not paired(name("who", "en", "ORG"))
