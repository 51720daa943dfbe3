"""The ledger: append-only Delta tables, readable as of any moment."""

from cuibono.ledger.ledger import Ledger
from cuibono.ledger.query import Query
from cuibono.ledger.tables import LedgerError
from cuibono.ledger.verify import Problem

__all__ = ["Ledger", "LedgerError", "Problem", "Query"]
