"""Silver and gold are a pure function of the files, whatever happened on the way to them.

A history is any sequence of additions, changes, renames, removals, corruptions, runs and kills. When it ends, one more
run must leave the tables that a clean run over the final files makes.
"""

import gzip
import json
import os
import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import ClassVar

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from flows import pipeline
from schemas import TABLES

HISTORIES = int(os.environ.get("WIRETRACE_HISTORIES", "100"))
SEED = int(os.environ.get("WIRETRACE_SEED", "0"))
PARTS = 10  # each a test, so that those who run them side by side end together
VERSION = "version"  # counts what a history happened to see
DERIVED = [model for model in TABLES.values() if model.layer() in {"silver", "gold"}]

LEAD = "The harbour council voted on Monday to close the old lighthouse and sell its lamp to a museum in the north."
FACTS = "Keepers had asked for two years of notice, but the town wants the tower empty before the storms of November."
MORE = "A buyer from the mainland has offered to pay for the lens alone, said the clerk, who would not name the sum."
QUOTE = "“Nobody has asked the keepers what they think of it,” said Anna Berg, who kept the lamp for twenty years."
GERMAN = (
    "Der Hafenrat stimmte am Montag dafür, den Leuchtturm zu schließen und die Lampe an ein Museum zu verkaufen.\n"
    "Die Wärter baten um zwei Jahre Frist, doch die Stadt will den Turm vor den Stürmen im November leer haben."
)
OTHER = (
    "Rain stopped the regatta after an hour. The crews came home wet, and the cup stays in its glass case this year."
)
TEXTS = [
    f"{LEAD}\n{FACTS}\n{MORE}",
    f"Lighthouse to close\n\nBy Anna Berg\n{LEAD}\n{FACTS}\n{MORE}\nShare this story\nSign up for the tide table",
    f"{FACTS}\n{MORE}\nShare this story\nSign up for the tide table",
    f"{OTHER}\nShare this story\nSign up for the tide table",
    f"{OTHER} Boats leave at noon.\n{FACTS}\nSign up for the tide table",
    f"{LEAD}\n{QUOTE}\n{OTHER}",
    f"{QUOTE}\n{MORE}\n{FACTS}",
    GERMAN,
    f"date 2024-03-11 {MORE}",
    "Short.",
]
BROKEN = [b"", b"\x00\x01\x02\x00\xff\x00", b"   \n"]
NAMES = ["north/a.txt", "north/b.txt", "north/c.txt", "south/a.txt", "south/b.txt", "flat.txt"]
PACKED = "north/z.txt.gz"
RECORDS = "south/wire.jsonl"


class Killed(BaseException):
    """The process died here."""


def tables(target):
    with duckdb.connect(target, read_only=True) as connection:
        return {
            model.full_name(): sorted(
                map(repr, connection.sql(f"FROM {model.full_name()}").pl().drop(VERSION, strict=False).rows())
            )
            for model in DERIVED
        }


class History(RuleBasedStateMachine):
    """Files that change, and a warehouse that must keep up."""

    ingest = None
    ended: ClassVar[list[Path]] = []

    @initialize()
    def begin(self):
        self.folder = Path(mkdtemp(prefix="history-"))
        self.root, self.target = self.folder / "raw", self.folder / "w.duckdb"
        self.root.mkdir()
        self.write(NAMES[0], TEXTS[0])

    def put(self, name, data):
        file = self.root / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(data)

    @rule(name=st.sampled_from(NAMES), text=st.sampled_from(TEXTS))
    def write(self, name, text):
        self.put(name, text.encode())

    @rule(text=st.sampled_from(TEXTS))
    def write_packed(self, text):
        self.put(PACKED, gzip.compress(text.encode()))

    @rule(texts=st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4))
    def write_records(self, texts):
        records = [json.dumps({"id": number, "text": text}) for number, text in enumerate(texts)]
        self.put(RECORDS, "\n".join(records).encode())

    @rule(name=st.sampled_from(NAMES), source=st.sampled_from(["North", "South"]))
    def write_manifest(self, name, source):
        self.put("manifest.csv", f"path,source,title\n{name},{source},A title\n".encode())

    @rule(old=st.sampled_from(NAMES), new=st.sampled_from(NAMES))
    def rename(self, old, new):
        if (self.root / old).exists():
            (self.root / new).parent.mkdir(exist_ok=True)
            (self.root / old).replace(self.root / new)

    @rule(name=st.sampled_from([*NAMES, PACKED, RECORDS, "manifest.csv"]))
    def remove(self, name):
        (self.root / name).unlink(missing_ok=True)

    @rule(name=st.sampled_from([*NAMES, PACKED, RECORDS]), data=st.sampled_from(BROKEN))
    def corrupt(self, name, data):
        self.put(name, data)

    @rule(prune=st.booleans())
    def run(self, prune):
        self.ingest(self.root, self.target, prune=prune)

    @rule(step=st.integers(0, 18), done=st.booleans())
    def kill(self, step, done):
        """Die before or after the n-th table was written."""
        build, seen = pipeline.build, []

        def mortal(table, work):
            seen.append(table)
            if len(seen) > step:
                if done:
                    build(table, work)
                raise Killed
            return build(table, work)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pipeline, "build", mortal)
            try:
                self.ingest(self.root, self.target, prune=False)
            except Killed:
                assert len(seen) == step + 1

    @precondition(lambda self: self.target.exists())
    @rule()
    def forget(self):
        """Lose the working folder: only the published file is left."""
        shutil.rmtree(self.folder / "w.duckdb.work", ignore_errors=True)

    def teardown(self):
        clean = self.folder / "clean.duckdb"
        self.ingest(self.root, self.target, prune=True)
        self.ingest(self.root, clean, prune=True)
        assert tables(self.target) == tables(clean)
        self.ended.append(self.folder)
        shutil.rmtree(self.folder)


@pytest.mark.parametrize("part", range(PARTS))
def test_any_history_ends_in_the_tables_of_a_clean_run(part, plain):
    class Mine(History):
        ingest = staticmethod(plain)
        ended: ClassVar[list[Path]] = []

    run_state_machine_as_test(
        seed(SEED + part)(Mine),  # each draws histories of its own
        settings=settings(
            max_examples=HISTORIES // PARTS,
            stateful_step_count=5,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            phases=[Phase.explicit, Phase.generate],
        ),
    )
    assert len(Mine.ended) >= HISTORIES // PARTS
