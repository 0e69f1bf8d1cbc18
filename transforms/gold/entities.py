"""Entities: who and where, and the mentions of each, linked over names and never over text."""

from hashlib import blake2b
from typing import Final, cast

import polars as pl
from pandera.typing.polars import LazyFrame

from schemas.gold import Entity, Mention
from schemas.private import NameSpan
from schemas.silver import Article

CLEAR_MAJORITY: Final = 0.8
"""Share of the documents that resolve a short form, which must agree before it is resolved elsewhere."""
SURE: Final = 0.6
"""Confidence from which a span's own type forbids linking it to an entity of another type."""


def entities(name_spans: LazyFrame[NameSpan], articles: LazyFrame[Article]) -> LazyFrame[Entity]:
    """Gather the names that mean the same: one row an entity, its type by weighted vote of its mentions.

    Reads name_spans; articles.doc_id (only names in current articles count).
    """
    spans = linked(name_spans).join(articles.select("doc_id"), on="doc_id", how="semi")
    named = (
        spans.group_by("entity_id", "surface")
        .agg(n=pl.len(), own=(pl.col("form") == pl.col("key")).any())
        .sort("entity_id", "own", _abbreviated(), "n", "surface", descending=[False, True, False, True, False])
        .group_by("entity_id", maintain_order=True)
        .agg(name=pl.col("surface").first(), aliases=pl.col("surface").slice(1).unique().sort())
    )
    counted = spans.group_by("entity_id").agg(
        type=pl.col("entity_type").first(),
        country_code=pl.col("country_code").filter(pl.col("entity_type") == "LOC").min(),
        n_documents=pl.col("doc_id").n_unique().cast(pl.UInt32),
        n_mentions=pl.len().cast(pl.UInt32),
    )
    made = named.join(counted, on="entity_id").select(Entity.dtypes().names()).sort("entity_id")
    return cast("LazyFrame[Entity]", made)


def mentions(name_spans: LazyFrame[NameSpan], entities: LazyFrame[Entity]) -> LazyFrame[Mention]:
    """Say of each name in an article which entity it means.

    Reads name_spans; entities.entity_id. Spans and types are those of the document; only the link is the corpus's.
    """
    made = (
        linked(name_spans)
        .join(entities.select("entity_id"), on="entity_id", how="semi")
        .select(Mention.dtypes().names())
        .sort("doc_id", "start_char", "end_char")
    )
    return cast("LazyFrame[Mention]", made)


def linked(name_spans: LazyFrame[NameSpan]) -> pl.LazyFrame:
    """Give each span its entity: by its key, or for a short form without a long one by what others mean with it."""
    spans = cast("pl.LazyFrame", name_spans)
    resolved = (
        spans.join(_meanings(spans), on="form", how="left")
        .with_columns(
            key=pl.when(
                pl.col("meant").is_not_null(),
                pl.col("key") == pl.col("form"),
                (pl.col("meant_type") == pl.col("type")) | ((pl.col("confidence") < SURE) & (pl.col("type") != "LOC")),
            )
            .then("meant")
            .otherwise("key")
        )
        .drop("meant", "meant_type")
    )
    votes = _types(resolved).with_columns(
        entity_id=pl.col("key").map_batches(_ids, return_dtype=pl.String, is_elementwise=True)
    )
    return resolved.join(votes, on="key")


def _abbreviated() -> pl.Expr:
    """Tell abbreviations and shouting, which are nobody's full name."""
    return ~pl.col("surface").str.contains(r"\p{Ll}") | pl.col("surface").str.contains(r"\.")


def _types(spans: pl.LazyFrame) -> pl.LazyFrame:
    """Give each key the type that its mentions speak for, weighed by confidence in whole thousandths."""
    return (
        spans.group_by("key", "type")
        .agg(weight=(pl.col("confidence") * 1000).round().cast(pl.Int64).sum())
        .sort("key", "weight", "type", descending=[False, True, False])
        .group_by("key", maintain_order=True)
        .agg(entity_type=pl.col("type").first())
    )


def _meanings(spans: pl.LazyFrame) -> pl.LazyFrame:
    """Say what a short form means where documents spell it out, or whose last name it is, if they agree clearly."""
    types = _types(spans).rename({"entity_type": "meant_type"})
    spelt = spans.filter(pl.col("key") != pl.col("form")).select("doc_id", "form", "key")
    sure_person = (pl.col("type") == "PER") & (pl.col("confidence") >= SURE)
    last_names = spans.filter(sure_person, pl.col("key").str.contains(" ", literal=True)).select(
        "doc_id", form=pl.col("key").str.split(" ").list.last(), key="key"
    )
    return (
        pl.concat([spelt, last_names])
        .group_by("form", "key")
        .agg(n=pl.col("doc_id").n_unique())
        .with_columns(share=pl.col("n") / pl.col("n").sum().over("form"))
        .filter(pl.col("share") >= CLEAR_MAJORITY)
        .join(types, on="key")
        .select("form", "meant_type", meant="key")
    )


def _ids(keys: pl.Series) -> pl.Series:
    """Hash keys: the same name is the same entity in every run and on every machine."""
    known = {key: blake2b(key.encode(), digest_size=8).hexdigest() for key in keys.unique()}
    return keys.replace_strict(known, return_dtype=pl.String)
