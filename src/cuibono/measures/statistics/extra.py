"""The libraries of statistics, which are an optional extra."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from cuibono.errors import CuibonoError


def model_library(name: str) -> Any:
    """A module of scipy or statsmodels; raises CuibonoError in one line where it is missing.

    >>> model_library("scipy.special").gammaln(1.0) == 0
    np.True_
    """
    try:
        return import_module(name)
    except ImportError as error:
        library = name.partition(".")[0]
        raise CuibonoError(
            f"this measure needs {library}, which is not installed: pip install 'cuibono[models]'"
        ) from error
