"""Pages are timed on copies of a warehouse, and what is slow is said to be."""

import duckdb

from benchmarks.explorer_bench import KINDS, LISTS, Paces, enlarged


def test_every_kind_of_page_is_timed_on_copies_of_a_warehouse(samples):
    with duckdb.connect(samples, read_only=True) as connection:
        n_articles = len(connection.sql("FROM silver.articles"))
    found = enlarged(samples, n_articles + 1)
    assert found.n_articles == 2 * n_articles
    assert found.pages.keys() == {*KINDS, *LISTS}
    assert all(wall > 0 for wall, _ in found.pages.values())


def test_a_page_is_slow_that_takes_longer_than_it_may():
    assert Paces(1, {"overview": (900.0, 1.0), "story": (301.0, 1.0), "pair": (300.0, 1.0)}).slow == ["story"]
