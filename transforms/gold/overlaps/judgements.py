"""Judgements: what two articles are to each other and which came first, as far as pairs and thirds tell."""

from typing import cast

import polars as pl
from pandera.typing.polars import LazyFrame

from schemas.private import Alignment, Candidate, Judgement
from schemas.silver import Article
from transforms.gold.overlaps.direction import side
from transforms.gold.overlaps.relations import confidence, relation
from transforms.gold.overlaps.thirds import related_through, translated_through, with_one_original, without_siblings


def judgements(
    candidates: LazyFrame[Candidate], alignments: LazyFrame[Alignment], articles: LazyFrame[Article]
) -> LazyFrame[Judgement]:
    """Name the relation of each aligned pair that has one, and which of the two the other was made from.

    Reads all of alignments; articles.published_at, published_precision, language.
    """
    about = articles.select(
        "doc_id",
        published="published_at",
        precision="published_precision",
        language="language",
    )
    related = (
        alignments.join(candidates, on=["doc_a", "doc_b"], how="semi")
        .with_columns(relation=relation())
        .pipe(_settled)
        .pipe(translated_through)
        .pipe(_settled)
        .pipe(related_through)
        .filter(pl.col("relation").is_not_null())
        .join(about.rename(lambda name: f"{name}_a"), left_on="doc_a", right_on="doc_id_a")
        .join(about.rename(lambda name: f"{name}_b"), left_on="doc_b", right_on="doc_id_b")
    )
    directed = (
        related.with_columns(side())
        .with_columns(
            origin_doc_id=pl.when(pl.col("side") == "a").then("doc_a").when(pl.col("side") == "b").then("doc_b")
        )
        .pipe(_settled)
        .pipe(without_siblings)
        .pipe(_settled)
        .pipe(with_one_original)
        .with_columns(
            direction_basis=pl.when(pl.col("origin_doc_id").is_not_null()).then("basis"),
            confidence=confidence(),
            n_passages=pl.col("passages").list.len(),
        )
        .select(Judgement.dtypes().names())
        .sort("doc_a", "doc_b")
    )
    return cast("LazyFrame[Judgement]", directed)


def _settled(pairs: pl.LazyFrame) -> pl.LazyFrame:
    """Compute what was said so far: each step reads it several times, and a plan of plans would compute it as often."""
    return pairs.collect().lazy()
