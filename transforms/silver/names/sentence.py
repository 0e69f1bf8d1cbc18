"""A sentence as its words, and what the whole document shows of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import Enum
from functools import lru_cache
from typing import Final, NamedTuple

from transforms.silver.names.gazetteer import Known
from transforms.silver.names.words import TOKEN, Shape, Word, word


class Sentence(NamedTuple):
    """The words of a sentence, and where each stands in the article: lists, as an object a word takes time to keep."""

    words: list[Word]
    starts: list[int]
    ends: list[int]


class Case(Enum):
    """How far capitals mean anything in a sentence."""

    SENTENCE = "Sentence case"
    HEADING = "Title Case"
    SHOUT = "ALL CAPS"


class Evidence(NamedTuple):
    """How a document writes its words where it is free to choose."""

    lower: Counter[str]
    capital: Counter[str]
    named: frozenset[str]
    """Words that stand after a first name somewhere: Angela Merkel."""


_SHORTEST_HEADING: Final = 3
_LONG_WORD: Final = 4
_CAPITALS_OF_HEADING: Final = 0.75
"""Share of the longer words with a capital, from which a line is set in title case."""
_CLOSING: Final = frozenset(".!?。！？…:;")


def read_sentence(text: str, start: int, end: int, language: str) -> Sentence:
    """Cut a sentence of a text into its words. No word runs over a space, so pieces are cut one by one."""
    sentence = Sentence([], [], [])
    words, starts, ends = sentence
    for piece in text[start:end].split(" "):
        for found, first, last in (_kept if len(piece) <= _LONGEST_KEPT else _cut)(piece, language):
            words.append(found)
            starts.append(start + first)
            ends.append(start + last)
        start += len(piece) + 1
    return sentence


def _cut(piece: str, language: str) -> tuple[tuple[Word, int, int], ...]:
    return tuple((word(found[0], language), found.start(), found.end()) for found in TOKEN.finditer(piece))


_PIECES_KEPT: Final = 100_000
"""Some 40 MB: pieces come again nearly as often as words do."""
_LONGEST_KEPT: Final = 32
"""Longer pieces are addresses and lines without spaces, which do not come again."""
_kept: Final = lru_cache(maxsize=_PIECES_KEPT)(_cut)


def key_of(words: Sequence[Word]) -> str:
    """Fold a name's words."""
    return " ".join([word.key for word in words])


def case_of(words: list[Word]) -> Case:
    """Tell headings and shouting from running text, where a capital says more."""
    longer = [one.shape for one in words if len(one.surface) >= _LONG_WORD and one.surface[0].isalpha()]
    if not longer:
        return Case.SENTENCE
    if longer.count(Shape.CAPS) > len(longer) / 2 and len(longer) > 1:
        return Case.SHOUT
    if len(longer) >= _SHORTEST_HEADING and words[-1].surface not in _CLOSING:
        capitals = sum(shape is not Shape.LOWER for shape in longer)
        if capitals >= _CAPITALS_OF_HEADING * len(longer):
            return Case.HEADING
    return Case.SENTENCE


def evidence_of(sentences: Iterable[list[Word]]) -> Evidence:
    """Count how a document writes its words inside sentences that are neither headings nor shouted."""
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    named: set[str] = set()
    for words in sentences:
        lower.update([found.key for found in words if found.shape is Shape.LOWER])
        inside = [at for at, found in enumerate(words) if found.capital and not opens(words, at)]
        capital.update([words[at].key for at in inside])
        for before, found in ((words[at - 1], words[at]) for at in inside):
            if before.capital and before.known & Known.FIRST and not before.common:
                named.add(found.key)
    return Evidence(lower, capital, frozenset(named))


def opens(words: list[Word], position: int) -> bool:
    """Say whether a word has its capital from where it stands: first, or after a quotation mark or a colon."""
    if position == 0:
        return True
    before = words[position - 1].surface
    return before in _OPENING or (position == 1 and not before[0].isalnum())


_OPENING: Final = frozenset("\"“”„«»'‘¡¿!?:;.…*•–—-[(")
