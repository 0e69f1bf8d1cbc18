"""Cue words that tell a line's part on a news page, of all languages at once: a page mixes languages."""

import re
from collections.abc import Iterable
from functools import cache

from transforms.resources import lexicons

_DIGIT = re.compile(r"[\d\u0307]")
_NO_DIGITS = str.maketrans("", "", "0123456789")
_EDGES = " \t\u00a0.,;:!?…·•|/\\-–—*#>»›<«‹→←▶►▸▼⬇()[]{}\u200e\u200f\ufeff"


def fold_line(line: str) -> str:
    """Fold what varies between copies of one line: case, numbers, spaces."""
    return " ".join(_without_digits(line.lower()).split())


def fold_cue(line: str) -> str:
    """Fold a line for comparison with cue words: as fold_line, and without closing punctuation or brackets."""
    return fold_line(line).strip(_EDGES)


def _without_digits(text: str) -> str:
    """Take out digits, and the dot that lower case leaves of a Turkish capital."""
    return text.translate(_NO_DIGITS) if text.isascii() else _DIGIT.sub("", text)


class Cues:
    """A set of folded phrases that can be asked whether a line is one or begins with one."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = frozenset(phrases)
        self._lengths: dict[str, list[int]] = {}  # by the first two characters: most lines begin with no cue
        for phrase in self.phrases:
            self._lengths.setdefault(phrase[:2], []).append(len(phrase))
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)

    def __contains__(self, folded: str) -> bool:
        """Say whether the whole line is a cue."""
        return folded in self.phrases

    def opening(self, folded: str) -> str:
        """Return the longest cue that the line begins with, at a word boundary; empty if there is none."""
        for length in self._lengths.get(folded[:2], ()):
            head = folded[:length]
            if head in self.phrases and len(head) == length and _ends_word(folded, length):
                return head
        return ""


def _ends_word(text: str, end: int) -> bool:
    last = text[end - 1]
    return end == len(text) or not last.isalnum() or not text[end].isalnum() or last >= "\u2e80"  # no spaces in CJK


@cache
def cues(name: str) -> Cues:
    """Load the cue words of one kind (share, tail, byline, ...) in all languages."""
    return Cues(phrase.lower() for lexicon in lexicons().values() for phrase in lexicon.get(name, ()))


@cache
def agency_names() -> dict[str, str]:
    """Map every way to write a news agency to its canonical name."""
    return {
        alias: name
        for lexicon in lexicons().values()
        for name, aliases in lexicon.get("agencies", {}).items()
        for alias in [name, *aliases]
    }


@cache
def any_agency() -> str:
    """Write a pattern that finds an agency's name, longest first."""
    return "|".join(re.escape(alias) for alias in sorted(agency_names(), key=lambda alias: (-len(alias), alias)))
