"""The application: which address shows which page, and the manners that hold for all of them."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import duckdb
import polars as pl
import uvicorn
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from explorer import history, links, tables, wording
from explorer.asking import QuestionError, answer
from explorer.listing import MOST, Listing, choices, download, table
from explorer.pages import about, article, overview, pair, question, search, story
from explorer.reading import Reader, Warehouse, WarehouseError

HERE: Final = Path(__file__).parent
LOCAL: Final = ("127.0.0.1", "localhost")
EVERYWHERE: Final = ("0.0.0.0", "::")  # noqa: S104 - only when asked for

HEADERS: Final = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
"""Texts were written by others: the browser may run and load what the explorer ships, and nothing else."""

RUN: Final = """
    SELECT run_id, finished_at, version,
        EXISTS (FROM ops.about WHERE name = 'texts' AND value = 'withheld') AS withheld
    FROM ops.runs WHERE state = 'published' ORDER BY started_at DESC LIMIT 1
"""

Shown = Callable[[Reader, dict[str, str]], dict[str, Any] | None]

PAGES: Final[Mapping[str, tuple[str, Shown]]] = {
    "/": ("overview.html", overview.page),
    "/search": ("search.html", search.page),
    "/stories/{story_id}": ("story.html", story.page),
    "/pairs/{one}/{other}": ("pair.html", pair.page),
    "/articles/{doc_id}": ("article.html", article.page),
    "/entities/{entity_id}": ("entity.html", about.entity),
    "/topics/{topic_id:path}": ("topic.html", about.topic),
    "/outlet": ("outlet.html", about.outlet),
}


class Site:
    """The explorer of one warehouse. Without ``live`` the pages are for a folder of files: no forms, no SQL."""

    def __init__(self, warehouse: Warehouse, *, live: bool) -> None:
        self.warehouse = warehouse
        self.templates = _templates(live=live)

    def page(self, template: str, shown: Shown) -> Callable[[Request], Response]:
        """Serve a page that reads the warehouse."""

        def serve(request: Request) -> Response:
            with self.warehouse.read() as reader:
                told = shown(reader, {**request.query_params, **request.path_params})
                if told is None:
                    raise HTTPException(404)
                return self._render(template, told | {"run": reader.row(RUN), "path": request.url.path})

        return serve

    def listing(self, listing: Listing) -> list[Route]:
        """Serve a listing as a page, as CSV and as Parquet."""

        def shown(reader: Reader, asked: dict[str, str]) -> dict[str, Any]:
            return {"table": table(reader, listing, asked), "choices": choices(reader, listing)}

        def hand_out(request: Request) -> Response:
            with self.warehouse.read() as reader:
                rows = download(reader, listing, request.query_params)
            return _file(rows, listing.name, request.path_params["form"])

        return [
            Route(f"/{listing.name}.{{form}}", hand_out),
            Route(f"/{listing.name}", self.page("list.html", shown)),
        ]

    def question(self) -> list[Route]:
        """Serve the SQL box."""

        def shown(reader: Reader, asked: dict[str, str]) -> dict[str, Any]:
            return question.page(reader, asked, self.warehouse.path)

        def hand_out(request: Request) -> Response:
            try:
                rows = answer(self.warehouse.path, request.query_params.get("q", ""), MOST).frame()
            except QuestionError as error:
                return Response(str(error), 400, media_type="text/plain")
            return _file(rows, "answer", request.path_params["form"])

        return [Route("/sql.{form}", hand_out), Route("/sql", self.page("sql.html", shown))]

    def refuse(self, _request: Request, error: Exception) -> Response:
        """Say what is missing, and what to do."""
        status = error.status_code if isinstance(error, HTTPException) else 503
        told = {
            "status": status, "why": "" if status == 404 else str(error), "run": None, "path": "",  # noqa: PLR2004 - not found
        }  # fmt: skip
        return self._render("nothing.html", told, status)

    def _render(self, template: str, told: dict[str, Any], status: int = 200) -> Response:
        text = self.templates.get_template(template).render(**told, warehouse=self.warehouse.path.name)
        return HTMLResponse(text.encode(errors="replace"), status)


class Manners:
    """Adds the headers that hold for every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] += [(name.encode(), text.encode()) for name, text in HEADERS.items()]
            await send(message)

        await self.app(scope, receive, sending if scope["type"] == "http" else send)


def application(warehouse: Path, *, live: bool = True, hosts: tuple[str, ...] = LOCAL) -> Starlette:
    """Make the explorer of a warehouse; ``hosts`` are the names it answers to: no other site can ask through it."""
    site = Site(Warehouse(warehouse, live=live), live=live)

    @asynccontextmanager
    async def serving(_app: Starlette) -> AsyncIterator[None]:
        yield
        site.warehouse.close()

    routes = [Mount("/static", StaticFiles(directory=HERE / "static")), Route("/index.html", _home)]
    routes += [route for listing in (tables.LISTINGS | history.LISTINGS).values() for route in site.listing(listing)]
    routes += [Route(path, site.page(template, shown)) for path, (template, shown) in PAGES.items()]
    routes += site.question()
    refusing: Callable[[Request, Exception], Response | Awaitable[Response]] = site.refuse
    return Starlette(
        routes=routes,
        lifespan=serving,
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts)), Middleware(Manners)],
        exception_handlers={HTTPException: refusing, WarehouseError: refusing, duckdb.CatalogException: refusing},
    )


def serve(warehouse: Path, host: str, port: int) -> None:
    """Serve the explorer until it is stopped."""
    with Warehouse(warehouse, live=False).read():  # better no server than one that cannot show anything
        pass
    hosts = ("*",) if host in EVERYWHERE else (*LOCAL, host)
    with suppress(KeyboardInterrupt):
        uvicorn.run(application(warehouse, hosts=hosts), host=host, port=port, log_level="warning", access_log=False)


def _home(_request: Request) -> Response:
    return RedirectResponse("/")


def _file(rows: pl.DataFrame, name: str, form: str) -> Response:
    if form == "csv":
        body, media = flat(rows).write_csv().encode(), "text/csv; charset=utf-8"
    elif form == "parquet":
        body, media = _parquet(rows), "application/vnd.apache.parquet"
    else:
        raise HTTPException(404)
    return Response(body, media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}.{form}"'})


def _parquet(rows: pl.DataFrame) -> bytes:
    buffer = BytesIO()
    rows.write_parquet(buffer)
    return buffer.getvalue()


def flat(rows: pl.DataFrame) -> pl.DataFrame:
    """Write nested values as text, which CSV cannot hold otherwise."""
    lists = [name for name, dtype in rows.schema.items() if isinstance(dtype, pl.List)]
    return rows.with_columns(pl.col(name).cast(pl.List(pl.String)).list.join(" | ") for name in lists)


def _templates(*, live: bool) -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.globals.update(live=live, links=links, wording=wording, pieces_of=article.pieces_of)
    made.filters.update(
        number=wording.number, share=wording.share, moment=wording.moment, language=wording.language,
        relation=wording.relation, basis=wording.basis, type_of=wording.type_of, decimal=wording.decimal,
    )  # fmt: skip
    return made
