"""Which statements are wanted, as a filter on the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from cuibono.actors.code import Code

if TYPE_CHECKING:
    import pyarrow as pa


def compute() -> Any:
    """Arrow's functions, imported when first needed; the package gives no types for them."""
    return import_module("pyarrow.compute")


def among(column: Any, values: Iterable[str]) -> Any:
    """Which entries of an Arrow column are any of these."""
    import pyarrow as pa

    return compute().is_in(column, pa.array(sorted(values), pa.string()))


@dataclass(frozen=True, slots=True)
class Query:
    """A choice of statements; what is None does not restrict.

    `actor` and `other` are codes: a state's code takes in its ministries and forces. With
    both, statements between the two in either direction; with `actor` alone, those in which
    it acts, is acted upon, gives, receives or benefits. `since` and `until` are ISO dates of
    publication, `source` a code, `ids` a set of statement ids.
    """

    actor: str | None = None
    other: str | None = None
    type: str | None = None
    stance: str | None = None
    source: str | None = None
    document: str | None = None
    since: str | None = None
    until: str | None = None
    ids: frozenset[str] | None = None

    def mask(self, table: pa.Table) -> Any:
        """A boolean Arrow array, one entry a row of `statements`; None when all are wanted."""
        pc = compute()
        tests: list[Any] = []
        if self.actor:
            tests.append(_concerns(table, self.actor))
        if self.other:
            tests.append(_concerns(table, self.other))
        for name in ("type", "stance", "document"):
            value = getattr(self, name)
            if value:
                tests.append(pc.equal(table[name], value))
        if self.source:
            tests.append(Code(self.source).of_column(table["source"]))
        if self.since:
            tests.append(pc.greater_equal(table["published"], self.since))
        if self.until:
            tests.append(pc.less_equal(table["published"], self.until))
        if self.ids is not None:
            tests.append(among(table["id"], self.ids))
        mask = None
        for test in tests:
            mask = test if mask is None else pc.and_(mask, test)
        return None if mask is None else pc.fill_null(mask, False)


def _concerns(table: pa.Table, code: str) -> Any:
    """Rows in which an actor takes any part."""
    pc = compute()
    found = Code(code).of_column(table["actor"])
    for name in ("recipient", "giver", "receiver", "beneficiary"):
        found = pc.or_(found, Code(code).of_column(table[name]))
    return found
