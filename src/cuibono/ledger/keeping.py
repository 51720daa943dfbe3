"""How a ledger stays whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cuibono.answer import AnswerList
from cuibono.ledger import Ledger, Mirrored, Problem, Proof, Repaired


class Keeping:
    """The verbs that keep a ledger sound: `verify`, `repair`, `compact`, `mirror`."""

    def __init__(self, folder: Path, ledger: Callable[[], Ledger]) -> None:
        self._folder = folder
        self._ledger = ledger

    def verify(self, proof: Proof | None = None) -> AnswerList[Problem]:
        """What does not hold in the ledger; nothing when all that was written is there, unchanged.

        Every row is held against the journal, every quote against its text. A `proof` from
        `proof()` says afterwards how much of it is proved.
        """
        return AnswerList(self._ledger().verify(proof), Problem.COLUMNS)

    def proof(self) -> Proof:
        """How much of the ledger can be proved; it is filled while `verify` goes through it."""
        return self._ledger().proof()

    def repair(self) -> AnswerList[Repaired]:
        """Bring back what is lost from the ledger as far as any of its files still holds it.

        What cannot be brought back is told as well. Nobody else may write meanwhile.
        """
        return AnswerList(Ledger.open(self._folder).repair(), Repaired.COLUMNS)

    def compact(self) -> dict[str, tuple[int, int]]:
        """Join the small files of the ledger; how many there were and are, table by table."""
        return self._ledger().compact()

    def mirror(self, address: str) -> Mirrored:
        """Copy what is new of the ledger to object storage; how much was new.

        `address` is a place such as s3://bucket/ledger, with endpoint and keys of the environment.
        Raises UsageError for what is no address, CuibonoError where it cannot be written to.
        """
        from cuibono.ledger.mirror import mirror

        return mirror(self._ledger().tables.folder, address)
