"""What a run found, in a form that people read: after ``wiretrace run``, and as an artifact in Prefect."""

import re
from pathlib import Path
from typing import Final

import duckdb

FOUND: Final = """
    SELECT 'articles' AS found, count(*)::VARCHAR AS n, 'silver.articles' AS "where" FROM silver.articles
    UNION ALL SELECT 'in the languages', string_agg(DISTINCT language, ' ' ORDER BY language), 'silver.articles'
        FROM silver.articles
    UNION ALL SELECT 'outlets', count(*)::VARCHAR, 'gold.sources' FROM gold.sources
    UNION ALL SELECT 'spans stripped from them', count(*)::VARCHAR, 'silver.blocks'
        FROM silver.blocks WHERE NOT kept AND trim(text, E' \\t\\r\\n') <> ''
    UNION ALL SELECT relation, count(*)::VARCHAR, 'gold.overlaps' FROM gold.overlaps GROUP BY relation
    UNION ALL SELECT 'passages shared', count(*)::VARCHAR, 'gold.passages' FROM gold.passages
    UNION ALL SELECT 'stories told by several articles', count(*)::VARCHAR, 'gold.stories'
        FROM gold.stories WHERE n_articles > 1
    UNION ALL SELECT 'in quarantine', count(*)::VARCHAR, 'ops.quarantine' FROM ops.quarantine WHERE resolved_at IS NULL
"""


_MARKUP = re.compile(r"[&<>\\`*_{}\[\]()#|~!]")


def found(target: Path) -> list[tuple[str, str, str]]:
    """Count what a published warehouse holds, and say in which table."""
    with duckdb.connect(target, read_only=True) as connection:
        return connection.execute(FOUND).fetchall()


def markdown(run: dict[str, object], target: Path) -> str:
    """Write the figures of a run and what the warehouse holds now."""
    figures = [f"- {name}: {_plain(value)}" for name, value in run.items() if value is not None]
    rows = [f"| {_plain(what)} | {_plain(n)} | `{where}` |" for what, n, where in found(target)]
    gates = [f"| {_plain(name)} | {severity} | {value:.3g} | {expected} | {_plain(detail or '')} |"
             for name, severity, value, expected, detail in _checks(target, str(run["run_id"]))]  # fmt: skip
    return "\n".join([
        *figures, "", "| found | n | where |", "|---|---|---|", *rows,
        "", "| gate | severity | measured | expected | for instance |", "|---|---|---|---|---|", *gates,
    ])  # fmt: skip


def _checks(target: Path, run_id: str) -> list[tuple[str, str, float, str, str | None]]:
    """Read what the gates of a run measured, those that did not hold first."""
    with duckdb.connect(target, read_only=True) as connection:
        return connection.execute(
            "SELECT name, severity, value, expected, detail FROM ops.checks WHERE run_id = ? ORDER BY passed, name",
            [run_id],
        ).fetchall()


def _plain(value: object) -> str:
    """Spell a value so that Markdown and HTML show it as it is: names of files and outlets are not ours."""
    return _MARKUP.sub(lambda found: f"&#{ord(found[0])};", " ".join(str(value).split()))
