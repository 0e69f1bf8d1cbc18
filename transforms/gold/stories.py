"""Stories: the articles on one event, and where each came from."""

from collections import Counter
from collections.abc import Mapping
from typing import Final, cast

import numpy as np
import polars as pl
from pandera.typing.polars import LazyFrame

from schemas.gold import Overlap, Story, StoryArticle
from schemas.private import Alignment, Judgement, Signature
from schemas.silver import Article
from schemas.types import DERIVED
from transforms.gold.contrast import Told, events
from transforms.gold.families import filled_in, one_content, roots
from transforms.gold.linkage import Pair, components
from transforms.gold.means import exact_mean
from transforms.gold.overlaps.relations import one_event, one_subject
from transforms.gold.subjects import subjects
from transforms.rarity import KEY

_KEY: Final = ("doc_a", "doc_b")
SECONDS_A_DAY: Final = 86_400

LOOSE: Final = 0.1
"""Probability below which a pair says nothing: links stay few."""

HALF_LIFE: Final = 14
"""Days between two reports that halve the probability that they belong together. Dates found in a text may be those of
what it tells of: with 7 days, two articles of 387 fell out of their stories."""


def story_articles(
    articles: LazyFrame[Article],
    signatures: LazyFrame[Signature],
    alignments: LazyFrame[Alignment],
    judgements: LazyFrame[Judgement],
) -> LazyFrame[StoryArticle]:
    """Put each article into its story, and name the root of its family.

    Derived pairs make families; families that are on one subject, by average link on how probable their articles make
    that, are parted into the events that they tell of. A story is called by the smallest doc_id of its members.
    Reads articles.published_at; signatures.language, names, words; alignments: the evidence; judgements.relation,
    origin_doc_id, coverage_a, coverage_b, confidence.
    """
    docs = articles.select("doc_id").sort("doc_id").collect()["doc_id"].to_list()
    family_of = components(docs, one_content(alignments, judgements).collect().iter_rows())
    subject_of = subjects(*_scores(articles, alignments, judgements, family_of), Counter(family_of.values()))
    members: dict[str, list[str]] = {}
    for family in sorted(set(family_of.values())):
        members.setdefault(subject_of.get(family, family), []).append(family)
    told = _told(signatures, family_of)
    event_of = {
        family: event[0] for families in members.values() for event in events(families, told) for family in event
    }
    story_of = {doc: event_of[family] for doc, family in family_of.items()}
    root_of, relation_of = roots(judgements, story_of)
    rows = [(story_of[doc], doc, root_of.get(doc), relation_of.get(doc)) for doc in docs]
    return cast("LazyFrame[StoryArticle]", pl.LazyFrame(rows, schema=StoryArticle.dtypes(), orient="row"))


def _scores(
    articles: LazyFrame[Article],
    alignments: LazyFrame[Alignment],
    judgements: LazyFrame[Judgement],
    family_of: Mapping[str, str],
) -> tuple[dict[Pair, float], dict[Pair, float]]:
    """Give each two families the mean probability that their articles are on one subject, and report one event."""
    apart = judgements.filter(pl.col("relation") == "excerpt")
    said = judgements.select(*_KEY, "confidence")
    about = articles.select(
        "doc_id", "published_at", family=pl.col("doc_id").replace_strict(family_of, return_dtype=pl.String)
    )
    days = (pl.col("published_at_a") - pl.col("published_at_b")).dt.total_seconds().abs() / SECONDS_A_DAY
    aged = pl.lit(0.5).pow(days.fill_null(0) / HALF_LIFE)
    kinds = {"subject": one_subject(), "event": one_event()}
    between = (
        alignments.select(
            *_KEY, *(pl.when(~filled_in()).then(is_one).otherwise(0).alias(kind) for kind, is_one in kinds.items())
        )
        .join(apart, on=_KEY, how="anti")
        .join(said, on=_KEY, how="left")
        .join(about.rename(lambda name: f"{name}_a"), left_on="doc_a", right_on="doc_id_a")
        .join(about.rename(lambda name: f"{name}_b"), left_on="doc_b", right_on="doc_id_b")
        .filter(pl.col("family_a") != pl.col("family_b"))
        .with_columns(pl.coalesce(kind, "confidence") * aged for kind in kinds)
        .drop_nulls(list(kinds))
        .group_by(low=pl.min_horizontal("family_a", "family_b"), high=pl.max_horizontal("family_a", "family_b"))
        .agg(exact_mean(kind).alias(kind) for kind in kinds)
        .sort("low", "high")
        .collect()
    )
    subject, event = (
        {(low, high): score for low, high, score in between.select("low", "high", kind).iter_rows() if score >= LOOSE}
        for kind in kinds
    )
    return subject, event


def _told(signatures: LazyFrame[Signature], family_of: Mapping[str, str]) -> dict[str, Told]:
    """Gather the facts of each family, in the language that most of its articles are in."""
    signed = signatures.select(
        "language",
        facts=pl.concat_list("names", "words"),
        family=pl.col("doc_id").replace_strict(family_of, return_dtype=pl.String),
    ).collect()
    spoken = (
        signed.group_by("family", "language")
        .len()
        .sort("family", "len", "language", descending=[False, True, False])
        .unique("family", keep="first", maintain_order=True)
    )
    gathered = (
        signed.join(spoken, on=["family", "language"])
        .group_by("family", "language")
        .agg((pl.col("facts").explode().drop_nulls() // 2**KEY).unique().sort())
    )
    return dict.fromkeys(family_of.values(), Told("und", np.zeros(0, dtype=np.uint64))) | {
        family: Told(language, facts.to_numpy())
        for family, language, facts in zip(*gathered.get_columns(), strict=True)
    }


def stories(
    story_articles: LazyFrame[StoryArticle], articles: LazyFrame[Article], overlaps: LazyFrame[Overlap]
) -> LazyFrame[Story]:
    """Sum up each story: how many articles, outlets, languages and independent origins, and when.

    The headline is that of the article that most of its story came from, of equal ones the earliest; undated ones come
    last, roots before derived ones.
    Reads articles.source, title, language, published_at; overlaps.doc_a, doc_b, relation.
    """
    story = story_articles.select("doc_id", "story_id")
    derived = (
        overlaps.filter(pl.col("relation").is_in(DERIVED))
        .join(story, left_on="doc_a", right_on="doc_id")
        .join(story, left_on=["doc_b", "story_id"], right_on=["doc_id", "story_id"])
        .select(_KEY)
    )
    family_of = components(story.collect()["doc_id"], derived.collect().iter_rows())
    families = pl.LazyFrame(list(family_of.items()), schema={"doc_id": pl.String, "family": pl.String}, orient="row")
    taken = story_articles.group_by(doc_id="origin_doc_id").agg(n_taken=pl.len().cast(pl.Int64))
    about = articles.select("doc_id", "source", "title", "language", "published_at")
    summed = (
        story_articles.join(about, on="doc_id")
        .join(families, on="doc_id")
        .join(taken, on="doc_id", how="left")
        .sort(
            -pl.col("n_taken").fill_null(0),
            "published_at",
            pl.col("origin_doc_id").is_not_null(),
            "doc_id",
            nulls_last=True,
        )
        .group_by("story_id")
        .agg(
            headline=pl.col("title").drop_nulls().first(),
            n_articles=pl.len().cast(pl.UInt32),
            n_sources=pl.col("source").drop_nulls().n_unique().cast(pl.UInt32),
            n_origins=pl.col("family").n_unique().cast(pl.UInt32),
            languages=pl.col("language").unique().sort(),
            first_published_at=pl.col("published_at").min(),
            last_published_at=pl.col("published_at").max(),
        )
        .sort("story_id")
    )
    return cast("LazyFrame[Story]", summed)
