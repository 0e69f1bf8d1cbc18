"""A signature depends on its article alone, and is the same wherever it is made."""

import numpy as np
import polars as pl
import pytest

from schemas.private import Signature
from schemas.silver import Article, Sentence
from transforms.encoder import SCALE
from transforms.rarity import KEY
from transforms.silver.signatures import signatures

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
    assert row["shingles"][:2] == [4698663788125861705, 5787742454446708753]


def test_names_are_the_same_in_other_languages():
    one, other = signed({"text": "In 2011 Agnes Halcrow spoke."}, {"text": "agnes HALCROWOVÁ v 2011", "language": "cs"})
    assert len({name >> KEY for name in one["names"]} & {name >> KEY for name in other["names"]}) == 2


def test_short_texts_keep_all_their_shingles_and_long_ones_a_fourth():
    short, long = signed({"text": TEXT}, {"text": " ".join(f"word{n}" for n in range(1_000))})
    assert len(short["shingles"]) == short["n_shingles"]
    assert 200 < len(long["shingles"]) < 300


def test_what_follows_the_lead_does_not_change_it():
    lead = " ".join([TEXT] * 5)
    one, other = signed({"text": lead}, {"text": f"{lead} It is old."})
    assert one["lead"] == other["lead"]


def test_a_lead_without_spaces_is_cut_too():
    one, other = signed({"text": "x" * 5_000}, {"text": "x" * 6_000})
    assert one["lead"] == other["lead"]


def test_a_lead_is_whole_numbers_of_length_one():
    (row,) = signed({"text": TEXT})
    assert np.linalg.norm(row["lead"]) == pytest.approx(SCALE, rel=0.01)


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
    assert (row["n_shingles"], row["shingles"], row["names"], row["words"], row["lead"]) == (0, [], [], [], None)


def test_no_articles_make_no_signatures():
    assert signed() == []
