"""Cells that a spreadsheet must not take for formulas.

A cell of CSV that begins with = + - @, a tab or a carriage return is computed when a spreadsheet
opens the file, and may fetch or run something (OWASP, CSV injection). An apostrophe before it
makes it text. A number stays a number, and dashes alone, such as the code `---`, compute nothing.
"""

from __future__ import annotations

import re
from typing import Any

from cuibono.unseen import MARKS, as_json, defused

_DEFUSED = re.compile(rf"''*\s*[{MARKS}]")


def as_it_was(cell: str) -> str:
    """The text that `defused` made a cell of.

    >>> as_it_was(defused("=1+1")), as_it_was(defused("'=quoted")), as_it_was("'tis")
    ('=1+1', "'=quoted", "'tis")
    """
    return cell[1:] if _DEFUSED.match(cell) else cell


def flat(value: Any) -> Any:
    """Lists and objects as JSON, numbers and truth values as they are, texts defused."""
    if isinstance(value, list | tuple | dict):
        return defused(as_json(value))
    return defused(str(value)) if isinstance(value, str) else value
