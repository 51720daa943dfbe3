"""What a process of the command line loads."""

import subprocess
import sys

import pytest

QUESTION = """
import os, sys
from cuibono.cli import main
os._exit = lambda code: (print("pandas" in sys.modules, file=sys.stderr), sys.exit(code))
main()
"""
COMPUTING = """
from cuibono.cli.imports import leave_out
leave_out()
try:
    import pandas
except ModuleNotFoundError as error:
    print(error)
from statsmodels.tsa.api import VAR
import pandas
print(pandas.__name__)
"""


def told(code, *words):
    call = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.run(call, capture_output=True, text=True, check=True)


def test_a_question_does_not_load_pandas(ledger):
    run = told(QUESTION, "timeline", "PRK", "RUS", "--ledger", ledger)
    assert "PRK" in run.stdout
    assert run.stderr.split() == ["False"]


def test_what_computes_with_pandas_loads_it():
    pytest.importorskip("statsmodels")
    assert told(COMPUTING).stdout.splitlines() == ["no verb needs pandas", "pandas"]
