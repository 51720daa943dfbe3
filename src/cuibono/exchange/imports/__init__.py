"""Event data of others, into the ledger: one plan a format, one way through for all."""

from cuibono.exchange.imports.importer import Report, import_files

__all__ = ["Report", "import_files"]
