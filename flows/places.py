"""Where files are read from and warehouses are made, unless the user says otherwise."""

from pathlib import Path
from typing import Final

RAW: Final = Path("data/raw")
SAMPLES: Final = Path("data/samples")
WAREHOUSE: Final = Path("data/warehouse.duckdb")


def default_root() -> Path:
    """Choose the folder to read: the user's files, or the samples while there are none."""
    own = any(not path.name.startswith(".") for path in RAW.iterdir()) if RAW.is_dir() else False
    return RAW if own else SAMPLES


def work_of(target: Path) -> Path:
    """Name the private folder in which a warehouse is made."""
    return target.with_name(f"{target.name}.work")
