"""The library that draws, loaded without what takes seconds and no picture needs."""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

SLOW = "rfc3987_syntax"


@cache
def altair() -> Any:
    """The library that draws.

    What checks its charts can check international addresses too, where Jupyter is installed. That
    part takes three times as long to load as all the rest, so that it is loaded when it is first
    asked; no chart asks it.

    >>> altair().Chart.__name__
    'Chart'
    """
    if SLOW in sys.modules or "jsonschema" in sys.modules or find_spec(SLOW) is None:
        return import_module("altair")
    sys.modules[SLOW] = stand_in = ModuleType(SLOW)
    stand_in.is_valid_syntax = _is_valid_syntax  # type: ignore[attr-defined]
    try:
        return import_module("altair")
    finally:
        del sys.modules[SLOW]


def _is_valid_syntax(term: str, value: str) -> bool:
    return import_module(SLOW).is_valid_syntax(term=term, value=value)
