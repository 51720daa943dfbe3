"""Which event types may name the same happening, by the codebook that ships."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass

from cuibono.events.kinds import SHIPPED, Kinds


@dataclass(frozen=True, slots=True)
class _Those(Container[str]):
    """The types that answer a test; the codebook is loaded when the first is asked for."""

    test: Callable[[str], bool]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.test(name)


# What is gained is told by the domain rather than by an item: "gains militarily" and "gains
# economically" are two gains.
BY_DOMAIN: Container[str] = _Those(SHIPPED.outcome)
NEEDS_NO_RECIPIENT: Container[str] = _Those(SHIPPED.alone)


def family(type_: str, kinds: Kinds = SHIPPED) -> str:
    """The family of an event type, its own name where it stands alone.

    >>> family("CONSULT") == family("AGREE"), family("AID") == family("SUPPORT")
    (True, False)
    """
    return kinds.family(type_)
