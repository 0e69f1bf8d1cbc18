"""Search: articles whose title or text holds all of the words, and names, stories and outlets called so."""

import unicodedata
from functools import cache
from itertools import pairwise
from typing import Any, Final

from explorer import tables
from explorer.listing import choices, table, terms
from explorer.reading import Reader

TEXTS: Final = "SELECT doc_id, text FROM silver.articles WHERE list_contains($docs, doc_id)"
SIZE: Final = 20
BEFORE: Final = 80
AFTER: Final = 170
LOOKED_AT: Final = 20_000
"""Characters of a text in which the words are looked for when a result is shown."""

FEW: Final = 6


def page(reader: Reader, asked: dict[str, str]) -> dict[str, Any]:
    """Show what is found."""
    words = terms(asked.get("q", ""))
    found = table(reader, tables.ARTICLES, asked, size=SIZE)._replace(place="search") if words else None
    return {
        "q": asked.get("q", ""),
        "found": found,
        "excerpts": _excerpts(reader, [row["doc_id"] for row in found.rows], words) if found else {},
        "called": {
            listing.title: table(reader, listing, {"q": asked.get("q", "")}, size=FEW)
            for listing in (tables.ENTITIES, tables.TOPICS, tables.SOURCES)
        } if words else {},
        "choices": choices(reader, tables.ARTICLES),
    }  # fmt: skip


def _excerpts(reader: Reader, docs: list[str], words: list[str]) -> dict[str, list[tuple[str, bool]]]:
    return {row["doc_id"]: excerpt(row["text"][:LOOKED_AT], words) for row in reader.rows(TEXTS, docs=docs)}


def excerpt(text: str, words: list[str]) -> list[tuple[str, bool]]:
    """Cut out where a text first holds one of the words: pieces, and whether each is such a word."""
    folded = _fold(text)
    places = [place for word in words if (place := folded.find(_fold(word))) >= 0]
    start = max(0, min(places, default=0) - BEFORE)
    start = text.find(" ", start, start + BEFORE // 4) + 1 or start if start else 0
    end = min(len(text), start + BEFORE + AFTER)
    end = max(end - BEFORE // 4, text.rfind(" ", start, end)) if end < len(text) else end
    marked = [False] * (end - start)
    for word in map(_fold, words):
        place = folded.find(word, start, end)
        while word and place >= 0:
            marked[place - start : place - start + len(word)] = [True] * len(word)
            place = folded.find(word, place + len(word), end)
    cuts = [0, *(i for i in range(1, len(marked)) if marked[i] != marked[i - 1]), len(marked)]
    pieces = [(text[start + left : start + right], marked[left]) for left, right in pairwise(cuts) if left < right]
    return [*([("… ", False)] if start else []), *pieces, *([(" …", False)] if end < len(text) else [])]


def _fold(text: str) -> str:
    """Lower the case and take off the accents, letter by letter, so that places in the text stay."""
    return "".join(map(_folded, text))


@cache
def _folded(letter: str) -> str:
    return unicodedata.normalize("NFD", letter.lower())[0]
