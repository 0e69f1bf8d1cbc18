"""About one name, topic or outlet: where, when and with whom."""

from typing import Any, Final

from explorer import tables
from explorer.listing import table
from explorer.pages import chosen
from explorer.reading import Reader

NAMING: Final = "doc_id IN (SELECT doc_id FROM gold.mentions WHERE entity_id = $entity)"
ON_TOPIC: Final = "doc_id IN (SELECT doc_id FROM gold.article_topics WHERE topic_id = $topic AND assigned)"
FROM_OUTLET: Final = "source = $source"

WRITTEN: Final = """
    SELECT surface, language, count(*) AS n FROM gold.mentions JOIN silver.articles USING (doc_id)
    WHERE entity_id = $entity GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 24
"""
ROLE: Final = "FROM gold.outlet_roles WHERE source = $source"
TAKEN: Final = {"taken": "1"}
BRIEF: Final = frozenset({"n_overlapping", "mean_coverage"})


def entity(reader: Reader, asked: dict[str, str]) -> dict[str, Any] | None:
    """Show a person, an organisation or a place."""
    given = {"entity": asked["entity_id"]}
    row = reader.row("FROM gold.entities WHERE entity_id = $entity", **given)
    if row is None:
        return None
    return _shown(reader, NAMING, but=given["entity"], **given) | {
        "entity": row,
        "written": reader.rows(WRITTEN, **given),
        "topics": chosen.topics(reader),
        "quotes": table(reader, tables.QUOTES, given, size=8, hide=frozenset({"speaker"})),
        "stories": table(reader, tables.STORIES, given, size=10),
        "articles": table(reader, tables.ARTICLES, given, size=20),
    }


def topic(reader: Reader, asked: dict[str, str]) -> dict[str, Any] | None:
    """Show a topic."""
    given = {"topic": asked["topic_id"]}
    row = reader.row(
        "SELECT topics.*, parent.label AS parent FROM gold.topics AS topics LEFT JOIN gold.topics AS parent "
        "ON parent.topic_id = topics.parent_topic_id WHERE topics.topic_id = $topic", **given,
    )  # fmt: skip
    if row is None:
        return None
    below = "FROM gold.topics WHERE parent_topic_id = $topic ORDER BY n_documents DESC, topic_id"
    return _shown(reader, ON_TOPIC, **given) | {
        "topic": row,
        "below": reader.rows(below, **given),
        "articles": table(reader, tables.ARTICLES, given, size=20),
    }


def outlet(reader: Reader, asked: dict[str, str]) -> dict[str, Any] | None:
    """Show an outlet: what it takes, and who takes from it."""
    given = {"source": asked.get("name", "")}
    row = reader.row("FROM gold.sources WHERE source = $source", **given)
    if row is None:
        return None
    return _shown(reader, FROM_OUTLET, **given) | {
        "outlet": row,
        "role": reader.row(ROLE, **given) if reader.has("gold.outlet_roles") else None,
        "topics": chosen.topics(reader),
        "takes": table(reader, tables.BORROWINGS, given | TAKEN, size=12, hide=BRIEF | {"source"}),
        "gives": table(
            reader, tables.BORROWINGS, {"other": asked["name"]} | TAKEN, size=12, hide=BRIEF | {"other_source"}
        ),
        "stories": table(reader, tables.STORIES, given, size=10),
        "articles": table(reader, tables.ARTICLES, given, size=20, hide=frozenset({"source"})),
    }


def _shown(reader: Reader, where: str, but: str = "", **given: str) -> dict[str, Any]:
    chosen.choose(reader, where, **given)
    return {
        "bars": chosen.bars(reader),
        "outlets": chosen.outlets(reader),
        "languages": chosen.languages(reader),
        "names": chosen.names(reader, but),
    }
