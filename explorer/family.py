"""Family: who in a story was made from whom, as trees.

An article has one parent: of its known origins, the one that it shares most with. Where it is not known who came first,
a derived pair still ties two articles into one family, and says that it does not know.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Tie(NamedTuple):
    """A derived pair of a story; origin is one of the two, or None."""

    doc_a: str
    doc_b: str
    relation: str
    origin: str | None
    strength: float


class Branch(NamedTuple):
    """An article's place in its tree: its parent (None for a root), what it is to it, how far it is from the root."""

    doc_id: str
    parent: str | None
    relation: str | None
    known: bool
    depth: int


def families(articles: Sequence[str], ties: Iterable[Tie]) -> list[list[Branch]]:
    """Set articles, given in the order of their dates, into trees, the largest first, each from its root down."""
    order = {doc_id: place for place, doc_id in enumerate(articles)}
    within = [tie for tie in ties if tie.doc_a in order and tie.doc_b in order]
    strongest = sorted(within, key=lambda tie: (-tie.strength, tie.doc_a, tie.doc_b))
    parents = _parents(strongest)
    _join(parents, strongest, order)
    children: dict[str | None, list[str]] = {}
    for doc_id in articles:
        children.setdefault(parents[doc_id].parent if doc_id in parents else None, []).append(doc_id)
    trees = [_tree(root, children, parents) for root in children.get(None, [])]
    return sorted(trees, key=lambda tree: -len(tree))


def _parents(strongest: list[Tie]) -> dict[str, Branch]:
    """Give each article that was made from others its nearest origin, unless that would make it its own ancestor."""
    parents: dict[str, Branch] = {}
    for tie in strongest:
        if tie.origin is None:
            continue
        child = tie.doc_b if tie.origin == tie.doc_a else tie.doc_a
        if child not in parents and child != _root(tie.origin, parents):
            parents[child] = Branch(child, tie.origin, tie.relation, known=True, depth=0)
    return parents


def _join(parents: dict[str, Branch], strongest: list[Tie], order: dict[str, int]) -> None:
    """Hang trees that belong together under the one whose root is earliest, though who came first is not known."""
    for tie in strongest:
        one, other = sorted((_root(tie.doc_a, parents), _root(tie.doc_b, parents)), key=order.__getitem__)
        if one != other:
            parents[other] = Branch(other, one, tie.relation, known=False, depth=0)


def _root(doc_id: str, parents: dict[str, Branch]) -> str:
    while doc_id in parents and (parent := parents[doc_id].parent):
        doc_id = parent
    return doc_id


def _tree(root: str, children: dict[str | None, list[str]], parents: dict[str, Branch]) -> list[Branch]:
    made, waiting = [], [Branch(root, None, None, known=True, depth=0)]
    while waiting:
        branch = waiting.pop()
        made.append(branch)
        below = children.get(branch.doc_id, [])
        waiting += [parents[child]._replace(depth=branch.depth + 1) for child in reversed(below)]
    return made
