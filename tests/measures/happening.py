"""Events of bare statements."""

from cuibono.coding.statement import Statement
from cuibono.events.resolve import resolve


def happen(*tellings):
    """Events of who, what, to whom and more, each told by a text of its own."""
    said = [
        Statement(f"text {n}", "", 0, 0, "", 0, 0, actor, "", type_, recipient, **more)
        for n, (actor, type_, recipient, more) in enumerate(tellings)
    ]
    return resolve(said, [])
