"""What all tests share."""

from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings
from prefect import Task

from flows import pipeline

settings.register_profile("wiretrace", deadline=None)  # time is measured by make bench, never asserted
settings.load_profile("wiretrace")

SAMPLES = Path(__file__).parents[1] / "data" / "samples"


@contextmanager
def without_prefect():
    """The ingest flow as a plain function: the same steps, called without Prefect."""
    with pytest.MonkeyPatch.context() as patch:
        for name, step in list(vars(pipeline).items()):
            if isinstance(step, Task):
                patch.setattr(pipeline, name, step.fn)
        patch.setattr(pipeline, "tell", lambda _run, _target: None)
        yield pipeline.ingest.fn


@pytest.fixture
def plain():
    with without_prefect() as ingest:
        yield ingest


@pytest.fixture(scope="session")
def samples(tmp_path_factory):
    """A warehouse made from data/samples."""
    target = tmp_path_factory.mktemp("samples") / "w.duckdb"
    with without_prefect() as ingest:
        ingest(SAMPLES, target)
    return target
