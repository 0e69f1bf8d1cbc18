"""What the tagger sees of a word: by itself, from beside it, and how its document and the rules take it."""

from typing import Final, NamedTuple

from transforms.silver.names.cues import HEADS, Cue
from transforms.silver.names.gazetteer import Entry, Known, words
from transforms.silver.names.senses import senses
from transforms.silver.names.words import FUNCTION_ZIPF, NOUN_CAPITALS, Shape, Word

COLUMNS: Final = tuple(
    tuple((part[:-2], int(part[-2:])) for part in column.split())
    for column in (
        "tag+0",
        "tag-1 tag+0",
        "tag+0 tag+1",
        "tag-1 tag+0 tag+1",
        "tag+0 place+0 seen+0",
        "tag+0 kind+0",
        "tag+0 kind-1",
        "tag+0 kind+1",
        "tag+0 style+0",
        "place+0 kind+0",
        "place+0 seen+0 shape+0",
        "style+0 kind+0",
        "style+0 place+0 shape+0",
        "shape-1 shape+0 shape+1",
        "kind-1 kind+0",
        "kind+0 kind+1",
        "kind-1 kind+1",
        "kind-1 kind+0 kind+1",
        "kind-2 kind-1",
        "kind+1 kind+2",
        "tag+0 sense+0",
        "sense-1 kind+0",
        "kind+0 sense+1",
        "sense-1 sense+0",
        "sense+0 sense+1",
    )
)
"""What is looked at together: a source and how far from the word, "kind-1" being the kind of the word before."""

ANY: Final = "xx"
"""The style of texts in other languages than those of the training, which reads half of its own so."""

REACH: Final = 2
"""Words to either side that are looked at."""

OUTSIDE: Final = "-"
"""What stands before the first word of a sentence and after its last."""


class Described(NamedTuple):
    """What a word shows whatever document it stands in."""

    own: tuple[str, ...]
    beside: tuple[str, ...]
    """What its neighbours see of it, and its neighbours' neighbours."""
    kind: str
    shape: str
    sense: str


_SMALL_CITY, _TOWN, _LARGE_CITY, _METROPOLIS = 50_000, 200_000, 1_000_000, 5_000_000
_KNOWN_NAMES: Final = {flag: name.lower() for name, flag in vars(Known).items() if name.isupper()}
_CUE_NAMES: Final = {cue: name.lower() for name, cue in vars(Cue).items() if name.isupper()}
_LOUDEST: Final = (
    Cue.NO_NAMES, Cue.MISC_NAMES, Cue.ORG_NAMES, Cue.AGENCIES, Cue.DEMONYMS, Cue.TITLES, Cue.SAID, Cue.PARTICLES,
    Cue.ORG, Cue.LOC, Cue.MISC, Cue.ORG_CONTEXT, Cue.LOC_OF, Cue.LOC_PREP, Cue.SUFFIXES,
)  # fmt: skip
"""The cue that speaks for a word that is a cue of many things."""
_AFFIXES: Final = (2, 3, 4)
_SHORTEST_AFFIXED: Final = 4


def describe(word: Word) -> Described:
    """Describe a word of a language."""
    surface, language = word.surface, word.language
    shape, known, cues = _shape(surface), _known(word.entry), _cues(word.cue)
    zipf, abroad = words(language).get(word.key, (0.0, 0.0))
    heard, margin = f"zipf={round(zipf)}", f"margin={max(-3, min(3, round(zipf - abroad)))}"
    capital = "C" if word.capital else "l"
    kind = _kind(word, known)
    own = [
        f"w={word.key}", f"shape={shape}", f"{heard} {capital}", f"{margin} {heard} {capital}",
        f"common={word.common} {capital} {language in NOUN_CAPITALS}", f"known={'+'.join(known)} {capital}",
        f"cues={'+'.join(cues)} {capital}", f"known={'+'.join(known)} cues={'+'.join(cues)} common={word.common}",
        f"long={min(len(surface), 12)} {capital}",
    ]  # fmt: skip
    own += [f"known={one} {shape}" for one in known] + [f"cue={one} {capital}" for one in cues]
    if len(word.key) >= _SHORTEST_AFFIXED and surface[0].isalpha():
        own += [f"ends={word.key[-size:]} {capital}" for size in _AFFIXES if size < len(word.key)]
        own += [f"begins={word.key[:size]} {capital}" for size in _AFFIXES if size < len(word.key)]
    meant, sense = _meant(surface, capital)
    own += meant
    beside = [*meant[:3], f"kind={kind}", f"shape={shape}", *(f"cue={one} {capital}" for one in cues)]
    beside += [f"w={word.key}", f"known={'+'.join(known)} {capital}"]
    if len(word.key) >= _SHORTEST_AFFIXED and surface[0].isalpha():
        beside.append(f"ends={word.key[-3:]} {capital}")
    return Described(tuple(own), tuple(beside), kind, shape, sense)


def _meant(surface: str, capital: str) -> tuple[list[str], str]:
    """Say what a word means, or what its parts do, and put it in one word."""
    found = senses(surface)
    if len(found) == 1:
        one = found[0]
        return [f"narrow={one.narrow}", f"middle={one.middle} {capital}", f"wide={one.wide} {capital}"], str(one.wide)
    if not found:
        return [], "?"
    first, last = found
    parts = [f"from middle={first.middle}", f"to middle={last.middle}", f"from wide={first.wide} {capital}"]
    return [*parts, f"to wide={last.wide} {capital}", f"from narrow={first.narrow}"], f"{first.wide}+"


def _shape(surface: str) -> str:
    """Draw a word: capitals, letters, digits, each run of them once; signs as they are."""
    drawn = ""
    for char in surface[:12]:
        sign = "X" if char.isupper() else "x" if char.isalpha() else "9" if char.isdigit() else char
        if not drawn.endswith(sign) or (sign == "X" and not drawn.endswith("XX")):
            drawn += sign
    return drawn


def _known(entry: Entry) -> list[str]:
    found = [name for flag, name in _KNOWN_NAMES.items() if entry.known & flag]
    if entry.known & Known.CITY:
        sizes = (_SMALL_CITY, _TOWN, _LARGE_CITY, _METROPOLIS)
        found.append(f"city{sum(entry.size >= size for size in sizes)}")
        found.remove("city")
    return found


def _cues(cue: int) -> list[str]:
    return [name for flag, name in _CUE_NAMES.items() if cue & flag]


def _kind(word: Word, known: list[str]) -> str:
    """Put a word into one of some hundred kinds, so that its neighbours' kinds can be looked at together."""
    if word.shape is Shape.OTHER:
        return "9" if word.surface[0].isdigit() else word.surface[0]
    cue = next((_CUE_NAMES[flag] for flag in _LOUDEST if word.cue & flag), "")
    if not word.capital:
        return f"l:{cue}" if cue else f"l:{word.key}" if word.zipf >= FUNCTION_ZIPF else "l"
    if cue and not (word.cue & HEADS and word.shape is Shape.CAPS):
        return f"{word.shape.name}:{cue}"
    shape = word.shape.name
    for name in ("country", "region", "calendar"):
        if name in known:
            return f"{shape}:{name}"
    person = "first" * ("first" in known) + "last" * ("last" in known)
    city = next((one for one in known if one.startswith("city") and one > "city0"), "")[:4]
    return f"{shape}:{person}{city}:{'common' if word.common else round(word.zipf / 2)}"
