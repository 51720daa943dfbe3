"""What a statement's fields might be instead, for a person who corrects one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cuibono.coding.codebook import Codebook
from cuibono.coding.overrides import weighed
from cuibono.coding.statement import AUTHOR, UNKNOWN, UNNAMED, Certainty, Stance, Statement

MOST, NEAR = 12, 600


def alternatives(
    statement: Statement, beside: Iterable[Statement], book: Codebook
) -> dict[str, list[str]]:
    """Values by field, the likeliest first, the one that stands left out.

    Types that the reader weighed come first; parties are those of the statements beside it.
    """
    read = [name for name in weighed(statement.reason) if name in book.by_name]
    codes: Counter[str] = Counter()
    for other in beside:
        weight = 3 if abs(other.start - statement.start) < NEAR else 1
        codes.update(dict.fromkeys((other.actor, other.recipient, other.source), weight))
    known = [c for c, _ in codes.most_common() if c not in (UNKNOWN, AUTHOR, UNNAMED)]
    entry = book.by_name.get(statement.type)
    found = {
        "type": [*read, *book.by_name],
        "actor": [statement.recipient, *known[:MOST], UNKNOWN],
        "recipient": [statement.actor, *known[:MOST], UNKNOWN],
        "source": [AUTHOR, *known[:MOST], UNNAMED],
        "stance": [str(s) for s in Stance],
        "certainty": [str(c) for c in Certainty],
        "mode": ["", *(entry.modes if entry else ())],
        "item": ["", *(i.name for i in book.items)],
    }
    held = statement.to_dict()
    return {
        name: [v for v in dict.fromkeys(values) if v != (held[name] or "")]
        for name, values in found.items()
    }
