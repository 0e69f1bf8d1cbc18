"""Keywords of an article: names and content words that it repeats, or that its title holds."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from transforms.topics.codebook import stop_words

MOST_WORDS: Final = 8
"""Keywords kept for an article."""

READ_CHARS: Final = 6000
"""Characters read: what an article is about stands at its beginning, and a giant text stays cheap."""

TITLE_COUNTS: Final = 2
"""A word of the title counts as two more of the text."""

LONGEST_NAME: Final = 3
"""Words of a name; longer runs of capitals are mostly headings."""

SHORTEST: Final = 4
"""Letters of a word in lower case; shorter ones are mostly function words. Acronyms may have two."""

LONGEST: Final = 30
"""Letters of a keyword; longer ones are addresses, chains of hashtags or lost spaces."""

_WORD: Final = re.compile(r"([^\W\d_]+(?:[-'’][^\W\d_]+)*)")
_OPENING: Final = re.compile(r"(?:^|[.!?…:;|•\n]|[\"“„«»‘(\[–—-])\s*$")
_ELIDED: Final = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|dell|nell|all|sull|un)['’](?=\w{2})", re.IGNORECASE)
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_UNSPACED: Final = {
    "ja": re.compile(r"[ァ-ヶー]{3,12}|[一-鿿々]{2,6}"),
    "zh": re.compile(r"[^\W\d_的了在是和与與对對将將等为為有不也就都而及这這那被把从從到于於以之其所说說年月日]{2,6}"),
}
_ALL_NOUNS_CAPITAL: Final = "de"


def keywords(title: str | None, text: str, language: str) -> list[str]:
    """List the article's keywords, the most prominent first; none in a language without known stop words."""
    stops = stop_words().get(language)
    if stops is None:
        return []
    body = Counter(_terms(text[:READ_CHARS], language, stops))
    shapes = {term.lower(): term for term in sorted(body, key=lambda term: (body[term], term[0].isupper(), term))}
    counts = Counter[str]()
    for term, n in body.items():
        counts[term.lower()] += n
    headline = {term.lower() for term in _terms((title or "")[:READ_CHARS], language, stops)} & counts.keys()
    salience = {
        term: n + TITLE_COUNTS * (term in headline)
        for term, n in counts.items()
        if (n > 1 or term in headline) and _is_content(shapes[term], stops)
    }
    parts = {word.lower() for term in body if " " in term for word in term.split()}  # "elon" opens a sentence on Musk
    ranked = [
        term
        for term in sorted(salience, key=lambda term: (-salience[term], term))
        if shapes[term] != term or term not in parts
    ]
    return [shapes[term] for term in _without_parts(ranked)][:MOST_WORDS]


def _is_content(term: str, stops: frozenset[str]) -> bool:
    if len(term) > LONGEST or all(word in stops for word in term.lower().split()):
        return False
    may_be_short = term.isupper() or term[0] >= "\u2e80"  # acronyms, and scripts without case
    return len(term) >= (2 if may_be_short else SHORTEST)


def _without_parts(ranked: Iterable[str]) -> Iterator[str]:
    """Leave out a term that is part of a more prominent one ("Biden" after "Joe Biden"), or the reverse."""
    seen: set[str] = set()
    for term in ranked:
        words = set(term.lower().split())
        if not words & seen:
            seen |= words
            yield term


def _terms(text: str, language: str, stops: frozenset[str]) -> Iterator[str]:
    if language in _UNSPACED:
        yield from _UNSPACED[language].findall(text)
        return
    name: list[str] = []
    last = ""
    parts = _WORD.split(text)
    for gap, found in zip(parts[:-1:2], parts[1::2], strict=True):
        word, lower, is_capital = _bare(found)
        capital = is_capital and not _opens((last + gap)[-4:])
        joins = capital and language != _ALL_NOUNS_CAPITAL and gap == " "
        if name and not joins:
            yield from _closed(name, stops)
            name = []
        if capital:
            name.append(_calm(word))
        elif word:
            yield lower
        last = found[-1]
    yield from _closed(name, stops)


@lru_cache(maxsize=50_000)
def _bare(word: str) -> tuple[str, str, bool]:
    """Take an article or a possessive off a word; give it in lower case, too, and say whether it has a capital."""
    bare = _POSSESSIVE.sub("", _ELIDED.sub("", word))
    return bare, bare.lower(), bare[:1].isupper()


@lru_cache(maxsize=10_000)
def _opens(before: str) -> bool:
    """Say whether a word opens a sentence, a quote or a bracket, by what stands before it."""
    return _OPENING.search(before) is not None


def _closed(name: list[str], stops: frozenset[str]) -> Iterator[str]:
    """Give a run of capital words as one name, or word by word if it is too long for one."""
    while name and name[0].lower() in stops:  # "Mr Musk", "On Monday"
        name = name[1:]
    if len(name) > LONGEST_NAME:
        yield from name
    elif name:
        yield " ".join(name)


def _calm(word: str) -> str:
    """Write a shouted word as a name; acronyms stay."""
    return word.capitalize() if word.isupper() and len(word) > LONGEST_NAME + 2 else word
