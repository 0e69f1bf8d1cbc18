"""A mean has the same bits in any order."""

from itertools import permutations

import polars as pl
import pytest

from transforms.gold.means import exact_mean


def test_a_mean_does_not_depend_on_the_order_of_its_values():
    shares = [0.1, 0.7, 0.2, 0.65, 1 / 3]
    means = {pl.DataFrame({"x": order}).select(exact_mean("x")).item() for order in permutations(shares)}
    assert len(means) == 1
    assert means.pop() == pytest.approx(sum(shares) / 5, abs=1e-8)


def test_groups_have_means_of_their_own():
    frame = pl.DataFrame({"g": ["a", "b", "a"], "x": [0.5, 1.0, 0.0]})
    assert frame.group_by("g").agg(exact_mean("x")).sort("g").rows() == [("a", 0.25), ("b", 1.0)]
