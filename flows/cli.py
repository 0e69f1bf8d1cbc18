"""The command line. Progress goes to stderr, results to stdout; the exit code is 0 only if all went well."""

import argparse
import logging
import os
import sys
from pathlib import Path
from typing import Final

import duckdb
import polars as pl

from flows import lock, places, serve, watch
from flows.places import WAREHOUSE
from flows.serve import CRON, PORT

QUIET: Final = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",  # a cold start on a slow disk takes over 20
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",  # what the embedded server retries is no news of the run
}
"""Prefect's settings for a run from the command line, unless the user set them: nothing leaves the machine."""

ALONE: Final = {
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
}
"""And for the server that such a run starts and ends: nobody reads its events, and their writers share SQLite's
lock with the run's last figures, which once waited for a minute."""

SAFE: Final[dict[str, str | bool | int | float | list[str]]] = {
    "enable_external_access": "false",
    "python_enable_replacements": "false",
    "lock_configuration": "true",
}
"""DuckDB's settings for questions: no other file, no extension, no variable of this program, no way back."""

FAILED: Final = 1
"""Unless the failure has an ``exit_code`` of its own: it then asks for something else than a look at the message."""
STOPPED: Final = 130

_CONTROLS: Final = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
"""What a terminal would obey, or be misled by, instead of showing it."""

EXPLORER_PORT: Final = 8765
FORMATS: Final = ("table", "csv", "json", "parquet")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; say why in one line if it fails."""
    told = _parser().parse_args(arguments)
    try:
        return int(told.command(told))
    except (OSError, RuntimeError, ValueError, duckdb.Error) as error:
        print(f"wiretrace {told.name}: {error}", file=sys.stderr)
        return int(getattr(error, "exit_code", FAILED))
    except KeyboardInterrupt:
        print(f"wiretrace {told.name}: interrupted", file=sys.stderr)
        return STOPPED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="wiretrace", description="Who copied, translated or rewrote whom.")
    commands = parser.add_subparsers(dest="name", required=True, metavar="COMMAND")
    run = _command(commands, "run", _run, "read new and changed files, and publish the tables")
    run.add_argument("root", nargs="?", help="folder of raw files (default: data/raw, samples while empty)")
    run.add_argument("--prune", action="store_true", help="let go of documents whose files are gone")
    run.add_argument(
        "--text",
        action=argparse.BooleanOptionalAction,
        help="publish the texts of articles, or everything but them; later runs keep to it",
    )
    run.add_argument("--engine", choices=("local", "daft"), default="local", help="daft: beyond one machine, by Daft")
    run.add_argument("--tables", metavar="FOLDER", help="folder or address of the Parquet tables that daft keeps")
    run.add_argument("--views", action="store_true", help="publish views over those tables instead of their rows")
    replay = _command(commands, "replay", _replay, "try again what is in quarantine")
    rebuild = _command(commands, "rebuild", _rebuild, "make silver and gold anew from bronze")
    for each in (run, replay, rebuild):
        each.add_argument("--force", action="store_true", help="publish although shares are out of the usual")
        each.add_argument("--wait", type=float, default=0, metavar="SECONDS", help="wait for another run to end")
    serve = _command(commands, "serve", _serve, "run by schedule and when files arrive, with a server of its own")
    serve.add_argument("root", nargs="?", type=Path, help="folder of raw files (default: data/raw)")
    serve.add_argument("--cron", default=CRON, help=f"when to scan (default: {CRON})")
    serve.add_argument("--port", type=int, default=PORT, help=f"port of Prefect's server (default: {PORT})")
    watch = _command(commands, "watch", _watch, "emit raw-file.created to Prefect's server when files arrive")
    watch.add_argument("root", nargs="?", type=Path, default=places.RAW, help="folder of raw files (default: data/raw)")
    sql = _command(commands, "sql", _sql, "ask the published tables; nothing can be written")
    sql.add_argument("query", help="a SQL query; - reads it from standard input")
    sql.add_argument("--format", choices=FORMATS, default="table", help="how rows are written (default: table)")
    explore = _command(
        commands, "explore", _explore, "look at the published tables in a browser; nothing can be written"
    )
    explore.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine alone)")
    explore.add_argument(
        "--port", type=int, default=EXPLORER_PORT, help=f"port to listen on (default: {EXPLORER_PORT})"
    )
    report = _command(commands, "report", _report, "write the explorer's pages into a folder that can be handed on")
    report.add_argument("folder", type=Path, help="a new folder")
    _command(commands, "status", _status, "show the last runs, open quarantine and failed checks")
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, function: object, text: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
    command.add_argument("--warehouse", type=Path, default=WAREHOUSE, help=f"DuckDB file (default: {WAREHOUSE})")
    command.set_defaults(command=function)
    return command


def _run(told: argparse.Namespace) -> int:
    _begin(QUIET | ALONE)
    if told.engine == "daft":
        return _run_by_daft(told)
    from flows.pipeline import ingest  # noqa: PLC0415 - Prefect reads its settings when it is imported

    root = Path(told.root) if told.root else None
    ingest(root, told.warehouse, prune=told.prune, texts=told.text, force=told.force, wait=told.wait)
    return _found(told)


def _run_by_daft(told: argparse.Namespace) -> int:
    from flows.cluster.line import Options, ingest  # noqa: PLC0415 - an extra

    if not told.tables:
        raise ValueError("--engine daft keeps its tables as Parquet: --tables names their folder or address")
    if told.text is not None:
        raise ValueError("--engine daft publishes texts")
    options = Options(prune=told.prune, force=told.force, wait=told.wait, views=told.views)
    ingest(told.root or str(places.default_root()), told.tables, told.warehouse, options)
    return 0 if told.views else _found(told)


def _replay(told: argparse.Namespace) -> int:
    _begin(QUIET | ALONE)
    from flows.pipeline import replay  # noqa: PLC0415

    replay(told.warehouse, force=told.force, wait=told.wait)
    return _found(told)


def _rebuild(told: argparse.Namespace) -> int:
    _begin(QUIET | ALONE)
    from flows.pipeline import rebuild  # noqa: PLC0415

    rebuild(told.warehouse, force=told.force, wait=told.wait)
    return _found(told)


def _serve(told: argparse.Namespace) -> int:
    _begin()
    serve.serve(told.root, told.warehouse, told.cron, told.port)
    return 0


def _watch(told: argparse.Namespace) -> int:
    _begin()
    watch.watch(told.root, told.warehouse)
    return 0


def _begin(settings: dict[str, str] = QUIET) -> None:
    """Let progress be seen, and nothing else of Prefect."""
    os.environ.update({name: value for name, value in settings.items() if name not in os.environ})
    logging.basicConfig(format="%(asctime)s %(message)s", datefmt="%H:%M:%S", stream=sys.stderr)
    logging.getLogger("wiretrace").setLevel(logging.INFO)


def _found(told: argparse.Namespace) -> int:
    from flows import report  # noqa: PLC0415

    _print(pl.DataFrame(report.found(told.warehouse), schema=["found", "n", "where"], orient="row"), "table")
    print(f"published as {told.warehouse}", file=sys.stderr)
    return 0


def _sql(told: argparse.Namespace) -> int:
    query = sys.stdin.read() if told.query == "-" else told.query
    with _reader(told.warehouse) as connection:
        _print(connection.sql(query).pl(), told.format)
    return 0


def _explore(told: argparse.Namespace) -> int:
    from explorer.app import serve  # noqa: PLC0415 - other commands start faster without it

    print(f"http://{told.host}:{told.port} shows {told.warehouse}; Ctrl-C ends it", file=sys.stderr)
    serve(told.warehouse, told.host, told.port)
    return 0


def _report(told: argparse.Namespace) -> int:
    from explorer.export import export  # noqa: PLC0415

    n_files = export(told.warehouse, told.folder)
    print(f"{n_files} files written; open {told.folder / 'index.html'}", file=sys.stderr)
    return 0


def _status(told: argparse.Namespace) -> int:
    if holder := lock.holder(told.warehouse):
        print(f"now written by {holder}")
    with _latest(told.warehouse) as connection:
        for title, query in {
            "last runs": "SELECT run_id, state, n_read, n_new, n_changed, n_removed, round(seconds, 1) AS seconds, "
            "message FROM ops.runs ORDER BY started_at DESC LIMIT 5",
            "open quarantine": "SELECT stage, rule, count(*) AS n, min(uri) AS for_instance FROM ops.quarantine "
            "WHERE resolved_at IS NULL GROUP BY ALL ORDER BY n DESC, stage, rule",
            "failed checks": "SELECT name, severity, round(value, 3) AS value, expected, detail "
            "FROM ops.checks WHERE NOT passed "
            "AND run_id = (SELECT max_by(run_id, started_at) FROM ops.runs)",
        }.items():
            rows = connection.sql(query).pl()
            print(f"{title}:" + (" none" if rows.is_empty() else ""))
            if not rows.is_empty():
                _print(rows, "table")
    return 0


def _reader(target: Path) -> duckdb.DuckDBPyConnection:
    """Open a published warehouse for questions: no writing, no other file, no extension."""
    if not target.exists():
        raise FileNotFoundError(f"{target} does not exist; wiretrace run makes it")
    return duckdb.connect(target, read_only=True, config=SAFE)


def _latest(target: Path) -> duckdb.DuckDBPyConnection:
    """Open what the last run wrote, published or not; what is published while another is writing."""
    try:
        return duckdb.connect(places.work_of(target) / "warehouse.duckdb", read_only=True, config=SAFE)
    except (duckdb.IOException, duckdb.ConnectionException):
        return _reader(target)


def _print(rows: pl.DataFrame, form: str) -> None:
    match form:
        case "csv":
            sys.stdout.write(_flat(rows).write_csv())
        case "json":
            sys.stdout.write(rows.write_json() + "\n")
        case "parquet":
            rows.write_parquet(sys.stdout.buffer)
        case _:
            texts = pl.selectors.string()
            shown = rows.with_columns(texts.str.replace_all(_CONTROLS, "\N{REPLACEMENT CHARACTER}"))
            with pl.Config(
                tbl_rows=-1, tbl_cols=-1, tbl_hide_column_data_types=True, tbl_hide_dataframe_shape=True,
                tbl_formatting="ASCII_MARKDOWN", fmt_str_lengths=60, tbl_width_chars=200,
            ):  # fmt: skip
                sys.stdout.write(f"{shown}\n")


def _flat(rows: pl.DataFrame) -> pl.DataFrame:
    """Join lists, which CSV cannot hold."""
    lists = [name for name, dtype in rows.schema.items() if isinstance(dtype, pl.List)]
    return rows.with_columns(pl.col(name).cast(pl.List(pl.String)).list.join(" | ") for name in lists)


if __name__ == "__main__":
    sys.exit(main())
