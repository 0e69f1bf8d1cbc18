"""Signatures: what of an article is compared with all others."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, cast

import numpy as np
import polars as pl
from numpy.typing import NDArray
from pandera.typing.polars import LazyFrame

from schemas.private import Signature
from schemas.silver import Article, Sentence
from transforms.encoder import centre, encode, knows, whole
from transforms.rarity import rare_names, rare_words
from transforms.shingles import UNSPACED, Wording, stable_hash, wording

SAMPLING: Final = 4
"""Every shingle whose hash is divisible by this is kept, in whatever text it stands: 2 shared ones found every copy and
excerpt of two sets, where MinHash bands miss short excerpts inside long articles."""

FEW: Final = 64
"""Shingles up to which a text keeps all: of a short one, sampling would leave too few to be found by."""

LEAD_SENTENCES: Final = 5
LEAD_CHARACTERS: Final = 400
LEAD_CHARACTERS_UNSPACED: Final = 180
"""Title and first sentences up to so many characters are the lead: encoding it is most of what a signature costs, and
whole sentences told reports of one event from others no better (AUC .880, cut .885)."""


def signatures(new_articles: LazyFrame[Article], new_sentences: LazyFrame[Sentence]) -> LazyFrame[Signature]:
    """Sign each article: a hash of its words, sampled hashes of its shingles, its terms, the meaning of its lead.

    Reads articles.title, language, published_at, text; sentences.sentence_no, text.
    """
    leads = (
        new_sentences.filter(pl.col("sentence_no") < LEAD_SENTENCES)
        .sort("doc_id", "sentence_no")
        .group_by("doc_id", maintain_order=True)
        .agg(lead=pl.col("text").str.join(" "))
    )
    articles = new_articles.select("doc_id", "title", "language", "published_at", "text").join(
        leads, on="doc_id", how="left", maintain_order="left"
    )
    signed = pl.DataFrame(list(_sign(articles.collect())), schema=Signature.dtypes())
    return cast("LazyFrame[Signature]", signed.lazy())


def _sign(articles: pl.DataFrame) -> Iterator[dict[str, object]]:
    for doc_id, title, language, published_at, text, sentences in articles.iter_rows():
        words = wording(text, language)
        grams = np.unique(words.shingles)
        titled = f"{title}. " if title else ""
        yield {
            "doc_id": doc_id,
            "language": language,
            "published_at": published_at,
            "text_hash": _text_hash(words),
            "n_shingles": len(grams),
            "shingles": grams[grams % np.uint64(SAMPLING) == 0] if len(grams) > FEW else grams,
            "names": rare_names(f"{titled}{text}", language),
            "words": rare_words(words.folded, language),
            "lead": lead_vector(_cut(f"{titled}{sentences}", language)) if sentences and knows(language) else None,
        }


def _cut(lead: str, language: str) -> str:
    """Cut a lead after so many characters, between words."""
    end = lead_characters(language)
    if len(lead) <= end:
        return lead
    return lead[:end] if language in UNSPACED else lead[:end].rsplit(" ", 1)[0]


def lead_characters(language: str) -> int:
    """Say how long a lead may be: scripts without spaces say more in fewer characters."""
    return LEAD_CHARACTERS_UNSPACED if language in UNSPACED else LEAD_CHARACTERS


def _text_hash(words: Wording) -> int:
    return stable_hash(" ".join(words.folded.split()))


@lru_cache(maxsize=10_000)
def lead_vector(lead: str) -> NDArray[np.int16]:
    """Encode a lead: centred, of length one, in whole numbers. What went viral is encoded once."""
    vector = encode([lead])[0] - centre()
    return whole(vector / np.linalg.norm(vector)).astype(np.int16)
