"""The views run on any warehouse, hold the columns they declare, and count as they say."""

import duckdb
import pytest

from flows import layout, warehouse
from schemas import TABLES
from schemas.views import VIEWS

COMMENTS = """
    SELECT column_name, comment FROM duckdb_columns() WHERE schema_name || '.' || table_name = ? ORDER BY column_index
"""


def add(db, table, **values):
    """Add a row; what is not given is NULL, or the least a column can hold."""
    model = TABLES[table]
    least = {"VARCHAR": "''", "VARCHAR[]": "[]", "TIMESTAMP": "'2024-01-01'"}
    columns = db.sql.execute(f"DESCRIBE {model.full_name()}").fetchall()
    others = [f"{least.get(kind, '0')}" for name, kind, null, *_ in columns if name not in values and null == "NO"]
    names = [name for name, _, null, *_ in columns if name not in values and null == "NO"]
    db.sql.execute(
        f"INSERT INTO {model.full_name()} ({', '.join([*values, *names])}) "
        f"VALUES ({', '.join(['?'] * len(values) + others)})",
        list(values.values()),
    )


@pytest.fixture
def db(tmp_path):
    """A warehouse with every table and view, and not one row."""
    with layout.prepared(tmp_path / "work", tmp_path / "w.duckdb", {}) as opened:
        yield opened


@pytest.fixture
def ask(db):
    return lambda query: db.sql.execute(query).fetchall()


@pytest.fixture
def tell(db):
    """Tell an article of a story, published at a time or on a day."""

    def told(doc, source, published, precision="day", *, root=None, story="s"):
        relation = "rewrite" if root else None
        add(db, "articles", doc_id=doc, source=source, published_at=published, published_precision=precision)
        add(db, "story_articles", story_id=story, doc_id=doc, origin_doc_id=root, relation=relation)

    return told


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_view_of_nothing_is_empty(db, view):
    assert db.sql.execute(f"FROM {view.name}").fetchall() == []


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_view_has_the_columns_it_declares_and_says_so(samples, view):
    with duckdb.connect(samples, read_only=True) as connection:
        rows = connection.sql(f"FROM {view.name}")
        assert rows.columns == list(view.columns)
        assert rows.fetchall()
        assert connection.execute(COMMENTS, [view.name]).fetchall() == list(view.columns.items())
        said = "SELECT comment FROM duckdb_views() WHERE schema_name || '.' || view_name = ?"
        assert connection.execute(said, [view.name]).fetchone() == (view.says,)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_everything_about_a_view_is_explained(view):
    assert all(text.endswith(".") for text in [view.says, *view.columns.values()])


def test_views_survive_a_new_layout_and_a_database_written_anew(db, tmp_path):
    db.sql.execute("UPDATE ops.about SET value = 'another' WHERE name = 'layout'")
    db.sql.execute("CREATE VIEW gold.forgotten AS SELECT 1 AS one")
    db.sql.close()
    with layout.prepared(tmp_path / "work", tmp_path / "w.duckdb", {}):
        pass
    warehouse.compact(tmp_path / "work" / "warehouse.duckdb")
    with warehouse.write(tmp_path / "work") as again:
        kept = again.sql.execute("SELECT schema_name || '.' || view_name FROM duckdb_views() WHERE NOT internal")
        assert sorted(name for (name,) in kept.fetchall()) == sorted(view.name for view in VIEWS)
        assert all(again.sql.execute(f"FROM {view.name}").fetchall() == [] for view in VIEWS)


def test_many_outlets_have_few_origins_and_their_roots_are_named(db, tell, ask):
    tell("wire", "A", "2024-03-01")
    tell("copy", "B", "2024-03-02", root="wire")
    tell("own", "C", "2024-03-03")
    for pair, relation in [(("copy", "wire"), "rewrite"), (("own", "wire"), "same_event")]:
        add(db, "overlaps", doc_a=pair[0], doc_b=pair[1], relation=relation)
    add(db, "stories", story_id="s", n_sources=3, n_articles=3, n_origins=2)
    assert ask("SELECT n_sources, n_origins, roots FROM gold.story_origins") == [(3, 2, ["wire", "own"])]


def test_two_copies_of_which_none_is_known_to_be_first_have_no_root(db, tell, ask):
    tell("a", "A", None, None)
    tell("b", "B", None, None)
    add(db, "overlaps", doc_a="a", doc_b="b", relation="copy")
    add(db, "stories", story_id="s", n_sources=2, n_articles=2, n_origins=1)
    assert ask("SELECT roots FROM gold.story_origins") == [([],)]


def test_a_timeline_counts_days_and_where_times_are_known_minutes(tell, ask):
    tell("late", "B", "2024-03-02 09:00", "minute", root="early")
    tell("day", "C", "2024-03-02")
    tell("early", "A", "2024-03-01 23:30", "minute")
    tell("undated", "D", None, None)
    assert ask(
        "SELECT doc_id, article_no, source_no, is_first, days_after, minutes_after FROM gold.story_timeline"
    ) == [
        ("early", 1, 1, True, 0, 0),
        ("day", 2, 2, False, 1, None),
        ("late", 3, 3, False, 1, 570),
        ("undated", 4, 4, None, None, None),
    ]


def test_among_articles_of_one_day_each_may_be_first_unless_it_was_made_from_another(tell, ask):
    tell("a", "A", "2024-03-01")
    tell("b", "B", "2024-03-01 08:00", "minute")
    tell("c", "C", "2024-03-01", root="a")
    tell("d", "D", "2024-03-02")
    assert ask("SELECT doc_id FROM gold.story_timeline WHERE is_first ORDER BY doc_id") == [("a",), ("b",)]


def test_a_day_of_a_story_counts_the_outlets_that_joined(db, tell, ask):
    add(db, "stories", story_id="s", n_articles=3)
    tell("a", "A", "2024-03-01")
    tell("b", "A", "2024-03-02")
    tell("c", "B", "2024-03-02")
    query = "SELECT day::VARCHAR, n_articles, n_sources, n_new_sources FROM gold.story_days ORDER BY day"
    assert ask(query) == [("2024-03-01", 1, 1, 1), ("2024-03-02", 2, 2, 1)]


def test_an_outlet_is_first_where_no_other_may_be(db, tell, ask):
    for story, others in (("clear", "2024-03-02"), ("tied", "2024-03-01")):
        tell(f"{story}-a", "A", "2024-03-01", story=story)
        tell(f"{story}-b", "B", others, story=story)
        add(db, "stories", story_id=story, n_sources=2, n_articles=2)
    add(db, "sources", source="A", n_articles=2)
    add(db, "sources", source="B", n_articles=2, n_derived=1)
    add(db, "source_overlaps", source="B", other_source="A", n_derived=1)
    query = (
        "SELECT source, n_shared_stories, n_first, most_from, n_most_from, n_taken FROM gold.outlet_roles ORDER BY 1"
    )
    assert ask(query) == [("A", 2, 1, None, 0, 1), ("B", 2, 0, "A", 1, 0)]


def test_a_topic_is_new_or_rising_only_where_chance_cannot_explain_it(db, ask):
    def publish(day, n, *topics):
        for number in range(n):
            add(db, "articles", doc_id=f"{day}-{number}", published_at=f"2024-03-{day:02}", published_precision="day")
            for topic, share in topics:
                if number < share:
                    add(db, "article_topics", doc_id=f"{day}-{number}", topic_id=topic, assigned=True)

    for topic in ("steady", "rare", "storm"):
        add(db, "topics", topic_id=topic)
    for day in range(1, 8):
        publish(day, 10, ("steady", 5), ("storm", day == 1))
    publish(8, 10, ("steady", 6), ("rare", 3), ("storm", 4))
    query = (
        "SELECT topic_id, n_articles, share, n_before, trend FROM gold.topic_days WHERE day = '2024-03-08' ORDER BY 1"
    )
    assert ask(query) == [
        ("rare", 3, 0.3, 0, "new"),
        ("steady", 6, 0.6, 35, None),
        ("storm", 4, 0.4, 1, "rising"),
    ]
    assert ask("SELECT DISTINCT trend FROM gold.topic_days WHERE day < '2024-03-08'") == [(None,)]


def test_the_same_quote_in_many_articles_names_the_first_and_who_most_say_said_it(db, tell, ask):
    add(db, "entities", entity_id="berg", name="Anna Berg")
    for doc, source, day, speaker in (
        ("c", "C", "2024-03-02", "berg"),
        ("a", "A", "2024-03-01", None),
        ("b", "B", None, "berg"),
    ):
        tell(doc, source, day, day and "day")
        add(db, "quotes", doc_id=doc, text=f"As {doc} has it", n_words=8, quote_hash=1, entity_id=speaker)
        add(db, "quotes", doc_id=doc, start_char=50, text="Short", n_words=2, quote_hash=2)
    add(db, "quotes", doc_id="c", start_char=90, text="Said once", n_words=9, quote_hash=3)
    query = "SELECT text, speaker, n_articles, n_sources, first_doc_id, first_source FROM gold.shared_quotes"
    assert ask(query) == [("As a has it", "Anna Berg", 3, 3, "a", "A")]
