"""What may never be in the tree."""

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOSTS = re.compile("|".join(("python" + r"hosted\.", r"pypi\." + "org", r"registry\.npm" + "js")))


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_no_file_names_a_host_of_a_package_registry():
    files = tracked()
    if not files:
        pytest.skip("not a git checkout")
    for file in files:
        assert not HOSTS.search(file.read_text(encoding="utf-8", errors="replace")), file


def test_the_lock_pins_every_package_by_hash():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = re.findall(r"^([a-z0-9.-]+)==", lock, re.MULTILINE)
    hashed = re.findall(r"^[a-z0-9.-]+==[^\n]*\\\n    --hash=sha256:", lock, re.MULTILINE)
    assert len(pinned) > 50
    assert len(pinned) == len(hashed)
    assert "://" not in lock


def test_no_two_test_modules_share_a_name():
    """pytest imports them by name alone: the second one is not run."""
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, n in names.items() if n > 1] == []
