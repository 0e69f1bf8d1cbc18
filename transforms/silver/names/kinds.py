"""What kind of name a run is: evidence inside it and beside it, added up."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final

from transforms.silver.names.cues import HEADS, Cue
from transforms.silver.names.gazetteer import Entry, Known, inflected, names
from transforms.silver.names.sentence import Case
from transforms.silver.names.words import Shape, Word

Scores = dict[str, float]
"""Evidence for PER, ORG, LOC and MISC, in rough units of log odds."""
Hints = Iterator[tuple[str, float]]
"""A kind and what speaks for it."""

_MILLION: Final = 1_000_000
_TOWN: Final = 100_000
_WELL_KNOWN: Final = 4.3
"""A word this frequent that is also a small town's name is more often something else (Google, Reading)."""
_HOUSEHOLD: Final = 5.0
"""Names more frequent than a statesman's, at home and abroad, are brands (Google)."""
_CLUB: Final = 1.8
"""A city with something that is no person's name is a club or a firm: Dallas Mavericks, Lech Posen."""
_LONGEST_ACRONYM: Final = 6
_RUNS_KEPT: Final = 50_000
"""Some 20 MB: names come again within an article and within the news of a day."""
_HEAD_FIRST: Final = frozenset({"es", "fr", "it", "pt", "ca", "ro", "vi", "id"})
"""Languages that put the head of a name first: Banco Central, mer Noire."""


def place_of(words: Sequence[Word]) -> Entry:
    """Look a whole run up as a place, inflected if need be."""
    if len(words) == 1:
        return words[0].entry
    key = " ".join(word.key for word in words)
    return names()[key] if key in names() else inflected(key, words[0].language)


def score(words: list[Word], start: int, end: int, case: Case) -> Scores:
    """Add up what speaks for each kind of name."""
    scores = dict(_inside(tuple(words[start:end]), case))
    for kind, weight in chain(_before(words, start), _after(words, end)):
        scores[kind] += weight
    if start and end < len(words) and words[start - 1].surface in _QUOTES and words[end].surface in _QUOTES:
        scores["MISC"] += 2.2
    return scores


@lru_cache(maxsize=_RUNS_KEPT)
def _inside(words: tuple[Word, ...], case: Case) -> Scores:
    """Add up what a name's own words say, whatever stands around it."""
    scores = {"PER": 0.3, "ORG": 0.2, "LOC": 0.0, "MISC": 0.1}
    for kind, weight in chain(
        _as_place(words),
        _as_person(words),
        _as_institution(words),
        _as_word(words[0], case) if len(words) == 1 else _as_several(words, case),
    ):
        scores[kind] += weight
    return scores


def _as_place(words: Sequence[Word]) -> Hints:
    entry = place_of(words)
    if entry.known & (Known.COUNTRY | Known.REGION):
        yield "LOC", 4.0
    elif entry.known & Known.CITY:
        worth = 2.8 if entry.size >= _MILLION else 2.2 if entry.size >= _TOWN else 1.3
        if entry.size < _TOWN * 2 and words[0].zipf >= _WELL_KNOWN and len(words) == 1:
            yield "LOC", 0.3
        else:
            yield "LOC", worth - (0.7 if words[0].known & (Known.FIRST | Known.LAST) else 0)


def _as_person(words: Sequence[Word]) -> Hints:
    first, last = words[0].known, words[-1].known
    placed = any(word.known & (Known.COUNTRY | Known.REGION) or word.entry.size >= _TOWN for word in words)
    if first & Known.FIRST:
        yield "PER", 2.4 if len(words) > 1 else 0.9
    if last & Known.LAST:
        yield "PER", 1.0 if len(words) > 1 else 0.8
    if len(words) > 1 and any(word.shape is Shape.INITIAL for word in words[:-1]):
        yield "PER", 2.0
    if any(word.shape is Shape.LOWER and word.cue & Cue.PARTICLES for word in words[1:-1]):
        yield "PER", 0.6
    if len(words) > 1 and words[-1].cue & Cue.SUFFIXES and first & Known.FIRST:
        yield "PER", 1.8
    if len(words) in (2, 3) and all(word.shape is Shape.TITLE and not word.common for word in words):
        yield "PER", 0.2 if placed and not first & Known.FIRST else 1.2


def _as_institution(run: Sequence[Word]) -> Hints:
    """Weigh the heads of a name (Bank, River, Cup): the one in front where a language puts it there, else the last."""
    words = [word for word in run if not word.cue & Cue.SUFFIXES or word.shape is not Shape.CAPS] or run
    in_front = run[0].language in _HEAD_FIRST or any(word.key in ("of", "de", "du", "für") for word in words)
    for rank, word in enumerate(words if in_front else words[::-1]):
        if word.cue & HEADS and word.capital:
            weight = 3.0 if rank == 0 else 1.6
            for cue, kind in ((Cue.ORG, "ORG"), (Cue.LOC, "LOC"), (Cue.MISC, "MISC")):
                if word.cue & cue:
                    yield kind, weight if len(run) > 1 or kind == "ORG" else weight / 3


def _as_several(words: Sequence[Word], case: Case) -> Hints:
    last = words[-1]
    if last.cue & Cue.DEMONYMS:
        yield "MISC", 3.0
    if last.shape is Shape.CAPS and words[0].shape is Shape.CAPS and case is Case.SENTENCE:
        yield "ORG", 1.5
    if any(word.cue & (Cue.ORG_NAMES | Cue.AGENCIES) for word in words):
        yield "ORG", 2.5
    if last.cue & Cue.ORG and last.capital:
        yield "PER", -2.0
    if any(word.key == "&" for word in words):
        yield "ORG", 2.0
    if not last.known & Known.LAST and not any(word.cue & HEADS for word in words) and any(map(_placed, words)):
        yield "ORG", _CLUB


def _placed(word: Word) -> bool:
    """Tell a place that is nobody's first name, or too large to be taken for one."""
    entry = word.entry
    place = entry.size >= _TOWN or entry.known & Known.COUNTRY
    return bool(place and not entry.known & Known.FIRST) or entry.size >= _TOWN * 5


def _as_word(word: Word, case: Case) -> Hints:
    if word.cue & (Cue.ORG_NAMES | Cue.AGENCIES):
        yield "ORG", 5.0
    if word.cue & Cue.MISC_NAMES:
        yield "MISC", 5.0
    if not word.known and word.zipf >= _HOUSEHOLD and not word.common:
        yield "ORG", 1.0
    if word.cue & Cue.DEMONYMS:
        yield "MISC", 4.5 if word.shape is not Shape.CAPS or case is not Case.SENTENCE else 0
    if word.known & (Known.COUNTRY | Known.REGION):
        return
    if word.shape is Shape.CAPS and case is Case.SENTENCE:
        yield "ORG", 2.6 if len(word.key) <= _LONGEST_ACRONYM else 1.0
    if word.shape is Shape.MIXED and not word.surface.startswith(("Mc", "Mac", "De", "O'", "Di", "La", "Le")):
        yield "ORG", 1.8


def _before(words: list[Word], start: int) -> Hints:
    before = words[start - 1] if start else None
    if before is None:
        return
    cue = before.cue
    if cue & Cue.TITLES:
        yield "PER", 2.6
    if cue & Cue.ORG_CONTEXT:
        yield "ORG", 1.8
    if cue & Cue.LOC_PREP:
        yield "LOC", 1.2
    if cue & Cue.LOC_OF and not before.capital:
        yield "LOC", 1.8
    if start > 1 and before.key in ("of", "de", "von", "d'", "du", "di") and words[start - 2].cue & Cue.LOC_OF:
        yield "LOC", 1.5
    if before.surface in _QUOTES and start > 1:
        yield "MISC", 1.0
    if before.key in _ARTICLES:
        yield "PER", -1.2


_ARTICLES: Final = frozenset({"the", "la", "el", "los", "las", "le", "les", "l'", "il", "lo", "o", "os", "as", "het"})
"""What seldom stands before a person's name; in German it may."""


_QUOTES: Final = frozenset('"“„«»”')


def _after(words: list[Word], end: int) -> Hints:
    after = words[end] if end < len(words) else None
    if after is None:
        return
    if after.cue & Cue.SAID:
        yield "PER", 1.2
    if after.shape is Shape.LOWER and after.cue & (Cue.ORG_CONTEXT | Cue.TITLES):
        yield "ORG", 1.0
    if after.surface.isdigit():
        yield "PER", -0.5
    if after.key in ("who", "whose"):
        yield "PER", 1.2
    if end + 2 < len(words) and after.surface in ",(":
        age = words[end + 1].surface
        if age.isdigit() and len(age) == len("34") and words[end + 2].surface in ",)":  # "Smith, 34, said"
            yield "PER", 1.5
        if words[end + 1].key == "who":
            yield "PER", 1.2
