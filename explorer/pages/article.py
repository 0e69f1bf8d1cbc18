"""Article: its text with names and shared passages marked, what was stripped and why, what it shares with others."""

from collections import Counter
from itertools import pairwise
from typing import Any, Final, NamedTuple

from explorer import tables
from explorer.listing import table
from explorer.marking import Piece, Span, paragraphs
from explorer.reading import Reader, Row

ARTICLE: Final = """
    SELECT articles.*, story_id, headline, stories.n_articles AS n_in_story, n_sources, n_origins
    FROM silver.articles LEFT JOIN gold.story_articles USING (doc_id) LEFT JOIN gold.stories USING (story_id)
    WHERE doc_id = $doc
"""
MENTIONS: Final = """
    SELECT start_char, end_char, entity_id, mentions.type, name
    FROM gold.mentions JOIN gold.entities USING (entity_id) WHERE doc_id = $doc
"""
SHARED: Final = """
    SELECT if(doc_a = $doc, start_a, start_b) AS start, if(doc_a = $doc, end_a, end_b) AS "end",
        if(doc_a = $doc, doc_b, doc_a) AS other
    FROM gold.passages JOIN gold.overlaps USING (doc_a, doc_b)
    WHERE relation <> 'same_event' AND (doc_a = $doc OR doc_b = $doc)
"""
BLOCKS: Final = """
    SELECT kind, kept, rule, left(text, $most) AS text, length(text) > $most AS is_cut
    FROM silver.blocks WHERE doc_id = $doc ORDER BY block_no
"""
VERSIONS: Final = """
    SELECT version, is_current, media_type, encoding, n_bytes, content_hash, ingested_at, run_id
    FROM bronze.raw_documents WHERE doc_id = $doc ORDER BY version DESC
"""
TOPICS: Final = """
    SELECT topic_id, label, scheme, score FROM gold.article_topics JOIN gold.topics USING (topic_id)
    WHERE doc_id = $doc AND assigned ORDER BY scheme DESC, rank
"""

EDITS: Final = """
    SELECT version, edit.removed, edit.added
    FROM (SELECT version, unnest(edits) AS edit FROM ops.revisions WHERE doc_id = $doc)
    ORDER BY version DESC, edit.start_new LIMIT 200
"""

LONGEST: Final = 20_000
"""Characters of a block that are shown; some files are one line of megabytes."""

MANY: Final = 3
HERE: Final = frozenset({"title", "source", "published_at"})


class Name(NamedTuple):
    """A mention in the text."""

    entity_id: str
    type: str
    name: str


class Shared(NamedTuple):
    """A passage that stands in other articles too."""

    n: int

    @property
    def level(self) -> int:
        """Say how often, from 1 to 3."""
        return min(self.n, MANY)


def page(reader: Reader, asked: dict[str, str]) -> dict[str, Any] | None:
    """Show one article."""
    doc_id = asked["doc_id"]
    article = reader.row(ARTICLE, doc=doc_id)
    if article is None:
        return None
    blocks = reader.rows(BLOCKS, doc=doc_id, most=LONGEST)
    names = [
        Span(row["start_char"], row["end_char"], Name(row["entity_id"], row["type"], row["name"]))
        for row in reader.rows(MENTIONS, doc=doc_id)
    ]
    shared = _shared(reader.rows(SHARED, doc=doc_id))
    return {
        "article": article,
        "paragraphs": paragraphs(article["text"], names + shared),
        "is_shared": bool(shared),
        "names": _counted(names),
        "blocks": blocks,
        "stripped": _reasons(blocks),
        "topics": reader.rows(TOPICS, doc=doc_id),
        "edits": reader.rows(EDITS, doc=doc_id) if reader.has("ops.revisions") else [],
        "versions": reader.rows(VERSIONS, doc=doc_id),
        "quotes": table(reader, tables.QUOTES, {"doc": doc_id, "sort": "text"}, size=20, hide=HERE),
        "pairs": table(reader, tables.ALIKE, {"doc": doc_id}, size=20, hide=frozenset({"title_this"})),
    }


def pieces_of(piece: Piece) -> tuple[Name | None, Shared | None]:
    """Tell which name and how much sharing a piece of the text has."""
    name = next((what for what in piece.spans if isinstance(what, Name)), None)
    return name, next((what for what in piece.spans if isinstance(what, Shared)), None)


def _shared(rows: list[Row]) -> list[Span]:
    """Count for each stretch of the text the other articles that hold it too."""
    cuts = sorted({place for row in rows for place in (row["start"], row["end"])})
    spans = []
    for start, end in pairwise(cuts):
        others = {row["other"] for row in rows if row["start"] <= start and row["end"] >= end}
        if others:
            spans.append(Span(start, end, Shared(len(others))))
    return spans


def _counted(names: list[Span]) -> list[tuple[Name, int]]:
    first = {span.what.entity_id: span.what for span in sorted(names, reverse=True, key=lambda span: span[:2])}
    counts = Counter(span.what.entity_id for span in names)
    return [(first[entity_id], n) for entity_id, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def _reasons(blocks: list[Row]) -> list[tuple[str, str, int]]:
    """Count what was stripped, by kind and rule; bare space is no news."""
    counts = Counter((row["kind"], row["rule"]) for row in blocks if not row["kept"] and row["kind"] != "space")
    return [(kind, rule, n) for (kind, rule), n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
