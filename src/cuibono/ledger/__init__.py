"""The ledger: append-only Delta tables, readable as of any moment."""

from cuibono.ledger.faults import LedgerError
from cuibono.ledger.judgement import Action, Judgement
from cuibono.ledger.ledger import Ledger
from cuibono.ledger.mirror import Mirrored
from cuibono.ledger.proof import Proof
from cuibono.ledger.query import Query
from cuibono.ledger.repair import Repaired
from cuibono.ledger.replay import Binding, Refit, Replay, reviewed
from cuibono.ledger.verify import Problem

__all__ = [
    "Action", "Binding", "Judgement", "Ledger", "LedgerError", "Mirrored", "Problem", "Proof",
    "Query", "Refit", "Repaired", "Replay", "reviewed",
]  # fmt: skip
