"""The fields of a statement that a person may correct: from what was typed to what is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from cuibono.actors.places import Gazetteer
from cuibono.actors.registry import Registry
from cuibono.coding.codebook import Codebook
from cuibono.coding.statement import AUTHOR, UNKNOWN, UNNAMED, Certainty, Place, Quantity, Stance
from cuibono.documents.found import one_line
from cuibono.errors import CuibonoError, UsageError
from cuibono.language.intervals import parse
from cuibono.language.quantities import find_quantities

BOUNDS = ("exactly", "at least", "at most", "about")
SPANS = ("start", "end", "trigger_start", "trigger_end")
MOST_TEXT = 300


@dataclass(frozen=True)
class Allowed:
    """What values are checked against: the registry and the codebook, on a day of publication."""

    registry: Registry
    codebook: Codebook
    on: date | None = None

    def read(self, field: str, value: Any) -> Any:
        """A field's value as plain JSON; UsageError names the field and what it may be.

        >>> values = Allowed(Registry.load(), Codebook.load())
        >>> values.read("actor", "North Korea"), values.read("stance", "Denied")
        ('PRK', 'denied')
        >>> values.read("when", "soon")
        Traceback (most recent call last):
        cuibono.errors.UsageError: when: 'soon' is not an interval such as 2022-07 or 2022/2023
        """
        reader = _READERS.get(field)
        if reader is None:
            raise UsageError(f"no field is called {field!r}: {', '.join(sorted(_READERS))}")
        try:
            return reader(self, value.strip() if isinstance(value, str) else value)
        except UsageError as error:
            raise UsageError(f"{field}: {error}") from None

    # --- who -----------------------------------------------------------------------------

    def party(self, value: Any, special: tuple[str, ...] = (UNKNOWN,)) -> str:
        """The code of an actor by code or name."""
        text = _text(value)
        if text in special:
            return text
        found = self.registry.find(text, self.on)
        if found is not None:
            return found.code
        near = " or ".join(self.registry.suggest(text))
        raise UsageError(
            f"no actor is called {text!r}" + (f"; did you mean {near}?" if near else "")
        )

    def speaker(self, value: Any) -> str:
        """The code of a source, which may be the author or unnamed."""
        text = _text(value)
        if text.upper() in (AUTHOR, UNNAMED):
            return text.upper()
        return self.party(text, (UNKNOWN,))

    def chain(self, value: Any) -> list[str]:
        """Speakers from the outermost to the nearest."""
        items = value.replace(">", ",").split(",") if isinstance(value, str) else _items(value)
        found = [self.speaker(item) for item in items if str(item).strip()]
        return found or [AUTHOR]

    # --- what ----------------------------------------------------------------------------

    def type(self, value: Any) -> str:
        """An event type of the codebook."""
        return _one_of(_text(value).upper(), sorted(self.codebook.by_name))

    def mode(self, value: Any) -> str | None:
        """A mode; whether its type has it is checked once the type is known."""
        return _text(value).lower() or None

    def contexts(self, value: Any) -> list[str]:
        """Contexts of the codebook."""
        given = value.split(",") if isinstance(value, str) else _items(value)
        names = [str(v).strip().lower().replace(" ", "_") for v in given]
        return [_one_of(name, self.codebook.contexts) for name in names if name]

    def item(self, value: Any) -> str | None:
        """What changes hands: an item of the codebook, by its name or its words."""
        text = _text(value).lower()
        if not text:
            return None
        names = [i.name for i in self.codebook.items]
        return text if text in names else self.codebook.item_of(text) or _one_of(text, names)

    def stance(self, value: Any) -> str:
        """A stance."""
        return _one_of(_text(value).lower(), [str(s) for s in Stance])

    def certainty(self, value: Any) -> str:
        """Certain or hedged."""
        return _one_of(_text(value).lower(), [str(c) for c in Certainty])

    def when(self, value: Any) -> str | None:
        """An ISO 8601 interval."""
        text = _text(value)
        if not text:
            return None
        try:
            parse(text)
        except CuibonoError:
            wanted = "an interval such as 2022-07 or 2022/2023"
            raise UsageError(f"{text!r} is not {wanted}") from None
        return text

    def where(self, value: Any) -> dict[str, Any] | None:
        """A place by its name; the gazetteer gives country and degrees where it knows it."""
        given = _fields(value, ("name", "country", "latitude", "longitude"), "name")
        if given is None:
            return None
        known = Gazetteer.load().find(str(given["name"]), given.get("country"))
        if known is None:
            return asdict(Place(str(given["name"]), given.get("country")))
        return asdict(Place(str(given["name"]), known.country, known.latitude, known.longitude))

    def quantity(self, value: Any) -> dict[str, Any] | None:
        """A quantity as words ("at least 100 shells") or as number, bound and unit."""
        if isinstance(value, str) and value:
            found = next(iter(find_quantities(value)), None)
            if found is None:
                raise UsageError(f"{value!r} is not a quantity such as: at least 100 shells")
            return asdict(Quantity(found.number, found.bound, found.unit))
        given = _fields(value, ("number", "bound", "unit"), "number")
        if given is None:
            return None
        try:
            number = float(given["number"])
        except (TypeError, ValueError):
            raise UsageError(f"{given['number']!r} is not a number") from None
        bound = _one_of(str(given.get("bound") or "exactly"), BOUNDS)
        return asdict(Quantity(number, bound, str(given.get("unit") or "")))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UsageError(f"{value!r} is not a text")
    return one_line(value)[:MOST_TEXT]


def _items(value: Any) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list | tuple):
        raise UsageError(f"{value!r} is not a list")
    return list(value)


def _fields(value: Any, names: tuple[str, ...], needed: str) -> dict[str, Any] | None:
    """A mapping with these fields; a text stands for the one that is needed."""
    if value is None or value == "":
        return None
    given = dict(value) if isinstance(value, Mapping) else {needed: value}
    unknown = sorted(given.keys() - set(names))
    if unknown or not given.get(needed):
        raise UsageError(f"it has the fields {', '.join(names)}, of which {needed} is needed")
    return given


def _one_of(value: str, names: Any) -> str:
    if value not in names:
        raise UsageError(f"{value!r} is not one of {', '.join(names)}")
    return value


def _place(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise UsageError(f"{value!r} is not a place in the text, which is a number") from None


Reader = Callable[[Allowed, Any], Any]
_READERS: dict[str, Reader] = {
    **{name: (lambda v, x: v.party(x) if x else UNKNOWN) for name in ("actor", "recipient")},
    **{
        name: (lambda v, x: v.party(x) if x and x != UNKNOWN else None)
        for name in ("giver", "receiver", "beneficiary")
    },
    "source": lambda v, x: v.speaker(x) if x else AUTHOR,
    "source_chain": Allowed.chain,
    "actor_text": lambda _, x: _text(x), "recipient_text": lambda _, x: _text(x),
    "type": Allowed.type, "mode": Allowed.mode, "contexts": Allowed.contexts, "item": Allowed.item,
    "stance": Allowed.stance, "certainty": Allowed.certainty, "when": Allowed.when,
    "where": Allowed.where, "quantity": Allowed.quantity,
    **{name: (lambda _, x: _place(x)) for name in SPANS},
}  # fmt: skip
FIELDS = tuple(_READERS)
"""The fields that can be corrected."""
