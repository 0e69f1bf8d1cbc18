"""What links a name to its other mentions: a folded form, and for places a code that holds in every language."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from transforms.silver.names.gazetteer import INFLECTING, NOTHING, Entry, Known, cue_file, names

_SLAVIC_ENDING: Final = re.compile(
    r"(?<=.{3})(?:ого|его|ому|ему|ыми|ими|ами|ями|ой|ою|ей|ем|ом|ым|им|ах|ях|ов|ев|ы|и|у|ю|е|а|я|ь|й|"
    r"ovi|emu|ego|ému|ého|ami|ách|ech|em|om|ou|ą|ę|u|y|i|a|e|ě|ů)$"
)
_LETTERS: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "к": "k", "л": "l",
    "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "yi",
    "є": "ye", "ґ": "g", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj", "џ": "dz",
    "đ": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i",
}  # fmt: skip
_FORMS_KEPT: Final = 50_000
_FEATURES: Final = frozenset({"sea", "gulf", "ocean", "strait"})
_ONE_SEA: Final = frozenset({"baltic", "mediterranean"})
"""Seas that some languages name in one word: Ostsee, Mittelmeer."""
_SMALL: Final = frozenset({"of", "the", "de", "la", "le", "du", "del", "von", "der", "des", "di", "do", "da"})
_ADJECTIVE: Final = re.compile(r"(?:e[nrsm]?|[ao]s?|i)$")


@lru_cache(maxsize=_FORMS_KEPT)
def form_of(words: tuple[str, ...], language: str) -> str:
    """Fold a name's words: no accents, Latin letters, no case endings, no article before it."""
    kept = words[1:] if len(words) > 1 and words[0] in ("the", "der", "die", "das", "le", "la", "el", "los") else words
    stems = [_SLAVIC_ENDING.sub("", word) for word in kept] if language in INFLECTING else kept
    return " ".join(map(_plain, stems))


def _plain(word: str) -> str:
    """Write a word in plain Latin letters, as far as they are known."""
    letters = (_LETTERS.get(char, char) for char in unicodedata.normalize("NFC", word))
    return "".join(char for char in unicodedata.normalize("NFD", "".join(letters)) if not unicodedata.combining(char))


def place_key(words: Sequence[str], entry: Entry) -> str | None:
    """Give the key of a place that is known by code or by its parts, else None."""
    if entry.known & Known.COUNTRY:
        return f"country:{entry.code}"
    if entry.known & Known.REGION and entry.code and not entry.code.isupper():
        return f"region:{entry.code}"
    if entry.city and not entry.known & Known.REGION:
        return f"city:{entry.code}:{_plain(entry.city)}"
    return _compound_place(tuple(words))


@lru_cache(maxsize=_FORMS_KEPT)
def _compound_place(words: tuple[str, ...]) -> str | None:
    """Know a sea by its parts: South China Sea, Südchinesisches Meer and mer de Chine méridionale are one."""
    parts: set[str] = set()
    for word in words:
        if word in _SMALL:
            continue
        found = _parts_of(word)
        if not found:
            return None
        parts |= found
    if parts & _ONE_SEA:
        return f"place:{min(parts & _ONE_SEA)}" if parts <= _ONE_SEA | {"sea"} else None
    return "place:" + "+".join(sorted(parts)) if parts & _FEATURES and parts - _FEATURES else None


def _parts_of(word: str) -> set[str]:
    code = _country_of(word)
    if code:
        return {code}
    for concept, forms in cue_file("any")["concepts"].items():
        for form in forms:
            if word == form:
                return {concept}
            stem = form.removesuffix("*")
            if stem != form and word.startswith(stem):
                rest = word.removeprefix(stem)
                inside = _country_of(rest)
                if inside or len(rest) <= _LONGEST_ENDING:
                    return {concept, inside} if inside else {concept}
    return set()


_LONGEST_ENDING: Final = 3


def _country_of(word: str) -> str | None:
    """Give the code of a country, or of the country that an adjective is made from."""
    for form in (word, _ADJECTIVE.sub("", word)):
        entry = names().get(form, NOTHING)
        if entry.known & (Known.COUNTRY | Known.LANGUAGE):
            return entry.code
    return None
