"""Cue words: what stands in a name, or beside it, and tells its kind."""

from enum import IntFlag, auto
from functools import cache
from typing import Final

from transforms.silver.names.gazetteer import cue_file


class Cue(IntFlag):
    """What a word says about the name it stands in or beside."""

    TITLES = auto()
    SAID = auto()
    ORG = auto()
    ORG_NAMES = auto()
    AGENCIES = auto()
    ORG_CONTEXT = auto()
    LOC = auto()
    LOC_OF = auto()
    LOC_PREP = auto()
    MISC = auto()
    DEMONYMS = auto()
    INNER = auto()
    PARTICLES = auto()
    SUFFIXES = auto()


HEADS: Final = Cue.ORG | Cue.LOC | Cue.MISC
_EVERYWHERE: Final = {"en": HEADS | Cue.DEMONYMS}
"""English heads ("University", "Records", "Cup") stand in names in every language."""

_Cues = tuple[dict[str, Cue], tuple[tuple[str, Cue], ...]]


@cache
def _cues(language: str) -> _Cues:
    whole: dict[str, Cue] = {}
    stems: dict[str, Cue] = {}
    for source in dict.fromkeys(("any", "en", language)):
        mask = _EVERYWHERE.get(source, ~Cue(0)) if source != language else ~Cue(0)
        for cue in Cue:
            if not cue & mask or not cue.name:
                continue
            for word in cue_file(source).get(cue.name.lower(), "").split():
                target = stems if word.endswith("*") else whole
                key = word.removesuffix("*")
                target[key] = target.get(key, Cue(0)) | cue
    return whole, tuple(stems.items())


def cue_of(key: str, language: str) -> Cue:
    """Say what a folded word is a cue of in a language."""
    whole, stems = _cues(language)
    found = whole.get(key, Cue(0))
    for stem, cue in stems:
        if key.startswith(stem):
            found |= cue
    return found
