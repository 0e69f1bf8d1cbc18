"""A sentence as its words, and what the whole document shows of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Final, NamedTuple

from transforms.silver.names.gazetteer import Known
from transforms.silver.names.words import TOKEN, Shape, Word, word


class Sentence(NamedTuple):
    """The words of a sentence, and where each stands in the article: lists, as an object a word takes time to keep."""

    words: list[Word]
    opens: list[bool]
    """Whether a word has its capital from where it stands: first, or after a quotation mark or a colon."""
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
    found = list(TOKEN.finditer(text, start, end))
    words = [word(one[0], language) for one in found]
    return Sentence(words, _opens(words), [one.start() for one in found], [one.end() for one in found])


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


def evidence_of(sentences: Iterable[Sentence]) -> Evidence:
    """Count how a document writes its words inside sentences that are neither headings nor shouted."""
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    named: set[str] = set()
    for words, opens, *_ in sentences:
        lower.update([found.key for found in words if found.shape is Shape.LOWER])
        inside = [at for at, found in enumerate(words) if found.capital and not opens[at]]
        capital.update([words[at].key for at in inside])
        for before, found in ((words[at - 1], words[at]) for at in inside):
            if before.capital and before.known & Known.FIRST and not before.common:
                named.add(found.key)
    return Evidence(lower, capital, frozenset(named))


def _opens(words: list[Word]) -> list[bool]:
    opens = [True, *[word.surface in _OPENING for word in words]][: len(words)]
    if len(words) > 1 and not words[0].surface[0].isalnum():
        opens[1] = True
    return opens


_OPENING: Final = frozenset("\"“”„«»'‘¡¿!?:;.…*•–—-[(")
