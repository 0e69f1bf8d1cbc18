"""Quality gates: broken promises refuse, shares out of the usual refuse or warn."""

import pytest

from flows import checks, session, snapshot, warehouse

FEW = checks.FEW


@pytest.fixture
def target(tmp_path):
    return tmp_path / "w.duckdb"


@pytest.fixture
def run(target, tmp_path):
    """An open run over an empty folder, whose tables are written by hand."""
    (tmp_path / "raw").mkdir()
    with session.run(tmp_path / "raw", target) as work, warehouse.write(work) as db:
        for table in ("bronze.raw_documents", "silver.articles", "silver.blocks", "gold.mentions"):
            for (name,) in db.sql.execute(
                "SELECT column_name FROM duckdb_columns() WHERE NOT is_nullable "
                "AND schema_name || '.' || table_name = ? AND column_name NOT IN "
                "('doc_id', 'version', 'block_no', 'start_char', 'end_char')",
                [table],
            ).fetchall():
                db.sql.execute(f"ALTER TABLE {table} ALTER {name} DROP NOT NULL")
        yield work, db


def write(db, outlets, *, kept=True, language="en"):
    """Documents of outlets, each one block that is kept or stripped, touched."""
    db.sql.execute("DELETE FROM silver.articles; DELETE FROM silver.blocks; DELETE FROM bronze.raw_documents")
    for outlet, n in outlets.items():
        db.sql.execute(
            f"INSERT INTO silver.articles BY NAME SELECT '{outlet}' || i AS doc_id, 1 AS version, uri: doc_id, "
            f"'{outlet}' AS source, '{language}' AS language, 'Tide.' AS text FROM range({n}) AS t(i)"
        )
    db.sql.execute("INSERT INTO bronze.raw_documents BY NAME SELECT doc_id, uri, version, text, true AS is_current, "
                   "'text/plain' AS media_type FROM silver.articles")  # fmt: skip
    db.sql.execute("INSERT INTO silver.blocks BY NAME SELECT doc_id, 0 AS block_no, 0 AS start_char, 5 AS end_char, "
                   f"text, {kept} AS kept FROM silver.articles")  # fmt: skip
    db.sql.execute("INSERT OR REPLACE INTO gold.story_articles SELECT 's', doc_id, NULL, NULL FROM silver.articles")
    db.sql.execute("DELETE FROM gold.story_articles WHERE doc_id NOT IN (SELECT doc_id FROM silver.articles)")
    db.sql.execute("INSERT OR REPLACE INTO gold.stories VALUES ('s', NULL, 1, 1, 1, [], NULL, NULL)")
    db.touch("FROM silver.articles")


def failed(db):
    found = db.sql.execute("SELECT name, value, detail FROM ops.checks WHERE NOT passed").fetchall()
    return {name: (value, detail) for name, value, detail in found}


def test_what_holds_passes(run, target):
    work, db = run
    write(db, {"north": 3})
    checks.check(work, target)
    assert failed(db) == {}


SPANS = "spans stand where they say"
ROWS = "references lead to rows"
MENTION = """INSERT INTO gold.mentions BY NAME
    SELECT 'north0' AS doc_id, 0 AS start_char, 4 AS end_char, 'e' AS entity_id, 'Tide' AS surface"""


@pytest.mark.parametrize(
    ("wrong", "gate", "detail"),
    [
        ("DELETE FROM silver.articles WHERE doc_id = 'north1'", "every current document is an article", "north1"),
        ("UPDATE silver.articles SET version = 2 WHERE doc_id = 'north1'", "every article is a current", "north1"),
        ("DELETE FROM silver.blocks WHERE doc_id = 'north0'", "blocks tile the raw text", "north0"),
        ("INSERT INTO silver.sentences VALUES ('north0', 0, 0, 4, 'tide')", SPANS, "silver.sentences/north0/0"),
        ("INSERT INTO silver.sentences VALUES ('north0', 0, 3, 9, 'e.')", SPANS, "silver.sentences/north0/3"),
        ("DELETE FROM gold.stories", ROWS, "gold.story_articles.story_id/s"),
        ("DELETE FROM gold.story_articles WHERE doc_id = 'north0'", "stories partition the articles", "north0"),
        (MENTION, ROWS, "gold.mentions.entity_id/e"),
    ],
)  # fmt: skip
def test_a_broken_promise_refuses_and_names_a_row(run, target, wrong, gate, detail):
    work, db = run
    write(db, {"north": 2})
    db.sql.execute(wrong)
    with pytest.raises(checks.RefusedError, match=gate):
        checks.check(work, target, force=True)
    assert [detail in told for name, (_, told) in failed(db).items() if gate in name] == [True]


def test_more_than_half_in_quarantine_refuses_unless_forced(run, target):
    work, db = run
    write(db, {"north": FEW})
    run_id, moment = db.run()
    for number in range(FEW + 1):
        db.sql.execute("INSERT INTO ops.quarantine VALUES (?, 'bronze', ?, NULL, 'broken json', NULL, ?, NULL)",
                       [run_id, f"{number}.json", moment])  # fmt: skip
    with pytest.raises(checks.RefusedError, match=r"most often: broken json.*--force"):
        checks.check(work, target)
    checks.check(work, target, force=True)
    db.sql.execute("UPDATE ops.quarantine SET rule = 'unknown format'")  # pictures beside the articles are no loss
    checks.check(work, target)


def test_half_the_documents_vanishing_refuses(run, target):
    work, db = run
    write(db, {"north": 2 * FEW})
    snapshot.publish(work, target)
    write(db, {"north": FEW - 1})
    with pytest.raises(checks.RefusedError, match=f"{2 * FEW} articles, now {FEW - 1}"):
        checks.check(work, target)


def test_an_outlet_in_another_language_or_full_of_boilerplate_asks_for_a_look(run, target):
    work, db = run
    write(db, {"north": FEW, "south": FEW, "few": 3})
    snapshot.publish(work, target)
    write(db, {"north": FEW, "few": 3, "south": FEW}, kept=False, language="de")
    checks.check(work, target)
    assert failed(db) == {
        "outlets write in their usual languages": (2, "north, south"),
        "outlets have their usual share of boilerplate": (2, "north, south"),
    }
