"""Story: its articles over time, and as families of who was made from whom."""

from datetime import datetime
from typing import Any, Final, NamedTuple

from explorer import drawings, history, tables
from explorer.family import Branch, Tie, families
from explorer.listing import table
from explorer.pages import chosen
from explorer.reading import Reader, Row

STORY: Final = "FROM gold.stories WHERE story_id = $story"
ARTICLES: Final = """
    SELECT doc_id, title, uri, source, language, agency, published_at, published_precision
    FROM gold.story_articles JOIN silver.articles USING (doc_id) WHERE story_id = $story
    ORDER BY published_at NULLS LAST, doc_id LIMIT $most
"""
TIES: Final = """
    SELECT doc_a, doc_b, relation, origin_doc_id, confidence + coverage_a + coverage_b AS strength
    FROM gold.overlaps
    WHERE relation <> 'same_event'
    AND doc_a IN (SELECT doc_id FROM gold.story_articles WHERE story_id = $story)
    AND doc_b IN (SELECT doc_id FROM gold.story_articles WHERE story_id = $story)
"""
MEMBERS: Final = "doc_id IN (SELECT doc_id FROM gold.story_articles WHERE story_id = $story)"

MOST: Final = 200
"""Articles of a story that are drawn; the list holds all."""


class Place(NamedTuple):
    """An article's place in its family."""

    branch: Branch
    article: Row
    when: float | None


class Family(NamedTuple):
    """Articles of one origin, as a tree."""

    places: list[Place]
    tree: drawings.Tree


def page(reader: Reader, asked: dict[str, str]) -> dict[str, Any] | None:
    """Show one story."""
    story_id = asked["story_id"]
    story = reader.row(STORY, story=story_id)
    if story is None:
        return None
    articles = {row["doc_id"]: row for row in reader.rows(ARTICLES, story=story_id, most=MOST)}
    ties = [Tie(*row.values()) for row in reader.rows(TIES, story=story_id)]
    chosen.choose(reader, MEMBERS, story=story_id)
    found = families(list(articles), ties)
    span = (story["first_published_at"], story["last_published_at"])
    return {
        "story": story,
        "families": [_family(branches, articles, span) for branches in found if len(branches) > 1],
        "alone": _family([branch for branches in found if len(branches) == 1 for branch in branches], articles, span),
        "drawn": len(articles),
        "bars": chosen.bars(reader),
        "names": chosen.names(reader),
        "languages": chosen.languages(reader),
        "quotes": table(reader, tables.QUOTES, {"story": story_id, "sort": "published_at"}, size=8),
        "changes": table(reader, history.CHANGES, {"story": story_id}, size=8),
        "pairs": table(reader, tables.PAIRS, {"story": story_id}, size=20, hide=frozenset({"direction_basis"})),
        "articles": table(reader, tables.ARTICLES, {"story": story_id, "sort": "published_at"}, size=20),
    }


def _family(branches: list[Branch], articles: dict[str, Row], span: tuple[datetime | None, datetime | None]) -> Family:
    places = [
        Place(branch, row := articles[branch.doc_id], drawings.moment_in(row["published_at"], *span))
        for branch in branches
    ]
    return Family(places, drawings.tree(branches))
