"""The real steps of the ingest flow, called in their order as plain functions, without Prefect's server, and timed.

python -m benchmarks.line ROOT WAREHOUSE      prints one JSON object: seconds of each step and in all, peak memory

Meant for a process of its own (``measured``): imports, caches and peak memory are then those of a run by command.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from prefect import Task

from flows import pipeline

ROOT: Final = Path(__file__).parents[1]
KIB_A_MIB: Final = 1024
BYTES_A_MIB: Final = 1024**2


@dataclass(frozen=True, slots=True)
class Measured:
    """What a run took."""

    stages: dict[str, float]
    """Seconds by step, a table each."""
    seconds: float
    """From the call of the flow to its return."""
    wall_seconds: float
    """From the start of the process to its end."""
    peak_mib: float


def measured(root: Path, target: Path) -> Measured:
    """Run the line in a fresh process."""
    started = perf_counter()
    done = subprocess.run(  # noqa: S603 - this module, with paths as its arguments
        [sys.executable, "-m", "benchmarks.line", str(root.resolve()), str(target.resolve())],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    wall_seconds = perf_counter() - started
    if done.returncode:
        raise RuntimeError(f"the run over {root} failed:\n{done.stderr}")
    return Measured(**json.loads(done.stdout.splitlines()[-1]), wall_seconds=wall_seconds)


def run(root: Path, target: Path) -> dict[str, float]:
    """Bring a warehouse up to date, step by step; return the seconds that each step took."""
    stages: dict[str, float] = {}
    kept = dict(vars(pipeline))
    for name, step in kept.items():
        if isinstance(step, Task):
            vars(pipeline)[name] = _timed(name, step.fn, stages)
    vars(pipeline)["tell"] = lambda _run, _target: None  # it writes to Prefect's server
    try:
        pipeline.ingest.fn(root, target)
    finally:
        vars(pipeline).update(kept)
    return stages


def _timed(name: str, step: Callable[..., Any], stages: dict[str, float]) -> Callable[..., Any]:
    """Note how long a step takes: ``build`` under the name of its table."""

    def timed(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - the step's own
        started = perf_counter()
        try:
            return step(*arguments, **options)
        finally:
            stage = str(arguments[0]) if name == "build" else name
            stages[stage] = stages.get(stage, 0.0) + perf_counter() - started

    return timed


def peak_mib() -> float:
    """Tell the largest memory that this process, or one that it started and waited for, has held."""
    unit = BYTES_A_MIB if sys.platform == "darwin" else KIB_A_MIB
    used = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(used) / unit


def main() -> None:
    """Run the line once and print what it took."""
    root, target = map(Path, sys.argv[1:])
    started = perf_counter()
    stages = run(root, target)
    print(json.dumps({"stages": stages, "seconds": perf_counter() - started, "peak_mib": peak_mib()}))


if __name__ == "__main__":
    main()
