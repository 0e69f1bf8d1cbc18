"""The benchmark runs the real steps, says where the time went, and does without peers that are missing."""

import json
import sys

import pytest

from benchmarks import bench, line, peers
from benchmarks.evaluate import evaluated
from benchmarks.generate import Generator, write
from benchmarks.line import Measured
from benchmarks.scoring import NoTruthError
from flows import pipeline
from flows.builders import BUILDERS


@pytest.fixture(scope="module")
def families():
    return list(Generator(3).families(40))


def test_a_run_times_every_step_and_leaves_the_flow_as_it_was(tmp_path):
    write(tmp_path, Generator(3).families(6))
    step = pipeline.build
    stages = line.run(tmp_path / "raw", tmp_path / "warehouse.duckdb")
    assert stages.keys() == {*BUILDERS, "read_bronze", "touch_repeats", "check", "publish"}
    assert all(seconds > 0 for seconds in stages.values())
    assert (tmp_path / "warehouse.duckdb").exists()
    assert pipeline.build is step


def test_a_run_that_fails_says_why(tmp_path):
    with pytest.raises(RuntimeError, match="is no folder"):
        line.measured(tmp_path / "nowhere", tmp_path / "warehouse.duckdb")


def test_a_folder_of_truth_needs_raw_files(tmp_path):
    with pytest.raises(NoTruthError, match="no folder raw"):
        evaluated(tmp_path)


@pytest.mark.parametrize("missing", ["langdetect", "datasketch"])
def test_a_peer_that_is_missing_is_said_to_be(families, monkeypatch, missing):
    for name in ("langdetect", "datasketch"):
        monkeypatch.setitem(sys.modules, name, None)
    rows = peers.compared([article for family in families for article in family.articles], [])
    found = {row["name"]: row for row in rows}
    assert peers.INSTALL in found[missing]["missing"]
    assert found["wiretrace"]["figures"]["accuracy"] > 0.9


def test_shingles_are_runs_of_five_words_in_lower_case():
    assert peers.shingles("One, two; three four five SIX") == {
        ("one", "two", "three", "four", "five"),
        ("two", "three", "four", "five", "six"),
    }
    assert peers.shingles("too short") == set()


def test_the_machine_is_described_but_not_named():
    told = bench.machine()
    assert told["cores"] >= 1
    assert bench.platform.node() not in json.dumps(told)


def test_the_page_tabulates_runs_steps_plants_and_peers(monkeypatch):
    found = {"precision": 1.0, "recall": 0.5, "f1": 0.667, "right": 2, "wrong": 0, "missed": 2}
    overlap = dict.fromkeys((*bench.DERIVED, "derived"), found) | {
        "direction": {"accuracy": 0.9}, "passages": {"f1": 0.8}, "language_accuracy": 1.0
    }  # fmt: skip
    planted = {"overlap": overlap, "boilerplate": {"f1": 99.0}}
    monkeypatch.setattr(bench, "measured", lambda _raw, target: _measured(target))
    monkeypatch.setattr(bench, "score", lambda *_: planted)
    monkeypatch.setattr(bench, "compared", lambda *_: [{"task": "language", "name": "nobody", "missing": "not here"}])
    results = bench.benched(20, seed=1)
    page = bench.page(results)
    assert json.loads(json.dumps(results)) == results
    assert "# 20 generated articles" in page
    assert "| first | 4.0 | 5.0 | 6.0 | 100.0 |" in page
    assert "| `links` | 1.50 | 1.50 | 1.50 |" in page
    assert "| copy | 4 | 0.5 | 1.0 |" in page
    assert "| language | nobody |  |  | not here |" in page


def _measured(target):
    target.touch()
    return Measured(stages={"links": 1.5}, seconds=4.0, wall_seconds=6.0, peak_mib=100.0)
