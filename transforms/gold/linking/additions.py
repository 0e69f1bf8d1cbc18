"""Additions: one name with and without a title, a middle name, a legal form."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from transforms.gold.linking.groups import CERTAIN, Pair
from transforms.silver.names.gazetteer import first_names

_LEGAL: Final = "ab ag as asa bv co corp corporation gmbh inc kg kgaa limited llc ltd nv oyj plc sa se spa sas"
LEGAL_FORMS: Final = frozenset(_LEGAL.split())
_PATRONYMIC: Final = re.compile(r".{2}(?:vich|vych|vn|ich)$")
"""Second names from the father's, in Latin letters and without case endings: Sergeevich, Sergeevn(a)."""


def additions(names: Iterable[tuple[str, str]]) -> Iterator[Pair]:
    """Pair a name, given with its type, with itself without what was added to it, where the corpus has both."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    for node, kind in names:
        if ":" not in node:
            known[kind].add(node)
    yield from _pairs({node: _without_title(node, known["PER"]) for node in known["PER"]}, known["PER"])
    yield from _pairs(_without_middle(known["PER"]), known["PER"])
    yield from _pairs({node: _without_legal_form(node) for node in known["ORG"]}, known["ORG"])
    yield from _pairs({node: node.removesuffix("s") for node in known["MISC"]}, known["MISC"])  # American, Americans


def _pairs(bases: dict[str, str], known: set[str]) -> Iterator[Pair]:
    yield from (Pair(CERTAIN, base, node) for node, base in sorted(bases.items()) if base != node and base in known)


def _without_title(person: str, people: set[str]) -> str:
    """Take off words that are no names, up to a person whom the corpus knows: moviemaker gary ross."""
    title, _, rest = person.partition(" ")
    while " " in rest and not _is_first(title):
        if rest in people and _is_first(rest.partition(" ")[0]):
            return rest
        title, _, rest = rest.partition(" ")
    return person


def _without_middle(people: set[str]) -> dict[str, str]:
    """Take off initials and patronymics between first and last name, unless two people differ by nothing else."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for person in people:
        words = person.split(" ")
        middle = words[1:-1]
        if middle and all(_is_initial(word) or _PATRONYMIC.search(word) for word in middle):
            found[f"{words[0]} {words[-1]}"].append(person)
    return {several[0]: base for base, several in found.items() if len(several) == 1}


def _without_legal_form(body: str) -> str:
    base, _, last = body.rpartition(" ")
    return base if base and last.replace(".", "") in LEGAL_FORMS else body


def _is_first(word: str) -> bool:
    return word in first_names() or _is_initial(word)


def _is_initial(word: str) -> bool:
    return len(word.strip(".")) == 1
