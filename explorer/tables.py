"""Tables: every listing of the explorer. A detail page shows one with a filter of its own set."""

from typing import Final

from explorer.listing import Column, Filter, Listing
from schemas.types import DERIVED, ENTITY_TYPES, RELATIONS

LANGUAGES: Final = "SELECT language AS value, count(*) AS n FROM silver.articles GROUP BY 1 ORDER BY 2 DESC, 1"
OUTLETS: Final = "SELECT source AS value, n_articles AS n FROM gold.sources ORDER BY 2 DESC, 1 LIMIT 500"
TOUCHED: Final = "SELECT doc_a FROM gold.overlaps WHERE {0} UNION ALL SELECT doc_b FROM gold.overlaps WHERE {0}"
DERIVED_SQL: Final = ", ".join(f"'{relation}'" for relation in DERIVED)


def _values(words: list[str]) -> str:
    rows = ", ".join(f"('{word}', 0)" for word in words)
    return f"SELECT * FROM (VALUES {rows}) AS known(value, n)"


def _search(key: str) -> str:
    return f"{key} IN (SELECT doc_id FROM memory.main.folded WHERE {{}})"


ARTICLES: Final = Listing(
    name="articles",
    title="Articles",
    says="Every article, cleaned, with its outlet, language and date.",
    needs="silver.articles",
    query=f"""
        SELECT doc_id, title, uri, source, language, published_at, published_precision, agency, n_words, story_id,
            coalesce(n_derived, 0) AS n_derived, byline, dateline, url, script, mostly_debris
        FROM silver.articles
        LEFT JOIN gold.story_articles USING (doc_id)
        LEFT JOIN (
            SELECT doc_id, count(*) AS n_derived FROM (
                SELECT unnest([doc_a, doc_b]) AS doc_id FROM gold.overlaps WHERE relation IN ({DERIVED_SQL})
            ) GROUP BY doc_id
        ) USING (doc_id)
    """,
    columns=(
        Column("title", "Article", "article"),
        Column("source", "Outlet", "outlet"),
        Column("language", "Language", "language"),
        Column("published_at", "Published", "moment"),
        Column("agency", "Agency"),
        Column("n_words", "Words", "number"),
        Column("n_derived", "Shares text with", "number"),
    ),
    filters=(
        Filter("q", "Words", _search("doc_id"), "search"),
        Filter("source", "Outlet", "source = $source", "list", OUTLETS),
        Filter("language", "Language", "language = $language", "language", LANGUAGES),
        Filter("relation", "In a pair that is a", f"doc_id IN ({TOUCHED.format('relation = $relation')})", "choice",
               _values(RELATIONS)),
        Filter("since", "From", "published_at >= try_cast($since AS TIMESTAMP)", "date"),
        Filter("until", "To", "published_at::DATE <= try_cast($until AS DATE)", "date"),
        Filter("story", "Story", "story_id = $story"),
        Filter("entity", "Entity", "doc_id IN (SELECT doc_id FROM gold.mentions WHERE entity_id = $entity)"),
        Filter("topic", "Topic",
               "doc_id IN (SELECT doc_id FROM gold.article_topics WHERE topic_id = $topic AND assigned)"),
    ),
    order="-published_at",
    key="doc_id",
    empty="No article fits. Clear a filter, or put files into data/raw and run wiretrace run.",
)  # fmt: skip

STORIES: Final = Listing(
    name="stories",
    title="Stories",
    says="Articles on one event, and from how many independent origins they come.",
    needs="gold.stories",
    query="SELECT * FROM gold.stories",
    columns=(
        Column("headline", "Story", "story"),
        Column("n_sources", "Outlets", "number"),
        Column("n_origins", "Origins", "number"),
        Column("n_articles", "Articles", "number"),
        Column("languages", "Languages", "languages"),
        Column("first_published_at", "First", "moment"),
        Column("last_published_at", "Last", "moment"),
    ),
    filters=(
        Filter("q", "Words in an article",
               "story_id IN (SELECT story_id FROM gold.story_articles WHERE " + _search("doc_id") + ")", "search"),
        Filter("source", "Outlet", "story_id IN (SELECT story_id FROM gold.story_articles JOIN silver.articles "
               "USING (doc_id) WHERE source = $source)", "list", OUTLETS),
        Filter("language", "Language", "list_contains(languages, $language)", "language", LANGUAGES),
        Filter("relation", "Holds a", "story_id IN (SELECT story_id FROM gold.story_articles "
               f"WHERE doc_id IN ({TOUCHED.format('relation = $relation')}))", "choice", _values(RELATIONS)),
        Filter("since", "From", "last_published_at >= try_cast($since AS TIMESTAMP)", "date"),
        Filter("until", "To", "first_published_at::DATE <= try_cast($until AS DATE)", "date"),
        Filter("least", "Articles at least", "n_articles >= try_cast($least AS INTEGER)", "number"),
        Filter("entity", "Entity", "story_id IN (SELECT story_id FROM gold.story_articles JOIN gold.mentions "
               "USING (doc_id) WHERE entity_id = $entity)"),
    ),
    order="-n_sources",
    key="n_origins, story_id",
    empty="No story fits. Clear a filter, or run wiretrace run on more articles.",
)  # fmt: skip

PAIRS: Final = Listing(
    name="pairs",
    title="Pairs",
    says="Two articles that share content: what they are to each other, and which came first.",
    needs="gold.overlaps",
    query="""
        SELECT doc_a, doc_b, relation, origin_doc_id, direction_basis, confidence, n_passages,
            if(origin_doc_id IS NOT DISTINCT FROM doc_b, doc_b, doc_a) AS doc_one,
            if(origin_doc_id IS NOT DISTINCT FROM doc_b, doc_a, doc_b) AS doc_two,
            one.title AS title_one, one.source AS source_one, one.language AS language_one, one.uri AS uri_one,
            two.title AS title_two, two.source AS source_two, two.language AS language_two, two.uri AS uri_two,
            if(origin_doc_id IS NOT DISTINCT FROM doc_b, coverage_b, coverage_a) AS coverage_one,
            if(origin_doc_id IS NOT DISTINCT FROM doc_b, coverage_a, coverage_b) AS coverage_two,
            greatest(one.published_at, two.published_at) AS published_at
        FROM gold.overlaps
        JOIN silver.articles AS one ON one.doc_id = if(origin_doc_id IS NOT DISTINCT FROM doc_b, doc_b, doc_a)
        JOIN silver.articles AS two ON two.doc_id = if(origin_doc_id IS NOT DISTINCT FROM doc_b, doc_a, doc_b)
    """,
    columns=(
        Column("relation", "Relation", "relation"),
        Column("title_one", "Origin, or either one", "one"),
        Column("title_two", "Made from it, or the other one", "two"),
        Column("coverage_two", "How much of it", "share"),
        Column("confidence", "Confidence", "share"),
        Column("direction_basis", "How the origin is known", "basis"),
    ),
    filters=(
        Filter("relation", "Relation", "relation = $relation", "choice", _values(RELATIONS)),
        Filter("source", "Outlet", "$source IN (source_one, source_two)", "list", OUTLETS),
        Filter("other", "Other outlet", "$other IN (source_one, source_two) AND source_one <> source_two"),
        Filter("within", "Within an outlet", "source_one = $within AND source_two = $within"),
        Filter("language", "Language", "$language IN (language_one, language_two)", "language", LANGUAGES),
        Filter("since", "From", "published_at >= try_cast($since AS TIMESTAMP)", "date"),
        Filter("until", "To", "published_at::DATE <= try_cast($until AS DATE)", "date"),
        Filter("doc", "Article", "$doc IN (doc_a, doc_b)"),
        Filter("story", "Story", "doc_a IN (SELECT doc_id FROM gold.story_articles WHERE story_id = $story) "
               "AND doc_b IN (SELECT doc_id FROM gold.story_articles WHERE story_id = $story)"),
        Filter("taker", "Outlet that took", "source_two = $taker AND origin_doc_id IS NOT NULL"),
        Filter("giver", "Outlet it came from", "source_one = $giver AND origin_doc_id IS NOT NULL"),
    ),
    order="-confidence",
    key="doc_a, doc_b",
    empty="No pair fits. Clear a filter; articles that share nothing are in no pair.",
)  # fmt: skip

ALIKE: Final = Listing(
    name="alike",
    title="Articles that share content with another",
    says="Each pair seen from both of its articles.",
    needs="gold.overlaps",
    query="""
        SELECT doc_this, this.title AS title_this, this.source AS source_this, this.language AS language_this,
            this.uri AS uri_this, doc_other, other.title AS title_other, other.source AS source_other,
            other.language AS language_other, other.uri AS uri_other, relation, confidence, coverage, coverage_other,
            direction_basis, CASE origin_doc_id WHEN doc_this THEN 'this' WHEN doc_other THEN 'other' END AS origin,
            doc_a, doc_b
        FROM (
            SELECT *, doc_a AS doc_this, doc_b AS doc_other, coverage_a AS coverage, coverage_b AS coverage_other
            FROM gold.overlaps
            UNION ALL SELECT *, doc_b, doc_a, coverage_b, coverage_a FROM gold.overlaps
        )
        JOIN silver.articles AS this ON this.doc_id = doc_this
        JOIN silver.articles AS other ON other.doc_id = doc_other
    """,
    columns=(
        Column("relation", "Relation", "relation"),
        Column("title_this", "Article", "this"),
        Column("title_other", "Other article", "other"),
        Column("origin", "Origin", "role"),
        Column("direction_basis", "How it is known", "basis"),
        Column("coverage", "How much of this", "share"),
        Column("coverage_other", "Of the other", "share"),
        Column("confidence", "Confidence", "share"),
    ),
    filters=(
        Filter("relation", "Relation", "relation = $relation", "choice", _values(RELATIONS)),
        Filter("doc", "Article", "doc_this = $doc"),
    ),
    order="-confidence",
    key="doc_this, doc_other",
    empty="Nothing: no other article holds what this one says.",
)

ENTITIES: Final = Listing(
    name="entities",
    title="Names",
    says="People, organisations and places that the articles name.",
    needs="gold.entities",
    query="SELECT * FROM gold.entities",
    columns=(
        Column("name", "Name", "entity"),
        Column("type", "Type", "type"),
        Column("country_code", "Country"),
        Column("n_documents", "Articles", "number"),
        Column("n_mentions", "Mentions", "number"),
        Column("aliases", "Also written", "list"),
    ),
    filters=(
        Filter("q", "Name holds", "contains(strip_accents(lower(concat_ws(' ', name, aliases))), "
               "strip_accents(lower($q)))", "text"),
        Filter("type", "Type", "type = $type", "type", _values(ENTITY_TYPES)),
        Filter("country", "Country", "country_code = upper($country)", "list",
               "SELECT country_code AS value, count(*) AS n FROM gold.entities WHERE country_code IS NOT NULL "
               "GROUP BY 1 ORDER BY 2 DESC, 1"),
    ),
    order="-n_documents",
    key="n_mentions DESC, entity_id",
    empty="No name fits. Clear a filter.",
)  # fmt: skip

TOPICS: Final = Listing(
    name="topics",
    title="Topics",
    says="What the articles are about: the 17 subjects of IPTC, and what this corpus shows below them.",
    needs="gold.topics",
    query="SELECT topics.*, parent.label AS parent FROM gold.topics AS topics "
    "LEFT JOIN gold.topics AS parent ON parent.topic_id = topics.parent_topic_id",
    columns=(
        Column("label", "Topic", "topic"),
        Column("parent", "Part of", "parent"),
        Column("n_documents", "Articles", "number"),
        Column("keywords", "Words that stand for it", "list"),
    ),
    filters=(
        Filter("q", "Topic holds", "contains(lower(concat_ws(' ', label, keywords)), lower($q))", "text"),
        Filter("scheme", "Made by", "scheme = $scheme", "choice",
               "SELECT scheme AS value, count(*) AS n FROM gold.topics GROUP BY 1 ORDER BY 1"),
        Filter("parent", "Part of", "parent_topic_id = $parent"),
    ),
    order="-n_documents",
    key="topic_id",
    empty="No topic fits. Clear a filter.",
)  # fmt: skip

SOURCES: Final = Listing(
    name="outlets",
    title="Outlets",
    says="Who published, and how much of it was made from other articles.",
    needs="gold.sources",
    query="SELECT *, n_derived / n_articles AS share_derived FROM gold.sources",
    columns=(
        Column("source", "Outlet", "outlet"),
        Column("n_articles", "Articles", "number"),
        Column("n_derived", "Made from others", "number"),
        Column("share_derived", "Share", "share"),
        Column("languages", "Languages", "languages"),
        Column("first_published_at", "First", "moment"),
        Column("last_published_at", "Last", "moment"),
    ),
    filters=(
        Filter("q", "Name holds", "contains(lower(source), lower($q))", "text"),
        Filter("language", "Language", "list_contains(languages, $language)", "language", LANGUAGES),
    ),
    order="-n_articles",
    key="source",
    empty="No outlet fits. An article has one if its folder, its metadata or its text names it.",
)

BORROWINGS: Final = Listing(
    name="borrowings",
    title="Who takes from whom",
    says="Outlets whose articles share text, and how many articles of the one were made from the other's.",
    needs="gold.source_overlaps",
    query="SELECT * FROM gold.source_overlaps",
    columns=(
        Column("source", "Outlet", "outlet"),
        Column("other_source", "Other outlet", "outlet"),
        Column("n_derived", "Articles taken", "taken"),
        Column("n_overlapping", "Sharing text", "number"),
        Column("n_articles", "Articles in all", "number"),
        Column("share_derived", "Share taken", "share"),
        Column("mean_coverage", "Text shared, on average", "share"),
    ),
    filters=(
        Filter("source", "Outlet", "source = $source", "list", OUTLETS),
        Filter("other", "Other outlet", "other_source = $other", "list", OUTLETS),
        Filter("taken", "Taken at least", "n_derived >= try_cast($taken AS INTEGER)", "number"),
    ),
    order="-n_derived",
    key="n_overlapping DESC, source, other_source",
    empty="Nothing that is known to be taken.",
)

QUOTES: Final = Listing(
    name="quotes",
    title="Quotes",
    says="What is said in quotation marks, by whom, and where.",
    needs="gold.quotes",
    query="""
        SELECT quotes.*, entities.name, title, uri, source, language, published_at, published_precision, story_id
        FROM gold.quotes JOIN silver.articles USING (doc_id) LEFT JOIN gold.story_articles USING (doc_id)
        LEFT JOIN gold.entities USING (entity_id)
    """,
    columns=(
        Column("text", "Quote", "quote"),
        Column("speaker", "Who says it", "speaker"),
        Column("title", "In", "article"),
        Column("source", "Outlet", "outlet"),
        Column("published_at", "Published", "moment"),
    ),
    filters=(
        Filter("q", "Quote holds", "contains(strip_accents(lower(text)), strip_accents(lower($q)))", "text"),
        Filter("source", "Outlet", "source = $source", "list", OUTLETS),
        Filter("language", "Language", "language = $language", "language", LANGUAGES),
        Filter("entity", "Name", "entity_id = $entity"),
        Filter("story", "Story", "story_id = $story"),
        Filter("doc", "Article", "doc_id = $doc"),
        Filter("hash", "Same words", "quote_hash = try_cast($hash AS UBIGINT)"),
    ),
    order="-published_at",
    key="doc_id, start_char",
    empty="No quote here.",
)

SHARED_QUOTES: Final = Listing(
    name="shared-quotes",
    title="Quotes in several articles",
    says="The same words in several articles of one language: they share an origin, if only the speaker.",
    needs="gold.shared_quotes",
    query="SELECT shared.*, speaker AS name, uri FROM gold.shared_quotes AS shared "
    "LEFT JOIN silver.articles ON doc_id = first_doc_id",
    columns=(
        Column("text", "Quote", "same"),
        Column("speaker", "Who says it", "speaker"),
        Column("n_sources", "Outlets", "number"),
        Column("n_articles", "Articles", "number"),
        Column("first_source", "First in", "outlet"),
        Column("first_published_at", "First", "moment"),
    ),
    filters=(
        Filter("q", "Quote holds", "contains(strip_accents(lower(text)), strip_accents(lower($q)))", "text"),
        Filter("entity", "Name", "entity_id = $entity"),
    ),
    order="-n_sources",
    key="n_articles DESC, quote_hash",
    empty="No quote of six words or more stands in two articles.",
)

RISING: Final = Listing(
    name="rising",
    title="Rising topics",
    says="Topics with far more articles on a day than their share of the week makes likely.",
    needs="gold.topic_days",
    query="SELECT * FROM gold.topic_days WHERE trend IS NOT NULL",
    columns=(
        Column("label", "Topic", "topic"),
        Column("day", "Day", "moment"),
        Column("trend", "Trend"),
        Column("n_articles", "Articles", "number"),
        Column("share", "Of the day", "share"),
        Column("n_before", "Week before", "number"),
        Column("share_before", "Of the week", "share"),
    ),
    filters=(Filter("topic", "Topic", "topic_id = $topic"),),
    order="-day",
    key="n_articles DESC, topic_id",
    empty="No topic rose: that takes three articles on one day, and a week of dated articles before it.",
)

LISTINGS: Final = {
    listing.name: listing
    for listing in (
        STORIES, ARTICLES, PAIRS, ALIKE, ENTITIES, TOPICS, SOURCES, BORROWINGS, QUOTES, SHARED_QUOTES, RISING,
    )
}  # fmt: skip
