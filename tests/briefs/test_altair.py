"""Loading the library that draws."""

import subprocess
import sys
from importlib.util import find_spec

import pytest

from cuibono.briefs.altair import SLOW

LOADED = f"""
import sys
from cuibono.briefs.altair import altair
assert altair().Chart is __import__("altair").Chart
assert {SLOW!r} not in sys.modules
"""
ASKED = """
from jsonschema import Draft7Validator, FormatChecker
check = Draft7Validator({"format": "iri"}, format_checker=FormatChecker())
print(check.is_valid("https://exämple.org/x"), check.is_valid("no address"))
"""


@pytest.mark.skipif(find_spec(SLOW) is None, reason=f"needs {SLOW}")
@pytest.mark.parametrize(
    ("then", "said"), [("", ""), pytest.param(ASKED, "True False", marks=pytest.mark.long)]
)
def test_what_checks_addresses_is_loaded_when_somebody_asks_it(then, said):
    call = [sys.executable, "-c", LOADED + then]
    run = subprocess.run(call, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == said
