"""Listing: a table that sorts, filters, pages and downloads, declared once by its query, columns and filters."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import polars as pl

from explorer.links import asking
from explorer.reading import Reader, Row

PAGE: Final = 50
MOST: Final = 200_000
"""Rows that a download holds at most."""

TERMS: Final = 8
"""Words or phrases that a search holds at most."""


class Column(NamedTuple):
    """A column that is shown: its kind says how a cell is drawn, see templates/_cells.html."""

    name: str
    label: str
    kind: str = "text"


class Filter(NamedTuple):
    """A condition that the address may name: ``where`` uses its value as $name."""

    name: str
    label: str
    where: str
    kind: str = "hidden"
    choices: str = ""


class Listing(NamedTuple):
    """A table of the explorer. The query gives all that is downloaded, the columns what is shown of it."""

    name: str
    title: str
    says: str
    needs: str
    query: str
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...]
    order: str
    key: str
    empty: str


class Choice(NamedTuple):
    """A value that a filter offers."""

    value: str
    n: int


class Table(NamedTuple):
    """Rows of a listing, as they were asked for."""

    listing: Listing
    rows: list[Row]
    total: int
    given: dict[str, str]
    sort: str
    page: int
    size: int
    hidden: frozenset[str] = frozenset()
    place: str = ""

    @property
    def columns(self) -> list[Column]:
        """Name the columns that are shown here."""
        return [column for column in self.listing.columns if column.name not in self.hidden]

    @property
    def pages(self) -> int:
        """Count the pages."""
        return max(1, -(-self.total // self.size))

    def address(self, suffix: str = "", **changed: str | int) -> str:
        """Point to the same table, asked for otherwise."""
        asked: dict[str, str | int] = {**self.given, "sort": self.sort, "page": 1, **changed}
        kept = {name: str(value) for name, value in asked.items() if value}
        if kept.get("sort") == self.listing.order:
            del kept["sort"]
        if kept.get("page") == "1" or suffix:
            kept.pop("page", None)
        return asking(f"/{self.listing.name}{suffix}" if suffix else f"/{self.place or self.listing.name}", **kept)

    def sorted_by(self, column: str) -> str:
        """Point to the same table sorted by a column; the other way round if it already is."""
        return self.address(sort=column if self.sort == f"-{column}" else f"-{column}")

    def direction(self, column: str) -> str | None:
        """Say how a column is sorted, in the words of ARIA."""
        return {column: "ascending", f"-{column}": "descending"}.get(self.sort)


def table(
    reader: Reader, listing: Listing, asked: Mapping[str, str], size: int = PAGE, hide: frozenset[str] = frozenset()
) -> Table:
    """Read the rows that are asked for; what the listing does not know is passed over."""
    given, sort = _given(listing, asked), _sort(listing, asked)
    if not reader.has(listing.needs):
        return Table(listing, [], 0, given, sort, 1, size, hide)
    query, values = _query(reader, listing, given)
    page = _page(asked.get("page", ""))
    counted = (
        f"SELECT *, count(*) OVER () AS n_found {query} ORDER BY {_order(listing, sort)} LIMIT $size OFFSET $start"
    )
    rows = reader.rows(counted, **values | {"size": size, "start": (page - 1) * size})
    if not rows and page > 1:  # beyond the last page
        return table(reader, listing, {**asked, "page": "1"}, size, hide)
    return Table(listing, rows, rows[0]["n_found"] if rows else 0, given, sort, page, size, hide)


def download(reader: Reader, listing: Listing, asked: Mapping[str, str]) -> pl.DataFrame:
    """Read all columns of all rows that fit, in the order that was asked for."""
    if not reader.has(listing.needs):
        return pl.DataFrame()
    query, values = _query(reader, listing, _given(listing, asked))
    return reader.frame(f"{query} ORDER BY {_order(listing, _sort(listing, asked))} LIMIT {MOST}", **values)


def choices(reader: Reader, listing: Listing) -> dict[str, list[Choice]]:
    """Read what the filters of a listing offer."""
    return {
        known.name: [Choice(str(row["value"]), row["n"]) for row in reader.rows(known.choices)]
        for known in listing.filters
        if known.choices and reader.has(listing.needs)
    }


def terms(search: str) -> list[str]:
    """Part a search into words, and phrases in quotation marks."""
    quoted = search.split('"')
    parts = [part for place, text in enumerate(quoted) for part in ([text] if place % 2 else text.split())]
    return [part.strip() for part in parts if part.strip()][:TERMS]


def _given(listing: Listing, asked: Mapping[str, str]) -> dict[str, str]:
    """Keep the filters that the listing knows and that are set."""
    return {known.name: text for known in listing.filters if (text := asked.get(known.name, "").strip())}


def _query(reader: Reader, listing: Listing, given: dict[str, str]) -> tuple[str, dict[str, object]]:
    """Write the query with its filters, and the values that it names."""
    where: list[str] = []
    values: dict[str, object] = {}
    for known in listing.filters:
        text = given.get(known.name)
        if text is None:
            continue
        if known.kind == "search":
            reader.await_folded()
            words = {f"word_{place}": word for place, word in enumerate(terms(text))}
            holds = [f"contains(words, strip_accents(lower(${name})))" for name in words]
            where.append(known.where.format(" AND ".join(holds) or "true"))
            values |= words
        else:
            where.append(known.where)
            values[known.name] = text
    conditions = " AND ".join(f"({condition})" for condition in where) or "true"
    return f"FROM ({listing.query}) WHERE {conditions}", values


def _sort(listing: Listing, asked: Mapping[str, str]) -> str:
    """Take a sort that the listing knows, else its own."""
    sort = asked.get("sort", "")
    return sort if sort.removeprefix("-") in {column.name for column in listing.columns} else listing.order


def _page(number: str) -> int:
    """Take a page that there may be."""
    return max(1, int(number[:9])) if number.isdecimal() else 1


def _order(listing: Listing, sort: str) -> str:
    """Sort by a column that the listing declares; its key settles ties, so that pages never overlap."""
    name = sort.removeprefix("-")
    return f'"{name}" {"DESC" if sort.startswith("-") else "ASC"} NULLS LAST, {listing.key}'
