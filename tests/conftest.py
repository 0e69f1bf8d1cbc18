"""What all tests share."""

import pytest
from prefect import Task

from flows import pipeline


@pytest.fixture
def plain(monkeypatch):
    """The ingest flow as a plain function: the same steps, called without Prefect."""
    for name, step in list(vars(pipeline).items()):
        if isinstance(step, Task):
            monkeypatch.setattr(pipeline, name, step.fn)
    monkeypatch.setattr(pipeline, "tell", lambda _run, _target: None)
    return pipeline.ingest.fn
