"""Contrast: parting a subject into its events by the facts that some of its articles tell and the others do not.

Two fights of one boxer, two arrests of pirates by one navy, read alike in all that the subject brings with it. What
tells them apart are names and numbers that nearly all reports of the one have and hardly any of the other: this is seen
within the subject and only there. The reports of one event have no two such sides.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Facts = NDArray[np.uint64]
Floats = NDArray[np.float64]
Sides = NDArray[np.bool_]

TELLING: Final = 0.38
"""Difference that parts two events: with ten articles a side or more, six in ten more of the one's than of the other's
must tell its best facts. Two events of a subject had .4 or more, the parts of one event .31 or less."""

N_FACTS: Final = 3
"""Facts that each event must have for its own: fewer may be accidents."""

PRIOR: Final = 3.0
"""What the articles weigh that are imagined to tell no difference: three a side never differ
enough, four only if all of them do."""

ENOUGH: Final = 5.0
"""Weight beyond which more articles prove no more: reports of a growing story differ too, if less."""

LEAST: Final = 3
"""Members that a side must have, and a hundredth of the subject: odd ones out are no event."""

STEPS: Final = 40
"""Steps of Lanczos' method: 1,000 rounds of power iteration found no better direction."""

ROUNDS: Final = 50
"""Rounds in which members may change sides; most are settled after a few."""


NOTHING: Final = 1e-9
"""Length of a vector that is left of rounding."""


class Told(NamedTuple):
    """What a member of a subject tells: the language it does so in, and its facts, each once."""

    language: str
    facts: Facts


class Table(NamedTuple):
    """Which member (row) tells which fact (column), and the number of each member's language."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    languages: NDArray[np.int64]
    n_facts: int

    def counts(self, side: Sides) -> Floats:
        """Count the members on a side that tell each fact, by language."""
        n_languages, on = int(self.languages.max()) + 1, side[self.rows]
        cells = self.languages[self.rows[on]] * self.n_facts + self.columns[on]
        counted = np.bincount(cells, minlength=n_languages * self.n_facts)
        return counted.reshape(n_languages, self.n_facts).astype(np.float64)


def events(subject: Sequence[str], told: Mapping[str, Told]) -> list[list[str]]:
    """Part the members of a subject as far as they go; join again what has no facts of its own."""
    members = sorted(subject)
    if len(members) < 2 * LEAST or (table := _table(members, told)).n_facts < 2 * N_FACTS:
        return [members]
    sides = _sides(table)
    parts = [[member for member, on in zip(members, side, strict=True) if on] for side in (sides, ~sides)]
    if min(map(len, parts)) < max(LEAST, len(members) // 100):
        return [members]
    return _joined([event for part in parts for event in events(part, told)], told)


def _joined(parts: list[list[str]], told: Mapping[str, Told]) -> list[list[str]]:
    """Join the two parts that differ least, until every two of them differ enough."""
    named = {part[0]: part for part in parts}
    differ = {(a, b): _difference(named[a], named[b], told) for a, b in combinations(sorted(named), 2)}
    while differ and min(differ.values()) < TELLING:
        a, b = min(differ, key=lambda pair: (differ[pair], pair))
        named[a] = sorted(named[a] + named.pop(b))
        differ = {pair: value for pair, value in differ.items() if b not in pair}
        differ |= {(c, d): _difference(named[c], named[d], told) for c, d in differ if a in {c, d}}
    return [named[name] for name in sorted(named)]


def _table(members: Sequence[str], told: Mapping[str, Told]) -> Table:
    """Lay out which facts, told by two members at least, each of them tells."""
    facts = [told[member].facts for member in members]
    rows = np.repeat(np.arange(len(members)), [len(each) for each in facts])
    _, columns, times = np.unique(np.concatenate(facts), return_inverse=True, return_counts=True)
    shared = times > 1
    kept, place = shared[columns], np.cumsum(shared) - 1
    _, languages = np.unique([told[member].language for member in members], return_inverse=True)
    return Table(rows[kept], place[columns[kept]], languages, int(shared.sum()))


def _sides(table: Table) -> Sides:
    """Find the two sides that differ most in what they tell beyond what is usual for the subject in their language.

    A member is a row of 0 and 1, less the mean of its language, scaled to length one. The sides follow the direction in
    which the rows differ most; then each member goes to the side that it is more like.
    """
    n = len(table.languages)
    usual = table.counts(np.ones(n, dtype=np.bool_)) / np.bincount(table.languages)[:, None]
    beyond = np.bincount(table.rows, 1 - 2 * usual[table.languages[table.rows], table.columns], n)
    length = beyond + (usual**2).sum(axis=1)[table.languages]
    scale = 1 / np.sqrt(np.maximum(length, NOTHING))

    def likeness(lean: Floats) -> Floats:
        """Say how much each member is like the sum of all members, each taken by its lean."""
        lean = lean * scale
        total = np.bincount(table.columns, lean[table.rows], table.n_facts)
        total -= (np.bincount(table.languages, lean)[:, None] * usual).sum(axis=0)
        common = (usual * total).sum(axis=1)[table.languages]
        like: Floats = (np.bincount(table.rows, total[table.columns], n) - common) * scale
        return like

    start = (np.arange(n) == np.argmax(length)).astype(np.float64)
    lean = _strongest(likeness, start)
    sides: Sides = lean > 0
    for _ in range(ROUNDS):
        settled = likeness(np.where(sides, 1.0, -1.0)) > 0
        if (settled == sides).all():
            break
        sides = settled
    return sides


def _strongest(image: Callable[[Floats], Floats], start: Floats) -> Floats:
    """Find the direction that a symmetric map stretches most, in the span of a start and its images (Lanczos 1950)."""
    basis, images = [start / np.sqrt((start**2).sum())], []
    while len(basis) <= min(STEPS, len(start)):
        images.append(image(basis[-1]))
        rest = images[-1]
        for _ in range(2):  # once leaves what rounding brought in
            rest = rest - sum((rest * each).sum() * each for each in basis)
        length = np.sqrt((rest**2).sum())
        if length < NOTHING:
            break
        basis.append(rest / length)
    inner = np.array([[(one * other).sum() for other in images] for one in basis[: len(images)]])
    mixed: Floats = (np.linalg.eigh(inner)[1][:, -1:] * np.array(basis[: len(images)])).sum(axis=0)
    return mixed


def _difference(part: Sequence[str], other: Sequence[str], told: Mapping[str, Told]) -> float:
    """Measure by how much more the best facts of each part are told in it than in the other; the smaller of the two.

    Shares are compared within each language (Mantel and Haenszel 1959): what differs with the language is no fact.
    """
    table = _table([*part, *other], told)
    if table.n_facts < 2 * N_FACTS:
        return 0.0
    side = np.arange(len(table.languages)) < len(part)
    n_languages = int(table.languages.max()) + 1
    here, there = (np.bincount(table.languages[of], minlength=n_languages)[:, None] for of in (side, ~side))
    both = here + there
    weight = float((here * there / both).sum())
    if not weight:  # they have no language in common
        return 0.0
    more = np.sort(((table.counts(side) * there - table.counts(~side) * here) / both).sum(axis=0) / weight)
    sure = min(weight, ENOUGH) / (min(weight, ENOUGH) + PRIOR)
    return float(min(more[-N_FACTS:].mean(), -more[:N_FACTS].mean())) * sure
