"""Entities: who and where, and the mentions of each."""

from typing import Final, cast

import polars as pl
from pandera.typing.polars import LazyFrame

from schemas.gold import Entity, Mention
from schemas.private import NameLink, NameSpan
from schemas.silver import Article
from transforms.silver.names.keys import informal_countries

PLACES_IN: Final = "en"
"""The language that places known by code are named in, if any article of it names them."""
_UNIT: Final = 1_000
"""Confidences are summed in whole thousandths: the sum does not depend on the order of rows."""


def entities(
    name_spans: LazyFrame[NameSpan], name_links: LazyFrame[NameLink], articles: LazyFrame[Article]
) -> LazyFrame[Entity]:
    """Gather the names that mean the same: one row an entity, its type by weighted vote of its mentions.

    Reads name_spans; name_links; articles.language, for the language that an entity is named in.
    """
    spans = (
        _linked(name_spans, name_links)
        .join(articles.select("doc_id", "language"), on="doc_id")
        .pipe(lambda linked: linked.join(_types(linked), on="entity_id"))
        .collect()
        .lazy()
    )
    counted = spans.group_by("entity_id").agg(
        pl.col("entity_key").first(),
        type=pl.col("entity_type").first(),
        aliases=pl.col("surface").unique().sort(),
        n_documents=pl.col("doc_id").n_unique().cast(pl.UInt32),
        n_mentions=pl.len().cast(pl.UInt32),
    )
    made = (
        counted.join(_canonical(spans), on="entity_id")
        .join(_codes_of_places(spans), on="entity_id", how="left")
        .with_columns(
            country_code=pl.coalesce(_code_in_key(), "country_code"),
            aliases=pl.col("aliases").list.set_difference(pl.concat_list("name")).list.sort(),
        )
        .select(Entity.dtypes().names())
        .sort("entity_id")
    )
    return cast("LazyFrame[Entity]", made)


def mentions(name_spans: LazyFrame[NameSpan], name_links: LazyFrame[NameLink]) -> LazyFrame[Mention]:
    """Say of each name in an article which entity it means.

    Reads name_spans; name_links. Spans and types are those of the document; only the link is the corpus's.
    """
    made = _linked(name_spans, name_links).select(Mention.dtypes().names()).sort("doc_id", "start_char", "end_char")
    return cast("LazyFrame[Mention]", made)


def _linked(name_spans: LazyFrame[NameSpan], name_links: LazyFrame[NameLink]) -> pl.LazyFrame:
    return cast("pl.LazyFrame", name_spans).join(cast("pl.LazyFrame", name_links), on=["doc_id", "key"])


def _types(spans: pl.LazyFrame) -> pl.LazyFrame:
    """Give each entity the type that its mentions speak for, weighed by confidence."""
    return (
        spans.group_by("entity_id", "type")
        .agg(weight=(pl.col("confidence") * _UNIT).round().cast(pl.Int64).sum())
        .sort("entity_id", "weight", "type", descending=[False, True, False])
        .group_by("entity_id", maintain_order=True)
        .agg(entity_type=pl.col("type").first())
    )


def _canonical(spans: pl.LazyFrame) -> pl.LazyFrame:
    """Name each entity as most articles do that name it in full, in the language that most of its articles have.

    Places that are known by code are named in English, else in the corpus's most frequent language that names them:
    every language has its own name for them. A name in full is no short form, neither shouted nor abbreviated, and of
    a person more than one word.
    """
    corpus = spans.group_by("language").agg(n_corpus=pl.col("doc_id").n_unique())
    counted = spans.group_by("entity_id", "entity_key", "language").agg(n=pl.col("doc_id").n_unique())
    n_language = pl.when(_coded("entity_key")).then(pl.col("language") == PLACES_IN).otherwise("n")
    languages = (
        counted.join(corpus, on="language")
        .with_columns(n=n_language)
        .sort("entity_id", "n", "n_corpus", "language", descending=[False, True, True, False])
        .unique("entity_id", keep="first", maintain_order=True)
    )
    ranks = ["in_part", "informal", "abbreviated"]
    return (
        spans.join(languages, on=["entity_id", "language"], how="semi")
        .group_by("entity_id", "surface")
        .agg(
            pl.col("entity_type").first(),
            is_short=_is_short().all(),
            n_articles=pl.col("doc_id").n_unique(),
            n=pl.len(),
        )
        .with_columns(in_part=_in_part(), informal=_informal(), abbreviated=_abbreviated())
        .sort("entity_id", *ranks, "n_articles", "n", "surface", descending=[False] * 4 + [True, True, False])
        .group_by("entity_id", maintain_order=True)
        .agg(name=pl.col("surface").first())
    )


def _code_in_key() -> pl.Expr:
    return pl.col("entity_key").str.extract("^(?:country|city):([A-Z]{2})")


def _codes_of_places(spans: pl.LazyFrame) -> pl.LazyFrame:
    """Give each entity that is a place the code that most of its mentions have."""
    return (
        spans.filter(pl.col("entity_type") == "LOC")
        .drop_nulls("country_code")
        .group_by("entity_id", "country_code")
        .len()
        .sort("entity_id", "len", "country_code", descending=[False, True, False])
        .unique("entity_id", keep="first", maintain_order=True)
        .select("entity_id", "country_code")
    )


def _coded(column: str) -> pl.Expr:
    return pl.col(column).str.contains(":", literal=True)


def _is_short() -> pl.Expr:
    return ((pl.col("form") != pl.col("key")) & ~_coded("key")) | pl.col("is_short")


def _in_part() -> pl.Expr:
    """Tell short forms, and people without a first name."""
    return pl.col("is_short") | ((pl.col("entity_type") == "PER") & ~pl.col("surface").str.contains(r"\w[ ・·＝]\S"))


def _informal() -> pl.Expr:
    """Tell what people call a country beside its name: America, Holland."""
    return pl.col("surface").str.to_lowercase().is_in(informal_countries())


def _abbreviated() -> pl.Expr:
    """Tell abbreviations and shouting, which are nobody's full name."""
    surface = pl.col("surface").str.strip_prefix("The ")
    shouted = surface.str.contains(r"\p{Lu}") & ~surface.str.contains(r"\p{Ll}")
    return shouted | surface.str.contains(r"\w\.")
