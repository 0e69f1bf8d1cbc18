"""Cluster: the same line beyond one machine, by Daft, on Parquet tables.

The builders are the same functions. Daft brings the rows that belong together to one place, on this machine or on the
workers of a Ray cluster, and there a builder sees Polars frames as it does everywhere.
"""

import os

os.environ.setdefault("DO_NOT_TRACK", "1")  # nothing leaves the machine: Daft would count its imports and runs
os.environ.setdefault("DAFT_PROGRESS_BAR", "0")  # progress is told a table at a time, as everywhere

try:
    import daft  # noqa: F401 - only whether it is there
except ImportError as error:
    raise RuntimeError("--engine daft needs what is not installed: pip install 'wiretrace[daft]'") from error
