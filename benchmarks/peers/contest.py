"""The contest: wiretrace and named peers solve the same tasks on the same texts, several times each."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.generate import Article, Pair
from benchmarks.peers.solving import WARM_UP

ROOT: Final = Path(__file__).parents[2]
PEERS: Final = ROOT / ".venv-peers" / "bin" / "python"
RUNS: Final = 5
NEAR_COPIES: Final = ("copy", "excerpt")
OURS: Final = "wiretrace"


@dataclass(frozen=True, slots=True)
class Contender:
    """A module of this package that solves a task."""

    task: str
    name: str
    n_articles: int
    """At most so many are solved: the slow ones would take hours."""

    @property
    def module(self) -> str:
        """Name the module to be run."""
        return f"benchmarks.peers.{self.task.replace(' ', '_')}_{self.name.replace('-', '_')}"

    @property
    def python(self) -> Path:
        """Choose the environment: wiretrace's own, or the peers'."""
        return Path(sys.executable) if self.name == OURS else PEERS


CONTENDERS: Final = (
    Contender("language", OURS, 2_000),
    Contender("language", "langdetect", 500),
    Contender("cleaning", OURS, 1_000),
    Contender("names", OURS, 1_000),
    Contender("names", "spacy", 500),
    Contender("near copies", OURS, 20_000),
    Contender("near copies", "datasketch", 5_000),
    Contender("near copies", "datatrove", 20_000),
    Contender("near copies", "text-dedup", 20_000),
    Contender("all", "notebook", 500),
)
"""Each does one pass in a process of its own, so that nothing is remembered from the pass before."""


def compared(articles: list[Article], pairs: list[Pair], runs: int = RUNS) -> list[dict[str, Any]]:
    """Let all contenders solve their tasks for the main texts of a corpus."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "articles.jsonl"
        return [_row(contender, articles, pairs, file, runs) for contender in CONTENDERS]


def _row(contender: Contender, articles: list[Article], pairs: list[Pair], file: Path, runs: int) -> dict[str, Any]:
    """Time a contender: articles a second, the slowest, the median and the fastest of its runs."""
    taken = articles[: contender.n_articles]
    row: dict[str, Any] = {"task": contender.task, "name": contender.name, "n_articles": len(taken)}
    if not contender.python.exists():
        return row | {"missing": "not installed: make peers"}
    file.write_text("".join(map(_line, taken)), encoding="utf-8")
    told = [_solved(contender, file) for _ in range(runs)]
    paces = sorted((len(taken) - WARM_UP) / each["seconds"] for each in told)
    figures = _figures(contender.task, told[0]["answer"], taken[WARM_UP:], pairs)
    return row | {"articles_per_second": [paces[0], median(paces), paces[-1]], "figures": figures}


def _line(article: Article) -> str:
    known = {"id": article.uri, "language": article.language, "text": "\n".join(article.body), "file": article.lines}
    return json.dumps(known, ensure_ascii=False) + "\n"


def _solved(contender: Contender, file: Path) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603 - a module of this package
        [contender.python, "-m", contender.module, str(file)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{contender.module} failed:\n{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _figures(task: str, answer: Any, articles: list[Article], pairs: list[Pair]) -> dict[str, float]:  # noqa: ANN401
    """Say how good an answer is, where the truth is known."""
    match task:
        case "language":
            right = sum(code == article.language for code, article in zip(answer, articles, strict=True))
            return {"accuracy": round(right / max(len(articles), 1), 4)}
        case "near copies":
            return _of_pairs({tied(a, b) for a, b in answer}, {article.uri for article in articles}, pairs)
        case "all":
            return dict(answer)
        case _:
            return {"found": answer}


def _of_pairs(found: set[tuple[str, str]], known: set[str], pairs: list[Pair]) -> dict[str, float]:
    planted = {
        relation: {
            tied(pair.a.uri, pair.b.uri)
            for pair in pairs
            if pair.relation == relation and {pair.a.uri, pair.b.uri} <= known
        }
        for relation in NEAR_COPIES
    }
    right = len(found & set[tuple[str, str]]().union(*planted.values()))
    recalls = {f"recall of {name}": round(len(found & wanted) / max(len(wanted), 1), 3)
               for name, wanted in planted.items()}  # fmt: skip
    return recalls | {"precision": round(right / max(len(found), 1), 3)}


def tied(a: str, b: str) -> tuple[str, str]:
    """Name a pair, whichever comes first."""
    return (a, b) if a < b else (b, a)
