"""Reports written for stories: two events a subject, no subject in both files, and figures of what became of them."""

import json
from collections import defaultdict

import duckdb
import pytest

from benchmarks import stories

WRITTEN = stories.HELD_OUT.with_name("stories_written.toml")


@pytest.mark.parametrize("file", [stories.HELD_OUT, WRITTEN])
def test_each_subject_has_two_events_of_four_reports(file):
    events = defaultdict(lambda: defaultdict(int))
    for report in stories.read(file).values():
        events[report["subject"]][report["event"]] += 1
    assert all(list(counts.values()) == [4, 4] for counts in events.values())


def test_no_subject_is_both_learnt_from_and_measured_on():
    learnt, measured = (
        {report["subject"] for report in stories.read(file).values()} for file in (WRITTEN, stories.HELD_OUT)
    )
    assert learnt.isdisjoint(measured)


def report(event, language="en"):
    subject, _ = event.split("-")
    return {
        "subject": subject,
        "event": event,
        "language": language,
        "published": "2024-01-01",
        "title": "",
        "text": event,
    }


REPORTS = {"a": report("flood-1"), "b": report("flood-1", "de"), "c": report("flood-2"), "d": report("flood-2")}


def test_a_folder_of_truth_holds_the_reports_and_their_pairs(tmp_path):
    stories.write(REPORTS, tmp_path)
    assert json.loads((tmp_path / "raw" / "c").read_text())["text"] == "flood-2"
    pairs = [json.loads(line) for line in (tmp_path / "truth_pairs.jsonl").read_text().splitlines()]
    assert [(pair["a"], pair["b"]) for pair in pairs] == [("a", "b"), ("c", "d")]


def test_what_is_together_and_what_apart_is_counted(tmp_path):
    with duckdb.connect(tmp_path / "w.duckdb") as made:
        made.execute("CREATE SCHEMA gold; CREATE SCHEMA silver")
        made.execute("CREATE TABLE silver.articles AS SELECT unnest(['a', 'b', 'c', 'd']) AS doc_id, doc_id AS uri")
        made.execute("CREATE TABLE gold.story_articles (doc_id VARCHAR, story_id VARCHAR)")
        made.execute("INSERT INTO gold.story_articles VALUES ('a', 'a'), ('b', 'a'), ('c', 'a'), ('d', 'd')")
        made.execute("CREATE TABLE gold.overlaps AS SELECT unnest(['copy', 'same_event']) AS relation")
    found = stories.score(REPORTS, tmp_path / "w.duckdb")
    assert found["pairs together"] == {"one language": 0.0, "two languages": 1.0}
    assert found["events apart"] == "0 of 1"
    assert found["said to be derived"] == 1
    assert 0 < found["stories"]["one"] < found["stories"]["several"] < 1
