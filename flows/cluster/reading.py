"""Reading: the files of a folder or bucket, read by many workers, held against what is known by one.

Workers run the scan that runs everywhere, on a few files each; the ledger compares what they found, without the texts.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, BinaryIO, Final, cast

import daft
import polars as pl
import pyarrow as pa
from daft import DataFrame, DataType, Series, col

from flows import bronze
from flows.cluster import bundles
from flows.cluster.bundles import rows_of, shared_out
from flows.cluster.tables import VERSIONS, Tables, as_daft, as_polars
from flows.limits import limits
from flows.scan import Listed, Scan, Seen
from flows.warehouse import Warehouse
from schemas import TABLES
from schemas.private import File
from transforms.bronze.document import Entry, Rejection
from transforms.bronze.limits import Limits

FILES: Final = 64
"""Files that a worker reads at a time."""

TEXTS: Final = pl.Schema({"doc_id": pl.String, "version": pl.UInt32, "text": pl.String})

_TEXT: Final = pl.String()

LISTED: Final = pl.Schema(
    {
        "path": _TEXT,
        "url": _TEXT,
        "entry": pl.Struct(dict.fromkeys(Entry.__slots__, _TEXT)),
        "outlets": pl.List(pl.Struct({"name": _TEXT, "outlet": _TEXT})),
        "known": pl.List(pl.Struct(dict(File.dtypes()))),
    }
)
"""A file as a worker is told of it."""

FOUND: Final = pl.Schema(
    {
        "documents": pl.List(pl.Struct(dict(bronze.FOUND))),
        "seen": pl.List(pl.Struct(dict(File.dtypes()))),
        "rejected": pl.List(pl.Struct(dict.fromkeys(Rejection.__slots__, pl.String()))),
        "reread": pl.List(_TEXT),
        "unread": pl.List(_TEXT),
    }
)
"""What a worker found in it, as the lists of its scan."""


@dataclass(frozen=True)
class Stored:
    """An object of a store, as far as a scan asks a file."""

    url: str

    @property
    def name(self) -> str:
        """Name it without its folders."""
        return self.url.rpartition("/")[2]

    def open(self, _mode: str) -> BinaryIO:
        """Open it for reading."""
        return cast("BinaryIO", daft.open_file(self.url, "rb"))

    def read_bytes(self) -> bytes:
        """Read it whole."""
        with self.open("rb") as stream:
            return stream.read()

    def stat(self) -> SimpleNamespace:
        """Tell its size; a store tells no time that says whether it changed, so its bytes have to."""
        with self.open("rb") as stream:
            size = stream.seek(0, 2)
        return SimpleNamespace(st_size=size, st_mtime_ns=NEVER, st_ctime_ns=NEVER, st_ino=0)


NEVER: Final = 2**63 - 1
"""Nanoseconds that no clock has reached: a stamp of then is not trusted."""


class StoreScan(Scan):
    """A walk through what a store holds below an address."""

    def __init__(self, url: str, known: dict[str, Seen], limits: Limits) -> None:
        super().__init__(Path(), known, limits)
        self.url = url.rstrip("/")

    def _walk(self) -> Iterator[tuple[str, Path]]:
        for url in sorted(daft.from_glob_path(f"{self.url}/**").to_pydict()["path"]):
            path = url.removeprefix(f"{self.url}/")
            if not any(part.startswith(".") for part in path.split("/")):
                yield path, cast("Path", Stored(url))


def read_bronze(root: str, tables: Tables, db: Warehouse, *, prune: bool) -> None:
    """Read new and changed files below a folder or address into ``raw_documents``; touch the documents they change."""
    known = bronze.known_files(db)
    scan = StoreScan(root, known, limits()) if "://" in root else Scan(Path(root), known, limits())
    found = tables.staged(_read([_told(listed, known.get(listed.path)) for listed in scan.listed()]))
    _recall(scan, found)
    documents = rows_of(found, "documents")
    facts = pl.Schema({name: dtype for name, dtype in bronze.FOUND.items() if name != "text"})
    bronze.store(db, scan, [as_polars(documents, facts).with_columns(text=pl.lit(""))], prune=prune)
    _write(documents, tables, db)
    _write_revisions(tables, db)
    bronze.remember(db, scan)


def _told(listed: Listed, known: Seen | None) -> dict[str, object]:
    file = listed.file
    return {
        "path": listed.path,
        "url": file.url if isinstance(file, Stored) else str(file.absolute()),
        "entry": asdict(listed.entry),
        "outlets": [{"name": name, "outlet": outlet} for name, outlet in listed.outlets],
        "known": [asdict(known)] if known else [],
    }


def _read(files: list[dict[str, object]]) -> DataFrame:
    listed = shared_out(as_daft(pl.DataFrame(files, schema=LISTED)), -(-len(files) // FILES))
    read = daft.func.batch(return_dtype=DataType.from_arrow_type(_type()), batch_size=FILES, use_process=bundles.APART)(
        _scan
    )
    return listed.select(read(*(col(name) for name in LISTED)).alias("found")).select(col("found").unnest())


def _scan(*columns: Series) -> pa.Array:
    """Scan a few files, each by itself: a row of what was found in it."""
    rows = pl.DataFrame([pl.Series(name, column.to_arrow()) for name, column in zip(LISTED, columns, strict=True)])
    found = pl.DataFrame([_found(row) for row in rows.iter_rows(named=True)], schema=FOUND)
    return found.to_struct().to_arrow(compat_level=pl.CompatLevel.oldest()).cast(_type())


def _found(row: dict[str, Any]) -> dict[str, object]:
    url, path = str(row["url"]), str(row["path"])
    file = cast("Path", Stored(url)) if "://" in url else Path(url)
    scan = Scan(Path(), {seen["path"]: Seen(**seen) for seen in row["known"]}, limits())
    outlets = tuple((told["name"], told["outlet"]) for told in row["outlets"])
    documents = [document.row() for document in scan.documents_of(Listed(path, file, Entry(**row["entry"]), outlets))]
    return {
        "documents": documents,
        "seen": [asdict(seen) for seen in scan.seen],
        "rejected": [asdict(rejection) for rejection in scan.rejected],
        "reread": sorted(scan.reread),
        "unread": sorted(scan.unread),
    }


def _type() -> pa.DataType:
    return pa.struct(list(pl.DataFrame(schema=FOUND).to_arrow(compat_level=pl.CompatLevel.oldest()).schema))


def _recall(scan: Scan, found: DataFrame) -> None:
    """Gather what the workers noted, as if one scan had."""
    noted = as_polars(found, pl.Schema({name: dtype for name, dtype in FOUND.items() if name != "documents"}))
    told = {name: noted[name].explode().drop_nulls().to_list() for name in noted.columns}
    scan.seen += sorted((Seen(**seen) for seen in told["seen"]), key=lambda seen: seen.path)
    scan.rejected += [Rejection(**rejection) for rejection in told["rejected"]]
    scan.reread |= set(told["reread"])
    scan.unread |= set(told["unread"])


def _write(documents: DataFrame, tables: Tables, db: Warehouse) -> None:
    """Write the versions that are new, which ones are current, and what is touched."""
    run_id, _ = db.run()
    added = db.sql.sql(
        f"SELECT doc_id, {', '.join(bronze.ADDED)} FROM bronze.raw_documents WHERE run_id = $run",
        params={"run": run_id},
    ).pl()
    columns = [col(name) for name in TABLES["raw_documents"].dtypes()]
    tables.write("raw_documents", documents.join(as_daft(added), on="doc_id").select(*columns))
    current = db.sql.sql("SELECT doc_id, version FROM bronze.raw_documents WHERE is_current").pl()
    tables.write(VERSIONS, as_daft(current))
    tables.write("touched", as_daft(db.sql.sql("FROM private.touched").pl()))


def _write_revisions(tables: Tables, db: Warehouse) -> None:
    """Compare the new versions with those before them: the only texts that the ledger needs, and those of few."""
    run_id, _ = db.run()
    compared = db.sql.sql(
        "SELECT doc_id, old.version FROM bronze.raw_documents AS old JOIN bronze.raw_documents AS new USING (doc_id) "
        "WHERE new.run_id = $run AND new.version > 1 AND old.version IN (new.version, new.version - 1)",
        params={"run": run_id},
    ).pl()
    if not compared.is_empty():
        texts = tables.made("raw_documents").join(as_daft(compared), on=["doc_id", "version"])
        with db.registered(as_polars(texts, TEXTS)):
            db.sql.execute(
                "UPDATE bronze.raw_documents AS old SET text = fresh.text FROM fresh "
                "WHERE old.doc_id = fresh.doc_id AND old.version = fresh.version"
            )
        bronze.write_revisions(db)
