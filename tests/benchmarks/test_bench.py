"""The benchmark runs the real steps, says where the time went, and does without peers that are missing."""

import json
from importlib.util import find_spec

import pytest

from benchmarks import bench, line
from benchmarks.evaluate import evaluated
from benchmarks.explorer_bench import Paces
from benchmarks.generate import Generator, write
from benchmarks.line import Measured
from benchmarks.peers import contest
from benchmarks.peers.contest import Contender
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


def test_a_peer_that_is_missing_is_said_to_be(families, monkeypatch, tmp_path):
    monkeypatch.setattr(contest, "PEERS", tmp_path / "python")
    monkeypatch.setattr(contest, "_solved", lambda *_: {"seconds": 1.0, "answer": []})
    monkeypatch.setattr(contest, "CONTENDERS", [Contender("near copies", name, 40) for name in ("wiretrace", "x-y")])
    ours, other = contest.compared([article for family in families for article in family.articles], [], runs=2)
    assert "make peers" in other["missing"]
    assert ours["articles_per_second"] == [20.0, 20.0, 20.0]
    assert Contender("near copies", "x-y", 1).module == "benchmarks.peers.near_copies_x_y"


def test_every_contender_is_a_module_of_its_own():
    for contender in contest.CONTENDERS:
        assert find_spec(contender.module), contender


def test_a_contender_solves_its_task_in_a_process_of_its_own(families, monkeypatch):
    ours = [contender for contender in contest.CONTENDERS if contender.name == contest.OURS]
    monkeypatch.setattr(contest, "CONTENDERS", ours)
    found = contest.compared(
        [article for family in families for article in family.articles],
        [pair for family in families for pair in family.pairs],
        runs=1,
    )
    figures = {row["task"]: row["figures"] for row in found}
    assert figures["language"] == {"accuracy": 1.0}
    assert figures["near copies"]["precision"] > 0.9
    assert figures["cleaning"]["found"] > figures["names"]["found"] / 9 > 0


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
    monkeypatch.setattr(bench, "enlarged", lambda _: Paces(20_000, {"overview": (101.2, 99.0), "story": (310.0, 7.0)}))
    notebook = {"task": "all", "name": "notebook", "n_articles": 20, "articles_per_second": [0.5, 1.0, 2.0]}
    nobody = {"task": "language", "name": "nobody", "missing": "not here"}
    monkeypatch.setattr(bench, "compared", lambda *_: [nobody, notebook | {"figures": {"pairs": 3}}])
    results = bench.benched(20, seed=1)
    page = bench.page(results)
    assert json.loads(json.dumps(results)) == results
    assert "# 20 generated articles" in page
    assert "| first | 4.0 | 5.0 | 6.0 | 100.0 |" in page
    assert "| `links` | 1.50 | 1.50 | 1.50 |" in page
    assert "over 20,000 articles" in page
    assert "| overview | 101 | 99 | 1000 |" in page
    assert "| story | 310 | 7 | 300 |" in page
    assert "| copy | 4 | 0.5 | 1.0 |" in page
    assert "| language | nobody |  |  |  |  |  | not here |" in page
    assert "| all | notebook | 20 | 1.0 | 0.5 | 2.0 | 5.0 | pairs 3 |" in page


def _measured(target):
    target.touch()
    return Measured(stages={"links": 1.5}, seconds=4.0, wall_seconds=6.0, peak_mib=100.0)
