"""What each article's names mean in the corpus."""

from hashlib import blake2b
from typing import Final, cast

import polars as pl
from pandera.typing.polars import LazyFrame

from schemas.gold import Overlap, Passage
from schemas.private import NameLink, NameSpan
from schemas.silver import Article
from transforms.gold.linking.additions import additions
from transforms.gold.linking.groups import Name, Pair, joined
from transforms.gold.linking.short_forms import long_forms
from transforms.gold.linking.variants import variants
from transforms.gold.linking.witnesses import translated_names, translations

_TYPED: Final = {"node": pl.String, "type": pl.String}
_CAPITALS: Final = r"^(?:[\p{Lu}\d][.&-]?){2,7}$"


def name_links(
    name_spans: LazyFrame[NameSpan],
    articles: LazyFrame[Article],
    overlaps: LazyFrame[Overlap],
    passages: LazyFrame[Passage],
) -> LazyFrame[NameLink]:
    """Say for each name of an article which entity it means.

    Reads name_spans; articles.doc_id, language; the pairs of overlaps; passages that are translated. Short forms are
    traced to long ones first; what is left are names of the corpus, joined by spelling and by what translations show.
    """
    spans = cast("pl.LazyFrame", name_spans).join(articles.select("doc_id", "language"), on="doc_id").collect().lazy()
    translated = translations(cast("pl.LazyFrame", passages)).collect().lazy()
    names = _named(spans).collect().lazy()
    added = list(additions(_types(names.with_columns(node="key")).iter_rows()))
    plain = {pair.b: pair.a for pair in added}
    meant = (
        names.join(long_forms(names, _related(overlaps), plain), on=["doc_id", "key"], how="left")
        .with_columns(node=pl.coalesce("long", "key"), is_short=pl.col("long").is_not_null())
        .collect()
        .lazy()
    )
    nodes = _corpus_names(meant)
    types = pl.LazyFrame({"node": [name.node for name in nodes], "type": [name.type for name in nodes]}, _TYPED)
    placed = (
        spans.drop("type")
        .join(_either(translated), on="doc_id", how="semi")
        .join(meant.select("doc_id", "key", "node"), on=["doc_id", "key"])
        .join(types, on="node")
    )
    votes = translated_names(placed, translated).select("score", "node", "node_b")
    pairs = [*variants(nodes), *added, *(Pair(*row) for row in votes.iter_rows())]
    group = joined(pairs, {name.node: name for name in nodes})
    made = meant.with_columns(entity_key=pl.col("node").replace(group)).with_columns(
        entity_id=pl.col("entity_key").map_batches(_ids, return_dtype=pl.String, is_elementwise=True)
    )
    return cast("LazyFrame[NameLink]", made.select(NameLink.dtypes().names()).sort("doc_id", "key"))


def _related(overlaps: LazyFrame[Overlap]) -> pl.LazyFrame:
    """List each article with the others that share its content or its event."""
    pairs = cast("pl.LazyFrame", overlaps)
    return pl.concat([pairs.select(doc_id=f"doc_{one}", other=f"doc_{other}") for one, other in ("ab", "ba")])


def _either(pairs: pl.LazyFrame) -> pl.LazyFrame:
    """List the articles of some pairs."""
    return pl.concat([pairs.select(doc_id=side) for side in ("doc_a", "doc_b")])


def _named(spans: pl.LazyFrame) -> pl.LazyFrame:
    """Gather the spans of each name of an article: its type by vote, how sure it is, its forms."""
    name = ["doc_id", "language", "key"]
    return (
        spans.group_by(*name, "type")
        .agg(
            weight=(pl.col("confidence") * 1000).round().cast(pl.Int64).sum(),
            confidence=pl.col("confidence").max(),
            forms=pl.col("form").unique(),
            capitals=pl.col("surface").str.contains(_CAPITALS).any(),
        )
        .sort(*name, "weight", "type", descending=[False, False, False, True, False])
        .group_by(name, maintain_order=True)
        .agg(
            pl.col("type", "confidence", "weight").first(),
            pl.col("forms").list.explode(keep_nulls=False, empty_as_null=False).unique().sort(),
            pl.col("capitals").any(),
        )
    )


def _corpus_names(meant: pl.LazyFrame) -> list[Name]:
    """List the names of the corpus with their type by vote, where they stand, and whether ever in capitals."""
    about = meant.group_by("node").agg(
        languages=pl.col("language").unique().sort(),
        n_articles=pl.col("doc_id").n_unique(),
        capitals=pl.col("capitals").any(),
    )
    rows = _types(meant).lazy().join(about, on="node").sort("node").collect()
    return [Name(node, type_, frozenset(spoken), *rest) for node, type_, spoken, *rest in rows.iter_rows()]


def _types(meant: pl.LazyFrame) -> pl.DataFrame:
    """List the names of the corpus with their type by vote."""
    return (
        meant.group_by("node", "type")
        .agg(pl.col("weight").sum())
        .sort("node", "weight", "type", descending=[False, True, False])
        .unique("node", keep="first", maintain_order=True)
        .select("node", "type")
        .collect()
    )


def _ids(keys: pl.Series) -> pl.Series:
    """Hash keys: the same name is the same entity in every run and on every machine."""
    known = {key: blake2b(key.encode(), digest_size=8).hexdigest() for key in keys.unique()}
    return keys.replace_strict(known, return_dtype=pl.String)
