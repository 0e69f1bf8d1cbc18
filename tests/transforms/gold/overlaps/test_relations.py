"""Rewrites and reports of one event are told apart by what both texts have and each has for itself."""

import polars as pl
import pytest

from schemas.private import Alignment
from transforms.gold.overlaps.judgement import FEATURES, KINDS, SIDES, weights
from transforms.gold.overlaps.relations import ATTRIBUTED, rewritten
from transforms.gold.overlaps.thirds import related_through

RETOLD = """From October, the ferry between the two islands stops running, according to the harbour office on Tuesday.
The engine is forty years old and no shipyard in the region still finds parts for it.
Some nine hundred people in Lerwick and Brae use the boat every working day to reach their jobs.
Brae's council wants to lease a smaller vessel until the new one is built, which might take three years."""

REPORT = """The ferry that links Lerwick with Brae is to be taken out of service, the harbour office announced.
"We had hoped to keep her going until spring," said Magnus Leask, who has run the ticket booth for 22 years.
Shopkeepers along Commercial Street fear for their trade, and the school bus company is looking for drivers.
Agnes Halcrow, the mayor, met fishermen on Wednesday evening to ask whether some of them could carry passengers."""


def related(traced, a, b):
    rows = traced({"a": a, "b": b}).overlaps.collect().rows(named=True)
    return [(row["relation"], row["origin_doc_id"], row["direction_basis"]) for row in rows]


def test_the_same_content_in_other_words_is_a_rewrite_of_the_fuller_text(traced, ferry):
    assert related(traced, RETOLD, ferry.en) in ([("rewrite", "b", "fuller")], [("rewrite", None, None)])


def test_an_independent_report_is_no_rewrite(traced, ferry):
    assert related(traced, REPORT, ferry.en) in ([], [("same_event", None, None)])


def test_the_features_of_a_pair_are_those_of_the_pair_turned_round(traced, ferry):
    there, back = (
        traced(texts).alignments.select(**FEATURES).collect().to_dicts()
        for texts in ({"a": RETOLD, "b": ferry.en}, {"a": ferry.en, "b": RETOLD})
    )
    assert there == back


def test_every_weight_belongs_to_a_feature():
    assert weights().keys() == {f"{kind}_{side}" for kind in KINDS for side in SIDES}
    assert {name for model in weights().values() for name in model} <= {"constant", *FEATURES}


def test_naming_the_other_s_outlet_speaks_for_a_rewrite(traced, ferry):
    plain = traced({"a": RETOLD, "b": ferry.en}).alignments.collect()
    named = plain.with_columns(names_outlet_a=pl.lit(value=True))
    odds = [frame.select((rewritten() / (1 - rewritten())).log()).item() for frame in (plain, named)]
    assert odds[1] - odds[0] == pytest.approx(ATTRIBUTED)


def pairs(*rows):
    return pl.LazyFrame(
        rows,
        schema={"doc_a": pl.String, "doc_b": pl.String, "same_language": pl.Boolean, "relation": pl.String},
        orient="row",
    )


def through(*rows):
    return {(a, b): relation for a, b, _, relation in related_through(pairs(*rows)).collect().iter_rows()}


def test_what_is_a_rewrite_of_an_article_is_one_of_its_translation():
    found = through(("a", "b", False, "translation"), ("a", "c", True, "rewrite"), ("b", "c", False, None))
    assert found["b", "c"] == "rewrite"


def test_a_report_of_an_article_s_event_is_one_of_its_translation_s():
    found = through(("a", "b", False, "translation"), ("b", "c", True, "same_event"), ("a", "c", False, None))
    assert found["a", "c"] == "same_event"


def test_two_translations_of_one_article_into_one_language_retell_each_other():
    found = through(("a", "b", False, "translation"), ("a", "c", False, "translation"), ("b", "c", True, "same_event"))
    assert found["b", "c"] == "rewrite"


def test_a_third_does_not_change_what_is_a_copy():
    found = through(("a", "b", False, "translation"), ("a", "c", False, "translation"), ("b", "c", True, "copy"))
    assert found["b", "c"] == "copy"


def test_no_evidence_makes_no_relation():
    assert pl.LazyFrame(schema=Alignment.dtypes()).select(rewritten()).collect().is_empty()
