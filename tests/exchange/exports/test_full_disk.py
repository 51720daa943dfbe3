"""A full disk: each export, brief and chart says so in one line, and the earlier file stays."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.exchange.exports.full_disk import BEFORE
from tests.exchange.exports.world import documents, ledger_in
from tests.ledger.test_disks import ALONE, mounting

ROOT = Path(__file__).parents[3]
FULL = {
    "limit": "File too large", "some": "File too large", "mount": "No space left on device",
}  # fmt: skip
pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")


@pytest.mark.parametrize(
    "way",
    [
        "some",
        pytest.param("limit", marks=pytest.mark.long),
        pytest.param("mount", marks=[mounting, pytest.mark.long]),
    ],
)
def test_a_full_disk_is_one_line_and_costs_nothing(tmp_path, way):
    ledger_in(tmp_path / "ledger")
    (tmp_path / "out").mkdir()
    words = [sys.executable, "-m", "tests.exchange.exports.full_disk", str(tmp_path / "ledger"),
             str(tmp_path / "out"), way, documents()[0].id]  # fmt: skip
    env = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    done = subprocess.run(
        [*(ALONE if way == "mount" else []), *words],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stderr == ""
    ended = json.loads(done.stdout)
    assert len(ended) >= (3 if way == "some" else 20)
    for call, code, said, kept, left in ended:
        assert code == 1, (call, said)
        assert len(said.splitlines()) == 1, (call, said)
        assert "unexpected" not in said
        assert FULL[way] in said, (call, said)
        assert kept in (BEFORE, None), call
        assert left == [], call
