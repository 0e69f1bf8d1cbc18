"""Names are joined by evidence, the strongest first, without chains."""

from itertools import permutations

from transforms.gold.linking.groups import CERTAIN, Name, Pair, joined


def names(*rows):
    """Make names of (node, languages, articles)."""
    return {node: Name(node, "PER", frozenset(spoken.split()), n, capitals=False) for node, spoken, n in rows}


KNOWN = names(("ann berg", "en", 5), ("アン ベルグ", "ja", 2), ("ole berg", "en", 4), ("ann bergs", "de", 1))


def test_a_group_is_named_by_its_most_frequent_name():
    assert joined([Pair(2, "アン ベルグ", "ann berg")], KNOWN) == {"ann berg": "ann berg", "アン ベルグ": "ann berg"}


def test_a_code_names_its_group_though_no_article_holds_it():
    assert set(joined([Pair(CERTAIN, "body:UN", "ann berg")], KNOWN).values()) == {"body:UN"}


def test_two_names_of_one_language_that_are_not_alike_stay_apart():
    other = names(("peter hansen", "en", 1)) | KNOWN
    group = joined([Pair(3, "ann berg", "アン ベルグ"), Pair(2, "peter hansen", "アン ベルグ")], other)
    assert group["アン ベルグ"] == "ann berg"
    assert "peter hansen" not in group


def test_a_person_named_in_full_is_no_place_though_a_wrong_span_was_translated_by_both():
    known = KNOWN | names(("ann berg oslo", "de", 1))  # "als Ann Berg Oslo besuchte"
    group = joined([Pair(3, "ann berg oslo", "ann berg"), Pair(2, "ann berg oslo", "city:NO:oslo")], known)
    assert set(group.values()) == {"ann berg"}


def test_two_codes_stay_apart():
    assert joined([Pair(3, "country:NO", "country:SE")], {}) == {}


def test_the_order_of_the_evidence_does_not_matter():
    pairs = [
        Pair(3, "ann berg", "アン ベルグ"),
        Pair(2, "ole berg", "アン ベルグ"),
        Pair(CERTAIN, "ann bergs", "ann berg"),
    ]
    groups = [joined(order, KNOWN) for order in permutations(pairs)]
    assert all(group == groups[0] for group in groups)
