"""Views: what users would otherwise work out from the tables themselves, kept in the published file."""

from typing import Final, NamedTuple

from schemas.table import quoted


class View(NamedTuple):
    """A view of DuckDB. Views may read those before them."""

    name: str
    says: str
    columns: dict[str, str]
    query: str

    def ddl(self) -> str:
        """Write the statement that creates the view."""
        return f"CREATE OR REPLACE VIEW {self.name} AS {self.query}"

    def comments(self) -> list[str]:
        """Write the statements that explain the view and its columns to whoever opens the file."""
        return [
            f"COMMENT ON VIEW {self.name} IS {quoted(self.says)}",
            *(f'COMMENT ON COLUMN {self.name}."{name}" IS {quoted(says)}' for name, says in self.columns.items()),
        ]


RISES_BY: Final = 3
"""Standard deviations by which a topic's articles of a day must exceed their share of the week. With some 30 topics a
day, two would name one of them by chance nearly every day, three one in a month."""

RISES_FROM: Final = 3
"""Articles a day from which a topic can rise: one story told by two outlets is no trend."""

TELLING_QUOTE: Final = 6
"""Words from which the same quote in two articles is one utterance: "We are very happy" is said every day."""

VIEWS: Final = (
    View(
        "gold.story_origins",
        "How many outlets told a story, and how many independent origins stand behind them.",
        {
            "story_id": "The story.",
            "headline": "Its headline.",
            "n_sources": "Outlets in it.",
            "n_articles": "Articles in it.",
            "n_origins": "Independent origins behind them.",
            "roots": "Articles that the others go back to, the earliest first; an origin of untold root has none.",
            "first_published_at": "Earliest known publication.",
        },
        """
        WITH roots AS (
            SELECT DISTINCT story_id, coalesce(origin_doc_id, doc_id) AS doc_id
            FROM gold.story_articles
            WHERE origin_doc_id IS NOT NULL
                OR doc_id NOT IN (SELECT unnest([doc_a, doc_b]) FROM gold.overlaps WHERE relation <> 'same_event')
        ),
        listed AS (
            SELECT story_id, list(doc_id ORDER BY published_at NULLS LAST, doc_id) AS roots
            FROM roots JOIN silver.articles USING (doc_id) GROUP BY story_id
        )
        SELECT story_id, headline, n_sources, n_articles, n_origins, coalesce(roots, []) AS roots, first_published_at
        FROM gold.stories LEFT JOIN listed USING (story_id)
        """,
    ),
    View(
        "gold.story_timeline",
        "The articles of a story in the order of their publication, undated ones last.",
        {
            "story_id": "The story.",
            "article_no": "Place of the article in the story, from 1.",
            "source_no": "Place of its outlet among the story's outlets, by the first article of each; NULL without.",
            "doc_id": "The article.",
            "uri": "Path of the document below the root folder.",
            "source": "Outlet.",
            "language": "Language of the article.",
            "title": "Headline.",
            "published_at": "When it was published.",
            "published_precision": "How exactly published_at is known.",
            "is_first": (
                "Whether no article of the story is certain to be earlier, by its date or as the root of this one: "
                "where dates are known by the day, there may be several; NULL without a date."
            ),
            "days_after": "Days (UTC) after the story's first day.",
            "minutes_after": "Minutes after the story's first article; NULL where one of the two is known by its day.",
            "relation": "Relation to root_doc_id; NULL for a root.",
            "root_doc_id": "The article that it goes back to, NULL for a root or where untold.",
        },
        """
        WITH timed AS (
            SELECT told.story_id, told.doc_id, uri, source, language, title, published_at, published_precision,
                told.relation, told.origin_doc_id AS root_doc_id, root.doc_id IS NULL AS is_root,
                published_precision <> 'day' AS is_exact,
                published_at + CASE published_precision
                    WHEN 'day' THEN INTERVAL 1 DAY WHEN 'minute' THEN INTERVAL 1 MINUTE ELSE INTERVAL 1 SECOND
                END AS published_before,
                min(published_at) OVER (PARTITION BY told.story_id, source) AS source_began,
                row_number() OVER story AS article_no,
                first_value(published_at) OVER story AS began,
                first_value(is_exact) OVER story AS began_exactly
            FROM gold.story_articles AS told JOIN silver.articles ON articles.doc_id = told.doc_id
            LEFT JOIN gold.story_articles AS root
                ON root.doc_id = told.origin_doc_id AND root.story_id = told.story_id
            WINDOW story AS (PARTITION BY told.story_id ORDER BY published_at NULLS LAST, told.doc_id)
        )
        SELECT story_id, article_no::UINTEGER AS article_no,
            CASE WHEN source IS NOT NULL THEN dense_rank() OVER (
                PARTITION BY story_id ORDER BY source IS NULL, source_began NULLS LAST, source
            ) END::UINTEGER AS source_no,
            doc_id, uri, source, language, title, published_at, published_precision,
            is_root AND published_at < min(published_before) OVER (PARTITION BY story_id) AS is_first,
            date_diff('day', began::DATE, published_at::DATE)::UINTEGER AS days_after,
            CASE WHEN is_exact AND began_exactly
                THEN date_diff('minute', began, published_at) END::UINTEGER AS minutes_after,
            relation, root_doc_id
        FROM timed
        """,
    ),
    View(
        "gold.story_days",
        "A story's articles by day (UTC).",
        {
            "story_id": "The story.",
            "headline": "Its headline.",
            "day": "The day; days without an article of the story are left out, articles without a date too.",
            "n_articles": "Articles of the day.",
            "n_sources": "Outlets they stand in.",
            "n_new_sources": "Of those, outlets that had not told the story on an earlier day.",
        },
        """
        SELECT story_id, any_value(headline) AS headline, published_at::DATE AS day,
            count(*)::UINTEGER AS n_articles, count(DISTINCT source)::UINTEGER AS n_sources,
            count(DISTINCT source) FILTER (source_began >= published_at::DATE)::UINTEGER AS n_new_sources
        FROM (SELECT *, min(published_at) OVER (PARTITION BY story_id, source) AS source_began FROM gold.story_timeline)
        JOIN (SELECT story_id, headline FROM gold.stories) USING (story_id)
        WHERE published_at IS NOT NULL
        GROUP BY story_id, day
        """,
    ),
    View(
        "gold.outlet_roles",
        "How often an outlet is first with a story, how often it takes from others, and how often they take from it.",
        {
            "source": "The outlet.",
            "n_articles": "Its articles.",
            "n_shared_stories": "Stories that it and another outlet tell.",
            "n_first": "Of those, stories where all that may have been first are its own, by the dates known.",
            "n_derived": "Its articles that derive from another.",
            "most_from": "The other outlet that most of these come from, as far as known.",
            "n_most_from": "How many.",
            "n_taken": "Articles of other outlets that derive from its own.",
        },
        """
        WITH firsts AS (
            SELECT story_id, min(source) AS source FROM gold.story_timeline WHERE is_first
            GROUP BY story_id HAVING count(DISTINCT source) = 1 AND count(source) = count(*)
        ),
        told AS (
            SELECT t.source, count(DISTINCT story_id) AS n_shared_stories,
                count(DISTINCT story_id) FILTER (f.source = t.source) AS n_first
            FROM gold.story_timeline AS t JOIN gold.stories USING (story_id) LEFT JOIN firsts AS f USING (story_id)
            WHERE n_sources > 1 GROUP BY t.source
        ),
        taken AS (
            SELECT source, first(other_source ORDER BY n_derived DESC, other_source) AS most_from,
                max(n_derived) AS n_most_from
            FROM gold.source_overlaps WHERE other_source <> source AND n_derived > 0 GROUP BY source
        ),
        given AS (
            SELECT other_source AS source, sum(n_derived) AS n_taken
            FROM gold.source_overlaps WHERE other_source <> source GROUP BY other_source
        )
        SELECT source, n_articles, coalesce(n_shared_stories, 0)::UINTEGER AS n_shared_stories,
            coalesce(n_first, 0)::UINTEGER AS n_first, n_derived, most_from,
            coalesce(n_most_from, 0)::UINTEGER AS n_most_from, coalesce(n_taken, 0)::UINTEGER AS n_taken
        FROM gold.sources LEFT JOIN told USING (source) LEFT JOIN taken USING (source) LEFT JOIN given USING (source)
        """,
    ),
    View(
        "gold.topic_days",
        "A topic's articles by day (UTC), beside the seven days before.",
        {
            "topic_id": "The topic.",
            "label": "Name of the topic.",
            "day": "The day; days without an article of the topic are left out, articles without a date too.",
            "n_articles": "Articles of the day that the topic is assigned to.",
            "share": "Their share of the day's articles.",
            "n_before": "Articles of the seven days before that it is assigned to.",
            "share_before": "Mean share over these days, each weighed by its articles; NULL where they have none.",
            "trend": (
                f"new or rising: at least {RISES_FROM} articles, and {RISES_BY} standard deviations more than the "
                "day's part of the eight days' articles; new where the seven days had none. NULL otherwise."
            ),
        },
        f"""
        WITH days AS (
            SELECT published_at::DATE AS day, count(*) AS n_day, sum(n_day) OVER week AS n_week
            FROM silver.articles WHERE published_at IS NOT NULL GROUP BY day
            WINDOW week AS (ORDER BY day RANGE BETWEEN INTERVAL 7 DAYS PRECEDING AND INTERVAL 1 DAY PRECEDING)
        ),
        counted AS (
            SELECT topic_id, published_at::DATE AS day, count(*) AS n,
                coalesce(sum(n) OVER week, 0) AS n_before
            FROM gold.article_topics JOIN silver.articles USING (doc_id)
            WHERE assigned AND published_at IS NOT NULL GROUP BY topic_id, day
            WINDOW week AS (
                PARTITION BY topic_id ORDER BY day RANGE BETWEEN INTERVAL 7 DAYS PRECEDING AND INTERVAL 1 DAY PRECEDING
            )
        ),
        expected AS (SELECT *, n_day / (n_day + n_week) AS part FROM counted JOIN days USING (day))
        SELECT topic_id, label, day, n::UINTEGER AS n_articles, n / n_day AS share, n_before::UINTEGER AS n_before,
            n_before / n_week AS share_before,
            CASE WHEN n >= {RISES_FROM}
                AND n - (n + n_before) * part >= {RISES_BY} * sqrt((n + n_before) * part * (1 - part))
                THEN CASE n_before WHEN 0 THEN 'new' ELSE 'rising' END END AS trend
        FROM expected JOIN gold.topics USING (topic_id)
        """,  # noqa: S608 - numbers of our own
    ),
    View(
        "gold.shared_quotes",
        "The same quote in several articles of one language, word for word: they share an origin, if only the speaker.",
        {
            "quote_hash": "The quote, as in gold.quotes.",
            "text": "Its words, as in the first article.",
            "n_words": f"How many; quotes under {TELLING_QUOTE} words are left out.",
            "entity_id": "Who says it, as most articles have it; NULL where none can be told.",
            "speaker": "Canonical name of that entity.",
            "n_articles": "Articles that quote it.",
            "n_sources": "Outlets among them.",
            "n_stories": "Stories that they stand in.",
            "first_doc_id": "The first of them by date, undated ones last, roots before articles made from others.",
            "first_source": "Its outlet.",
            "first_published_at": "When it was published.",
        },
        f"""
        WITH told AS (
            SELECT quote_hash, doc_id, source, published_at, story_id, quotes.text, quotes.n_words, entity_id,
                row_number() OVER (
                    PARTITION BY quote_hash
                    ORDER BY published_at NULLS LAST, origin_doc_id IS NOT NULL, doc_id, start_char
                ) AS place
            FROM gold.quotes JOIN silver.articles USING (doc_id) JOIN gold.story_articles USING (doc_id)
            WHERE quotes.n_words >= {TELLING_QUOTE} AND quote_hash IN (
                SELECT quote_hash FROM gold.quotes GROUP BY quote_hash HAVING min(doc_id) < max(doc_id)
            )
        ),
        said AS (
            SELECT quote_hash, first(entity_id ORDER BY n DESC, entity_id) AS entity_id
            FROM (SELECT quote_hash, entity_id, count(*) AS n FROM told WHERE entity_id IS NOT NULL GROUP BY ALL)
            GROUP BY quote_hash
        ),
        gathered AS (
            SELECT quote_hash, min(text) FILTER (place = 1) AS text, min(n_words) FILTER (place = 1) AS n_words,
                count(DISTINCT doc_id)::UINTEGER AS n_articles, count(DISTINCT source)::UINTEGER AS n_sources,
                count(DISTINCT story_id)::UINTEGER AS n_stories,
                min(doc_id) FILTER (place = 1) AS first_doc_id, min(source) FILTER (place = 1) AS first_source,
                min(published_at) FILTER (place = 1) AS first_published_at
            FROM told GROUP BY quote_hash HAVING count(DISTINCT doc_id) > 1
        )
        SELECT quote_hash, text, n_words, entity_id, entities.name AS speaker, n_articles, n_sources, n_stories,
            first_doc_id, first_source, first_published_at
        FROM gathered LEFT JOIN said USING (quote_hash) LEFT JOIN gold.entities USING (entity_id)
        """,  # noqa: S608 - numbers of our own
    ),
)
