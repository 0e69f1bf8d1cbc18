"""Bronze: what the files said, decoded and otherwise untouched."""

import pandera.polars as pa
import polars as pl

from schemas.table import ARTICLE_TEXT, Table
from schemas.types import Utc


class RawDocument(Table):
    """A version of a raw document: a file, or a record of a file that holds many."""

    doc_id: str = pa.Field(description="Hash of uri: the document, whatever its versions.")
    version: pl.UInt32 = pa.Field(ge=1, description="1 for the first bytes seen under this uri, then 2, ...")
    is_current: bool = pa.Field(description="Whether silver and gold are made from this version.")
    uri: str = pa.Field(description="Path below the root folder, with /; path#id for a record of a file of many.")
    path: str = pa.Field(description="The file below the root folder that holds the document.")
    source: str = pa.Field(nullable=True, description="Outlet by manifest, record or first folder below the root.")
    media_type: str = pa.Field(description="What the bytes were read as, for instance text/plain.")
    encoding: str = pa.Field(description="Character encoding the bytes were decoded with.")
    n_bytes: pl.UInt64 = pa.Field(description="Size of the document's bytes, decompressed.")
    content_hash: str = pa.Field(description="Hash of the document's bytes.")
    text: str = pa.Field(metadata=ARTICLE_TEXT, description="The decoded text; HTML keeps its markup.")
    title: str = pa.Field(nullable=True, description="Title as the file's own metadata gave it.")
    author: str = pa.Field(nullable=True, description="Author as the file's own metadata gave it.")
    url: str = pa.Field(nullable=True, description="Address as the file's own metadata gave it.")
    published_at: str = pa.Field(nullable=True, description="Date of publication, as the file's own metadata wrote it.")
    language_hint: str = pa.Field(nullable=True, description="Language as the file's own metadata gave it.")
    ingested_at: Utc = pa.Field(description="When the run that read this version started.")
    run_id: str = pa.Field(description="The run that read this version.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "bronze.raw_documents"
        key = ("doc_id", "version")
        scope = "history"
