"""Short forms: whose last name it is, and what an acronym stands for, where the article itself does not say."""

from collections.abc import Mapping
from functools import cache
from typing import Final

import polars as pl

from transforms.silver.names.gazetteer import first_names

CLEAR_MAJORITY: Final = 0.8
"""Share of the articles which spell a short form out that must agree on the long one."""
LEAST_ARTICLES: Final = 5
"""Articles that must name a person in full before the last name alone means that person in any article."""
LEAST_SHARE: Final = 2
"""How often a last name may stand alone for each article that names the person in full."""
SURE: Final = 0.6
"""Confidence from which a name's own type forbids that it means something of another type."""
FAMILY_FIRST: Final = ["hu", "ja", "ko", "vi", "zh"]
"""Languages that may write the family name first."""
BY_FAMILY: Final = ["hu", "ja", "ko", "zh"]
"""Those of them that call people by it; Vietnamese does by the last word, as others do."""
POSSESSIVE: Final = ["cs", "sk", "sl", "hr", "sr"]
"""Languages that make adjectives of people in -ov: Bidenova."""
LEAST_INITIALS: Final = 3
"""Two letters are the initials of too many."""
LEAST_LETTERS: Final = 3
"""Shorter parts of names are initials and particles, but for names in family-first order."""
_HAN: Final = r"^\p{Han}{3,5}$"
"""A Japanese name in full, of which mostly two characters are the family's."""
_SMALL: Final = r"\b(?:of|the|and|for|in|on|to|de|la|le|les|du|des|et|der|die|das|fur|und|von|del|el|los|y|e|di|da)\b"


def long_forms(names: pl.LazyFrame, related: pl.LazyFrame, plain: Mapping[str, str]) -> pl.LazyFrame:
    """Say what short forms mean that their own articles do not spell out: doc_id, key, long.

    Reads names.doc_id, language, key, type, confidence, forms, capitals; related.doc_id, other: pairs of articles.
    ``plain`` gives names without what was added to them: Donald J. Trump and Donald Trump agree.
    An article follows those that it shares content or an event with, else all articles that share its language, else
    all; the first of these that say anything must agree clearly.
    """
    listed = pl.concat([_last_names(names), _acronyms(names), _initialisms(names)])
    spelled = listed.with_columns(pl.col("long").replace(dict(plain))).unique().collect().lazy()
    alone = names.filter(
        ~_coded("key"), ~pl.col("key").str.contains(" ", literal=True), pl.col("forms").list.contains(pl.col("key"))
    ).select("doc_id", "language", "type", "confidence", "capitals", form="key")
    fitting = alone.join(spelled.drop("doc_id", "language").unique(), on="form").filter(_fits())
    near = pl.concat([related, names.select("doc_id", other="doc_id").unique()])
    of_story = fitting.join(near, on="doc_id").join(
        spelled.select("form", "long", other="doc_id"), on=["other", "form", "long"]
    )
    asked = alone.group_by("form").agg(n_alone=pl.col("doc_id").n_unique())
    levels = [
        fitting.join(_agreed(of_story, ["doc_id", "form"], "other"), on=["doc_id", "form", "long"], how="semi"),
        *(
            fitting.join(_agreed(spelled, group, "doc_id"), on=[*group, "long"])
            .join(asked, on="form")
            .filter(_everywhere())
            for group in (["language", "form"], ["form"])
        ),
    ]
    return (
        pl.concat([level.select("doc_id", "long", key="form", level=number) for number, level in enumerate(levels)])
        .filter(pl.col("level") == pl.col("level").min().over("doc_id", "key"))
        .unique()
        .filter(pl.len().over("doc_id", "key") == 1)
    )


def _last_names(names: pl.LazyFrame) -> pl.LazyFrame:
    """List the parts of people's names that stand for them: the last word, or the first where that is the family's."""
    parts = pl.col("key").str.split(" ")
    last, first = parts.list.last(), pl.when(pl.col("language").is_in(BY_FAMILY)).then(parts.list.first())
    adjective = pl.when(pl.col("language").is_in(POSSESSIVE)).then(last + "ov")
    own = (
        names.filter(
            pl.col("type") == "PER", pl.col("confidence") >= SURE, pl.col("key").str.contains(" ", literal=True)
        )
        .with_columns(form=pl.concat_list(last, adjective, first).list.drop_nulls(), stated=pl.lit(value=False))
        .explode("form")
    )
    unspaced = names.filter(pl.col("type") == "PER", pl.col("language") == "ja", pl.col("key").str.contains(_HAN))
    families = unspaced.with_columns(form=pl.col("key").str.head(2), stated=pl.lit(value=False))
    short = pl.col("form").str.len_chars() < LEAST_LETTERS
    kept = pl.concat([_row(own, kind="part"), _row(families, kind="part")])
    return kept.filter(~short | pl.col("language").is_in(FAMILY_FIRST))


def _acronyms(names: pl.LazyFrame) -> pl.LazyFrame:
    """List what an article itself has traced back to a longer form: what stood in brackets behind it."""
    bodies = names.filter(pl.col("type") != "PER", ~_coded("key")).explode("forms").with_columns(form="forms")
    return _row(bodies.filter(pl.col("form") != pl.col("key")).with_columns(stated=pl.lit(value=True)), kind="acronym")


def _initialisms(names: pl.LazyFrame) -> pl.LazyFrame:
    """List the initials of organisations, with and without those of small words."""
    bodies = names.filter(pl.col("type") == "ORG", pl.col("key").str.contains(" ", literal=True))
    key = pl.col("key")
    initials = pl.concat_list(_initials(key), _initials(key.str.replace_all(_SMALL, ""))).list.unique()
    spelled = bodies.with_columns(form=initials, stated=pl.lit(value=False)).explode("form")
    return _row(spelled, kind="acronym").filter(pl.col("form").str.len_chars() >= LEAST_INITIALS)


def _row(names: pl.LazyFrame, kind: str) -> pl.LazyFrame:
    return names.select("doc_id", "language", "form", "stated", long="key", long_type="type", kind=pl.lit(kind))


def _agreed(spelled: pl.LazyFrame, group: list[str], article: str) -> pl.LazyFrame:
    """Keep the long form on which nearly all articles agree, with how many say so."""
    return (
        spelled.group_by(*group, "long")
        .agg(n_long=pl.col(article).n_unique())
        .filter(pl.col("n_long") >= CLEAR_MAJORITY * pl.col("n_long").sum().over(group))
    )


def _everywhere() -> pl.Expr:
    """Trust what brackets state; a last name only if that person is named in full often, and it is no first name."""
    person = (pl.col("n_long") >= LEAST_ARTICLES) & (LEAST_SHARE * pl.col("n_long") >= pl.col("n_alone"))
    is_first = pl.col("form").is_in(_first_names())
    return pl.when(pl.col("kind") == "part").then(person & ~is_first).otherwise("stated")


@cache
def _first_names() -> pl.Series:
    """List the first names as one value: an expression made of the set would turn all of it into a column each time."""
    return pl.Series(sorted(first_names())).implode()


def _fits() -> pl.Expr:
    """Allow a long form of the same type, or of another where the short form's is a guess."""
    guess = (pl.col("confidence") < SURE) & (pl.col("type") != "LOC")
    same = pl.col("type") == pl.col("long_type")
    return (same | guess) & (pl.col("capitals") | (pl.col("kind") != "acronym"))


def _coded(column: str) -> pl.Expr:
    return pl.col(column).str.contains(":", literal=True)


def _initials(name: pl.Expr) -> pl.Expr:
    return name.str.extract_all(r"\b\w").list.join("")
