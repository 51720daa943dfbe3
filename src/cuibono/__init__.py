"""Who gains, according to whom, on what evidence."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from cuibono.versions import __version__

if TYPE_CHECKING:
    from cuibono.desk import Desk as Desk

# onnxruntime reports to its maker over the net, from a thread of its own, unless this is set before
# it is loaded: here, where nothing that loads it comes before. No text may leave a user's machine,
# and neither may the fact that it is read.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

__all__ = ["Desk", "__version__"]


def __getattr__(name: str) -> Any:
    # Late, so that `import cuibono` costs nothing until the work starts.
    if name == "Desk":
        from cuibono.desk import Desk

        return Desk
    raise AttributeError(f"module 'cuibono' has no attribute {name!r}")
