"""Witnesses: translations, which name in each passage what the original names there."""

from typing import Final

import polars as pl

from transforms.gold.linking.spelling import is_latin, letters, likeness

SAME: Final = 0.9
"""Likeness from which types may differ between languages of one script."""
ALIKE: Final = 0.75
"""Likeness from which one passage suffices; across scripts types may differ, too."""
RATHER_ALIKE: Final = 0.6
"""Likeness from which one passage suffices across scripts, two in one script; not for places: Colorado, Oakland."""
LEAST_PASSAGES: Final = 3
"""Passages that must hold both of two names that are not alike: with two, half the pairs were wrong."""
LEAST_SHARE: Final = 0.8
"""Share of the passages with either name that hold both, if the names are not alike (Dice)."""
UNLIKE: Final = 0.5
"""Likeness below which it is chance; two such names in Latin letters are never one person's, whose name is kept."""

_SIDES: Final = ["language", "language_b"]
_PAIR: Final = [*_SIDES, "node", "node_b"]


def translations(passages: pl.LazyFrame) -> pl.LazyFrame:
    """Keep the passages that bear witness."""
    return passages.filter(pl.col("kind") == "translated")


def translated_names(mentions: pl.LazyFrame, translated: pl.LazyFrame) -> pl.DataFrame:
    """Pair names of two languages that stand in translated passages, each the other's best match.

    Reads mentions.doc_id, language, start_char, form, node, type; translated passages. Makes node, node_b, score.
    A name that stands on both sides of a passage explains itself; of the others those are paired that stand together
    most often and sound most alike. Two places with codes are two places.
    """
    mentions, numbered = mentions.collect().lazy(), translated.with_row_index("passage")
    found = [_inside(mentions, numbered, side).collect().lazy() for side in ("a", "b")]
    open_ = [here.join(there, on=["passage", "node"], how="anti") for here, there in (found, found[::-1])]
    both = pl.concat([here.join(there, on="passage", suffix="_b") for here, there in (open_, open_[::-1])])
    oriented = both.filter(pl.col("language") < pl.col("language_b")).collect().lazy()
    pairs = oriented.filter(~(_coded("node") & _coded("node_b")))
    counted = (
        pairs.group_by(_PAIR)
        .agg(pl.col("passage").n_unique().alias("n"), pl.col("type", "type_b").first())
        .join(_count(oriented, "node"), on=[*_SIDES, "node"])
        .join(_count(oriented, "node_b"), on=[*_SIDES, "node_b"])
        .join(_likeness(pairs), on=_PAIR)
        .collect()
    )
    return _best(counted)


def _inside(mentions: pl.LazyFrame, passages: pl.LazyFrame, side: str) -> pl.LazyFrame:
    """List the names that stand in each passage on one side."""
    start, end = f"start_{side}", f"end_{side}"
    return (
        passages.select("passage", start, end, doc_id=f"doc_{side}")
        .join(mentions, on="doc_id")
        .filter(pl.col("start_char").is_between(pl.col(start), pl.col(end), closed="left"))
        .select("passage", "language", "form", "node", "type")
        .unique()
    )


def _count(oriented: pl.LazyFrame, node: str) -> pl.LazyFrame:
    return oriented.group_by(*_SIDES, node).agg(pl.col("passage").n_unique().alias(f"n_{node}"))


def _likeness(pairs: pl.LazyFrame) -> pl.LazyFrame:
    """Give the likeness of the two most alike forms of each pair, their script, and whether one holds the other."""
    forms = pairs.select(*_PAIR, "form", "form_b").unique().collect()
    both = list(forms.select("form", "form_b").iter_rows())
    return (
        forms.lazy()
        .with_columns(
            alike=pl.Series([likeness(a, b) for a, b in both], dtype=pl.Float64),
            latin=pl.Series([is_latin(a) and is_latin(b) for a, b in both], dtype=pl.Boolean),
            holds=pl.Series([_holds(a, b) for a, b in both], dtype=pl.Boolean),
        )
        .group_by(_PAIR)
        .agg(pl.col("alike").max(), pl.col("latin", "holds").all())
    )


def _best(pairs: pl.DataFrame) -> pl.DataFrame:
    """Keep pairs that are each other's only best match, and well enough attested."""
    share = 2 * pl.col("n") / (pl.col("n_node") + pl.col("n_node_b"))
    alike, score = pl.col("alike"), pl.col("score")
    same = pl.col("type") == pl.col("type_b")
    types = pl.concat_list("type", "type_b")
    people_and_place = types.list.contains("MISC") & types.list.contains("LOC")
    fitting = same | (~people_and_place & (alike >= pl.when("latin").then(SAME).otherwise(ALIKE)))
    attested = (~pl.col("holds") | (pl.col("type") == "PER")) & (
        (alike >= ALIKE)
        | ((alike >= RATHER_ALIKE) & (pl.col("type") != "LOC") & (~pl.col("latin") | (pl.col("n") > 1)))
        | (
            (pl.col("n") >= LEAST_PASSAGES)
            & (share >= LEAST_SHARE)
            & ((pl.col("type") != "PER") | ~pl.col("latin") | (alike >= UNLIKE))
        )
    )
    return (
        pairs.with_columns(score=share + 2 * pl.when(alike >= UNLIKE).then(alike).otherwise(0.0))
        .filter(*(score == score.max().over(*_SIDES, node) for node in ("node", "node_b")))
        .filter(*(pl.len().over(*_SIDES, node) == 1 for node in ("node", "node_b")), attested, fitting)
    )


def _holds(one: str, other: str) -> bool:
    """Tell a name that holds the other and more: Riverside County Fire Department, Riverside County."""
    a, b = (frozenset(letters(name).split(" ")) for name in (one, other))
    return a < b or b < a or (abs(len(a) - len(b)) > 1 and likeness(one, other) >= UNLIKE)


def _coded(column: str) -> pl.Expr:
    return pl.col(column).str.contains(":", literal=True)
