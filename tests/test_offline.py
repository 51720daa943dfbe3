"""No verb opens a connection but those that are asked to."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from cuibono.cli.app import app
from tests.offline import NET

pytestmark = pytest.mark.long

ROOT = Path(__file__).parent.parent
VERBS = set(typer.main.get_command(app).commands)
ALONE = ["unshare", "--net"]
# What cannot be said of so small a ledger: such a verb ends with one line, and asks nothing.
MAY_FAIL = {"alignment", "isolation", "escalation", "reciprocity", "resolve", "merge", "mcp"}


def call(*words, **more):
    env = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", **more}
    return subprocess.run(
        words, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


def alone():
    """Whether a process may have a network of its own, and whether that counts what is tried."""
    try:
        one = "from tests.offline import knocks; print(knocks())"
        return call(*ALONE, sys.executable, "-c", one).stdout.strip() == "1"
    except OSError:
        return False


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    counted = alone()
    words = [*(ALONE if counted else []), sys.executable, "-m", "tests.offline"]
    done = call(*words, str(tmp_path_factory.mktemp("offline")), COUNT="1" if counted else "")
    assert done.returncode == 0, done.stderr
    return {**json.loads(done.stdout.splitlines()[-1]), "counted": counted}


def test_every_verb_was_called(ran):
    assert {verb for verb, _, _ in ran["ended"]} == VERBS - NET
    failed = [one for one in ran["ended"] if one[1] and one[0] not in MAY_FAIL]
    assert failed == []
    assert [one for one in ran["ended"] if "Traceback" in one[2]] == []


def test_none_of_them_asked_for_a_connection_or_a_name(ran):
    assert ran["asked"] == []


def test_nothing_was_sent_by_any_library(ran):
    if not ran["counted"]:
        pytest.skip("needs the right to make a network namespace: unshare --net")
    assert ran["sent"] == 0
