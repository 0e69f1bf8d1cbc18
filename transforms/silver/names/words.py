"""Words: the evidence that a word brings along whatever document it stands in, gathered once a word and language."""

import re
from enum import Enum
from functools import cache
from typing import Final, NamedTuple

from transforms.silver.names.cues import Cue, cue_of
from transforms.silver.names.gazetteer import NOTHING, PLACE, Entry, Known, fold, inflected, names, words


class Shape(Enum):
    """How a word is written."""

    LOWER = "lower"
    TITLE = "Title"
    CAPS = "CAPS"
    MIXED = "mixedCase"
    INITIAL = "I."
    OTHER = "1"


class Word(NamedTuple):
    """A word and what is known of it."""

    key: str
    shape: Shape
    entry: Entry
    cue: Cue
    common: bool
    """A word of the language rather than a name."""
    zipf: float

    @property
    def capital(self) -> bool:
        """Say whether it is written like a name."""
        return self.shape in _CAPITAL

    @property
    def calendar(self) -> bool:
        """Say whether it names a day or a month."""
        return bool(self.entry.known & Known.CALENDAR)


_CAPITAL: Final = frozenset({Shape.TITLE, Shape.CAPS, Shape.MIXED, Shape.INITIAL})
_ABBREVIATIONS: Final = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|St|Ste|Inc|Corp|Co|Ltd|Jr|Sr|Gen|Sen|Rep|Gov|Col|Capt|Lt|Sgt|Bros|Sra|EE|Mt|Ft)\."
)
TOKEN: Final = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}|\b{_ABBREVIATIONS}|\b[^\W\d_a-zß-öø-ÿ]\.(?=\s|$|-)"
    r"|\b(?:[dlnsmtcj]|qu|dell|nell|all|sull|dall|un)['’](?=\w)|\b[LD]['’](?=[A-ZÀ-Ý][a-zß-ÿ]{3,})"
    r"|[^\W_]+(?:[&'’‑-](?!s\b|S\b)[^\W_]+)*|[^\w\s]"
)
"""A word; abbreviations keep their full stop, elided articles stand alone, a genitive 's is cut off."""
COMMON_MARGIN: Final = 0.9
"""A common word is eight times as frequent at home as in languages not akin; Boeing and Merkel are not."""
FUNCTION_ZIPF: Final = 5.6
"""Words as frequent as this are no names wherever else they occur ("in", "the", "man")."""
_NOUN_ENDINGS: Final = re.compile(
    r".{3}(?:ungs?|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|ismus|tät|täten|innen|nisse?|lings?|"
    r"ments?|isten|ierung|chen|tum|tums|erei|zeit|jahre?n?s?)$"
)
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
    if surface[0].isupper():
        if surface[1:].islower():
            return Shape.TITLE
        parts = re.split(r"[-'’‑]", surface)
        if all(part[:1].isupper() and (part[1:].islower() or len(part) == 1) for part in parts if part):
            return Shape.TITLE
        return Shape.MIXED if parts[-1][:1].isupper() or len(parts) == 1 else Shape.LOWER
    return Shape.MIXED if len(surface) > 2 and surface[1].isupper() and surface.isalpha() else Shape.LOWER  # noqa: PLR2004  # iPhone, eBay


@cache
def word(surface: str, language: str) -> Word:
    """Gather what is known of a word in a language, whatever document it stands in."""
    key = fold(surface)
    shape = shape_of(surface)
    if shape is Shape.OTHER:
        return Word(key, shape, NOTHING, cue_of(key, language), common=True, zipf=0)
    zipf, abroad = words(language).get(key, (0.0, 0.0))
    entry = names().get(key, NOTHING)
    common = zipf >= FUNCTION_ZIPF or (zipf > 0 and zipf - abroad >= COMMON_MARGIN)
    if language in NOUN_CAPITALS and not common:
        common = _is_noun(key, language)
    if not entry.known & PLACE and not common and shape is not Shape.LOWER:
        place = inflected(key)
        entry = Entry(entry.known | place.known, entry.code or place.code, place.size, place.city) if place is not NOTHING else entry
    return Word(key, shape, entry, cue_of(key, language) | _demonym(key, language), common, zipf)


def _demonym(key: str, language: str) -> Cue:
    singular = key.removesuffix("s")
    known = cue_of(singular, language) & Cue.DEMONYMS
    return known or (Cue.DEMONYMS if names().get(key, NOTHING).known & Known.LANGUAGE else Cue(0))


def _is_noun(key: str, language: str) -> bool:
    """Tell a German noun: by its ending, or because its last part is a noun (Wirtschaftsmission)."""
    key = key.rpartition("-")[2]
    if _NOUN_ENDINGS.match(key):
        return True
    listed = words(language)
    for length in range(min(_LONGEST_TAIL, len(key) - 3 if "-" not in key else len(key)), _SHORTEST_TAIL - 1, -1):
        zipf, abroad = listed.get(key[-length:], (0.0, 0.0))
        if zipf >= 3.3 and zipf - abroad >= COMMON_MARGIN and key[-length:] not in _PLACE_TAILS:
            return True
    return False


_PLACE_TAILS: Final = frozenset("berg burg dorf stadt hausen heim feld bach kirchen mann land au see tal haus".split())
"""What German places and families end in, though it is a noun as well."""
