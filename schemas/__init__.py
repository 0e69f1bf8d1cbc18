"""WHAT: each table declared once, as a Pandera model.

``TABLES`` finds them by the name that builders and their arguments use.
"""

from schemas import bronze, gold, ops, private, silver
from schemas.table import Table

PRIVATE = private.File.layer()
"""The layer that is never published."""

TABLES: dict[str, type[Table]] = {
    model.table(): model
    for module in (bronze, silver, gold, ops, private)
    for model in vars(module).values()
    if isinstance(model, type) and issubclass(model, Table) and model is not Table
}
