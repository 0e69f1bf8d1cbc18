"""A signature depends on its article alone, and is the same wherever it is made."""

import numpy as np
import polars as pl
import pytest

from schemas.private import Signature
from schemas.silver import Article, Sentence
from transforms.silver.signatures import LEAD_SCALE, signatures

TEXT = "The harbour office said on Tuesday that the old ferry will stop running in October."


def signed(*articles):
    plain = {"version": 1, "language": "en", "language_confidence": 1.0, "n_words": 0, "n_sentences": 1}
    rows = [
        {**plain, "doc_id": str(n), "uri": str(n), "n_removed_chars": 0, **article}
        for n, article in enumerate(articles)
    ]
    spans = [(row["doc_id"], 0, 0, len(row["text"]), row["text"]) for row in rows if row["text"]]
    made = signatures(
        pl.LazyFrame(rows, schema=Article.dtypes()), pl.LazyFrame(spans, schema=Sentence.dtypes(), orient="row")
    ).collect()
    assert made.schema == Signature.dtypes()
    return made.rows(named=True)


def test_typography_and_line_breaks_do_not_make_another_text():
    one, other = signed({"text": f"“{TEXT}”"}, {"text": f'"{TEXT}"'.replace(" on", "\non")})
    assert one["text_hash"] == other["text_hash"]


def test_hashes_are_pinned():
    (row,) = signed({"text": TEXT})
    assert (row["text_hash"], row["n_shingles"]) == (6261248679121573752, 11)
    assert row["shingles"] == [6598729880355406956, 12617852054432648656, 13983095571966097120, 18247304318506494216]


def test_anchors_are_names_and_numbers():
    one, other = signed({"text": "In 2011 Agnes Halcrow spoke."}, {"text": "agnes HALCROWOVÁ v 2011", "language": "cs"})
    assert len(set(one["anchors"]) & set(other["anchors"])) == 2


def test_a_lead_is_whole_numbers_of_length_one():
    (row,) = signed({"text": TEXT})
    assert np.linalg.norm(row["lead"]) == pytest.approx(LEAD_SCALE, rel=0.01)


@pytest.mark.parametrize("language", ["cs", "und", "vi"])
def test_outside_the_encoder_there_is_no_lead(language):
    (row,) = signed({"text": TEXT, "language": language})
    assert row["lead"] is None


def test_the_batch_does_not_matter():
    first, second = {"text": TEXT}, {"text": f"{TEXT} It is old.", "title": "Ferry"}
    both = signed(first, second)
    assert signed(first)[0] == both[0]
    assert {**signed(second)[0], "doc_id": "1"} == both[1]


def test_an_empty_text_has_a_signature_that_matches_nothing():
    (row,) = signed({"text": ""})
    assert (row["n_shingles"], row["shingles"], row["anchors"], row["lead"]) == (0, [], [], None)


def test_no_articles_make_no_signatures():
    assert signed() == []
