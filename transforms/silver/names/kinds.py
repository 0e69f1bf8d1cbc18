"""What kind of name a run is: evidence inside it and beside it, added up."""

from collections import Counter
from typing import Final

from transforms.silver.names.cues import Cue
from transforms.silver.names.gazetteer import NOTHING, PLACE, Entry, Known, inflected, names
from transforms.silver.names.sentence import Case, Token
from transforms.silver.names.words import Shape

Scores = Counter[str]
"""Evidence for PER, ORG, LOC and MISC, in rough units of log odds."""

_MILLION: Final = 1_000_000
_TOWN: Final = 100_000
_LONGEST_ACRONYM: Final = 6
_HEAD_FIRST: Final = frozenset({"es", "fr", "it", "pt", "ca", "ro", "vi", "id"})
"""Languages that put the head of a name first: Banco Central, mer Noire."""


def place_of(tokens: list[Token]) -> Entry:
    """Look a whole run up as a place, inflected if need be."""
    if len(tokens) == 1:
        return tokens[0].word.entry
    key = " ".join(token.word.key for token in tokens)
    return names().get(key, NOTHING) if key in names() else inflected(key)


def score(tokens: list[Token], start: int, end: int, case: Case, language: str) -> Scores:
    """Add up what speaks for each kind of name."""
    run = tokens[start:end]
    scores: Scores = Counter({"PER": 0.3, "ORG": 0.2, "LOC": 0.0, "MISC": 0.1})
    scores.update(_as_place(run))
    scores.update(_as_person(run))
    scores.update(_as_thing(run, case, language))
    scores.update(_before(tokens, start))
    scores.update(_after(tokens, end))
    return scores


def _as_place(run: list[Token]) -> Scores:
    entry = place_of(run)
    if entry.known & (Known.COUNTRY | Known.REGION):
        return Counter({"LOC": 4.0})
    if not entry.known & Known.CITY:
        return Counter()
    worth = 2.8 if entry.size >= _MILLION else 2.2 if entry.size >= _TOWN else 1.3
    return Counter({"LOC": worth - (0.7 if run[0].word.entry.known & (Known.FIRST | Known.LAST) else 0)})


def _as_person(run: list[Token]) -> Scores:
    words = [token.word for token in run]
    scores: Scores = Counter()
    first, last = words[0].entry.known, words[-1].entry.known
    if first & Known.FIRST:
        scores["PER"] += 2.4 if len(run) > 1 else 0.9
    if last & Known.LAST:
        scores["PER"] += 1.0 if len(run) > 1 else 0.8
    if len(run) > 1 and any(word.shape is Shape.INITIAL for word in words[:-1]):
        scores["PER"] += 2.0
    if any(word.shape is Shape.LOWER and word.cue & Cue.PARTICLES for word in words[1:-1]):
        scores["PER"] += 0.6
    if len(run) > 1 and words[-1].cue & Cue.SUFFIXES:
        scores["PER"] += 1.8
    if len(run) in (2, 3) and all(word.shape is Shape.TITLE and not word.common for word in words):
        scores["PER"] += 1.2
    if len(run) == 1 and words[0].shape is Shape.TITLE and not words[0].common:
        scores["PER"] += 0.4
    return scores


def _as_thing(run: list[Token], case: Case, language: str) -> Scores:
    words = [token.word for token in run]
    scores: Scores = Counter()
    ordered = words if language in _HEAD_FIRST or any(w.key in ("of", "de", "du", "für") for w in words) else words[::-1]
    for rank, word in enumerate(ordered):
        weight = 3.0 if rank == 0 else 1.6
        for cue, kind in ((Cue.ORG, "ORG"), (Cue.LOC, "LOC"), (Cue.MISC, "MISC")):
            if word.cue & cue and word.capital:
                scores[kind] += weight if len(run) > 1 or kind == "ORG" else weight / 3
    if len(run) == 1:
        scores.update(_as_word(run[0], case))
    elif words[-1].shape is Shape.CAPS and case is Case.SENTENCE and words[0].shape is Shape.CAPS:
        scores["ORG"] += 1.5
    if any(word.key == "&" for word in words):
        scores["ORG"] += 2.0
    return scores


def _as_word(token: Token, case: Case) -> Scores:
    word, scores = token.word, Counter[str]()
    if word.cue & (Cue.ORG_NAMES | Cue.AGENCIES):
        scores["ORG"] += 5.0
    if word.cue & Cue.DEMONYMS:
        scores["MISC"] += 4.5 if word.shape is not Shape.CAPS or case is not Case.SENTENCE else 0
    if word.entry.known & (Known.COUNTRY | Known.REGION):
        return scores
    if word.shape is Shape.CAPS and case is Case.SENTENCE:
        scores["ORG"] += 2.6 if len(word.key) <= _LONGEST_ACRONYM else 1.0
    if word.shape is Shape.MIXED and not token.surface.startswith(("Mc", "Mac", "De", "O'", "Di", "La", "Le")):
        scores["ORG"] += 1.8
    return scores


def _before(tokens: list[Token], start: int) -> Scores:
    scores: Scores = Counter()
    before = tokens[start - 1] if start else None
    if before is None:
        return scores
    cue, surface = before.word.cue, before.surface
    if cue & Cue.TITLES:
        scores["PER"] += 2.6
    if cue & Cue.ORG_CONTEXT:
        scores["ORG"] += 1.8
    if cue & Cue.LOC_PREP:
        scores["LOC"] += 1.2
    if cue & Cue.LOC_OF and not before.word.capital:
        scores["LOC"] += 1.8
    if start > 1 and before.word.key in ("of", "de", "von", "d'", "du", "di") and tokens[start - 2].word.cue & Cue.LOC_OF:
        scores["LOC"] += 1.5
    if surface in _QUOTES:
        scores["MISC"] += 1.4
    return scores


_QUOTES: Final = frozenset('"“„«»”')


def _after(tokens: list[Token], end: int) -> Scores:
    scores: Scores = Counter()
    after = tokens[end] if end < len(tokens) else None
    if after is None:
        return scores
    if after.word.cue & Cue.SAID:
        scores["PER"] += 1.2
    if after.word.key in ("who", "whose"):
        scores["PER"] += 1.2
    if after.surface in _QUOTES:
        scores["MISC"] += 0.8
    if end + 2 < len(tokens) and after.surface in ",(":
        age = tokens[end + 1].surface
        if age.isdigit() and len(age) == 2 and tokens[end + 2].surface in ",)":  # noqa: PLR2004  # "Smith, 34, said"
            scores["PER"] += 1.5
        if tokens[end + 1].word.key == "who":
            scores["PER"] += 1.2
    return scores
