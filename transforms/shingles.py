"""Wording as numbers: words and shingles of a text, as hashes that no platform or version changes.

A word is hashed by BLAKE2b; a shingle combines the hashes of its words by fixed odd multipliers modulo 2**64, which
NumPy does for a whole text at once.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Positions = NDArray[np.int64]

UNSPACED: Final = frozenset({"ja", "zh", "th", "lo", "km", "my"})
"""Languages whose scripts put no spaces between words: their unit is the character."""

SHINGLE: Final = {False: 5, True: 9}
"""Units of a shingle by whether the script is unspaced: 5 words, or 9 characters (about as rare)."""

UNSPACED_PER_WORD: Final = SHINGLE[True] / SHINGLE[False]
"""Characters of an unspaced script that count as a word."""

_WORD = re.compile(r"(\w+)")
_CHARACTER = re.compile(r"(\w)")
_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\n\t\r\u00a0\u2009\u202f\u3000", " "),
    }
)
_MULTIPLIERS = np.array([pow(0x9E3779B97F4A7C15, k, 2**64) for k in range(1, 10)], dtype=np.uint64)


def fold(text: str) -> str:
    """Level case, quotation marks, dashes and spaces, character by character: offsets stay what they were."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few capitals, such as the Turkish dotted I, have longer lower cases
        lowered = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    return lowered.translate(_TYPOGRAPHY)


@dataclass(frozen=True)
class Wording:
    """The words of a text (characters in unspaced scripts): their hashes, where they stand, and the text folded."""

    folded: str
    hashes: Hashes
    starts: Positions
    ends: Positions
    unspaced: bool

    @property
    def width(self) -> int:
        """Units of a shingle."""
        return SHINGLE[self.unspaced]

    @cached_property
    def vocabulary(self) -> Hashes:
        """The distinct words, sorted."""
        return np.unique(self.hashes)

    @cached_property
    def gaps(self) -> Hashes:
        """What stands before each word: hashes of the characters since the word before."""
        between = [
            self.folded[end:start] for end, start in zip([0, *self.ends.tolist()], self.starts.tolist(), strict=False)
        ]
        return np.array([stable_hash(gap) for gap in between], dtype=np.uint64)

    @cached_property
    def sorted_shingles(self) -> tuple[Hashes, Positions]:
        """The shingles in the order of their hashes, and where each stands."""
        order = np.argsort(self.shingles, kind="stable")
        return self.shingles[order], order

    @cached_property
    def shingles(self) -> Hashes:
        """Hash every run of ``width`` units, in the order of the text; a text shorter than one has none."""
        if len(self.hashes) < self.width:
            return self.hashes[:0]
        windows = np.lib.stride_tricks.sliding_window_view(self.hashes, self.width)
        return cast("Hashes", (windows * _MULTIPLIERS[: self.width]).sum(axis=1, dtype=np.uint64))


def wording(text: str, language: str) -> Wording:
    """Take a text apart into its words."""
    folded, unspaced = fold(text), language in UNSPACED
    parts = (_CHARACTER if unspaced else _WORD).split(folded)  # every second one is a word
    ends = np.cumsum(np.fromiter(map(len, parts), np.int64, len(parts)))
    words = parts[1::2]
    return Wording(
        folded=folded,
        hashes=np.fromiter(map(stable_hash, words), np.uint64, len(words)),
        starts=ends[:-1:2],
        ends=ends[1::2],
        unspaced=unspaced,
    )


@lru_cache(maxsize=200_000)
def stable_hash(word: str) -> int:
    """Hash a string to 64 bits, the same on every platform and in every version, unlike ``hash`` and Polars' own."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
