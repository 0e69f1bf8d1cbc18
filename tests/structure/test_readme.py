"""The README's questions are answered on the samples, and every command it names is there."""

import re
import shutil
from pathlib import Path

import duckdb
import pytest

from flows import cli

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", README, re.DOTALL)
QUESTIONS = re.findall(r"^(\S.*?[?.])\n\n```sql", README, re.MULTILINE)


@pytest.mark.parametrize("query", QUERIES, ids=QUESTIONS)
def test_a_question_is_answered(samples, query):
    with duckdb.connect(samples, read_only=True) as connection:
        assert len(connection.execute(query).fetchall()) > 1


def test_there_are_five_questions():
    assert len(QUERIES) == len(QUESTIONS) == 5


def test_every_command_is_told_with_its_options(capsys):
    told = set(re.findall(r"^\| `wiretrace (\w+)", README, re.MULTILINE))
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    assert told == set(re.findall(r"^    (\w+) ", capsys.readouterr().out, re.MULTILINE))
    for command in told:
        with pytest.raises(SystemExit):
            cli.main([command, "--help"])
        for option in set(re.findall(r"--[a-z]+", capsys.readouterr().out)) - {"--help", "--warehouse"}:
            assert option in README, option


def test_every_file_that_the_readme_points_to_is_there():
    for link in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / link).exists(), link


def test_every_make_target_that_the_readme_names_is_there():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"^make ([a-z-]+)", README, re.MULTILINE)) <= targets
    assert shutil.which("make") is None or "run" in targets
