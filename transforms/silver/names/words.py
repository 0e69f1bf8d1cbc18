"""Words: the evidence that a word brings along whatever document it stands in, gathered once a word and language."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from transforms.silver.names.cues import Cue, cue_of
from transforms.silver.names.gazetteer import (
    INFLECTING,
    NOTHING,
    PLACE,
    Entry,
    Known,
    fold,
    inflected,
    longest_from,
    names,
    words,
)


class Shape(Enum):
    """How a word is written."""

    LOWER = "lower"
    TITLE = "Title"
    CAPS = "CAPS"
    MIXED = "mixedCase"
    INITIAL = "I."
    OTHER = "1"


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word of a language and what is known of it: one object, so that it is its own key to what hangs on it alone."""

    surface: str
    language: str
    key: str
    shape: Shape
    entry: Entry
    known: int
    """What the entry is known as."""
    cue: int
    common: bool
    """A word of the language rather than a name."""
    zipf: float
    capital: bool
    """Whether it is written like a name."""
    longest_place: int
    """Words of the longest place whose name begins with it; 0 if none does."""

    @property
    def calendar(self) -> bool:
        """Say whether it names a day or a month."""
        return bool(self.known & Known.CALENDAR)


_ARABIC_ARTICLES: Final = frozenset({"al", "el", "as", "ash", "at", "ad", "an", "ar", "az", "ul", "ud"})
_CAPITAL: Final = frozenset({Shape.TITLE, Shape.CAPS, Shape.MIXED, Shape.INITIAL})
_ABBREVIATIONS: Final = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|St|Ste|Inc|Corp|Co|Ltd|Jr|Sr|Gen|Sen|Rep|Gov|Col|Capt|Lt|Sgt|Bros|Sra|EE|Mt|Ft)\."
)
TOKEN: Final = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}|\b{_ABBREVIATIONS}|\b[^\W\d_a-zß-öø-ÿ]\.(?=\s|$|-)"
    r"|\b(?:[dlnsmtcj]|qu|dell|nell|all|sull|dall|un)['’](?=\w)|\b[LD]['’](?=[A-ZÀ-Ý][a-zß-ÿ]{3,})"
    r"|[^\W_]+(?:[&'’‑-](?!(?:s|S|m|d|ll|ve|re)\b)[^\W_]+)*|[^\w\s]"
)
"""A word; abbreviations keep their full stop, elided articles stand alone, a genitive 's is cut off."""
COMMON_MARGIN: Final = 0.9
"""A common word is eight times as frequent at home as in languages not akin; Boeing and Merkel are not."""
FUNCTION_ZIPF: Final = 5.6
"""Words as frequent as this are no names wherever else they occur ("in", "the", "man")."""
_NOUN_ENDINGS: Final = re.compile(
    r".{3}(?:ungs?|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|ismus|tät|täten|innen|nisse?|lings?|"
    r"ments?|isten|ierung|tum|tums|erei|(?<!is)chen|zeit|jahre?n?s?)$"
)
_WORDS_KEPT: Final = 150_000
"""Some 60 MB: the words of thousands of articles, and no more however many are read."""
_LONGEST_NAME: Final = 15
"""Longer words are compounds: few names have more letters without a hyphen."""
_LONGEST_TAIL: Final = 14
_SHORTEST_TAIL: Final = 4
NOUN_CAPITALS: Final = frozenset({"de", "lb"})
"""Languages that write every noun with a capital."""


def shape_of(surface: str) -> Shape:
    """Say how a word is written."""
    if surface.isupper():
        letters = [char for char in surface if char.isalpha()]
        return Shape.INITIAL if len(letters) == 1 and surface[-1] == "." else Shape.CAPS
    if not surface[0].isalpha():
        return Shape.OTHER
    parts = [part for part in re.split(r"[-'’‑]", surface) if part]
    if surface[0].isupper():
        return _shape_with_capital(parts)
    if parts[0] in _ARABIC_ARTICLES and len(parts) > 1 and parts[1][0].isupper():
        return Shape.TITLE
    branded = len(surface) > len("eB") and surface[1].isupper() and surface.isalpha()  # iPhone, eBay
    return Shape.MIXED if branded else Shape.LOWER


def _shape_with_capital(parts: list[str]) -> Shape:
    if len(parts) > 1 and len(parts[-1]) > 1 and parts[-1].islower():
        return Shape.LOWER
    if all((part[0].isupper() and part[1:].islower()) or len(part) == 1 for part in parts):
        return Shape.TITLE
    return Shape.MIXED if parts[-1][0].isupper() or len(parts) == 1 else Shape.LOWER


@lru_cache(maxsize=_WORDS_KEPT)
def word(surface: str, language: str) -> Word:
    """Gather what is known of a word in a language, whatever document it stands in."""
    key, shape = fold(surface), shape_of(surface)
    if shape is Shape.OTHER:
        entry, cue, common, zipf = NOTHING, cue_of(key, language), True, 0.0
    else:
        zipf, abroad = words(language).get(key, (0.0, 0.0))
        common = _is_common(key, zipf, abroad, language)
        entry = _entry(key, shape, language, common=common)
        cue = cue_of(key, language) & ~Cue.DEMONYMS | _demonym(key, language)
    longest_place = longest_from().get(key, 0) if surface[0].isupper() else 0
    capital = shape in _CAPITAL
    return Word(surface, language, key, shape, entry, entry.known, cue, common, zipf, capital, longest_place)


def _is_common(key: str, zipf: float, abroad: float, language: str) -> bool:
    common = zipf >= FUNCTION_ZIPF or (zipf > 0 and zipf - abroad >= COMMON_MARGIN)
    return common or (language in NOUN_CAPITALS and _is_noun(key, language))


def _entry(key: str, shape: Shape, language: str, *, common: bool) -> Entry:
    """Look a word up, also under the endings of its language where it may be a place."""
    entry = names().get(key, NOTHING)
    if entry.known & PLACE or shape is Shape.LOWER or (common and language not in NOUN_CAPITALS | INFLECTING):
        return entry
    place = inflected(key, language)
    if place is NOTHING:
        return entry
    return Entry(entry.known | place.known, entry.code or place.code, place.size, place.city)


def _demonym(key: str, language: str) -> int:
    singular = key.removesuffix("s")
    known = cue_of(singular, language) & Cue.DEMONYMS
    entry = names().get(key, NOTHING)
    if known or entry.known & PLACE:
        return known
    return Cue.DEMONYMS if entry.known & Known.LANGUAGE and _ADJECTIVE[language == "en"].search(key) else 0


_ADJECTIVE: Final = (re.compile("isch$"), re.compile("(?:n|sh|se|ch|i|c|k|u|l|o)$"))
"""How names of languages end in German, and in English: the languages that give them a capital."""


def _is_noun(key: str, language: str) -> bool:
    """Tell a German noun: by its ending, or because its last part is a noun (Wirtschaftsmission)."""
    if len(key) > _LONGEST_NAME and "-" not in key:
        return True
    key = key.rpartition("-")[2]
    if _NOUN_ENDINGS.match(key):
        return True
    listed = words(language)
    for length in range(min(_LONGEST_TAIL, len(key) - 3 if "-" not in key else len(key)), _SHORTEST_TAIL - 1, -1):
        zipf, abroad = listed.get(key[-length:], (0.0, 0.0))
        if zipf >= _COMMON_TAIL and zipf - abroad >= COMMON_MARGIN and key[-length:] not in _PLACE_TAILS:
            return True
    return False


_COMMON_TAIL: Final = 3.3
"""Rarer words are too often names themselves to tell a compound by its end."""
_TAILS: Final = "berg burg dorf stadt hausen heim feld bach kirchen mann land au see tal haus"
_PLACE_TAILS: Final = frozenset(_TAILS.split())
"""What German places and families end in, though it is a noun as well."""
