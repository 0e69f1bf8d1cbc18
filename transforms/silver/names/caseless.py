"""Names in scripts without capitals: gazetteers, and the words that stand beside names."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from transforms.silver.names.gazetteer import NOTHING, Entry, Known, cue_file, fold, names


class Found(NamedTuple):
    """A name in a text without capitals."""

    start: int
    end: int
    type: str
    entry: Entry


UNSPACED: Final = frozenset({"ja", "zh", "th", "lo", "km", "my"})
CASELESS: Final = UNSPACED | frozenset(
    {"ko", "ar", "fa", "ur", "he", "hi", "mr", "ne", "bn", "gu", "pa", "ta", "te", "ml", "kn", "ka"}
)
_LARGE: Final = 1_000_000
"""Inhabitants of a city that is looked for without word boundaries: shorter lists collide with parts of words."""
_LONGEST: Final = {"th": 20}
_LONGEST_HAN: Final = 8
_FOREIGN_PERSON: Final = re.compile(
    r"[ァ-ヶー]{2,}(?:[・＝=][ァ-ヶー]{2,})+|[\u4e00-\u9fff]{1,5}(?:[·・][\u4e00-\u9fff]{1,6})+"
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]+")
_KATAKANA: Final = re.compile(r"[ァ-ヶー]+")
_ATTACHED: Final = {
    "ar": re.compile(r"^(?:[وفبلك]{1,2}(?=.{3}))"),
    "fa": re.compile(r"(?<=.{3})(?:های|ها|ی)$"),
    "he": re.compile(r"^(?:[ובלמשהכ]{1,2}(?=.{3}))"),
    "ko": re.compile(r"(?<=.{2})(?:에서|으로|에게|까지|부터|은|는|이|가|을|를|의|에|와|과|도|로)$"),
}
"""Small words that are written together with a name."""


def find_caseless(text: str, start: int, end: int, language: str) -> list[Found]:
    """Find the names of a sentence in a script without capitals."""
    make = _unspaced if language in UNSPACED else _spaced
    taken: list[Found] = []
    for found in sorted(make(text, start, end, language), key=lambda one: (one.start - one.end, one.start)):
        if all(found.end <= other.start or other.end <= found.start for other in taken):
            taken.append(found)
    return sorted(taken)


def _spaced(text: str, start: int, end: int, language: str) -> Iterator[Found]:
    attached = _ATTACHED.get(language)
    words = list(_WORD.finditer(text, start, end))
    for position, word in enumerate(words):
        for count in (3, 2, 1):
            last = words[min(position + count, len(words)) - 1]
            surface = text[word.start() : last.end()]
            if attached and fold(surface) not in names():
                found = attached.search(surface)
                cut = (found.end(), 0) if found and found.start() == 0 else (0, len(found[0])) if found else (0, 0)
            else:
                cut = (0, 0)
            begin, stop = word.start() + cut[0], last.end() - cut[1]
            entry = names().get(fold(text[begin:stop]), NOTHING)
            if entry.known & (Known.COUNTRY | Known.REGION) or entry.size >= _LARGE // 5:
                yield Found(begin, stop, "LOC", entry)
                break


def _unspaced(text: str, start: int, end: int, language: str) -> Iterator[Found]:
    for found in _FOREIGN_PERSON.finditer(text, start, end):
        if found[0] not in names():
            yield Found(found.start(), found.end(), "PER", NOTHING)
    for begin in range(start, end):
        for stop in range(min(begin + _LONGEST.get(language, _LONGEST_HAN), end), begin + 1, -1):
            entry = names().get(text[begin:stop], NOTHING)
            if entry.known & Known.COUNTRY or entry.size >= _LARGE:
                yield from _with_head(text, begin, stop, entry, language) if _whole(text, begin, stop) else ()
                break
    yield from _titled(text, start, end, language)


def _whole(text: str, begin: int, stop: int) -> bool:
    """Refuse a part of a longer katakana word."""
    runs = _KATAKANA.fullmatch(text, begin, stop)
    return not runs or not (_KATAKANA.fullmatch(text[begin - 1 : begin]) or _KATAKANA.fullmatch(text[stop : stop + 1]))


def _with_head(text: str, begin: int, stop: int, entry: Entry, language: str) -> Iterator[Found]:
    """Take an institution that is called after a place (日本銀行) for one name."""
    run = _HAN.match(text, stop)
    if run:
        for end in range(min(run.end(), stop + _LONGEST_HAN), stop, -1):
            if any(text[max(stop, end - size) : end] in _org_tails(language) for size in (3, 2)):
                yield Found(begin, end, "ORG", NOTHING)
                return
    yield Found(begin, stop, "LOC", entry)


def _org_tails(language: str) -> frozenset[str]:
    return frozenset(word for word in cue_file(language).get("org", "").split() if len(word) > 1)


def _titled(text: str, start: int, end: int, language: str) -> Iterator[Found]:
    """Take what stands before a title for a person: バイデン大統領, 习近平主席."""
    for title in cue_file(language).get("titles", "").split():
        at = text.find(title, start, end)
        while at >= 0:
            yield from _person_before(text, start, at)
            at = text.find(title, at + 1, end)


def _person_before(text: str, start: int, at: int) -> Iterator[Found]:
    begin = at
    while begin > start and _KATAKANA.fullmatch(text[begin - 1]):
        begin -= 1
    if at - begin > 1 and not names().get(text[begin:at], NOTHING).known & Known.COUNTRY:
        yield Found(begin, at, "PER", NOTHING)
        return
    for length in (4, 3, 2):
        name = text[max(start, at - length) : at]
        surname = next((name[:n] for n in (2, 1) if names().get(name[:n], NOTHING).known & Known.LAST), "")
        if len(name) == length and surname and len(surname) < length and _HAN.fullmatch(name):
            yield Found(at - length, at, "PER", NOTHING)
            return
