"""The names of one document: runs of its sentences, typed with what the whole document says of them."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from transforms.silver.names.caseless import CASELESS, Found, find_caseless
from transforms.silver.names.gazetteer import Known, fold
from transforms.silver.names.keys import form_of, place_key
from transforms.silver.names.kinds import Scores, place_of, score
from transforms.silver.names.runs import Reader
from transforms.silver.names.sentence import Case, Token, case_of, evidence_of, tokens_of

TYPES: Final = ("PER", "ORG", "LOC", "MISC")


class Span(NamedTuple):
    """A name where it stands in the article, and what links it."""

    start: int
    end: int
    type: str
    confidence: float
    form: str
    key: str
    country_code: str | None


class _Run(NamedTuple):
    tokens: list[Token]
    scores: Scores
    case: Case

    @property
    def key(self) -> str:
        return _key(self.tokens)


def find_spans(text: str, sentences: Iterable[tuple[int, int]], language: str) -> list[Span]:
    """Find the names of a document, in the order of its text."""
    if language in CASELESS:
        return [
            _caseless_span(text, one, language)
            for start, end in sentences
            for one in find_caseless(text, start, end, language)
        ]
    cut = [tokens for start, end in sentences if (tokens := tokens_of(text, start, end, language))]
    seen = evidence_of(cut)
    cases = [case_of(tokens) for tokens in cut]
    read = [list(Reader(tokens, case, seen, language).runs()) for tokens, case in zip(cut, cases, strict=True)]
    acronyms: dict[str, str] = {}
    for tokens, found in zip(cut, read, strict=True):
        acronyms |= acronyms_in(tokens, found)
    runs = [
        run
        for tokens, found, case in zip(cut, read, cases, strict=True)
        for run in _scored(tokens, with_acronyms(tokens, found, acronyms), case, language)
    ]
    return list(_settle(runs, acronyms, language))


def _scored(tokens: list[Token], found: list[tuple[int, int]], case: Case, language: str) -> list[_Run]:
    """Score the runs of a sentence; the members of an enumeration lend each other half of their evidence."""
    runs = [_Run(tokens[a:b], score(tokens, a, b, case, language), case) for a, b in found]
    listed: list[list[_Run]] = [[]]
    for position, run in enumerate(runs):
        between = tokens[found[position - 1][1] : found[position][0]] if position else []
        if not between or not all(token.surface in _ENUMERATING for token in between):
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


def _caseless_span(text: str, found: Found, language: str) -> Span:
    word = fold(text[found.start : found.end])
    form = form_of((word,), language)
    key = place_key([word], found.entry) if found.type == "LOC" else None
    code = found.entry.code if found.entry.code and found.entry.code.isupper() else None
    return Span(found.start, found.end, found.type, _CASELESS_CONFIDENCE, form, key or form, code)


_CASELESS_CONFIDENCE: Final = 0.8
"""A gazetteer's word, or one beside a title, is a name as often as this where no capital says so."""


def acronyms_in(tokens: list[Token], runs: list[tuple[int, int]]) -> dict[str, str]:
    """Take what stands in brackets after a name and is made of its initials for its short form: (US ABC)."""
    defined: dict[str, str] = {}
    for first, last in runs:
        close = next((at for at in range(last + 1, min(last + 5, len(tokens))) if tokens[at].surface == ")"), 0)
        if not close or tokens[last].surface != "(":
            continue
        inside = tokens[last + 1 : close]
        if is_acronym("".join(token.surface for token in inside), [token.surface for token in tokens[first:last]]):
            defined[_key(inside)] = _key(tokens[first:last])
    return defined


def with_acronyms(tokens: list[Token], runs: list[tuple[int, int]], acronyms: dict[str, str]) -> list[tuple[int, int]]:
    """Take each mention of a short form for one name, also where its words could be parted: US | ABC."""
    lengths = {len(short.split(" ")) for short in acronyms}
    forms = [
        (at, at + length)
        for length in lengths
        for at in range(len(tokens) - length + 1)
        if tokens[at].word.capital and _key(tokens[at : at + length]) in acronyms
    ]
    apart = [(a, b) for a, b in runs if all(b <= first or last <= a for first, last in forms)]
    return sorted(forms + apart)


def is_acronym(short: str, words: list[str]) -> bool:
    """Tell whether the capitals of a short form are, in order, beginnings of a name's words."""
    letters = [char for char in short if char.isalpha()]
    if not letters[1:] or not all(char.isupper() for char in letters):
        return False
    starts = "".join(
        part if part.isupper() else part[:1] for word in words for part in re.split(r"[-'’.&]", word) if part
    )
    at = 0
    for letter in letters:
        at = starts.casefold().find(letter.casefold(), at) + 1
        if not at:
            return False
    return len(words) > 1


def _key(tokens: list[Token]) -> str:
    return " ".join(token.word.key for token in tokens)


def _settle(runs: list[_Run], acronyms: dict[str, str], language: str) -> Iterator[Span]:
    """Give every mention of a name the kind that its mentions together speak for, and its key."""
    total: defaultdict[str, Scores] = defaultdict(lambda: dict.fromkeys(TYPES, 0.0))
    words = {}
    for run in runs:
        words[run.key] = run.tokens
        for kind, value in run.scores.items():
            old = total[run.key][kind]
            total[run.key][kind] = max(old, value) + min(old, value) * _REPEATED
    kinds = {key: _best(scores) for key, scores in total.items()}
    longer = _longer_forms(words, kinds, acronyms)
    for run in runs:
        long = longer.get(run.key, run.key)
        kind, confidence = kinds[long]
        key, code = _link(words[long], kind, language)
        form = form_of(tuple(token.word.key for token in run.tokens), language)
        yield Span(run.tokens[0].start, run.tokens[-1].end, kind, confidence, form, key, code)


def _link(tokens: list[Token], kind: str, language: str) -> tuple[str, str | None]:
    words = tuple(token.word.key for token in tokens)
    if kind == "LOC":
        entry = place_of(tokens, language)
        code = entry.code if entry.code and entry.code.isupper() else None
        return place_key(words, entry) or form_of(words, language), code
    return form_of(words, language), None


_REPEATED: Final = 0.5
"""How much of a further mention's evidence counts: mentions of one name in one article are no independent witnesses."""


def _best(scores: Scores) -> tuple[str, float]:
    kind = max(TYPES, key=lambda one: scores[one])
    weights = {one: math.exp(min(scores[one], 20)) for one in TYPES}
    return kind, round(weights[kind] / sum(weights.values()), 3)


def _longer_forms(
    words: dict[str, list[Token]], kinds: dict[str, tuple[str, float]], acronyms: dict[str, str]
) -> dict[str, str]:
    """Map the document's short forms to their long ones: a family name to the person, an acronym to its name."""
    by_last: defaultdict[str, set[str]] = defaultdict(set)
    by_first: defaultdict[str, set[str]] = defaultdict(set)
    for long, tokens in words.items():
        parts = [token.word.key for token in tokens]
        kind, confidence = kinds[long]
        if kind == "PER" and 1 < len(parts) <= _LONGEST_PERSON:
            if confidence >= SURE_PERSON and tokens[0].word.entry.known & (Known.FIRST | Known.LAST):
                by_first[parts[0]].add(long)
            for size in range(1, len(parts)):
                by_last[" ".join(parts[-size:])].add(long)
    found = {}
    for short in words.keys() & (by_last.keys() | by_first.keys()):
        longs = by_last[short] or by_first[short]
        country = words[short][0].word.entry.known & (Known.COUNTRY | Known.REGION)
        if len(longs) == 1 and not country:
            found[short] = min(longs)
    found |= {short: long for short, long in acronyms.items() if long in kinds}
    genitives = {f"{key}{ending}": key for key in words for ending in ("s", "es")}
    return {key: genitives[key] for key in words if key in genitives and len(key) > _SHORTEST_GENITIVE} | found


SURE_PERSON: Final = 0.7
"""Confidence from which a long form lends its kind to short ones: below it, half are no persons (Twitter Blue)."""
_SHORTEST_GENITIVE: Final = 4
_LONGEST_PERSON: Final = 5
