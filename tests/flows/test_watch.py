"""The watcher tells each settled change of the folder once, over restarts too."""

import pytest

from flows import watch
from flows.watch import Watcher


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "raw").mkdir()
    return tmp_path / "raw"


@pytest.fixture
def watcher(folder, tmp_path, monkeypatch):
    monkeypatch.setattr("flows.scan.SETTLED_NS", -(10**12))  # the clock of a file system cannot be set back
    told = []
    watcher = Watcher(folder, tmp_path / "memory", lambda: told.append(1))
    return watcher, told


def test_a_new_a_changed_and_a_vanished_file_are_told_once(watcher, folder):
    watcher, told = watcher
    assert watcher.look()
    assert not watcher.look()
    (folder / "a.txt").write_text("one")
    assert watcher.look()
    (folder / "a.txt").write_text("two, and more")
    assert watcher.look()
    (folder / "a.txt").unlink()
    assert watcher.look()
    assert not watcher.look()
    assert len(told) == 4


def test_a_burst_is_told_when_it_has_settled_or_lasts_too_long(watcher, folder, monkeypatch):
    watcher, told = watcher
    monkeypatch.setattr("flows.scan.SETTLED_NS", 10**18)  # every file has just changed
    (folder / "a.txt").write_text("one")
    assert not watcher.look()
    monkeypatch.setattr(watch, "PATIENCE_SECONDS", 0)
    assert watcher.look()
    assert told == [1]


def test_a_restart_repeats_nothing_and_misses_nothing(watcher, folder, tmp_path):
    first, _ = watcher
    (folder / "a.txt").write_text("one")
    assert first.look()
    assert not Watcher(folder, tmp_path / "memory", lambda: None).look()
    (folder / "b.txt").write_text("two")
    assert Watcher(folder, tmp_path / "memory", lambda: None).look()


def test_what_could_not_be_told_is_told_at_the_next_look(folder, tmp_path):
    def refuse():
        raise ConnectionError

    with pytest.raises(ConnectionError):
        Watcher(folder, tmp_path / "memory", refuse).look()
    assert Watcher(folder, tmp_path / "memory", lambda: None).look()


def test_hidden_files_are_none_of_its_business(watcher, folder):
    watcher, _ = watcher
    watcher.look()
    (folder / ".part").write_text("being written")
    (folder / ".git").mkdir()
    assert not watcher.look()
