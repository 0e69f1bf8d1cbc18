"""Average link: groups whose members are alike on the whole, where connected components would chain."""

from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush
from typing import Final, NamedTuple

Pair = tuple[str, str]

UNIT: Final = 1_000
"""Scores are summed as whole thousandths, so that their sums do not depend on the order."""


class Link(NamedTuple):
    """What two groups score with each other: the sum over their members, and the best of these scores."""

    total: int
    best: int

    def __or__(self, other: "Link") -> "Link":
        """Add the link of another group."""
        return Link(self.total + other.total, max(self.best, other.best))


NONE: Final = Link(0, 0)


def average_link(scores: Mapping[Pair, float], least: float, sure: float = 0.0) -> dict[str, str]:
    """Merge the two groups whose members score highest on average, until no average reaches the least one.

    Groups without a sure score between them stay apart. A pair without a score counts as 0. Of equal averages the one
    with the smallest names comes first: the groups are a function of the scores alone. Returns the group of every node
    that has a score; groups are named by their smallest node (UPGMA, Sokal and Michener 1958, on a sparse graph).
    """
    near: dict[str, dict[str, Link]] = {}
    for (a, b), score in scores.items():
        whole = round(score * UNIT)
        near.setdefault(a, {})[b] = near.setdefault(b, {})[a] = Link(whole, whole)
    members = {node: [node] for node in near}
    queue = [_entry(a, b, near, members) for a in near for b in near[a] if a < b and near[a][b].best >= sure * UNIT]
    heapify(queue)
    while queue:
        entry = heappop(queue)
        negative, a, b = entry
        if -negative < least * UNIT:
            break
        if a in near and b in near[a] and entry == _entry(a, b, near, members):
            _merge(a, b, near, members)
            for other, link in near[a].items():
                if link.best >= sure * UNIT:
                    heappush(queue, _entry(min(a, other), max(a, other), near, members))
    return {node: name for name, nodes in members.items() for node in nodes}


def _entry(
    a: str, b: str, near: Mapping[str, Mapping[str, Link]], members: Mapping[str, list[str]]
) -> tuple[float, str, str]:
    return -near[a][b].total / (len(members[a]) * len(members[b])), a, b


def _merge(a: str, b: str, near: dict[str, dict[str, Link]], members: dict[str, list[str]]) -> None:
    """Put the group b, whose name is larger, into a."""
    del near[a][b], near[b][a]
    for other, link in near.pop(b).items():
        del near[other][b]
        near[a][other] = near[other][a] = near[a].get(other, NONE) | link
    members[a] += members.pop(b)


def components(nodes: Iterable[str], edges: Iterable[Pair]) -> dict[str, str]:
    """Group nodes that edges connect; a group is named by its smallest node."""
    parent = {node: node for node in nodes}

    def find(node: str) -> str:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for a, b in edges:
        low, high = sorted((find(a), find(b)))
        parent[high] = low
    return {node: find(node) for node in parent}
