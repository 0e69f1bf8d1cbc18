"""Anchors: what a translation leaves as it was, namely numbers and names.

A name is a capitalised word, levelled so that it looks the same in most languages: accents off, Cyrillic and Greek in Latin
letters, cut to the stem that inflection leaves ("Trumpova" and "Trump" stay one only if cut).
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

STEM: Final = 5
"""Letters of a name that count: with 4 more strangers meet, with 6 inflected names part (Czech and English, German)."""

SHORTEST: Final = 4
"""Letters a capitalised word needs: shorter ones are mostly function words at the head of a sentence."""

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_LATIN: Final = str.maketrans(
    dict(
        zip(
            "абвгґдеёєжзиіїйклмнопрстуфхцчшщъыьэюяђјљњћџαβγδεζηθικλμνξοπρστυφχψωςłđøßæœðþı",
            "a b v g g d e e e zh z i i i i k l m n o p r s t u f kh ts ch sh shch  y  e yu ya dj j lj nj c dz "
            "a v g d e z i th i k l m n x o p r s t y f ch ps o s l d o ss ae oe d th i".split(" "),
            strict=True,
        )
    )
)


def anchors(text: str) -> set[str]:
    """List the numbers of at least two digits and the levelled names of a text."""
    return {anchor for token in _TOKEN.findall(text) if (anchor := _anchor(token))}


@lru_cache(maxsize=100_000)
def _anchor(token: str) -> str:
    """Level a token; one that is no anchor becomes empty."""
    if token.isdecimal():
        return str(int(token)) if len(token) > 1 else ""
    if not token[0].isupper() or (len(token) < SHORTEST and not (token.isupper() and len(token) > 1)):
        return ""
    letters = unicodedata.normalize("NFKD", token.lower()).translate(_LATIN)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))[:STEM]
