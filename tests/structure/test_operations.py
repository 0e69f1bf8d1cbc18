"""docs/operations.md says what the code does."""

import re
from dataclasses import fields
from pathlib import Path

import yaml

from flows import cli, report
from flows.checks import RefusedError
from flows.limits import PREFIX
from flows.lock import BusyError
from transforms.bronze.limits import Limits

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def test_every_limit_is_explained_with_its_rule():
    told = re.findall(rf"^\| `({PREFIX}[A-Z_]+)`.*\| `([a-z ]+)` \|$", PAGE, re.MULTILINE)
    assert [name for name, _ in told] == [PREFIX + field.name.upper() for field in fields(Limits)]
    code = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "transforms/bronze").glob("*.py"))
    code += (ROOT / "flows/scan.py").read_text(encoding="utf-8")
    for _, rule in told:
        assert f'"{rule}"' in code


def test_every_exit_code_is_explained():
    codes = {0, 2, cli.FAILED, cli.STOPPED, RefusedError.exit_code, BusyError.exit_code}
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)} == codes


def test_the_compose_file_is_one():
    (found,) = re.findall(r"```yaml\n# compose.yaml\n(.*?)```", PAGE, re.DOTALL)
    assert "wiretrace serve" in yaml.safe_load(found)["services"]["wiretrace"]["command"]


def test_names_that_are_not_ours_are_plain_in_markdown():
    assert report._plain("<b>|`x`\n[a](b)") == "&#60;b&#62;&#124;&#96;x&#96; &#91;a&#93;&#40;b&#41;"
