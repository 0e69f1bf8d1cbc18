"""Garbage is looked for seldom while a run lasts, and as usual afterwards."""

import gc

from flows.garbage import COLLECT_EVERY, seldom_collected


def test_garbage_is_looked_for_as_usual_afterwards_whatever_happened():
    usual = gc.get_threshold()
    try:
        with seldom_collected():
            assert gc.get_threshold()[0] == COLLECT_EVERY
            raise KeyError  # noqa: TRY301
    except KeyError:
        assert gc.get_threshold() == usual
