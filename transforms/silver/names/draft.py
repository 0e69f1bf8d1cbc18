"""A document as the rules read it: the evidence that the tagger decides on."""

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple

from transforms.silver.names.acronyms import acronyms_in, with_acronyms
from transforms.silver.names.kinds import Scores, score
from transforms.silver.names.labelling import TYPES
from transforms.silver.names.longer import longer_forms
from transforms.silver.names.runs import Reader
from transforms.silver.names.sentence import (
    Case,
    Evidence,
    Sentence,
    case_of,
    evidence_of,
    key_of,
    read_sentence,
)
from transforms.silver.names.tagger import Sight
from transforms.silver.names.words import Word


class Run(NamedTuple):
    """Words of a sentence that are taken for one name, and what speaks for each kind."""

    first: int
    words: tuple[Word, ...]
    key: str
    """The words folded."""
    scores: Scores


class Document(NamedTuple):
    """What names are looked for in."""

    text: str
    sentences: Sequence[tuple[int, int]]
    language: str


class Draft(NamedTuple):
    """A document as the rules read it: its sentences, and the runs of each."""

    language: str
    sentences: list[Sentence]
    cases: list[Case]
    seen: Evidence
    runs: list[list[Run]]
    acronyms: dict[str, str]


def read(document: Document) -> Draft:
    """Read a document by the rules."""
    text, bounds, language = document
    cut = [read_sentence(text, start, end, language) for start, end in bounds]
    sentences = [sentence for sentence in cut if sentence.words]
    cases = [case_of(sentence.words) for sentence in sentences]
    seen = evidence_of(one for one, case in zip(sentences, cases, strict=True) if case is Case.SENTENCE)
    found = [list(Reader(one, case, seen, language).runs()) for one, case in zip(sentences, cases, strict=True)]
    acronyms: dict[str, str] = {}
    for sentence, places in zip(sentences, found, strict=True):
        acronyms |= acronyms_in(sentence.words, places)
    runs = [
        _scored(sentence.words, with_acronyms(sentence.words, places, acronyms), case)
        for sentence, places, case in zip(sentences, found, cases, strict=True)
    ]
    return Draft(language, sentences, cases, seen, runs, acronyms)


def sights(draft: Draft) -> list[Sight]:
    """Give each sentence of a document with what the rules and the rest of the document say of its words."""
    runs = [run for found in draft.runs for run in found]
    kinds = kinds_of(runs)
    longer = longer_forms({run.key: run.words for run in runs}, kinds, draft.acronyms)
    made = []
    for (words, opens, *_), case, found in zip(draft.sentences, draft.cases, draft.runs, strict=True):
        tags = ["O"] * len(words)
        for run in found:
            kind, confidence = kinds[longer.get(run.key, run.key)]
            sure = "+" if confidence >= _SURE else ""
            last = run.first + len(run.words)
            tags[run.first : last] = [f"B-{kind}{sure}", *[f"I-{kind}{sure}"] * (len(run.words) - 1)]
        style = [draft.language] * len(words)
        made.append(Sight(words, style, tags, _places(opens, case), _elsewhere(words, draft.seen)))
    return made


def _places(opens: list[bool], case: Case) -> list[str]:
    free, opening = case.name[0], f"{case.name[0]}^"
    return [opening if one else free for one in opens]


def _elsewhere(words: list[Word], seen: Evidence) -> list[str]:
    """Say how the document writes the words that have a capital."""
    lower, capital, named = seen
    found = ["."] * len(words)
    for position, word in enumerate(words):
        if word.capital:
            key = word.key
            found[position] = _TIMES[min(lower.get(key, 0), 2)][min(capital.get(key, 0), 2)][key in named]
    return found


_TIMES: Final = [[[f"{lower}{capital}{named}" for named in ("", "n")] for capital in range(3)] for lower in range(3)]
"""How often the document writes a word small and with a capital, never, once or more, and whether as a family name."""
_SURE: Final = 0.9
"""Confidence of the rules from which they are right in nine of ten."""


def _scored(words: list[Word], found: list[tuple[int, int]], case: Case) -> list[Run]:
    """Score the runs of a sentence; the members of an enumeration lend each other half of their evidence."""
    runs = [Run(a, tuple(words[a:b]), key_of(words[a:b]), score(words, a, b, case)) for a, b in found]
    listed: list[list[Run]] = [[]]
    for position, run in enumerate(runs):
        between = words[found[position - 1][1] : found[position][0]] if position else []
        if not between or not all(word.surface in _ENUMERATING for word in between):
            listed.append([])
        listed[-1].append(run)
    for group in listed:
        if len(group) >= _SHORTEST_LIST:
            shared = {kind: sum(run.scores[kind] for run in group) / len(group) / 2 for kind in TYPES}
            for run in group:
                for kind in TYPES:
                    run.scores[kind] += shared[kind]
    return runs


_ENUMERATING: Final = frozenset(
    {",", "and", "or", "und", "oder", "et", "ou", "y", "o", "e", "&", "и", "a", "i", "en", "of", ";"}
)
_SHORTEST_LIST: Final = 3


def kinds_of(runs: list[Run]) -> dict[str, tuple[str, float]]:
    """Give every name the kind that its mentions together speak for."""
    total: defaultdict[str, Scores] = defaultdict(lambda: dict.fromkeys(TYPES, 0.0))
    for run in runs:
        scores = total[run.key]
        for kind, value in run.scores.items():
            old = scores[kind]
            scores[kind] = old + value * _REPEATED if old > value else value + old * _REPEATED
    return {key: best_of(scores) for key, scores in total.items()}


_REPEATED: Final = 0.5
"""How much of a further mention's evidence counts: mentions of one name in one article are no independent witnesses."""


def best_of(scores: Scores) -> tuple[str, float]:
    """Give the kind that most speaks for, and how likely it is among all that scores stand for."""
    kind = max(TYPES, key=lambda one: scores[one])
    weights = {one: math.exp(min(score, 20)) for one, score in scores.items()}
    return kind, round(weights[kind] / sum(weights.values()), 3)
