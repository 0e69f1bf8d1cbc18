"""Drawings: the geometry of the pictures. Templates write them as SVG; sizes across are in per cent, so they bend."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from explorer.family import Branch

UNITS: Final = {"day": 92, "week": 700, "month": 2200}
"""Spans of up to so many days are counted by this unit, longer ones by year: some 20 to 100 bars."""

STEP: Final = 22
ROW: Final = 58
MARGIN: Final = 13
BEND: Final = 9
WIDEST: Final = 132
"""The family tree in pixels: what a generation moves in, how high an article's row is (style.css knows it too), the
margin beside it, the radius of a bend, and how far all generations move in: a telephone shows the titles beside it."""


class Bar(NamedTuple):
    """A slot of time and what fell into it."""

    x: float
    width: float
    height: float
    label: str
    n: int


class Bars(NamedTuple):
    """Counts over time."""

    bars: list[Bar]
    first: str
    last: str
    unit: str
    most: int


class Edge(NamedTuple):
    """The branch from an article's trunk to one made from it."""

    path: str
    relation: str
    known: bool


class Dot(NamedTuple):
    """An article in its tree."""

    x: int
    y: int
    root: bool
    relation: str


class Tree(NamedTuple):
    """A family tree: dots in rows, below each with branches a trunk."""

    width: int
    height: int
    trunks: list[str]
    edges: list[Edge]
    dots: list[Dot]


class Ribbon(NamedTuple):
    """A passage between the two bars that stand for two texts."""

    points: str
    kind: str
    number: int


def unit_of(first: datetime, last: datetime) -> str:
    """Choose how finely a span of time is counted."""
    days = (last - first).days
    return next((unit for unit, most in UNITS.items() if days <= most), "year")


def bars(counts: Sequence[tuple[datetime, int]], unit: str) -> Bars | None:
    """Draw counts over time, slots without any included; None where there is nothing to count."""
    if not counts:
        return None
    found = dict(counts)
    slots = [min(found)]
    while slots[-1] < max(found):
        slots.append(_next(slots[-1], unit))
    most, width = max(found.values()), 100 / len(slots)
    drawn = [
        Bar(round(i * width, 3), round(width, 3), round(100 * n / most, 1), _slot(slot, unit), n)
        for i, slot in enumerate(slots)
        if (n := found.get(slot, 0))
    ]
    return Bars(drawn, _slot(slots[0], unit), _slot(slots[-1], unit), unit, most)


def tree(branches: Sequence[Branch]) -> Tree:
    """Draw a family: the root on top, each article below what it was made from."""
    deepest = max((b.depth for b in branches), default=0)
    step = min(STEP, WIDEST // max(deepest, 1))
    places = {b.doc_id: (MARGIN + b.depth * step, i * ROW + ROW // 2) for i, b in enumerate(branches)}
    edges, lowest = [], {}
    for branch in branches:
        if branch.parent:
            (left, top), (right, y) = places[branch.parent], places[branch.doc_id]
            path = f"M{left} {y - BEND}Q{left} {y} {left + BEND} {y}H{right}"
            edges.append(Edge(path, branch.relation or "", branch.known))
            lowest[branch.parent] = f"M{left} {top}V{y - BEND}"
    dots = [Dot(*places[b.doc_id], b.parent is None, b.relation or "") for b in branches]
    return Tree(2 * MARGIN + deepest * step, ROW * len(branches), list(lowest.values()), edges, dots)


def moment_in(moment: datetime | None, first: datetime | None, last: datetime | None) -> float | None:
    """Place a moment between two, in per cent; None where that cannot be told."""
    if moment is None or first is None or last is None:
        return None
    whole = (last - first) / timedelta(seconds=1)
    return round(2 + 96 * ((moment - first) / timedelta(seconds=1)) / whole, 2) if whole else 50.0


def ribbons(passages: Sequence[tuple[int, int, int, int, str]], above: int, below: int) -> list[Ribbon]:
    """Draw passages (start and end in the one text, in the other, kind) as bands between two bars 1000 wide."""
    drawn = []
    for number, (start, end, other_start, other_end, kind) in enumerate(passages, 1):
        a, b = (1000 * place / max(above, 1) for place in (start, end))
        c, d = (1000 * place / max(below, 1) for place in (other_start, other_end))
        drawn.append(Ribbon(f"{a:.1f},0 {b:.1f},0 {d:.1f},100 {c:.1f},100", kind, number))
    return drawn


def _next(slot: datetime, unit: str) -> datetime:
    match unit:
        case "day":
            return slot + timedelta(days=1)
        case "week":
            return slot + timedelta(days=7)
        case "month":
            return (slot + timedelta(days=32)).replace(day=1)
        case _:
            return slot.replace(year=slot.year + 1)


def _slot(slot: datetime, unit: str) -> str:
    day = f"{slot.day} {slot:%B %Y}"
    return {"day": day, "week": f"week of {day}", "month": f"{slot:%B %Y}", "year": f"{slot.year}"}[unit]
