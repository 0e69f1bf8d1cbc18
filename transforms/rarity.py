"""Rarity: how telling a word is, by its frequency in its language at large and never in the corpus at hand.

The names and rare words of a text become terms: hashes that carry their weight in the last byte, so that articles are
held against each other by numbers alone. Weights are whole tenths: sums of them are the same in whatever order.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import numpy as np

from transforms.anchors import anchor_of
from transforms.shingles import UNSPACED, Hashes, stable_hash
from transforms.silver.names.gazetteer import words

WEIGHT: Final = 0x3F
"""Bits of a term that are its weight; the hash is what stands above the last byte."""

IS_NUMBER: Final = 0x40
AT_HOME: Final = 0x80
"""Marks a name that only texts in its own language write so: runs of characters, taken for names."""

KEY: Final = 8
"""Bits to shift a term by, to compare it."""

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

SHORTEST_RUN: Final = 3
"""Characters of a Japanese or Chinese name: shorter runs are mostly common words."""

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_RUN = re.compile(r"[\u30a1-\u30fa\u30fc]{3,}|[\u4e00-\u9fff]{2,}")
"""In Japanese and Chinese: words in katakana, and runs of characters."""


@lru_cache(maxsize=100_000)
def rarity(word: str, language: str, common: float = COMMON) -> int:
    """Weigh a folded word in tenths, 0 if it is common."""
    if word.isdecimal():
        return NUMBER if len(word) > 1 else 0
    found = words(language).get(word)
    return max(round(10 * (common - max(found[0] if found else UNKNOWN, UNKNOWN))), 0)


def rare_words(folded: str, language: str) -> Hashes:
    """Weigh the rare words of a folded text, each cut to its stem, in the order in which they first appear."""
    found: dict[str, int] = {}
    for word in dict.fromkeys(_characters(folded) if language in UNSPACED else _TOKEN.findall(folded)):
        stem, weight = _stem(word, language)
        if weight > found.get(stem, 0):
            found[stem] = weight
    return np.array([_term(stem, weight) for stem, weight in found.items()], dtype=np.uint64)


@lru_cache(maxsize=100_000)
def _stem(word: str, language: str) -> tuple[str, int]:
    """Cut a word to what is compared of it, and weigh it; words of a few letters weigh nothing."""
    if word.isdecimal() or language in UNSPACED:
        return word, rarity(word, language)
    return word[:STEM], rarity(word, language) if len(word) >= SHORTEST else 0


def _characters(folded: str) -> Iterator[str]:
    """List words in katakana and, of longer runs of characters, every two: where one word ends is not written."""
    for run in _RUN.findall(folded):
        if run[0] >= "\u4e00":
            yield from (run[i : i + 2] for i in range(len(run) - 1))
        else:
            yield run


def rare_names(text: str, language: str) -> Hashes:
    """Weigh the numbers and names of a text, rarer ones more; sorted.

    Where capitals do not tell names, words in katakana and the longest runs of characters are taken for some.
    """
    terms = {_name(token, language) for token in set(_TOKEN.findall(text))}
    if language in UNSPACED:
        terms |= {_at_home(run, language) for run in set(_RUN.findall(text)) if len(run) >= SHORTEST_RUN}
    found = np.array(sorted(terms - {0}), dtype=np.uint64)
    keys, heaviest = found >> np.uint64(KEY), np.ones(len(found), dtype=np.bool_)
    heaviest[:-1] = keys[1:] != keys[:-1]
    return found[heaviest]


@lru_cache(maxsize=200_000)
def _name(token: str, language: str) -> int:
    """Make the term of a name or number; 0 of what is neither."""
    anchor = anchor_of(token)
    if not anchor:
        return 0
    weight = max(rarity(token.lower(), language, COMMON_NAME), LEAST)
    return _term(anchor, weight | IS_NUMBER if anchor.isdecimal() else weight)


@lru_cache(maxsize=100_000)
def _at_home(run: str, language: str) -> int:
    return _term(run, AT_HOME | max(rarity(run, language, COMMON_NAME), LEAST))


def _term(word: str, last: int) -> int:
    return stable_hash(word) >> KEY << KEY | last
