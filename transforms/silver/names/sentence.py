"""A sentence as its words, and what the whole document shows of them."""

from collections import Counter
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from typing import Final, NamedTuple

from transforms.silver.names.gazetteer import Known
from transforms.silver.names.words import TOKEN, Shape, Word, word


class Token(NamedTuple):
    """A word where it stands in the article."""

    start: int
    end: int
    surface: str
    word: Word


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


def tokens_of(text: str, start: int, end: int, language: str) -> list[Token]:
    """Cut a sentence of a text into its words. No word runs over a space, so pieces are cut one by one."""
    tokens = []
    for piece in text[start:end].split(" "):
        for first, last, surface, known in (_kept if len(piece) <= _LONGEST_KEPT else _cut)(piece, language):
            tokens.append(Token(start + first, start + last, surface, known))
        start += len(piece) + 1
    return tokens


def _cut(piece: str, language: str) -> tuple[Token, ...]:
    return tuple(
        Token(found.start(), found.end(), found[0], word(found[0], language)) for found in TOKEN.finditer(piece)
    )


_PIECES_KEPT: Final = 100_000
"""Some 40 MB: pieces come again nearly as often as words do."""
_LONGEST_KEPT: Final = 32
"""Longer pieces are addresses and lines without spaces, which do not come again."""
_kept: Final = lru_cache(maxsize=_PIECES_KEPT)(_cut)


def key_of(tokens: list[Token]) -> str:
    """Fold a name's words."""
    return " ".join(token.word.key for token in tokens)


def case_of(tokens: list[Token]) -> Case:
    """Tell headings and shouting from running text, where a capital says more."""
    longer = [token.word.shape for token in tokens if len(token.surface) >= _LONG_WORD and token.surface[0].isalpha()]
    if not longer:
        return Case.SENTENCE
    if longer.count(Shape.CAPS) > len(longer) / 2 and len(longer) > 1:
        return Case.SHOUT
    if len(longer) >= _SHORTEST_HEADING and tokens[-1].surface not in _CLOSING:
        capitals = sum(shape is not Shape.LOWER for shape in longer)
        if capitals >= _CAPITALS_OF_HEADING * len(longer):
            return Case.HEADING
    return Case.SENTENCE


def evidence_of(sentences: Iterable[list[Token]]) -> Evidence:
    """Count how a document writes its words inside sentences that are neither headings nor shouted."""
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    named: set[str] = set()
    for tokens in sentences:
        words = [token.word for token in tokens]
        lower.update([found.key for found in words if found.shape is Shape.LOWER])
        inside = [at for at, found in enumerate(words) if found.capital and not opens(tokens, at)]
        capital.update([words[at].key for at in inside])
        for before, found in ((words[at - 1], words[at]) for at in inside):
            if before.capital and before.known & Known.FIRST and not before.common:
                named.add(found.key)
    return Evidence(lower, capital, frozenset(named))


def opens(tokens: list[Token], position: int) -> bool:
    """Say whether a word has its capital from where it stands: first, or after a quotation mark or a colon."""
    if position == 0:
        return True
    before = tokens[position - 1].surface
    return before in _OPENING or (position == 1 and not before[0].isalnum())


_OPENING: Final = frozenset("\"“”„«»'‘¡¿!?:;.…*•–—-[(")
