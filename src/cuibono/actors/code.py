"""The code of an actor. Whether one code belongs to another is decided here, and only here."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Code(str):
    """ISO 3166-1 alpha-3 or a body's acronym, with a role after a dot where one is known.

    >>> code = Code("RUS.MFA")
    >>> code.root, code.role, code.belongs_to("RUS"), Code("RUS").belongs_to("RUS.MFA")
    ('RUS', 'MFA', True, False)
    """

    __slots__ = ()

    @property
    def root(self) -> str:
        """What stands before the first dot: the state or body."""
        return root(self)

    @property
    def role(self) -> str:
        """What stands after the first dot: the organ or group, "" where there is none.

        >>> Code("LBN.REB.HEZBOLLAH").role, Code("LBN").role
        ('REB.HEZBOLLAH', '')
        """
        return self.partition(".")[2]

    @property
    def group(self) -> str:
        """What kind of organ or group a role is: its first part, "" where there is none.

        >>> Code("LBN.REB.HEZBOLLAH").group, Code("RUS.MFA").group, Code("LBN").group
        ('REB', 'MFA', '')
        """
        return self.role.partition(".")[0]

    def belongs_to(self, other: str) -> bool:
        """Whether this is the other code, or an organ or group of it."""
        return belongs(self, other)

    def of_column(self, column: Any) -> Any:
        """Which codes of an Arrow column belong to this one; what is empty does not.

        >>> import pyarrow as pa
        >>> Code("RUS").of_column(pa.array(["RUS.MFA", "RUSI", None])).to_pylist()
        [True, False, False]
        """
        pc: Any = import_module("pyarrow.compute")

        same = pc.or_(pc.equal(column, self), pc.starts_with(column, f"{self}."))
        return pc.fill_null(same, False)

    def in_sql(self, column: str) -> str:
        """SQL for the rows in which the code of a column belongs to this one.

        >>> Code("PRK").in_sql("actor")
        "split_part(actor, '.', 1) = 'PRK'"
        """
        if not self.role:
            return f"{root_in_sql(column)} = {literal(self)}"
        return f"({column} = {literal(self)} or starts_with({column}, {literal(self + '.')}))"


def root(code: str) -> str:
    """The state or body that a code belongs to.

    >>> root("RUS.MFA")
    'RUS'
    """
    return code.partition(".")[0]


def belongs(code: str | None, other: str) -> bool:
    """Whether a code, where there is one, belongs to another.

    >>> belongs("RUS.MFA", "RUS"), belongs(None, "RUS")
    (True, False)
    """
    return code is not None and (code == other or code.startswith(f"{other}."))


def root_in_sql(column: str) -> str:
    """SQL for the roots of the codes in a column.

    >>> root_in_sql("recipient")
    "split_part(recipient, '.', 1)"
    """
    return f"split_part({column}, '.', 1)"


def literal(text: str) -> str:
    """A text as an SQL literal.

    >>> literal("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"
