"""Scores stories on independent reports written for this project: ``python -m benchmarks.stories [FILE.toml]``.

Each subject has two events of one kind, each event reports in one or several languages that share facts and no
sentences. So every pair said to be derived is wrong, and nothing but facts tells the two events apart. With ``--truth
FOLDER`` they are written as a folder of truth instead, for benchmarks.train_relations.
"""

import argparse
import json
import tomllib
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.line import measured
from benchmarks.scoring.figures import rows, share
from benchmarks.scoring.overlap import told_members, told_stories
from schemas.types import DERIVED

HELD_OUT: Final = Path(__file__).parent / "stories_held_out.toml"
Report = dict[str, Any]


def read(file: Path) -> dict[str, Report]:
    """Read the reports, each under the name that its file will have."""
    listed = tomllib.loads(file.read_text(encoding="utf-8"))["report"]
    return {f"outlet{number % 7}/{number}.json": report for number, report in enumerate(listed)}


def write(reports: dict[str, Report], folder: Path) -> None:
    """Write a folder of truth: each report as a file, its event beside."""
    for uri, report in reports.items():
        file = folder / "raw" / uri
        file.parent.mkdir(parents=True, exist_ok=True)
        shown = {"title": report["title"], "text": report["text"], "published_at": report["published"]}
        file.write_text(json.dumps(shown, ensure_ascii=False), encoding="utf-8")
    docs = [{"uri": uri, "language": report["language"], "story": report["event"]} for uri, report in reports.items()]
    pairs = [{"a": a, "b": b, "relation": "same_event"} for a, b in _of_one_event(reports)]
    for name, told in (("truth_docs.jsonl", docs), ("truth_pairs.jsonl", pairs)):
        (folder / name).write_text(
            "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in told), encoding="utf-8"
        )


def _of_one_event(reports: dict[str, Report]) -> list[tuple[str, str]]:
    return [pair for pair in combinations(reports, 2) if len({reports[uri]["event"] for uri in pair}) == 1]


def score(reports: dict[str, Report], target: Path) -> dict[str, Any]:
    """Score stories by the languages of their event, count subjects whose events are apart and pairs that are not."""
    spoken: defaultdict[str, set[str]] = defaultdict(set)
    for report in reports.values():
        spoken[report["event"]].add(report["language"])
    docs = {
        uri: {"story": f"{'several' if len(spoken[report['event']]) > 1 else 'one'}:{report['event']}"}
        for uri, report in reports.items()
    }
    member = told_members(target)
    relations = Counter(relation for (relation,) in rows(target, "SELECT relation FROM gold.overlaps"))
    return {
        "stories": told_stories(docs, member),
        "events apart": _apart(reports, member),
        "pairs together": _together(reports, member),
        "said to be derived": sum(relations[relation] for relation in DERIVED),
    }


def _apart(reports: dict[str, Report], member: dict[str, str]) -> str:
    """Count the subjects whose two events have different main stories."""
    stories: defaultdict[str, defaultdict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for uri, report in reports.items():
        stories[report["subject"]][report["event"]][member.get(uri, uri)] += 1
    main = [
        {min(counted, key=lambda one: (-counted[one], one)) for counted in events.values()}
        for events in stories.values()
    ]
    return f"{sum(len(each) > 1 for each in main)} of {len(main)}"


def _together(reports: dict[str, Report], member: dict[str, str]) -> dict[str, float]:
    """Give the share of pairs of reports of one event that are in one story, within a language and across."""
    asked, found = Counter[str](), Counter[str]()
    for a, b in _of_one_event(reports):
        kind = "one language" if reports[a]["language"] == reports[b]["language"] else "two languages"
        asked[kind] += 1
        found[kind] += member.get(a, a) == member.get(b, b)
    return {kind: share(found[kind], n) for kind, n in sorted(asked.items())}


def main() -> None:
    """Run the line over the reports and print the figures."""
    parser = argparse.ArgumentParser(prog="stories", description="Score stories on reports written for it.")
    parser.add_argument("file", type=Path, nargs="?", default=HELD_OUT)
    parser.add_argument("--truth", type=Path, help="write a folder of truth, and do no more")
    told = parser.parse_args()
    reports = read(told.file)
    if told.truth:
        write(reports, told.truth)
        return
    with TemporaryDirectory() as folder:
        write(reports, Path(folder))
        target = Path(folder) / "warehouse.duckdb"
        measured(Path(folder) / "raw", target)
        for name, figures in score(reports, target).items():
            print(name, figures)


if __name__ == "__main__":
    main()
