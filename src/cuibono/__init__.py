"""Who gains, according to whom, on what evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cuibono.pipeline import Desk as Desk

__version__ = "0.1.0"
__all__ = ["Desk", "__version__"]


def __getattr__(name: str) -> Any:
    # Late, so that `import cuibono` costs nothing until the work starts.
    if name == "Desk":
        from cuibono.pipeline import Desk

        return Desk
    raise AttributeError(f"module 'cuibono' has no attribute {name!r}")
