"""History: the listings of what runs did."""

from typing import Final

from explorer.listing import Column, Filter, Listing

RUNS: Final = Listing(
    name="runs",
    title="Runs",
    says="Each run of the pipeline, and what it read.",
    needs="ops.runs",
    query="SELECT * FROM ops.runs",
    columns=(
        Column("started_at", "Started", "moment"),
        Column("state", "State"),
        Column("n_read", "Read", "number"),
        Column("n_new", "New", "number"),
        Column("n_changed", "Changed", "number"),
        Column("n_removed", "Removed", "number"),
        Column("n_quarantined", "Quarantined", "number"),
        Column("seconds", "Seconds", "decimal"),
        Column("message", "Message"),
    ),
    filters=(),
    order="-started_at",
    key="run_id",
    empty="No run yet: wiretrace run makes one.",
)

QUARANTINE: Final = Listing(
    name="quarantine",
    title="Quarantine",
    says="Files, records and rows that a stage rejected, with the rule that each broke.",
    needs="ops.quarantine",
    query="SELECT *, resolved_at IS NULL AS is_open FROM ops.quarantine",
    columns=(
        Column("uri", "File, record or row", "code"),
        Column("stage", "Stage"),
        Column("rule", "Rule"),
        Column("detail", "What was found"),
        Column("rejected_at", "Rejected", "moment"),
        Column("resolved_at", "Resolved", "moment"),
    ),
    filters=(
        Filter("rule", "Rule", "rule = $rule", "choice",
               "SELECT rule AS value, count(*) AS n FROM ops.quarantine GROUP BY 1 ORDER BY 2 DESC, 1"),
        Filter("open", "State", "is_open = ($open = 'open')", "choice",
               "SELECT * FROM (VALUES ('open', 0), ('resolved', 0)) AS known(value, n)"),
    ),
    order="-rejected_at",
    key="run_id, stage, uri, rule",
    empty="Nothing is in quarantine: all that was found could be read.",
)  # fmt: skip

CHECKS: Final = Listing(
    name="checks",
    title="Checks",
    says="The quality gates of each run.",
    needs="ops.checks",
    query="SELECT checks.*, started_at FROM ops.checks LEFT JOIN ops.runs USING (run_id)",
    columns=(
        Column("started_at", "Run", "moment"),
        Column("name", "Check"),
        Column("passed", "Held", "yes"),
        Column("severity", "If it fails"),
        Column("value", "Measured", "decimal"),
        Column("expected", "Expected"),
    ),
    filters=(Filter("run", "Run", "run_id = $run"),),
    order="-started_at",
    key="passed, name",
    empty="No check was made yet.",
)

CHANGES: Final = Listing(
    name="changes",
    title="Changes of stories",
    says="What each run did to the stories: which are new, grew, merged, split or went.",
    needs="ops.story_changes",
    query="""
        SELECT changes.*, started_at, coalesce(headline, changes.story_id) AS headline,
            stories.story_id IS NULL AS is_gone
        FROM ops.story_changes AS changes LEFT JOIN ops.runs USING (run_id) LEFT JOIN gold.stories USING (story_id)
    """,
    columns=(
        Column("started_at", "Run", "moment"),
        Column("change", "Change"),
        Column("headline", "Story", "once"),
        Column("n_before", "Articles before", "number"),
        Column("n_after", "Articles now", "number"),
    ),
    filters=(
        Filter("story", "Story", "$story IN (story_id, other_story_id)"),
        Filter("change", "Change", "change = $change", "choice",
               "SELECT change AS value, count(*) AS n FROM ops.story_changes GROUP BY 1 ORDER BY 2 DESC, 1"),
        Filter("run", "Run", "run_id = $run"),
    ),
    order="-started_at",
    key="n_after DESC, story_id, change",
    empty="No run changed a story yet.",
)  # fmt: skip

REVISIONS: Final = Listing(
    name="revisions",
    title="Revisions",
    says="What changed from one version of a document to the next: corrections, updates, stealth edits.",
    needs="ops.revisions",
    query="""
        SELECT doc_id, revisions.version, revised_at, share_changed, n_words_removed, n_words_added, changed_metadata,
            title, uri, source, language
        FROM ops.revisions JOIN silver.articles USING (doc_id)
    """,
    columns=(
        Column("title", "Article", "article"),
        Column("source", "Outlet", "outlet"),
        Column("revised_at", "Revised", "moment"),
        Column("version", "Version", "number"),
        Column("share_changed", "Of its words", "share"),
        Column("n_words_removed", "Words removed", "number"),
        Column("n_words_added", "Words added", "number"),
        Column("changed_metadata", "Other metadata", "list"),
    ),
    filters=(Filter("source", "Outlet", "source = $source"), Filter("doc", "Article", "doc_id = $doc")),
    order="-revised_at",
    key="doc_id, version",
    empty="No document was revised: a run finds a revision when a file that it knows holds other words.",
)

LISTINGS: Final = {listing.name: listing for listing in (RUNS, QUARANTINE, CHECKS, CHANGES, REVISIONS)}
