"""Text to sentences, trees, mentions, dates and quantities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cuibono.language.reader import Reader as Reader

__all__ = ["Reader"]


def __getattr__(name: str) -> Any:
    """Import the reader, and numpy with it, only when it is asked for."""
    if name == "Reader":
        from cuibono.language.reader import Reader

        return Reader
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
