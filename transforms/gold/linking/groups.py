"""Groups: names joined by evidence, the strongest first, as long as no two of one group contradict each other."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from transforms.gold.linking.spelling import likeness


class Name(NamedTuple):
    """A name of the corpus: what links it, its type, where it stands, and whether ever in capitals."""

    node: str
    type: str
    languages: frozenset[str]
    n_articles: int
    capitals: bool


class Pair(NamedTuple):
    """Two names that may be one, with how strong the evidence is."""

    score: float
    a: str
    b: str


CERTAIN: Final = 4.0
"""Score of variants of one spelling: above any that translations vouch for."""
ALIKE_AT_HOME: Final = 0.75
"""Likeness that two names of one language need to be in one group: else votes for a wrong pair would chain stories."""


def joined(pairs: Iterable[Pair], names: Mapping[str, Name]) -> dict[str, str]:
    """Join names, the strongest evidence first; give each its group's name: a code, else the most frequent.

    A group holds no two codes. Translations join no two names of one language that are not alike, and nobody's full
    name with a code, which only places and bodies have; variants may.
    """
    members: dict[str, list[str]] = {}
    group: dict[str, str] = {}
    for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.a, pair.b)):
        a, b = (group.get(name, name) for name in (pair.a, pair.b))
        ours, theirs = members.get(a, [a]), members.get(b, [b])
        known = names if pair.score < CERTAIN else {}
        if a == b or any(_contradict(one, other, known) for one in ours for other in theirs):
            continue
        first, second = sorted((a, b), key=lambda node: (":" not in node, -_articles(node, names), node))
        members[first] = ours + theirs
        members.pop(second, None)
        group |= dict.fromkeys(members[first], first)
    return group


def _articles(node: str, names: Mapping[str, Name]) -> int:
    """Count the articles with a name; a code that only its variants stand for has none."""
    return names[node].n_articles if node in names else 0


def _contradict(one: str, other: str, names: Mapping[str, Name]) -> bool:
    if ":" in one or ":" in other:
        return (":" in one and ":" in other) or _is_full_name(one, names) or _is_full_name(other, names)
    at_home = one in names and other in names and names[one].languages & names[other].languages
    return bool(at_home) and likeness(one, other) < ALIKE_AT_HOME


def _is_full_name(node: str, names: Mapping[str, Name]) -> bool:
    return node in names and names[node].type == "PER" and " " in node
