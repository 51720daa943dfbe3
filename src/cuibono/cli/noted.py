"""Beside every figure: how much of what it counts a person has reviewed, and how much was right."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from cuibono.cli import show
from cuibono.cli.options import HERE, desk


def noted(verb: Callable[..., Any]) -> Callable[..., Any]:
    """A verb that says so once it is done; nothing where nobody has judged anything."""

    @wraps(verb)
    def called(*given: Any, **named: Any) -> Any:
        answer = verb(*given, **named)
        if "ledger" in named:
            here = desk(named["ledger"] or HERE, named.get("as_of"))
            if here.ledger.tables.exists and (told := here.standing(named.get("sure"))):
                show.note(told)
        return answer

    return called
