"""The explorer asked without a server."""

import json

import pytest

from explorer.app import application
from explorer.export import get
from tests.conftest import without_prefect

SCRIPT = "<script>alert(1)</script>"
HOSTILE = (
    f"\"><img src=x onerror=alert(1)> {SCRIPT} '; DROP TABLE silver.articles; -- {{{{ 7 * 7 }}}} "
    "\u202etxt.exe\u202c &amp;"
)
STORY = (
    "The harbour board of Quayside voted on Monday to close the northern lock for forty days of repairs. "
    f"Its chairman, Orla Fennick, called the gates older than the town hall. {HOSTILE} Ships must go round by "
    "the cape, which adds a day and a half to every voyage. Fishermen asked for help with fuel and got none."
)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    """A warehouse of articles whose text, title, file name and outlet try to be something else."""
    folder = tmp_path_factory.mktemp("hostile")
    outlet = folder / "raw" / "<b onclick='x'>\"Post\" \u202e#?&%2e"
    outlet.mkdir(parents=True)
    (outlet / "'\"><svg onload=alert(1)>;--.txt").write_text(f"{HOSTILE}\n\n{STORY}\n")
    told = {"title": HOSTILE, "text": STORY, "source": SCRIPT, "author": SCRIPT, "url": "javascript:alert(1)"}
    (folder / "raw" / "b.json").write_text(json.dumps(told | {"published_at": "2024-03-12"}))
    (folder / "raw" / "..json").write_text(json.dumps({"title": "..", "text": STORY[:300], "source": ".."}))
    with without_prefect() as ingest:
        ingest(folder / "raw", folder / "it's.duckdb")
    return folder / "it's.duckdb"


@pytest.fixture
def ask(samples):
    """Ask the explorer of the samples for an address."""
    app = application(samples)
    return lambda address: get(app, address)


@pytest.fixture
def ask_hostile(hostile):
    app = application(hostile)
    return lambda address: get(app, address)
