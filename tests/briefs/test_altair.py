"""Loading the library that draws."""

import subprocess
import sys
from importlib.util import find_spec

import pytest

from cuibono.briefs.altair import SLOW

TOLD = f"""
import sys
from cuibono.briefs.altair import altair
assert altair().Chart is __import__("altair").Chart
assert {SLOW!r} not in sys.modules
from jsonschema import Draft7Validator, FormatChecker
check = Draft7Validator({{"format": "iri"}}, format_checker=FormatChecker())
print(check.is_valid("https://exämple.org/x"), check.is_valid("no address"))
assert {SLOW!r} in sys.modules
"""


@pytest.mark.skipif(find_spec(SLOW) is None, reason=f"needs {SLOW}")
def test_what_checks_addresses_is_loaded_when_somebody_asks_it():
    run = subprocess.run([sys.executable, "-c", TOLD], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["True", "False"]
