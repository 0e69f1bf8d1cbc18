"""The benchmark: a generated corpus through the real steps, in fresh processes, and peers on the same texts.

python -m benchmarks.bench [--articles N] [--seed S] [--runs R] [--results FOLDER]

Measured are a first run, a second one with nothing new, and a third with one article in a hundred new: seconds by
table, articles a second, peak memory. The planted relations are held against what the tables say, and the explorer's
pages are asked for. Writes bench-N.json and bench-N.md; neither names the machine or a path.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.explorer_bench import enlarged, limit
from benchmarks.generate import Family, Generator, write
from benchmarks.line import Measured, measured
from benchmarks.peers.contest import OURS, RUNS, compared
from benchmarks.scoring import score

RESULTS: Final = Path(__file__).parent / "results"
NEW_SHARE: Final = 100
"""The third run has one new article for so many old ones."""

STACK: Final = ("polars", "duckdb", "numpy", "pandera", "wiretrace")
GIB: Final = 1024**3
DERIVED: Final = ("copy", "excerpt", "translation", "rewrite")


def benched(n_articles: int, seed: int, n_runs: int = RUNS) -> dict[str, Any]:
    """Generate, run three times, score, and let the peers run as often as is asked for."""
    with TemporaryDirectory() as folder:
        corpus, target = Path(folder) / "corpus", Path(folder) / "warehouse.duckdb"
        families: list[Family] = []
        _say(f"{write(corpus, _kept(Generator(seed).families(n_articles), families))} articles written")
        runs = {"first": measured(corpus / "raw", target)}
        _say(f"first run: {runs['first'].seconds:.0f} s")
        truth = score(target, corpus, corpus / "raw")
        runs["nothing new"] = measured(corpus / "raw", target)
        more = Path(folder) / "more"
        n_new = write(more, Generator(seed + 1).families(max(1, n_articles // NEW_SHARE)))
        _move(more / "raw", corpus / "raw")
        runs[f"{n_new} new"] = measured(corpus / "raw", target)
        size = target.stat().st_size
        _say("pages")
        pages = enlarged(target)
    _say("peers")
    articles = list(chain.from_iterable(family.articles for family in families))
    pairs = list(chain.from_iterable(family.pairs for family in families))
    return {
        "articles": n_articles,
        "words": sum(len(paragraph.split()) for article in articles for paragraph in article.body),
        "seed": seed,
        "machine": machine(),
        "warehouse_mib": round(size / 1024**2, 1),
        "runs": {name: _run(run, n_articles) for name, run in runs.items()},
        "planted": truth,
        "pages": {"articles": pages.n_articles, "milliseconds": {name: list(ms) for name, ms in pages.pages.items()}},
        "peers": compared(articles, pairs, n_runs),
    }


def _kept(families: Iterator[Family], kept: list[Family]) -> Iterator[Family]:
    """Hand families on and keep them."""
    for family in families:
        kept.append(family)
        yield family


def _move(source: Path, target: Path) -> None:
    for file in source.rglob("*.txt"):
        place = target / file.relative_to(source)
        place.parent.mkdir(exist_ok=True)
        file.replace(place)


def _run(run: Measured, n_articles: int) -> dict[str, Any]:
    return asdict(run) | {"articles_per_second": round(n_articles / run.seconds, 1)}


def machine() -> dict[str, Any]:
    """Say what it was measured on, without naming it."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(memory / GIB, 1),
        "processor": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        **{name: version(name) for name in STACK},
    }


def page(results: dict[str, Any]) -> str:
    """Write the results as a page."""
    told = ", ".join(f"{name} {value}" for name, value in results["machine"].items())
    parts = [
        f"# {results['articles']:,} generated articles, {results['words']:,} words",
        f"Measured on: {told}. Seed {results['seed']}. Warehouse: {results['warehouse_mib']} MiB.",
        _table(
            ["run", "seconds", "articles a second", "process, seconds", "peak memory, MiB"],
            [_pace(name, run) for name, run in results["runs"].items()],
        ),
        _stages(results["runs"]),
        "## Planted relations",
        _table(
            ["relation", "planted", "recall", "precision"],
            [_relation(name, results["planted"]["overlap"][name]) for name in (*DERIVED, "derived")],
        ),
        _others(results["planted"]),
        f"## Pages of the explorer, over {results['pages']['articles']:,} articles, most of them copies",
        _pages(results["pages"]["milliseconds"]),
        "## Peers, on the same texts, in articles a second",
        _table(
            [
                "task",
                "who",
                "articles",
                "articles a second: median",
                "slowest",
                "fastest",
                "wiretrace is faster by",
                "figures",
            ],
            [_peer(row, _ours(row["task"], results)) for row in results["peers"]],
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _pace(name: str, run: dict[str, Any]) -> list[object]:
    seconds, wall, peak = (round(run[key], 1) for key in ("seconds", "wall_seconds", "peak_mib"))
    return [name, seconds, run["articles_per_second"], wall, peak]


def _stages(runs: dict[str, dict[str, Any]]) -> str:
    """Tabulate the seconds of each step, in the order of the first run."""
    names = dict.fromkeys(chain.from_iterable(run["stages"] for run in runs.values()))
    rows = [[f"`{name}`", *(f"{run['stages'].get(name, 0):.2f}" for run in runs.values())] for name in names]
    return _table(["step, seconds", *runs], rows)


def _pages(milliseconds: dict[str, list[float]]) -> str:
    rows = [[name, *(f"{ms:.0f}" for ms in told), f"{limit(name):.0f}"] for name, told in milliseconds.items()]
    return _table(["page, milliseconds", "median", "of them computing, all cores", "allowed"], rows)


def _others(planted: dict[str, dict[str, Any]]) -> str:
    overlap, words = planted["overlap"], planted["boilerplate"]["f1"]
    return (
        f"Origins told right: {overlap['direction']['accuracy']}; passages F1 {overlap['passages']['f1']}; "
        f"languages right: {overlap['language_accuracy']}; words of the main text F1 {words} %."
    )


def _relation(name: str, figures: dict[str, float]) -> list[object]:
    return [name, figures["right"] + figures["missed"], figures["recall"], figures["precision"]]


def _ours(task: str, results: dict[str, Any]) -> float:
    """Tell how fast wiretrace solves a task; the whole of it by the first run."""
    paces = {row["task"]: row["articles_per_second"][1] for row in results["peers"] if row["name"] == OURS}
    return float(paces.get(task, results["runs"]["first"]["articles_per_second"]))


def _peer(row: dict[str, Any], ours: float) -> list[object]:
    if "missing" in row:
        return [row["task"], row["name"], "", "", "", "", "", row["missing"]]
    slowest, middle, fastest = row["articles_per_second"]
    figures = ", ".join(f"{name} {value}" for name, value in row["figures"].items())
    paces = [f"{pace:,.1f}" for pace in (middle, slowest, fastest)]
    return [row["task"], row["name"], row["n_articles"], *paces, f"{ours / middle:.1f}", figures]


def _table(head: Sequence[object], rows: Sequence[Sequence[object]]) -> str:
    body = [" | ".join(f"{cell}" for cell in row) for row in (head, ["---"] * len(head), *rows)]
    return "\n".join(f"| {line} |" for line in body)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    """Measure, print the page, and keep it."""
    parser = argparse.ArgumentParser(prog="bench", description="Measure the line on a generated corpus.")
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--results", type=Path, default=RESULTS)
    told = parser.parse_args()
    results = benched(told.articles, told.seed, told.runs)
    told.results.mkdir(parents=True, exist_ok=True)
    file = told.results / f"bench-{told.articles}"
    file.with_suffix(".json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    file.with_suffix(".md").write_text(text := page(results), encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
