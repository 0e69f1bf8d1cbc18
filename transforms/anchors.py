"""Anchors: what a translation leaves as it was, namely numbers and names.

A name is a capitalised word, levelled so that it looks the same in most languages: accents off, Cyrillic and Greek in
Latin letters, cut to the stem that inflection leaves.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

STEM: Final = 5
"""Letters of a name that count: with 4 more strangers meet, with 6 inflected names part (Czech and English, German)."""

SHORTEST: Final = 4
"""Letters a capitalised word needs: shorter ones are mostly function words at the head of a sentence."""

DIGITS: Final = 18
"""Digits of a number that count, the last ones: Python refuses to read very long ones."""

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_LATIN: Final = str.maketrans(
    dict(zip("абвгґдеёєзиіїйклмнопрстуфхцъыьэјђћџ", "abvggdeeeziiiiklmnoprstufhc y ejdcd", strict=True))
    | dict(zip("αβγδεζηικλμνξοπρστυφωσς", "avgdeziiklmnxoprstyfoss", strict=True))
    | {"ж": "zh", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "љ": "lj", "њ": "nj", "θ": "th", "χ": "ch"}
    | {"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "ψ": "ps"}
)


def anchors(text: str) -> set[str]:
    """List the numbers of at least two digits and the levelled names of a text."""
    return {anchor for token in _TOKEN.findall(text) if (anchor := anchor_of(token))}


@lru_cache(maxsize=100_000)
def anchor_of(token: str) -> str:
    """Level a token; one that is no anchor becomes empty."""
    if token.isdecimal():
        return str(int(token[-DIGITS:])) if len(token) > 1 else ""
    if not token[0].isupper() or (len(token) < SHORTEST and not (token.isupper() and len(token) > 1)):
        return ""
    letters = unicodedata.normalize("NFKD", token.lower()).translate(_LATIN)
    return "".join(letter for letter in letters if letter.isalnum())[:STEM]
