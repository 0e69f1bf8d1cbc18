"""Topic scores: how well each topic fits an article, by the meaning of its lead and, where that is not enough, more."""

from collections.abc import Iterator
from typing import Final, cast

import numpy as np
import polars as pl
from numpy.typing import NDArray
from pandera.typing.polars import LazyFrame

from schemas.private import Signature, TopicScore
from schemas.silver import Article
from transforms.encoder import knows, whole
from transforms.shingles import UNSPACED
from transforms.silver.signatures import lead_characters, lead_vector
from transforms.topics.codebook import CORPUS, subjects
from transforms.topics.cues import cue_scores, cued
from transforms.topics.keywords import keywords
from transforms.topics.model import scores

CLEAR: Final = 0.5
"""Score of the first subject from which the lead is enough: of 237 articles of news, 1 in 7 is read further. To read
all of them further changes next to nothing, and encoding would take as long again as for the leads."""

BODY_CHARACTERS: Final = 1_200
"""Read beyond the lead where it is not enough. With 1,200 to 2,000, 80.2 % of 237 articles of news had their subject;
with 700, 3,000, and with seven sentences from the sixth on, 79.3 or less."""

BODY_WEIGHT: Final = 0.4
"""Weight of the body's vector beside the lead's. Between .3 and .5, translations of one article got the same subject
in 87 of 100 pairs, by the lead alone in 82, by both alike in 83."""

LEAST_SCORE: Final = 0.1
"""Topics that score less are not kept, but for IPTC's 17 subjects."""

MOST_TOPICS: Final = 3
"""Topics of the corpus kept for an article."""


def topic_scores(
    new_articles: LazyFrame[Article],
    new_signatures: LazyFrame[Signature],
) -> LazyFrame[TopicScore]:
    """Score each article's topics, and list its keywords.

    The lead's vector (title and first sentences) was made for the signature: it is not encoded again. Where the encoder
    does not know the language, cue words speak for the 17 subjects; articles in other languages, and those without
    text, get no row: no guess is better than a wrong one.
    Reads articles.title, language, text; signatures.lead. Method: multinomial logistic regression on sentence vectors,
    trained on texts written for each subject (benchmarks/train_topics.py).
    """
    led = new_articles.select("doc_id", "title", "language", "text").join(
        new_signatures.select("doc_id", "lead"), on="doc_id"
    )
    scored = pl.DataFrame(list(_score(led.collect())), schema=TopicScore.dtypes())
    return cast("LazyFrame[TopicScore]", scored.lazy())


def _score(led: pl.DataFrame) -> Iterator[dict[str, object]]:
    for doc_id, title, language, text, lead in led.iter_rows():
        encoded = lead is not None and knows(language)
        if encoded:
            kept = _kept(topics_of(np.array(lead, dtype=np.int16), _body(title, text, language)))
        elif cued(language):
            kept = _kept(cue_scores(title, text, language))
        else:
            continue
        yield {"doc_id": doc_id, "encoded": encoded, "scores": kept, "words": keywords(title, text, language)}


def _body(title: str | None, text: str, language: str) -> str:
    """Take what follows the lead, from word to word."""
    start = max(lead_characters(language) - len(title or ""), 0)
    body = text[start : start + BODY_CHARACTERS]
    return body if language in UNSPACED else body.partition(" ")[2].rpartition(" ")[0]


def topics_of(lead: NDArray[np.int16], body: str) -> dict[str, float]:
    """Score all topics of the codebook by an article's lead, and by its body where the lead leaves the subject open.

    A lead that speaks for no subject at all has no weight beside the body.
    """
    found = scores(lead)
    said = [found[subject] for subject in sorted(subjects())]
    if not body or max(said) >= CLEAR:
        return found
    mixed = sum(said) * lead + BODY_WEIGHT * lead_vector(body)
    return scores(whole(mixed / np.linalg.norm(mixed)).astype(np.int16))


def _kept(found: dict[str, float]) -> list[dict[str, object]]:
    """Keep all 17 subjects, and what scores below them; of the corpus's topics the likeliest."""
    kept = [pair for pair in found.items() if pair[1] >= LEAST_SCORE or pair[0] in subjects()]
    likely = sorted(kept, key=lambda pair: (-pair[1], pair[0]))
    ours = [pair for pair in likely if pair[0].startswith(CORPUS)][:MOST_TOPICS]
    iptc = [pair for pair in likely if not pair[0].startswith(CORPUS)]
    return [{"topic_id": topic, "score": score} for topic, score in iptc + ours]
