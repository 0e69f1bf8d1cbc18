"""Garbage: looked for seldom, as a run keeps nearly all that it makes."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

COLLECT_EVERY: Final = 50_000
"""Objects made between two looks for garbage: what is known of words is hundreds of thousands, and looking at them took
a fifth of the time of names."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for garbage as seldom as workers do."""
    usual = gc.get_threshold()
    gc.set_threshold(COLLECT_EVERY)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
