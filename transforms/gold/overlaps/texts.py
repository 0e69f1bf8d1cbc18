"""Texts: articles made ready to be held side by side."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
import polars as pl
from pandera.typing.polars import LazyFrame

from schemas.silver import Article, Sentence
from transforms.anchors import anchors
from transforms.encoder import Vectors, encode, whole
from transforms.gold.overlaps.beads import Matrix
from transforms.shingles import Positions, Wording, wording

QUOTES: Final = ('"', "「", "」", "『", "』")
"""Quotation marks, as folding leaves them."""

KEPT: Final = 1_000
"""Texts kept, most of them below 0.1 MB: as many as 500 pairs may have, so that what an article was made ready for in
one part of the pairs serves the next. Of 1,006 articles, 304 were encoded 475 times."""

SENTENCES: Final = 1_000
"""Sentences of a text that are held side by side with another's, each with each: a report has 20, and the two tables of
a megabyte that once were compared asked for 213 GB. What follows is compared word for word alone."""

Places = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Text:
    """A text to be aligned, with what is made of it when first asked for."""

    text: str
    language: str
    agency: str | None
    starts: Positions
    ends: Positions

    @cached_property
    def wording(self) -> Wording:
        """The words of the text."""
        return wording(self.text, self.language)

    @cached_property
    def vectors(self) -> Vectors:
        """The meaning of each sentence, in whole numbers."""
        return whole(encode([self.text[start:end] for start, end in zip(self.starts, self.ends, strict=True)]))

    @cached_property
    def anchors(self) -> list[set[str]]:
        """The numbers and names of each sentence."""
        return [anchors(self.text[start:end]) for start, end in zip(self.starts, self.ends, strict=True)]

    @cached_property
    def n_quotes(self) -> int:
        """How many quotation marks it has."""
        return sum(map(self.wording.folded.count, QUOTES))

    @property
    def lengths(self) -> Matrix:
        """The characters of each sentence."""
        return (self.ends - self.starts).astype(np.float64)

    def names(self, agency: str | None) -> bool:
        """Say whether the text names a news agency that it is not itself credited to."""
        return agency is not None and agency != self.agency and agency in self.text


def texts_of(articles: LazyFrame[Article], sentences: LazyFrame[Sentence]) -> dict[str, Text]:
    """Gather each article's text and sentences; articles with the same ones share a ``Text``."""
    spans = (
        sentences.sort("doc_id", "sentence_no")
        .group_by("doc_id")
        .agg(pl.col("start_char", "end_char").head(SENTENCES).cast(pl.Int64))
        .collect()
    )
    span_of = {doc_id: (tuple(starts), tuple(ends)) for doc_id, starts, ends in spans.iter_rows()}
    return {
        doc_id: _shared(text, language, agency, *span_of.get(doc_id, ((), ())))
        for doc_id, text, language, agency in articles.select("doc_id", "text", "language", "agency")
        .collect()
        .iter_rows()
    }


@lru_cache(maxsize=KEPT)
def _shared(text: str, language: str, agency: str | None, starts: Places, ends: Places) -> Text:
    """Make a text, or give the one that was made of the same."""
    return Text(text, language, agency, np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64))
