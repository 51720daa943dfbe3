"""Out into other tools: one module a format, each with a `FORMAT`, written whole or not at all."""

from cuibono.exchange.exports.export import Exported, export, formats

__all__ = ["Exported", "export", "formats"]
