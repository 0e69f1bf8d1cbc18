"""Which rows a builder reads and replaces, as SQL: what its arguments and its table's scope say is incremental."""

from flows.builders import BUILDERS, NEW, reads, table_of
from schemas import TABLES

TOUCHED = "(FROM private.touched)"


def inputs(table: str) -> dict[str, str]:
    """Select, for each argument of a table's builder, the rows that it stands for."""
    arguments = reads(BUILDERS[table])
    listed = next((name for name in arguments if name.startswith(NEW) and is_pairs(table_of(name))), None)
    if TABLES[table].scope() != "pair" or listed is None:
        return {name: _rows(name) for name in arguments}
    pairs = _new_pairs(table, table_of(listed))
    return {name: pairs if name == listed else _rows_of_pairs(name, pairs) for name in arguments}


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


def _rows(argument: str) -> str:
    """Select what an argument stands for; of raw documents, only what is current."""
    table = TABLES[table_of(argument)]
    current = "is_current" if "is_current" in table.dtypes() else "true"
    touched = f"doc_id IN {TOUCHED}" if argument.startswith(NEW) else "true"
    return f"SELECT * FROM {table.full_name()} WHERE {current} AND {touched}"


def _new_pairs(table: str, listed: str) -> str:
    """Select the listed pairs that hold a touched document, or have no row yet."""
    pairs, made = TABLES[listed].full_name(), TABLES[table].full_name()
    return (
        f"SELECT pair.* FROM {pairs} AS pair WHERE doc_a IN {TOUCHED} OR doc_b IN {TOUCHED} "
        f"OR NOT EXISTS (FROM {made} AS made WHERE made.doc_a = pair.doc_a AND made.doc_b = pair.doc_b)"
    )


def _rows_of_pairs(argument: str, pairs: str) -> str:
    """Select the rows of the documents in some pairs: no other can count for a row that depends on its pair alone."""
    return f"{_rows(argument)} AND doc_id IN (SELECT unnest([doc_a, doc_b]) FROM ({pairs}))"
