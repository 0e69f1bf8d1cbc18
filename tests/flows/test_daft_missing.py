"""Without its extra, the line by Daft says what to install."""

import sys

import flows
from flows import cli


def test_a_missing_extra_is_named(monkeypatch, capsys, tmp_path):
    for name in [name for name in sys.modules if name.startswith("flows.cluster")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr(flows, "cluster", raising=False)
    monkeypatch.setitem(sys.modules, "daft", None)
    arguments = ["run", str(tmp_path), "--engine", "daft", "--tables", str(tmp_path / "tables")]
    assert cli.main([*arguments, "--warehouse", str(tmp_path / "w.duckdb")]) == cli.FAILED
    assert "pip install 'wiretrace[daft]'" in capsys.readouterr().err
