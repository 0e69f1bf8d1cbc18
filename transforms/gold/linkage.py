"""Average link: groups whose members are alike on the whole, where connected components would chain."""

from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush
from typing import Final

Pair = tuple[str, str]

UNIT: Final = 1_000
"""Scores are summed as whole thousandths, so that their sums do not depend on the order."""


def average_link(scores: Mapping[Pair, float], least: float) -> dict[str, str]:
    """Merge the two groups whose members score highest on average, until no average reaches the least one.

    A pair without a score counts as 0. Of equal averages the one with the smallest names comes first: the groups are a
    function of the scores alone. Returns the group of every node that has a score; groups are named by their smallest
    node (UPGMA, Sokal and Michener 1958, on a sparse graph).
    """
    near: dict[str, dict[str, int]] = {}
    for (a, b), score in scores.items():
        near.setdefault(a, {})[b] = near.setdefault(b, {})[a] = round(score * UNIT)
    members = {node: [node] for node in near}
    queue = [_entry(a, b, near, members) for a in near for b in near[a] if a < b]
    heapify(queue)
    while queue:
        entry = heappop(queue)
        negative, a, b = entry
        if -negative < least * UNIT:
            break
        if a in near and b in near[a] and entry == _entry(a, b, near, members):
            _merge(a, b, near, members)
            for other in near[a]:
                heappush(queue, _entry(min(a, other), max(a, other), near, members))
    return {node: name for name, nodes in members.items() for node in nodes}


def _entry(
    a: str, b: str, near: Mapping[str, Mapping[str, int]], members: Mapping[str, list[str]]
) -> tuple[float, str, str]:
    return -near[a][b] / (len(members[a]) * len(members[b])), a, b


def _merge(a: str, b: str, near: dict[str, dict[str, int]], members: dict[str, list[str]]) -> None:
    """Put the group b, whose name is larger, into a."""
    del near[a][b], near[b][a]
    for other, score in near.pop(b).items():
        del near[other][b]
        near[a][other] = near[other][a] = near[a].get(other, 0) + score
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
