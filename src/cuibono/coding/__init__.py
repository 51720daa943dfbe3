"""Sentences to statements, as the codebook defines them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cuibono.coding.codebook import Codebook as Codebook
    from cuibono.coding.coder import Coder as Coder

__all__ = ["Codebook", "Coder"]


def __getattr__(name: str) -> Any:
    """Import the coder only when it is asked for: the value types alone load at once."""
    if name == "Coder":
        from cuibono.coding.coder import Coder

        return Coder
    if name == "Codebook":
        from cuibono.coding.codebook import Codebook

        return Codebook
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
