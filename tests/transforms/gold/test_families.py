"""Articles of one content are a family; a digest is in one only, and a form filled in twice is none."""

import polars as pl

from schemas.gold import Overlap
from schemas.private import Alignment
from transforms.gold.families import filled_in, one_content

PAIR = {"direction_basis": None, "coverage_a": 1.0, "coverage_b": 1.0, "confidence": 0.9, "n_passages": 1}
NOTHING = {name: False if dtype == pl.Boolean else 0 for name, dtype in Alignment.dtypes().items()} | {"passages": []}
ALIKE = {"same_language": True, "names_a": 1.0, "names_b": 1.0}


def pairs(*edges):
    rows = [
        PAIR | {"doc_a": a, "doc_b": b, "relation": relation, "origin_doc_id": origin} | dict(*more)
        for a, b, relation, origin, *more in edges
    ]
    evidence = [NOTHING | ALIKE | {name: row[name] for name in row.keys() & NOTHING.keys()} for row in rows]
    overlaps = [{name: row[name] for name in Overlap.dtypes()} for row in rows]
    return pl.LazyFrame(evidence, schema=Alignment.dtypes()), pl.LazyFrame(overlaps, schema=Overlap.dtypes())


def linked(*edges):
    return sorted(one_content(*pairs(*edges)).collect().rows())


def test_copies_and_translations_are_one_content():
    assert linked(("a", "b", "copy", None), ("b", "c", "translation", "b")) == [("a", "b"), ("b", "c")]


def test_what_took_from_several_is_with_the_one_it_took_most_from():
    most, least = {"coverage_a": 1.0, "coverage_b": 0.6}, {"coverage_a": 1.0, "coverage_b": 0.4}
    assert linked(("a", "d", "copy", None, most), ("b", "d", "excerpt", "b", least)) == [("a", "d")]


def test_a_small_part_makes_no_family():
    assert linked(("a", "b", "excerpt", "a", {"coverage_b": 0.1})) == []


def test_an_article_may_give_to_many():
    edges = [("a", name, "excerpt", "a", {"coverage_a": 0.3, "coverage_b": 0.9}) for name in "bcd"]
    assert linked(*edges) == [("a", "b"), ("a", "c"), ("a", "d")]


def test_few_words_of_a_rewrite_are_the_others():
    assert linked(("a", "b", "rewrite", "a", {"coverage_b": 0.1})) == [("a", "b")]


def test_a_rewrite_said_through_a_third_alone_links_nothing():
    unseen = {"same_language": False, "meaning_a": None}
    assert linked(("a", "b", "rewrite", None, unseen)) == []


def is_form(**evidence):
    return pl.DataFrame([NOTHING | ALIKE | evidence], schema=Alignment.dtypes()).select(filled_in()).item()


WEATHER = {"verbatim_a": 0.6, "verbatim_b": 0.6, "own_a": 9.0, "own_b": 8.0, "names_a": 0.2, "names_b": 0.3}


def test_wording_in_common_without_its_names_and_numbers_is_a_form():
    assert is_form(**WEATHER)
    assert linked(("a", "b", "copy", "a", WEATHER)) == []


def test_a_copy_with_other_figures_is_a_correction():
    assert not is_form(**WEATHER | {"names_a": 0.8, "names_b": 0.8})


def test_a_copy_cut_short_is_no_form():
    assert not is_form(**WEATHER | {"own_b": 0.0})


def test_texts_without_names_are_no_form():
    assert not is_form(verbatim_a=1.0, verbatim_b=1.0, names_a=0.0, names_b=0.0)
