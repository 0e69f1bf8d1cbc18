"""Variants: one name in other cases of its language, in another script, or with the family name first."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from transforms.gold.linking.groups import CERTAIN, Name, Pair
from transforms.gold.linking.short_forms import FAMILY_FIRST
from transforms.gold.linking.spelling import is_latin, sounds
from transforms.silver.names.gazetteer import INFLECTING
from transforms.silver.names.keys import body_of, place_of_stem

LEAST_SOUNDS: Final = 5
"""Consonants that two names must share to be one by sound alone."""
LEAST_STEM: Final = 5
"""Letters of a single word's stem: shorter ones are stems of too many."""
LONGEST_IN_CAPITALS: Final = 3
"""Letters of acronyms that are always in capitals: WHO, where longer ones may read Nato."""
_ADJECTIVE: Final = re.compile(r"(?<=.{3})e[nmrs]?(?= )")
_GENITIVE: Final = re.compile(r"(?<=[^ ]{3})(?:es|s)$")
_OPEN_ENDING: Final = re.compile(r"(?<=[^ ]{3})[aeiouy](?= |$)")


def variants(names: Iterable[Name]) -> Iterator[Pair]:
    """Pair names that are spellings of one name, and names with the code that they are spellings of."""
    listed = [name for name in names if ":" not in name.node]
    yield from _places(listed)
    yield from _bodies(listed)
    yield from _inflected(listed)
    yield from _by(listed, _stem, _is_stem)
    yield from _by(listed, _sound, _is_foreign)
    yield from _by(listed, _turned, _is_family_first)


def _places(names: list[Name]) -> Iterator[Pair]:
    """Pair inflected places of several words with their code: Jižní Koreje, Vereinigten Arabischen Emiraten."""
    for name in names:
        if name.type == "LOC" and " " in name.node and name.languages <= INFLECTING | {"de"}:
            key = place_of_stem(name.node)
            if key:
                yield Pair(CERTAIN, key, name.node)


def _bodies(names: list[Name]) -> Iterator[Pair]:
    """Pair the names of international bodies with their code: EU, Europäischen Union, UE, Евросоюз."""
    for name in names:
        key = body_of(name.node) if name.type in ("ORG", "LOC") else None
        if key and (name.capitals or len(name.node) > LONGEST_IN_CAPITALS or not name.node.isascii()):
            yield Pair(CERTAIN, key, name.node)


def _inflected(names: list[Name]) -> Iterator[Pair]:
    """Pair German names of several words that differ in their endings: Europäische Union, Europäischen Union."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for name in names:
        if "de" in name.languages and " " in name.node:
            stem = name.node if name.type == "PER" else _ADJECTIVE.sub("", name.node)
            found[name.type, _GENITIVE.sub("", stem)].append(name.node)
    for group in found.values():
        yield from (Pair(CERTAIN, min(group), other) for other in sorted(group)[1:])


def _by(names: list[Name], trait: Callable[[Name], str], is_variant: Callable[[Name], bool]) -> Iterator[Pair]:
    """Pair each variant with the one name that has its trait and is no variant."""
    parted: dict[bool, list[Name]] = {True: [], False: []}
    for name in names:
        parted[is_variant(name)].append(name)
    sought = [(name.node, (name.type, key)) for name in parted[True] if (key := trait(name))]
    if not sought:
        return
    base: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for name in parted[False]:
        base[name.type, trait(name)].append(name.node)
    for node, trait_sought in sought:
        if len(base[trait_sought]) == 1:
            yield Pair(CERTAIN, base[trait_sought][0], node)


def _stem(name: Name) -> str:
    stem = _OPEN_ENDING.sub("", name.node)
    return stem if " " in stem or len(stem) >= LEAST_STEM else ""


def _is_stem(name: Name) -> bool:
    return name.languages <= INFLECTING


def _sound(name: Name) -> str:
    heard = sounds(name.node) if name.type == "PER" and " " in name.node else ""
    return heard if len(heard) > LEAST_SOUNDS else ""


def _is_foreign(name: Name) -> bool:
    return not is_latin(name.node) or name.languages <= INFLECTING


def _turned(name: Name) -> str:
    return " ".join(sorted(name.node.split(" "))) if name.type == "PER" and " " in name.node else ""


def _is_family_first(name: Name) -> bool:
    return name.languages <= frozenset(FAMILY_FIRST)
