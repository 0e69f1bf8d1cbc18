"""Cue words: what stands in a name, or beside it, and tells its kind."""

from functools import cache
from typing import Final, NamedTuple

from transforms.silver.names.gazetteer import cue_file


class Cue:
    """What a word says about the name it stands in or beside: plain integers to be joined by |."""

    TITLES: Final = 1
    SAID: Final = 2
    ORG: Final = 4
    ORG_NAMES: Final = 8
    AGENCIES: Final = 16
    ORG_CONTEXT: Final = 32
    LOC: Final = 64
    LOC_OF: Final = 128
    LOC_PREP: Final = 256
    MISC: Final = 512
    DEMONYMS: Final = 1024
    PARTICLES: Final = 2048
    SUFFIXES: Final = 4096
    NO_NAMES: Final = 8192
    MISC_NAMES: Final = 16384


HEADS: Final = Cue.ORG | Cue.LOC | Cue.MISC
_CUES: Final = {name.lower(): cue for name, cue in vars(Cue).items() if name.isupper()}
_EVERYWHERE: Final = {"en": HEADS | Cue.DEMONYMS}
"""English heads ("University", "Records", "Cup") stand in names in every language."""


class _Cues(NamedTuple):
    """The cue words of a language: whole words, and stems with how long they may be."""

    whole: dict[str, int]
    stems: dict[str, int]
    lengths: list[int]


@cache
def _cues(language: str) -> _Cues:
    whole: dict[str, int] = {}
    stems: dict[str, int] = {}
    for source in dict.fromkeys(("any", "en", language)):
        mask = _EVERYWHERE.get(source, ~0) if source != language else ~0
        for name, cue in _CUES.items():
            for word in cue_file(source).get(name, "").split() if cue & mask else ():
                target = stems if word.endswith("*") else whole
                key = word.removesuffix("*")
                target[key] = target.get(key, 0) | cue
    return _Cues(whole, stems, sorted(set(map(len, stems))))


def cue_of(key: str, language: str) -> int:
    """Say what a folded word is a cue of in a language."""
    whole, stems, lengths = _cues(language)
    found = whole.get(key, 0)
    for length in lengths:
        found |= stems.get(key[:length], 0)
    return found
