"""Gold: who, what, and who took from whom."""

import pandera.polars as pa
import polars as pl

from schemas.table import ARTICLE_TEXT, Table
from schemas.types import DERIVED, ENTITY_TYPES, PASSAGE_KINDS, RELATIONS, SPEAKER_BASES, Strings, Utc


class Entity(Table):
    """An entity of the corpus: a person, an organisation, a place."""

    entity_id: str = pa.Field(description="The entity.")
    name: str = pa.Field(description="Canonical name.")
    type: str = pa.Field(isin=ENTITY_TYPES, description="PER, ORG, LOC or MISC.")
    aliases: Strings = pa.Field(description="Other names it goes by in the corpus.")
    country_code: str = pa.Field(nullable=True, description="ISO 3166-1 code of a country or of its place, else NULL.")
    n_documents: pl.UInt32 = pa.Field(description="Articles that mention it.")
    n_mentions: pl.UInt32 = pa.Field(description="Mentions of it.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "gold.entities"
        key = ("entity_id",)
        scope = "corpus"


class Mention(Table):
    """A mention of an entity in an article."""

    doc_id: str = pa.Field(description="The article.")
    entity_id: str = pa.Field(description="The entity meant.")
    start_char: pl.UInt32 = pa.Field(description="First character, in silver.articles.text.")
    end_char: pl.UInt32 = pa.Field(description="One past the last character, in silver.articles.text.")
    surface: str = pa.Field(description="The name as written.")
    type: str = pa.Field(isin=ENTITY_TYPES, description="Type that the mention has in its document.")
    confidence: float = pa.Field(ge=0, le=1, description="How sure the span and its type are.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "gold.mentions"
        key = ("doc_id", "start_char", "end_char")
        scope = "corpus"


class Quote(Table):
    """A direct quote in an article, and who says it."""

    doc_id: str = pa.Field(description="The article.")
    start_char: pl.UInt32 = pa.Field(description="First character inside the marks, in silver.articles.text.")
    end_char: pl.UInt32 = pa.Field(description="One past the last character inside them, in silver.articles.text.")
    text: str = pa.Field(metadata=ARTICLE_TEXT, description="The quote.")
    n_words: pl.UInt32 = pa.Field(description="Words of the quote (by length in scripts without spaces).")
    quote_hash: pl.UInt64 = pa.Field(description="Hash of its words, folded: the same quote in another article has it.")
    entity_id: str = pa.Field(nullable=True, description="The entity that says it; NULL where none can be told.")
    speaker: str = pa.Field(nullable=True, description="Its name as written there.")
    speaker_start: pl.UInt32 = pa.Field(
        nullable=True, description="First character of that name, in silver.articles.text."
    )
    speaker_end: pl.UInt32 = pa.Field(
        nullable=True, description="One past the last character of that name, in silver.articles.text."
    )
    speaker_basis: str = pa.Field(
        nullable=True,
        isin=SPEAKER_BASES,
        description="Named beside it, meant by a pronoun, continued from the quote before, or the preceding sentence.",
    )
    verb: str = pa.Field(nullable=True, description="Word that says it is said: said, according, a colon.")
    confidence: float = pa.Field(ge=0, le=1, description="How sure the speaker is; without one, that it is speech.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "gold.quotes"
        key = ("doc_id", "start_char", "end_char")
        scope = "corpus"


class Topic(Table):
    """A topic: an IPTC media topic, or one that the corpus shows."""

    topic_id: str = pa.Field(description="medtop:15000000, below it medtop:20000822, or corpus:...")
    parent_topic_id: str = pa.Field(nullable=True, description="The wider topic, NULL at the top.")
    scheme: str = pa.Field(isin=["iptc", "corpus"], description="Who made the topic.")
    label: str = pa.Field(description="Name of the topic.")
    keywords: Strings = pa.Field(description="Words that stand for it.")
    n_documents: pl.UInt32 = pa.Field(description="Articles assigned to it.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "gold.topics"
        key = ("topic_id",)
        scope = "corpus"


class ArticleTopic(Table):
    """An article and a topic."""

    doc_id: str = pa.Field(description="The article.")
    topic_id: str = pa.Field(description="The topic.")
    score: float = pa.Field(ge=0, le=1, description="How well the topic fits.")
    rank: pl.UInt32 = pa.Field(ge=1, description="Place in its scheme, from 1; IPTC's second level after the 17.")
    assigned: bool = pa.Field(description="Whether the score is high enough to count.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "gold.article_topics"
        key = ("doc_id", "topic_id")
        scope = "corpus"


class Overlap(Table):
    """A pair of articles that share content, each pair once."""

    doc_a: str = pa.Field(description="The article with the smaller doc_id.")
    doc_b: str = pa.Field(description="The article with the larger doc_id.")
    relation: str = pa.Field(isin=RELATIONS, description="copy, excerpt, translation, rewrite or same_event.")
    origin_doc_id: str = pa.Field(nullable=True, description="doc_a or doc_b, whichever came first; NULL if untold.")
    direction_basis: str = pa.Field(nullable=True, description="Why origin_doc_id is taken for the origin.")
    coverage_a: float = pa.Field(ge=0, le=1, description="Share of doc_a's characters inside passages.")
    coverage_b: float = pa.Field(ge=0, le=1, description="Share of doc_b's characters inside passages.")
    confidence: float = pa.Field(ge=0, le=1, description="How sure the relation is.")
    n_passages: pl.UInt32 = pa.Field(description="Aligned passages of the pair.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "gold.overlaps"
        key = ("doc_a", "doc_b")
        scope = "corpus"


class Passage(Table):
    """A passage of one article and its counterpart in the other: sentence to sentence, verbatim runs merged."""

    doc_a: str = pa.Field(description="The article with the smaller doc_id.")
    doc_b: str = pa.Field(description="The article with the larger doc_id.")
    start_a: pl.UInt32 = pa.Field(description="First character, in doc_a's silver.articles.text.")
    end_a: pl.UInt32 = pa.Field(description="One past the last character, in doc_a's silver.articles.text.")
    start_b: pl.UInt32 = pa.Field(description="First character, in doc_b's silver.articles.text.")
    end_b: pl.UInt32 = pa.Field(description="One past the last character, in doc_b's silver.articles.text.")
    similarity: float = pa.Field(ge=0, le=1, description="1 for verbatim, else likeness in wording or meaning.")
    kind: str = pa.Field(isin=PASSAGE_KINDS, description="verbatim, near, translated or paraphrased.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "gold.passages"
        key = ("doc_a", "doc_b", "start_a", "end_a", "start_b", "end_b")
        scope = "corpus"


class Story(Table):
    """A story: the articles on one event. Stories partition the articles, single ones included."""

    story_id: str = pa.Field(description="The story.")
    headline: str = pa.Field(
        nullable=True, description="Title of the article that most of it came from, else of the earliest that has one."
    )
    n_articles: pl.UInt32 = pa.Field(ge=1, description="Articles in it.")
    n_sources: pl.UInt32 = pa.Field(description="Outlets in it, articles without an outlet left out.")
    n_origins: pl.UInt32 = pa.Field(ge=1, description="Independent origins: connected components of derived pairs.")
    languages: Strings = pa.Field(description="Languages of its articles, sorted.")
    first_published_at: Utc = pa.Field(nullable=True, description="Earliest known publication.")
    last_published_at: Utc = pa.Field(nullable=True, description="Latest known publication.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "gold.stories"
        key = ("story_id",)
        scope = "corpus"


class StoryArticle(Table):
    """An article in its story."""

    story_id: str = pa.Field(description="The story.")
    doc_id: str = pa.Field(description="The article.")
    origin_doc_id: str = pa.Field(nullable=True, description="Root of the article's family if known, else NULL.")
    relation: str = pa.Field(nullable=True, isin=DERIVED, description="Relation to that root; NULL for a root.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "gold.story_articles"
        key = ("doc_id",)
        scope = "corpus"


class Source(Table):
    """An outlet."""

    source: str = pa.Field(description="The outlet.")
    n_articles: pl.UInt32 = pa.Field(ge=1, description="Its articles.")
    n_derived: pl.UInt32 = pa.Field(description="Of those, articles that some pair says derive from another.")
    n_original: pl.UInt32 = pa.Field(description="The rest.")
    languages: Strings = pa.Field(description="Languages of its articles, sorted.")
    first_published_at: Utc = pa.Field(nullable=True, description="Earliest known publication.")
    last_published_at: Utc = pa.Field(nullable=True, description="Latest known publication.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "gold.sources"
        key = ("source",)
        scope = "corpus"


class SourceOverlap(Table):
    """An ordered pair of outlets with a derived pair of articles between them; an outlet may meet itself."""

    source: str = pa.Field(description="The outlet whose articles are counted.")
    other_source: str = pa.Field(description="The outlet they are held against.")
    n_articles: pl.UInt32 = pa.Field(ge=1, description="Articles of source.")
    n_overlapping: pl.UInt32 = pa.Field(description="Of those, articles in a derived pair with other_source.")
    n_derived: pl.UInt32 = pa.Field(description="Of those, articles with an article of other_source as origin.")
    share_derived: float = pa.Field(ge=0, le=1, description="n_derived / n_articles.")
    mean_coverage: float = pa.Field(
        ge=0,
        le=1,
        description="Mean, over the n_overlapping articles, of the largest share of each that is covered.",
    )

    class Config:
        """Where the table stands and whose its rows are."""

        name = "gold.source_overlaps"
        key = ("source", "other_source")
        scope = "corpus"
