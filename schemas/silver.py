"""Silver: one cleaned article a current document, and what was stripped from it, with reasons."""

from typing import Final

import pandera.polars as pa
import polars as pl

from schemas.table import ARTICLE_TEXT, Table
from schemas.types import BLOCK_KINDS, Utc

LANGUAGE_VOTERS: Final = ["langdetect", "second voter", "tell-tale words"]
"""langdetect, or who overruled it: py3langid, or words that part Serbian, Bosnian and Croatian."""


class Article(Table):
    """An article: the current version of a document, cleaned."""

    doc_id: str = pa.Field(description="The document.")
    version: pl.UInt32 = pa.Field(ge=1, description="The version of the raw document it was made from.")
    uri: str = pa.Field(description="Path of the document below the root folder.")
    url: str = pa.Field(nullable=True, description="Address of the article, if the file's metadata gave one.")
    source: str = pa.Field(nullable=True, description="Outlet: as in bronze, else the site that the text names.")
    agency: str = pa.Field(nullable=True, description="News agency that the text credits: Reuters, AP, AFP, dpa, ...")
    title: str = pa.Field(nullable=True, description="Headline, from metadata or from the text.")
    byline: str = pa.Field(nullable=True, description="Who wrote it, names only.")
    dateline: str = pa.Field(nullable=True, description="Place that the report is filed from.")
    published_at: Utc = pa.Field(nullable=True, description="When it was published.")
    published_precision: str = pa.Field(
        nullable=True, isin=["day", "minute", "second"], description="How exactly published_at is known."
    )
    published_basis: str = pa.Field(
        nullable=True, isin=["metadata", "text", "file name"], description="Where published_at was read."
    )
    language: str = pa.Field(description="ISO 639-1 code of the main text; und if it cannot be told.")
    language_basis: str = pa.Field(nullable=True, isin=LANGUAGE_VOTERS, description="Who decided on language.")
    script: str = pa.Field(nullable=True, description="Script of the main text, ISO 15924: Latn, Hans, Hant, Cyrl, ...")
    language_confidence: float = pa.Field(
        ge=0, le=1, description="Share of the words that speak for language, weighed by its voter; 0 for und."
    )
    text: str = pa.Field(
        metadata=ARTICLE_TEXT,
        description="Main text without title, byline, dateline and credits; paragraphs joined by one line break.",
    )
    n_words: pl.UInt32 = pa.Field(description="Words in text (characters in scripts without spaces).")
    n_sentences: pl.UInt32 = pa.Field(description="Sentences in text.")
    n_removed_chars: pl.UInt32 = pa.Field(description="Characters of the raw text that text does not hold.")
    mostly_debris: bool = pa.Field(
        description="Whether the page is nearly all menus, links and notices: its best run was kept, no story perhaps."
    )

    class Config:
        """Where the table stands and whose its rows are."""

        name = "silver.articles"
        key = ("doc_id",)
        scope = "document"


class Block(Table):
    """A span of a document's raw text, kept or stripped for a reason; the spans tile the raw text."""

    doc_id: str = pa.Field(description="The document.")
    block_no: pl.UInt32 = pa.Field(description="Position in the raw text, from 0.")
    kind: str = pa.Field(isin=BLOCK_KINDS, description="What the span is: body, heading, byline, promo, ...")
    kept: bool = pa.Field(description="Whether the span is part of the main text.")
    rule: str = pa.Field(description="Why it was taken for this kind.")
    language: str = pa.Field(
        nullable=True, description="Language of a kept span: its own if long enough to tell, else its document's."
    )
    language_confidence: float = pa.Field(nullable=True, ge=0, le=1, description="How sure the voter is of language.")
    language_basis: str = pa.Field(nullable=True, isin=LANGUAGE_VOTERS, description="Who decided on language.")
    start_char: pl.UInt32 = pa.Field(description="First character, in the raw text.")
    end_char: pl.UInt32 = pa.Field(description="One past the last character, in the raw text.")
    text_start: pl.UInt32 = pa.Field(nullable=True, description="Where it stands in silver.articles.text, else NULL.")
    text: str = pa.Field(metadata=ARTICLE_TEXT, description="The raw slice.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "silver.blocks"
        key = ("doc_id", "block_no")
        scope = "document"


class Sentence(Table):
    """A sentence of an article's main text."""

    doc_id: str = pa.Field(description="The article.")
    sentence_no: pl.UInt32 = pa.Field(description="Position, from 0.")
    start_char: pl.UInt32 = pa.Field(description="First character, in silver.articles.text.")
    end_char: pl.UInt32 = pa.Field(description="One past the last character, in silver.articles.text.")
    text: str = pa.Field(metadata=ARTICLE_TEXT, description="The sentence.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "silver.sentences"
        key = ("doc_id", "sentence_no")
        scope = "document"
