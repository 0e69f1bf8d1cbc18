"""Quality on folders with known answers.

python -m benchmarks.evaluate TRUTH [--json]      TRUTH holds raw*/ and truth files (docs of benchmarks.scoring)

Runs the line over each raw folder into a warehouse of its own, which is thrown away, and prints the figures.
"""

import argparse
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.line import measured
from benchmarks.scoring import Figures, NoTruthError, score


def evaluated(truth: Path) -> dict[str, dict[str, Figures]]:
    """Run and score each raw folder below a folder of truth."""
    roots = sorted(path for path in truth.glob("raw*") if path.is_dir())
    if not roots:
        raise NoTruthError(f"{truth} holds no folder raw")
    found = {}
    for root in roots:
        with TemporaryDirectory() as work:
            target = Path(work) / "warehouse.duckdb"
            run = measured(root, target)
            print(f"{root.name}: {run.seconds:.0f} s", file=sys.stderr)
            found[root.name] = score(target, truth, root)
    return found


def lines(figures: Figures) -> list[str]:
    """Write figures one a line, a group of them in brackets."""
    return [
        f"  {name:26} "
        + (" ".join(f"{key} {part}" for key, part in value.items()) if isinstance(value, dict) else str(value))
        for name, value in figures.items()
    ]


def main() -> int:
    """Print the figures of a folder."""
    parser = argparse.ArgumentParser(prog="evaluate", description="Score the line on texts with known answers.")
    parser.add_argument("truth", type=Path)
    parser.add_argument("--json", action="store_true", help="write one JSON object")
    told = parser.parse_args()
    try:
        found = evaluated(told.truth)
    except (FileNotFoundError, RuntimeError) as error:
        print(f"evaluate: {error}", file=sys.stderr)
        return 1
    if told.json:
        print(json.dumps(found, ensure_ascii=False))
        return 0
    for root, scorers in found.items():
        for scorer, figures in scorers.items():
            print(f"{root}, {scorer}:", *lines(figures), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
