"""Event data of others, into the ledger: one plan a format, one way through for all."""

from cuibono.exchange.imports.importer import import_files
from cuibono.exchange.imports.report import Report

__all__ = ["Report", "import_files"]
