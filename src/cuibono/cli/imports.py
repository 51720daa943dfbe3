"""What the command line does not load, since no verb has a use for it."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from typing import Any

UNASKED = "pandas"
ASKING = "statsmodels"


class Unasked(MetaPathFinder):
    """Refuses pandas to whoever only looks whether it is there; `statsmodels` computes with it.

    Before its first array pyarrow loads pandas, where it is installed, to see whether the array is
    one of its own: that takes a third of the time of a question.
    """

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> None:
        """Nothing, so that others look for the module; raises ModuleNotFoundError for pandas."""
        if fullname == UNASKED and ASKING not in sys.modules:
            raise ModuleNotFoundError(f"no verb needs {fullname}", name=fullname)


def leave_out() -> None:
    """From here on this process loads pandas only for what computes with it."""
    sys.meta_path.insert(0, Unasked())
