"""What links a name to its other mentions: a folded form, and for places a code that holds in every language."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from transforms.silver.names.gazetteer import BIG, INFLECTING, NOTHING, Entry, Known, cue_file, fold, names

_SLAVIC_ENDING: Final = re.compile(
    r"(?<=.{3})(?:ого|его|ому|ему|ыми|ими|ами|ями|ой|ою|ей|ем|ом|ым|им|ых|ах|ях|ов|ев|ы|и|у|ю|е|а|я|ь|й|"
    r"ovi|owi|emu|ego|eho|yho|ího|ému|ímu|ého|ami|ách|ých|ích|ech|em|om|ým|ím|ou|ą|ę|u|y|i|a|e|ě|ů|á|é|í|ý)$"
)
_WIFE: Final = re.compile(r"(?<=.{3})ov(?:á|é|ou)$")
"""Czech and Slovak call Angela Merkel Merkelová: with a first name it is plain who is meant."""
_LETTERS: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj", "џ": "dz",
    "đ": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i",
}  # fmt: skip
_ACCENTS: Final = re.compile("[\u0300-\u036f]")
_PARTS: Final = re.compile("[・·＝]")
"""What parts a foreign name's words in Japanese and Chinese."""
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
    if language in INFLECTING:
        last = _WIFE.sub("", kept[-1]) if len(kept) > 1 else kept[-1]
        kept = tuple(_SLAVIC_ENDING.sub("", word) for word in (*kept[:-1], last))
    return _PARTS.sub(" ", " ".join(map(_plain, kept)))


def _plain(word: str) -> str:
    """Write a word in plain Latin letters, as far as they are known; other scripts stay, with their voicing marks."""
    letters = (_LETTERS.get(char, char) for char in unicodedata.normalize("NFC", word))
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", "".join(letters))))


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


_ENDING: Final = re.compile(r"(?<=[^ ]{3})(?:e[mnrs]|s|[aeiouyj])+(?= |$)")
"""What German and Slavic cases change, and more: the rest need not be a word."""


def _stem(form: str) -> str:
    return _ENDING.sub("", form)


@cache
def _place_stems() -> dict[str, str | None]:
    """Index countries, regions and big cities of several words by their stems; None where two share them."""
    found: dict[str, str | None] = {}
    for name, entry in names().items():
        known = entry.known & (Known.COUNTRY | Known.REGION) or entry.size >= BIG
        key = place_key(name.split(" "), entry) if known and " " in name else None
        if key:
            stem = _stem(form_of(tuple(name.split(" ")), "cs"))
            found[stem] = key if found.get(stem, key) == key else None
    return found


def place_of_stem(form: str) -> str | None:
    """Give the key of a place of several words by its inflected form: Jižní Koreje, Dominikanischen Republik."""
    return _place_stems().get(_stem(form))


@cache
def _bodies() -> dict[str, str]:
    """Index the international bodies by form and by stem."""
    return {
        made: f"body:{code}"
        for code, listed in cue_file("any")["bodies"].items()
        for name in listed
        for made in {form_of(tuple(fold(name).split(" ")), "en"), _stem(form_of(tuple(fold(name).split(" ")), "cs"))}
    }


def body_of(form: str) -> str | None:
    """Give the key of an international body by its form: EU, Union européenne, Европейского союза."""
    return _bodies().get(form) or (_bodies().get(_stem(form)) if " " in form else None)


@cache
def informal_countries() -> list[str]:
    """List what people call countries, in small letters, where CLDR names them otherwise: America."""
    return [form for forms in cue_file("any")["countries"].values() for form in forms]
