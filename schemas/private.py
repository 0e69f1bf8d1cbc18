"""Private: what the engine and the builders remember between runs, in state.duckdb; never published."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.gold import Overlap
from schemas.table import Table
from schemas.types import ENTITY_TYPES, SPEAKER_BASES, Strings, Utc

Hashes = Annotated[pl.List, pl.UInt64]
Vector = Annotated[pl.List, pl.Int16]


class File(Table):
    """A file as the last scan saw it: while its stamp stays the same, its bytes need no second look."""

    path: str = pa.Field(description="Path below the root folder.")
    stamp: str = pa.Field(nullable=True, description="Size, times and inode; NULL while too fresh to be trusted.")
    content_hash: str = pa.Field(nullable=True, description="Hash of its bytes; NULL if they could not be read.")
    entry_hash: str = pa.Field(description="Hash of what manifest.csv says of it.")
    n_documents: pl.UInt32 = pa.Field(description="Documents it holds.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "private.files"
        key = ("path",)
        scope = "history"


class Touched(Table):
    """A document whose rows must be made anew before the next publication."""

    doc_id: str = pa.Field(description="The document.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "private.touched"
        key = ("doc_id",)
        scope = "history"


class Line(Table):
    """A line of a raw document, folded (case, digits, spaces), to find what repeats across an outlet."""

    doc_id: str = pa.Field(description="The document.")
    line_hash: pl.UInt64 = pa.Field(description="Hash of the folded line.")
    source: str = pa.Field(description="The document's outlet; documents without one have no lines here.")
    body_hash: pl.UInt64 = pa.Field(description="Hash of the document's longest line: copies of an article share it.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "private.lines"
        key = ("doc_id", "line_hash")
        scope = "document"


class Repeat(Table):
    """A line that stands in several articles of one outlet that differ elsewhere."""

    source: str = pa.Field(description="The outlet.")
    line_hash: pl.UInt64 = pa.Field(description="Hash of the folded line.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "private.repeats"
        key = ("source", "line_hash")
        scope = "corpus"


class Signature(Table):
    """What of an article is compared with all others."""

    doc_id: str = pa.Field(description="The article.")
    language: str = pa.Field(description="Language of the article.")
    published_at: Utc = pa.Field(nullable=True, description="When it was published, if that is known.")
    text_hash: pl.UInt64 = pa.Field(description="Hash of the main text, folded: identical texts share it.")
    n_shingles: pl.UInt32 = pa.Field(description="Distinct shingles of the text (word 5-grams, or characters).")
    shingles: Hashes = pa.Field(description="Sampled hashes of shingles, sorted.")
    names: Hashes = pa.Field(description="Numbers and names of title and text: hashes, their weight in the last byte.")
    words: Hashes = pa.Field(description="Rare words of the text, as they first appear: hashes with weights, too.")
    lead: Vector = pa.Field(
        nullable=True, description="Meaning of title and first sentences; NULL outside the encoder."
    )

    class Config:
        """Where the table stands and whose its rows are."""

        name = "private.signatures"
        key = ("doc_id",)
        scope = "document"


Scored = Annotated[pl.List, pl.Struct({"topic_id": pl.String, "score": pl.Float64})]


class TopicScore(Table):
    """How well topics fit an article, and the words it turns on; none where neither encoder nor cue words help."""

    doc_id: str = pa.Field(description="The article.")
    encoded: bool = pa.Field(description="Whether the scores rest on meaning; else on cue words, of the 17 alone.")
    scores: Scored = pa.Field(description="IPTC's 17 subjects, and likely topics below them, with probability.")
    words: Strings = pa.Field(description="Names and content words of the article, the most prominent first.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "private.topic_scores"
        key = ("doc_id",)
        scope = "document"


class Link(Table):
    """Two articles of different text that share enough to be worth a closer look."""

    doc_a: str = pa.Field(description="The article with the smaller doc_id.")
    doc_b: str = pa.Field(description="The article with the larger doc_id.")
    same_language: bool = pa.Field(description="Whether both are in one language.")
    n_shared: pl.UInt32 = pa.Field(description="Sampled shingles in both.")
    n_anchors: pl.UInt32 = pa.Field(description="Names and numbers in both if one is outside the encoder, else 0.")
    cosine: pl.Float32 = pa.Field(nullable=True, description="Likeness of the leads; NULL outside the encoder.")
    kin: pl.Float32 = pa.Field(
        nullable=True,
        description="That and the shares of names and rare words (across languages half that of names), summed up.",
    )

    class Config:
        """Where the table stands and whose its rows are."""

        name = "private.links"
        key = ("doc_a", "doc_b")
        scope = "pair"


class Candidate(Table):
    """A pair of articles to be aligned."""

    doc_a: str = pa.Field(description="The article with the smaller doc_id.")
    doc_b: str = pa.Field(description="The article with the larger doc_id.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "private.candidates"
        key = ("doc_a", "doc_b")
        scope = "corpus"


Aligned = Annotated[
    pl.List,
    pl.Struct(
        {
            "start_a": pl.UInt32,
            "end_a": pl.UInt32,
            "start_b": pl.UInt32,
            "end_b": pl.UInt32,
            "similarity": pl.Float64,
            "kind": pl.String,
        }
    ),
]


class Alignment(Table):
    """A candidate pair, aligned: its passages and the evidence they give. One row for every candidate."""

    doc_a: str = pa.Field(description="The article with the smaller doc_id.")
    doc_b: str = pa.Field(description="The article with the larger doc_id.")
    verbatim_a: float = pa.Field(ge=0, le=1, description="Share of doc_a's shingles that stand in doc_b.")
    verbatim_b: float = pa.Field(ge=0, le=1, description="Share of doc_b's shingles that stand in doc_a.")
    longest_run: pl.UInt32 = pa.Field(description="Words of the longest verbatim run.")
    coverage_a: float = pa.Field(ge=0, le=1, description="Share of doc_a's characters inside passages.")
    coverage_b: float = pa.Field(ge=0, le=1, description="Share of doc_b's characters inside passages.")
    likeness_a: float = pa.Field(ge=0, le=1, description="Coverage of doc_a, each passage weighed by its similarity.")
    likeness_b: float = pa.Field(ge=0, le=1, description="Coverage of doc_b, each passage weighed by its similarity.")
    before_a: float = pa.Field(ge=0, le=1, description="Share of doc_a that stands before its first passage.")
    before_b: float = pa.Field(ge=0, le=1, description="Share of doc_b that stands before its first passage.")
    home_a: pl.UInt32 = pa.Field(description="Times that both texts name where doc_a's language is at home.")
    home_b: pl.UInt32 = pa.Field(description="Times that both texts name where doc_b's language is at home.")
    fit: float = pa.Field(
        nullable=True,
        description="Log odds a sentence that lengths and anchors fit a translation; NULL if meanings did.",
    )
    length_a: pl.UInt32 = pa.Field(description="Characters of doc_a's text.")
    length_b: pl.UInt32 = pa.Field(description="Characters of doc_b's text.")
    same_language: bool = pa.Field(description="Whether both are in one language.")
    names_agency_a: bool = pa.Field(
        description="Whether doc_a names an agency that doc_b, and not doc_a, is credited to."
    )
    names_agency_b: bool = pa.Field(
        description="Whether doc_b names an agency that doc_a, and not doc_b, is credited to."
    )
    quotes_a: pl.UInt32 = pa.Field(description="Quotation marks in doc_a.")
    quotes_b: pl.UInt32 = pa.Field(description="Quotation marks in doc_b.")
    names_outlet_a: bool = pa.Field(description="Whether doc_a names the outlet of doc_b, another than its own.")
    names_outlet_b: bool = pa.Field(description="Whether doc_b names the outlet of doc_a, another than its own.")
    lead: float = pa.Field(nullable=True, description="Likeness of the leads; NULL outside the encoder.")
    names_a: float = pa.Field(ge=0, le=1, description="Share of doc_a's names and numbers, by rarity, also in doc_b.")
    names_b: float = pa.Field(ge=0, le=1, description="Share of doc_b's names and numbers, by rarity, also in doc_a.")
    named: float = pa.Field(ge=0, description="Rarity of the names and numbers that both have, summed up.")
    own_a: float = pa.Field(ge=0, description="Rarity of the names and numbers that only doc_a has, summed up.")
    own_b: float = pa.Field(ge=0, description="Rarity of the names and numbers that only doc_b has, summed up.")
    own_numbers_a: pl.UInt32 = pa.Field(description="Numbers that only doc_a has.")
    own_numbers_b: pl.UInt32 = pa.Field(description="Numbers that only doc_b has.")
    run_share: float = pa.Field(
        nullable=True, description="Share of the shorter text in verbatim runs of any length; NULL across languages."
    )
    rare_a: float = pa.Field(
        nullable=True, description="Share of doc_a's rare words also in doc_b; NULL across languages."
    )
    rare_b: float = pa.Field(
        nullable=True, description="Share of doc_b's rare words also in doc_a; NULL across languages."
    )
    n_rare: pl.UInt32 = pa.Field(nullable=True, description="Rare words in both; NULL across languages.")
    n_in_order: pl.UInt32 = pa.Field(
        nullable=True, description="Of those, the most that both have in one order; NULL across languages."
    )
    close_a: float = pa.Field(
        nullable=True, description="Share of doc_a whose sentences have one alike in doc_b; NULL in one language."
    )
    close_b: float = pa.Field(
        nullable=True, description="Share of doc_b whose sentences have one alike in doc_a; NULL in one language."
    )
    meaning_a: float = pa.Field(
        nullable=True, description="Mean cosine of doc_a's sentences with the nearest of doc_b; NULL in one language."
    )
    meaning_b: float = pa.Field(
        nullable=True, description="Mean cosine of doc_b's sentences with the nearest of doc_a; NULL in one language."
    )
    passages: Aligned = pa.Field(description="The aligned passages, in the order of doc_a.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "private.alignments"
        key = ("doc_a", "doc_b")
        scope = "pair"


class Judgement(Overlap):
    """What two articles are to each other, before stories say whose reports of one event belong together."""

    class Config:
        """Where the table stands and whose its rows are."""

        name = "private.judgements"
        key = ("doc_a", "doc_b")
        scope = "corpus"


class NameSpan(Table):
    """A name in an article, by the document and fixed resources alone."""

    doc_id: str = pa.Field(description="The article.")
    start_char: pl.UInt32 = pa.Field(description="First character, in silver.articles.text.")
    end_char: pl.UInt32 = pa.Field(description="One past the last character, in silver.articles.text.")
    surface: str = pa.Field(description="The name as written.")
    type: str = pa.Field(isin=ENTITY_TYPES, description="Type that the name has in its document.")
    confidence: float = pa.Field(ge=0, le=1, description="How sure the span and its type are.")
    form: str = pa.Field(description="The name folded: titles, case, accents, endings and script taken away.")
    key: str = pa.Field(
        description="What links it: a place's code, else the form of the document's longest form of it."
    )
    country_code: str = pa.Field(nullable=True, description="ISO 3166-1 code of a country or of its place, else NULL.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "private.name_spans"
        key = ("doc_id", "start_char", "end_char")
        scope = "document"


class QuoteSpan(Table):
    """A direct quote in an article, by the document and fixed resources alone."""

    doc_id: str = pa.Field(description="The article.")
    start_char: pl.UInt32 = pa.Field(description="First character inside the marks, in silver.articles.text.")
    end_char: pl.UInt32 = pa.Field(description="One past the last character inside them, in silver.articles.text.")
    text: str = pa.Field(description="The quote.")
    n_words: pl.UInt32 = pa.Field(description="Words of the quote (by length in scripts without spaces).")
    quote_hash: pl.UInt64 = pa.Field(description="Hash of its words, folded: the same quote in another article has it.")
    speaker: str = pa.Field(nullable=True, description="Name of who says it, as written; NULL where none can be told.")
    speaker_start: pl.UInt32 = pa.Field(nullable=True, description="First character of that name.")
    speaker_end: pl.UInt32 = pa.Field(nullable=True, description="One past the last character of that name.")
    speaker_basis: str = pa.Field(nullable=True, isin=SPEAKER_BASES, description="How the text says so.")
    verb: str = pa.Field(nullable=True, description="Word that says it is said: said, according, a colon.")
    confidence: float = pa.Field(ge=0, le=1, description="How sure the speaker is; without one, that it is speech.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "private.quote_spans"
        key = ("doc_id", "start_char", "end_char")
        scope = "document"


class NameLink(Table):
    """What a name of an article means in the corpus."""

    doc_id: str = pa.Field(description="The article.")
    key: str = pa.Field(description="What links the name in its article, as in private.name_spans.")
    entity_key: str = pa.Field(description="What links it in the corpus: a place's code, else the entity's first form.")
    entity_id: str = pa.Field(description="The entity: the hash of entity_key.")
    is_short: bool = pa.Field(description="Whether it is a short form that other articles, or linking, spelled out.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "private.name_links"
        key = ("doc_id", "key")
        scope = "corpus"
