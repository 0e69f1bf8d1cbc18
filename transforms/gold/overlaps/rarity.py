"""Rarity: how telling a word is, by its frequency in its language at large and never in the corpus at hand.

Weights are whole tenths, so that sums of them are the same in whatever order they are added.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from transforms.anchors import anchors
from transforms.shingles import UNSPACED
from transforms.silver.names.gazetteer import words

UNKNOWN: Final = 2.0
"""Zipf frequency (log10 in a billion words) of a word that the list of its language lacks, and of rarer ones in it."""

COMMON: Final = 5.5
"""Zipf frequency from which a word says nothing: 300 in a million words."""

COMMON_NAME: Final = 6.0
LEAST: Final = 3
"""What every capitalised word weighs at least, in tenths: names of ordinary words are names still."""

NUMBER: Final = 20
"""Weight of a number of at least two digits, in tenths."""

SHORTEST: Final = 4
STEM: Final = 6
"""Letters that are compared: what inflection leaves of a word."""

SHORTEST_TERM: Final = 3
"""Characters of a Japanese or Chinese name: shorter runs are mostly common words."""

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_TERM = re.compile(r"[\u30a1-\u30fa\u30fc]{3,}|[\u4e00-\u9fff]{2,}")
"""In Japanese and Chinese: words in katakana, and runs of characters."""


@lru_cache(maxsize=100_000)
def rarity(word: str, language: str, common: float = COMMON) -> int:
    """Weigh a folded word in tenths, 0 if it is common."""
    if word.isdecimal():
        return NUMBER if len(word) > 1 else 0
    found = words(language).get(word)
    return max(round(10 * (common - max(found[0] if found else UNKNOWN, UNKNOWN))), 0)


def rare_words(folded: str, language: str) -> dict[str, int]:
    """Weigh the rare words of a folded text, each cut to its stem, in the order in which they first appear."""
    found: dict[str, int] = {}
    for term, word in _terms(folded) if language in UNSPACED else _words(folded):
        if weight := rarity(word, language):
            found[term] = max(found.get(term, 0), weight)
    return found


def _words(folded: str) -> Iterator[tuple[str, str]]:
    for word in _TOKEN.findall(folded):
        if word.isdecimal():
            yield word, word
        elif len(word) >= SHORTEST:
            yield word[:STEM], word


def _terms(folded: str) -> Iterator[tuple[str, str]]:
    """List words in katakana and, of longer runs of characters, every two: where one word ends is not written."""
    for term in _TERM.findall(folded):
        if term[0] >= "\u4e00":
            yield from ((term[i : i + 2],) * 2 for i in range(len(term) - 1))
        else:
            yield term, term


def rare_names(text: str, language: str) -> dict[str, int]:
    """Weigh the numbers and names of a text, rarer ones more."""
    found: dict[str, int] = {}
    for token in set(_TOKEN.findall(text)):
        for anchor in anchors(token):
            weight = max(rarity(token.lower(), language, COMMON_NAME), LEAST)
            found[anchor] = max(found.get(anchor, 0), weight)
    return found


def terms_as_names(text: str, language: str) -> dict[str, int]:
    """Take the words in katakana and the longest runs of characters for names, where capitals do not tell them."""
    if language not in UNSPACED:
        return {}
    return {
        term: max(rarity(term, language, COMMON_NAME), LEAST)
        for term in _TERM.findall(text)
        if len(term) >= SHORTEST_TERM
    }
