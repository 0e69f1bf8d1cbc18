"""Topic scores: how well each topic fits an article, by the meaning of its lead."""

from collections.abc import Iterator
from typing import Final, cast

import numpy as np
import polars as pl
from numpy.typing import NDArray
from pandera.typing.polars import LazyFrame

from schemas.private import Signature, TopicScore
from schemas.silver import Article
from transforms.encoder import knows
from transforms.topics.codebook import IPTC, schemes
from transforms.topics.keywords import keywords

LEAST_SCORE: Final = 0.1
"""Topics of the corpus that score less are not kept; IPTC's subjects all are."""

MOST_TOPICS: Final = 3
"""Topics of the corpus kept for an article."""


def topic_scores(new_articles: LazyFrame[Article], new_signatures: LazyFrame[Signature]) -> LazyFrame[TopicScore]:
    """Score each article's topics, and list its keywords.

    The lead's vector (title and first sentences) was made for the signature: nothing is encoded again. Articles outside
    the encoder's languages, and those without text, get no row: no guess is better than a wrong one.
    Reads articles.title, language, text; signatures.lead. Method: multinomial logistic regression on sentence vectors,
    trained on texts written for each subject (benchmarks/train_topics.py).
    """
    articles = new_articles.select("doc_id", "title", "language", "text")
    led = articles.join(new_signatures.select("doc_id", "lead"), on="doc_id").filter(pl.col("lead").is_not_null())
    scored = pl.DataFrame(list(_score(led.collect())), schema=TopicScore.dtypes())
    return cast("LazyFrame[TopicScore]", scored.lazy())


def _score(led: pl.DataFrame) -> Iterator[dict[str, object]]:
    for doc_id, title, language, text, lead in led.iter_rows():
        if knows(language):
            scores = topics_of(np.array(lead, dtype=np.int16))
            yield {"doc_id": doc_id, "scores": scores, "words": keywords(title, text, language)}


def topics_of(lead: NDArray[np.int16]) -> list[dict[str, object]]:
    """Score all subjects of IPTC, and the likeliest topics of the corpus, for one lead."""
    kept: list[dict[str, object]] = []
    for scheme in schemes():
        scores = scheme.scores(lead[np.newaxis])[0]
        ranked = sorted(zip(scheme.topics, scores.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))
        if not scheme.topics[0].startswith(IPTC):
            ranked = [pair for pair in ranked[:MOST_TOPICS] if pair[1] >= LEAST_SCORE]
        kept += [{"topic_id": topic, "score": score} for topic, score in ranked]
    return kept
