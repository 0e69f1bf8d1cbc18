"""How alike two names are to the ear, whatever script and custom of spelling they are written in."""

import re
from functools import lru_cache
from typing import Final

from anyascii import anyascii

_KEPT: Final = 100_000
_LEAST_SOUNDS: Final = 2
"""With fewer consonants anything sounds alike: Lee, Leo and Ali."""
_LEAST_LETTERS: Final = 5
"""Letters of a name with few consonants that may differ: Hessen and Hesse, but not EU and UE."""
_SOUNDS: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"dzh|tsch|sch|shch|tch|sh|ch|cs|cz|sz|zs|zh|dz|ts|tz|c(?=[eiy])", "s"),
        (r"kh|gh", ""),
        (r"ph", "f"),
        (r"x", "ks"),
        (r"n(?=[bp])", "m"),
        (r"[cq]", "k"),
        (r"[jz]", "s"),
        (r"l", "r"),
        (r"v", "b"),
        (r"[^bdfgkmnprst]", ""),
        (r"(.)\1+", r"\1"),
    )
)
"""From letters to sounds, coarse enough for katakana, which has no l, v, th or vowel-less syllables, and for Czech."""


@lru_cache(maxsize=_KEPT)
def letters(name: str) -> str:
    """Write a name in plain small letters, its words parted by single spaces."""
    return " ".join(re.findall(r"[a-z0-9]+", anyascii(name).casefold().replace("-", " ").replace("'", "")))


@lru_cache(maxsize=_KEPT)
def sounds(name: str) -> str:
    """Reduce a name to its consonants, word by word."""
    return " ".join(filter(None, map(_sounds_of, letters(name).split(" "))))


@lru_cache(maxsize=_KEPT)
def _sounds_of(word: str) -> str:
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def likeness(one: str, other: str) -> float:
    """Give the mean of how much of two names' letters, and of their consonants, stand in both in one order."""
    a, b = (sounds(name).replace(" ", "") for name in (one, other))
    written = _in_order(letters(one), letters(other)) if letters(one) and letters(other) else 0.0
    if min(len(a), len(b)) < _LEAST_SOUNDS:
        return written if min(len(letters(one)), len(letters(other))) >= _LEAST_LETTERS else float(written == 1)
    return (_in_order(a, b) + written) / 2


def _in_order(one: str, other: str) -> float:
    """Share of both strings in their longest common subsequence, found bit by bit (Hyyrö 2004)."""
    places: dict[str, int] = {}
    for position, char in enumerate(one):
        places[char] = places.get(char, 0) | 1 << position
    row = everything = (1 << len(one)) - 1
    for char in other:
        matched = row & places.get(char, 0)
        row = (row + matched | row - matched) & everything
    return 2 * (len(one) - row.bit_count()) / (len(one) + len(other))


def is_latin(name: str) -> bool:
    """Say whether a folded name is written in Latin letters."""
    return not _OTHER_SCRIPT.search(name)


_OTHER_SCRIPT: Final = re.compile("[^\\W\\d_a-z\u00c0-\u024f\u1e00-\u1eff]")
