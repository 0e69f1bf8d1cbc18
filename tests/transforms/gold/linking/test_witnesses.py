"""Translations show which name stands for which."""

import polars as pl

from transforms.gold.linking.witnesses import translated_names, translations


def mentions(*rows):
    """Make mentions of (document, language, start, form, type), each its own node."""
    schema = ["doc_id", "language", "start_char", "form", "type"]
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(node="form").lazy()


def passages(n, kind="translated"):
    """Align the first sentences of a and b, ten characters each."""
    rows = [("a", "b", 10 * at, 10 * at + 10, 10 * at, 10 * at + 10, kind) for at in range(n)]
    schema = ["doc_a", "doc_b", "start_a", "end_a", "start_b", "end_b", "kind"]
    return pl.DataFrame(rows, schema=schema, orient="row").lazy()


def paired(named, aligned):
    return {
        frozenset(pair) for pair in translated_names(named, translations(aligned)).select("node", "node_b").iter_rows()
    }


def named(*rows):
    """Say (sentence, name in a, name in b, type)."""
    return mentions(
        *(("a", "en", 10 * at, name, kind) for at, name, _, kind in rows if name),
        *(("b", "fr", 10 * at, name, kind) for at, _, name, kind in rows if name),
    )


def test_names_that_are_alike_need_one_passage():
    assert paired(named((0, "brandmark", "brandmarc", "LOC")), passages(1)) == {frozenset({"brandmark", "brandmarc"})}


def test_names_that_are_not_alike_need_several():
    rows = [(at, "lake council", "conseil du lac", "ORG") for at in range(3)]
    assert paired(named(*rows[:2]), passages(2)) == set()
    assert paired(named(*rows), passages(3)) == {frozenset({"lake council", "conseil du lac"})}


def test_what_stands_on_both_sides_explains_itself():
    rows = [(at, "oslo", "oslo", "LOC") for at in range(3)] + [(at, "fjord", "", "LOC") for at in range(3)]
    assert paired(named(*rows), passages(3)) == set()


def test_two_names_that_always_stand_together_are_not_told_apart():
    rows = [(at, *both, "ORG") for at in range(3) for both in (("abc", "xyz"), ("dfg", "uvw"))]
    assert paired(named(*rows), passages(3)) == set()


def test_a_body_is_not_what_it_is_called_after():
    rows = [(at, "tarrow county fire department", "tarrow county", "ORG") for at in range(3)]
    assert paired(named(*rows), passages(3)) == set()


def test_types_must_agree_unless_the_names_are_the_same():
    people = mentions(*(("a", "en", 10 * at, "norse", "MISC") for at in range(3)),
                      *(("b", "fr", 10 * at, "norge", "LOC") for at in range(3)))  # fmt: skip
    assert paired(people, passages(3)) == set()


def test_only_translations_bear_witness():
    assert paired(named((0, "brandmark", "brandmarc", "LOC")), passages(1, "paraphrased")) == set()
