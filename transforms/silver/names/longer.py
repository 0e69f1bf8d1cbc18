"""The longer forms that short ones stand for in a document."""

from collections import defaultdict
from typing import Final

from transforms.silver.names.gazetteer import Known
from transforms.silver.names.words import Word


def longer_forms(
    words: dict[str, tuple[Word, ...]], kinds: dict[str, tuple[str, float]], acronyms: dict[str, str]
) -> dict[str, str]:
    """Map the document's short forms to their long ones: a family name to the person, an acronym to its name."""
    by_last: defaultdict[str, set[str]] = defaultdict(set)
    by_first: defaultdict[str, set[str]] = defaultdict(set)
    for long, name in words.items():
        parts = [word.key for word in name]
        kind, confidence = kinds[long]
        if kind == "PER" and 1 < len(parts) <= _LONGEST_PERSON:
            if confidence >= SURE_PERSON and name[0].known & (Known.FIRST | Known.LAST):
                by_first[parts[0]].add(long)
            for size in range(1, len(parts)):
                by_last[" ".join(parts[-size:])].add(long)
    found = {}
    for short in words.keys() & (by_last.keys() | by_first.keys()):
        longs = by_last[short] or by_first[short]
        country = words[short][0].known & (Known.COUNTRY | Known.REGION)
        if len(longs) == 1 and not country and not _is_place_behind(min(longs), words, kinds[short]):
            found[short] = min(longs)
    found |= {short: long for short, long in acronyms.items() if long in kinds}
    genitives = {f"{key}{ending}": key for key in words for ending in ("s", "es")}
    return {key: genitives[key] for key in words if key in genitives and len(key) > _SHORTEST_GENITIVE} | found


def _is_place_behind(long: str, words: dict[str, tuple[Word, ...]], kind: tuple[str, float]) -> bool:
    """Say whether a short form is rather a place that a full name ran into: "als Ann Berg Oslo besuchte"."""
    return len(words[long]) > _FULL_NAME and kind[0] == "LOC" and kind[1] >= SURE_PLACE


SURE_PLACE: Final = 0.9
"""Confidence from which a document's other mentions make a place of the word, as those of a family name hardly do."""
_FULL_NAME: Final = 2
"""Words of a full name: of more, the last may be another name."""
SURE_PERSON: Final = 0.7
"""Confidence from which a long form lends its kind to short ones: below it, half are no persons (Twitter Blue)."""
_SHORTEST_GENITIVE: Final = 4
_LONGEST_PERSON: Final = 5
