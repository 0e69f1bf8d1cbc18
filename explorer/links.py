"""Links: the address of every view. What stands in an address was written by others, so all of it is quoted."""

from urllib.parse import quote, urlencode


def path(*parts: str) -> str:
    """Join the parts of a path."""
    return "/" + "/".join(quote(part, safe="") for part in parts)


def asking(where: str, **given: object) -> str:
    """Add what is asked for; what is None or empty is left out."""
    asked = {name: value for name, value in given.items() if value not in (None, "")}
    return f"{where}?{urlencode(asked)}" if asked else where


def article(doc_id: str) -> str:
    """Point to an article."""
    return path("articles", doc_id)


def pair(one: str, other: str) -> str:
    """Point to two articles side by side."""
    return path("pairs", *sorted((one, other)))


def story(story_id: str) -> str:
    """Point to a story."""
    return path("stories", story_id)


def entity(entity_id: str) -> str:
    """Point to an entity."""
    return path("entities", entity_id)


def topic(topic_id: str) -> str:
    """Point to a topic."""
    return path("topics", topic_id)


def outlet(source: str) -> str:
    """Point to an outlet, by a parameter: an outlet may be called "..", which no path can hold."""
    return asking("/outlet", name=source)
