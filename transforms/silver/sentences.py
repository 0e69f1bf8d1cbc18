"""Sentences of the main text."""

import re
from collections.abc import Iterator
from typing import Final, cast

import polars as pl
import sentencex
from pandera.typing.polars import LazyFrame

from schemas.silver import Article, Sentence

_GLUED = re.compile(r"[.!?][\"”’»]?(?=[^\W\d_a-zß-öø-ÿа-яёα-ω][^\W\d_A-ZÀ-ÖØ-ÞА-ЯЁ])")
_WORD_BEFORE = re.compile(r"[^\W\d_]{2}$|[^\W_]{3}$")
_ORDINAL: Final = re.compile(r"(?:^|[\s(])\d{1,2}\.\s*$")
MAX_PARAGRAPH: Final = 10_000
"""Characters that are split at once: whole articles on one line have fewer, and 20,000 quotation marks took 3 seconds,
twice as many four times as long."""

_STOP = re.compile(r"[.!?。！？][\"'”’»)]*\s+")
_ORDINAL_LANGUAGES: Final = frozenset(
    ["de", "cs", "sk", "pl", "da", "no", "nb", "fi", "hu", "hr", "sl", "et", "lv", "tr", "is"]
)
"""Languages that write ordinals with a full stop: "18. Mai", "3. října"."""


def sentences(new_articles: LazyFrame[Article]) -> LazyFrame[Sentence]:
    """Split each main text into its sentences, never across a line break.

    Reads articles.text, language. Splits by sentencex, then mends ordinals ("18. Mai") and glued sentences.
    """
    articles = cast("pl.LazyFrame", new_articles).select("doc_id", "language", "text").collect()
    rows = [
        (doc_id, number, start, end, text[start:end])
        for doc_id, language, text in articles.iter_rows()
        for number, (start, end) in enumerate(split_sentences(text, language))
    ]
    return cast("LazyFrame[Sentence]", pl.DataFrame(rows, schema=Sentence.dtypes(), orient="row").lazy())


def split_sentences(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Give the start and end of each sentence, without the spaces around it."""
    start = 0
    for paragraph in text.split("\n"):
        for stretch in _stretches(paragraph):
            for begin, end in _split_paragraph(stretch, language):
                left, right = start + begin, start + end
                while left < right and text[left].isspace():
                    left += 1
                while left < right and text[right - 1].isspace():
                    right -= 1
                if left < right:
                    yield left, right
            start += len(stretch)
        start += 1


def _stretches(paragraph: str) -> Iterator[str]:
    """Cut a paragraph that is too long at the end of a sentence, else at a space, else anywhere."""
    while len(paragraph) > MAX_PARAGRAPH:
        ends = [found.end() for found in _STOP.finditer(paragraph, 0, MAX_PARAGRAPH)]
        end = ends[-1] if ends else paragraph.rfind(" ", 0, MAX_PARAGRAPH) + 1 or MAX_PARAGRAPH
        yield paragraph[:end]
        paragraph = paragraph[end:]
    yield paragraph


def _split_paragraph(paragraph: str, language: str) -> Iterator[tuple[int, int]]:
    begin = end = 0
    for piece in sentencex.segment(language if language != "und" else "en", paragraph):
        end += len(piece)
        if language in _ORDINAL_LANGUAGES and _ORDINAL.search(piece) and end < len(paragraph):
            continue
        yield from _unglue(paragraph, begin, end)
        begin = end
    if begin < len(paragraph):
        yield from _unglue(paragraph, begin, len(paragraph))


def _unglue(paragraph: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Split where a full stop and the next sentence stand together: "the plan.Snowden"."""
    for found in _GLUED.finditer(paragraph, begin, end):
        if begin < found.start() and _WORD_BEFORE.search(paragraph, max(begin, found.start() - 3), found.start()):
            yield begin, found.end()
            begin = found.end()
    if begin < end:
        yield begin, end
