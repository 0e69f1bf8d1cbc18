"""Topics: the news industry's subjects and the corpus's own, and which articles they fit."""

from typing import Final, cast

import polars as pl
from pandera.typing.polars import LazyFrame

from schemas.gold import ArticleTopic, Overlap, Topic
from schemas.private import TopicScore
from schemas.types import DERIVED
from transforms.topics.codebook import IPTC, SECOND, names

ASSIGNED: Final = 0.25
"""Score from which a topic counts: on news, 97 of 100 articles then have a subject, and 11 of 100 have two."""

STANDING_OUT: Final = 0.7
"""The second subject counts too if it has this share of what the first leaves: shares of one whole hide a second
subject behind a clear first. Of 16 short texts on two subjects, both then count in 11 (by score alone in 2), and of 68
on one, 1 has a second."""

FAINTEST: Final = 0.01
"""... and at least this score."""

SPLITTING_WORDS: Final = 2
"""A topic of the corpus is split by the first keywords of its articles, ..."""

SPLIT_SIZE: Final = 3
"""... where so many of them share one."""

BACKGROUND: Final = 100
"""Articles imagined beside the corpus: in a corpus on one event alone, its words still stand out."""

MOST_KEYWORDS: Final = 8
"""Keywords shown for a topic."""

SCORE_DECIMALS: Final = 4


def article_topics(topic_scores: LazyFrame[TopicScore], overlaps: LazyFrame[Overlap]) -> LazyFrame[ArticleTopic]:
    """Rank each article's topics: IPTC's 17 subjects and those below them, and of the corpus's own those that fit it.

    A topic of the corpus is a subject of the codebook (``corpus:football``), and below it a keyword that several of its
    articles share (``corpus:football/morocco``): ids come from the codebook and the words, and whether an article
    belongs to a topic depends on the article alone, so a new document renames nothing. An article in a language outside
    the encoder has the topics of what it copies or translates, or of its own copy or translation, before those that cue
    words say.
    Reads topic_scores.encoded, scores, words; overlaps.relation, confidence.
    """
    scored = topic_scores.select("doc_id", "scores").explode("scores").unnest("scores").drop_nulls("topic_id")
    own = pl.concat([scored, _split(topic_scores, scored)])
    encoded = topic_scores.filter("encoded").select("doc_id")
    inherited = _inherited(own.join(encoded, on="doc_id", how="semi"), overlaps)
    place = pl.int_range(1, pl.len() + 1, dtype=pl.UInt32)
    second = pl.col("topic_id").str.starts_with(SECOND)  # ranked after the 17: a place among those stays one in 17
    ranked = (
        pl.concat([own.join(inherited, on="doc_id", how="anti"), inherited])
        .with_columns(scheme=_scheme())
        .sort("doc_id", "scheme", second, "score", "topic_id", descending=[False, False, False, True, False])
        .with_columns(rank=place.over("doc_id", "scheme"))
        .with_columns(assigned=(pl.col("score") >= ASSIGNED) | _stands_out())
    )
    return cast("LazyFrame[ArticleTopic]", ranked.select(ArticleTopic.dtypes().names()))


def _stands_out() -> pl.Expr:
    """Say whether a row is an article's second subject, and far ahead of the third."""
    rest = 1 - pl.col("score").max().over("doc_id", "scheme")
    ahead = pl.col("score") >= pl.max_horizontal(STANDING_OUT * rest, FAINTEST)
    return (pl.col("scheme") == "iptc") & (pl.col("rank") == 2) & ahead  # noqa: PLR2004 - the second


def _inherited(own: pl.LazyFrame, overlaps: pl.LazyFrame) -> pl.LazyFrame:
    """Give articles without topics those of the surest article of the same content, times that sureness."""
    derived = overlaps.filter(pl.col("relation").is_in(DERIVED))
    heirs = pl.concat(
        [
            derived.select("confidence", doc_id=mine, other=other)
            for mine, other in (("doc_a", "doc_b"), ("doc_b", "doc_a"))
        ]
    ).join(own, on="doc_id", how="anti")
    return (
        heirs.join(own.rename({"doc_id": "other"}), on="other")
        .sort("confidence", "other", descending=[True, False])
        .filter(pl.col("other") == pl.col("other").first().over("doc_id"))
        .select("doc_id", "topic_id", score=(pl.col("score") * pl.col("confidence")).round(SCORE_DECIMALS))
    )


def _scheme() -> pl.Expr:
    return pl.when(pl.col("topic_id").str.starts_with(IPTC)).then(pl.lit("iptc")).otherwise(pl.lit("corpus"))


def _split(topic_scores: pl.LazyFrame, scored: pl.LazyFrame) -> pl.LazyFrame:
    """Give the topics below the corpus's topics: those whose articles share a prominent keyword."""
    words = _words(topic_scores.with_columns(words=pl.col("words").list.head(SPLITTING_WORDS)))
    likely = scored.filter(_scheme() == "corpus", pl.col("score") >= ASSIGNED)
    split = likely.join(words, on="doc_id").with_columns(topic_id=pl.col("topic_id") + "/" + _slug(pl.col("word")))
    below = split.select("doc_id", "topic_id", "score").unique(["doc_id", "topic_id"])
    return below.filter(pl.len().over("topic_id") >= SPLIT_SIZE)


def _slug(word: pl.Expr) -> pl.Expr:
    return word.str.to_lowercase().str.replace_all(" ", "-", literal=True)


def _words(topic_scores: pl.LazyFrame) -> pl.LazyFrame:
    """Unfold keywords: one row an article and word."""
    return topic_scores.select("doc_id", word="words").explode("word").drop_nulls("word")


def topics(topic_scores: LazyFrame[TopicScore], article_topics: LazyFrame[ArticleTopic]) -> LazyFrame[Topic]:
    """Describe each topic that some article is ranked by.

    Labels come from the codebook, and for a topic below it from the shared keyword. Keywords are words of assigned
    articles: many of the topic's, few of the others' (articles with the word, times the logarithm of its rarity).
    Reads topic_scores.words; article_topics.topic_id, assigned.
    """
    words = _words(topic_scores)
    described = (
        article_topics.group_by("topic_id")
        .agg(n_documents=pl.col("assigned").sum().cast(pl.UInt32))
        .with_columns(scheme=_scheme(), cell=pl.col("topic_id").str.extract("^([^/]*)"))
        .with_columns(slug=pl.col("topic_id").str.extract("/(.*)$"))
        .join(_codebook(), on="cell", how="left")
        .join(words.group_by(slug=_slug(pl.col("word"))).agg(shown=pl.col("word").min()), on="slug", how="left")
        .join(_keywords(article_topics, words), on="topic_id", how="left")
        .with_columns(
            parent_topic_id=pl.when(pl.col("slug").is_null()).then("above").otherwise("cell"),
            label=pl.concat_str("named", "shown", separator=": ", ignore_nulls=True),
            keywords=pl.col("keywords").fill_null([]),
        )
    )
    return cast("LazyFrame[Topic]", described.select(Topic.dtypes().names()).sort("topic_id"))


def _codebook() -> pl.LazyFrame:
    rows = [(topic, named.label, named.parent) for topic, named in names().items()]
    return pl.LazyFrame(rows, schema={"cell": pl.String, "named": pl.String, "above": pl.String}, orient="row")


def _keywords(article_topics: pl.LazyFrame, words: pl.LazyFrame) -> pl.LazyFrame:
    """List each topic's keywords, the most telling first."""
    folded = words.with_columns(folded=pl.col("word").str.to_lowercase())
    n_articles = words.select(pl.col("doc_id").n_unique()).rename({"doc_id": "n_articles"})
    everywhere = folded.group_by("folded").agg(n_with=pl.len(), shown=pl.col("word").min())
    rarity = ((pl.col("n_articles") + BACKGROUND) / pl.col("n_with")).log()
    return (
        article_topics.filter("assigned")
        .join(folded, on="doc_id")
        .group_by("topic_id", "folded")
        .agg(n_here=pl.len())
        .join(everywhere, on="folded")
        .join(n_articles, how="cross")
        .with_columns(weight=(pl.col("n_here") * rarity).round(6))
        .sort("topic_id", "weight", "folded", descending=[False, True, False])
        .group_by("topic_id", maintain_order=True)
        .agg(keywords=pl.col("shown").head(MOST_KEYWORDS))
    )
