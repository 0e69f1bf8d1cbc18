"""Which rows a builder reads and replaces, as SQL: what its arguments and its table's scope say is incremental."""

from typing import Final, NamedTuple

from flows.builders import BUILDERS, NEW, reads, table_of
from schemas import TABLES

TOUCHED = "(FROM private.touched)"


class Part(NamedTuple):
    """The new documents, or the new pairs by their doc_a, from one doc_id up to another."""

    low: str = ""
    high: str | None = None

    def holds(self, column: str) -> str:
        """Write the condition that a doc_id belongs to the part."""
        ends = [f"{column} >= '{self.low}'"] * bool(self.low) + [f"{column} < '{self.high}'"] * (self.high is not None)
        return " AND ".join(ends) or "true"


WHOLE: Final = Part()


def inputs(table: str, part: Part = WHOLE) -> dict[str, str]:
    """Select, for each argument of a table's builder, the rows that it stands for."""
    arguments, listed = reads(BUILDERS[table]), _listed(table)
    if listed is None:
        return {name: _rows(name, part) for name in arguments}
    pairs = _new_pairs(table, listed, part)
    return {name: pairs if table_of(name) == listed else _rows_of_pairs(name, pairs) for name in arguments}


def divisible(table: str) -> str | None:
    """Select the doc_ids in whose ranges a table's new rows can be made apart; None where all must be made at once.

    A row of a document, or of a listed pair, depends on nothing else that is new.
    """
    if TABLES[table].scope() == "document":
        return f"SELECT doc_id AS doc FROM {TOUCHED}"
    listed = _listed(table)
    return None if listed is None else f"SELECT doc_a AS doc FROM ({_new_pairs(table, listed, WHOLE)})"


def _listed(table: str) -> str | None:
    """Name the table that lists the pairs of a table of pairs; None where each document meets all others."""
    new = (table_of(name) for name in reads(BUILDERS[table]) if name.startswith(NEW))
    return next((name for name in new if is_pairs(name)), None) if TABLES[table].scope() == "pair" else None


def replaceable(table: str) -> str:
    """Say which rows of the old table the touched documents can make vanish."""
    match TABLES[table].scope():
        case "corpus":
            return "true"
        case "document":
            return f"old.doc_id IN {TOUCHED}"
        case "pair":
            left = [
                f"(old.doc_a, old.doc_b) NOT IN (SELECT (doc_a, doc_b) FROM {TABLES[name].full_name()})"
                for name in map(table_of, reads(BUILDERS[table]))
                if is_pairs(name)
            ]
            return f"({' OR '.join([f'old.doc_a IN {TOUCHED}', f'old.doc_b IN {TOUCHED}', *left])})"
        case scope:
            raise ValueError(f"{table}: rows of scope {scope} are written once, never replaced")


def remade(table: str) -> str:
    """Say which rejected rows, whose ``uri`` is their key, the touched documents have made again."""
    n_documents = {"corpus": 0, "document": 1, "pair": 2}[TABLES[table].scope()]
    touched = [f"split_part(uri, '/', {n}) IN {TOUCHED}" for n in range(1, n_documents + 1)]
    return f"({' OR '.join(touched or ['true'])})"


def is_pairs(table: str) -> bool:
    """Tell whether a table's rows are pairs of documents."""
    return {"doc_a", "doc_b"} <= set(TABLES[table].key_columns())


def _rows(argument: str, part: Part = WHOLE) -> str:
    """Select what an argument stands for; of raw documents, only what is current."""
    table = TABLES[table_of(argument)]
    current = "is_current" if "is_current" in table.dtypes() else "true"
    touched = f"doc_id IN {TOUCHED} AND {part.holds('doc_id')}" if argument.startswith(NEW) else "true"
    return f"SELECT * FROM {table.full_name()} WHERE {current} AND {touched}"


def _new_pairs(table: str, listed: str, part: Part) -> str:
    """Select the listed pairs that hold a touched document, or have no row yet."""
    pairs, made = TABLES[listed].full_name(), TABLES[table].full_name()
    return (
        f"SELECT pair.* FROM {pairs} AS pair WHERE {part.holds('pair.doc_a')} AND (doc_a IN {TOUCHED} "
        f"OR doc_b IN {TOUCHED} "
        f"OR NOT EXISTS (FROM {made} AS made WHERE made.doc_a = pair.doc_a AND made.doc_b = pair.doc_b))"
    )


def _rows_of_pairs(argument: str, pairs: str) -> str:
    """Select the rows of the documents in some pairs: no other can count for a row that depends on its pair alone."""
    return f"{_rows(argument)} AND doc_id IN (SELECT unnest([doc_a, doc_b]) FROM ({pairs}))"
