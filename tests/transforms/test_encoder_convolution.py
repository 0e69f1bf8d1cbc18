"""Convolutions by Toom-Cook: what plain ones give, tile by tile."""

import numpy as np
import pytest

from transforms.encoder_convolution import TILE, Convolution
from transforms.encoder_network import BRANCHES


@pytest.mark.parametrize(("order", "left"), BRANCHES)
def test_tiles_hold_what_a_plain_convolution_gives(order, left):
    drawn = np.random.default_rng(order)
    rows, weight = (drawn.standard_normal(shape).astype(np.float32) for shape in ((40, 16), (order * 16, 24)))
    tiles = np.array([3, 11, 30])
    out = np.empty((len(tiles), TILE, 24), dtype=np.float32)
    Convolution(weight, order, left).write(rows, tiles, out)
    windows = [rows[at - left : at - left + order].ravel() for first in tiles for at in range(first, first + TILE)]
    np.testing.assert_allclose(out.reshape(-1, 24), np.array(windows) @ weight, rtol=0, atol=1e-4)
